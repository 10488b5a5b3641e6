"""What people put into forms, as fields, and what is wrong with it. Without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from bridge.core.model.characters import folded
from bridge.core.model.document import Document
from bridge.core.model.task import Due, Fields, Status
from connectors.slack.desk.modals import NEW_LANES
from connectors.slack.manifest import MOST_IN_TITLE, MOST_LANES
from connectors.slack.translate import lane_ref
from connectors.slack.words import Words
from connectors.text.blocks import read_blocks
from connectors.text.plain import read_plain

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""A view's state: by block id and action id."""


def fields_of(values: Values, names: Mapping[str, str], zone: tzinfo) -> Fields:
    """The task that a form describes."""
    lead = _users(values, "lead")
    return Fields(
        title=folded(_typed(values, "title")),
        description=_document(values, names),
        status=Status(_chosen(values, "status") == "done", _chosen(values, "lane")),
        due=_due(values, zone),
        lead=lead[0] if lead else None,
        helpers=_users(values, "helpers"),
        labels=frozenset(label for part in _typed(values, "labels").split(",") if (label := folded(part))),
        archived=bool(_value(values, "archived").get("selected_options")),
    )


def faults_of(values: Values, words: Words) -> dict[str, str]:
    """What is wrong with the values, by block id, in a sentence for who typed them."""
    faults: dict[str, str] = {}
    title = _typed(values, "title")
    if not title:
        faults["title"] = words.no_title
    elif len(title) > MOST_IN_TITLE:
        faults["title"] = words.at_most.format(number=MOST_IN_TITLE)
    if _value(values, "due_time").get("selected_time") and not _value(values, "due").get("selected_date"):
        faults["due"] = words.no_time
    return faults


def lanes_of(values: Values, shown: Values, now: Mapping[str, str], seed: str) -> dict[str, str]:
    """The lanes after a form that showed them as they were then: an empty name closes one, new ones come last.

    `now` is how they are by now; only names that were changed in the form count. `seed` makes the new ones' refs.
    """
    changed = {ref for ref in now if ref in values and _typed(values, ref) != _typed(shown, ref)}
    names = {ref: _typed(values, ref) if ref in changed else name for ref, name in now.items()}
    kept = {ref: name for ref, name in names.items() if name}
    typed = _typed(values, NEW_LANES).split("\n")
    new = [name.strip() for name in typed if name.strip()]
    return {**kept, **{lane_ref(f"{seed} {number}"): name for number, name in enumerate(new)}}


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


def _value(values: Values, name: str) -> Mapping[str, Any]:
    """The state of a block's one element."""
    return next(iter((values.get(name) or {}).values()), {})


def _typed(values: Values, name: str) -> str:
    return str(_value(values, name).get("value") or "").strip()


def _chosen(values: Values, name: str) -> str | None:
    chosen = _value(values, name).get("selected_option") or {}
    return str(chosen["value"]) if chosen.get("value") else None


def _users(values: Values, name: str) -> tuple[str, ...]:
    return tuple(map(str, _value(values, name).get("selected_users") or ()))


def _document(values: Values, names: Mapping[str, str]) -> Document:
    rich = _value(values, "description").get("rich_text_value") or {}
    return read_plain(rich) if isinstance(rich, str) else read_blocks(rich.get("elements") or (), names)


def _due(values: Values, zone: tzinfo) -> Due | None:
    day, at = _value(values, "due").get("selected_date"), _value(values, "due_time").get("selected_time")
    if not day:
        return None
    picked = date.fromisoformat(str(day))
    return datetime.combine(picked, time.fromisoformat(str(at)), zone).astimezone(UTC) if at else picked
