"""Routes beside the phones': the exchange of secret links, the pages' live stream, health."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from focusmap.bootstrap import FocusMap
from focusmap.codes import clean_code, role_cookie
from focusmap.errors import FocusMapError, NotFound, Refused, StorageError
from focusmap.model import Role, Workshop
from focusmap.service import NO_LINK
from web.reading import page_reading
from web.security import TooManyTries, brake, count_wrong, set_cookie
from web.stream import page_stream
from web.templating import ASSETS, message_page

# Where each link leads once its secret is in a cookie.
# What a secret of ours looks like; nothing else goes into a cookie.
SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")
LANDING = {"facilitator": "setup", "wall": "wall"}


def web_routes(focus_map: FocusMap) -> list[BaseRoute]:
    """Return the routes, bound to a Focus Map."""

    async def facilitator(request: Request) -> Response:
        return await _exchange(request, focus_map, "facilitator")

    async def wall(request: Request) -> Response:
        return await _exchange(request, focus_map, "wall")

    async def live(request: Request) -> Response:
        return await _live(request, focus_map)

    async def reading(request: Request) -> Response:
        return await page_reading(request, focus_map)

    async def health(_request: Request) -> Response:
        return await _health(focus_map)

    # Not /wall/...: Streamlit's page at /wall looks for its own endpoints below its address.
    return [
        Route("/enter/facilitator/{code:str}/{secret:str}", facilitator),
        Route("/enter/wall/{code:str}/{secret:str}", wall),
        ASSETS.route(),
        Route("/live/{code:str}", live),
        Route("/live/{code:str}/reading", reading, methods=["POST"]),
        Route("/healthz", health),
    ]


async def _exchange(request: Request, focus_map: FocusMap, role: Role) -> Response:
    """Put a link's secret into a cookie and lead to an address that may be projected."""
    code = clean_code(request.path_params["code"])
    secret = request.path_params["secret"]
    try:
        await brake(request, focus_map, f"{role}:{code}")
        await run_in_threadpool(_check, focus_map, role, code, secret)
    except TooManyTries as error:
        return message_page(error, 429)
    except (NotFound, Refused):
        # One sentence for a wrong code and a wrong secret: it tells nothing about the other.
        response: Response = message_page(Refused(NO_LINK), 403)
        count_wrong(request, response, focus_map, f"{role}:{code}")
        return response
    except StorageError as error:
        return message_page(error, 503)
    response = RedirectResponse(f"/{LANDING[role]}?w={code}", 303)
    response.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    set_cookie(request, response, role_cookie(role, code), secret, "/")
    return response


def _check(focus_map: FocusMap, role: Role, code: str, secret: str) -> None:
    if not SECRET.fullmatch(secret):
        raise Refused(NO_LINK)
    workshop = focus_map.service.workshop(code)
    if focus_map.service.role(workshop, **{role: secret}) != role:
        raise Refused(NO_LINK)


async def _live(request: Request, focus_map: FocusMap) -> Response:
    """Nudge a facilitator's page or a wall."""
    code = clean_code(request.path_params["code"])
    try:
        workshop = await run_in_threadpool(_watched, focus_map, request, code)
    except FocusMapError:
        # 204 tells an EventSource to stop asking; the page itself says what is wrong.
        return Response(status_code=204)
    return page_stream(focus_map.notifier, workshop)


def _watched(focus_map: FocusMap, request: Request, code: str) -> Workshop:
    workshop = focus_map.service.workshop(code)
    secrets = {role: request.cookies.get(role_cookie(role, code), "") for role in LANDING}
    focus_map.service.role(workshop, **secrets)
    return workshop


async def _health(focus_map: FocusMap) -> Response:
    try:
        await run_in_threadpool(focus_map.service.check)
    except StorageError as error:
        return PlainTextResponse(str(error), 503)
    return PlainTextResponse("ok")
