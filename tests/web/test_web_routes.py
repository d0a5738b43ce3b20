"""The exchange of secret links, the pages' stream, health."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from focusmap.bootstrap import FocusMap
from focusmap.errors import StorageError
from focusmap.model import Workshop
from focusmap.service import Secrets
from web.routes import web_routes


@pytest.fixture
def client(focus_map: FocusMap) -> TestClient:
    app = Starlette(routes=web_routes(focus_map))
    return TestClient(app, base_url="https://focus.example", follow_redirects=False)


@pytest.fixture
def made(focus_map: FocusMap) -> tuple[Workshop, Secrets]:
    return focus_map.service.create("Links")


@pytest.mark.parametrize(("role", "lands"), [("facilitator", "setup"), ("wall", "wall")])
def test_a_link_becomes_a_cookie_and_a_clean_address(
    client: TestClient, made: tuple[Workshop, Secrets], role: str, lands: str
) -> None:
    workshop, secrets = made
    secret = getattr(secrets, role)
    answer = client.get(f"/enter/{role}/{workshop.code}/{secret}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{lands}?w={workshop.code}")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"fm_{role}_{workshop.code}={secret};")
    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_wrong_or_renewed_secret_sets_nothing_and_says_what_to_do(
    client: TestClient, focus_map: FocusMap, made: tuple[Workshop, Secrets]
) -> None:
    workshop, secrets = made
    focus_map.service.renew_secrets(workshop)
    for secret in ("wrong", secrets.facilitator, secrets.wall):
        answer = client.get(f"/enter/facilitator/{workshop.code}/{secret}")
        assert answer.status_code == 403
        assert "Ask whoever gave it to you for the current one" in answer.text
        assert f"fm_facilitator_{workshop.code}" not in answer.headers.get("set-cookie", "")


def test_a_wall_secret_makes_nobody_a_facilitator(
    client: TestClient, made: tuple[Workshop, Secrets]
) -> None:
    workshop, secrets = made
    assert client.get(f"/enter/facilitator/{workshop.code}/{secrets.wall}").status_code == 403


def test_a_wrong_code_and_a_wrong_secret_are_told_alike(
    client: TestClient, made: tuple[Workshop, Secrets]
) -> None:
    workshop, _ = made
    wrong_code = client.get("/enter/wall/22222222/nothing")
    wrong_secret = client.get(f"/enter/wall/{workshop.code}/nothing")
    assert wrong_code.text == wrong_secret.text
    assert wrong_code.status_code == wrong_secret.status_code


def test_guessing_secrets_is_braked(client: TestClient, made: tuple[Workshop, Secrets]) -> None:
    workshop, _ = made
    statuses = [
        client.get(f"/enter/facilitator/{workshop.code}/guess{n}").status_code for n in range(12)
    ]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_the_pages_stream_is_for_those_with_a_link(
    client: TestClient, made: tuple[Workshop, Secrets]
) -> None:
    workshop, _ = made
    assert client.get(f"/live/{workshop.code}").status_code == 204
    assert client.get("/live/22222222").status_code == 204


def test_health(client: TestClient, focus_map: FocusMap, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").text == "ok"

    def away() -> None:
        raise StorageError("The database is away.")

    monkeypatch.setattr(type(focus_map.service), "check", lambda _self: away())
    assert client.get("/healthz").status_code == 503
