"""A partner's list of people becomes its roster: seen as a difference first, taken as a whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.model.address import telling_apart
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.network import Network, Partner
from bridge.core.model.roster import Roster
from bridge.ports.rosters import Rosters
from bridge.service.people.difference import Difference, Named, difference, taken
from bridge.service.people.known import Clash, known
from bridge.service.people.listed import Fault, List, Listed, as_person, id_from


@dataclass(frozen=True, slots=True)
class Compared:
    """A list held against the rosters as they are: what it would change, or why it cannot be taken.

    `clashes` is what of it the network file overrides; `first` says that the partner had no imported roster.
    """

    difference: Difference
    faults: tuple[Fault, ...]
    clashes: tuple[Clash, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Importing:
    """One list for one partner. Nothing is kept before `take`."""

    network: Network
    partner: Partner
    rosters: Rosters
    people: List

    def compare(self) -> Compared:
        """What taking the list would mean. Writes nothing."""
        rosters = self.rosters.of(self.network.id)
        roster = rosters.get(self.partner.id, Roster())
        named, faults = self._named(rosters, roster)
        if faults or self.people.faults:
            every = sorted((*self.people.faults, *faults), key=lambda fault: fault.line)
            return Compared(Difference(), tuple(every), (), first=not roster.persons)
        after = taken(named, roster, (), date.min)
        clashes = known(self.network, {**rosters, self.partner.id: after}).clashes
        ours = tuple(clash for clash in clashes if clash.partner == self.partner.id)
        return Compared(difference(named, roster), (), ours, first=not roster.persons)

    def take(self, leaving: Collection[PersonId], today: date) -> Difference:
        """Make the list the roster; of the missing persons those who are `leaving` go, the others stay.

        Nothing is taken, and the difference is empty, where the list has become wrong since it was compared.
        """
        done = [Difference()]

        def change(roster: Roster) -> Roster:
            named, faults = self._named(rosters, roster)
            if faults:
                return roster
            done.append(difference(named, roster))
            return taken(named, roster, leaving, today).tidied(today)

        rosters = self.rosters.of(self.network.id)
        self.rosters.change(self.network.id, self.partner.id, change)
        return done[-1]

    def _named(self, rosters: Mapping[PartnerId, Roster], roster: Roster) -> tuple[list[Named], list[Fault]]:
        """Each line's person: by id, else by an address that is known, else by name; and what cannot be."""
        kept = (self.partner.roster, roster.persons)
        alike = telling_apart(*([each.email for each in some] for some in (*kept, self.people.people)))
        by_address = {alike(each.email): each.id for some in kept for each in some if each.email}
        elsewhere = dict(_of_others(self.network, rosters, self.partner.id))
        found, lines, faults = list[Named](), dict[PersonId, int](), list[Fault]()
        for each in self.people.people:
            identity = PersonId(each.id) or by_address.get(alike(each.email)) or id_from(each.name)
            found.append((as_person(each, identity, self.partner), each))
            faults += _wrong(each, identity, lines, elsewhere)
            lines.setdefault(identity, each.line)
        return found, [*faults, *_held(found, roster)]


def _of_others(
    network: Network, rosters: Mapping[PartnerId, Roster], partner: PartnerId
) -> Iterator[tuple[PersonId, PartnerId]]:
    for other in network.partners:
        if other.id != partner:
            kept = rosters.get(other.id, Roster()).persons
            yield from ((person.id, other.id) for person in (*other.roster, *kept))


def _wrong(
    each: Listed, identity: PersonId, lines: Mapping[PersonId, int], elsewhere: Mapping[PersonId, PartnerId]
) -> Iterator[Fault]:
    if not identity and each.name:
        yield Fault(each.line, "people.fault.no_id", each.name)
    elif identity in elsewhere:
        yield Fault(each.line, "people.fault.elsewhere", identity, elsewhere[identity])
    elif identity in lines and not each.id:
        yield Fault(each.line, "people.fault.same_id", each.name, str(lines[identity]))


def _held(people: Sequence[Named], roster: Roster) -> Iterator[Fault]:
    """Accounts that are confirmed as those of persons who keep them, since the list says nothing else of them."""
    moving = {(person.id, connection) for person, row in people for connection in row.accounts}
    for person, row in people:
        for connection, account in row.accounts.items():
            holder = roster.holder(connection, account)
            if holder not in (None, person.id) and (holder, connection) not in moving:
                yield Fault(row.line, "people.fault.held", account, str(holder))
