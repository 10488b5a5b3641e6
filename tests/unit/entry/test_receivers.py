"""Which connections of an installation take deliveries, and over what."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bridge.bootstrap import Installation, installation
from bridge.core.model.ids import ConnectionId

NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "lager"
tool = "memory"
[[partners.connections]]
id = "weber-slack"
tool = "slack"
[[partners.connections]]
id = "weber-teams"
tool = "teams"
[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "rohbau-stock"
connection = "lager"
container = "1"
[[spaces.places]]
id = "rohbau-cards"
connection = "weber-slack"
container = "C0AUFGABEN"
[[spaces.places]]
id = "rohbau-plan"
connection = "weber-teams"
container = "plan"
"""
OURS = "https://cobridge.weber.example"
Ask = Callable[[Installation], set[ConnectionId]]
Opened = Callable[[Ask], set[ConnectionId]]


def receivers(found: Installation) -> set[ConnectionId]:
    return set(found.receivers())


def lines(found: Installation) -> set[ConnectionId]:
    return set(found.lines(found.receivers(), lambda _: None))


def subscriptions(found: Installation) -> set[ConnectionId]:
    wanted = found.subscriptions()
    for each, what in wanted.items():
        assert (what.url, [place.id for place in what.places]) == (f"{OURS}/hooks/{each}", ["rohbau-plan"])
    return set(wanted)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """What is asked of an installation, as the environment is by then."""
    file = tmp_path / "network.toml"
    file.write_text(NETWORK, "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__LAGER__TOKEN", "t")
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_SLACK__TOKEN", "t")
    root = logging.getLogger()
    handlers, level = root.handlers, root.level

    def asked(ask: Ask) -> set[ConnectionId]:
        with installation(alone=True) as found:
            return ask(found)

    yield asked
    root.handlers, root.level = handlers, level


def test_a_connection_takes_deliveries_when_it_can_tell_whose_they_are(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack's does with its signing secret and not without; a tool that delivers nothing has no address."""
    assert not opened(receivers)
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_SLACK__SIGNING_SECRET", "s")
    assert opened(receivers) == {"weber-slack"}


def test_a_line_is_opened_where_nobody_can_reach_us(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the app's token and without a public address; with one, Slack delivers to that."""
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_SLACK__SIGNING_SECRET", "s")
    assert not opened(lines)
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_SLACK__APP_TOKEN", "xapp-1")
    assert opened(lines) == {"weber-slack"}
    monkeypatch.setenv("COBRIDGE_PUBLIC_URL", "https://bau.example.org")
    assert not opened(lines)


def test_a_tool_is_asked_to_deliver_where_there_is_an_address(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teams is subscribed to, with the connection's own address and places, as soon as it can sign in."""
    monkeypatch.setenv("COBRIDGE_PUBLIC_URL", OURS)
    assert not opened(subscriptions)
    for name in ("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"COBRIDGE_CONNECTIONS__WEBER_TEAMS__{name}", "s")
    assert opened(subscriptions) == {"weber-teams"}
    monkeypatch.delenv("COBRIDGE_PUBLIC_URL")
    assert not opened(subscriptions)
