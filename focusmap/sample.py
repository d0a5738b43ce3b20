"""The sample workshop: read from its file at start, looked at by everybody, changed by nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from focusmap.codes import hash_secret, new_secret
from focusmap.errors import BadFile, ContentError
from focusmap.importing import Contents, Origin, keep_contents, read_contents
from focusmap.settings import ROOT
from focusmap.store import SecretHashes, Store

SAMPLE_FILE = ROOT / "sample_data" / "harbour_housing.json"
SAMPLE_CODE = "HK7M2QWD"
KEPT_FOR = timedelta(days=36_500)


def load_sample(store: Store, now: datetime, path: Path = SAMPLE_FILE) -> None:
    """Put the sample workshop into the store, in place of an older one.

    Raises ContentError, with the file's name and the place in it, when it is not a workshop.
    """
    contents = _contents(path, now)
    with store.write() as records:
        old = records.workshop_by_code(SAMPLE_CODE)
        if old:
            records.delete_workshop(old.id)
        # Nobody holds these secrets: the sample opens without and is never changed.
        hashes = SecretHashes(hash_secret(new_secret()), hash_secret(new_secret()))
        keep_contents(records, contents, hashes)


def _contents(path: Path, now: datetime) -> Contents:
    origin = Origin(
        id="sample",
        code=SAMPLE_CODE,
        now=now,
        expires_at=now + KEPT_FOR,
        # Nobody comes back to it either.
        personal_code=lambda name: name,
        # A process that remembers the sample must see that it was loaded anew.
        created_at=now,
        is_sample=True,
    )
    try:
        return read_contents(path.read_text(encoding="utf-8"), str(path), origin)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: the sample workshop cannot be read: {error}.") from error
    except BadFile as error:
        raise ContentError(str(error)) from error
