"""Whoever may asks for an erasure: to see what it would do, to have it done, to let it go on, to confirm the rest."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.model.case import Act, Case, CaseId, State
from bridge.core.model.hold import Hold
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.access import Resource, Verb
from bridge.core.sync.undone import due_of, is_about_copy
from bridge.ports.retention import HoldStore
from bridge.service.access import Access
from bridge.service.rights.erasure import Erasing, Preview, is_complete
from bridge.service.rights.notify import Notifying, is_noticed, recipients
from bridge.service.rights.requests import Filing, NoCaseError
from bridge.service.rights.subject import NobodyError, Persons, asked_about, recorded_about


class HeldError(Exception):
    """A legal hold forbids the erasure until a day (Art. 17(3)); the request stays filed."""

    def __init__(self, hold: Hold, case: CaseId) -> None:
        super().__init__(hold.case)
        self.hold, self.case = hold, case


@dataclass(frozen=True, slots=True)
class ErasingFor:
    """An erasure as somebody asks for it."""

    caller: Caller
    persons: Persons
    access: Access
    filing: Filing
    erasing: Erasing
    notifying: Notifying
    holds: HoldStore

    def preview(self, person: str) -> Preview:
        """What it would do. Raises NobodyError and NotPermittedError as `asked_about`."""
        subject = asked_about(person, self.caller, Verb.CHANGE, self.persons, self.access)
        with self._recorded(subject, ""):
            return self.erasing.preview(subject)

    def carry_out(self, person: str, case: str = "") -> Case:
        """All of it, as far as the tools let it be done now; an erasure of theirs that is under way goes on.

        A person who asks about themselves has filed it: the partner decides. Raises HeldError where the person's data
        are held for a case.
        """
        subject = asked_about(person, self.caller, Verb.CHANGE, self.persons, self.access, case)
        filed = self._under_way(subject) or self.filing.taken_up(Act.ERASURE, subject, self.caller, case)
        if self.caller.role is Role.PERSON:
            return filed
        if not filed.steps:
            self._see_that_nothing_is_held(subject, filed)
        with self._recorded(subject, filed.id):
            begun = self.erasing.begin(subject, filed)
        return self._go_on(self.erasing.forget(subject, begun))

    def resume(self, case: str) -> Case:
        """What was left goes on; whose it was need not be known any more. Raises NoCaseError."""
        found = self._open(case)
        return self._go_on(self.erasing.forget(None, found))

    def confirm(self, case: str, place: str) -> tuple[Case, int]:
        """A partner has done what it was told to at the place; returns how many things too. Raises NoCaseError."""
        found = self._open(case)
        after = self.erasing.confirm(found, place)
        number = sum(step.result != (before.result if (before := found.step(step.key)) else "") for step in after.steps)
        return self._ended(after), number

    def look(self, case: str) -> Case:
        """The case as it stands. Raises NoCaseError."""
        return self._found(case)

    def _go_on(self, case: Case) -> Case:
        case = self.erasing.undo(case)
        places = {due_of(step.key)[1].copy.place for step in case.steps if is_about_copy(step.key)}
        case = self.notifying.owe(case, recipients(self.erasing.declared, case.partner, places))
        return self._ended(self.notifying.notify(case))

    def _see_that_nothing_is_held(self, subject: Subject, filed: Case) -> None:
        for hold in self.holds.of(self.filing.network):
            if hold.person in subject.ids and hold.holds(self.filing.today):
                raise HeldError(hold, filed.id)

    def _ended(self, case: Case) -> Case:
        """Closed where nothing is left."""
        if case.state is State.OPEN and is_complete(case) and is_noticed(case):
            return self.filing.close(case)
        return case

    def _under_way(self, subject: Subject) -> Case | None:
        filed = self.filing.cases.about(self.filing.network, self.filing.subject(subject.person))
        return next((each for each in filed if each.act is Act.ERASURE and each.state is State.OPEN), None)

    def _open(self, case: str) -> Case:
        found = self._found(case)
        if found.state is not State.OPEN or not found.steps:
            raise NoCaseError
        return found

    def _found(self, case: str) -> Case:
        found = self.filing.cases.get(self.filing.network, CaseId(case))
        if found is None or found.act is not Act.ERASURE:
            self.access.permit(self.caller, Verb.CHANGE, Resource.CASES, purpose=Purpose.RIGHTS)
            raise NoCaseError
        try:
            self.access.permit(self.caller, Verb.CHANGE, Resource.CASES, found.partner, purpose=Purpose.RIGHTS)
        except NotPermittedError:
            raise NobodyError from None
        return found

    def _recorded(self, subject: Subject, case: str) -> AbstractContextManager[object]:
        """Before anything goes: later nobody could tell by the entry that it was about them."""
        return recorded_about(subject, self.caller, Verb.CHANGE, self.access, case)
