"""A channel of the sandbox for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.sandbox.serve import running
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.slack_people import Door, People, open_door
from tests.contracts.slack_world import SlackWorld, opened


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """Who can call one sandbox."""
    with running() as sandbox, People(sandbox).session as session:
        yield People(sandbox, session)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    """Where Slack delivers."""
    with open_door() as door:
        yield door


@pytest.fixture
def bench(people: People, door: Door) -> Bench:
    """The sandbox as at first, with a channel of two lanes that the connector has read."""
    return opened(people, door, WatchedBudget())


@pytest.fixture
def world(bench: Bench) -> SlackWorld:
    """Its people."""
    assert isinstance(bench.world, SlackWorld)
    return bench.world
