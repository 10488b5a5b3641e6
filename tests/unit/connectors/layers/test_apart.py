"""What we put beside the tasks of a place is passed over, whatever people did to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from bridge.core.model.ids import ConnectionId, PlaceId, Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.note import is_note, sign_of
from bridge.core.model.snapshot import Item, Overwritten, Snapshot
from bridge.core.model.task import Fields
from bridge.core.sync.naming import task_id
from bridge.ports.connector import Connector, Sought
from connectors.layers.apart import Apart

PLACE = Place(PlaceId("board"), ConnectionId("weber"), "memory", "board")
SIGN = sign_of("2026-W47", PLACE.id)
TASK = Item(Ref("task"), Fields(title="Tor streichen"), marker=task_id(PLACE.id, Ref("task")))
PEOPLES = Item(Ref("peoples"), Fields(title="Catering anfragen"))
NOTE = Item(Ref("note"), Fields(title="Wochenbericht KW 47"), marker=SIGN, own=True)


class Said:
    """A connector whose place says these items."""

    def __init__(self, *items: Item) -> None:
        self._items = items

    def pull(self, place: Place, since: object, sought: Sought) -> Snapshot:
        del since, sought
        found, at = {each.ref: each for each in self._items}, datetime(2026, 11, 23, tzinfo=UTC)
        told = tuple(Overwritten(ref, "title", Fields(title="zuvor"), at) for ref in found)
        return Snapshot(place.id, found, complete=True, cursor=None, read_at=at, overwritten=told)


def read(*items: Item, known: frozenset[Ref] = frozenset()) -> set[Ref]:
    """What is left of them for the mirror; of what was overwritten the same is left."""
    said = Apart(cast("Connector", Said(*items)), lambda _: known).pull(PLACE, None, Sought())
    assert {each.ref for each in said.overwritten} == said.items.keys()
    return {*said.items}


def test_a_note_is_passed_over_by_its_sign_and_tasks_are_not() -> None:
    """A copy that a person made of it is no task either: it bears the sign too."""
    copied = replace(NOTE, ref=Ref("copied"), own=False)
    assert read(TASK, PEOPLES, NOTE, copied) == {"task", "peoples"}


def test_a_note_whose_sign_was_taken_off_is_known_by_its_ref() -> None:
    """People tidy up attachments and notes; nor does a reading that shows comments alone show a sign."""
    known = frozenset({NOTE.ref})
    for shown in (replace(NOTE, marker=None), replace(NOTE, marker=None, fields=None)):
        assert read(TASK, shown, known=known) == {"task"}


def test_no_task_has_such_a_sign() -> None:
    """Tasks are named otherwise, so none is ever passed over; another week or place has another sign."""
    assert is_note(SIGN)
    assert not any(map(is_note, (None, TASK.marker, TaskId("weekly-"), TaskId("Weekly-2026"))))
    assert len({SIGN, sign_of("2026-W48", PLACE.id), sign_of("2026-W47", PlaceId("other"))}) == 3
