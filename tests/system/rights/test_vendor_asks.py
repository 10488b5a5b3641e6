"""Trello tells whose account was deleted or changed, and what we hold of it follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.bootstrap.acting import look_after
from bridge.core.model.ids import ConnectionId, PersonId
from tests.system.rights.ground import EMAIL, NAME, SAID, Ground, ground

pytestmark = pytest.mark.slow
TRELLO = ConnectionId("trello")


def _others(here: Ground) -> str:
    return json.dumps([here.shown(vendor) for vendor in ("slack", "graph")], ensure_ascii=False)


def test_dt_15_an_account_that_trello_calls_deleted_is_erased_and_one_that_changed_is_asked_for_anew(
    tmp_path: Path,
) -> None:
    """Once a day; when Trello last answered is known, and what was heeded is not done again."""
    with ground(tmp_path) as here:
        found = here.site.found
        bob = PersonId(f"trello/{here.site.worlds['trello'].other}")
        assert found.rights.standing().polls[TRELLO].at is None
        assert bob in here.site.memory.names
        here.site.control.control("POST", "/act", json={"tool": "trello", "person": "bob", "do": "change-account"})
        look_after(here.now.found)
        assert bob not in here.site.memory.names
        assert found.rights.standing().polls[TRELLO].at is not None

        here.site.control.control("POST", "/act", json={"tool": "trello", "person": "anna", "do": "delete-account"})
        assert SAID["trello"] in _others(here)
        look_after(here.now.found)
        here.sync()
        assert SAID["trello"] not in _others(here)
        assert SAID["asana"] in _others(here)
        account = str(here.site.worlds["trello"].person)
        assert account not in repr(here.site.memory)
        (person,) = found.rosters.of("bau")["weber"].persons  # type: ignore[index]
        assert (person.name, person.email) == (NAME, EMAIL)
        cases = found.rights.cases.all("bau")
        look_after(here.now.found)
        assert len(found.rights.cases.all("bau")) == len(cases) == 1
