"""A project in the sandbox, its people, and the connector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from connectors.sandbox.serve import Sandbox, running
from tests.contracts.asana_world import AsanaWorld, People, asana_bench
from tests.contracts.bench import Bench, WatchedBudget


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def bench(sandbox: Sandbox) -> Iterator[Bench]:
    people = People(sandbox)
    with people.session:
        yield asana_bench(people, WatchedBudget(), {"sign_in": "oauth"})


@pytest.fixture
def world(bench: Bench) -> AsanaWorld:
    return cast("AsanaWorld", bench.world)
