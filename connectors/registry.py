"""Which tools there are. A new tool is one row here; its SDK is imported only when a connection of it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from importlib import import_module
from typing import Protocol

from bridge.core.model.network import Connection
from bridge.core.model.reach import Manifest
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Connector
from connectors.layers.limit import Limit

# Tool -> the class in connectors/<tool>/connector.py; each folder has the same files (memory is the pattern).
TOOLS: Mapping[str, str] = {
    "asana": "Asana",
    "memory": "Memory",
    "slack": "Slack",
    "teams": "Teams",
    "trello": "Trello",
}


class Factory(Protocol):
    """What every connector class is called with. It sends nothing yet.

    `secrets` are the connection's, by name; `origin` is where the vendor is reached, without a path; `zone` is the
    network's.
    """

    def __call__(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
        /,
    ) -> Connector: ...


def manifest(tool: str) -> Manifest:
    """What the tool can do; raises ValueError for a tool that there is not. Loads no SDK."""
    found: Manifest = import_module(f"connectors.{_known(tool)}.manifest").MANIFEST
    return found


def limits(tool: str) -> Sequence[Limit]:
    """The vendor's published limits; raises ValueError for a tool that there is not. Loads no SDK."""
    found: Sequence[Limit] = import_module(f"connectors.{_known(tool)}.manifest").LIMITS
    return found


def secrets(tool: str) -> Sequence[str]:
    """The names of the secrets that a connection of the tool needs; raises ValueError for a tool that there is not."""
    found: Sequence[str] = import_module(f"connectors.{_known(tool)}.manifest").SECRETS
    return found


def factory(tool: str) -> Factory:
    """What makes connectors of the tool; raises ValueError for a tool that there is not. Loads its SDK."""
    found: Factory = getattr(import_module(f"connectors.{_known(tool)}.connector"), TOOLS[tool])
    return found


def connector(
    tool: str,
    connection: Connection,
    secrets: Mapping[str, str],
    origin: str,
    *,
    budget: Budget,
    clock: Clock,
    zone: tzinfo,
) -> Connector:
    """The connector of one connection."""
    return factory(tool)(connection, secrets, origin, budget, clock, zone)


def _known(tool: str) -> str:
    if tool not in TOOLS:
        raise ValueError(f'There is no tool "{tool}"; the tools are {", ".join(sorted(TOOLS))}.')
    return tool
