"""What a process of one data directory works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date

from bridge.adapters import diagnostics
from bridge.adapters.clock import Ending
from bridge.adapters.store.alerts import SqlAlerts
from bridge.adapters.store.charters import SqlCharters
from bridge.adapters.store.confirmations import SqlConfirmations
from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.deliveries import SqlDeliveries
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.journal import SqlJournal
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.operations import SqlParked
from bridge.adapters.store.pauses import SqlPauses
from bridge.adapters.store.sendings import SqlSendings
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.store.visits import SqlVisits
from bridge.adapters.words import spoken
from bridge.bootstrap import receiving
from bridge.bootstrap.alerting import Alerting
from bridge.bootstrap.announcing import announcers
from bridge.bootstrap.connecting import connecting
from bridge.bootstrap.connections import Connections
from bridge.bootstrap.directories import directories
from bridge.bootstrap.looking import surroundings
from bridge.bootstrap.mirroring import Mirroring
from bridge.bootstrap.releasing import FigureStores
from bridge.bootstrap.rights import Rights
from bridge.core.log.entry import Entry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Connection, Network, Partner
from bridge.core.sync.agreeing import under
from bridge.core.sync.terms import Terms, with_people
from bridge.ports.clock import Clock
from bridge.ports.codes import Codes
from bridge.ports.line import Line
from bridge.ports.log import Signer
from bridge.ports.receiver import Received, Receiver
from bridge.ports.reidentifications import Reidentifications
from bridge.ports.rosters import Rosters
from bridge.ports.vault import Vault
from bridge.service.access import Access
from bridge.service.announce import announce
from bridge.service.charter import Agreeing
from bridge.service.connect import Connecting
from bridge.service.cycle import Connectors, Entering
from bridge.service.doctor import Surroundings
from bridge.service.onboarding import Connected
from bridge.service.participate import entries_of
from bridge.service.people.asking import Askable
from bridge.service.people.known import Known, known
from bridge.service.retention import Retaining
from bridge.service.subscribe import Wanted
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Installation:
    """What a process works with; a use case is given the few of these that it takes.

    `network` is as its file declares it; `terms` have the people whom partners imported and confirmed as well, and are
    as far as the partners agreed, as of when the process began.
    """

    settings: Settings
    network: Network
    terms: Sequence[Terms]
    rosters: Rosters
    clock: Clock
    ending: Ending
    spaces: SqlSpaces
    inbox: SqlInbox
    conflicts: SqlConflicts
    parked: SqlParked
    pauses: SqlPauses
    visits: SqlVisits
    alerts: SqlAlerts
    deliveries: SqlDeliveries
    sendings: SqlSendings
    confirmations: SqlConfirmations
    charters: SqlCharters
    log: SqlLog
    journal: SqlJournal
    vault: Vault
    signer: Signer
    codes: Codes
    reidentifications: Reidentifications
    hidden: diagnostics.Secrets
    access: Access
    alerting: Alerting
    retaining: Retaining
    rights: Rights
    figures: FigureStores
    _connections: Connections = field(repr=False)
    _mirroring: Mirroring = field(repr=False)

    def people(self) -> Known:
        """The network with its people as they are known now, by whatever process."""
        return known(self.network, self.rosters.of(self.network.id))

    def home(self, person: PersonId) -> PartnerId | None:
        """Whose person it is, as far as the terms of some space tell."""
        return next((found for terms in self.terms if (found := terms.partner_of(person))), None)

    def current(self, terms: Terms) -> Terms:
        """These terms as they are now: the people, whom an erasure or a restriction bars, and what is agreed."""
        network = self.people().network
        declared = next(each for each in self._connections.terms if each.space.id == terms.space.id)
        return self.rights.barred(under(with_people(declared, network), network, self.agreeing().force()))

    def connected(self, partner: Partner) -> Connected:
        """What is known of the partner's tools."""
        links = [each for each in self._connections.all() if each.partner == partner.id]
        lacking = frozenset(each.id for each in links if self._connections.missing(each))
        return Connected(lacking, {each.id: self._read_on(each) for each in links})

    def _read_on(self, connection: Connection) -> date | None:
        at = [self.visits.last_complete(place.id) for place in self._connections.places(connection)]
        return max((each.astimezone(self.network.zone).date() for each in at if each), default=None)

    def agreeing(self) -> Agreeing:
        """The charter, and what partners have consented to by now."""
        return Agreeing(self.people().network, self.charters, self.access, self.clock)

    def directories(self, only: ConnectionId | None = None) -> AbstractContextManager[Sequence[Askable]]:
        """Each connection's tool, to be asked who has an account there; or one connection's."""
        now = replace(self._connections, network=self.people().network)
        return directories(now, only)

    def connectors(self, terms: Terms, *, dry_run: bool = False) -> Connectors:
        """A connector for each place of the space; see `Mirroring`."""
        return self._mirroring.connectors(terms, dry_run=dry_run)

    def receivers(self) -> Mapping[ConnectionId, Receiver]:
        """A receiver for each connection whose tool delivers anything, and whose secrets are there."""
        return receiving.receivers(self._connections)

    def lines(
        self, receivers: Mapping[ConnectionId, Receiver], take: Callable[[Received], None]
    ) -> Mapping[ConnectionId, Line]:
        """A line of our own for each of these whose tool cannot reach us and has such; see `receiving`."""
        return receiving.lines(self._connections, receivers, take)

    def subscriptions(self) -> Mapping[ConnectionId, Wanted]:
        """What tools are to be asked to deliver to our public address; nothing where there is none."""
        return receiving.subscriptions(self._connections)

    def delivers(self, connection: ConnectionId) -> bool:
        """Whether the connection's tool delivers to our public address now, as far as that is known here."""
        return receiving.delivers(self._connections, connection, self.deliveries)

    def reached(self) -> Connections:
        """The connections with all that it takes to reach their tools."""
        return self._connections

    def surroundings(self) -> Surroundings:
        """What the doctor looks at beside the places."""
        return surroundings(self._connections, self.people().clashes)

    def connections(self, tool: str) -> Mapping[ConnectionId, Connecting]:
        """What `cobridge connect` takes: each connection of the tool, if somebody has to sign in there."""
        return connecting(self._connections, tool)

    def announce(self, terms: Terms) -> None:
        """Say what came where a place has begun; see `bridge.service.announce`."""
        announce(terms, self.spaces, lambda: announcers(self._connections, terms), spoken(self.network.language))

    def entering(self, terms: Terms) -> Entering:
        """What turns the space's decisions into entries."""
        force = self.agreeing().force()

        def entries(decision: Decision) -> Sequence[Entry]:
            if "purpose:transparency" not in force.points:
                return ()
            return entries_of(decision, terms, self.network, self.vault, self.clock)

        return entries
