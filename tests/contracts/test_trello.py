"""Trello joins the contract, on a board of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.sandbox.serve import running
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract
from tests.contracts.trello_world import People, opened


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """Who can call the one sandbox of this file."""
    with running() as sandbox, People(sandbox).session as session:
        yield People(sandbox, session)


class TestTrello(ConnectorContract):
    @pytest.fixture
    def bench(self, people: People, budget: WatchedBudget) -> Bench:
        return opened(people, budget)
