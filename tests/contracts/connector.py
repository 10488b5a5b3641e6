"""The contract of a connector: every promise of `bridge/ports/connector.py` as a test, with its rule as docstring.

A tool joins in ten lines: a class that inherits this one and gives a `bench` fixture (see test_memory.py). What a
test may expect is read from the manifest, never from the tool's name.
"""

from __future__ import annotations

import pytest

from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.promises.comments import Comments
from tests.contracts.promises.feed import Feed
from tests.contracts.promises.fields import FieldPromises
from tests.contracts.promises.lanes import Lanes
from tests.contracts.promises.parts import Parts
from tests.contracts.promises.reading import Reading
from tests.contracts.promises.trouble import Trouble
from tests.contracts.promises.writing import Writing


class ConnectorContract(Reading, Feed, FieldPromises, Parts, Lanes, Writing, Comments, Trouble):
    """Inherit, and override `bench`."""

    @pytest.fixture
    def budget(self) -> WatchedBudget:
        """Give this to the connector as its budget."""
        return WatchedBudget()

    @pytest.fixture
    def bench(self, budget: WatchedBudget) -> Bench:
        """The connector under test at an empty place with at least two lanes, and the people who work there."""
        raise NotImplementedError(f"A connector joins the contract by its own bench; it gets {budget!r} as budget.")
