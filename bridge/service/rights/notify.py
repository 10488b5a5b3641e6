"""Art. 19: whoever got a person's data is told once of an erasure, a restriction or a correction.

What is owed stands in the case, one step for each partner, so that one partner's trouble hides no other's, and a
restart tells nobody twice. A mail names the case and what was kept where, and never the person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bridge.core.errors import Failure, Retry
from bridge.core.model.caller import Role
from bridge.core.model.case import Case, CaseId, State, Step
from bridge.core.model.ids import PartnerId, PlaceId
from bridge.core.model.network import Network, Partner
from bridge.core.rules.copies import Kind
from bridge.core.rules.requests import with_step
from bridge.core.sync.remedies import Remedy
from bridge.core.sync.undone import Became, due_of, is_about_copy
from bridge.ports.cases import CaseStore
from bridge.ports.mailer import Mail, Mailer
from bridge.ports.words import Words

NOTICE, REMINDER = "notice", "reminder"
REMINDED_AFTER = timedelta(days=7)
"""How long a partner has before it is told again what it was instructed to do."""
MOST_ATTEMPTS = 5
"""So often a mail that may be taken later is tried, once a day."""


class Notice(StrEnum):
    """How far telling one partner has come."""

    OWED = "owed"
    SENDING = "sending"
    """Handed to the mail server when the process ended: whether it went out has to be asked."""
    SENT = "sent"
    UNDELIVERED = "undelivered"
    """Nobody can be told by mail; a person has to."""


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """Somebody who could not be told, and why in a word: `no_address`, `no_server`, `refused`, `doubtful`."""

    case: CaseId
    partner: PartnerId
    why: str


@dataclass(frozen=True, slots=True)
class Notifying:
    """One network's cases and mail server; `mailer` is None where there is none."""

    network: Network
    cases: CaseStore
    mailer: Mailer | None
    say: Words
    today: date

    def owe(self, case: Case, partners: Iterable[PartnerId]) -> Case:
        """From now on these are to be told; who is owed or told already stays so."""
        for partner in sorted(partners):
            key = f"{NOTICE} {partner}"
            if not case.step(key):
                case = self._keep(case, Step(key, Notice.OWED, self.today))
        return case

    def notify(self, case: Case) -> Case:
        """Tell everybody who is owed it; one who cannot be told keeps nobody else waiting."""
        for step in notices(case):
            partner = next((each for each in self.network.partners if each.id == _partner(step)), None)
            if step.result == Notice.SENDING:
                case = self._keep(case, Step(step.key, Notice.UNDELIVERED, self.today, "doubtful"))
            elif step.result == Notice.OWED:
                case = self._told(case, step, partner)
        return case

    def _told(self, case: Case, step: Step, partner: Partner | None) -> Case:
        to = addresses(partner) if partner else ()
        if not to or self.mailer is None or partner is None:
            why = "no_server" if to else "no_address"
            return self._keep(case, Step(step.key, Notice.UNDELIVERED, self.today, why))
        case = self._keep(case, Step(step.key, Notice.SENDING, self.today, step.note))
        try:
            self.mailer.send(Mail(to, *self.letter(case, partner)))
        except Retry:
            number = int(step.note or 0) + 1
            result = Notice.OWED if number < MOST_ATTEMPTS else Notice.UNDELIVERED
            note = str(number) if result is Notice.OWED else "refused"
            return self._keep(case, Step(step.key, result, self.today, note))
        except Failure:
            return self._keep(case, Step(step.key, Notice.UNDELIVERED, self.today, "refused"))
        return self._keep(case, Step(step.key, Notice.SENT, self.today))

    def remind(self, case: Case) -> Case:
        """Whoever was instructed a week ago and has not said that it is done is told again."""
        for partner in self.network.partners:
            if self.mailer is None or not addresses(partner) or not self._is_asked(case, partner):
                continue
            key = f"{REMINDER} {partner.id}"
            last = case.step(key) or case.step(f"{NOTICE} {partner.id}")
            if last is None:
                case = self._keep(case, Step(key, Notice.OWED, self.today))
            elif self.today - last.on >= REMINDED_AFTER:
                try:
                    self.mailer.send(Mail(addresses(partner), *self.letter(case, partner)))
                except Failure:
                    continue  # tomorrow again
                case = self._keep(case, Step(key, Notice.SENT, self.today))
        return case

    def _is_asked(self, case: Case, partner: Partner) -> bool:
        places = self._places(partner)
        return any(
            step.result == Became.INSTRUCTED and due_of(step.key)[1].copy.place in places
            for step in case.steps
            if is_about_copy(step.key)
        )

    def _places(self, partner: Partner) -> dict[PlaceId, str]:
        links = {link.id for link in partner.connections}
        found = (place for space in self.network.spaces for place in space.places if place.connection in links)
        return {place.id: place.tool for place in found}

    def letter(self, case: Case, partner: Partner) -> tuple[str, str]:
        """Subject and text, to be mailed or printed."""
        say, act = self.say, case.act
        asked = sorted(set(_asked(case, self._places(partner), say)))
        text = [say(f"rights.notice.{act}", case=case.id, network=self.network.name)]
        if asked:
            text += [say("rights.notice.asked"), "\n".join(f"- {each}" for each in asked), say("rights.notice.confirm")]
        text += [say("rights.notice.ask_us"), say("alert.sender")]
        return say("rights.notice.subject", case=case.id, act=say(f"rights.act.{act}")), "\n\n".join(text) + "\n"

    def _keep(self, case: Case, step: Step) -> Case:
        return self.cases.change(self.network.id, case.id, lambda found: with_step(found, step))


def notify_once(notifying: Notifying) -> Sequence[Unnoticed]:
    """Try whatever is owed in the network's open cases, and return who could not be told."""
    for case in notifying.cases.all(notifying.network.id):
        if case.state is State.OPEN:
            notifying.notify(case)
    return unnoticed(notifying.cases.all(notifying.network.id))


def unnoticed(cases: Iterable[Case]) -> Sequence[Unnoticed]:
    """Everybody who could not be told, in open cases."""
    return [
        Unnoticed(case.id, _partner(step), step.note)
        for case in cases
        if case.state is State.OPEN
        for step in notices(case)
        if step.result == Notice.UNDELIVERED
    ]


def notices(case: Case) -> Sequence[Step]:
    """Who is to be told, and how far that has come."""
    return [step for step in case.steps if step.key.startswith(f"{NOTICE} ")]


def is_noticed(case: Case) -> bool:
    """Whether nobody waits to be told by mail."""
    return all(step.result in (Notice.SENT, Notice.UNDELIVERED) for step in notices(case))


def recipients(network: Network, own: PartnerId, places: Collection[PlaceId]) -> frozenset[PartnerId]:
    """The other partners at whose places something of the person stood."""
    connections = {place.connection for space in network.spaces for place in space.places if place.id in places}
    return frozenset(
        partner.id
        for partner in network.partners
        if partner.id != own and any(link.id in connections for link in partner.connections)
    )


def addresses(partner: Partner) -> tuple[str, ...]:
    """Where the partner's coordinators read mail."""
    return tuple(each.email for each in partner.officers if each.role is Role.PARTNER_COORDINATOR and each.email)


def _asked(case: Case, places: dict[PlaceId, str], say: Words) -> Iterable[str]:
    """What the partner itself has to take out, one line for each object."""
    for step in case.steps:
        if is_about_copy(step.key):
            _, due = due_of(step.key)
            if step.result == Became.INSTRUCTED and due.remedy is Remedy.INSTRUCT and due.copy.place in places:
                told = {"place": due.copy.place, "tool": say(f"rights.tool.{places[due.copy.place]}")}
                ref = "" if due.copy.kind is Kind.HISTORY else due.copy.ref
                yield say(f"rights.asked.{due.copy.kind}", **told, ref=ref)


def _partner(step: Step) -> PartnerId:
    return PartnerId(step.key.removeprefix(f"{NOTICE} "))
