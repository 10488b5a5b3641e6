"""What may become of a request of a person about their own data, and when (Art. 12 GDPR)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bridge.core.model.case import Act, Case, CaseId, State, Step
from bridge.core.model.ids import PartnerId
from bridge.core.model.land import Land
from bridge.core.rules.deadlines import ANSWER_MONTHS, EXTENSION_MONTHS, due


class NotAllowedError(Exception):
    """The case cannot become that; `key` names the sentence that says why, with these values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def received(  # noqa: PLR0913  what a case is about, each by its name
    *,
    identity: CaseId,
    network: str,
    act: Act,
    subject: str,
    partner: PartnerId,
    on: date,
    by: str,
    land: Land | None = None,
) -> Case:
    """A new case. Its clock starts on the day on which anybody of the network received the request."""
    return Case(identity, network, act, subject, partner, on, by, due(on, land=land))


def extended(case: Case, reason: str, today: date, land: Land | None = None) -> Case:
    """Due two months later, with a reason, which has to be given before the first period is over (Art. 12(3))."""
    _must_be_open(case)
    if not reason.strip():
        raise NotAllowedError("case.reason_missing", id=case.id)
    if case.extended:
        raise NotAllowedError("case.extended_before", id=case.id, due=case.due_on)
    if today > due(case.received_on, land=land):
        raise NotAllowedError("case.too_late_to_extend", id=case.id, due=case.due_on)
    until = due(case.received_on, ANSWER_MONTHS + EXTENSION_MONTHS, land)
    return replace(case, extended=reason.strip(), due_on=until)


def with_step(case: Case, step: Step) -> Case:
    """With this piece done, in place of what was known of it."""
    _must_be_open(case)
    others = tuple(each for each in case.steps if each.key != step.key)
    return replace(case, steps=(*others, step))


def done(case: Case, today: date) -> Case:
    """Answered."""
    _must_be_open(case)
    return replace(case, state=State.DONE, closed_on=today)


def refused(case: Case, reason: str, today: date) -> Case:
    """Not answered, for a reason: repeating a request is none by itself (Art. 12(5))."""
    _must_be_open(case)
    if not reason.strip():
        raise NotAllowedError("case.reason_missing", id=case.id)
    return replace(case, state=State.REFUSED, refused=reason.strip(), closed_on=today)


def is_late(case: Case, today: date) -> bool:
    """Whether it should have been answered before today."""
    return case.state is State.OPEN and today > case.due_on


def _must_be_open(case: Case) -> None:
    if case.state is not State.OPEN:
        raise NotAllowedError("case.closed", id=case.id, day=case.closed_on)
