"""Slack joins the contract with a List of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.sandbox.serve import running
from connectors.slack import client
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract
from tests.contracts.slack_lists_world import PAGE, opened
from tests.contracts.slack_people import People


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """Who can call the one sandbox of this file."""
    with running() as sandbox, People(sandbox).session as session:
        yield People(sandbox, session)


class TestSlackLists(ConnectorContract):
    @pytest.fixture
    def bench(self, people: People, budget: WatchedBudget, monkeypatch: pytest.MonkeyPatch) -> Bench:
        """Pages are short, so that few items are more than one."""
        monkeypatch.setattr(client, "ROWS", PAGE)
        return opened(people, budget)
