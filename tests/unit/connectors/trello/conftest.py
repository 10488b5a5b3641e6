"""A board of the sandbox for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.sandbox.serve import running
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.trello_world import People, TrelloWorld, opened


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """Who can call one sandbox."""
    with running() as sandbox, People(sandbox).session as session:
        yield People(sandbox, session)


@pytest.fixture
def bench(people: People) -> Bench:
    """The sandbox as at first, with an empty board that the connector has read."""
    return opened(people, WatchedBudget())


@pytest.fixture
def world(bench: Bench) -> TrelloWorld:
    """Its people."""
    assert isinstance(bench.world, TrelloWorld)
    return bench.world
