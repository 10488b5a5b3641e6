"""The table of tools."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC

import pytest

from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.model.network import Connection
from bridge.ports.receiver import Request
from connectors import registry
from connectors.layers.budget import Budgets
from connectors.memory.manifest import FULL
from tests.unit.connectors.virtual_clock import VirtualClock

SDKS = ("trello", "asana", "requests", "msgraph", "slack_sdk")


def loaded_after(statement: str) -> set[str]:
    """Which of the SDKs a fresh interpreter has loaded after the statement."""
    program = f"import sys; {statement}; print(*(name for name in {SDKS!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    return set(done.stdout.split())


def test_the_table_loads_no_sdk() -> None:
    """`cobridge --help` stays quick: knowing which tools there are loads none of their clients."""
    assert loaded_after("import connectors.registry") == set()


@pytest.mark.parametrize("tool", sorted(registry.TOOLS))
def test_what_a_tool_can_do_is_known_without_its_sdk(tool: str) -> None:
    """Manifests and limits are data; deciding and planning need no client."""
    assert registry.manifest(tool).tool == tool
    assert all(limit.count > 0 for limit in registry.limits(tool))
    statement = f"from connectors import registry; registry.manifest({tool!r}); registry.limits({tool!r})"
    assert loaded_after(statement) == set()


@pytest.mark.parametrize("tool", sorted(registry.TOOLS))
def test_every_row_leads_to_a_connector(tool: str) -> None:
    """A tool in the table can be connected: its class takes what every connector takes, and sends nothing yet."""
    clock = VirtualClock()
    budget = Budgets(clock).budget(tool, registry.limits(tool), token="t")
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), tool)
    secrets = {"key": "k", "token": "t"}
    made = registry.connector(tool, connection, secrets, "http://127.0.0.1:9", budget=budget, clock=clock, zone=UTC)
    assert made.manifest == registry.manifest(tool)


@pytest.mark.parametrize("tool", ["asana", "slack", "trello"])
def test_a_tool_that_delivers_has_a_receiver(tool: str) -> None:
    """It believes nothing unsigned; a tool that delivers nothing has none."""
    assert registry.receiver("memory") is None
    make, clock = registry.receiver(tool), VirtualClock()
    assert make is not None
    budget = Budgets(clock).budget(tool, registry.limits(tool), token="t")
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), tool)
    secrets = {"token": "t", "signing_secret": "s", "secret": "s"}
    made = make(connection, (), secrets, "http://127.0.0.1:9", budget, clock, UTC)
    assert made.receive(Request("POST", "/hooks/weber", {}, {}, b"")).reply.status == 401


@pytest.mark.parametrize("tool", ["asana", "teams", "trello"])
def test_only_what_has_to_be_subscribed_to_has_a_subscriber(tool: str) -> None:
    """It sends nothing by being made; Slack is told where to deliver by hand."""
    assert registry.subscriber("slack") is None
    make, clock = registry.subscriber(tool), VirtualClock()
    assert make is not None
    budget = Budgets(clock).budget(tool, registry.limits(tool), token="t")
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), tool)
    assert not make(connection, {}, "http://127.0.0.1:9", budget, clock, UTC).subscribe((), "http://x").missed


def test_memory_is_in_the_table() -> None:
    """The reference connector is a tool like the others."""
    assert registry.manifest("memory") is FULL


def test_what_a_tool_can_do_may_go_by_the_place() -> None:
    """Slack keeps tasks in channels or in Lists; what other tools can do is the same everywhere."""
    assert registry.manifest_at("slack", "C0A1") == registry.manifest("slack")
    assert registry.manifest_at("slack", "F0A1") != registry.manifest("slack")
    assert registry.manifest_at("trello", "F0A1") == registry.manifest("trello")


def test_an_unknown_tool_is_said_so_with_the_known_ones() -> None:
    """A misspelt tool in the network file gets a sentence that names what there is."""
    with pytest.raises(ValueError, match='no tool "jira"; the tools are asana, memory, slack, teams, trello'):
        registry.manifest("jira")
