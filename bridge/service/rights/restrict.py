"""Whoever may has a person's data restricted (Art. 18), files their objection (Art. 21), and ends either."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.caller import Caller
from bridge.core.model.case import Act, Case, CaseId, State, Step
from bridge.core.model.ids import PlaceId
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.access import Verb
from bridge.core.rules.requests import refused, with_step
from bridge.ports.erasures import Mark
from bridge.service.access import Access
from bridge.service.rights.notify import Notifying, is_noticed, recipients
from bridge.service.rights.requests import Filing
from bridge.service.rights.restriction import Restricting
from bridge.service.rights.subject import Persons, asked_about, recorded_about

MARKS = {Act.RESTRICTION: Mark.RESTRICTED, Act.OBJECTION: Mark.OBJECTED}
HOLDS = "holds"
"""The step that says since when nothing of the person is used, and until when."""


class Held(StrEnum):
    """How it stands with a restriction, as the step says."""

    FROM_NOW = "from_now"
    UPHELD = "upheld"
    """An objection was found right: it stays so."""
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class RestrictingFor:
    """A restriction or an objection as somebody asks for it."""

    act: Act
    caller: Caller
    persons: Persons
    access: Access
    filing: Filing
    restricting: Restricting
    notifying: Notifying

    @property
    def mark(self) -> Mark:
        """Why the person's data are used no more."""
        return MARKS[self.act]

    def begin(self, person: str, case: str = "") -> Case | None:
        """It holds from the next cycle on, and the others are told; None where it held already."""
        subject = asked_about(person, self.caller, Verb.CHANGE, self.persons, self.access, case)
        if self.restricting.is_restricted(subject, self.mark):
            return None
        filed = self.filing.taken_up(self.act, subject, self.caller, case)
        with self._recorded(subject, filed.id):
            self.restricting.restrict(subject, self.mark)
        filed = self._step(filed, Held.FROM_NOW)
        told = recipients(self.notifying.network, subject.partner, self._seen(subject))
        filed = self.notifying.notify(self.notifying.owe(filed, told))
        done = self.act is Act.RESTRICTION and is_noticed(filed)
        return self.filing.close(filed) if done else filed

    def lift(self, person: str) -> bool:
        """It holds no more; False where it did not. The person has to be told before (Art. 18(3))."""
        subject = asked_about(person, self.caller, Verb.CHANGE, self.persons, self.access)
        with self._recorded(subject, ""):
            lifted = self.restricting.lift(subject, self.mark)
        for case in self._open(subject) if lifted else ():
            self.filing.close(self._step(case, Held.LIFTED))
        return lifted

    def uphold(self, person: str) -> bool:
        """The objection is right: nothing of theirs is used any more; False where there is none that waits."""
        subject = asked_about(person, self.caller, Verb.CHANGE, self.persons, self.access)
        waiting = self._open(subject)
        for case in waiting:
            self.filing.close(self._step(case, Held.UPHELD))
        return bool(waiting)

    def dismiss(self, person: str, grounds: str) -> bool:
        """Compelling grounds weigh more, and are kept in the case: it holds no more; False where none waits."""
        subject = asked_about(person, self.caller, Verb.CHANGE, self.persons, self.access)
        waiting, today = self._open(subject), self.filing.today
        for case in waiting:
            stepped = self._step(case, Held.LIFTED)
            self.filing.cases.change(self.filing.network, stepped.id, lambda found: refused(found, grounds, today))
        if waiting:
            self.restricting.lift(subject, self.mark)
        return bool(waiting)

    def _open(self, subject: Subject) -> list[Case]:
        filed = self.filing.cases.about(self.filing.network, self.filing.subject(subject.person))
        return [each for each in filed if each.act is self.act and each.state is State.OPEN]

    def _step(self, case: Case, held: Held) -> Case:
        step = Step(HOLDS, held, self.filing.today)
        return self.filing.cases.change(self.filing.network, CaseId(case.id), lambda found: with_step(found, step))

    def _seen(self, subject: Subject) -> frozenset[PlaceId]:
        """The places of the spaces in which the person is met."""
        kept = self.restricting.kept
        met = [terms for terms in kept.terms if not subject.ids.isdisjoint(kept.met(terms))]
        return frozenset(place.id for terms in met for place in terms.space.places)

    def _recorded(self, subject: Subject, case: str) -> AbstractContextManager[object]:
        return recorded_about(subject, self.caller, Verb.CHANGE, self.access, case)
