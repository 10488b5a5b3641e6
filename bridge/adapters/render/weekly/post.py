"""The short text for a space's channel, and the text of its card in a tool: that space's worklist, and no figures.

Plain text: whoever posts it escapes it as the tool demands.
"""

from __future__ import annotations

from collections.abc import Iterator

from bridge.adapters.render.weekly.days import day, week
from bridge.adapters.render.weekly.issue import Space
from bridge.adapters.render.weekly.worked import footnotes_of, space
from bridge.core.model.ids import SpaceId
from bridge.core.reports.weekly import Weekly
from bridge.core.reports.worklist import Sheet
from bridge.ports.words import Words


def render(weekly: Weekly, of: SpaceId, say: Words) -> str:
    """The channel's text. Raises KeyError for a space whose worklist the issue does not hold."""
    sheet = _sheet(weekly, of)
    told = space(sheet, weekly.organisations, say)
    title = say("weekly.post.title", week=week(weekly.week, say), space=told.name)
    more = say("weekly.post.more", url=weekly.url) if weekly.url else say("weekly.post.ask")
    kept = say("weekly.post.kept", day=day(weekly.on, say, "weekly.full_day"))
    return "\n".join([title, *_body(told, sheet, say), "", more, kept])


def task_title(weekly: Weekly, say: Words) -> str:
    """What the card is called; the same in every place of the week."""
    return say("weekly.task_title", week=week(weekly.week, say))


def task_text(weekly: Weekly, of: SpaceId, say: Words) -> str:
    """The card's description. Raises KeyError as `render` does."""
    sheet = _sheet(weekly, of)
    more = [say("weekly.post.more", url=weekly.url)] if weekly.url else []
    kept = say("weekly.task.kept", day=day(weekly.on, say, "weekly.full_day"))
    return "\n".join([*_body(space(sheet, weekly.organisations, say), sheet, say), "", *more, kept])


def _sheet(weekly: Weekly, of: SpaceId) -> Sheet:
    sheets = weekly.worklist.spaces if weekly.worklist else ()
    return {sheet.space: sheet for sheet in sheets}[of]


def _body(told: Space, sheet: Sheet, say: Words) -> Iterator[str]:
    for row in told.rows:
        yield f"• {row.label}: {(', ' if row.when else ' ').join(row.flowing)}"
    if told.closing:
        yield told.closing
    notes = footnotes_of((sheet,), say)
    if notes:
        yield ""
    for mark, text in notes:
        yield f"{mark} {text}"
