"""The participants' routes: join, write, send, change, come back, and the live stream."""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from focusmap.bootstrap import FocusMap, lexical_reader_for
from focusmap.codes import clean_code, form_token, looked_cookie, new_secret, participant_cookie
from focusmap.errors import (
    BadAnswer,
    Conflict,
    FocusMapError,
    NotFound,
    ReadOnly,
    Refused,
    StepClosed,
    StorageError,
)
from focusmap.late import answered_steps, find_recap
from focusmap.looked import (
    Looked,
    looked_at_results,
    looked_at_step,
    read_looked,
    write_looked,
)
from focusmap.model import STEP_IDS, Participant, ReadAnswer, StepState, Workshop
from focusmap.pace import TOGETHER, shows_plan
from focusmap.rereading import MOST_BYTES as LONGEST_DRAFT
from focusmap.steps import get_step
from focusmap.translate import translations
from phone.form import Form, apply_form
from phone.mine import render_mine
from phone.pace import (
    Results,
    has_own_pace,
    has_own_step,
    own_page,
    pace_html,
    pace_view,
    render_overview,
    render_plan,
    render_result,
    seen_part,
    step_ways,
)
from phone.parts import parts_of
from phone.reading import reading_of
from phone.rendering import ASSETS, templates
from phone.views import (
    Beside,
    PhoneView,
    Unsaved,
    phone_view,
    render_parts,
    render_phone,
    render_questions,
)
from web.security import (
    PAGE_HEADERS,
    TooManyTries,
    brake,
    check_same_site,
    count_wrong,
    set_cookie,
)
from web.stream import phone_stream
from web.templating import message_page

# Three answers of the longest kind to many questions fit several times over; more is no answer.
MOST_BYTES = 2_000_000
STATUS: tuple[tuple[type[FocusMapError], int], ...] = (
    (TooManyTries, 429),
    (Refused, 403),
    (NotFound, 404),
    (Conflict, 409),
    (StepClosed, 409),
    (BadAnswer, 422),
    (ReadOnly, 403),
    (StorageError, 503),
)
# What fetches a link only to show a picture of it in a chat is nobody who joins.
PREVIEWS = re.compile(
    r"^WhatsApp/|TelegramBot|Slackbot|Twitterbot|Discordbot|LinkedInBot|facebookexternalhit"
    r"|SkypeUriPreview|Googlebot|bingbot|Applebot"
)
MOST_FIELDS = 100
# No room fills a page of answers with a number of this many digits.
LONGEST_NUMBER = 5

Handler = Callable[[Request, FocusMap], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Visit:
    """A participant at a workshop, as they see it: who, on which device, at which own step."""

    workshop: Workshop
    person: Participant
    token: str
    step: str = ""


def phone_routes(focus_map: FocusMap) -> list[BaseRoute]:
    """Return the participants' routes, bound to a Focus Map."""
    results = Results(focus_map.service)

    def bound(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                return await handler(request, focus_map)
            except FocusMapError as error:
                return await _told(request, focus_map, error)

        return answer

    return [
        ASSETS.route(),
        Route("/j", bound(_enter)),
        Route("/j/{code:str}", bound(_page)),
        Route("/j/{code:str}", bound(_send), methods=["POST"]),
        Route("/j/{code:str}/back", bound(_come_back), methods=["POST"]),
        Route("/j/{code:str}/parts", bound(_parts)),
        Route("/j/{code:str}/reading", bound(_reading), methods=["POST"]),
        Route("/j/{code:str}/events", bound(_events)),
        Route("/j/{code:str}/mine", bound(_mine)),
        Route("/j/{code:str}/mine", bound(_send_mine), methods=["POST"]),
        Route("/j/{code:str}/{step:str}", bound(_page)),
        Route("/j/{code:str}/{step:str}", bound(_send), methods=["POST"]),
        Route("/j/{code:str}/{step:str}/events", bound(_events)),
        Route("/j/{code:str}/{step:str}/parts", bound(_parts)),
        Route("/j/{code:str}/{step:str}/{more:str}", bound(_beside), methods=["POST"]),
        Route("/j/{code:str}/{step:str}/result", bound(partial(_result, results))),
    ]


async def _enter(request: Request, _focus_map: FocusMap) -> Response:
    """Ask for a code, or lead to the workshop of the code typed."""
    code = clean_code(request.query_params.get("code", ""))
    if code:
        return RedirectResponse(f"/j/{code}", 303)
    html = templates("en").get_template("join.html").render()
    return HTMLResponse(html, headers=dict(PAGE_HEADERS))


async def _page(request: Request, focus_map: FocusMap) -> Response:
    """Show a participant's page. Whoever comes for the first time joins with the next request.

    That one brings the cookie back. So a link that is only fetched, by whatever, is nobody.
    """
    code = clean_code(request.path_params["code"])
    if code != request.path_params["code"]:
        return RedirectResponse(f"/j/{code}", 303)
    if "prefetch" in request.headers.get("sec-purpose", ""):
        # A page fetched in advance would be shown later as if somebody had joined.
        return Response(status_code=503)
    if request.method == "HEAD" or _only_looks(request):
        return await _preview(request, focus_map, code)
    known = request.cookies.get(participant_cookie(code), "")
    token = known or new_secret()
    if known:
        visit = await _visit(request, focus_map, code, token)
    else:
        await brake(request, focus_map, f"join:{code}")
        visit = await run_in_threadpool(_newcomer, focus_map, code, token)
        visit = replace(visit, step=request.path_params.get("step", ""))
    step = request.path_params.get("step", "")
    if step and not has_own_step(visit.workshop, step):
        return RedirectResponse(f"/j/{code}", 303)
    if step == visit.workshop.current_step and not has_own_pace(visit.workshop):
        # Where the group is, one goes on with it.
        return RedirectResponse(f"/j/{code}", 303)
    looked = _looked(request, code)
    html = await run_in_threadpool(_shown, focus_map, visit, "", looked)
    response = HTMLResponse(html, headers=dict(PAGE_HEADERS))
    set_cookie(request, response, participant_cookie(code), token, f"/j/{code}")
    if step and has_own_pace(visit.workshop):
        _note_looked(request, response, code, looked_at_step(looked, visit.workshop, step))
    return response


def _looked(request: Request, code: str) -> Looked:
    return read_looked(request.cookies.get(looked_cookie(code), ""))


def _note_looked(request: Request, response: Response, code: str, looked: Looked) -> None:
    """Have the device keep what was looked at, so that it can be told what is new."""
    if looked and looked != _looked(request, code):
        set_cookie(request, response, looked_cookie(code), write_looked(looked), f"/j/{code}")


def _shown(
    focus_map: FocusMap, visit: Visit, message: str = "", looked: Looked | None = None
) -> str:
    """Return the page of the group's step, or in a self-paced workshop of one's own, or of none."""
    if has_own_pace(visit.workshop) and not visit.step:
        token = form_token(visit.token)
        return render_overview(visit.workshop, visit.person, token, message, looked)
    return render_phone(_fresh_view(focus_map, visit, Unsaved(message=message)))


async def _result(results: Results, request: Request, focus_map: FocusMap) -> Response:
    """Show what came of a step to somebody who may see it; in a self-paced workshop only."""
    code = clean_code(request.path_params["code"])
    token = request.cookies.get(participant_cookie(code), "")
    visit = await _visit(request, focus_map, code, token) if token else None
    step = request.path_params["step"]
    if visit is None or not has_own_pace(visit.workshop) or step not in STEP_IDS:
        # Whoever is nobody here yet joins there first.
        return RedirectResponse(f"/j/{code}", 303)
    if step == TOGETHER and shows_plan(visit.workshop):
        html = await run_in_threadpool(render_plan, focus_map.service, visit.workshop, visit.person)
        return HTMLResponse(html, headers=dict(PAGE_HEADERS))
    html = await run_in_threadpool(_result_html, results, visit, step, request.query_params)
    response = HTMLResponse(html, headers=dict(PAGE_HEADERS))
    if visit.workshop.state(step) is StepState.REVEALED:
        looked = looked_at_results(_looked(request, code), visit.workshop, step)
        _note_looked(request, response, code, looked)
    return response


async def _mine(request: Request, focus_map: FocusMap) -> Response:
    """Show all that one person gave."""
    code = clean_code(request.path_params["code"])
    token = request.cookies.get(participant_cookie(code), "")
    if not token:
        return RedirectResponse(f"/j/{code}", 303)
    visit = await _visit(request, focus_map, code, token)
    html = await run_in_threadpool(_mine_html, focus_map, visit)
    return HTMLResponse(html, headers=dict(PAGE_HEADERS))


def _mine_html(focus_map: FocusMap, visit: Visit, unsaved: Unsaved | None = None) -> str:
    seen = focus_map.service.seen_by(visit.workshop.id, visit.person.id)
    token = form_token(visit.token)
    return render_mine(focus_map.service, seen, visit.person, token, unsaved)


async def _send_mine(request: Request, focus_map: FocusMap) -> Response:
    """Change or delete something on that page, and show it again."""
    code = clean_code(request.path_params["code"])
    form = Form(await _fields(request))
    try:
        visit = await _checked(request, focus_map, code, form)
        result = await run_in_threadpool(apply_form, focus_map.service, visit, form)
    except FocusMapError as error:
        return await _kept(request, focus_map, code, form, error)
    if not result.message and not result.typed:
        return RedirectResponse(f"/j/{code}/mine", 303)
    html = await run_in_threadpool(_mine_html, focus_map, visit, result)
    return HTMLResponse(html, 422 if result.message else 200, headers=dict(PAGE_HEADERS))


async def _beside(request: Request, _focus_map: FocusMap) -> Response:
    """Hand on what a page of one's own step posts beside its form: the workshop is asked that."""
    code, more = clean_code(request.path_params["code"]), request.path_params["more"]
    return RedirectResponse(f"/j/{code}/{quote(more)}", 307)


def _result_html(results: Results, visit: Visit, step: str, asked: Mapping[str, str]) -> str:
    number = asked.get("page", "1")
    result = results.of(visit.workshop, step)
    page = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else 1
    return render_result(visit.workshop, step, result, asked.get("all", ""), page)


async def _preview(request: Request, focus_map: FocusMap, code: str) -> Response:
    await brake(request, focus_map, f"join:{code}")
    workshop = await run_in_threadpool(focus_map.service.workshop, code)
    return HTMLResponse(
        templates(workshop.language).get_template("join.html").render(), headers=dict(PAGE_HEADERS)
    )


async def _visit(request: Request, focus_map: FocusMap, code: str, token: str) -> Visit:
    """Return the visit of a token, joining when it is new; guessers are made to wait first."""
    visit = await run_in_threadpool(_known, focus_map, code, token)
    if visit is None:
        await brake(request, focus_map, f"join:{code}")
        visit = await run_in_threadpool(_joined, focus_map, code, token)
    return Visit(visit.workshop, visit.person, visit.token, request.path_params.get("step", ""))


def _known(focus_map: FocusMap, code: str, token: str) -> Visit | None:
    """Return the visit of somebody who is in already: the brake is not for them."""
    try:
        workshop = focus_map.service.workshop(code)
    except NotFound:
        return None
    person = focus_map.service.participant(workshop.id, token)
    if person is None:
        return None
    return Visit(focus_map.service.seen_by(workshop.id, person.id), person, token)


def _newcomer(focus_map: FocusMap, code: str, token: str) -> Visit:
    """Return the visit of somebody who has not joined yet."""
    workshop = focus_map.service.workshop(code)
    person = focus_map.service.newcomer(workshop, token)
    return Visit(focus_map.service.seen_by(workshop.id, person.id), person, token)


def _joined(focus_map: FocusMap, code: str, token: str) -> Visit:
    workshop = focus_map.service.workshop(code)
    person = focus_map.service.join(workshop.id, token)
    return Visit(focus_map.service.seen_by(workshop.id, person.id), person, token)


async def _send(request: Request, focus_map: FocusMap) -> Response:
    """Store what a form brings; give back what could not be stored, with the reason."""
    code = clean_code(request.path_params["code"])
    form = Form(await _fields(request))
    try:
        visit = await _checked(request, focus_map, code, form)
        result, view = await run_in_threadpool(_apply, focus_map, visit, form)
    except FocusMapError as error:
        return await _kept(request, focus_map, code, form, error)
    if _wants_json(request):
        return _json_result(result, view)
    if result.message or result.typed:
        return _page_with(view)
    return RedirectResponse(view.path, 303)


def _apply(focus_map: FocusMap, visit: Visit, form: Form) -> tuple[Unsaved, PhoneView]:
    result = apply_form(focus_map.service, visit, form)
    return result, _fresh_view(focus_map, visit, result)


async def _checked(request: Request, focus_map: FocusMap, code: str, form: Form) -> Visit:
    """Return the visit that a form belongs to.

    Raises Refused when another site, or a page of somebody else, made the form.
    """
    check_same_site(request, focus_map)
    token = request.cookies.get(participant_cookie(code), "")
    if not token or not hmac.compare_digest(form_token(token), form.token):
        raise Refused(
            "This browser did not keep the workshop's cookie, so we cannot tell whose words these "
            "are. Allow cookies for this site, load the page again, and send once more."
        )
    return await _visit(request, focus_map, code, token)


def _json_result(result: Unsaved, view: PhoneView) -> Response:
    document = {
        "own": render_parts(view, "own"),
        "more": render_parts(view, "more"),
        "parts": _parts_of(view),
        "stage": view.stage,
        "errors": dict(result.errors),
        "message": result.message,
    }
    return JSONResponse(document, 422 if result.message else 200, headers=dict(PAGE_HEADERS))


def _parts_of(view: PhoneView) -> dict[str, str]:
    """Return what the script puts in place, by element: the step's parts, and how far one is."""
    parts = {part.id: str(part.html) for part in view.parts}
    return {**parts, **(pace_html(view.pace) if view.pace else {})}


def _page_with(view: PhoneView) -> Response:
    """Show the page again with what was not stored still in its fields."""
    status = 422 if view.unsaved.message else 200
    return HTMLResponse(render_phone(view), status, headers=dict(PAGE_HEADERS))


def _fresh_view(focus_map: FocusMap, visit: Visit, unsaved: Unsaved) -> PhoneView:
    seen = focus_map.service.seen_by(visit.workshop.id, visit.person.id)
    workshop = own_page(seen, visit.step)
    own = focus_map.service.own_answers(workshop, visit.person.id)
    parts = parts_of(focus_map.service, workshop, visit.person)
    beside = _beside_the_step(focus_map, seen, workshop, visit.person, own)
    if beside.pace:
        parts = (*parts, seen_part(seen, workshop.current_step))
    return phone_view(workshop, visit.person, own, form_token(visit.token), unsaved, parts, beside)


def _beside_the_step(
    focus_map: FocusMap,
    seen: Workshop,
    shown: Workshop,
    person: Participant,
    own: Sequence[ReadAnswer],
) -> Beside:
    """Return what the page says of other steps: of all in one's own pace, else of those missed."""
    ways = step_ways(seen, shown.current_step)
    if has_own_pace(seen):
        return Beside(pace_view(seen, shown.current_step), ways=ways)
    if shown.current_step != seen.current_step:
        return Beside(group_at=get_step(seen.language, seen.current_step), ways=ways)
    if seen.current_step == STEP_IDS[0]:
        return Beside(ways=ways)
    taps = focus_map.service.own_taps(seen, person.id)
    return Beside(recap=find_recap(seen, answered_steps(own, taps)), ways=ways)


async def _kept(
    request: Request, focus_map: FocusMap, code: str, form: Form, error: FocusMapError
) -> Response:
    """Answer a form that could not be taken at all, without losing a word of it."""
    if _wants_json(request):
        return await _told(request, focus_map, error)
    language = await run_in_threadpool(_language, focus_map, code)
    html = (
        templates(language)
        .get_template("kept.html")
        .render(text=error.text(translations(language).gettext), texts=form.texts(), code=code)
    )
    response = HTMLResponse(html, _status(error), headers=dict(PAGE_HEADERS))
    _note_guess(request, focus_map, error, response)
    return response


async def _come_back(request: Request, focus_map: FocusMap) -> Response:
    """Make this device speak for the person whose code was typed."""
    code = clean_code(request.path_params["code"])
    form = Form(await _fields(request))
    visit = await _checked(request, focus_map, code, form)
    await brake(request, focus_map, f"personal:{code}")
    token = new_secret()
    response: Response
    try:
        await run_in_threadpool(
            focus_map.service.come_back,
            visit.workshop.id,
            form.fields.get("personal", ""),
            token,
            visit.person.id,
        )
    except Refused as error:
        message = error.text(translations(visit.workshop.language).gettext)
        html = await run_in_threadpool(_shown, focus_map, visit, message)
        response = HTMLResponse(html, 422, headers=dict(PAGE_HEADERS))
        count_wrong(request, response, focus_map, f"personal:{code}")
        return response
    response = RedirectResponse(f"/j/{code}", 303)
    set_cookie(request, response, participant_cookie(code), token, f"/j/{code}")
    return response


async def _parts(request: Request, focus_map: FocusMap) -> Response:
    """Return the parts of the step anew, for somebody who is in."""
    code = clean_code(request.path_params["code"])
    token = request.cookies.get(participant_cookie(code), "")
    visit = await run_in_threadpool(_known, focus_map, code, token)
    if visit is None:
        return Response(status_code=403, headers=dict(PAGE_HEADERS))
    visit = replace(visit, step=request.path_params.get("step", ""))
    view = await run_in_threadpool(_fresh_view, focus_map, visit, Unsaved())
    document: dict[str, object] = {"parts": _parts_of(view), "stage": view.stage}
    if view.questions_mark:
        document |= {"asks": view.questions_mark, "questions": render_questions(view)}
    return JSONResponse(document, headers=dict(PAGE_HEADERS))


async def _reading(request: Request, focus_map: FocusMap) -> Response:
    """Read words that are being rewritten; nothing of it is stored."""
    code = clean_code(request.path_params["code"])
    form = Form(await _fields(request, LONGEST_DRAFT))
    visit = await _checked(request, focus_map, code, form)
    if not focus_map.drafts.take(visit.person.id, time.monotonic()):
        return Response(status_code=429, headers=dict(PAGE_HEADERS))
    about, typed = form.fields.get("about", ""), form.fields.get("text", "")
    # Not the reader that remembers: what is typed and not sent is kept nowhere.
    reader = lexical_reader_for
    document = await run_in_threadpool(reading_of, focus_map.service, visit, reader, about, typed)
    return JSONResponse(document, headers=dict(PAGE_HEADERS))


async def _events(request: Request, focus_map: FocusMap) -> Response:
    """Tell a participant's phone where the group is, as it changes."""
    code = clean_code(request.path_params["code"])
    token = request.cookies.get(participant_cookie(code), "")
    if not token:
        # 204 tells an EventSource to stop asking.
        return Response(status_code=204)
    try:
        visit = await _visit(request, focus_map, code, token)
    except NotFound:
        response = _gone()
        count_wrong(request, response, focus_map, f"join:{code}")
        return response
    return phone_stream(focus_map.notifier, visit.workshop, visit.person.id)


def _gone() -> Response:
    return Response('retry: 60000\ndata: {"gone": true}\n\n', media_type="text/event-stream")


# What came in, what goes out


async def _fields(request: Request, most: int = MOST_BYTES) -> Mapping[str, str]:
    """Return the fields of a form; raises BadAnswer when it is too large to be one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise BadAnswer(
                "That is far more than an answer. Nothing was stored; go back to your words and "
                "shorten them."
            )
    text = body.decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise BadAnswer("That form has more fields than any page of ours.") from None


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _only_looks(request: Request) -> bool:
    return bool(PREVIEWS.search(request.headers.get("user-agent", "")))


def _language(focus_map: FocusMap, code: str) -> str:
    """Return a workshop's language; English where it cannot be told."""
    try:
        return focus_map.service.workshop(code).language
    except FocusMapError:
        return "en"


async def _told(request: Request, focus_map: FocusMap, error: FocusMapError) -> Response:
    """Answer with an error as JSON for the script, as a page for a person."""
    code = clean_code(request.path_params.get("code", ""))
    language = await run_in_threadpool(_language, focus_map, code)
    response: Response
    if _wants_json(request):
        text = error.text(translations(language).gettext)
        document = {"message": text, "errors": {}, "own": {}, "more": {}, "parts": {}}
        response = JSONResponse(document, _status(error), headers=dict(PAGE_HEADERS))
    else:
        response = message_page(error, _status(error), language)
    _note_guess(request, focus_map, error, response)
    return response


def _note_guess(
    request: Request, focus_map: FocusMap, error: FocusMapError, response: Response
) -> None:
    """Count a code that is none, whichever way it came, and say how long the brake holds."""
    if isinstance(error, TooManyTries):
        response.headers["Retry-After"] = str(error.seconds)
    elif isinstance(error, NotFound):
        code = clean_code(request.path_params.get("code", ""))
        count_wrong(request, response, focus_map, f"join:{code}")


def _status(error: FocusMapError) -> int:
    return next((status for kind, status in STATUS if isinstance(error, kind)), 400)
