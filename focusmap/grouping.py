"""The use cases of groups: set them up, choose one's own, ask who is in which."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence

from focusmap.changing import Changes
from focusmap.errors import BadAnswer
from focusmap.groups import NONE as NONE
from focusmap.groups import (
    STEP,
    Part,
    check_group,
    check_groups,
    check_minimum,
    find_parts,
    named_groups,
)
from focusmap.model import Choice, Group, Workshop
from focusmap.pace import check_takes
from focusmap.sentences import N_

NOT_OFFERED = N_("This group is not there any more. Choose another one, or say nothing.")


class Groups:
    """What is done with groups. Who is in which stays in here and in `find_parts`."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def set_up(
        self, workshop_id: str, names: Mapping[str, str], added: Sequence[str] = ()
    ) -> tuple[Group, ...]:
        """Rename groups by their ids, remove those with an empty name, add others at the end.

        Whoever chose a group that is renamed stays in it. Whoever chose one that is removed is in
        none and is asked again. Raises BadAnswer (a name is too long, too many, two the same), and
        then nothing is changed; ReadOnly.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            kept = [
                Group(group.id, check_group(name))
                for group in workshop.groups
                if (name := names.get(group.id, group.name)).strip()
            ]
            groups = (*kept, *(Group(uuid.uuid4().hex, check_group(name)) for name in added))
            check_groups([group.name for group in groups])
            records.set_groups(workshop_id, groups)
            return groups

    def set_minimum(self, workshop_id: str, minimum: int) -> None:
        """Set how many people there must be to be shown apart; raises BadAnswer, ReadOnly."""
        check_minimum(minimum)
        with self._changes.changing(workshop_id) as (records, _):
            records.set_minimum(workshop_id, minimum)

    def choose(self, workshop_id: str, participant_id: str, group_id: str) -> None:
        """Put a person in a group, or with NONE in none; the last choice counts.

        Raises BadAnswer when there is no such group, StepClosed after the end, ReadOnly.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            check_takes(workshop)
            if group_id not in (NONE, *(g.id for g in workshop.groups)):
                raise BadAnswer(NOT_OFFERED)
            silence = Choice(participant_id, STEP, NONE)
            if group_id == NONE:
                records.set_group(workshop_id, participant_id, "")
                records.set_tap(workshop_id, silence)
            else:
                records.set_group(workshop_id, participant_id, group_id)
                records.delete_tap(workshop_id, silence)

    def choice_of(self, workshop: Workshop, participant_id: str) -> str:
        """Return one person's group by its id, NONE, or nothing when they have not said."""
        with self._changes.reading() as records:
            group_id = records.group_of(workshop.id, participant_id)
            silence = Choice(participant_id, STEP, NONE)
            is_silent = silence in records.taps_by(workshop.id, participant_id).choices
        return group_id or (NONE if is_silent else "")

    def chosen(self, workshop: Workshop) -> dict[str, str]:
        """Return the group's id of each person in one: for `find_parts`, and for no screen."""
        with self._changes.reading() as records:
            return records.groups_chosen(workshop.id)

    def parts(self, workshop: Workshop, *behind: Collection[str]) -> tuple[Part, ...]:
        """Return the parts of people that may be shown apart now; see `find_parts`.

        The groups and the minimum are those of the same transaction.
        """
        with self._changes.reading() as records:
            present = self._changes.found(records.workshop(workshop.id))
            return find_parts(present, records.groups_chosen(present.id), *behind)

    def named(self, workshop: Workshop, *behind: Collection[str]) -> dict[str, str]:
        """Return by person the name of the group they may be shown in now; all else are others.

        Give all sets of people whose figures are shown by group beside each other, such as those
        who said something and those who named a measure: each group is then large in each of them.
        """
        return named_groups(self.parts(workshop, *behind))


def names_in(typed: str) -> tuple[str, ...]:
    """Return the names of groups in a text, one a line, checked; raises BadAnswer."""
    names = tuple(check_group(line) for line in typed.splitlines() if line.strip())
    check_groups(names)
    return names
