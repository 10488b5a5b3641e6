"""What the network office does: it brings back what lost a conflict."""

from __future__ import annotations

from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.core.model.conflict import Conflict
from bridge.core.model.memory import Memory
from bridge.core.model.task import same
from bridge.core.sync.terms import Terms
from bridge.service.conflicts import Answer, restore
from tests.machine.acts import Work
from tests.machine.expected import Piece
from tests.machine.inline import Ticking

_SAID = {"description": ("text",), "status": ("done", "lane"), "lead": ("people",), "helpers": ("people",)}
"""The names that expectations use for a field."""


def bring_back(
    choice: int, memory: Memory, conflicts: MemoryConflicts, terms: Terms, clock: Ticking, work: Work
) -> Conflict | None:
    """Ask for the lost value of one of the conflicts; None where there is none of a task that stands somewhere."""
    known = [
        each
        for each in conflicts.retrievable(terms.space.id)
        if each.task in memory.tasks and _word(memory, each) in work.pieces
    ]
    if not known:
        return None
    chosen = known[choice % len(known)]
    answer, _ = restore(chosen.id, [terms], conflicts, clock)
    assert answer is Answer.ASKED, f"a lost value cannot be brought back: {answer}"
    _doubt(work.pieces[_word(memory, chosen)], chosen.name)
    return chosen


def check_back(chosen: Conflict, before: Memory, now: Memory, conflicts: MemoryConflicts, terms: Terms) -> None:
    """The lost value is the task's again, and what it replaced can be brought back in its turn."""
    was, fields, name = before.tasks[chosen.task].fields, now.tasks[chosen.task].fields, chosen.name
    if name in ("title", "due", "priority"):
        assert same(name, fields, chosen.lost), f"{name} was asked for and did not come back: {fields}"
    if name == "title" and not same(name, was, chosen.lost):
        lost = [each.lost.title for each in conflicts.retrievable(terms.space.id) if each.task == chosen.task]
        assert was.title in lost, f"what {chosen.lost.title!r} replaced is gone: {was.title!r}"


def _word(memory: Memory, conflict: Conflict) -> str:
    return next(iter(memory.tasks[conflict.task].fields.title.split()), "")


def _doubt(piece: Piece, name: str) -> None:
    """Nobody at a place wants it now: it is as the office decided."""
    elements = (each for each in {*piece.agreed, *piece.edits} if each.startswith("check "))
    for said in tuple(elements) if name == "checklist" else _SAID.get(name, (name,)):
        piece.doubt(said)
