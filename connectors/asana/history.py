"""Values that our own writes replaced before we had read them, from a task's stories. Without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bridge.core.model.ids import Account
from bridge.core.model.snapshot import Item, Overwritten
from bridge.core.model.task import Fields, Status
from connectors.asana.feed import Contest
from connectors.asana.translate import Json, Terms, is_archive, read_due, read_instant, read_notes, read_start
from connectors.text.shown import SIGN

_SUBTYPES = {
    "name_changed": "title",
    "notes_changed": "description",
    "due_date_changed": "due",
    "start_date_changed": "start",
    "section_changed": "status",
    "marked_complete": "status",
    "marked_incomplete": "status",
    "assigned": "lead",
    "unassigned": "lead",
}


def overwritten(
    contests: Iterable[Contest], items: Mapping[str, Item], stories: Mapping[str, Sequence[Json]], terms: Terms
) -> Iterator[Overwritten]:
    """For each contested field of the items what stood there before our first write since then.

    A description comes as its words: Asana keeps no more of it. Labels and helpers are not told: in a set an edit
    that we did not see stays beside ours.
    """
    for contest in contests:
        item, said = items.get(contest.task), stories.get(contest.task, ())
        if item is None or item.fields is None:
            continue
        for place, story in enumerate(said):
            if _is_ours(story, contest, terms.me):
                fields = _before(story, said[:place], item.fields, terms)
                at = read_instant(contest.at) or datetime.min.replace(tzinfo=UTC)
                yield Overwritten(item.ref, contest.name, fields, at, contest.by)
                break


def contests(stories: Mapping[str, Sequence[Json]], since: datetime, me: str) -> Iterator[Contest]:
    """What the stories, oldest first, say that somebody changed after `since`, and we after them."""
    for task, said in stories.items():
        theirs: dict[str, Contest] = {}
        for story in said:
            name, at = _SUBTYPES.get(story.get("resource_subtype", "")), read_instant(story["created_at"])
            if name is None or at is None or at < since:
                continue
            if _by(story) != me:
                theirs[name] = Contest(task, name, Account(_by(story)) if _by(story) else None, story["created_at"])
            elif name in theirs:
                yield theirs.pop(name)


def _is_ours(story: Json, contest: Contest, me: str) -> bool:
    is_later = story["created_at"] >= contest.at
    return is_later and _SUBTYPES.get(story.get("resource_subtype", "")) == contest.name and _by(story) == me


def _before(story: Json, earlier: Sequence[Json], now: Fields, terms: Terms) -> Fields:
    """The one field as it was before the story; the other part of a status is taken as it is now."""
    match story["resource_subtype"]:
        case "name_changed":
            return Fields(title=story.get("old_name") or "")
        case "notes_changed":
            _, description, _ = read_notes("", _without_lines(story.get("old_text_value") or "", now.shown))
            return Fields(description=description)
        case "due_date_changed":
            return Fields(due=read_due(story.get("old_dates") or {}))
        case "start_date_changed":
            return Fields(start=read_start(story.get("old_dates") or {}))
        case "section_changed":
            section = story.get("old_section") or {}
            lane = None if is_archive(section, terms.archive_lane) else section.get("gid")
            return Fields(status=replace(now.status, lane=lane))
        case "marked_complete" | "marked_incomplete" as subtype:
            return Fields(status=Status(subtype == "marked_incomplete", now.status.lane))
        case _:
            return Fields(lead=_lead_before(story, earlier))


def _without_lines(text: str, shown: Sequence[str]) -> str:
    """The words below our lines, which no quote sets apart here: the first has the sign, others begin as now."""
    first, *rest = text.split("\n")
    if not first.startswith(SIGN):
        return text
    labels = tuple(f"{line.partition(':')[0]}:" for line in shown)
    while rest and rest[0].startswith(labels):
        rest.pop(0)
    return "\n".join(rest)


def _lead_before(story: Json, earlier: Sequence[Json]) -> str | None:
    if story["resource_subtype"] == "unassigned":
        return _gid(story.get("assignee"))
    for each in reversed(earlier):
        if each.get("resource_subtype") in ("assigned", "unassigned"):
            return _gid(each.get("assignee")) if each["resource_subtype"] == "assigned" else None
    return None


def _by(story: Json) -> str:
    return str((story.get("created_by") or {}).get("gid") or "")


def _gid(entity: Json | None) -> str | None:
    return str(entity["gid"]) if entity else None
