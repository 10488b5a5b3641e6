"""`cobridge worklist`: who reads what, what is recorded of that, and what a partner confirms."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bridge.adapters.store.confirmations import SqlConfirmations
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.log.participation import Week
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PartnerId, PersonId, PlaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.task import Fields, Task
from bridge.core.rules.access import Resource, Verb
from bridge.ports.access_log import Result
from tests.consented import consented
from tests.today import today
from tests.unit.entry.office import FILE, NET, OURS, THEIRS, Office, office

__all__ = ["office"]

LONG_AGO = date(2020, 1, 7)
OUR_PLACE, THEIR_PLACE = PlaceId("haus-7-trello"), PlaceId("haus-8-trello")
PETRA, TOM = PersonId("petra-weber"), PersonId("tom-sommer")


def _overdue(office: Office, **without: str) -> None:
    """One task of each space is long overdue, Weber's and Südbau's."""
    tasks = {
        OURS: Task(TaskId("t-7"), Fields("Gerüst abnehmen", due=LONG_AGO, lead=PETRA), OUR_PLACE),
        THEIRS: Task(TaskId("t-8"), Fields("Fenster liefern", due=LONG_AGO, lead=TOM), THEIR_PLACE),
    }
    with office.database() as database:
        for space, task in tasks.items():
            SqlSpaces(database).agree(space, Decision(agreed=Memory(tasks={task.id: task})), ())
    environment = {
        "COBRIDGE_NETWORK_FILE": without.get("file", str(FILE)),
        "COBRIDGE_DATA_DIR": str(office.folder / "data"),
    }
    consented(environment, tuple(each for each in (without.get("partner"),) if each))


def _read(office: Office, who: str = "", *words: str) -> dict[str, Any]:
    said = office.run("worklist", "--json", *words, who=who)
    assert said.code == 0, said.err
    return {each["space"]: each for each in json.loads(said.out)["spaces"]}


def _titles(sheet: dict[str, Any]) -> set[str]:
    return {line["title"] for line in sheet["lines"]}


@pytest.mark.parametrize(
    ("who", "spaces"),
    [("coord-weber", {OURS}), ("petra-weber", {OURS}), ("coord-nordlicht", {OURS}), ("office", {OURS, THEIRS})],
)
def test_pl_16_members_read_their_spaces_and_the_office_all(office: Office, who: str, spaces: set[str]) -> None:
    """A person and a coordinator those of their partner, the network office every one; the operator vacant ones."""
    _overdue(office)
    found = _read(office, who)
    assert found.keys() == spaces
    assert "Gerüst abnehmen" in _titles(found[OURS])
    assert _read(office).keys() == {THEIRS}


@pytest.mark.parametrize("who", ["dsb", "audit", "council-weber"])
def test_pl_15_nobody_else_has_a_worklist(office: Office, who: str) -> None:
    """It is refused, and that is recorded."""
    said = office.run("worklist", who=who)
    assert said.code == 3
    assert not said.out
    last = office.looks()[-1]
    assert (last.resource, last.verb, last.result) == (Resource.WORKLIST, Verb.READ, Result.REFUSED)


def test_pl_16_a_space_of_others_is_as_one_that_there_is_not(office: Office) -> None:
    """For whoever acts for a partner, asked for by its id."""
    theirs = office.run("worklist", "--space", THEIRS, who="coord-weber").without(THEIRS)
    assert theirs == office.run("worklist", "--space", "nowhere-7", who="coord-weber").without("nowhere-7")
    assert theirs[0] == 2


def test_pl_08_who_has_not_agreed_reads_of_no_task(office: Office) -> None:
    """Without one partner's gates nothing of its tasks or of the others' is in any worklist of the space."""
    _overdue(office, partner="nordlicht")
    for who in ("coord-nordlicht", "coord-weber", "office"):
        assert "Gerüst abnehmen" not in _titles(_read(office, who)[OURS])


def test_pl_08_a_partner_on_references_does_not_read_what_the_others_read(office: Office) -> None:
    """In one space two partners share a task; to the third, without its gates, it passes by reference alone."""
    file = office.folder / "network.toml"
    place = '\n[[spaces.places]]\nid = "haus-8-{}"\nconnection = "{}"\ncontainer = "{}"\n'
    more = (("weber", "weber-trello", "5f3c1f77bcf86cd799439097"), ("nord", "nordlicht-asana", "1200000000000098"))
    file.write_text(FILE.read_text("utf-8") + "".join(place.format(*each) for each in more), "utf-8")
    office.monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    _overdue(office, file=str(file), partner="nordlicht")
    assert "Fenster liefern" in _titles(_read(office, "office")[THEIRS])
    assert "Fenster liefern" in _titles(_read(office, "coord-weber")[THEIRS])
    assert "Fenster liefern" not in _titles(_read(office, "coord-nordlicht")[THEIRS])


def test_pl_17_the_name_of_a_firm_of_one_is_a_look_at_that_person(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named with its consent, it is recorded of the person; not named, nobody is shown and the look names nobody."""
    _overdue(office)
    line = _read(office, "office")[THEIRS]["lines"][0]
    assert (line["organisation"], line["named"]) == ("", "task")
    assert [each.subject for each in office.looks()][-1] == ""
    file = office.folder / "network.toml"
    name = 'name = "Südbau Sommer e.K."\n'
    file.write_text(FILE.read_text("utf-8").replace(name, f"{name}named_in_worklist = true\n"), "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    _overdue(office, file=str(file))
    line = _read(office, "office")[THEIRS]["lines"][0]
    assert (line["organisation"], line["named"]) == ("Südbau Sommer e.K.", "alone")
    last = office.looks()[-1]
    assert (last.resource, last.partner) == (Resource.WORKLIST, "suedbau")
    assert last.subject


def test_the_worklist_is_read_as_the_report_has_it(office: Office) -> None:
    """A block for each space, lines with their kind first, footnotes below, and German where the machine is German."""
    _overdue(office)
    office.monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    said = office.run("worklist", who="office").out
    assert "Haus 7" in said
    assert "Überfällig" in said
    assert "Zuständigkeit:" in said
    assert "² Diese Organisation wird im Arbeitsblatt nicht genannt." in said
    assert "Petra" not in said


def test_a_partner_confirms_its_list_for_the_week(office: Office) -> None:
    """Its coordinator alone; the operator names a partner that has none. The week is kept, and who did it is a look."""
    assert office.run("worklist", "--confirm", who="petra-weber").code == 3
    assert office.run("worklist", "--confirm", who="office").code == 2
    assert office.run("worklist", "--confirm", "--partner", "nordlicht", who="coord-weber").code == 2
    assert office.run("worklist", "--confirm", "--partner", "weber").code == 3
    assert office.run("worklist", "--confirm", who="coord-weber").code == 0
    assert office.run("worklist", "--confirm", "--partner", "suedbau").code == 0
    with office.database() as database:
        week = Week.of(today()).name
        assert SqlConfirmations(database).weeks(NET) == {PartnerId("weber"): week, PartnerId("suedbau"): week}
