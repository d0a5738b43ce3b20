"""One transaction that changes a workshop, the same for everything that changes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from focusmap.errors import NotFound, ReadOnly
from focusmap.model import Workshop
from focusmap.pace import as_seen
from focusmap.sentences import N_
from focusmap.store import Records, Store

NO_WORKSHOP = N_("There is no workshop with this code. Check the code on the wall and try again.")
GONE = N_("This workshop is over. Everything in it is deleted.")
SAMPLE = N_(
    "This is the sample workshop: it can be looked at, but not joined or changed. "
    "Start a workshop of your own, or ask for its code."
)


class Changes:
    """Transactions on a workshop. `clock` gives UTC without a zone; `changed` is told each."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        changed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._changed = changed

    def now(self) -> datetime:
        """Return the present time, in UTC without a zone."""
        return self._clock()

    def reading(self) -> AbstractContextManager[Records]:
        """One transaction that only reads."""
        return self._store.read()

    @contextmanager
    def together(self, workshop_id: str) -> Iterator[None]:
        """Make several changes of a workshop one transaction: all are stored, or none.

        A change that is refused is undone alone. What is asked meanwhile sees what was changed.
        """
        with self._store.together():
            yield
        # Each change told the screens already, before there was anything to see.
        self._changed(workshop_id)

    @contextmanager
    def changing(self, workshop_id: str) -> Iterator[tuple[Records, Workshop]]:
        """One transaction that changes a workshop: refused for the sample, told to all screens.

        Gives the records and the workshop as it was before. Of two at once the second waits.
        """
        with self._store.write() as records:
            workshop = self.found(records.workshop(workshop_id))
            if workshop.is_sample:
                raise ReadOnly(SAMPLE)
            records.touch(workshop_id)
            yield records, workshop
        self._changed(workshop_id)

    def found(self, workshop: Workshop | None, otherwise: str = NO_WORKSHOP) -> Workshop:
        """Return a workshop that is there and not expired, as the room sees it; raises NotFound."""
        if workshop is None or workshop.expires_at <= self._clock():
            raise NotFound(otherwise)
        return as_seen(workshop, self._clock())

    def present(self, records: Records, workshop: Workshop) -> Workshop:
        """Return a workshop as whoever the record was made for sees it now.

        Who shows something asks this in the transaction in which that is read: a step that was
        hidden a moment ago shows nothing, whatever the record says. Raises NotFound.
        """
        there = self.found(records.workshop(workshop.id))
        return as_seen(there, self._clock(), workshop.viewer)
