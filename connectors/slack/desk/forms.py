"""What people put into forms, as fields, and what is wrong with it. Without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo

from bridge.core.model.characters import folded
from bridge.core.model.document import Document
from bridge.core.model.task import Due, Fields, Status
from connectors.slack.desk.modals import NEW_LANES
from connectors.slack.desk.part_forms import UNLISTED, Listed, attachments_of, part_faults, priority_of
from connectors.slack.desk.values import Values, chosen, lines, typed, users, value
from connectors.slack.manifest import MOST_IN_TITLE, MOST_LANES
from connectors.slack.translate import lane_ref
from connectors.slack.words import Words
from connectors.text.blocks import read_blocks
from connectors.text.plain import read_plain


def fields_of(values: Values, names: Mapping[str, str], zone: tzinfo, checks: Listed = UNLISTED) -> Fields:
    """The task that a form describes; `checks` are the elements that it showed."""
    lead = users(values, "lead")
    return Fields(
        title=folded(typed(values, "title")),
        description=_document(values, names),
        status=Status(chosen(values, "status") == "done", chosen(values, "lane")),
        due=_date(values, "due", zone),
        lead=lead[0] if lead else None,
        helpers=users(values, "helpers"),
        labels=frozenset(label for part in typed(values, "labels").split(",") if (label := folded(part))),
        archived=bool(value(values, "archived").get("selected_options")),
        start=_date(values, "start", zone),
        priority=priority_of(values),
        checklist=checks.now(lines(values, "checklist")),
        attachments=attachments_of(values),
    )


def faults_of(values: Values, seen: Values, words: Words) -> dict[str, str]:
    """What is wrong with the values, by block id, in a sentence for who typed them; `seen` are those as shown."""
    faults = part_faults(values, seen, words)
    title = typed(values, "title")
    if not title:
        faults["title"] = words.no_title
    elif len(title) > MOST_IN_TITLE:
        faults["title"] = words.at_most.format(number=MOST_IN_TITLE)
    for name in ("due", "start"):
        if value(values, f"{name}_time").get("selected_time") and not value(values, name).get("selected_date"):
            faults[name] = words.no_time
    return faults


def lanes_of(values: Values, shown: Values, now: Mapping[str, str], seed: str) -> dict[str, str]:
    """The lanes after a form that showed them as they were then: an empty name closes one, new ones come last.

    `now` is how they are by now; only names that were changed in the form count. `seed` makes the new ones' refs.
    A form that is delivered twice adds a lane once, and leaves alone what became of it since.
    """
    changed = {ref for ref in now if ref in values and typed(values, ref) != typed(shown, ref)}
    names = {ref: typed(values, ref) if ref in changed else name for ref, name in now.items()}
    kept = {ref: name for ref, name in names.items() if name}
    new = [name.strip() for name in typed(values, NEW_LANES).split("\n") if name.strip()]
    made = {lane_ref(f"{seed} {number}"): name for number, name in enumerate(new)}
    return {**kept, **{ref: name for ref, name in made.items() if ref not in now}}


def lane_faults(lanes: Mapping[str, str], words: Words) -> dict[str, str]:
    """Two lanes of one name could not be told apart in other tools; a board holds so many."""
    names = [name.casefold() for name in lanes.values()]
    if len(set(names)) < len(names):
        return {NEW_LANES: words.one_lane}
    return {NEW_LANES: words.at_most_lanes.format(number=MOST_LANES)} if len(lanes) > MOST_LANES else {}


def due_at(day: str | None, before: Due | None, zone: tzinfo) -> Due | None:
    """A day picked on a card: an instant keeps its time of day."""
    if not day:
        return None
    picked = date.fromisoformat(day)
    if not isinstance(before, datetime):
        return picked
    return datetime.combine(picked, before.astimezone(zone).timetz().replace(tzinfo=None), zone).astimezone(UTC)


def _document(values: Values, names: Mapping[str, str]) -> Document:
    rich = value(values, "description").get("rich_text_value") or {}
    return read_plain(rich) if isinstance(rich, str) else read_blocks(rich.get("elements") or (), names)


def _date(values: Values, name: str, zone: tzinfo) -> Due | None:
    day, at = value(values, name).get("selected_date"), value(values, f"{name}_time").get("selected_time")
    if not day:
        return None
    picked = date.fromisoformat(str(day))
    return datetime.combine(picked, time.fromisoformat(str(at)), zone).astimezone(UTC) if at else picked
