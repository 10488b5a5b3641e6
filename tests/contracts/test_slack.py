"""Slack joins the contract, in a channel of the sandbox: people act by what they press and send."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.sandbox.serve import running
from connectors.slack import client
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract
from tests.contracts.slack_people import Door, People, open_door
from tests.contracts.slack_world import PAGE, opened


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """Who can call the one sandbox of this file."""
    with running() as sandbox, People(sandbox).session as session:
        yield People(sandbox, session)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    """Where Slack delivers."""
    with open_door() as door:
        yield door


class TestSlack(ConnectorContract):
    @pytest.fixture
    def bench(self, people: People, door: Door, budget: WatchedBudget, monkeypatch: pytest.MonkeyPatch) -> Bench:
        """Pages are short, so that few cards are more than one."""
        monkeypatch.setattr(client, "PAGE", PAGE)
        return opened(people, door, budget)
