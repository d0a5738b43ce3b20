"""Words that are being rewritten on a facilitator's page, read while they are typed."""

from __future__ import annotations

import time
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from focusmap.bootstrap import FocusMap, lexical_reader_for
from focusmap.codes import clean_code, role_cookie
from focusmap.errors import FocusMapError, Refused
from focusmap.rereading import MOST_BYTES, old_words, read_draft, reread
from focusmap.translate import translations
from web.security import PAGE_HEADERS, check_same_site


class TooFast(Refused):
    """More readings were asked for than anybody types."""


async def page_reading(request: Request, focus_map: FocusMap) -> Response:
    """Read words for an answer of the bench, for its facilitator; nothing of it is stored."""
    code = clean_code(request.path_params["code"])
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return Response(status_code=413)
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    secret = request.cookies.get(role_cookie("facilitator", code), "")
    try:
        check_same_site(request, focus_map)
        document = await run_in_threadpool(_read, focus_map, code, secret, fields)
    except TooFast:
        return Response(status_code=429)
    except FocusMapError:
        # The page itself says what is wrong, in words, as soon as one saves.
        return Response(status_code=403)
    return JSONResponse(document, headers=dict(PAGE_HEADERS))


def _read(focus_map: FocusMap, code: str, secret: str, fields: dict[str, str]) -> dict[str, object]:
    workshop = focus_map.service.workshop(code)
    if focus_map.service.role(workshop, facilitator=secret) != "facilitator":
        raise Refused("This page is for the facilitator.")
    if not focus_map.drafts.take(f"page {workshop.id}", time.monotonic()):
        raise TooFast("Too fast.")
    old = old_words(focus_map.service.rewrites.bench(workshop), fields.get("about", ""))
    # Not the reader that remembers: what is typed and not saved is kept nowhere.
    new = read_draft(workshop, old, fields.get("text", ""), lexical_reader_for)
    return reread(old, new, workshop.language, translations(workshop.language).gettext).as_json()
