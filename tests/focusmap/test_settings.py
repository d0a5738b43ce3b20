"""Settings come from the environment; what cannot be used is refused with the remedy."""

import pytest

from focusmap.errors import StartError
from focusmap.settings import DEFAULT_BASE_URL, ROOT, read_settings


def test_without_an_environment_the_defaults_hold() -> None:
    settings = read_settings({})
    assert settings.base_url == DEFAULT_BASE_URL
    assert not settings.base_url_given
    assert settings.database_url == f"sqlite:///{ROOT}/data/focusmap.db"


def test_blank_settings_are_no_settings() -> None:
    blank = {"FOCUSMAP_BASE_URL": "  ", "FOCUSMAP_DATABASE_URL": "\n"}
    assert read_settings(blank) == read_settings({})


def test_the_database_url_is_taken_as_it_is() -> None:
    url = "postgresql+psycopg://focus@db.example/focus"
    assert read_settings({"FOCUSMAP_DATABASE_URL": f" {url} "}).database_url == url


@pytest.mark.parametrize(
    ("given", "base_url"),
    [
        ("https://focus.example", "https://focus.example"),
        ("https://focus.example/", "https://focus.example"),
        ("http://10.0.0.7:8501//", "http://10.0.0.7:8501"),
        ("https://example.org/focus/", "https://example.org/focus"),
        ("HTTPS://focus.example", "HTTPS://focus.example"),
    ],
)
def test_a_base_url_has_no_slash_at_its_end(given: str, base_url: str) -> None:
    settings = read_settings({"FOCUSMAP_BASE_URL": given})
    assert settings.base_url == base_url
    assert settings.base_url_given


@pytest.mark.parametrize(
    "given",
    ["focus.example", "ftp://focus.example", "https://", "javascript:alert(1)", "http://[::1"],
)
def test_a_base_url_that_is_no_address_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(StartError, match=r"FOCUSMAP_BASE_URL is .*https://focus\.example"):
        read_settings({"FOCUSMAP_BASE_URL": given})


@pytest.mark.parametrize("given", ["http://focus.example:port", "http://focus.example:99999"])
def test_a_base_url_whose_port_is_no_port_is_refused(given: str) -> None:
    with pytest.raises(StartError, match="FOCUSMAP_BASE_URL"):
        read_settings({"FOCUSMAP_BASE_URL": given})
