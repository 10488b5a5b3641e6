"""What a person did not mean to lose comes back where it went, and nothing of it is archived or changed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bridge.adapters.store.memory import MemoryLog, MemorySpaces
from bridge.core.model.decision import Decision
from bridge.core.model.ids import LaneId, Ref
from bridge.core.model.memory import Memory
from bridge.core.model.operation import CreateComment, CreateItem, CreateLane, Operation, UpdateItem
from bridge.core.model.refusal import Extent
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.sync.decide import decide
from tests.unit.core.builders import FULL, NARROW, OFFEN, SPACE, Cooperation, item, said, shows, terms

LANES = (OFFEN, "Später")
TERMS = terms(FULL, NARROW)


@dataclass
class Board:
    """Three tasks that stand at both places, one with a comment; `denied` are all of them at the full place."""

    work: Cooperation = field(default_factory=lambda: Cooperation(TERMS, MemorySpaces(MemoryLog())))

    def __post_init__(self) -> None:
        items = [item(f"f{each}", f"Halle {each}", lane=f"{FULL}/{OFFEN}") for each in range(3)]
        items[0] = replace(items[0], comments=(said("c1", "Hallo"),), all_comments=True)
        here = shows(FULL, *items, complete=True, lanes=LANES)
        self.work.write(self.work.decide(here, shows(NARROW, complete=True, lanes=LANES)))
        self.settle()

    @property
    def memory(self) -> Memory:
        return self.work.memory

    def extent(self, name: str = "") -> Extent:
        return Extent(FULL, frozenset(self.memory.tasks), name)

    def denied(self, snapshot: Snapshot, name: str = "") -> list[Operation]:
        """What is written where the person wants all of it back, at the place and elsewhere."""
        decision = decide(self.memory, (snapshot, shows(NARROW)), TERMS, [self.extent(name)])
        self.work.store.agree(SPACE, decision, ())
        self.work.write(decision)
        assert not any(task.fields.archived for task in self.memory.tasks.values())
        assert not decision.operations[NARROW]
        return [*decision.operations[FULL]]

    def settle(self) -> Decision:
        """What another look at places that say nothing new brings."""
        return self.work.decide(shows(FULL), shows(NARROW))

    def as_seen(self, **changed: object) -> list[Item]:
        """The full place's items as they were last seen, with a difference in each."""
        links = self.memory.links[FULL].values()
        return [Item(link.ref, replace(link.seen, **changed)) for link in links]  # type: ignore[arg-type]  # by name


def kinds(operations: list[Operation]) -> list[str]:
    """What sort of operations they are, in order."""
    return [type(each).__name__ for each in operations]


def test_what_was_deleted_is_made_again_with_its_comments() -> None:
    """The network's memory has everything; an item that is made again gets what was said below it."""
    board = Board()
    gone = frozenset(link.ref for link in board.memory.links[FULL].values())
    written = board.denied(shows(FULL, gone=gone))
    assert sorted(kinds(written)) == ["CreateComment", *["CreateItem"] * 3]
    assert {each.fields.title for each in written if isinstance(each, CreateItem)} == {"Halle 0", "Halle 1", "Halle 2"}
    assert [each.task for each in written if isinstance(each, CreateComment)] == [next(iter(board.memory.tasks))]
    assert not any(board.settle().operations.values())


def test_what_was_moved_away_is_made_again() -> None:
    """Another item stands in its place; the one that was moved stays where somebody moved it."""
    board = Board()
    away = frozenset(link.ref for link in board.memory.links[FULL].values())
    assert kinds(board.denied(shows(FULL, left=away))).count("CreateItem") == 3
    assert not any(board.settle().operations.values())


def test_what_was_archived_is_taken_out_of_the_archive() -> None:
    """The same items, so that their history goes on."""
    board = Board()
    written = board.denied(shows(FULL, *board.as_seen(archived=True)))
    assert kinds(written) == ["UpdateItem"] * 3
    assert all(each.changed == ("archived",) for each in written if isinstance(each, UpdateItem))
    assert not any(board.settle().operations.values())


def test_a_field_that_was_changed_everywhere_gets_its_values_back() -> None:
    """What was agreed is written again; other edits of the same items count."""
    board = Board()
    items = board.as_seen(title="KAPUTT", labels=frozenset({"neu"}))
    decision = decide(board.memory, (shows(FULL, *items), shows(NARROW)), TERMS, [board.extent("title")])
    changed = {each.changed for each in decision.operations[FULL] if isinstance(each, UpdateItem)}
    assert changed == {("title",)}
    assert {each.changed for each in decision.operations[NARROW] if isinstance(each, UpdateItem)} == {("labels",)}
    assert {each.name for each in decision.changes} == {"labels"}


def test_a_lane_that_took_tasks_with_it_is_made_again_once() -> None:
    """Its tasks come back into a lane of its name; a lane that went without them stays away."""
    board = Board()
    lanes = board.memory.lane_links[FULL]
    gone = frozenset(link.ref for link in board.memory.links[FULL].values())
    written = board.denied(shows(FULL, gone=gone, lanes=()))
    assert [each.name for each in written if isinstance(each, CreateLane)] == [OFFEN]
    again = board.memory.lane_links[FULL]
    (offen,) = [lane for lane, link in lanes.items() if link.seen == OFFEN]
    assert again[offen].ref not in ("", lanes[offen].ref)
    assert not any(board.settle().operations.values())


def test_a_lane_whose_making_went_unanswered_is_found_by_its_name() -> None:
    """The service ended while the lane was made again: the next reading finds it, and there is one."""
    board = Board()
    gone = frozenset(link.ref for link in board.memory.links[FULL].values())
    decision = decide(board.memory, (shows(FULL, gone=gone, lanes=()),), TERMS, [board.extent()])
    board.work.store.agree(SPACE, decision, ())
    (offen,) = [LaneId(lane) for lane, link in board.memory.lane_links[FULL].items() if not link.ref]
    found = board.work.decide(shows(FULL, lanes=(OFFEN,)))
    assert "CreateLane" not in kinds([*found.operations[FULL]])
    assert board.memory.lane_links[FULL][offen].ref == Ref(f"{FULL}/{OFFEN}")
