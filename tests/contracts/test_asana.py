"""Asana joins the contract, on a project of the sandbox: with an OAuth app's marker, and with one in the notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from connectors.sandbox.serve import Sandbox, running
from tests.contracts.asana_world import People, asana_bench
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.connector import ConnectorContract


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One for all promises: each has a project of its own."""
    with running() as sandbox:
        yield sandbox


class AsanaContract(ConnectorContract):
    settings: Mapping[str, str]

    @pytest.fixture
    def bench(self, budget: WatchedBudget, sandbox: Sandbox) -> Iterator[Bench]:
        people = People(sandbox)
        with people.session:
            yield asana_bench(people, budget, self.settings)


class TestByApp(AsanaContract):
    settings: Mapping[str, str] = {"sign_in": "oauth"}


class TestByFooter(AsanaContract):
    settings: Mapping[str, str] = {}
