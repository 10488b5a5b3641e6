"""`cobridge status`, `plan` and `doctor` say of which partners references alone pass, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.entry.office import FILE, Office, office
from tests.unit.entry.test_charter_command import agree

__all__ = ["office"]

WEBER, NORDLICHT, SUEDBAU = "Musterbau Weber GmbH", "Nordlicht Elektro KG", "Südbau Sommer e.K."
BY_REFERENCE = "references only until every gate is passed"
UNREACHED = 4
FALLEN = """
[charter]
dpf_valid = false

[[charter.transfers]]
tool = "trello"
mechanism = "DPF(2023/1795)"
"""


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers for a tool."""
    for tool in ("TRELLO", "ASANA"):
        monkeypatch.setenv(f"COBRIDGE_{tool}_URL", "http://127.0.0.1:9")


def told(office: Office, *words: str, who: str = "") -> list[str]:
    """The partners of whom a command says so for people."""
    out = office.run(*words, who=who).out
    return [name for name in (WEBER, NORDLICHT, SUEDBAU) if f"{name}: {BY_REFERENCE}" in out]


@pytest.mark.parametrize("command", ["status", "plan", "doctor"])
def test_pl_08_who_has_not_agreed_is_named_with_what_is_missing(office: Office, command: str) -> None:
    """Contents that stay away for want of consent look like no trouble of a tool."""
    assert told(office, command) == [WEBER, NORDLICHT, SUEDBAU]
    agree(office)
    assert told(office, command) == [SUEDBAU]
    office.run("charter", "consent", "--partner", "weber", "--gate", "council", "--withdraw", who="council-weber")
    assert told(office, command) == [WEBER, SUEDBAU]
    said = office.run(command).out
    (line,) = [each for each in said.splitlines() if WEBER in each and BY_REFERENCE in each]
    assert line.endswith("Missing: consent of the works council or the trusted person.")


@pytest.mark.parametrize(("command", "code"), [("status", 0), ("plan", UNREACHED)])
def test_pl_08_programs_are_told_the_same(office: Office, command: str, code: int) -> None:
    """By the ids of partner, gate and tool."""
    agree(office)
    ended = office.run(command, "--json")
    assert ended.code == code
    held = json.loads(ended.out)["references_only"]
    assert held == [{"partner": "suedbau", "missing": ["signed", "council", "notice"], "fallen": []}]


def test_pl_08_a_partner_that_has_not_agreed_is_no_fault_of_the_installation(office: Office) -> None:
    """The doctor reminds of it; only what keeps something from working counts."""
    findings = json.loads(office.run("doctor", "--json").out)["findings"]
    charter = [each for each in findings if each["subject"] == "consents to the charter"]
    assert [(each["well"], BY_REFERENCE in each["advice"]) for each in charter] == [(True, True)] * 3


def test_pl_08_the_plan_of_one_space_tells_of_its_partners_alone(office: Office) -> None:
    """Nobody else is in it."""
    assert told(office, "plan", "--space", "haus-8") == [SUEDBAU]


@pytest.mark.parametrize("command", ["plan", "doctor"])
def test_pl_16_an_officer_is_told_of_the_own_partner_alone(office: Office, command: str) -> None:
    """What holds of another's gates is not theirs to know."""
    assert told(office, command, who="coord-weber") == [WEBER]


@pytest.mark.parametrize("command", ["status", "plan", "doctor"])
def test_tr_03_a_transfer_that_has_fallen_is_told_where_places_are_looked_at(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Each partner that works in the tool is named with it, though all have agreed."""
    edited = tmp_path / "network.toml"
    edited.write_text(FILE.read_text("utf-8") + FALLEN, "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(edited))
    agree(office)
    out = office.run(command).out
    for partner in (WEBER, SUEDBAU):
        assert f"{partner}: references only, since the transfer to trello has no valid ground any more." in out
    assert f"{NORDLICHT}: references only" not in out
