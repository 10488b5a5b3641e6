"""A person's data are kept and used no more, and come back when that is lifted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.bootstrap.acting import restricting_for
from bridge.core.model.caller import operator
from bridge.core.model.case import Act, State
from bridge.ports.erasures import Mark
from bridge.service.rights.restriction import Restricting
from tests.system.rights.ground import NAME, SAID, Ground, ground

pytestmark = pytest.mark.slow
NEW, TITLE = "Neues-Zwitschern", "Von ihr angelegt"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Ground]:
    """Everything of hers is mirrored."""
    with ground(tmp_path) as found:
        yield found


def _restricting(here: Ground) -> Restricting:
    found = here.now.found
    return found.rights.restricting(found.terms)


def _others(here: Ground) -> str:
    """What the other partner's people see."""
    items = [item for vendor in ("slack", "graph") for item in here.shown(vendor)]
    return json.dumps([(each["title"], each["description"], each["people"], each["comments"]) for each in items],
                      ensure_ascii=False)  # fmt: skip


def test_ds_06_dt_06_it_holds_with_the_next_cycle_and_comes_back_when_it_is_lifted(
    here: Ground,
) -> None:
    """What others read of hers goes, what she does is not taken over, her own originals and what we keep stay."""
    assert all(said in _others(here) for said in SAID.values())
    before = here.site.memory
    _restricting(here).restrict(here.subject(), Mark.RESTRICTED)
    here.sync()
    assert not any(said in _others(here) for said in SAID.values())
    assert "ein Partner des Netzwerks" in _others(here)
    assert f"Zuständig: {NAME}" not in _others(here)
    assert all(SAID[tool] in here.state(tool) for tool in SAID)
    assert {each.id for task in here.site.memory.tasks.values() for each in task.comments.values()} == {
        each.id for task in before.tasks.values() for each in task.comments.values()
    }

    staged = here.site.found.log.staged("bau")
    trello = here.site.worlds["trello"]
    trello.comment(here.card, NEW)
    trello.edit(here.card, title="Von ihr umbenannt")
    trello.create(TITLE, next(ref for ref, _ in trello.lanes()))
    here.sync()
    here.now.look()
    assert NEW not in _others(here)
    assert "umbenannt" not in _others(here)
    assert TITLE not in _others(here)
    assert here.site.found.log.staged("bau") == staged

    assert _restricting(here).lift(here.subject(), Mark.RESTRICTED)
    here.sync()
    shown = _others(here)
    assert all(said in shown for said in (*SAID.values(), NEW, TITLE, "umbenannt"))
    assert shown.count(SAID["trello"]) == len(("cards", "list", "teams"))
    here.now.settle()


def test_ds_09_an_objection_is_a_case_that_somebody_decides(here: Ground) -> None:
    """It holds at once; dismissed with grounds it ends, and the case says so."""
    found = here.now.found
    acting = restricting_for(found, operator(), Act.OBJECTION)
    case = acting.begin("ottilie-k")
    assert case is not None
    assert case.state is State.OPEN
    assert acting.begin("ottilie-k") is None
    here.sync()
    assert SAID["trello"] not in _others(here)
    assert acting.dismiss("ottilie-k", "Haftung aus dem Vertrag mit dem Bauherrn")
    kept = found.rights.cases.get("bau", case.id)
    assert kept is not None
    assert kept.state is State.REFUSED
    assert kept.refused == "Haftung aus dem Vertrag mit dem Bauherrn"
    here.sync()
    assert SAID["trello"] in _others(here)
