"""What people decide about conflicts and parked operations: the promises that every store keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.adapters.store.memory import MemoryLog, MemoryParked, MemorySpaces
from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.adapters.store.operations import SqlParked
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.model.conflict import Conflict, ConflictId, Ending, Reason
from bridge.core.model.decision import Decision
from bridge.core.model.operation import Parked
from bridge.ports.conflicts import ConflictStore
from bridge.ports.parked import ParkedStore
from bridge.ports.store import SpaceStore
from tests.contracts import kept
from tests.contracts.kept import NOW, OTHER_SPACE, SPACE, TRELLO

LATER = NOW + timedelta(hours=1)
PARKED = Parked(kept.UPDATE, "Trello nimmt den Titel nicht an.")


@dataclass(frozen=True)
class Desk:
    """The stores, and the same after the process has ended and begun anew."""

    spaces: SpaceStore
    conflicts: ConflictStore
    parked: ParkedStore
    reopened: Callable[[], Desk]

    def known(self, conflict: Conflict) -> Conflict:
        """What a cycle remembers of the conflict."""
        return self.reopened().spaces.memory(SPACE).conflicts[conflict.id]


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """With one conflict."""
    with ExitStack() as held:
        made = _in_memory() if request.param == "memory" else _on_sqlite(tmp_path, held)
        made.spaces.agree(SPACE, Decision(conflicts=(kept.conflict(),)), ())
        yield made


def _in_memory() -> Desk:
    spaces = MemorySpaces(MemoryLog())
    made = Desk(spaces, MemoryConflicts(spaces), MemoryParked(spaces), lambda: made)
    return made


def _on_sqlite(folder: Path, held: ExitStack) -> Desk:
    def opening() -> Desk:
        database = held.enter_context(closing(Database(f"sqlite:///{folder}/cobridge.db")))
        return Desk(SqlSpaces(database), SqlConflicts(database), SqlParked(database), opening)

    return opening()


def test_what_somebody_asked_for_is_known_to_the_next_cycle(desk: Desk) -> None:
    """Also after a restart; the values come back as they were, with both authors."""
    conflict = kept.conflict()
    assert desk.known(conflict) == conflict
    desk.conflicts.ask(conflict.id, LATER)
    assert desk.known(conflict) == replace(conflict, asked=LATER)
    assert not desk.spaces.memory(OTHER_SPACE).conflicts


def test_what_was_brought_back_takes_the_conflicts_place(desk: Desk) -> None:
    """Its id stays, nobody asks any more, and nobody has to decide; what it replaced can be had."""
    conflict = kept.conflict()
    desk.conflicts.ask(conflict.id, LATER)
    turned = replace(conflict, kept=conflict.lost, lost=conflict.kept, reason=Reason.RESTORED, at=LATER)
    desk.spaces.agree(SPACE, Decision(conflicts=(turned,)), ())
    assert desk.known(conflict) == turned
    assert not desk.reopened().spaces.conflicts(SPACE)
    assert list(desk.conflicts.retrievable(SPACE)) == [turned]


def test_an_edit_of_the_field_ends_a_conflict(desk: Desk) -> None:
    """The value is gone, and it can be said why."""
    conflict = kept.conflict()
    desk.spaces.agree(SPACE, Decision(decided=(conflict,)), ())
    assert not desk.reopened().spaces.memory(SPACE).conflicts
    assert desk.reopened().conflicts.ending(conflict.id) is Ending.EDITED


def test_an_edit_ends_no_conflict_whose_value_was_asked_for_meanwhile(desk: Desk) -> None:
    """Somebody asks while a cycle is deciding without knowing: the next decision brings the value back all the same."""
    conflict = kept.conflict()
    desk.conflicts.ask(conflict.id, LATER)
    desk.spaces.agree(SPACE, Decision(decided=(conflict,)), ())
    assert desk.known(conflict).asked == LATER
    desk.spaces.agree(SPACE, Decision(decided=(desk.known(conflict),)), ())
    assert not desk.conflicts.retrievable(SPACE)


def test_what_was_confirmed_is_decided(desk: Desk) -> None:
    """Nothing of the lost value is left, nor of somebody's wish to have it."""
    conflict = kept.conflict()
    desk.conflicts.ask(conflict.id, LATER)
    desk.conflicts.keep(conflict.id)
    assert not desk.conflicts.retrievable(SPACE)
    assert desk.reopened().conflicts.ending(conflict.id) is Ending.KEPT
    desk.conflicts.ask(conflict.id, LATER)
    assert not desk.spaces.memory(SPACE).conflicts


def test_a_value_is_kept_no_longer_than_it_may_be(desk: Desk) -> None:
    """Ninety days, counted from when it lost; the younger ones stay."""
    young = kept.conflict(NOW + timedelta(days=1), "due")
    desk.spaces.agree(SPACE, Decision(conflicts=(young,)), ())
    assert desk.conflicts.expire(NOW + timedelta(seconds=1)) == 1
    assert list(desk.conflicts.retrievable(SPACE)) == [young]
    assert desk.reopened().conflicts.ending(kept.conflict().id) is Ending.EXPIRED


def test_of_an_id_that_nobody_knows_nothing_is_said(desk: Desk) -> None:
    """And nothing comes of deciding about it."""
    nobodys = ConflictId("nobodys")
    desk.conflicts.ask(nobodys, LATER)
    desk.conflicts.keep(nobodys)
    assert desk.conflicts.ending(nobodys) is None
    assert desk.known(kept.conflict()) == kept.conflict()


def test_what_is_to_be_tried_again_is_parked_no_more(desk: Desk) -> None:
    """The next plan has it again."""
    desk.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
    desk.spaces.record(SPACE, PARKED)
    desk.parked.retry(SPACE, kept.UPDATE)
    memory = desk.reopened().spaces.memory(SPACE)
    assert (memory.parked, memory.accepted) == ({}, {})


def test_what_was_accepted_outlives_other_work_on_the_item(desk: Desk) -> None:
    """Until a decision says that nobody wants it any more; two differences of one item are two."""
    desk.spaces.agree(SPACE, kept.agreed(kept.memory()), ())
    other = replace(kept.UPDATE, changed=("due",))
    for each in (kept.UPDATE, other, kept.UPDATE):
        desk.spaces.record(SPACE, Parked(each, "nein"))
        desk.parked.drop(SPACE, each)
    desk.spaces.agree(SPACE, Decision(operations={TRELLO: (kept.UPDATE,)}), ())
    memory = desk.reopened().spaces.memory(SPACE)
    assert not memory.parked
    assert sorted(each.changed for each in memory.accepted[TRELLO] if hasattr(each, "changed")) == [
        ("due",),
        ("title",),
    ]
    desk.spaces.agree(SPACE, Decision(outdated={TRELLO: (kept.UPDATE,)}), ())
    assert desk.reopened().spaces.memory(SPACE).accepted == {TRELLO: (other,)}
