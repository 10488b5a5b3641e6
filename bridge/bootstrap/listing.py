"""What the worklist is read from, and how a command prints it. The renderer is loaded when something is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bridge.core.model.caller import Caller
from bridge.core.reports.duties import DutyLine
from bridge.core.reports.worklist import Worklist
from bridge.core.sync.terms import Terms
from bridge.ports.words import Words
from bridge.service.duties import duties
from bridge.service.worklist import Sources, worklist

if TYPE_CHECKING:
    from bridge.bootstrap.installed import Installation


def listed(found: Installation, caller: Caller, terms: Sequence[Terms]) -> Worklist:
    """The caller's worklist of these spaces, with people and charter as they are now."""
    sources = Sources(found.spaces, found.conflicts, found.visits, found.pauses, found.alerts)
    return worklist(caller, [found.current(each) for each in terms], sources, found.agreeing())


def standing(found: Installation, caller: Caller) -> tuple[DutyLine, ...]:
    """The duties that the caller is told of."""
    current = [found.current(each) for each in found.terms]
    return duties(caller, current, found.spaces, found.confirmations, found.agreeing())


def as_lines(list_: Worklist, organisations: int, say: Words) -> Iterator[str]:
    """As text, in the lines of the weekly report."""
    from bridge.adapters.render.weekly import alone

    return alone.text(list_, organisations, say)


def as_values(list_: Worklist) -> dict[str, Any]:
    """As JSON, as the weekly report has it."""
    from bridge.adapters.render.weekly import alone

    return alone.values(list_)
