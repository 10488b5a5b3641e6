"""Which tools deliver, as a command beside the service knows it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bridge.adapters.store.database import Database
from bridge.adapters.store.deliveries import SqlDeliveries
from bridge.core.model.ids import ConnectionId
from tests.unit.connectors.virtual_clock import START

TEAMS, OTHER = ConnectionId("weber-teams"), ConnectionId("other")
HOUR = timedelta(hours=1)


def test_a_tool_delivers_as_long_as_its_subscription_is_looked_after(tmp_path: Path) -> None:
    """Asked for and kept up; what failed, was never asked for, or nobody looks after any more, does not deliver."""
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        deliveries = SqlDeliveries(database)
        deliveries.arranged(TEAMS, START + HOUR, "")
        assert deliveries.delivers(TEAMS, START)
        assert not deliveries.delivers(TEAMS, START + 2 * HOUR)
        assert not deliveries.delivers(OTHER, START)
        deliveries.arranged(TEAMS, START + HOUR, "Microsoft refuses it.")
        assert not deliveries.delivers(TEAMS, START)
