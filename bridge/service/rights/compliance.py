"""A vendor is asked once a day whose account was deleted or changed; nothing of a deleted one is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bridge.core.errors import Failure
from bridge.core.model.case import Act, Case
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.memory import Memory
from bridge.core.reports.gdpr.subject import Subject, account_id
from bridge.ports.clock import Clock
from bridge.ports.compliance import Compliance, PollStore, Told
from bridge.ports.retention import HoldStore
from bridge.service.rights.erasure import Erasing
from bridge.service.rights.requests import Filing


@dataclass(frozen=True, slots=True)
class Asking:
    """The connections whose vendor wants to be asked, and what is done about the answer."""

    vendors: Mapping[ConnectionId, Compliance]
    polls: PollStore
    erasing: Erasing
    filing: Filing
    holds: HoldStore
    clock: Clock

    def ask(self) -> None:
        """Each vendor; one that does not answer keeps no other from being asked, and is asked again tomorrow."""
        for connection, vendor in self.vendors.items():
            try:
                told = vendor.told()
            except Failure as failure:
                self.polls.polled(connection, self.clock.now(), failure.message)
                continue
            for each in told:
                self._heed(connection, each)
            self.polls.polled(connection, self.clock.now(), "")

    def _heed(self, connection: ConnectionId, told: Told) -> None:
        """What was heeded before has no effect any more."""
        person, kept = account_id(connection, told.account), self.erasing.kept
        if person not in kept.known():
            return
        if told.deleted:
            if not self._is_held(person):
                self._erase(connection, person)
        else:
            for terms in kept.terms:
                kept.forgetting.forget(terms.space.id, lambda memory: _without_name(memory, person))

    def _is_held(self, person: PersonId) -> bool:
        """Whether a legal hold forbids it for now; then the vendor's next answer is heeded."""
        ids = {person, *(terms.identity(person) for terms in self.erasing.kept.terms)}
        return any(each.person in ids and each.holds(self.filing.today) for each in self.holds.of(self.filing.network))

    def _erase(self, connection: ConnectionId, person: PersonId) -> Case:
        """The account, with what was done by it; what a roster knows of the person by other ways stays."""
        kept = self.erasing.kept
        listed = any(terms.identity(person) != person for terms in kept.terms)
        names = {memory.names[person] for memory in self._memories() if person in memory.names and not listed}
        partner = next((terms.connections[connection] for terms in kept.terms if connection in terms.connections), "")
        subject = Subject(person, person, PartnerId(partner), frozenset({person}), frozenset(names))
        case = self.filing.open(Act.ERASURE, subject, connection)
        return self.erasing.undo(self.erasing.forget(subject, self.erasing.begin(subject, case)))

    def _memories(self) -> list[Memory]:
        return [self.erasing.kept.spaces.memory(terms.space.id) for terms in self.erasing.kept.terms]


def _without_name(memory: Memory, person: PersonId) -> Memory:
    """The next reading asks for it anew."""
    return replace(memory, names={who: name for who, name in memory.names.items() if who != person})
