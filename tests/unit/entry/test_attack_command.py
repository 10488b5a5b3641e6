"""`cobridge attack` as people use it: who may, on what, and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bridge.adapters.store.releases import SqlReleases
from bridge.core.log.evaluations import Threshold
from bridge.core.reports.disclosure.document import document, fingerprint
from bridge.core.reports.figures import Cell, Outcome, Release, Signed
from tests.unit.entry.office import NET, Office, office

__all__ = ["office"]

METRICS = ("opened", "completed", "handed_over", "claimed")
CELLS = tuple(Cell(metric, "", Outcome.SHOWN, 30) for metric in METRICS)
WEEK = Release("F1", NET, "2026-W47", date(2026, 11, 23), "1", 42, 6, CELLS, ("haus-8",))


def copy_of(release: Release, folder: Path, name: str = "zahlen.json") -> Path:
    """The document as a file."""
    file = folder / name
    file.write_bytes(document(release, Threshold()))
    return file


def test_dg_06_files_are_attacked_without_an_installation(office: Office) -> None:
    """Offline nobody is asked and nothing else is read; each of the 26 cases says how it ended."""
    ended = office.run("attack", "--offline", copy_of(WEEK, office.folder))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("1 releases and 0 further files are attacked.")
    assert [f"\nA{number:02}  " in ended.out for number in range(1, 27)] == [True] * 26
    assert "No attack succeeded" in ended.out
    assert office.looks() == []


def test_dg_06_it_ends_with_1_and_names_the_case_where_anything_is_told(office: Office) -> None:
    """A number that was not rounded, and another version of the same week."""
    exact = replace(WEEK, cells=(*CELLS[:3], Cell("claimed", "", Outcome.SHOWN, 17)))
    files = copy_of(WEEK, office.folder), copy_of(exact, office.folder, "andere.json")
    assert office.run("attack", "--offline", files[0]).code == 0
    ended = office.run("attack", "--offline", "--json", *files)
    told = json.loads(ended.out)
    assert (ended.code, told["held"], told["releases"]) == (1, False, 2)
    broken = {each["case"]: each["learned"] for each in told["cases"] if each["verdict"] == "broken"}
    assert {"A11", "A19"} <= broken.keys()
    assert broken["A11"] == [{"key": "restated", "bad": True, "period": "2026-W47", "number": 1}]
    assert "These cases tell too much: A11, A19." in office.run("attack", "--offline", *files).out


def test_dg_06_what_is_stored_is_attacked_by_who_may_read_it(office: Office) -> None:
    """The operator may not read figures; for an officer it is a look, and a document that nobody signed is noticed."""
    assert office.run("attack").code == 3
    assert office.run("attack", who="dsb").out == "Nothing has been released yet that could be attacked.\n"
    text = document(WEEK, Threshold())
    with office.database() as database:
        SqlReleases(database).keep(Signed(WEEK, text, fingerprint(text), "00" * 32, "00" * 64))
    ended = office.run("attack", who="dsb")
    assert ended.code == 1
    assert "A15  TELLS TOO MUCH" in ended.out
    assert office.run("attack", "--until", "2026-W46", who="dsb").code == 0
    looks = [(each.caller, each.resource.value, each.result.value) for each in office.looks()]
    assert looks == [("operator", "figures", "refused"), *[("dsb", "figures", "done")] * 3]


def test_dg_06_a_reader_subtracts_what_they_know(office: Office) -> None:
    """Whose own tasks are nearly all of the figure learns what little the others did."""
    knows = office.folder / "eigene.json"
    knows.write_text('{"weber": {"2026-W47": {"opened": {"haus-7": 31}}}, "sued": {}}', "utf-8")
    words = ("attack", "--offline", "--knows", knows, "--reader")
    file = copy_of(WEEK, office.folder)
    assert office.run(*words, "outsider", file).code == 0
    ended = office.run(*words, "weber", file)
    assert ended.code == 1
    assert "Who belongs to weber comes furthest." in ended.out
    assert "the whole network, 2026-W47: the part of the others is between 0 and 1." in ended.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--until", "2026-W99"), "--until: "),
        (("--offline",), "With --offline at least one file"),
        (("--offline", "there-is-none.json"), "there-is-none.json cannot be read"),
        (("--offline", "{file}", "--reader", "nobody"), "There is no reader 'nobody'."),
        (("--offline", "{file}", "--reader", "a+b+c"), "There is no reader 'a+b+c'."),
        (("--offline", "{file}", "--knows", "{file}"), "does not say how many tasks were whose"),
        (("--offline", "{half}"), "half.json is no whole document of figures: 'evaluation' is missing."),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(office: Office, words: tuple[str, ...], said: str) -> None:
    """What, where, and what is allowed."""
    half = office.folder / "half.json"
    half.write_text('{"schema": "cobridge.figures/1"}', "utf-8")
    file = copy_of(WEEK, office.folder)
    ended = office.run("attack", *(each.format(file=file, half=half) for each in words))
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
