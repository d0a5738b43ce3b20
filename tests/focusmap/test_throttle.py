"""The brake on guessing: free at first, dearer with each try, forgiven with time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.throttle import (
    ALL_FORGIVEN,
    ALL_FREE,
    BROWSER_FORGIVEN,
    BROWSER_FREE,
    CODE_FREE,
    LONGEST_DELAY,
    MOST_REMEMBERED,
    Allowance,
    Brake,
)

TIMES = st.floats(0, 10_000, allow_nan=False)
NAMES = st.sampled_from(["", "ada", "ben"])


def guessed(tries: int, browser: str = "ada", code: str = "") -> Brake:
    """Return a brake after wrong tries at second 0, each at another code unless one is given."""
    brake = Brake()
    for number in range(tries):
        brake.wrong(browser, code or f"code {number}", 0)
    return brake


def test_who_has_not_guessed_does_not_wait() -> None:
    assert Brake().wait("ada", "code", 0) == 0


def test_the_first_tries_cost_nothing_and_the_next_one_does() -> None:
    assert guessed(BROWSER_FREE).wait("ada", "new", 0) == 0
    assert guessed(BROWSER_FREE + 1).wait("ada", "new", 0) == 1


def test_each_further_try_costs_twice_as_much_up_to_the_longest() -> None:
    waits = [guessed(BROWSER_FREE + n).wait("ada", "new", 0) for n in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST_DELAY, LONGEST_DELAY, LONGEST_DELAY]


def test_a_code_is_guarded_whoever_guesses_it() -> None:
    brake = Brake()
    for number in range(CODE_FREE + 1):
        brake.wrong(f"browser {number}", "code", 0)
    assert brake.wait("new", "code", 0) == 1
    assert brake.wait("new", "another code", 0) == 0


def test_one_browser_s_guesses_do_not_slow_another() -> None:
    assert guessed(50).wait("ben", "new", 0) == 0


def test_browsers_without_a_cookie_are_not_counted_as_one() -> None:
    brake = guessed(50, browser="")
    assert brake.wait("", "new", 0) == 0


def test_a_try_is_forgiven_after_its_time() -> None:
    brake = guessed(BROWSER_FREE + 1)
    assert brake.wait("ada", "new", BROWSER_FORGIVEN - 1) == 1
    assert brake.wait("ada", "new", BROWSER_FORGIVEN) == 0


@pytest.mark.parametrize("tries", [ALL_FREE + 1, ALL_FREE + 5, 1_000])
def test_whoever_guessed_nothing_waits_two_seconds_at_most(tries: int) -> None:
    brake = Brake()
    for number in range(tries):
        brake.wrong(f"browser {number}", f"code {number}", 0)
    assert 0 < brake.wait("new", "new", 0) <= 2
    assert brake.wait("new", "new", tries * ALL_FORGIVEN) == 0


@given(
    st.lists(st.tuples(NAMES, NAMES, st.floats(0, 100)), max_size=60), NAMES, NAMES, TIMES, TIMES
)
def test_waiting_never_makes_the_wait_longer(
    tries: list[tuple[str, str, float]], browser: str, code: str, one: float, other: float
) -> None:
    brake, now = Brake(), 0.0
    for who, what, later in tries:
        now += later
        brake.wrong(who, what, now)
    first, second = sorted((one, other))
    waits = [brake.wait(browser, code, now + t) for t in (first, second)]
    assert LONGEST_DELAY >= waits[0] >= waits[1] >= 0


@given(st.lists(st.tuples(NAMES, NAMES), max_size=60), NAMES, NAMES)
def test_a_wrong_try_never_makes_the_wait_shorter(
    tries: list[tuple[str, str]], browser: str, code: str
) -> None:
    brake, last = Brake(), 0.0
    for who, what in tries:
        brake.wrong(who, what, 0)
        now = brake.wait(browser, code, 0)
        assert now >= last
        last = now


@given(st.lists(st.tuples(NAMES, NAMES), max_size=60), NAMES, NAMES)
def test_asking_changes_nothing(tries: list[tuple[str, str]], browser: str, code: str) -> None:
    brake = Brake()
    for who, what in tries:
        brake.wrong(who, what, 0)
    assert len({brake.wait(browser, code, 5) for _ in range(3)}) == 1


def test_a_long_pause_forgives_everything() -> None:
    assert guessed(1_000).wait("ada", "code 1", 1e9) == 0


def test_memory_is_bounded_and_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_REMEMBERED <= 100_000
    monkeypatch.setattr("focusmap.throttle.MOST_REMEMBERED", 10)
    brake = guessed(BROWSER_FREE + 1)
    for number in range(9):
        brake.wrong(f"browser {number}", f"code {number}", 0)
    assert brake.wait("ada", "new", 0) == 1
    brake.wrong("one more", "one more", 0)
    assert brake.wait("ada", "new", 0) == 0
    assert len(brake._browsers) == len(brake._codes) == 10


def test_who_guesses_on_is_not_forgotten_for_newcomers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("focusmap.throttle.MOST_REMEMBERED", 3)
    brake = Brake()
    for number in range(BROWSER_FREE + 1):
        brake.wrong("ada", f"code {number}", 0)
        brake.wrong(f"browser {number}", "another", 0)
    assert brake.wait("ada", "new", 0) == 1


def test_an_allowance_is_so_many_at_once_then_so_many_a_second() -> None:
    allowance = Allowance(at_once=3, a_second=2.0)
    assert [allowance.take("me", 0.0) for _ in range(4)] == [True, True, True, False]
    assert allowance.take("somebody else", 0.0)
    assert not allowance.take("me", 0.4)
    assert allowance.take("me", 0.5)
    assert [allowance.take("me", 60.0) for _ in range(4)] == [True, True, True, False]
