"""What a task looks like at one place: its fields in the place's own terms, as far as the place can hold them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo

from bridge.core.model.document import Document, Inline, Mention, Paragraph, Strong, Text, mapped
from bridge.core.model.ids import LaneId, PersonId, PlaceId
from bridge.core.model.memory import Link
from bridge.core.model.reach import DueForm, Reach, TextForm
from bridge.core.model.restrict import restricted
from bridge.core.model.task import Comment, Due, Fields, Status, Task
from bridge.core.sync.shorten import is_shortened, shortened
from bridge.core.sync.terms import Terms, account_at, called

NOON = time(12)
CUT = "…"


def project(task: Task, reach: Reach, terms: Terms, link: Link | None, host: PlaceId) -> Fields:
    """The fields the task's item should have at the place; what it cannot hold is left out or said in `shown`.

    `link` is None for an item yet to be created; `reach.lanes` may name lanes that are yet to be created.
    """
    fields = task.fields
    lead, helpers = _people(fields, reach)
    kept = {name: getattr(Fields(), name) for name in ("labels",) if name not in reach.holds}
    projected = Fields(
        title=cut(fields.title, reach.manifest.title_limit),
        description=_fitted(for_place(fields.description, reach, terms, host), reach.manifest.text, reach),
        status=_status(fields, reach, link),
        due=due_at(fields.due, reach),
        lead=lead,
        helpers=helpers,
        labels=fields.labels,
        archived=fields.archived,
        shown=shown(task, reach, terms, host, copy=link is None or link.ours),
    )
    return replace(projected, **kept)


def cut(title: str, limit: int | None) -> str:
    """The title, shortened to the place's limit with a sign that it goes on."""
    return title if limit is None or len(title) <= limit else title[: limit - 1] + CUT


def due_at(due: Due | None, reach: Reach) -> Due | None:
    """The due value as the place holds it; at a NOON place an instant at noon reads as its day."""
    if not isinstance(due, datetime):
        return due
    local = due.astimezone(reach.zone)
    match reach.manifest.due:
        case DueForm.DAY:
            return local.date()
        case DueForm.NOON if local.timetz().replace(tzinfo=None) == NOON:
            return local.date()
    return due


def at_time_of(day: date, instant: datetime, zone: tzinfo) -> datetime:
    """That day at the instant's local time of day, in UTC."""
    local = instant.astimezone(zone)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def shown(task: Task, reach: Reach, terms: Terms, host: PlaceId, *, copy: bool) -> tuple[str, ...]:
    """The lines above the description: who sees a mirrored item, where a cut text is whole, people without account."""
    phrases = terms.phrases
    lines = [f"{phrases.seen_by}: {', '.join(sorted(terms.partners.values()))}"] if copy else []
    if _is_cut(task, host, terms):
        lines.append(f"{phrases.whole_at}: {', '.join(_whole_at(task, terms)) or '–'}")
    lead, helpers = task.fields.lead, task.fields.helpers
    if lead and account_at(reach, lead) is None:
        lines.append(f"{phrases.lead}: {called(PersonId(lead), terms, host)}")
    foreign = sorted(called(PersonId(person), terms, host) for person in helpers if account_at(reach, person) is None)
    if foreign:
        lines.append(f"{phrases.helpers}: {', '.join(dict.fromkeys(foreign))}")
    return tuple(lines)


def _is_cut(task: Task, place: PlaceId, terms: Terms) -> bool:
    """Whether the place shows only the beginning of the description."""
    reach = terms.reaches[place]
    described = for_place(task.fields.description, reach, terms, place)
    return not is_shortened(described) and is_shortened(_fitted(described, reach.manifest.text, reach))


def _whole_at(task: Task, terms: Terms) -> list[str]:
    """The partners at whose places all of it can be read."""
    places = [place for place in terms.reaches if not _is_cut(task, place, terms)]
    return sorted({terms.partners[terms.hosts[place]] for place in places})


def comment_text(comment: Comment, reach: Reach, terms: Terms, host: PlaceId) -> Document:
    """A comment as our account writes it: who said it and when, then what was said."""
    said = for_place(comment.text, reach, terms, host)
    return _fitted(attributed(said, comment, terms, host), reach.manifest.comment_text, reach)


def _fitted(document: Document, form: TextForm, reach: Reach) -> Document:
    return shortened(restricted(document, form), reach.manifest.text_limit)


def attributed(said: Document, comment: Comment, terms: Terms, host: PlaceId) -> Document:
    """The text under a line that names its author as the charter allows, with the day in the network's zone."""
    who = called(comment.author, terms, host) if comment.author else terms.phrases.a_partner
    day = comment.at.astimezone(terms.zone).strftime(terms.phrases.date)
    line = Paragraph((Strong((Text(terms.phrases.attribution.format(who=who, date=day)),)),))
    return Document((line, *said.blocks))


def for_place(document: Document, reach: Reach, terms: Terms, host: PlaceId) -> Document:
    """The text with each mention as the place can show it: its own account, else a plain name, never a raw id."""

    def replaced(part: Inline) -> Inline:
        if not isinstance(part, Mention):
            return part
        account = account_at(reach, part.account)
        return (
            Mention(account, part.name)
            if account
            else Text(f"@{called(PersonId(part.account), terms, host, part.name)}")
        )

    return mapped(document, replaced)


def _status(fields: Fields, reach: Reach, link: Link | None) -> Status:
    """Done and lane; an archived item has no lane, a lane the place does not have leaves the item where it is."""
    wanted = fields.status.lane
    if fields.archived and not reach.manifest.archives:
        return Status(fields.status.done, None)
    lane = None if wanted is None else reach.lanes.get(LaneId(wanted))
    return Status(fields.status.done, lane or (link.seen.status.lane if link else None))


def _people(fields: Fields, reach: Reach) -> tuple[str | None, tuple[str, ...]]:
    """Lead and helpers by native account; a tool that tells no lead gets everybody as helpers, the lead first."""
    lead = account_at(reach, fields.lead) if fields.lead else None
    helpers = [account for person in fields.helpers if (account := account_at(reach, person))]
    if reach.manifest.tells_lead:
        return lead, tuple(account for account in dict.fromkeys(helpers) if account != lead)
    return None, tuple(dict.fromkeys([*([lead] if lead else []), *helpers]))
