"""What an item says in words: the description as far as it fits, and above it the lines about what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bridge.core.model.document import Document, Inline, Mention, Text, has_mention, mapped
from bridge.core.model.ids import Account, LaneId, PersonId, PlaceId
from bridge.core.model.memory import Link
from bridge.core.model.reach import Manifest, Reach
from bridge.core.model.restrict import restricted
from bridge.core.model.task import Fields, Task
from bridge.core.sync.lost import lost_parts
from bridge.core.sync.notices import notice_lines
from bridge.core.sync.shorten import is_shortened, shortened
from bridge.core.sync.size import characters
from bridge.core.sync.terms import Terms, account_at, called, known_as, mentionable, settable

MARGIN = 10
"""The part of the limit (a tenth) that is kept for our own lines; long ones take more."""
_AROUND = 12
"""What a line takes beside itself: its sign, its quote, its end."""


def described(
    task: Task, reach: Reach, terms: Terms, host: PlaceId, link: Link | None, lines: tuple[str, ...] = ()
) -> Document:
    """The description as the place can hold it. What people wrote there and the place shows whole is never cut."""
    agreed, form = task.fields.description, reach.manifest.text
    if link is not None and link.seen.description == agreed and not has_mention(agreed.blocks):
        return agreed  # what a place shows in these very words is as it can hold it
    whole = restricted(for_place(agreed, reach, terms, host), form)
    if link is not None and link.seen.description == whole:
        return whole
    return shortened(whole, form, room_for(lines, reach.manifest))


def room_for(lines: Iterable[str], manifest: Manifest) -> int | None:
    """What a description may take below these lines; None where there is no limit."""
    limit = manifest.text_limit
    if limit is None:
        return None
    ours = sum(2 * characters(line) + _AROUND for line in lines)
    return limit - min(limit // 2, max(limit // MARGIN, ours))


def shown(task: Task, reach: Reach, terms: Terms, host: PlaceId, link: Link | None) -> tuple[str, ...]:
    """The lines above the description: who sees a mirrored item, and in words what the place cannot show."""
    phrases = terms.phrases
    copy = link is None or link.ours
    lines = [f"{phrases.seen_by}: {', '.join(_readers(task, terms))}"] if copy else []
    if task.id in terms.goes_on:
        lines.append(f"{phrases.goes_on}: {terms.goes_on[task.id]}")
    others = [
        *_people_lines(task.fields, reach, terms, host),
        *_lost_lines(task, reach, terms, link),
        *notice_lines(task, reach, terms, host),
    ]
    if _is_cut(task, reach, terms, host, link, (*lines, *others, phrases.whole_at, *terms.partners.values())):
        lines.append(f"{phrases.whole_at}: {', '.join(_whole_at(task, terms)) or '–'}")
    return (*lines, *others)


def _readers(task: Task, terms: Terms) -> list[str]:
    """The partners who read the task, and not only a reference to it."""
    referred = terms.reserved.get(task.origin, frozenset())
    partners = {partner for place, partner in terms.hosts.items() if place not in referred}
    return sorted({name for partner, name in terms.partners.items() if not referred or partner in partners})


def people(fields: Fields, reach: Reach) -> tuple[str | None, tuple[str, ...]]:
    """Lead and helpers by native account; a tool that tells no lead gets everybody as helpers, the lead first."""
    lead = settable(reach, fields.lead) if fields.lead else None
    helpers = [account for person in fields.helpers if (account := settable(reach, person))]
    most = reach.manifest.helpers_limit
    if reach.manifest.tells_lead:
        return lead, tuple(account for account in dict.fromkeys(helpers) if account != lead)[:most]
    return None, tuple(dict.fromkeys([*([lead] if lead else []), *helpers]))[:most]


def for_place(document: Document, reach: Reach, terms: Terms, host: PlaceId) -> Document:
    """The text with each mention as the place can show it: its own account, else a plain name, never a raw id."""

    def replaced(part: Inline) -> Inline:
        if not isinstance(part, Mention):
            return part
        account = mentionable(reach, part.account)
        return (
            Mention(account, part.name)
            if account
            else Text(f"@{called(PersonId(part.account), terms, host, part.name)}")
        )

    return mapped(document, replaced) if has_mention(document.blocks) else document


def _people_lines(fields: Fields, reach: Reach, terms: Terms, host: PlaceId) -> Iterator[str]:
    """Those without an account at the place, those whom an import left out, and those for whom it has no room."""
    lead, helpers = people(fields, reach)
    if fields.lead and account_at(reach, fields.lead) not in (lead or _NOBODY, *helpers):
        yield f"{terms.phrases.lead}: {called(PersonId(fields.lead), terms, host)}"
    leading = fields.lead and known_as(reach, fields.lead)
    others = [person for person in fields.helpers if known_as(reach, person) != leading]
    missing = [person for person in others if account_at(reach, person) not in (lead or _NOBODY, *helpers)]
    foreign = sorted(called(PersonId(person), terms, host) for person in missing)
    if foreign:
        yield f"{terms.phrases.helpers}: {', '.join(dict.fromkeys(foreign))}"


_NOBODY = Account("")


def _lost_lines(task: Task, reach: Reach, terms: Terms, link: Link | None) -> Iterator[str]:
    """The lane where the place has none for it, and labels that it did not take."""
    lane = LaneId(task.fields.status.lane or "")
    limited = reach.manifest.lanes_limit is not None or not reach.manifest.makes_lanes
    if limited and lane in terms.lanes and lane not in reach.lanes and lane not in reach.lane_ids.values():
        yield f"{terms.phrases.lane}: {terms.lanes[lane]}"
    if lost := _refused_labels(task.fields.labels, link):
        yield f"{terms.phrases.labels}: {', '.join(lost)}"
    yield from lost_parts(task.fields, reach, terms.phrases, link)


def _refused_labels(labels: frozenset[str], link: Link | None) -> list[str]:
    """What was sent and is not there; tools may write a label in a form of their own."""
    if link is None or link.sent is None or "labels" not in link.held:
        return []
    there = {" ".join(label.split()).casefold() for label in link.seen.labels}
    return sorted(label for label in labels & link.sent.labels if " ".join(label.split()).casefold() not in there)


def _is_cut(
    task: Task, reach: Reach, terms: Terms, place: PlaceId, link: Link | None, lines: tuple[str, ...] = ()
) -> bool:
    """Whether the place shows only the beginning of the description."""
    is_beginning = is_shortened(described(task, reach, terms, place, link, lines))
    return is_beginning and not is_shortened(for_place(task.fields.description, reach, terms, place))


def _whole_at(task: Task, terms: Terms) -> list[str]:
    """The partners at whose places all of it can be read: where it was written, and where there is room."""
    touch = task.touched.get("description")
    source = touch.place if touch else task.origin
    referred = terms.reserved.get(task.origin, frozenset())
    readers = terms.reaches.keys() - referred
    whole = [place for place in readers if place == source or not _fits_not(task, terms, place)]
    return sorted({terms.partners[terms.hosts[place]] for place in whole})


def _fits_not(task: Task, terms: Terms, place: PlaceId) -> bool:
    return _is_cut(task, terms.reaches[place], terms, place, None)
