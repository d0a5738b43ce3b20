"""What a browser's session knows: which workshop it looks at. The only user of session_state."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable

import streamlit as st

from focusmap.codes import clean_code, role_cookie

# The workshop's code in the address, and in the session when the navigation drops it from there.
PARAMETER = "w"
WORKSHOP = "workshop_code"


def workshop_code() -> str:
    """Return the code of the workshop looked at, or nothing; keeps it in the address."""
    code = clean_code(st.query_params.get(PARAMETER, "") or st.session_state.get(WORKSHOP, ""))
    if code:
        st.session_state[WORKSHOP] = code
        if st.query_params.get(PARAMETER) != code:
            st.query_params[PARAMETER] = code
    return code


def leave_workshop() -> None:
    """Look at no workshop any more."""
    st.session_state.pop(WORKSHOP, None)
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def since(name: str) -> float:
    """Return when this session first asked for this name, in seconds of the epoch."""
    value = st.session_state.setdefault(f"since-{name}", time.time())
    return float(value)


def forget(name: str) -> None:
    """Begin anew the next time `since` is asked for this name."""
    st.session_state.pop(f"since-{name}", None)


def say_next(name: str, text: str) -> None:
    """Keep a sentence for the next run of the page."""
    st.session_state[f"say-{name}"] = text


def said(name: str) -> str:
    """Return the sentence kept for this run, once."""
    return str(st.session_state.pop(f"say-{name}", ""))


def at_first(name: str, *, value: bool) -> bool:
    """Return what a value was when this page first asked: what is open must not fold by itself."""
    return bool(st.session_state.setdefault(f"first-{name}", value))


def counted(name: str) -> int:
    """Return how often something happened on this page."""
    return int(st.session_state.get(f"count-{name}", 0))


def count_up(name: str) -> None:
    """Note that it happened once more: fields whose keys hold the count begin empty."""
    st.session_state[f"count-{name}"] = counted(name) + 1


def typed(key: str) -> str:
    """Return what stands in a text field."""
    return str(st.session_state.get(key, ""))


def chosen(key: str) -> object:
    """Return what is chosen in a list, or None."""
    return st.session_state.get(key)


def sending(name: str) -> str:
    """Return the key of what is being written under a name, the same until it is sent."""
    return str(st.session_state.setdefault(f"sending-{name}", uuid.uuid4().hex))


def new_sending(name: str) -> None:
    """Begin something else under a name: what was written is sent."""
    st.session_state[f"sending-{name}"] = uuid.uuid4().hex


def standing(name: str) -> str:
    """Return the sentence kept under a name, which stays through all runs until another comes."""
    return str(st.session_state.get(f"say-{name}", ""))


def edited_from(name: str) -> int | None:
    """Return with which version the text under a name began to be edited; None when it is not."""
    value = st.session_state.get(f"edited-{name}")
    return None if value is None else int(value)


def edit_from(name: str, version: int) -> None:
    """Begin to edit the text under a name, or go on with it, as it is in a version."""
    st.session_state[f"edited-{name}"] = version


def stop_editing(name: str) -> None:
    """Edit the text under a name no more."""
    st.session_state.pop(f"edited-{name}", None)


def drafts(name: str) -> tuple[tuple[str, ...], ...]:
    """Return rows of plain texts that this session keeps under a name."""
    return tuple(st.session_state.get(f"drafts-{name}", ()))


def keep_drafts(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Keep rows of plain texts under a name until the session ends."""
    st.session_state[f"drafts-{name}"] = tuple(rows)


def sent(key: str, name: str) -> object:
    """Return what a component of ours sent under a name in this run, or None."""
    return getattr(st.session_state.get(key), name, None)


def begin_field(key: str, text: str) -> None:
    """Give a field its first text; what stands in it already stays. Only before it is drawn."""
    st.session_state.setdefault(key, text)


def begin_edit(key: str, text: str, began: tuple[str, ...]) -> None:
    """Give a field its first text, and note what its editor begins with. Only before it is drawn.

    What stands in it already stays, with what that began with.
    """
    if key not in st.session_state:
        st.session_state[key] = text
        st.session_state[f"began-{key}"] = began


def began(key: str) -> tuple[str, ...]:
    """Return what the editor of a field began with."""
    return tuple(st.session_state.get(f"began-{key}", ()))


def begin_again(key: str, began: tuple[str, ...]) -> None:
    """Note what the editor of a field has seen by now; what stands in it stays."""
    st.session_state[f"began-{key}"] = began


def put_text(key: str, text: str) -> None:
    """Put a text into a field; only before it is drawn, as what a button calls is."""
    st.session_state[key] = text


def empty_field(key: str) -> None:
    """Empty a text field; only before it is drawn."""
    st.session_state[key] = ""


def address_of(code: str) -> dict[str, str]:
    """Return the query parameters of a link to one of this workshop's pages."""
    return {PARAMETER: code}


def cookies() -> dict[str, str]:
    """Return all cookies that came with this session."""
    return dict(st.context.cookies.to_dict())


def facilitator_secrets() -> dict[str, str]:
    """Return the facilitator secrets that this browser holds, by the codes of their workshops."""
    start = role_cookie("facilitator", "")
    return {name[len(start) :]: v for name, v in cookies().items() if name.startswith(start)}


def cookie(name: str) -> str:
    """Return a cookie that came with this session, or nothing."""
    return st.context.cookies.get(name, "")


def server_url() -> str:
    """Return the address that the browser used, without a path."""
    scheme, _, rest = (st.context.url or "").partition("://")
    host = rest.split("/")[0]
    return f"{scheme}://{host}" if host else ""
