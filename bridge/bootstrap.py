"""Settings and network file become objects. The only importer of connectors and config; importing it builds nothing."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock

from bridge.adapters import diagnostics, words
from bridge.adapters.clock import Ending, RealClock, SandboxClock
from bridge.adapters.store.database import Database
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.journal import SqlJournal
from bridge.adapters.store.lock import exclusive
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.pauses import SqlPauses
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.store.visits import SqlVisits
from bridge.adapters.vault.opening import KEY, open_vault
from bridge.adapters.vault.secrets import Secrets
from bridge.core.log.entry import Entry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Connection, Network, Place
from bridge.core.sync.terms import Terms, terms_of
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Connector
from bridge.ports.line import Line
from bridge.ports.receiver import Received, Receiver
from bridge.ports.vault import Vault
from bridge.ports.words import Words
from bridge.service.addresses import Addresses
from bridge.service.connect import Connecting
from bridge.service.cycle import Connectors, Entering
from bridge.service.doctor import Surroundings
from bridge.service.participate import entries_of
from bridge.service.subscribe import Wanted
from config.faults import ConfigError
from config.network import read_network
from config.settings import Settings, read_settings
from connectors import registry
from connectors.layers.budget import Budgets
from connectors.layers.stack import layered
from connectors.layers.unconnected import Unconnected

ORIGINS: Mapping[str, str] = {
    "trello": "https://api.trello.com",
    "asana": "https://app.asana.com",
    "slack": "https://slack.com",
    "graph": "https://graph.microsoft.com",
}
"""Where the vendors are, unless the settings name another origin."""
PATIENCE = timedelta(minutes=1)
"""How long one call may wait for its tool's limit before its place has to try again later."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What a process of one data directory works with; a use case is given the few of these that it takes."""

    settings: Settings
    network: Network
    terms: Sequence[Terms]
    clock: Clock
    spaces: SqlSpaces
    inbox: SqlInbox
    pauses: SqlPauses
    visits: SqlVisits
    log: SqlLog
    journal: SqlJournal
    vault: Vault
    budgets: Budgets
    ending: Ending
    hidden: diagnostics.Secrets
    _made: dict[tuple[ConnectionId, bool], Connector] = field(default_factory=dict, repr=False)
    _making: Lock = field(default_factory=Lock, repr=False)

    def connectors(self, terms: Terms, *, dry_run: bool = False) -> Connectors:
        """A connector for each place of the space. Where a secret is missing, it says so whatever it is asked for.

        A connection has one connector in a process, made when it is first needed and shared by all spaces.
        """
        found: dict[PlaceId, Connector] = {}
        with self._making:
            for place in terms.space.places:
                key = (place.connection, dry_run)
                if key not in self._made:
                    connection = _connection(self.network, place.connection)
                    self._made[key] = self._connector(connection, dry_run=dry_run)
                found[place.id] = self._made[key]
        return found

    def receivers(self) -> Mapping[ConnectionId, Receiver]:
        """A receiver for each connection whose tool delivers anything, and whose secrets are there."""
        made = {each.id: self._receiver(each) for each in self._connections() if not self._missing(each)}
        return {identity: receiver for identity, receiver in made.items() if receiver}

    def lines(
        self, receivers: Mapping[ConnectionId, Receiver], take: Callable[[Received], None]
    ) -> Mapping[ConnectionId, Line]:
        """A line of our own for each of these whose tool has such and whose secrets for it are there.

        None where there is a public address: then the tools deliver to that.
        """
        made = dict[ConnectionId, Line]()
        for identity in sorted(self._with_lines() & receivers.keys()):
            connection = _connection(self.network, identity)
            if make := registry.line(connection.tool):
                secrets, origin = self._secrets(connection), self._origin(connection.tool)
                made[identity] = make(receivers[identity], secrets, origin, take)
        return made

    def subscriptions(self) -> Mapping[ConnectionId, Wanted]:
        """What tools are to be asked to deliver to our public address; nothing where there is none."""
        made = dict[ConnectionId, Wanted]()
        for each in self._connections() if self.settings.public_url else ():
            make, places = registry.subscriber(each.tool), self._places(each)
            if make and places and not self._missing(each):
                subscriber = make(
                    self._with_login(each),
                    self._secrets(each),
                    self._origin(each.tool),
                    self._budget(each),
                    self.clock,
                    self.network.zone,
                )
                made[each.id] = Wanted(subscriber, places, self._address(each))
        return made

    def surroundings(self) -> Surroundings:
        """What the doctor looks at beside the places."""
        from bridge.adapters.address import cobridge_answers

        beside = self.settings.data_dir / KEY
        tools = sorted({place.tool for terms in self.terms for place in terms.space.places})
        return Surroundings(
            beside if beside.exists() else None,
            {tool: registry.limits(tool) for tool in tools},
            self._vendor_time,
            Addresses(self.settings.public_url, self._with_lines(), cobridge_answers),
        )

    def entering(self, terms: Terms) -> Entering:
        """What turns the space's decisions into entries."""

        def entries(decision: Decision) -> Sequence[Entry]:
            return entries_of(decision, terms, self.network, self.vault, self.clock)

        return entries

    def connections(self, tool: str) -> Mapping[ConnectionId, Connecting]:
        """What `cobridge connect` takes: each connection of the tool, if somebody has to sign in there."""
        make = registry.sign_in(tool) if tool in registry.TOOLS else None
        made = dict[ConnectionId, Connecting]()
        for each in self._connections() if make else ():
            if make and each.tool == tool:
                secrets = self._secrets(each)
                sign_in = make(self._with_login(each), self._origin(tool), self._budget(each), self.clock)
                made[each.id] = Connecting(sign_in, secrets, secrets.keep)
        return made

    def _connector(self, connection: Connection, *, dry_run: bool) -> Connector:
        tool = connection.tool
        for name in self._missing(connection):
            variable = f"COBRIDGE_CONNECTIONS__{connection.id.upper().replace('-', '_')}__{name.upper()}"
            by_command = f"run cobridge connect {tool} --connection {connection.id}"
            sentence = f"The connection {connection.id} has no {name}: {by_command}, or set {variable}."
            return Unconnected(registry.manifest(tool), sentence)
        made = registry.connector(
            tool,
            self._with_login(connection),
            self._secrets(connection),
            self._origin(tool),
            budget=self._budget(connection),
            clock=self.clock,
            zone=self.network.zone,
        )
        return layered(made, self.clock, self.journal, dry_run=dry_run)

    def _receiver(self, connection: Connection) -> Receiver | None:
        """Somebody waits for its answer, so it waits for no limit."""
        make = registry.receiver(connection.tool)
        if make is None:
            return None
        login = self._with_login(connection)
        return make(
            replace(login, settings={**login.settings, "address": self._address(connection)}),
            self._places(connection),
            self._secrets(connection),
            self._origin(connection.tool),
            self._budget(connection, timedelta()),
            self.clock,
            self.network.zone,
        )

    def _connections(self) -> Sequence[Connection]:
        return [each for partner in self.network.partners for each in partner.connections]

    def _places(self, connection: Connection) -> Sequence[Place]:
        return [place for terms in self.terms for place in terms.space.places if place.connection == connection.id]

    def _address(self, connection: Connection) -> str:
        """Where its tool is to deliver to; empty where there is no public address."""
        return f"{self.settings.public_url}/hooks/{connection.id}" if self.settings.public_url else ""

    def _with_lines(self) -> frozenset[ConnectionId]:
        """The connections to whose tool we hold a line, since it cannot reach us."""
        if self.settings.public_url:
            return frozenset()
        needed = {each.id: registry.line_secrets(each.tool) for each in self._connections()}
        given = {each.id: self._secrets(each) for each in self._connections()}
        return frozenset(each for each, names in needed.items() if names and all(map(given[each].get, names)))

    def _secrets(self, connection: Connection) -> Secrets:
        return Secrets(connection.id, self.settings.secrets_of(connection.id), self.vault, self.hidden.add)

    def _missing(self, connection: Connection) -> Sequence[str]:
        """The secrets that nobody has set or entered, by name."""
        secrets = self._secrets(connection)
        return [name for name in registry.secrets(connection.tool) if not secrets.get(name)]

    def _budget(self, connection: Connection, patience: timedelta | None = None) -> Budget:
        tool, secrets = connection.tool, self._secrets(connection)
        credential = "\0".join(secrets.get(name, "") for name in registry.secrets(tool))
        limits, key = registry.limits(tool), secrets.get("key", "")
        return self.budgets.budget(tool, limits, token=credential, key=key, patience=patience)

    def _origin(self, tool: str) -> str:
        vendor = registry.manifest(tool).vendor
        return getattr(self.settings, f"{vendor}_url", None) or ORIGINS[vendor]

    def _with_login(self, connection: Connection) -> Connection:
        """The connection, told where its vendor signs in where the settings name an origin for that."""
        login = getattr(self.settings, f"{registry.manifest(connection.tool).vendor}_login_url", None)
        return replace(connection, settings={**connection.settings, "login": login}) if login else connection

    def _vendor_time(self, tool: str) -> datetime | None:
        from bridge.adapters.vendor_time import vendor_time

        return vendor_time(self._origin(tool))


@contextmanager
def installation(*, alone: bool) -> Iterator[Installation]:
    """Everything opened as settings and network file say, closed in the end.

    `alone` takes the data directory for this process, which whatever writes needs. Raises ConfigError for what is
    wrong in settings or network file (all faults at once, nothing touched), Unusable for what cannot be opened.
    """
    settings = read_settings()
    network = read_network(settings.network_file, tuple(registry.TOOLS))
    hidden = diagnostics.Secrets(settings.all_secrets())
    diagnostics.set_up(settings.log_format, hidden, level=logging.WARNING)
    with ExitStack() as held:
        if alone:
            held.enter_context(exclusive(settings.data_dir))
        database = Database(settings.database.get_secret_value())
        held.callback(database.close)
        vault = open_vault(settings.data_dir, settings.vault_key.get_secret_value(), settings.vault_key_file)
        ending = Ending()
        clock = SandboxClock(settings.clock_url, ending) if settings.clock_url else RealClock(ending)
        yield Installation(
            settings,
            network,
            _terms(network),
            clock,
            SqlSpaces(database),
            SqlInbox(database),
            SqlPauses(database),
            SqlVisits(database),
            SqlLog(database),
            SqlJournal(database, clock),
            vault,
            Budgets(clock, PATIENCE, ending.check),
            ending,
            hidden,
        )


def speech() -> Words:
    """The words of the command line: English where the environment's language is, else German."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return words.spoken("en" if language.casefold().startswith("en") else "de")


def _terms(network: Network) -> Sequence[Terms]:
    places = [place for space in network.spaces for place in space.places]
    manifests = {place.tool: registry.manifest(place.tool) for place in places}
    apart = {place.id: registry.manifest_at(place.tool, place.container) for place in places}
    phrases = words.phrases(network.language)
    return tuple(terms_of(network, space, manifests, phrases, apart) for space in network.spaces)


def _connection(network: Network, identity: ConnectionId) -> Connection:
    return next(each for partner in network.partners for each in partner.connections if each.id == identity)


__all__ = ["ConfigError", "Installation", "installation", "speech"]
