"""A plan in the sandbox, its people, and the connector on the sandbox's clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from connectors.sandbox.serve import running
from connectors.teams.connector import Teams
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.teams_world import SEED, People, SandboxClock, TeamsWorld, teams_bench


@pytest.fixture(scope="session")
def people() -> Iterator[People]:
    """Who can call the one sandbox of this folder."""
    with running(SEED) as sandbox:
        people = People(sandbox)
        with people.session:
            yield people


@pytest.fixture
def bench(people: People) -> Iterator[Bench]:
    bench = teams_bench(people, WatchedBudget(), 400, SandboxClock(people))
    yield bench
    cast("Teams", bench.connector).close()


@pytest.fixture
def world(bench: Bench) -> TeamsWorld:
    return cast("TeamsWorld", bench.world)
