"""Which tools there are. A new tool is one row here; its SDK is imported only when a connection of it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import tzinfo
from importlib import import_module
from typing import Any, Protocol, TypeVar

from bridge.core.model.network import Connection, Place
from bridge.core.model.reach import Manifest
from bridge.ports.announcer import Announcer
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.compliance import Compliance
from bridge.ports.connector import Connector
from bridge.ports.directory import Directory
from bridge.ports.eraser import Eraser
from bridge.ports.line import Line
from bridge.ports.posting import Posting
from bridge.ports.receiver import Received, Receiver, Subscriber
from bridge.ports.signin import SignIn
from bridge.ports.sweeper import Sweeper
from connectors.layers.limit import Limit

# Tool -> the class in connectors/<tool>/connector.py; each folder has the same files (memory is the pattern).
TOOLS: Mapping[str, str] = {
    "asana": "Asana",
    "memory": "Memory",
    "slack": "Slack",
    "teams": "Teams",
    "trello": "Trello",
}
# Tool -> module and class of what understands its deliveries, for tools that deliver anything to us.
RECEIVERS: Mapping[str, tuple[str, str]] = {
    "asana": ("connectors.asana.receiver", "Ear"),
    "slack": ("connectors.slack.desk.receiver", "Ear"),
    "teams": ("connectors.teams.receiver", "Ear"),
    "trello": ("connectors.trello.receiver", "Ear"),
}
# Tool -> module and class of what has it deliver, for tools that have to be subscribed to.
SUBSCRIBERS: Mapping[str, tuple[str, str]] = {
    "asana": ("connectors.asana.subscriptions", "Webhooks"),
    "teams": ("connectors.teams.subscriptions", "Notifications"),
    "trello": ("connectors.trello.subscriptions", "Webhooks"),
}

# Tool -> module and class of what tells who has an account there.
DIRECTORIES: Mapping[str, tuple[str, str]] = {
    tool: (f"connectors.{tool}.directory", "People") for tool in ("asana", "memory", "slack", "teams", "trello")
}

# Tool -> module and class of the connection that we open where the tool cannot reach us, for tools that have such.
LINES: Mapping[str, tuple[str, str]] = {"slack": ("connectors.slack.desk.line", "Line")}

# Tool -> module and class of what speaks in channels where people talk, for tools that have such.
ANNOUNCERS: Mapping[str, tuple[str, str]] = {
    "slack": ("connectors.slack.announce", "Announcer"),
    "teams": ("connectors.teams.announce", "Announcer"),
}

# Tool -> module and class of what puts the weekly report into places.
POSTINGS: Mapping[str, tuple[str, str]] = {
    tool: (f"connectors.{tool}.posting", "Posting") for tool in ("asana", "memory", "slack", "teams", "trello")
}

# Tool -> module and class of what takes an item out with its history, for tools that keep one.
ERASERS: Mapping[str, tuple[str, str]] = {tool: (f"connectors.{tool}.eraser", "Eraser") for tool in ("asana", "trello")}

# Tool -> module and class of what takes words out of whatever else our account wrote there.
SWEEPERS: Mapping[str, tuple[str, str]] = {
    tool: (f"connectors.{tool}.sweeper", "Sweeper") for tool in ("asana", "slack", "teams", "trello")
}

# Tool -> module and class of what its vendor tells of accounts, for vendors that want to be asked.
COMPLIANCE: Mapping[str, tuple[str, str]] = {"trello": ("connectors.trello.compliance", "Compliance")}

# Tool -> module and class of how a person connects it, for tools that have accounts.
SIGN_INS: Mapping[str, tuple[str, str]] = {
    "asana": ("connectors.asana.signin", "SignIn"),
    "slack": ("connectors.slack.signin", "SignIn"),
    "teams": ("connectors.teams.signin", "SignIn"),
    "trello": ("connectors.trello.signin", "SignIn"),
}


Made_co = TypeVar("Made_co", covariant=True)


class Factory(Protocol[Made_co]):
    """What is called for a connector, subscriber, directory, eraser, sweeper, posting or compliance: it sends nothing.

    `secrets` are the connection's, by name; one that the tool renews is set there. `origin` is where the vendor is
    reached, without a path; `zone` is the network's.
    """

    def __call__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
        /,
    ) -> Made_co: ...


class ReceiverFactory(Protocol):
    """What every receiver class is called with; `places` are the connection's, `budget` does not wait.

    The connection's setting `address` is where its tool delivers to, empty where there is no public address.
    """

    def __call__(
        self,
        connection: Connection,
        places: Sequence[Place],
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
        /,
    ) -> Receiver: ...


class LineFactory(Protocol):
    """What every line class is called with: the same connection's receiver, and what stores what was received."""

    def __call__(
        self, receiver: Receiver, secrets: Mapping[str, str], origin: str, take: Callable[[Received], None], /
    ) -> Line: ...


class AnnouncerFactory(Protocol):
    """What every announcer class is called with."""

    def __call__(
        self, connection: Connection, secrets: MutableMapping[str, str], origin: str, budget: Budget, clock: Clock, /
    ) -> Announcer: ...


class SignInFactory(Protocol):
    """What every sign-in class is called with."""

    def __call__(self, connection: Connection, origin: str, budget: Budget, clock: Clock, /) -> SignIn: ...


def manifest(tool: str) -> Manifest:
    """What the tool can do; raises ValueError for a tool that there is not. Loads no SDK."""
    found: Manifest = import_module(f"connectors.{_known(tool)}.manifest").MANIFEST
    return found


def manifest_at(tool: str, container: str) -> Manifest:
    """What the tool can do at one place, for tools that keep tasks in more than one form. Loads no SDK."""
    module = import_module(f"connectors.{_known(tool)}.manifest")
    found: Manifest = module.manifest_at(container) if hasattr(module, "manifest_at") else module.MANIFEST
    return found


def limits(tool: str) -> Sequence[Limit]:
    """The vendor's published limits; raises ValueError for a tool that there is not. Loads no SDK."""
    found: Sequence[Limit] = import_module(f"connectors.{_known(tool)}.manifest").LIMITS
    return found


def secrets(tool: str) -> Sequence[str]:
    """The names of the secrets that a connection of the tool needs; raises ValueError for a tool that there is not."""
    found: Sequence[str] = import_module(f"connectors.{_known(tool)}.manifest").SECRETS
    return found


def line_secrets(tool: str) -> Sequence[str]:
    """The names of those that it needs besides for a line of our own."""
    found: Sequence[str] = getattr(import_module(f"connectors.{_known(tool)}.manifest"), "SECRETS_OF_SOCKETS", ())
    return found


def factory(tool: str) -> Factory[Connector]:
    """What makes connectors of the tool; raises ValueError for a tool that there is not. Loads its SDK."""
    found: Factory[Connector] = getattr(import_module(f"connectors.{_known(tool)}.connector"), TOOLS[tool])
    return found


def connector(
    tool: str,
    connection: Connection,
    secrets: MutableMapping[str, str],
    origin: str,
    *,
    budget: Budget,
    clock: Clock,
    zone: tzinfo,
) -> Connector:
    """The connector of one connection."""
    return factory(tool)(connection, secrets, origin, budget, clock, zone)


def receiver(tool: str) -> ReceiverFactory | None:
    """What makes receivers of the tool, None where it delivers nothing; ValueError for a tool that there is not.

    Loads the tool's SDK.
    """
    found: ReceiverFactory | None = _in(RECEIVERS, tool)
    return found


def subscriber(tool: str) -> Factory[Subscriber] | None:
    """What makes subscribers of the tool, None where it has to be subscribed to nowhere. Loads the tool's SDK."""
    found: Factory[Subscriber] | None = _in(SUBSCRIBERS, tool)
    return found


def directory(tool: str) -> Factory[Directory]:
    """What tells who has an account in the tool. Loads the tool's SDK."""
    found: Factory[Directory] = _in(DIRECTORIES, tool)
    return found


def eraser(tool: str) -> Factory[Eraser] | None:
    """What takes items out of the tool with their history, None where it keeps none. Loads the tool's SDK."""
    found: Factory[Eraser] | None = _in(ERASERS, tool)
    return found


def sweeper(tool: str) -> Factory[Sweeper] | None:
    """What takes words out of whatever else we wrote in the tool, None where there is nothing. Loads its SDK."""
    found: Factory[Sweeper] | None = _in(SWEEPERS, tool)
    return found


def compliance(tool: str) -> Factory[Compliance] | None:
    """What asks the vendor about accounts, None where it wants nobody to ask. Loads the tool's SDK."""
    found: Factory[Compliance] | None = _in(COMPLIANCE, tool)
    return found


def line(tool: str) -> LineFactory | None:
    """What makes lines of the tool, None where it has none. Loads the tool's SDK."""
    found: LineFactory | None = _in(LINES, tool)
    return found


def announcer(tool: str) -> AnnouncerFactory | None:
    """What makes announcers of the tool, None where people do not talk in it. Loads the tool's SDK."""
    found: AnnouncerFactory | None = _in(ANNOUNCERS, tool)
    return found


def posting(tool: str) -> Factory[Posting]:
    """What puts the weekly report into places of the tool. Loads the tool's SDK."""
    found: Factory[Posting] = _in(POSTINGS, tool)
    return found


def sign_in(tool: str) -> SignInFactory | None:
    """What makes sign-ins of the tool, None where nobody has to. Loads the tool's SDK."""
    found: SignInFactory | None = _in(SIGN_INS, tool)
    return found


def _in(table: Mapping[str, tuple[str, str]], tool: str) -> Any:
    """The class that a table names for the tool, loaded; None where it has no row."""
    if _known(tool) not in table:
        return None
    module, name = table[tool]
    return getattr(import_module(module), name)


def _known(tool: str) -> str:
    if tool not in TOOLS:
        raise ValueError(f'There is no tool "{tool}"; the tools are {", ".join(sorted(TOOLS))}.')
    return tool
