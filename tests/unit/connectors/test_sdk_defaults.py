"""What the vendors' packages do by themselves is off: repeating calls, waiting without end, loading for seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from threading import Thread
from typing import Any, cast
from unittest.mock import Mock

import pytest

from bridge.core.errors import Ambiguous, Failure, Retry
from bridge.ports.connector import Sought
from connectors.http import TIMEOUT
from connectors.layers.retry import Patience, Retrying
from connectors.sandbox.serve import Sandbox, running
from connectors.slack.desk.bolt import bolt_of
from connectors.slack.desk.line import Line
from tests.conftest import ROOT
from tests.unit.connectors.sites import CREATING, SEED, Sites, new_task, sites
from tests.unit.connectors.virtual_clock import VirtualClock

TOOLS = tuple(CREATING)
BREAKS = ("429", "503", "drop-before", "drop-after")
WAITING = ("trello.transport", "asana.sending", "slack.client", "slack.desk.line", "teams.wire", "oauth")
"""The modules that say how long calls may take."""
SOON = (2.0, 1.0)
LONG = 20.0
"""Seconds after which a call that ends within `SOON` has certainly ended; the packages' own limits are longer."""
SIGN_IN = "/oauth2/v2.0/token"
ONCE = {
    "trello": frozenset[str](),
    "asana": frozenset({"multiprocessing"}),  # the pool that its client begins, and of which it uses nothing
    "slack": frozenset[str](),
    # httpx loads what carries its calls with its first connection: a fifth of a second.
    "teams": frozenset({"anyio", "h11", "h2", "hpack", "httpcore", "hyperframe", "sniffio"}),
}
"""Packages that may be loaded by the first calls only."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running(SEED) as sandbox:
        yield sandbox


@pytest.fixture
def site(sandbox: Sandbox) -> Iterator[Sites]:
    with sites(sandbox) as found:
        yield found


@pytest.mark.parametrize("kind", BREAKS)
@pytest.mark.parametrize("tool", TOOLS)
def test_a_read_that_fails_is_sent_once(site: Sites, tool: str, kind: str) -> None:
    """Whether a vendor refuses, fails or hangs up: the package does not ask again by itself."""
    connector = site.connector(tool)
    site.fault(tool, kind, "/(1|api|v1.0)/")
    with pytest.raises(Retry):
        connector.pull(site.place(tool), None, Sought())
    assert len(told(site, tool)) == 1


@pytest.mark.parametrize("kind", BREAKS)
@pytest.mark.parametrize("tool", TOOLS)
def test_a_create_that_fails_is_sent_once(site: Sites, tool: str, kind: str) -> None:
    """A task that was sent twice would be there twice."""
    connector, place = site.connector(tool), site.place(tool)
    operation = new_task(connector, connector.pull(place, None, Sought()))
    site.fault(tool, kind, f"{CREATING[tool]}$")
    with pytest.raises(Retry) as caught:
        connector.apply(place, operation)
    assert isinstance(caught.value, Ambiguous) is (kind != "429")
    assert len(site.asked(tool, CREATING[tool])) == 1


@pytest.mark.parametrize("tool", TOOLS)
def test_only_our_own_patience_asks_again(site: Sites, tool: str) -> None:
    """A read that goes on failing is sent as often as our retries say, and waits on our clock alone."""
    clock = VirtualClock()
    patient = Retrying(site.connector(tool), clock, Patience(tries=3, first=1.0))
    site.fault(tool, "503", "/(1|api|v1.0)/")
    with pytest.raises(Retry):
        patient.pull(site.place(tool), None, Sought())
    assert len(told(site, tool)) == 3
    assert clock.slept == [1.0, 2.0]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_call_that_is_never_answered_ends_in_our_time(
    site: Sites, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No package waits without end, nor as long as it likes, for reading or for creating."""
    hurry(monkeypatch)
    connector, place = site.connector(tool), site.place(tool)
    operation = new_task(connector, connector.pull(place, None, Sought()))
    site.fault(tool, "timeout", f"{CREATING[tool]}$")
    assert isinstance(ended(lambda: connector.apply(place, operation)), Ambiguous)
    site.fault(tool, "timeout", "/(1|api|v1.0)/")
    assert type(ended(lambda: connector.pull(place, None, Sought()))) is Retry
    assert len(told(site, tool)) == 1


@pytest.mark.parametrize("kind", [*BREAKS, "timeout"])
def test_signing_in_to_microsoft_is_on_our_terms_too(site: Sites, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One call for a token, which ends in our time."""
    hurry(monkeypatch)
    connector = site.connector("teams")
    site.fault("teams", kind, SIGN_IN)
    assert type(ended(lambda: connector.pull(site.place("teams"), None, Sought()))) is Retry
    assert len(site.asked("teams", SIGN_IN)) == 1


@pytest.mark.parametrize("kind", [*BREAKS, "timeout"])
def test_opening_slack_s_line_is_on_our_terms_too(site: Sites, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Socket Mode begins with a call of the package's own, which is sent once and ends in our time."""
    hurry(monkeypatch)
    line = Line(cast("Any", None), site.secrets("slack"), site.origin("slack"), lambda _: None)
    site.fault("slack", kind, "apps.connections.open")
    assert isinstance(ended(line.open), Failure)
    assert len(site.asked("slack", "apps.connections.open")) == 1


def test_bolt_s_own_client_repeats_nothing_and_does_not_wait_longer() -> None:
    """Nothing is sent by it; were it used one day, it would be on our terms."""
    client = bolt_of(Mock()).client
    assert client.retry_handlers == []
    assert client.timeout == TIMEOUT[1]


@pytest.mark.parametrize("tool", TOOLS)
def test_the_first_calls_load_hardly_anything(site: Sites, tool: str) -> None:
    """Whoever makes a connector has loaded what it needs: nobody waits for it in the middle of the first call.

    Graph's typed builders, more than a thousand modules that take four seconds, are not loaded at all.
    """
    loaded = first_use(site, tool)
    late = {name.partition(".")[0] for name in loaded["called"]} - ONCE[tool]
    assert late <= set(sys.stdlib_module_names) - {"multiprocessing"}
    assert len(loaded["called"]) < 100, "a hundred modules take a third of a second"
    assert not [name for name in (*loaded["made"], *loaded["called"]) if name.partition(".")[0] == "msgraph"]
    assert len(loaded["made"]) < 1_500


def told(site: Sites, tool: str) -> list[str]:
    """The calls to a tool but for signing in."""
    return [path for path in site.asked(tool) if SIGN_IN not in path]


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call may take a second."""
    for name in WAITING:
        monkeypatch.setattr(import_module(f"connectors.{name}"), "TIMEOUT", SOON)


def ended(act: Callable[[], object]) -> Failure | None:
    """The failure that an act ends with, in a thread of its own: a test does not wait without end either."""
    raised = list[Failure]()

    def run() -> None:
        try:
            act()
        except Failure as failure:
            raised.append(failure)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONG)
    assert not thread.is_alive(), "the call still waits"
    return raised[0] if raised else None


def first_use(site: Sites, tool: str) -> dict[str, list[str]]:
    """What a process of its own loads until it has made the connector, and at its first calls."""
    connection, secrets = site.connection(tool), site.secrets(tool)
    given = {"settings": dict(connection.settings), "secrets": secrets, "origin": site.origin(tool)}
    told = json.dumps({**given, "container": site.place(tool).container})
    command = [sys.executable, "-m", "tests.unit.connectors.first_use", tool]
    run = subprocess.run(command, input=told, capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found
