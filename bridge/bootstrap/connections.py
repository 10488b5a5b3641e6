"""A connection with all that it takes to reach its tool: secrets, limits, the vendor's origin and our own address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bridge.adapters import diagnostics
from bridge.adapters.vault.secrets import Secrets
from bridge.core.model.ids import ConnectionId
from bridge.core.model.network import Connection, Network, Place
from bridge.core.sync.terms import Terms
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.vault import Vault
from config.settings import Settings
from connectors import registry
from connectors.layers.budget import Budgets

ORIGINS: Mapping[str, str] = {
    "trello": "https://api.trello.com",
    "asana": "https://app.asana.com",
    "slack": "https://slack.com",
    "graph": "https://graph.microsoft.com",
}
"""Where the vendors are, unless the settings name another origin."""


@dataclass(frozen=True, slots=True)
class Connections:
    """The connections of the network file. Nothing here sends anything."""

    settings: Settings
    network: Network
    terms: Sequence[Terms]
    clock: Clock
    vault: Vault
    budgets: Budgets
    hidden: diagnostics.Secrets

    def all(self) -> Sequence[Connection]:
        return [each for partner in self.network.partners for each in partner.connections]

    def of(self, identity: ConnectionId) -> Connection:
        return next(each for each in self.all() if each.id == identity)

    def places(self, connection: Connection) -> Sequence[Place]:
        return [place for terms in self.terms for place in terms.space.places if place.connection == connection.id]

    def address(self, connection: Connection) -> str:
        """Where its tool is to deliver to; empty where there is no public address."""
        return f"{self.settings.public_url}/hooks/{connection.id}" if self.settings.public_url else ""

    def with_lines(self) -> frozenset[ConnectionId]:
        """Those to whose tool we hold a line, since it cannot reach us."""
        if self.settings.public_url:
            return frozenset()
        needed = {each.id: registry.line_secrets(each.tool) for each in self.all()}
        given = {each.id: self.secrets(each) for each in self.all()}
        return frozenset(each for each, names in needed.items() if names and all(map(given[each].get, names)))

    def secrets(self, connection: Connection) -> Secrets:
        return Secrets(connection.id, self.settings.secrets_of(connection.id), self.vault, self.hidden.add)

    def missing(self, connection: Connection) -> Sequence[str]:
        """The secrets that nobody has set or entered, by name."""
        secrets = self.secrets(connection)
        return [name for name in registry.secrets(connection.tool) if not secrets.get(name)]

    def lacks(self, connection: Connection, name: str) -> str:
        """What to say of a connection without this secret."""
        variable = f"COBRIDGE_CONNECTIONS__{connection.id.upper().replace('-', '_')}__{name.upper()}"
        by_command = f"run cobridge connect {connection.tool} --connection {connection.id}"
        return f"The connection {connection.id} has no {name}: {by_command}, or set {variable}."

    def budget(self, connection: Connection, patience: timedelta | None = None) -> Budget:
        """The rest of its limits; one call waits no longer than `patience`, which is a minute where nothing is said."""
        tool, secrets = connection.tool, self.secrets(connection)
        credential = "\0".join(secrets.get(name, "") for name in registry.secrets(tool))
        limits, key = registry.limits(tool), secrets.get("key", "")
        return self.budgets.budget(tool, limits, token=credential, key=key, patience=patience)

    def origin(self, tool: str) -> str:
        vendor = registry.manifest(tool).vendor
        return getattr(self.settings, f"{vendor}_url", None) or ORIGINS[vendor]

    def with_login(self, connection: Connection) -> Connection:
        """The connection, told where its vendor signs in where the settings name an origin for that."""
        login = getattr(self.settings, f"{registry.manifest(connection.tool).vendor}_login_url", None)
        return replace(connection, settings={**connection.settings, "login": login}) if login else connection
