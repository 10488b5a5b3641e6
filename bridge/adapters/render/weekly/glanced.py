"""The three answers at the top, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.adapters.render.weekly.days import listed, number
from bridge.adapters.render.weekly.issue import Answer
from bridge.adapters.render.weekly.titles import named, shown
from bridge.adapters.render.weekly.worked import conflict, values
from bridge.core.reports.figures import Cell, Outcome
from bridge.core.reports.weekly import Decision, Glance, Stuck, Weekly, glance
from bridge.core.reports.worklist import Kind
from bridge.ports.words import Words

SHORT = 60
"""Signs of a title in an answer."""


def answers(weekly: Weekly, say: Words) -> tuple[Answer, Answer, Answer]:
    """Whether we work together, where it is stuck, what is to be decided."""
    found = glance(weekly)
    return (
        Answer(say("weekly.working"), (_working(weekly, found, say),)),
        Answer(say("weekly.stuck"), tuple(_stuck(weekly, found, say))),
        Answer(say("weekly.decide"), (_decision(weekly, found.decision, say),)),
    )


def _working(weekly: Weekly, found: Glance, say: Words) -> str:
    if "F1" not in weekly.evaluations:
        return say("weekly.working.off")
    if not _told(found.completed) and not _told(found.opened):
        return say("weekly.working.none")
    key = "weekly.working.yes" if found.working else "weekly.working.numbers"
    return say(key, completed=_tasks(found.completed, say, "tasks"), opened=_tasks(found.opened, say, "more"))


def _told(cell: Cell | None) -> bool:
    return cell is not None and cell.outcome in (Outcome.SHOWN, Outcome.UNDER)


def _tasks(cell: Cell | None, say: Words, form: str) -> str:
    if cell is None or not _told(cell):
        return say("weekly.some")
    return say(f"weekly.{form}.{cell.outcome}", value=number(cell.value, say))


def _stuck(weekly: Weekly, found: Glance, say: Words) -> Iterator[str]:
    if weekly.worklist is None and weekly.open_spaces is None:
        yield say("weekly.stuck.worklist")
    elif weekly.worklist is None:
        spaces = [shown(space) for space in weekly.open_spaces or ()]
        yield say("weekly.stuck.spaces", spaces=listed(spaces, say)) if spaces else say("weekly.stuck.no_spaces")
    elif not found.stuck:
        yield say("weekly.stuck.nothing")
    for stuck in found.stuck:
        yield say("weekly.stuck.point", space=shown(stuck.space), what=", ".join(_points(stuck, say)))


def _points(stuck: Stuck, say: Words) -> Iterator[str]:
    if stuck.paused:
        yield say("weekly.stuck.paused")
    if stuck.overdue:
        title = shown(stuck.overdue.title, SHORT)
        yield say("weekly.stuck.overdue", title=title) if title else say("weekly.stuck.untitled")
    if stuck.blocked:
        key = "weekly.stuck.blocked" if stuck.blocked.reads else "weekly.stuck.unread"
        yield say(key, tool=named("tool", stuck.blocked.tool, say))


def _decision(weekly: Weekly, decision: Decision | None, say: Words) -> str:
    if weekly.worklist is None:
        return say("weekly.decide.worklist")
    if decision is None:
        return say("weekly.decide.nothing")
    space = shown(decision.space)
    if decision.line.kind is Kind.PAUSED:
        return say("weekly.decide.paused", space=space)
    what = conflict(decision.line, say, SHORT)
    if not decision.line.values:
        return say("weekly.decide.two", what=what, space=space)
    return say("weekly.decide.conflict", what=what, space=space, values=values(decision.line, say))
