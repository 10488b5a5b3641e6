"""What the delivery works with, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bridge.core.model.caller import Caller
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.network import Network, Report
from bridge.core.model.sending import Arrival, Sending, Way
from bridge.core.reports.weekly import Weekly
from bridge.core.rules import catalogue
from bridge.core.rules.consent import Force
from bridge.core.rules.retention import DataType
from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.mailer import Mailer
from bridge.ports.posting import Posting
from bridge.ports.sendings import Sendings
from bridge.ports.weekly import Forms

WORKLIST_BY_MAIL = "worklist:mail"
"""The charter's point that lets mails hold the worklist."""
Postings = Callable[[], AbstractContextManager[Mapping[PlaceId, Posting]]]
"""A way into each place whose secrets are there, closed in the end."""
Gather = Callable[[Caller, str], Weekly]
"""That week's issue for a reader, with the worklist of the spaces that are the reader's."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`network` has the people as they are known now, `terms` are its spaces', as far as the partners agreed.

    `hashed` makes of an address what is remembered of it. Without a mail server `mailer` is None.
    """

    network: Network
    terms: Sequence[Terms]
    force: Force
    sendings: Sendings
    mailer: Mailer | None
    postings: Postings
    gather: Gather
    forms: Forms
    hashed: Callable[[str], str]
    clock: Clock

    @property
    def report(self) -> Report:
        """Who gets it, and how; nobody where the network file says nothing."""
        return self.network.report or Report()

    @property
    def goes_by_mail(self) -> bool:
        """Whether mails are among the ways."""
        return Way.MAIL in self.report.ways

    @property
    def mails_worklist(self) -> bool:
        """Whether the partners agreed that mails hold the worklist, and do not only lead to it."""
        return WORKLIST_BY_MAIL in self.force.points

    @property
    def kept(self) -> timedelta:
        """How long something stays in a place."""
        return timedelta(days=catalogue.under(self.force.points)[DataType.SENDINGS].period.days)

    def known(self, week: str) -> dict[tuple[str, str], Sending]:
        """What went out of that issue, by way and recipient."""
        return {(each.way, each.recipient): each for each in self.sendings.of(self.network.id, week)}

    def keep(self, sending: Sending, state: Arrival, trouble: str = "", ref: Ref | None = None) -> Sending:
        """Remember what became of it, and where it stands."""
        now = replace(sending, state=state, trouble=trouble, ref=ref or sending.ref)
        self.sendings.keep(self.network.id, now)
        return now

    def today(self) -> date:
        """The day in the network's zone."""
        return self.clock.now().astimezone(self.network.zone).date()


@dataclass(slots=True)
class Delivery:
    """One turn: what stands of the issue now. `troubles` are sentences about what nobody remembers by itself.

    `mails` are with the address that each went to; `pending` so many addresses were not tried yet.
    """

    week: str
    mails: list[tuple[str, Sending]] = field(default_factory=list)
    places: list[Sending] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    pending: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be tried again."""
        open_ones = [each for _, each in self.mails if each.state is Arrival.FAILED]
        open_ones += [each for each in self.places if each.state in {Arrival.FAILED, Arrival.BEGUN}]
        return not (open_ones or self.pending)
