"""`cobridge retention` as people use it: what it prints, and how it ends."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bridge.core.rules.catalogue import CATALOGUE
from bridge.entry.cli import cobridge
from bridge.entry.cli.exits import BadInputError, Exit
from tests.docs.sources import ROOT
from tests.today import today

TODAY = today()
CASE = ("--case", "AZ 7", "--until", str(TODAY + timedelta(days=9)))


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(ROOT / "config/examples/two-partners.toml"))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(cobridge, ["retention", *words])


def test_pl_30_the_rules_are_printed_for_people_and_for_programs() -> None:
    """Each data type with its start, its period and where it is kept."""
    rules = json.loads(run("show", "--json").stdout)["rules"]
    assert [each["data_type"] for each in rules] == [str(each) for each in CATALOGUE]
    assert all(each["start"] and each["class"] and each["stores"] for each in rules)
    shown = run("show").stdout
    assert "Technical journal" in shown
    assert "Nothing is held." in shown


def test_pl_30_what_the_charter_shortens_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The days that hold, and those without the charter; as JSON the days that hold."""
    text = (ROOT / "config/examples/two-partners.toml").read_text("utf-8")
    file = tmp_path / "network.toml"
    file.write_text(f"{text}\n[charter.retention]\njournal = 5\n", "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    rules = {each["data_type"]: each for each in json.loads(run("show", "--json").stdout)["rules"]}
    assert (rules["journal"]["days"], rules["journal"]["class"]) == (5, "noted+5d")
    assert [name for name, each in rules.items() if each["shortened"]] == ["journal"]
    monkeypatch.setenv("COLUMNS", "200")
    assert "5 days by the charter (else 14 days)" in run("show").stdout


def test_pl_31_a_hold_is_shown_until_it_is_released() -> None:
    """With its case and its last day; a case that holds nothing is bad input."""
    held = run("hold", *CASE, "--data-type", "journal")
    assert (held.exit_code, "Technical journal" in held.stdout) == (Exit.DONE, True)
    run("hold", *CASE, "--person", "petra-weber")
    holds = json.loads(run("show", "--json").stdout)["holds"]
    assert [(each["case"], each["person"], each["data_type"]) for each in holds] == [
        ("AZ 7", "", "journal"),
        ("AZ 7", "petra-weber", ""),
    ]
    assert "person petra-weber until" in run("show").stdout
    assert run("release", "--case", "AZ 7").exit_code == Exit.DONE
    assert run("release", "--case", "AZ 7").exit_code == Exit.BAD_INPUT


def test_what_cannot_be_held_is_said_in_a_sentence() -> None:
    """What, and what there is instead."""
    wrong = run("hold", *CASE, "--data-type", "letters").exception
    assert isinstance(wrong, BadInputError)
    assert "letters is no data type: there are journal," in str(wrong)


def test_pl_32_a_run_says_how_much_went() -> None:
    """Nothing on a fresh installation."""
    assert json.loads(run("run", "--json").stdout) == {"day": str(TODAY), "deleted": {}}
    assert run("run").stdout == "Nothing was due today.\n"
