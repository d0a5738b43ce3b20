"""The participants' routes: what comes in badly, and that nothing typed is lost or unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from focusmap.bootstrap import FocusMap
from focusmap.codes import form_token
from focusmap.errors import StorageError
from focusmap.model import Answer, Workshop
from focusmap.store import Records
from phone.routes import phone_routes

JSON = {"Accept": "application/json"}
NewPhone = Callable[[], "Phone"]


class Phone:
    """A participant's browser without a screen."""

    def __init__(self, focus_map: FocusMap, workshop: Workshop) -> None:
        app = Starlette(routes=phone_routes(focus_map))
        self.client = TestClient(app, base_url="https://focus.example", follow_redirects=False)
        self.path = f"/j/{workshop.code}"
        self.workshop = workshop
        self.work, self.success = (q.id for q in workshop.questions_of("ask"))
        self.html = self.client.get(self.path).text

    @property
    def token(self) -> str:
        return str(re.findall(r'name="token" value="(\w+)"', self.html)[0])

    def post(self, fields: dict[str, str], headers: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
        return self.client.post(self.path, data={"token": self.token, **fields}, headers=headers)

    def send(self, text: str, key: str = "k1"):  # type: ignore[no-untyped-def]
        fields = {"do": "send", f"new-{self.work}": text, f"key-{self.work}": key}
        return self.post(fields, JSON)

    def page(self) -> str:
        return self.client.get(self.path).text


@pytest.fixture
def new_phone(focus_map: FocusMap, workshop: Workshop) -> NewPhone:
    return lambda: Phone(focus_map, workshop)


@pytest.fixture
def phone(new_phone: NewPhone) -> Phone:
    return new_phone()


def texts(focus_map: FocusMap, workshop: Workshop) -> list[str]:
    return [a.answer.text for a in focus_map.service.all_answers(workshop)]


def test_each_question_is_a_labelled_field_and_the_button_reads_send(phone: Phone) -> None:
    labels = dict(re.findall(r'<label for="new-(\w+)"[^>]*>([^<]+)</label>', phone.html))
    assert labels == {
        phone.work: "What is your work?",
        phone.success: "What does success look like?",
    }
    assert re.findall(r'<button name="do" value="send"[^>]*>Send</button>', phone.html)


def test_an_answer_is_stored_and_shown_to_its_author(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    assert phone.send("I sort letters").status_code == 200
    assert texts(focus_map, workshop) == ["I sort letters"]
    assert '<p class="mine" dir="auto"' in phone.page()


def test_sent_again_with_the_same_key_it_is_stored_once(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    for _ in range(3):
        assert phone.send("I sort letters").status_code == 200
    assert texts(focus_map, workshop) == ["I sort letters"]


def test_a_form_without_script_leads_back_to_the_page(phone: Phone) -> None:
    answer = phone.post({f"new-{phone.work}": "I bake", f"key-{phone.work}": "k"})
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("👩‍👩‍👧 home 🎉", "👩‍👩‍👧 home 🎉"),
        ("a\x00b\x07c", "abc"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("two\r\nlines", "two\nlines"),
    ],
)
def test_any_words_are_kept_as_typed(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, typed: str, kept: str
) -> None:
    assert phone.send(typed).status_code == 200
    assert texts(focus_map, workshop) == [kept]


def test_markup_leaves_escaped_everywhere(phone: Phone) -> None:
    bad = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    answer = phone.send(bad)
    for html in (phone.page(), answer.json()["own"][phone.work]):
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("empty", ["", "   ", "\u200b\u200d", "\n\t"])
def test_an_empty_answer_is_told_and_not_stored(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, empty: str
) -> None:
    answer = phone.send(empty)
    assert answer.status_code == 422
    assert "Write something" in answer.json()["message"]
    assert texts(focus_map, workshop) == []


def test_100_000_characters_are_refused_and_given_back(phone: Phone) -> None:
    long = "long words " * 9_091
    answer = phone.post({f"new-{phone.work}": long, f"key-{phone.work}": "k"})
    assert answer.status_code == 422
    assert "an answer can have 2,000" in answer.text
    assert long.strip() in answer.text


def test_megabytes_are_refused_before_they_fill_the_memory(phone: Phone) -> None:
    answer = phone.send("x" * 3_000_000)
    assert answer.status_code == 422
    assert "far more than an answer" in answer.json()["message"]


def test_one_good_and_one_bad_field_store_the_good_and_give_back_the_bad(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    answer = phone.post(
        {
            f"new-{phone.work}": "good",
            f"key-{phone.work}": "k1",
            f"new-{phone.success}": "x" * 2_001,
            f"key-{phone.success}": "k2",
        }
    )
    assert answer.status_code == 422
    assert texts(focus_map, workshop) == ["good"]
    assert "x" * 2_001 in answer.text
    assert 'value="k2"' in answer.text


def test_a_closed_step_keeps_the_words_on_the_page(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.close_step(workshop.id, "ask")
    answer = phone.post({f"new-{phone.work}": "too late", f"key-{phone.work}": "k"})
    assert answer.status_code == 422
    assert "does not take answers now" in answer.text
    assert "too late" in answer.text
    assert texts(focus_map, workshop) == []


def test_a_deleted_workshop_gives_the_words_back(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.delete(workshop)
    answer = phone.post({f"new-{phone.work}": "my last words", f"key-{phone.work}": "k"})
    assert answer.status_code == 404
    assert "my last words" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_another_site_is_refused(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, headers: dict[str, str]
) -> None:
    fields = {f"new-{phone.work}": "forged", f"key-{phone.work}": "k"}
    answer = phone.post(fields, headers)
    assert answer.status_code == 403
    assert "Another website" in answer.text
    assert texts(focus_map, workshop) == []


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://focus.example"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_a_form_from_the_own_page_is_taken(phone: Phone, headers: dict[str, str]) -> None:
    fields = {f"new-{phone.work}": "mine", f"key-{phone.work}": "k"}
    assert phone.post(fields, headers).status_code == 303


def test_a_form_with_a_wrong_token_or_without_cookie_is_refused_and_given_back(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    fields = {"token": "0" * 32, f"new-{phone.work}": "words", f"key-{phone.work}": "k"}
    wrong = phone.client.post(phone.path, data=fields)
    without = TestClient(phone.client.app).post(phone.path, data={**fields, "token": phone.token})
    for answer in (wrong, without):
        assert answer.status_code == 403
        assert "words" in answer.text
    assert texts(focus_map, workshop) == []


def test_nobody_changes_or_deletes_the_answer_of_somebody_else(
    new_phone: NewPhone, focus_map: FocusMap, workshop: Workshop
) -> None:
    owner, other = new_phone(), new_phone()
    owner.send("mine alone")
    answer_id = focus_map.service.all_answers(workshop)[0].answer.id
    other.post({"do": f"change:{answer_id}", f"edit-{answer_id}": "stolen"})
    other.post({"do": f"delete:{answer_id}"})
    assert texts(focus_map, workshop) == ["mine alone"]
    assert "mine alone" not in other.page()


def test_a_code_is_taken_in_any_case_and_with_its_dash(phone: Phone) -> None:
    code = phone.workshop.code
    typed = f"{code[:4]}-{code[4:]}".lower()
    assert phone.client.get(f"/j/{typed}").headers["location"] == phone.path
    assert phone.client.get("/j", params={"code": typed}).headers["location"] == phone.path


def test_an_unknown_code_says_what_to_do(phone: Phone) -> None:
    answer = phone.client.get("/j/22222222")
    assert answer.status_code == 404
    assert "Check the code on the wall" in answer.text


def test_guessing_codes_is_braked_for_the_guesser_alone(new_phone: NewPhone) -> None:
    guesser, participant = new_phone(), new_phone()
    # In is who brought the cookie back once.
    guesser.page(), participant.page()
    statuses = [guesser.client.get(f"/j/2222222{n}").status_code for n in "3456789ABC"]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    told = guesser.client.get("/j/22222222")
    assert told.status_code == 429
    assert int(told.headers["retry-after"]) >= 1
    # Who is in already is not asked for a code, even in the guesser's own browser.
    assert guesser.client.get(guesser.path).status_code == 200
    assert participant.client.get(participant.path).status_code == 200


def test_a_wrong_personal_code_is_told(phone: Phone) -> None:
    answer = phone.client.post(
        f"{phone.path}/back", data={"token": phone.token, "personal": "ZZZZZZ"}
    )
    assert answer.status_code == 422
    assert "Nobody in this workshop has that personal code" in answer.text


def test_a_look_from_a_chat_or_a_prefetch_joins_nobody(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    client = TestClient(Starlette(routes=phone_routes(focus_map)))
    path = f"/j/{workshop.code}"
    client.get(path, headers={"User-Agent": "WhatsApp/2.23"})
    client.get(path, headers={"Sec-Purpose": "prefetch"})
    client.head(path)
    assert focus_map.service.counts(workshop, "ask").joined == 0
    client.get(path)
    client.get(path)
    assert focus_map.service.counts(workshop, "ask").joined == 1


def test_whoever_never_brings_the_cookie_back_is_nobody(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    app = Starlette(routes=phone_routes(focus_map))
    for _ in range(20):
        answer = TestClient(app).get(f"/j/{workshop.code}")
        assert "Your personal code" in answer.text
    assert focus_map.service.counts(workshop, "ask").joined == 0


@pytest.mark.parametrize("more", ["", "/ask"])
def test_the_personal_code_of_the_first_page_stays(new_phone: NewPhone, more: str) -> None:
    phone = new_phone()
    shown = re.findall(r'<span class="code">([^<]+)</span>', phone.html)
    assert len(shown) == 1
    phone.send("I sort letters")
    again = phone.client.get(phone.path + more, follow_redirects=True).text
    assert re.findall(r'<span class="code">([^<]+)</span>', again) == shown


def test_a_form_is_stored_as_a_whole_or_not_at_all(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, added = Records.add_answer, []

    def fails_at_the_second(self: Records, workshop_id: str, answer: Answer, key: str) -> None:
        added.append(answer)
        if len(added) == 2:
            raise StorageError("The database went away. Nothing was changed.")
        add(self, workshop_id, answer, key)

    both = {
        "do": "send",
        f"new-{phone.work}": "I sort letters",
        f"key-{phone.work}": "k1",
        f"new-{phone.success}": "Letters arrive",
        f"key-{phone.success}": "k2",
    }
    monkeypatch.setattr(Records, "add_answer", fails_at_the_second)
    answer = phone.post(both)
    assert answer.status_code == 503
    assert "I sort letters" in answer.text
    assert len(added) == 2
    assert texts(focus_map, workshop) == []
    monkeypatch.undo()
    assert phone.post(both).status_code == 303
    assert sorted(texts(focus_map, workshop)) == ["I sort letters", "Letters arrive"]


def test_the_page_is_strict_about_what_it_runs(phone: Phone) -> None:
    answer = phone.client.get(phone.path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert not re.findall(r"<script>|<style|\son\w+=|\sstyle=", answer.text)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Path={phone.path}" in cookie


def test_the_cookie_is_secure_where_the_address_is(phone: Phone) -> None:
    assert "Secure" in phone.client.get(phone.path).headers["set-cookie"]
    plain = TestClient(phone.client.app)
    assert "Secure" not in plain.get(phone.path).headers["set-cookie"]
    proxied = plain.get(phone.path, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in proxied.headers["set-cookie"]


def test_the_streams_of_nobody_and_of_the_dead_end(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    stranger = TestClient(phone.client.app)
    assert stranger.get(f"{phone.path}/events").status_code == 204
    focus_map.service.delete(workshop)
    assert '"gone": true' in phone.client.get(f"{phone.path}/events").text


def test_the_sample_cannot_be_joined(focus_map: FocusMap, clock: Callable[[], object]) -> None:
    from focusmap.sample import SAMPLE_CODE, load_sample

    load_sample(focus_map.store, clock())  # type: ignore[arg-type]
    answer = TestClient(Starlette(routes=phone_routes(focus_map))).get(f"/j/{SAMPLE_CODE}")
    assert answer.status_code == 403
    assert "not joined or changed" in answer.text


def test_a_phone_whose_browser_sounds_like_a_bot_joins(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    client = TestClient(Starlette(routes=phone_routes(focus_map)))
    for agent in ("Mozilla/5.0 CUBOT_X30", "Mozilla/5.0 Telegram-Android/11.2.1 (CUBOT P40)"):
        client.cookies.clear()
        assert (
            "Your personal code"
            in client.get(f"/j/{workshop.code}", headers={"User-Agent": agent}).text
        )


def test_a_forged_cookie_does_not_get_round_the_brake(new_phone: NewPhone) -> None:
    client = new_phone().client
    client.get("/j/23232323")
    statuses = []
    for n in "3456789ABC":
        client.cookies.set(f"fm_participant_2222222{n}", "forged", path=f"/j/2222222{n}")
        statuses.append(client.get(f"/j/2222222{n}").status_code)
    assert statuses[-1] == 429


def test_a_form_of_thousands_of_fields_is_refused(phone: Phone) -> None:
    fields = {f"new-{n}": "x" for n in range(500)}
    assert phone.post(fields).status_code == 422


def test_words_without_a_field_on_the_page_are_given_back(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    for n in range(3):
        phone.send(f"answer {n}", f"k{n}")
    fourth = phone.post({f"new-{phone.work}": "a fourth one", f"key-{phone.work}": "k9"})
    assert "a fourth one" in fourth.text
    focus_map.service.move_to(workshop.id, "qualify")
    focus_map.service.close_step(workshop.id, "ask")
    late = phone.post({f"new-{phone.success}": "written for Ask", f"key-{phone.success}": "k8"})
    assert "written for Ask" in late.text


def test_deleting_one_answer_keeps_the_edit_of_another(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    phone.send("first", "k1")
    phone.send("second", "k2")
    stored = {a.answer.text: a.answer.id for a in focus_map.service.all_answers(workshop)}
    first, second = stored["first"], stored["second"]
    page = phone.post({"do": f"delete:{first}", f"edit-{second}": "second, half changed"})
    assert "second, half changed" in page.text
    assert texts(focus_map, workshop) == ["second"]


def test_guessing_by_forms_is_counted_as_well(new_phone: NewPhone) -> None:
    client = new_phone().client
    statuses = []
    for n in "23456789ABC":
        client.cookies.set(f"fm_participant_2222222{n}", "forged", path=f"/j/2222222{n}")
        fields = {"token": form_token("forged"), "new-x": "words"}
        statuses.append(client.post(f"/j/2222222{n}", data=fields).status_code)
    assert (statuses[0], statuses[-1]) == (404, 429)
