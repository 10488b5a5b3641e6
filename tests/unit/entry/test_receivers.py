"""Which connections of an installation take deliveries."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bridge.bootstrap import installation
from bridge.core.model.ids import ConnectionId
from bridge.ports.receiver import Receiver

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
"""
Opened = Callable[[], Mapping[ConnectionId, Receiver]]


@pytest.fixture
def receivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """What an installation hears with, as the environment is by then."""
    file = tmp_path / "network.toml"
    file.write_text(NETWORK, "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__LAGER__TOKEN", "t")
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_SLACK__TOKEN", "t")
    root = logging.getLogger()
    handlers, level = root.handlers, root.level

    def opened() -> Mapping[ConnectionId, Receiver]:
        with installation(alone=True) as found:
            return found.receivers()

    yield opened
    root.handlers, root.level = handlers, level


def test_a_connection_takes_deliveries_when_it_can_tell_whose_they_are(
    receivers: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack's does with its signing secret and not without; a tool that delivers nothing has no address."""
    assert not receivers()
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_SLACK__SIGNING_SECRET", "s")
    assert set(receivers()) == {"weber-slack"}
