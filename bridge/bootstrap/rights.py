"""What the acts on a person's data work with: the tombstones, our own stores, and what reaches each place."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from bridge.adapters import words
from bridge.adapters.mail import SmtpMailer, server_of
from bridge.adapters.store.cases import SqlCases
from bridge.adapters.store.database import Database
from bridge.adapters.store.erasures import FILE, ErasuresFile
from bridge.adapters.store.forgetting import SqlForgetting
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.polls import SqlPolls
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.store.visits import SqlVisits
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.bootstrap.connections import Connections
from bridge.bootstrap.mirroring import Mirroring
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Connection, Network, Place
from bridge.core.sync.terms import Terms
from bridge.ports.compliance import Compliance
from bridge.ports.eraser import Eraser
from bridge.ports.mailer import Mailer
from bridge.ports.sweeper import Sweeper
from bridge.service.rights.barring import Barring
from bridge.service.rights.erasure import Erasing
from bridge.service.rights.forget import Kept
from bridge.service.rights.notify import Notifying
from bridge.service.rights.restriction import Restricting
from bridge.service.rights.standing import RightsStanding, rights_standing
from bridge.service.rights.undo import Reaching
from connectors import registry
from connectors.registry import Factory

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Rights:
    """One for the process; nothing is sent before an act asks for it."""

    barring: Barring
    cases: SqlCases
    spaces: SqlSpaces
    forgetting: SqlForgetting
    log: SqlLog
    visits: SqlVisits
    polls: SqlPolls
    vault: SqliteVault
    connections: Connections
    mirroring: Mirroring
    declared: Network
    mailer: Mailer | None

    def barred(self, terms: Terms) -> Terms:
        """These terms with whom the tombstones bar now."""
        return replace(terms, barred=self.barring.now())

    def kept(self, terms: Sequence[Terms]) -> Kept:
        """Our own stores."""
        network = self.connections.network.id
        return Kept(network, terms, self.spaces, self.forgetting, self.log, self.vault, self.vault.rosters)

    def erasing(self, terms: Sequence[Terms], today: date) -> Erasing:
        """What an erasure works with; `terms` are those of all spaces, with the people as they are known now."""
        return Erasing(self.declared, self.kept(terms), self.barring, self.cases, self._reaching, today)

    def restricting(self, terms: Sequence[Terms]) -> Restricting:
        """What restriction and objection work with."""
        return Restricting(self.kept(terms), self.barring, self.visits)

    def notifying(self, today: date) -> Notifying:
        """What tells partners, in the network's language."""
        return Notifying(self.declared, self.cases, self.mailer, words.spoken(self.declared.language), today)

    def vendors(self) -> Mapping[ConnectionId, Compliance]:
        """What asks about accounts, for each connection whose vendor wants to be asked and whose secrets are there."""
        made = {each.id: self._compliance(each) for each in self.connections.all()}
        return {identity: found for identity, found in made.items() if found}

    def standing(self) -> RightsStanding:
        """How it stands with all of these; asks nobody."""
        asked = [each.id for each in self.connections.all() if each.tool in registry.COMPLIANCE]
        return rights_standing(self.declared.id, self.cases, self.polls, asked)

    def _compliance(self, connection: Connection) -> Compliance | None:
        make = registry.compliance(connection.tool)
        if make is None or self.connections.missing(connection):
            return None
        return make(
            connection,
            self.connections.secrets(connection),
            self.connections.origin(connection.tool),
            self.connections.budget(connection),
            self.connections.clock,
            self.connections.network.zone,
        )

    def _reaching(self, terms: Terms, place: PlaceId) -> Reaching:
        found = next(each for each in terms.space.places if each.id == place)
        connector = self.mirroring.connectors(terms)[place]
        return Reaching(
            found, terms, connector, self._eraser(found), self._sweeper(found), self.spaces, self.forgetting
        )

    def _eraser(self, place: Place) -> Eraser | None:
        return self._made(registry.eraser(place.tool), place)

    def _sweeper(self, place: Place) -> Sweeper | None:
        return self._made(registry.sweeper(place.tool), place)

    def _made(self, make: Factory[Made] | None, place: Place) -> Made | None:
        connection = self.connections.of(place.connection)
        if make is None or self.connections.missing(connection):
            return None
        return make(
            self.connections.with_login(connection),
            self.connections.secrets(connection),
            self.connections.origin(place.tool),
            self.connections.budget(connection),
            self.connections.clock,
            self.connections.network.zone,
        )


def rights(
    network: Network, connections: Connections, database: Database, vault: SqliteVault, mirroring: Mirroring
) -> Rights:
    """The tombstones stand beside the database, in a file that no restored backup replaces. `network` as declared."""
    settings = connections.settings
    barring = Barring(network.id, vault, ErasuresFile(settings.data_dir / FILE))
    url = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
    mailer = SmtpMailer(server_of(url), ssl.create_default_context) if url else None
    stores = SqlCases(database), SqlSpaces(database), SqlForgetting(database), SqlLog(database), SqlVisits(database)
    polls = SqlPolls(database)
    return Rights(barring, *stores, polls, vault, connections, mirroring, network, mailer)
