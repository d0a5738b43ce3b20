"""The address in the QR: one that a phone can open."""

import re

import pytest

from focusmap import network
from focusmap.network import network_address, reachable


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> str:
    """A computer whose address in its network is known."""
    monkeypatch.setattr(network, "network_address", lambda: "192.168.4.20")
    return "192.168.4.20"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_computer_s_own_name_becomes_its_network_address(host: str, here: str) -> None:
    assert reachable(f"http://{host}:8501") == f"http://{here}:8501"


def test_the_scheme_stays_and_no_port_is_made_up(here: str) -> None:
    assert reachable("https://localhost") == f"https://{here}"


def test_a_path_stays(here: str) -> None:
    assert reachable("http://localhost:8501/focus") == f"http://{here}:8501/focus"


@pytest.mark.parametrize("url", ["https://focus.example", "http://10.0.0.7:8501/focus"])
def test_an_address_that_others_can_open_stays(url: str, here: str) -> None:
    assert reachable(url) == url


def test_without_a_network_the_address_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "network_address", lambda: "")
    assert reachable("http://localhost:8501") == "http://localhost:8501"


def test_the_address_of_this_computer_is_none_or_one_that_others_can_reach() -> None:
    address = network_address()
    assert address == "" or re.fullmatch(r"\d+\.\d+\.\d+\.\d+", address)
    assert not address.startswith(("127.", "0."))


class _Socket:
    """A socket that has no way out, or one from a given address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> "_Socket":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def connect(self, _address: tuple[str, int]) -> None:
        if not self.address:
            raise OSError("Network is unreachable")

    def getsockname(self) -> tuple[str, int]:
        return self.address, 40_000


@pytest.mark.parametrize(
    ("own", "told"), [("", ""), ("127.0.0.1", ""), ("0.0.0.0", ""), ("10.1.2.3", "10.1.2.3")]
)
def test_only_an_address_in_a_network_is_told(
    own: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusmap.network.socket.socket", lambda *_: _Socket(own))
    assert network_address() == told
