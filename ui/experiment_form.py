"""The fields of an experiment on the facilitator's page: a new one, a change, old versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from html import escape

import streamlit as st

from focusmap.errors import Conflict, FocusMapError, NotFound
from focusmap.experiments import (
    DATES,
    FIELDS,
    GAP_NAMES,
    GAPS,
    KIND,
    NAMES,
    Experiment,
    check_experiment,
    day_of,
    experiment_of,
    sentence,
)
from focusmap.items import GONE_TO_NEW
from focusmap.model import Item, ItemVersion
from focusmap.process import STEP
from focusmap.sentences import Gettext
from ui import state
from ui.guard import Visit
from ui.telling import plain

SHORT = ("owner",)


def drafting(visit: Visit) -> str:
    """Return the name under which the draft of a new experiment is kept."""
    return f"experiment-{visit.workshop.code}"


def start_draft(visit: Visit, fields: Mapping[str, str]) -> None:
    """Fill the fields of a new experiment, to be changed before it is kept."""
    name = drafting(visit)
    state.keep_drafts(name, fields.items())
    state.new_sending(name)
    state.say_next(f"{name}-refused", "")
    state.say_next(name, visit.gettext("The draft is in the fields below. Change it as you like."))


def render_new(visit: Visit) -> None:
    """Offer to write a new experiment; what a practice or somebody typed stands in the fields."""
    _ = visit.gettext
    name = drafting(visit)
    said, refused = state.standing(name), state.standing(f"{name}-refused")
    draft = {row[0]: row[1] for row in state.drafts(name)}
    with st.expander(_("Write an experiment"), expanded=bool(said or refused)):
        if said:
            st.success(plain(said))
        if refused:
            st.error(plain(refused))
        key = state.sending(name)
        with st.form(f"{name}-{key}", border=False):
            _render_fields(f"{name}-{key}", draft, _)
            st.form_submit_button(_("Keep it"), type="primary", on_click=_add, args=(visit, key))


def _add(visit: Visit, key: str) -> None:
    """Keep what the fields of one sending hold; of one that is kept already, nothing."""
    name, service = drafting(visit), visit.focus_map.service
    if key != state.sending(name):
        return
    try:
        fields = check_experiment(_typed(f"{name}-{key}"), service.process.today())
        item = service.items.add(visit.workshop.id, KIND, fields, key=key)
    except FocusMapError as error:
        state.say_next(f"{name}-refused", error.text(visit.gettext))
        state.say_next(name, "")
        return
    state.new_sending(name)
    state.keep_drafts(name, ())
    state.say_next(f"{name}-refused", "")
    kept = visit.gettext("Kept: {sentence}")
    said = sentence(experiment_of(item), visit.gettext)
    state.say_next(name, kept.format(sentence=said))


def _render_fields(key: str, values: Mapping[str, str], gettext: Gettext) -> None:
    _ = gettext
    for field in FIELDS:
        label, value, name = _(NAMES[field]), values.get(field, ""), f"{key}-{field}"
        if field in DATES:
            st.date_input(label, day_of(value), format="YYYY-MM-DD", key=name)
        elif field == "gap":
            index = GAPS.index(value) if value in GAPS else 0
            st.selectbox(label, GAPS, index, format_func=lambda g: _(GAP_NAMES[g]), key=name)
        elif field in SHORT:
            st.text_input(label, value, key=name)
        else:
            st.text_area(label, value, height=68, key=name)


def _typed(key: str) -> dict[str, str]:
    """Return what stands in the fields of a form."""
    values = {field: state.chosen(f"{key}-{field}") for field in FIELDS}
    return {
        field: value.isoformat() if isinstance(value, date) else str(value or "")
        for field, value in values.items()
    }


# Changing one


def render_edit(visit: Visit, e: Experiment) -> None:
    """Offer to change an experiment, and its earlier versions to be looked at and brought back."""
    _ = visit.gettext
    items = visit.focus_map.service.items
    gone = gone_item(visit, e.id)
    try:
        item = gone or items.item(visit.workshop, e.id)
        versions = items.versions(visit.workshop, e.id)
    except FocusMapError as error:
        st.error(plain(error.text(_)))
        return
    # What is in the fields is known to the browser alone: they stay when the experiment is gone.
    state.keep_drafts(_opened(e.id), item.fields.items())
    said, refused = state.standing(f"edited-{e.id}"), state.standing(f"refused-{e.id}")
    with st.expander(_("Change it"), expanded=bool(refused or gone)):
        if said and not refused:
            st.success(plain(said))
        if refused:
            st.error(plain(refused))
        _render_edit_form(visit, item)
    if gone:
        text = _(
            "This was deleted meanwhile. What you typed is still in its fields: Save moves it."
        )
        st.error(plain(text))
    if len(versions) > 1:
        with st.expander(_("Earlier versions: {count}").format(count=len(versions) - 1)):
            for version in versions[-2::-1]:
                _render_version(visit, item, version)


def gone_item(visit: Visit, item_id: object) -> Item | None:
    """Return an experiment that this session had open, as it was, when it is deleted by now."""
    kept = state.drafts(_opened(str(item_id)))
    if not kept:
        return None
    try:
        visit.focus_map.service.items.item(visit.workshop, str(item_id))
    except NotFound:
        ((_form, base),) = state.drafts(f"edit-{item_id}")
        fields, never = {row[0]: row[1] for row in kept}, datetime.min
        return Item(str(item_id), STEP, KIND, "", "", int(base), fields, never, never)
    return None


def _opened(item_id: str) -> str:
    return f"opened-{item_id}"


def _render_edit_form(visit: Visit, item: Item) -> None:
    """Draw the fields with the version they began with: others may go on meanwhile."""
    _ = visit.gettext
    name = f"edit-{item.id}"
    if not state.drafts(name):
        _begin(item)
    form, base = state.drafts(name)[0]
    if int(base) != item.version:
        st.info(_("Somebody changed it meanwhile: theirs stands above, yours is in the fields."))
        st.button(
            _("Take theirs into the fields"), key=f"theirs-{item.id}", on_click=_begin, args=(item,)
        )
    key = f"{name}-{form}"
    with st.form(key, border=False):
        _render_fields(key, item.fields, _)
        st.form_submit_button(_("Save"), on_click=_save, args=(visit, item, key))


def _begin(item: Item) -> None:
    """Fill the fields with an experiment as it is now."""
    state.keep_drafts(f"edit-{item.id}", [(str(item.version), str(item.version))])
    state.say_next(f"refused-{item.id}", "")


def _save(visit: Visit, item: Item, key: str) -> None:
    service, name = visit.focus_map.service, f"edit-{item.id}"
    form, base = state.drafts(name)[0]
    try:
        fields = check_experiment(_typed(key), service.process.today(), item.fields)
        new = service.items.change(visit.workshop.id, item.id, fields, base=int(base))
    except Conflict as error:
        # Theirs is shown now: the next save is made knowing it. The fields keep what is typed.
        present = service.items.item(visit.workshop, item.id)
        state.keep_drafts(name, [(form, str(present.version))])
        state.say_next(f"refused-{item.id}", error.text(visit.gettext))
        return
    except NotFound:
        start_draft(visit, fields)
        state.say_next(drafting(visit), visit.gettext(GONE_TO_NEW))
        state.keep_drafts(_opened(item.id), ())
        return
    except FocusMapError as error:
        state.say_next(f"refused-{item.id}", error.text(visit.gettext))
        return
    _begin(new)
    state.say_next(f"edited-{item.id}", visit.gettext("Saved."))


def _render_version(visit: Visit, item: Item, version: ItemVersion) -> None:
    _ = visit.gettext
    old = experiment_of(
        Item(
            item.id,
            item.step,
            item.kind,
            item.about,
            version.author_id,
            version.version,
            version.fields,
            version.created_at,
            version.created_at,
        )
    )
    whose = _("on a phone") if version.author_id else _("by the facilitator")
    when = f"{version.created_at:%Y-%m-%d %H:%M}"
    head = _("Version {number}, {whose}, {when} UTC").format(
        number=version.version, whose=whose, when=when
    )
    st.html(
        f'<p class="fm-small">{escape(head)}</p>'
        f'<p class="fm-quote" dir="auto">{escape(sentence(old, _))}</p>'
    )
    st.button(
        _("Bring this back"),
        key=f"back-{item.id}-{version.version}",
        on_click=_bring_back,
        args=(visit, item, version),
    )


def _bring_back(visit: Visit, item: Item, version: ItemVersion) -> None:
    """Make an old version the newest one, unless somebody changed it meanwhile."""
    items = visit.focus_map.service.items
    try:
        new = items.change(visit.workshop.id, item.id, version.fields, base=item.version)
    except FocusMapError as error:
        state.say_next(f"refused-{item.id}", error.text(visit.gettext))
        return
    _begin(new)
