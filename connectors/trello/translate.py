"""Trello's JSON <-> the model, without I/O.

Field by field: title = name, description = desc (Markdown; the lines we show stand above it), status = dueComplete
and idList, due = due (an instant; noon local stands for the day), helpers = idMembers, labels = the labels' names (the
colour's word where a label has none), archived = closed, or in a list that is closed, start = start like due. What is
in checklists, attachments and custom fields see `parts` and `custom`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from bridge.core.model.characters import folded
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, Ref, TaskId
from bridge.core.model.snapshot import Item, ItemComment, ItemLane
from bridge.core.model.task import Due, Fields, Status
from connectors.text.markdown import read_markdown, write_markdown
from connectors.text.shown import split_shown, with_shown
from connectors.trello.custom import NO_FIELDS, CustomFields, card_priority, read_custom
from connectors.trello.parts import read_attachments, read_checks

Json = Any
MARKER_URL = "https://cobridge.invalid/task"
NOON = time(12)
_TASK = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Terms:
    """What reading a card needs beside the card.

    The network's zone, our markers' address, the closed lists, the labels' names by id, and the custom fields that
    the place names.
    """

    zone: tzinfo
    marker_url: str = MARKER_URL
    closed_lists: frozenset[str] = frozenset()
    label_names: Mapping[str, str] = field(default_factory=dict)
    custom: CustomFields = NO_FIELDS


def read_item(card: Json, terms: Terms) -> Item:
    """A card with its nested attachments; comments come from elsewhere."""
    creator = card.get("idMemberCreator")
    return Item(
        Ref(card["id"]),
        read_fields(card, terms),
        marker=read_marker(card.get("attachments") or (), terms.marker_url),
        created=read_created(card["id"]),
        changed=read_instant(card.get("dateLastActivity")),
        author=Account(creator) if creator else None,
    )


def read_fields(card: Json, terms: Terms) -> Fields:
    """The fields of a card."""
    shown, description = read_description(card.get("desc") or "")
    lane = card["idList"]
    return Fields(
        title=folded(card.get("name") or ""),
        description=description,
        status=Status(bool(card.get("dueComplete")), lane),
        due=read_due(card.get("due"), terms.zone),
        helpers=tuple(card.get("idMembers") or ()),
        labels=frozenset(name for label in card.get("labels") or () if (name := label_name(label))),
        archived=bool(card.get("closed")) or lane in terms.closed_lists,
        start=read_due(card.get("start"), terms.zone),
        priority=card_priority(card, terms.custom),
        checklist=read_checks(card),
        attachments=read_attachments(card, terms.marker_url),
        custom=read_custom(card, terms.custom, terms.zone),
        shown=shown,
    )


def read_description(markdown: str) -> tuple[tuple[str, ...], Document]:
    """The lines we wrote above a description, and the description."""
    return split_shown(read_markdown(markdown))


def read_instant(text: str | None) -> datetime | None:
    """An instant as Trello writes it, aware, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def read_due(text: str | None, zone: tzinfo) -> Due | None:
    """The day whose noon in `zone` the instant is, else the instant."""
    instant = read_instant(text)
    if instant is None:
        return None
    local = instant.astimezone(zone)
    return local.date() if local.time() == NOON else instant


def write_due(due: Due | None, zone: tzinfo) -> str:
    """The instant Trello is to show: a day's noon with the zone's offset of that day; empty clears."""
    match due:
        case None:
            return ""
        case datetime():
            return write_instant(due)
        case date():
            return write_instant(datetime.combine(due, NOON, zone))


def write_instant(instant: datetime) -> str:
    """An aware instant in Trello's form: UTC with milliseconds."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_created(object_id: str) -> datetime | None:
    """When something was created: the first eight digits of an id count seconds."""
    try:
        return datetime.fromtimestamp(int(object_id[:8], 16), UTC)
    except ValueError:
        return None


def label_name(label: Json) -> str:
    """A label's name, its colour's word where it has none, or nothing."""
    return folded(label.get("name") or "") or (label.get("color") or "")


def read_labels(ids: Iterable[str], terms: Terms) -> frozenset[str]:
    """Labels that only their ids name; those that the board has no more are left out."""
    return frozenset(name for label in ids if (name := terms.label_names.get(label)))


def label_ids(labels: Iterable[Json]) -> dict[str, str]:
    """Ids of a board's labels by name; of several of one name the oldest, and a real name before a colour's word."""
    ordered = sorted(labels, key=lambda label: (not folded(label.get("name") or ""), label["id"]))
    found: dict[str, str] = {}
    for label in ordered:
        if name := label_name(label):
            found.setdefault(name, label["id"])
    return found


def read_marker(attachments: Iterable[Json], marker_url: str) -> TaskId | None:
    """The task that our attachment names; other attachments are people's."""
    prefix = marker_url.rstrip("/") + "/"
    for attachment in attachments:
        url = attachment.get("url") or ""
        if url.startswith(prefix) and _TASK.fullmatch(task := url.removeprefix(prefix)):
            return TaskId(task)
    return None


def write_marker(task: TaskId, marker_url: str) -> str:
    """The address of the attachment that marks a card as the task's."""
    return f"{marker_url.rstrip('/')}/{task}"


def read_lanes(lists: Iterable[Json]) -> tuple[ItemLane, ...]:
    """The open lists, in the board's order."""
    open_lists = sorted((each for each in lists if not each.get("closed")), key=lambda each: (each["pos"], each["id"]))
    return tuple(ItemLane(Ref(each["id"]), folded(each["name"]), each["pos"]) for each in open_lists)


def read_comment(action: Json, me: str) -> ItemComment:
    """A comment from its action; an author who is no longer a member is still its author."""
    author = action.get("idMemberCreator")
    return ItemComment(
        Ref(action["id"]),
        Account(author) if author else None,
        read_markdown(action["data"].get("text") or ""),
        read_instant(action["date"]) or datetime.min.replace(tzinfo=UTC),
        own=author == me,
    )


def read_names(actions: Iterable[Json], cards: Iterable[Json] = ()) -> dict[Account, str]:
    """Display names of everybody who did something or is on a card; the id where Trello gives no name."""
    names: dict[Account, str] = {}
    for action in actions:
        if creator := action.get("idMemberCreator"):
            names[Account(creator)] = (action.get("memberCreator") or {}).get("fullName") or creator
    for card in cards:
        for member in card.get("members") or ():
            names[Account(member["id"])] = member.get("fullName") or member["id"]
    return names


def write_fields(
    fields: Fields, before: Fields, changed: Iterable[str], zone: tzinfo, ids: Mapping[str, str]
) -> dict[str, str | bool]:
    """What to send so that the changed fields become those of `fields`; `ids` are the labels' ids by name.

    Description and shown lines are one text in Trello: the one that did not change is sent as it was.
    """
    names = frozenset(changed)
    writers: Mapping[str, Callable[[], dict[str, str | bool]]] = {
        "title": lambda: {"name": fields.title},
        "status": lambda: (
            {"dueComplete": fields.status.done} | ({"idList": fields.status.lane} if fields.status.lane else {})
        ),
        "due": lambda: {"due": write_due(fields.due, zone) or "null"},
        "start": lambda: {"start": write_due(fields.start, zone) or "null"},
        "helpers": lambda: {"idMembers": ",".join(fields.helpers)},
        "labels": lambda: {"idLabels": ",".join(sorted({ids[name] for name in fields.labels}))},
        "archived": lambda: {"closed": fields.archived},
    }
    sent: dict[str, str | bool] = {}
    for name, write in writers.items():
        sent |= write() if name in names else {}
    if names & {"description", "shown"}:
        description = fields.description if "description" in names else before.description
        shown = fields.shown if "shown" in names else before.shown
        sent["desc"] = write_markdown(with_shown(description, shown))
    return sent
