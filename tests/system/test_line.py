"""What people do in Slack reaches a service that nobody can reach: over a line that it opens itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.system.served import until
from tests.system.week.deeds import InSlack
from tests.system.week.place import Site, site

pytestmark = pytest.mark.slow

SIX_HOURS = 6 * 3_600.0
PROMPT = 20.0
"""Seconds; by schedule alone the next turn begins half a minute after the last."""


def shown(here: Site, title: str) -> bool:
    """Whether the task stands in each tool, once."""
    return all([each["title"] for each in here.items(tool)].count(title) == 1 for tool in here.containers)


def test_what_people_send_arrives_over_a_line_that_drops_and_comes_back(tmp_path: Path) -> None:
    """A command is a task everywhere at once; Slack lets no line last longer than five hours, and nobody notices."""
    with site(tmp_path) as here:
        carla = InSlack(here, "carla")
        here.start(public=False)
        assert here.service is not None
        until(here.service.is_well)
        for title in ("Fenster einsetzen", "Gerüst abbauen"):
            carla.create(title)
            until(lambda title=title: shown(here, title), PROMPT)  # type: ignore[misc]
            here.advance(SIX_HOURS)
        until(here.service.is_well)
        here.stop()


def test_a_line_that_slack_refuses_is_told_and_opened_when_it_may(tmp_path: Path) -> None:
    """/health says why nothing can arrive from Slack; the places are mirrored all the same."""
    with site(tmp_path) as here:
        refused = {"vendor": "slack", "kind": "expired-token", "match": {"path_regex": "apps.connections.open"}}
        here.control("PUT", "/faults", refused)
        here.start(public=False)
        service = here.service
        assert service is not None
        told = until(lambda: [each for each in service.health()[1]["trouble"] if "slack: " in each and "cred" in each])
        assert "xapp" not in told[0]
        until(lambda: shown(here, "Standplan"))
        here.control("PUT", "/faults", [])
        here.advance(60)  # Slack lets an app open one line a minute
        until(service.is_well)
        InSlack(here, "carla").create("Fenster einsetzen")
        until(lambda: shown(here, "Fenster einsetzen"), PROMPT)
