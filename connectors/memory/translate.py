"""Native values to fields and back. Pure: what it needs to know comes as a `Terms`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, tzinfo
from typing import Any, cast

from bridge.core.model.ids import Account, Ref
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Check
from bridge.core.model.reach import DueForm, Manifest
from bridge.core.model.snapshot import Item, ItemComment, Overwritten
from bridge.core.model.task import Due, Fields, Status
from connectors.memory.native import Act, NativeComment, NativeItem, Values

NOON = time(12)
SAME = frozenset(
    {"title", "description", "lead", "helpers", "labels", "priority", "checklist", "attachments", "custom", "shown"}
)
"""What is called and kept natively as in `Fields`."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a translation depends on. `archive` is the archive lane's name, for tools that do not archive natively."""

    manifest: Manifest
    zone: tzinfo
    own: Account
    archive: str


def item_of(native: NativeItem, terms: Terms) -> Item:
    """The item with its fields and all its comments."""
    return Item(
        native.ref,
        fields_of(native.values, terms),
        comments=tuple(comment_of(comment, terms) for comment in native.comments.values()),
        all_comments=True,
        marker=native.marker,
        revision=str(native.revision) if terms.manifest.preconditions else "",
        created=native.created,
        changed=native.changed,
        author=native.author,
        own=native.author == terms.own,
    )


def comment_of(comment: NativeComment, terms: Terms) -> ItemComment:
    return ItemComment(comment.ref, comment.author, comment.text, comment.at, own=comment.author == terms.own)


def fields_of(values: Values, terms: Terms) -> Fields:
    """The fields; what stands in an archive lane is archived and in no lane."""
    lane = values.get("lane")
    stored = not terms.manifest.archives and values.get("lane_name") == terms.archive
    same: dict[str, Any] = {name: value for name, value in values.items() if name in SAME}
    return Fields(
        **same,
        status=Status(values.get("done", False), None if stored else lane),
        due=read_due(values.get("due"), terms),
        start=read_due(values.get("start"), terms),
        archived=stored or values.get("archived", False),
    )


def read_due(due: Due | None, terms: Terms) -> Due | None:
    """Where the tool knows instants only, noon stands for the day."""
    if isinstance(due, datetime) and terms.manifest.due is DueForm.NOON and due.astimezone(terms.zone).time() == NOON:
        return due.astimezone(terms.zone).date()
    return due


def written_due(due: Due | None, terms: Terms) -> Due | None:
    """A due date in the form that the tool knows: noon for a day, the local day for an instant."""
    match terms.manifest.due, due:
        case DueForm.DAY, datetime():
            return due.astimezone(terms.zone).date()
        case DueForm.NOON, due if due is not None and not isinstance(due, datetime):
            return datetime.combine(due, NOON, terms.zone).astimezone(UTC)
        case _:
            return due


def values_of(fields: Fields, names: Collection[str], terms: Terms, lane: Ref | None) -> Values:
    """The native values of the named fields; `lane` is where the item has to stand then, None to leave it."""
    values: dict[str, Any] = {name: getattr(fields, name) for name in names if name in SAME}
    if "due" in names:
        values["due"] = written_due(fields.due, terms)
    if "start" in names:
        values["start"] = written_due(fields.start, terms)
    if "checklist" in names:
        values["checklist"] = tuple(_written_check(check) for check in fields.checklist)
    if "status" in names:
        values["done"] = fields.status.done
    if "archived" in names and terms.manifest.archives:
        values["archived"] = fields.archived
    if lane is not None:
        values["lane"] = lane
    return cast("Values", values)


def _written_check(check: Check) -> Check:
    """One that is not there yet gets its id from the tool."""
    return replace(check, id="") if check.id.startswith(NEW) else check


def actors_of(acts: Collection[Act], terms: Terms) -> Mapping[str, Account]:
    """Who last changed each field."""
    return {name: act.by for act in acts for name in _names(act.before, terms)}


def overwritten_by(act: Act, terms: Terms) -> list[Overwritten]:
    """The values that an edit replaced, field by field."""
    before = fields_of(act.before, terms)
    return [
        Overwritten(act.ref, name, Fields(**{name: getattr(before, name)}), act.at)
        for name in _names(act.before, terms)
    ]


def _names(values: Values, terms: Terms) -> list[str]:
    """The fields that native values speak of."""
    names = [name for name in values if name in SAME or name in ("due", "start", "archived")]
    if "lane" in values or "done" in values:
        names.append("status")
    if "lane" in values and not terms.manifest.archives:
        names.append("archived")
    return names
