"""Every store that forgets holds what the port promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.adapters.store.forgetting import SqlForgetting
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.memory import MemoryInbox, MemoryLog, MemorySpaces
from bridge.adapters.store.memory_forgetting import MemoryForgetting
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.model.conflict import Ending
from bridge.core.model.decision import Decision
from bridge.core.model.memory import Memory
from bridge.core.model.operation import Parked
from bridge.core.model.task import Fields
from bridge.ports.forgetting import Forgetting
from bridge.ports.store import InboxStore, SpaceStore
from tests.contracts import kept
from tests.contracts.kept import OTHER_SPACE, SPACE, TRELLO


@dataclass(frozen=True)
class Stores:
    spaces: SpaceStore
    inbox: InboxStore
    forgetting: Forgetting


@pytest.fixture(params=["sql", "memory"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """A space with rows of every kind, and another with the same."""
    if request.param == "memory":
        spaces = MemorySpaces(MemoryLog())
        yield filled(Stores(spaces, MemoryInbox(spaces), MemoryForgetting(spaces)))
        return
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        yield filled(Stores(SqlSpaces(database), SqlInbox(database), SqlForgetting(database)))


def filled(stores: Stores) -> Stores:
    for space in (SPACE, OTHER_SPACE):
        stores.spaces.agree(space, Decision(agreed=kept.memory()), ())
    stores.spaces.intend(SPACE, kept.CREATE)
    stores.spaces.record(SPACE, Parked(kept.UPDATE, "Abgelehnt."))
    stores.inbox.submit(SPACE, kept.submission("first"))
    return stores


def changes() -> dict[str, Callable[[Memory], Memory]]:
    """Each collection with a row less, or another."""
    return {
        "tasks": lambda memory: replace(memory, tasks={key: replace(task, fields=Fields("neu"))
                                                       for key, task in memory.tasks.items()}),
        "links": lambda memory: replace(memory, links={TRELLO: {}}),
        "comment_links": lambda memory: replace(memory, comment_links={}),
        "lane_links": lambda memory: replace(memory, lane_links={}),
        "lanes": lambda memory: replace(memory, lanes={}),
        "names": lambda memory: replace(memory, names={}),
        "intents": lambda memory: replace(memory, intents={}),
        "parked": lambda memory: replace(memory, parked={}),
        "cursors": lambda memory: replace(memory, cursors={}),
        "stays": lambda memory: replace(memory, stays={}),
        "pairs": lambda memory: replace(memory, pairs={}),
        "submissions": lambda memory: replace(memory, submissions=()),
    }  # fmt: skip


@pytest.mark.parametrize("name", changes())
def test_what_is_changed_is_changed_and_nothing_else(stores: Stores, name: str) -> None:
    """Row by row, in this space alone."""
    change = changes()[name]
    before, other = stores.spaces.memory(SPACE), stores.spaces.memory(OTHER_SPACE)
    assert change(before) != before, "there is nothing to forget"
    assert stores.forgetting.forget(SPACE, change) > 0
    after = stores.spaces.memory(SPACE)
    wanted = change(before)
    for each in ("tasks", "lanes", "names", "intents", "parked", "cursors", "stays", "pairs", "submissions"):
        assert getattr(after, each) == getattr(wanted, each), each
    for each in ("links", "comment_links", "lane_links"):
        assert _rows(getattr(after, each)) == _rows(getattr(wanted, each)), each
    assert stores.spaces.memory(OTHER_SPACE) == other


def test_nothing_changed_is_nothing_written(stores: Stores) -> None:
    """And is told so."""
    assert stores.forgetting.forget(SPACE, lambda memory: memory) == 0


def test_what_raises_leaves_all_as_it_was(stores: Stores) -> None:
    """One transaction."""
    before = stores.spaces.memory(SPACE)

    def fails(_: Memory) -> Memory:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        stores.forgetting.forget(SPACE, fails)
    assert stores.spaces.memory(SPACE) == before


def test_nothing_of_it_is_left_in_the_file_and_a_conflict_counts_as_expired(tmp_path: Path) -> None:
    """Neither in the database nor in what SQLite writes beside it; a submission's key stays known."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        stores = Stores(SqlSpaces(database), SqlInbox(database), SqlForgetting(database))
        conflict = replace(kept.conflict(), lost=Fields("Zwitschernder-Kanarienvogel"))
        stores.spaces.agree(SPACE, Decision(agreed=kept.memory(), conflicts=(conflict,)), ())
        found = next(iter(stores.spaces.memory(SPACE).conflicts))
        assert "Zwitschernder" in _bytes(tmp_path)
        stores.forgetting.forget(SPACE, lambda memory: replace(memory, conflicts={}))
        assert "Zwitschernder" not in _bytes(tmp_path)
        assert SqlConflicts(database).ending(found) is Ending.EXPIRED


def _rows(by_place: object) -> object:
    return {place: rows for place, rows in by_place.items() if rows}  # type: ignore[attr-defined]


def _bytes(folder: Path) -> str:
    return "".join(path.read_bytes().decode("latin-1") for path in folder.iterdir())
