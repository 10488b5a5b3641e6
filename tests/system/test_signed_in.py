"""A service stays signed in for as long as it runs now and then, whatever its sign-in began with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.system.crowd.tools import InTrello
from tests.system.served import until
from tests.system.week.place import Site, site

pytestmark = pytest.mark.slow

TWO_MONTHS = timedelta(days=60).total_seconds()
"""A refresh token of Microsoft's lasts for three."""


def anna_says(here: Site, text: str) -> None:
    """Below a card; what is mirrored into Teams is posted for the service user."""
    ref = next(str(each["ref"]) for each in here.items("trello") if each["title"] == "Standplan")
    InTrello(here, "anna").say(ref, text)  # type: ignore[arg-type]  # as much of a town as it uses


def arrived(here: Site, text: str) -> bool:
    (item,) = [each for each in here.items("teams") if each["title"] == "Standplan"]
    return sum(text in each["text"] for each in item["comments"]) == 1


def test_a_renewed_sign_in_outlives_a_restart(tmp_path: Path) -> None:
    """Four months after somebody signed in, and a restart between: the token they got ran out, and nobody notices."""
    with site(tmp_path) as here:
        for text in ("Bis Freitag.", "Bis Montag.", "Erledigt."):
            here.start(public=False)
            assert here.service is not None
            until(here.service.is_well)
            anna_says(here, text)
            here.advance(60)
            until(lambda text=text: arrived(here, text))  # type: ignore[misc]
            here.stop()
            here.advance(TWO_MONTHS)
