"""Art. 17: everything of a person goes, one thing after another, each a step of the case: it resumes where it stopped.

The tombstone comes first, so that nothing returns while the rest is under way. Then our own stores; then the copies in
the tools, where each is deleted, blanked, made anew, or the partner instructed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bridge.core.model.case import Case, CaseId, Step
from bridge.core.model.ids import PlaceId, Ref, SpaceId
from bridge.core.model.network import Network
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.barred import Barred, recognisable
from bridge.core.rules.copies import Copy, Kind
from bridge.core.rules.requests import with_step
from bridge.core.sync.forgetting import forgotten
from bridge.core.sync.lanes import remembering
from bridge.core.sync.remedies import Cause, Due, Remedy, remedies
from bridge.core.sync.terms import Terms
from bridge.core.sync.undone import ENDED, Became, due_of, is_about_copy, key_of
from bridge.ports.cases import CaseStore
from bridge.service.rights.barring import Barring
from bridge.service.rights.forget import Kept, account_of
from bridge.service.rights.undo import Reaching, undo

MARKED, LOGGED, PEOPLE, MEMORY, FILE = "mark", "log", "people", "memory", "file"
"""The steps that are about our own stores; `MEMORY` stands before the id of a space, `FILE` is the network file."""
Reach = Callable[[Terms, PlaceId], Reaching]
"""What reaches a place of a space."""
Found = tuple[SpaceId, Due]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would do: the number of entries of the log, and everything about copies."""

    entries: int
    dues: tuple[Found, ...]
    declared: bool


@dataclass(frozen=True, slots=True)
class Erasing:
    """One network's stores and tools. `declared` is the network as its file says."""

    declared: Network
    kept: Kept
    barring: Barring
    cases: CaseStore
    reach: Reach
    today: date

    def preview(self, subject: Subject) -> Preview:
        """Looks at our own stores alone, and changes nothing."""
        dues = tuple(due for terms in self.kept.terms for due in self._dues(terms, subject))
        return Preview(len(self.kept.entries(subject.ids)), dues, self._is_declared(subject))

    def begin(self, subject: Subject, case: Case) -> Case:
        """The tombstone, and what is to be done with copies: after this nothing of the person is needed any more."""
        if case.step(MARKED):
            return case
        for terms in self.kept.terms:
            for space, due in self._dues(terms, subject):
                instructed = due.remedy is Remedy.INSTRUCT
                case = self._step(case, key_of(space, due), Became.INSTRUCTED if instructed else Became.OPEN)
        if self._is_declared(subject):
            case = self._step(case, FILE, Became.INSTRUCTED)
        self.barring.erase(subject.ids, _names(subject))
        return self._step(case, MARKED, Became.DELETED)

    def forget(self, subject: Subject | None, case: Case) -> Case:
        """Our own stores; `subject` is None where they have been forgotten already."""
        barred = self.barring.now()
        if not case.step(LOGGED) and subject:
            number = self.kept.forget_entries(subject.ids)
            case = self._step(case, LOGGED, Became.DELETED, str(number))
        for terms in self.kept.terms:
            self.kept.forget_in(terms, barred)
            case = self._step(case, f"{MEMORY} {terms.space.id}", Became.DELETED)
        if not case.step(PEOPLE):
            ids = subject.ids if subject else frozenset()
            self.kept.forget_people(lambda each: each in ids or each in barred.erased)
            for each in sorted(ids):
                self.kept.vault.destroy(self.kept.network, each)
            case = self._step(case, PEOPLE, Became.DELETED)
        return case

    def undo(self, case: Case) -> Case:
        """The copies that are still open, place by place; each is kept before the next is begun."""
        barred = self.barring.now()
        for terms in self.kept.terms:
            known = replace(terms, barred=barred)
            for place in (each.id for each in terms.space.places):
                dues = [due for space, due in open_copies(case) if (space, due.copy.place) == (terms.space.id, place)]
                for each in undo(self.reach(known, place), dues) if dues else ():
                    case = self._step(case, key_of(terms.space.id, each.due), each.became, each.why)
        return case

    def confirm(self, case: Case, place: str) -> Case:
        """A partner has said that what it was instructed to do at the place is done (`file`: the network file)."""
        for step in case.steps:
            if step.result == Became.INSTRUCTED and (step.key == place or _place_of(step.key) == place):
                case = self._step(case, step.key, Became.CONFIRMED)
        return case

    def _step(self, case: Case, key: str, became: Became, note: str = "") -> Case:
        step = Step(key, became, self.today, note)
        if case.step(key) == step:
            return case
        return self.cases.change(self.kept.network, CaseId(case.id), lambda found: with_step(found, step))

    def _dues(self, terms: Terms, subject: Subject) -> Iterator[Found]:
        memory = self.kept.spaces.memory(terms.space.id)
        barred = Barred(subject.ids, frozenset(), frozenset(filter(None, map(recognisable, _names(subject)))))
        known = replace(remembering(terms, memory), barred=barred)
        dues = remedies(memory, forgotten(memory, known), known)
        yield from ((terms.space.id, due) for due in dues)
        touched = {due.copy.place for due in dues if due.remedy is not Remedy.INSTRUCT}
        for place in (each for each in terms.space.places if each.id in touched):
            yield terms.space.id, Due(Remedy.BLANK, Copy(place.id, Kind.BESIDES, Ref(place.container)))
        theirs = {found[0] for each in subject.ids if (found := account_of(each))}
        for place in terms.space.places:
            if place.connection in theirs:
                yield (
                    terms.space.id,
                    Due(Remedy.INSTRUCT, Copy(place.id, Kind.HISTORY, Ref(place.container)), Cause.HISTORY),
                )

    def _is_declared(self, subject: Subject) -> bool:
        persons = {each.id for partner in self.declared.partners for each in partner.roster}
        accounts = {
            each for partner in self.declared.partners for link in partner.connections for each in link.accounts
        }
        return subject.person in persons | accounts


def open_copies(case: Case) -> Sequence[Found]:
    """What is still to be done in the tools."""
    return [due_of(step.key) for step in case.steps if is_about_copy(step.key) and step.result == Became.OPEN]


def is_complete(case: Case) -> bool:
    """Whether nothing is left: no copy open, nobody instructed who has not confirmed."""
    states: Mapping[str, str] = {step.key: step.result for step in case.steps}
    needed = {MARKED, LOGGED, PEOPLE} <= states.keys()
    about = [Became(result) for key, result in states.items() if is_about_copy(key) or key == FILE]
    return needed and all(each in ENDED for each in about)


def _names(subject: Subject) -> list[str]:
    return [*sorted(subject.names), subject.name, subject.email]


def _place_of(key: str) -> str:
    return due_of(key)[1].copy.place if is_about_copy(key) else ""
