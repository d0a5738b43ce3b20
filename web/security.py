"""Who is asking: cookies, the origin of a request, the brake on wrong codes, headers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from focusmap.bootstrap import FocusMap
from focusmap.codes import hash_secret, new_secret
from focusmap.errors import Refused
from focusmap.retention import MOST_DAYS
from focusmap.sentences import N_

# As long as a workshop can be kept.
COOKIE_SECONDS = MOST_DAYS * 24 * 3600
BROWSER_COOKIE = "fm_browser"
# A wait up to this many seconds is sat out by the server; a longer one is told to the person.
PATIENT_SECONDS = 2.0

PAGE_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers then send "Origin: null" with forms, which tells us nothing.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class TooManyTries(Refused):
    """Somebody guessed too often; `seconds` says how long to wait."""

    def __init__(self, seconds: float) -> None:
        """Say how long to wait."""
        self.seconds = max(1, round(seconds))
        super().__init__(
            N_("Too many wrong codes were tried. Wait {seconds} seconds, then try again."),
            seconds=self.seconds,
        )


def set_cookie(request: Request, response: Response, name: str, value: str, path: str) -> None:
    """Set a cookie that no script can read and no other site can send along with a form."""
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        path=path,
        httponly=True,
        samesite="lax",
        secure=_is_encrypted(request),
    )


def _is_encrypted(request: Request) -> bool:
    # By what was asked, not by the address set: in a room without internet the same server is
    # reached without encryption, and a Secure cookie would be dropped there.
    forwarded = request.headers.get("x-forwarded-proto", "")
    return request.url.scheme == "https" or forwarded.split(",")[0].strip() == "https"


def check_same_site(request: Request, focus_map: FocusMap) -> None:
    """Raise Refused when a browser says that another site made it send this.

    What is no browser sends neither header; it holds nobody's cookies either.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own_hosts = (request.headers.get("host"), urlsplit(focus_map.settings.base_url).netloc)
    foreign = origin is not None and urlsplit(origin).netloc not in own_hosts
    if site not in (None, "same-origin", "none") or (site is None and foreign):
        raise Refused(
            "Another website tried to send this for you, so it was not taken. "
            "Open the workshop's own page and send it there."
        )


def _browser(request: Request) -> str:
    """Return a short name for a browser that tried before, or nothing."""
    # Hashed, because what comes in a cookie can be of any length.
    cookie = request.cookies.get(BROWSER_COOKIE, "")
    return hash_secret(cookie)[:16] if cookie else ""


async def brake(request: Request, focus_map: FocusMap, what: str) -> None:
    """Wait, or raise TooManyTries, when wrong codes were tried before. `what` names the code."""
    seconds = focus_map.brake.wait(_browser(request), what, time.monotonic())
    if seconds > PATIENT_SECONDS:
        raise TooManyTries(seconds)
    await asyncio.sleep(seconds)


def count_wrong(request: Request, response: Response, focus_map: FocusMap, what: str) -> None:
    """Count a wrong code, against the code, this browser and everybody."""
    browser = _browser(request)
    focus_map.brake.wrong(browser, what, time.monotonic())
    if not browser:
        set_cookie(request, response, BROWSER_COOKIE, new_secret(), "/")
