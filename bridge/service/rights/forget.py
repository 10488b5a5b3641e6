"""Forgetting erased persons in our own stores: the log, the memory of every space, rosters and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bridge.core.log.entry import Purpose
from bridge.core.model.ids import Account, ConnectionId, PersonId
from bridge.core.model.memory import Memory
from bridge.core.reports.gdpr.subject import account_id
from bridge.core.rules.barred import Barred
from bridge.core.sync.forgetting import forgotten, made_anew
from bridge.core.sync.lanes import remembering
from bridge.core.sync.remedies import Remedy, remedies
from bridge.core.sync.terms import Terms, person_at
from bridge.ports.forgetting import Forgetting
from bridge.ports.log import LogStore
from bridge.ports.rosters import Rosters
from bridge.ports.store import Remembered
from bridge.ports.vault import Vault
from bridge.service.rights.barring import Barring


@dataclass(frozen=True, slots=True)
class Kept:
    """Our own stores of one network; `terms` are those of all its spaces."""

    network: str
    terms: Sequence[Terms]
    spaces: Remembered
    forgetting: Forgetting
    log: LogStore
    vault: Vault
    rosters: Rosters

    def forget_entries(self, ids: Iterable[PersonId]) -> int:
        """Destroy what the log has of these, sealed or waiting, and return how many entries that were."""
        found = self.entries(ids)
        return self.log.erase(self.network, found)

    def entries(self, ids: Iterable[PersonId]) -> Sequence[str]:
        """The ids of the log's entries about these persons, by all pseudonyms of theirs."""
        actors = [
            pseudonym
            for person in ids
            for purpose in Purpose
            for pseudonym in self.vault.pseudonyms(self.network, purpose, person)
        ]
        sealed = [each.entry.event_id for each in self.log.about(self.network, actors)]
        return [*sealed, *(each.event_id for each in self.log.waiting(self.network, actors))]

    def forget_in(self, terms: Terms, barred: Barred) -> int:
        """Clean what is remembered of a space, and return how many rows that changed."""
        now = replace(terms, barred=barred)
        return self.forgetting.forget(terms.space.id, lambda memory: forgotten(memory, now))

    def forget_restored(self, terms: Terms, barred: Barred) -> int:
        """The same for what came back from a backup, and returns as much.

        Items that an erasure made anew are not those that the backup knows: they are found again by their markers.
        """
        now = replace(terms, barred=barred)
        return self.forgetting.forget(terms.space.id, lambda memory: _restored(memory, now))

    def forget_people(self, is_gone: Callable[[PersonId], bool]) -> int:
        """Take them out of all rosters with their accounts, and destroy their keys; returns how many ids those were."""
        gone = {each for each in self.known() if is_gone(each)}
        for partner in self.rosters.of(self.network):
            self.rosters.change(self.network, partner, lambda roster: replace(
                roster,
                persons=tuple(each for each in roster.persons if each.id not in gone),
                assignments=tuple(
                    each
                    for each in roster.assignments
                    if each.person not in gone and account_id(each.connection, each.account) not in gone
                ),
            ))  # fmt: skip
        for each in sorted(gone):
            self.vault.destroy(self.network, each)
        return len(gone)

    def known(self) -> frozenset[PersonId]:
        """Every id of a person that any of these stores has in a form that can be read."""
        found = set(self.vault.holders(self.network).values())  # who only acted is named nowhere else
        for roster in self.rosters.of(self.network).values():
            found |= {each.id for each in roster.persons} | {each.person for each in roster.assignments}
            found |= {account_id(each.connection, each.account) for each in roster.assignments}
        return frozenset(found).union(*map(self.met, self.terms))

    def met(self, terms: Terms) -> frozenset[PersonId]:
        """Whom a space remembers, by the ids under which they were met and those of the roster that they are."""
        found = frozenset(_met(self.spaces.memory(terms.space.id), terms))
        return found | frozenset(map(terms.identity, found))


def forget_again(kept: Kept, barring: Barring) -> int:
    """Everything of whom the tombstones know goes once more, and the number of ids found again is returned.

    For stores that came back from a backup: before anything else works with them. Safe to repeat, and to begin anew
    where it broke off. Raises Unusable where the tombstones cannot be read with this vault.
    """
    barred = barring.now()
    if not len(barred.erased):
        return 0
    found = [each for each in kept.known() if each in barred.erased]
    kept.forget_entries(found)
    for terms in kept.terms:
        kept.forget_restored(terms, barred)
    kept.forget_people(lambda each: each in found)
    return len(found)


def _restored(memory: Memory, terms: Terms) -> Memory:
    after = forgotten(memory, terms)
    for due in remedies(memory, after, replace(remembering(terms, memory), barred=terms.barred)):
        if due.remedy is Remedy.RECREATE and due.copy.task:
            after = made_anew(after, due.copy.place, due.copy.task)
    return after


def _met(memory: Memory, terms: Terms) -> Iterator[PersonId]:
    yield from memory.names
    for task in memory.tasks.values():
        yield from (PersonId(each) for each in (task.fields.lead, *task.fields.helpers) if each)
        yield from (each.author for each in task.comments.values() if each.author)
        for touch in task.touched.values():
            if touch.by and touch.place in terms.reaches:
                yield person_at(terms.reaches[touch.place], touch.by)
    for place, links in memory.links.items():
        reach = terms.reaches.get(place)
        for link in links.values() if reach else ():
            accounts = (link.seen.lead, *link.seen.helpers)
            yield from (account_id(reach.connection, Account(each)) for each in accounts if each and reach)


def account_of(person: PersonId) -> tuple[ConnectionId, Account] | None:
    """The account that an id names; None for an id of a roster."""
    connection, _, account = person.partition("/")
    return (ConnectionId(connection), Account(account)) if account else None
