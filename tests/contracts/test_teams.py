"""Teams joins the contract, on a plan of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from connectors.sandbox.serve import running
from connectors.teams import client
from connectors.teams.connector import Teams
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract
from tests.contracts.teams_parts import TeamsParts
from tests.contracts.teams_world import SEED, People, TeamsWorld, teams_bench

PAGE = 5


@pytest.fixture(scope="module")
def people() -> Iterator[People]:
    """Who can call the one sandbox of this file."""
    with running(SEED) as sandbox:
        people = People(sandbox)
        with people.session:
            yield people


class TestTeams(ConnectorContract):
    @pytest.fixture
    def bench(self, people: People, budget: WatchedBudget, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
        """With short pages, so that a few tasks fill more than one."""
        monkeypatch.setattr(client, "PAGE", PAGE)
        bench = teams_bench(people, budget, PAGE)
        assert isinstance(bench.world, TeamsWorld)
        bench = replace(bench, parts=TeamsParts(bench.world))
        assert isinstance(bench.connector, Teams)
        yield bench
        bench.connector.close()
