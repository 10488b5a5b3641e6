"""Part A in words: the worklist, line by line, as the worklist has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.adapters.render.weekly.days import day, listed, number, spelt, value_text, week
from bridge.adapters.render.weekly.issue import Row, Space, Work
from bridge.adapters.render.weekly.titles import LONGEST, named, shown
from bridge.core.model.refusal import Kind as Befell
from bridge.core.reports.weekly import Weekly
from bridge.core.reports.worklist import Kind, Line, Membership, Named, Sheet, Worklist
from bridge.ports.words import Words

MARKS = {Named.ALONE: "¹", Named.TASK: "²"}
MANY = 4
"""From this number of organisations on, all of them are told by their number."""
VALUE = 60
"""Signs of a value of a field."""


def work(weekly: Weekly, say: Words) -> Work:
    """The worklist, or where it is to be found."""
    found = weekly.worklist
    if found is None:
        sentences = [say("weekly.worklist.elsewhere")]
    else:
        sentences = [say("weekly.worklist.what")]
        if not found.spaces:
            sentences.append(say("weekly.worklist.no_space"))
    return Work(
        part=say("weekly.part_a"),
        title=say("weekly.worklist"),
        audience=say("weekly.worklist.audience"),
        sentences=tuple(sentences),
        spaces=tuple(space(sheet, weekly.organisations, say) for sheet in found.spaces) if found else (),
        columns=(
            say("weekly.column.kind"),
            say("weekly.column.what"),
            say("weekly.column.when"),
            say("weekly.column.who"),
        ),
        further=tuple(further(found, say)) if found else (),
    )


def space(sheet: Sheet, organisations: int, say: Words) -> Space:
    """One space of the worklist, with `organisations` in the network."""
    closing = say("weekly.further") if sheet.more else "" if sheet.lines else say("weekly.nothing")
    rows = tuple(_row(line, say) for line in sheet.lines)
    return Space(sheet.space, shown(sheet.name), _partners(sheet, organisations, say), rows, closing)


def conflict(line: Line, say: Words, longest: int = LONGEST) -> str:
    """The task and the field that has two values."""
    field = named("field", line.field, say)
    return say("weekly.conflict.what", title=shown(line.title, longest), field=field) if line.title else field


def values(line: Line, say: Words) -> str:
    """Both values of a conflict."""
    return listed([shown(value_text(value, say), VALUE) for value in line.values], say, "weekly.or")


def footnotes_of(sheets: Sequence[Sheet], say: Words) -> tuple[tuple[str, str], ...]:
    """The marks that lines of these spaces carry, with what they mean."""
    used = {line.named for sheet in sheets for line in sheet.lines}
    return tuple((mark, say(f"weekly.footnote.{named}")) for named, mark in MARKS.items() if named in used)


def _partners(sheet: Sheet, organisations: int, say: Words) -> str:
    if len(sheet.partners) == organisations >= MANY:
        return say("weekly.partners.all", number=spelt(organisations, say))
    return ", ".join(shown(partner) for partner in sheet.partners)


def _row(line: Line, say: Words) -> Row:
    text, when, who, hint = _told(line, say)
    return Row(line.kind, say(f"weekly.kind.{line.kind}"), text, when, who, hint)


def _told(line: Line, say: Words) -> tuple[str, str, str, str]:
    title = shown(line.title) or say("weekly.untitled")
    due = say("weekly.due", day=day(line.due, say)) if line.due else ""
    match line.kind:
        case Kind.OVERDUE:
            return title, due, _who(line, say), ""
        case Kind.UNASSIGNED:
            return title, due or say("weekly.due.none"), say("weekly.nobody"), ""
        case Kind.HANDOVER:
            return _handover(line, title, say), _waiting(line, say), "", ""
        case Kind.CONFLICT:
            what = conflict(line, say)
            told = say("weekly.conflict", what=what, values=values(line, say)) if line.values else what
            return told, "", "", say("weekly.conflict.hint")
        case Kind.BLOCKED:
            since = say("weekly.since", day=day(line.since, say, "weekly.weekday")) if line.since else ""
            told = say("weekly.blocked" if line.reads else "weekly.blocked.unread", place=_place(line, say))
            return told, since, "", say("weekly.blocked.hint" if line.stopped else "weekly.blocked.waits")
        case Kind.PAUSED:
            return _paused(line, say), "", "", say("weekly.paused.hint")


def _who(line: Line, say: Words) -> str:
    match line.named:
        case Named.ORGANISATION | Named.ALONE:
            return _marked(shown(line.organisation), line.named)
        case Named.TASK:
            return _marked(say("weekly.see_task"), line.named)
        case Named.NOBODY:
            return say("weekly.nobody")
        case Named.NONE:
            return ""


def _marked(text: str, named: Named) -> str:
    return f"{text} {MARKS[named]}" if named in MARKS else text


def _handover(line: Line, title: str, say: Words) -> str:
    if line.organisation and line.named is not Named.TASK:
        return say("weekly.handover", title=title, organisation=_marked(shown(line.organisation), line.named))
    return _marked(say("weekly.handover.unnamed", title=title), line.named)


def _waiting(line: Line, say: Words) -> str:
    return say("weekly.handover.since", week=week(line.week, say)) if line.week else ""


def _place(line: Line, say: Words) -> str:
    place = named("place", line.tool, say)
    if not line.organisation:
        return place
    return say("weekly.blocked.of", place=place, organisation=_marked(shown(line.organisation), line.named))


def _paused(line: Line, say: Words) -> str:
    if not line.of:
        return say("weekly.paused.unknown")
    return say(
        f"weekly.paused.{line.befell or Befell.DELETED}", missing=number(line.missing, say), of=number(line.of, say)
    )


def further(found: Worklist, say: Words) -> Iterator[tuple[str, str]]:
    """Days that come, and who comes or goes: a head and a text each."""
    if found.coming:
        dates = (f"{day(each.day, say)} {shown(each.title) or say('weekly.untitled')}" for each in found.coming)
        yield say("weekly.coming"), " · ".join(dates)
    if found.memberships:
        yield say("weekly.membership"), " ".join(_membership(each, say) for each in found.memberships)


def _membership(change: Membership, say: Words) -> str:
    of, way = "space" if change.space else "network", "comes" if change.comes else "goes"
    return say(
        f"weekly.membership.{of}.{way}",
        organisation=shown(change.organisation),
        day=day(change.day, say),
        space=shown(change.space),
    )
