"""The request file: every request of a person is filed with its deadline, goes on, and is closed or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex

from bridge.core.model.caller import Caller
from bridge.core.model.case import Act, Case, CaseId, State, Step
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.land import Land
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.requests import done, extended, received, refused, with_step
from bridge.ports.cases import CaseStore
from bridge.ports.vault import Vault

DRAWN_BYTES = 4
CASE = "case"
"""The purpose of the keyed hash by which a case knows its person."""


class NoCaseError(Exception):
    """There is no open case of this id for this person and act; which of the three is not told."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a network's requests are filed; `lands` are those of the partners that said so."""

    network: str
    cases: CaseStore
    vault: Vault
    today: date
    lands: Mapping[PartnerId, Land] = field(default_factory=dict)

    def subject(self, person: PersonId) -> str:
        """The keyed hash by which cases know the person; it tells nobody who that is, and outlives the person's key."""
        return self.vault.hashed(CASE, f"{self.network}\n{person}")

    def open(self, act: Act, subject: Subject, by: str, on: date | None = None) -> Case:
        """File a request that anybody of the network (`by`) received, today unless it was earlier."""
        case = received(
            identity=CaseId(f"{self.today.year}-{token_hex(DRAWN_BYTES)}"),
            network=self.network,
            act=act,
            subject=self.subject(subject.person),
            partner=subject.partner,
            on=on or self.today,
            by=by,
            land=self.lands.get(subject.partner),
        )
        self.cases.open(case)
        return case

    def taken_up(self, act: Act, subject: Subject, caller: Caller, case: str = "") -> Case:
        """The open case of that id, or a new one that the caller received today. Raises NoCaseError."""
        if not case:
            return self.open(act, subject, caller.partner or caller.id)
        found = self.cases.get(self.network, CaseId(case))
        same = found and (found.act, found.subject) == (act, self.subject(subject.person))
        if found is None or not same or found.state is not State.OPEN:
            raise NoCaseError
        return found

    def add(self, case: Case, step: Step) -> Case:
        """A piece of it is done."""
        return self.cases.change(self.network, case.id, lambda found: with_step(found, step))

    def extend(self, case: str, reason: str) -> Case:
        """Two months more. Raises KeyError where there is no such case, and NotAllowedError."""

        def longer(found: Case) -> Case:
            return extended(found, reason, self.today, self.lands.get(found.partner))

        return self.cases.change(self.network, CaseId(case), longer)

    def refuse(self, case: str, reason: str) -> Case:
        """It is not answered. Raises as `extend`."""
        return self.cases.change(self.network, CaseId(case), lambda found: refused(found, reason, self.today))

    def finish(self, case: str) -> Case:
        """Answered today, by whatever way. Raises as `extend`."""
        return self.cases.change(self.network, CaseId(case), lambda found: done(found, self.today))

    def close(self, case: Case) -> Case:
        """Answered today."""
        return self.cases.change(self.network, case.id, lambda found: done(found, self.today))
