"""The address under which phones in the same network find this computer."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def reachable(base_url: str) -> str:
    """Return a base URL that phones can open: one of this computer only gets its network address.

    A QR with "localhost" in it would lead every phone to itself.
    """
    parts = urlsplit(base_url)
    address = network_address() if parts.hostname in LOOPBACK else ""
    if not address:
        return base_url
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{address}{port}{parts.path}"


def network_address() -> str:
    """Return this computer's address in its network, or nothing when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only picks the interface it would send from. The address
            # is one that is reserved for documentation.
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
    return "" if address.startswith("127.") or address == "0.0.0.0" else address  # noqa: S104
