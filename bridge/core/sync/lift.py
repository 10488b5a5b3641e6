"""How an edit at one place changes the task, without destroying what the place cannot show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bridge.core.model.document import Document, Inline, Mention, mapped
from bridge.core.model.ids import PersonId, Ref
from bridge.core.model.reach import DueForm, Reach
from bridge.core.model.task import EDITABLE, Due, Fields, Status
from bridge.core.sync.dates import at_time_of
from bridge.core.sync.elements import merged_attachments, merged_checks, merged_custom
from bridge.core.sync.terms import known_as, person_at
from bridge.core.sync.titles import renamed


def lift(fields: Fields, name: str, before: Fields, after: Fields, reach: Reach) -> Fields:
    """The task's fields after an edit of one field at a place; a description is put into the network's terms only."""
    match name:
        case "title":
            put: dict[str, object] = {"title": renamed(fields.title, before.title, after.title)}
        case "description":
            put = {"description": lifted_text(after.description, reach)}
        case "status":
            put = {"status": _status(fields.status, before.status, after.status, reach)}
        case "due" | "start":
            put = {name: _due(getattr(fields, name), getattr(after, name), reach)}
        case "lead":
            put = _led(fields, person_at(reach, after.lead) if after.lead else None, reach)
        case "helpers":
            put = _helped(fields, _persons(before.helpers, reach), _persons(after.helpers, reach), reach)
        case "checklist" | "attachments" | "custom":
            put = _parts(fields, name, before, after, reach)
        case "labels":
            put = {"labels": (fields.labels - (before.labels - after.labels)) | (after.labels - before.labels)}
        case _:
            put = {name: getattr(after, name)}
    return replace(fields, **put)  # type: ignore[arg-type]


def _parts(fields: Fields, name: str, before: Fields, after: Fields, reach: Reach) -> dict[str, object]:
    if name == "checklist":
        return {name: merged_checks(fields.checklist, before.checklist, after.checklist, reach)}
    if name == "attachments":
        return {name: merged_attachments(fields.attachments, before.attachments, after.attachments)}
    return {name: merged_custom(fields.custom, before.custom, after.custom)}


def lift_all(shown: Fields, reach: Reach) -> Fields:
    """All fields of an item that nobody knew, in the network's terms; the lead goes before the helpers."""
    fields = Fields()
    for name in (name for name in EDITABLE if name in reach.holds):
        fields = lift(fields, name, Fields(), shown, reach)
    return fields


def lifted_text(document: Document, reach: Reach) -> Document:
    """The text with native accounts turned into persons."""

    def person(part: Inline) -> Inline:
        return Mention(person_at(reach, part.account), part.name) if isinstance(part, Mention) else part

    return mapped(document, person)


def _status(status: Status, before: Status, after: Status, reach: Reach) -> Status:
    """Done and lane change apart from each other; a lane that is not shown says nothing."""
    done = after.done if after.done != before.done else status.done
    if after.lane is None or after.lane == before.lane:
        return Status(done, status.lane)
    return Status(done, reach.lane_ids.get(Ref(after.lane), status.lane))


def _due(due: Due | None, after: Due | None, reach: Reach) -> Due | None:
    """At a place that holds days only, moving the day keeps the agreed time of day."""
    if reach.manifest.due is DueForm.DAY and isinstance(due, datetime) and isinstance(after, date):
        return at_time_of(after, due, reach.zone)
    return after


def _led(fields: Fields, lead: PersonId | None, reach: Reach) -> dict[str, object]:
    """The lead is no helper; whoever led is none either, by whatever account they were one besides."""
    before = fields.lead and known_as(reach, fields.lead)
    if lead and known_as(reach, lead) == before:
        return {}
    others = [person for person in fields.helpers if person != lead and known_as(reach, person) != before]
    return {"lead": lead, "helpers": tuple(others)}


def _helped(fields: Fields, before: list[PersonId], after: list[PersonId], reach: Reach) -> dict[str, object]:
    """Elements come and go one by one; where a tool tells no lead, the first to come takes a lead that is free."""
    was, now = ({known_as(reach, person) for person in persons} for persons in (before, after))
    gone, come = was - now, [person for person in after if known_as(reach, person) not in was]
    leaves = fields.lead is not None and known_as(reach, fields.lead) in gone and not reach.manifest.tells_lead
    lead = None if leaves else fields.lead
    helpers = [person for person in fields.helpers if known_as(reach, person) not in gone]
    if lead is None and come and not reach.manifest.tells_lead:
        lead, come = come[0], come[1:]
    together = dict.fromkeys([*helpers, *come])
    return {"lead": lead, "helpers": tuple(person for person in together if person != lead)}


def _persons(accounts: tuple[str, ...], reach: Reach) -> list[PersonId]:
    return [person_at(reach, account) for account in accounts]
