"""Codes and secrets: how they are made, hashed and compared."""

from __future__ import annotations

import hashlib
import hmac
import secrets

# No 0/O, 1/I/L or U: nothing that is misread from a projector or misheard when read aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
PERSONAL_CODE_LENGTH = 6
SECRET_BYTES = 24


def new_code(length: int = CODE_LENGTH) -> str:
    """Return a random code; 8 characters are about 39 bits, 6 about 29."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_of(secret_hash: str, length: int = CODE_LENGTH) -> str:
    """Return the code that follows from a hash: the same each time, and as good as random."""
    number, letters = int(secret_hash, 16), []
    for _ in range(length):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "".join(letters)


def new_secret() -> str:
    """Return a random secret of 192 bits, safe in a URL."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a secret in hex: enough for a random secret of full strength."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def matches(secret: str, hashed: str) -> bool:
    """Whether a secret belongs to a stored hash, in constant time."""
    return hmac.compare_digest(hash_secret(secret), hashed)


def form_token(token: str) -> str:
    """Return what a form must carry to prove that it came from its participant's own page."""
    return hash_secret(f"form:{token}")[:32]


def clean_code(text: str) -> str:
    """Return a typed code without spaces, dashes and case; it may still be no code at all."""
    return "".join(c for c in text.upper() if c.isalnum() and c.isascii())[:32]


def show_code(code: str) -> str:
    """Return a code in two halves, as it is read aloud: HK7M-2QWD."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def participant_cookie(code: str) -> str:
    """Return the name of the cookie that makes a browser a participant of one workshop."""
    return f"fm_participant_{code}"


def looked_cookie(code: str) -> str:
    """Return the name of the cookie that holds what was looked at in a self-paced workshop."""
    return f"fm_looked_{code}"


def role_cookie(role: str, code: str) -> str:
    """Return the name of the cookie that holds the facilitator or wall secret of a workshop."""
    return f"fm_{role}_{code}"
