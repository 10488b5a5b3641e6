"""The issue by mail: one to each address, once; an office's and the members' at the same time (DG-11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bridge.core.errors import Failure, Stop
from bridge.core.model.caller import Caller, Role
from bridge.core.model.sending import FINAL, Arrival, Sending, Way
from bridge.core.reports.weekly import Weekly
from bridge.ports.mailer import REFUSED, Attachment, Mail
from bridge.ports.weekly import Letter
from bridge.service.week.outgoing import Delivery, Outgoing

OFFICE = "report"
"""The network office as a reader: who is named in the network file gets what its managers may read."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address, and as whom it reads; `partner` is empty for the office's."""

    address: str
    reader: Caller
    partner: str = ""


def mail_all(outgoing: Outgoing, delivery: Delivery) -> None:
    """Mail the issue to everybody who has not got it. A server that takes nothing is let be until the next turn."""
    if not outgoing.goes_by_mail:
        return
    known, letters = outgoing.known(delivery.week), _Letters(outgoing, delivery.week)
    waiting = list[Recipient]()
    for each in recipients(outgoing):
        sent = known.get((Way.MAIL, outgoing.hashed(each.address)))
        if sent and (sent.state in FINAL or sent.state is Arrival.BEGUN):
            delivery.mails.append((each.address, sent))
        else:
            waiting.append(each)
    _mail(waiting, letters, outgoing, delivery)


def recipients(outgoing: Outgoing) -> Iterator[Recipient]:
    """The office's addresses, then members' of partners that agreed; each address once, nobody who is barred."""
    told = set[str]()
    for each in (*_office(outgoing), *_members(outgoing)):
        if each.address.casefold() not in told:
            told.add(each.address.casefold())
            yield each


def _office(outgoing: Outgoing) -> Iterator[Recipient]:
    for address in outgoing.report.mail:
        yield Recipient(address, Caller(OFFICE, Role.NETWORK_MANAGER))


def _members(outgoing: Outgoing) -> Iterator[Recipient]:
    """Of partners that agreed; who objected, or had their data restricted, gets nothing from then on."""
    barred = [terms.barred for terms in outgoing.terms]
    for partner in outgoing.network.partners if outgoing.report.members else ():
        for person in partner.roster if partner.id in outgoing.force.ready else ():
            if person.email and not any(person.id in each.restricted or person.id in each.erased for each in barred):
                yield Recipient(person.email, Caller(person.id, Role.PERSON, partner.id), partner.id)


def _mail(waiting: list[Recipient], letters: _Letters, outgoing: Outgoing, delivery: Delivery) -> None:
    for number, each in enumerate(waiting):
        if outgoing.mailer is None:
            delivery.troubles.append("mailer")
            delivery.pending = len(waiting)
            return
        letter = letters.to(each)
        begun = Sending(
            delivery.week, Way.MAIL, outgoing.hashed(each.address), outgoing.clock.now(), partner=each.partner
        )
        outgoing.keep(begun, Arrival.BEGUN)
        try:
            outgoing.mailer.send(_written(each.address, letter, outgoing, delivery.week))
        except Failure as failure:
            state = Arrival.REFUSED if isinstance(failure, Stop) and failure.code == REFUSED else Arrival.FAILED
            delivery.mails.append((each.address, outgoing.keep(begun, state, failure.message)))
            if failure.code != REFUSED:
                delivery.pending = len(waiting) - number - 1
                return
        else:
            delivery.mails.append((each.address, outgoing.keep(begun, Arrival.DELIVERED)))


def _written(address: str, letter: Letter, outgoing: Outgoing, week: str) -> Mail:
    name = f"{outgoing.network.id}-{week}.pdf"
    files = (Attachment(name, "application/pdf", letter.pdf),) if letter.pdf else ()
    return Mail((address,), letter.subject, letter.text, letter.html, files, f"weekly.{outgoing.network.id}")


class _Letters:
    """Each different edition is made once: persons of one partner read the same."""

    def __init__(self, outgoing: Outgoing, week: str) -> None:
        self._outgoing, self._week = outgoing, week
        self._made: list[tuple[Weekly, Letter]] = []
        self._of: dict[str, Letter] = {}

    def to(self, recipient: Recipient) -> Letter:
        """What the recipient is written."""
        if recipient.partner not in self._of:
            self._of[recipient.partner] = self._letter(recipient.reader)
        return self._of[recipient.partner]

    def _letter(self, reader: Caller) -> Letter:
        weekly = mailed(self._outgoing.gather(reader, self._week), with_worklist=self._outgoing.mails_worklist)
        found = next((letter for known, letter in self._made if known == weekly), None)
        if found is None:
            found = self._outgoing.forms.letter(weekly)
            self._made.append((weekly, found))
        return found


def mailed(weekly: Weekly, *, with_worklist: bool) -> Weekly:
    """The issue as a mail may have it: without the worklist it names the spaces that have open points."""
    if with_worklist or weekly.worklist is None:
        return weekly
    spaces = tuple(sheet.name for sheet in weekly.worklist.spaces if sheet.lines)
    return replace(weekly, worklist=None, open_spaces=spaces)
