"""Portability (Art. 20): what a person wrote, in a form that another program reads."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bridge.adapters.render.table import csv_text
from bridge.core.model.case import Act
from bridge.core.reports.gdpr.portability import HEADS
from bridge.service.rights.portability import Taken, take_along
from bridge.service.rights.subject import NobodyError
from tests.docs.sources import ROOT
from tests.unit.service.rights.sown import seeded
from tests.unit.service.rights.world import LENA, LENAS, LENAS_ACCOUNT, PETRA, PETRAS, TOOLS, World, answering

SCHEMA = json.loads((ROOT / "docs/schemas/portability.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Note:
    """What another program keeps of a comment."""

    task: str
    text: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Petra's and Lena's data."""
    made = seeded(tmp_path_factory.mktemp("world"))
    yield made
    made.database.close()


def taken(world: World) -> Taken:
    """What Petra takes along."""
    along, case = take_along(world.sources(), "", PETRAS, answering())
    assert case.act is Act.PORTABILITY
    world.filing.close(case)
    return along


def imported(text: str) -> tuple[dict[str, dict[str, str]], dict[str, Note]]:
    """A small reader, as another program has one: tasks by id with their values, and notes by id."""
    tasks, notes = dict[str, dict[str, str]](), dict[str, Note]()
    for item in json.loads(text)["orderedItems"]:
        what: dict[str, Any] = item["object"]
        if what["type"] == "Note":
            notes[what["id"]] = Note(what["inReplyTo"]["id"], what["content"])
        else:
            tasks.setdefault(what["id"], {}).update(what["values"])
    return tasks, notes


def test_ds_08_another_program_reads_what_the_person_wrote(world: World) -> None:
    """Every comment of hers with its task, the task that she opened, and each value that she entered last."""
    tasks, notes = imported(json.dumps(taken(world).activities))
    assert notes.keys() == {f"comment-{tool}" for tool in TOOLS}
    assert all(f"Kanari-{tool}" in notes[f"comment-{tool}"].text for tool in TOOLS)
    assert {note.task for note in notes.values()} == {f"task-{tool}" for tool in TOOLS}
    assert all(tasks[f"task-{tool}"]["due"] == "01.12.2026" for tool in TOOLS)
    assert "Gerüst bestellt" in {value for values in tasks.values() for value in values.values()}


def test_ds_08_the_file_keeps_the_published_form(world: World) -> None:
    """As docs/schemas/portability.json says; the number of items is the one that is told."""
    activities = json.loads(json.dumps(taken(world).activities))
    Draft202012Validator(SCHEMA).validate(activities)
    assert activities["totalItems"] == len(activities["orderedItems"])


def test_ds_08_the_table_holds_the_same(world: World) -> None:
    """A spreadsheet opens it: the same comments and values, a row for each."""
    along = taken(world)
    rows = list(csv.DictReader(StringIO(csv_text(HEADS, along.rows).removeprefix("\ufeff")), delimiter=";"))
    tasks, notes = imported(json.dumps(along.activities))
    assert {row["id"]: row["value"] for row in rows if row["what"] == "comment"} == {
        name: note.text for name, note in notes.items()
    }
    assert {(row["id"], row["field"]) for row in rows if row["what"] == "task" and row["field"]} == {
        (name, each) for name, values in tasks.items() for each in values
    }


def test_ds_08_a_cell_is_never_computed() -> None:
    """What people wrote is a text in the spreadsheet, also where it looks like a formula."""
    [_, row] = csv_text(("a",), [("=HYPERLINK(0)",)]).splitlines()
    assert row == "'=HYPERLINK(0)"


def test_ds_08_only_what_the_person_supplied(world: World) -> None:
    """Nothing that Lena wrote, changed or opened, and no trace of her."""
    text = json.dumps(taken(world).activities, ensure_ascii=False)
    for trace in ("Lena", "Brandt", LENA, LENAS_ACCOUNT, "Lenas Text", "Lenas Titel", "lead", "helpers"):
        assert trace not in text
    assert "title" not in imported(text)[0]["task-slack"]


def test_dt_08_nobody_takes_along_what_another_wrote(world: World) -> None:
    """A person gets their own alone."""
    with pytest.raises(NobodyError):
        take_along(world.sources(), PETRA, LENAS, answering())
