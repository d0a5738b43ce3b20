"""Leading the browser to an address of this server that Streamlit's own navigation cannot reach."""

from __future__ import annotations

import streamlit as st

_JS = """
export default function ({ data }) {
  // Only a path of our own: what comes in is built by the server, and this keeps it so.
  if (/^\\/enter\\/(facilitator|wall)\\/[A-Z0-9]+\\/[A-Za-z0-9_-]+$/.test(data.path))
    window.location.replace(data.path);
}
"""
_COMPONENT = st.components.v2.component("focusmap_go", js=_JS)


def go(role: str, code: str, secret: str) -> None:
    """Lead the browser through a secret link, which puts the secret into a cookie."""
    _COMPONENT(key="go", data={"path": f"/enter/{role}/{code}/{secret}"})
