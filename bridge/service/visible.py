"""Which persons become visible to other companies by what is to be written, as far as the charter names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bridge.core.model.ids import PartnerId, PersonId, PlaceId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateItem
from bridge.core.model.person import Visibility
from bridge.core.model.task import Task
from bridge.core.sync.quiet import mentioned
from bridge.core.sync.terms import Terms, called

NAMING = frozenset({Visibility.NAME, Visibility.ROLE})


@dataclass(frozen=True, slots=True)
class Visible:
    """A person whom other partners will read about for the first time; `home` is whose person it is."""

    name: str
    partner: str
    to: tuple[str, ...]
    person: PersonId
    home: PartnerId | None


def becoming_visible(
    operations: Mapping[PlaceId, tuple[Operation, ...]], before: Memory, after: Memory, terms: Terms
) -> Iterator[Visible]:
    """Each person once, with the partners to whom it is new; `before` and `after` is the memory around the decision."""
    terms = replace(terms, names=after.names)
    seen_by: dict[PersonId, set[PartnerId]] = {}
    for place, planned in operations.items():
        host = terms.hosts[place]
        if terms.visibility[place] not in NAMING:
            continue
        named = {terms.identity(each) for operation in planned for each in _named(operation, after)}
        for person in named - {terms.identity(each) for each in _known(before, host, terms)}:
            if terms.partner_of(person) not in (None, host):
                seen_by.setdefault(person, set()).add(host)
    for person, partners in sorted(seen_by.items()):
        yield _visible(person, partners, terms)


def _visible(person: PersonId, partners: set[PartnerId], terms: Terms) -> Visible:
    partner = terms.partner_of(person)
    home = next((place for place, host in terms.hosts.items() if host == partner), None)
    name = called(person, terms, home) if home else person
    organisation = terms.partners.get(partner, "") if partner else ""
    return Visible(name, organisation, tuple(sorted(terms.partners[each] for each in partners)), person, partner)


def _known(before: Memory, host: PartnerId, terms: Terms) -> set[PersonId]:
    """Whom the partner reads about already, at any of its places in the space."""
    found = set[PersonId]()
    for place in (place for place, partner in terms.hosts.items() if partner == host):
        for task, link in before.links.get(place, {}).items():
            if link.standing is Standing.LIVE and task in before.tasks:
                found |= _on(before.tasks[task])
        for comment, said in before.comment_links.get(place, {}).items():
            task_of = before.tasks.get(said.task)
            author = task_of.comments[comment].author if task_of and comment in task_of.comments else None
            found |= {author} if author else set()
    return found


def _named(operation: Operation, after: Memory) -> set[PersonId]:
    match operation:
        case CreateItem(task=task) | UpdateItem(task=task):
            return _on(after.tasks[task])
        case CreateComment(task=task):
            said = [
                after.tasks[task].comments[each] for each in operation.comments if each in after.tasks[task].comments
            ]
            authors = {each.author for each in said if each.author}
            return authors | {PersonId(person) for each in said for person in mentioned(each.text)}
    return set()


def _on(task: Task) -> set[PersonId]:
    people = (task.fields.lead, *task.fields.helpers, *mentioned(task.fields.description))
    return {PersonId(person) for person in people if person}
