"""`cobridge report erasure|restriction|objection|notices` as people use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.today import today
from tests.unit.entry import test_report_command
from tests.unit.entry.test_report_command import Desk

ANNA = ("--person", "anna-apfel")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Jonas is in the network file, Anna was imported."""
    yield from test_report_command.desk.__wrapped__(tmp_path, monkeypatch)  # type: ignore[attr-defined]


def test_ds_05_without_yes_nothing_is_erased(desk: Desk) -> None:
    """It is shown what would be done, in words and as JSON."""
    shown = desk.report("erasure", *ANNA)
    assert shown.exit_code == 0, shown.exception
    assert "Nothing was erased" in shown.output
    assert json.loads(desk.report("erasure", *ANNA, "--json").output) == {"entries": 0, "copies": [], "declared": False}
    assert desk.report("access", *ANNA).exit_code == 0


def test_ds_05_with_yes_the_person_is_gone_and_the_receipt_is_handed_out(desk: Desk) -> None:
    """In the network's language or another, to read and for programs; nobody of that id is found any more."""
    ran = desk.report("erasure", *ANNA, "--yes", "--out", desk.folder / "out", "--language", "en")
    assert ran.exit_code == 0, ran.exception
    html, told = sorted((desk.folder / "out").iterdir())
    assert "Receipt of an erasure" in html.read_text("utf-8")
    made = json.loads(told.read_text("utf-8"))
    assert (made["complete"], made["open"]) == (True, 0)
    assert "Apfel" not in html.read_text("utf-8") + told.read_text("utf-8")
    assert desk.report("access", *ANNA).exit_code != 0
    assert "Apfel" not in "".join(path.read_bytes().decode("latin-1") for path in (desk.folder / "data").iterdir()
                                  if path.is_file())  # fmt: skip


def test_ds_05_who_stands_in_the_network_file_has_to_be_taken_out_there(desk: Desk) -> None:
    """The receipt stays open until somebody says that it was done."""
    ran = desk.report("erasure", "--person", "jonas-hartmann", "--yes", "--json")
    made = json.loads(ran.output)
    assert (made["complete"], made["open"]) == (False, 1), made
    done = desk.report("erasure", "--case", made["case"], "--confirmed", "file", "--language", "en")
    assert "1 things at file count as done" in done.output
    assert "has been erased" in done.output


def test_a_program_reads_nothing_but_json_whatever_was_confirmed(desk: Desk) -> None:
    """What is said of it beside stands on standard error."""
    made = json.loads(desk.report("erasure", "--person", "jonas-hartmann", "--yes", "--json").output)
    ran = desk.report("erasure", "--case", made["case"], "--confirmed", "file", "--json")
    assert json.loads(ran.stdout)["complete"]
    assert "file" in ran.stderr


def test_ds_05_what_is_held_for_a_case_is_not_erased_and_the_request_stays(desk: Desk) -> None:
    """The ground is told, nothing is gone; once it is released the same request is carried out."""
    until = today() + timedelta(days=30)
    held = desk.run("retention", "hold", "--case", "AZ-7", *ANNA, "--until", until.isoformat())
    assert held.exit_code == 0, (held.output, held.exception)
    ran = desk.report("erasure", *ANNA, "--yes")
    assert (ran.exit_code, "Art. 17(3)(e)" in ran.output) == (3, True), ran.output
    to_program = desk.report("erasure", *ANNA, "--yes", "--json")
    assert (to_program.stdout, "Art. 17(3)(e)" in to_program.stderr) == ("", True)
    assert desk.report("access", *ANNA).exit_code == 0
    (case,) = [each for each in json.loads(desk.report("cases", "--json").output)["cases"] if each["act"] == "erasure"]
    assert desk.run("retention", "release", "--case", "AZ-7").exit_code == 0
    assert desk.report("erasure", *ANNA, "--case", case["id"], "--yes", "--json").exit_code == 0


def test_dt_03_a_partners_list_does_not_bring_an_erased_person_back(desk: Desk) -> None:
    """It is refused whole, with the line of who was erased; others are not."""
    assert desk.report("erasure", *ANNA, "--yes", "--json").exit_code == 0
    people = desk.folder / "people.csv"
    people.write_text("id;name\nbert-birke;Bert Birke\nanna-apfel;Anna Apfel\n", "utf-8")
    ran = desk.run("people", "import", people, "--partner", "weber", "--yes")
    assert ran.exit_code != 0
    assert "anna-apfel" in str(ran.exception)
    people.write_text("id;name\nbert-birke;Bert Birke\n", "utf-8")
    assert desk.run("people", "import", people, "--partner", "weber", "--yes").exit_code == 0


def test_ds_05_a_person_who_asks_for_themselves_files_a_request(desk: Desk) -> None:
    """Their partner decides; nothing is erased by a button. Programs are told of the request as JSON."""
    code = desk.sign_in("anna-apfel")
    ran = desk.report("erasure", "--as", "anna-apfel", "--yes", code=code)
    assert ran.exit_code == 0, (ran.output, ran.exception)
    again = desk.report("erasure", "--as", "anna-apfel", "--yes", "--json", code=code)
    (case,) = json.loads(desk.report("cases", "--json").output)["cases"]
    assert (case["act"], case["state"], case["steps"]) == ("erasure", "open", [])
    assert json.loads(again.stdout) == {each: case[each] for each in ("act", "state", "due_on")} | {"case": case["id"]}
    assert desk.report("access", *ANNA).exit_code == 0


def test_ds_06_a_restriction_holds_once_and_is_lifted_after_the_person_was_told(desk: Desk) -> None:
    """Lifting it asks for the day on which that was."""
    first = desk.report("restriction", *ANNA)
    assert first.exit_code == 0, first.exception
    assert "from the next cycle on" in first.output
    assert "holds for this person already" in desk.report("restriction", *ANNA).output
    assert "Tell the person first" in desk.refused("restriction", *ANNA, "--lift")
    assert desk.report("restriction", *ANNA, "--lift", "--informed", "2026-11-23").exit_code == 0
    assert desk.report("restriction", *ANNA, "--lift", "--informed", "2026-11-23").exit_code == 1


def test_ds_09_an_objection_waits_for_a_decision(desk: Desk) -> None:
    """Dismissed with grounds that stand in the case, or upheld."""
    assert "Decide with --uphold" in desk.report("objection", *ANNA).output
    assert desk.report("objection", *ANNA, "--dismiss", "Contract with the builder").exit_code == 0
    (case,) = json.loads(desk.report("cases", "--all", "--json").output)["cases"]
    assert (case["state"], case["refused"]) == ("refused", "Contract with the builder")
    desk.report("objection", *ANNA)
    assert desk.report("objection", *ANNA, "--uphold").exit_code == 0
    assert desk.report("objection", *ANNA, "--uphold").exit_code == 1


def test_dt_05_notices_say_who_could_not_be_told(desk: Desk) -> None:
    """Nobody where nothing is owed."""
    assert "has their notice" in desk.report("notices").output
    assert json.loads(desk.report("notices", "--json").output) == {"undelivered": []}


def test_dt_08_who_is_not_there_is_not_told_apart_from_who_is_not_ones_own(desk: Desk) -> None:
    """Of each act, for a person who asks about somebody else: one and the same refusal."""
    code = desk.sign_in("anna-apfel")
    for act in (("erasure",), ("restriction",), ("objection",)):
        ended = [desk.report(*act, "--person", text, "--as", "anna-apfel", code=code).exception
                 for text in ("jonas-hartmann", "nobody-there")]  # fmt: skip
        assert all(ended)
        assert len({(type(each), str(each)) for each in ended}) == 1, ended
