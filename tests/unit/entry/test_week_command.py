"""`cobridge week` as people use it: who reads what, what is written, and what is refused in a sentence."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from bridge.core.log.participation import Week
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.whole import written_whole
from tests.today import today
from tests.unit.adapters.weekly_issue import NO_PAPER
from tests.unit.entry.office import FILE, Office, office

__all__ = ["office"]

NEXT = Week.of(today() + timedelta(days=7)).name
OLD = "2026-W05"


def test_each_reads_what_their_role_may(office: Office) -> None:
    """A coordinator has their spaces' worklist, a council and a past week figures alone, the operator nothing."""
    ours = office.run("week", "--json", who="coord-weber")
    assert ours.code == 0
    worklist = json.loads(ours.out)["worklist"]
    assert [each["space"] for each in worklist["spaces"]] == ["haus-7"]
    assert "Nur Südbau" not in office.run("week", who="coord-weber").out
    assert {each["space"] for each in _worklist(office, "office")} >= {"haus-7", "haus-8"}
    for who, week in (("council-weber", ()), ("coord-weber", ("--week", OLD))):
        assert json.loads(office.run("week", "--json", *week, who=who).out)["worklist"] is None
    refused = office.run("week")
    assert (refused.code, refused.out) == (3, "")
    assert "WOCHENBERICHT" in office.run("week", who="council-weber").out


def _worklist(office: Office, who: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(office.run("week", "--json", who=who).out)["worklist"]["spaces"]
    return found


def test_reading_it_is_a_look(office: Office) -> None:
    """Figures and worklist each: whoever watches sees who read them."""
    office.run("week", who="coord-weber")
    looks = [(each.caller, each.resource.value, each.result.value) for each in office.looks()]
    assert {("coord-weber", "figures", "done"), ("coord-weber", "worklist", "done")} <= set(looks)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--week", "47"), "--week 47 is no week: write it like 2026-W47."),
        (("--week", "2026-W60"), "--week 2026-W60 is no week"),
        (("--week", NEXT), f"The week {NEXT} has no report yet"),
        (("--out", "x", "--send"), "--out and --send do not go together"),
        (("--send", "--week", OLD), "Only the newest report is sent"),
        (("--send",), "add [network.report]"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(office: Office, words: tuple[str, ...], said: str) -> None:
    """What, where, and what to do; nothing is written or sent."""
    ended = office.run("week", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_only_the_operator_sends(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a partner's coordinator, for all others; and without a mail server it says so and goes on later."""
    file = tmp_path / "network.toml"
    text = FILE.read_text("utf-8").replace(
        'language = "de"\n', 'language = "de"\n[network.report]\nmail = ["buero@netz.example"]\nways = ["mail"]\n', 1
    )
    file.write_text(text, "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    assert office.run("week", "--send", who="coord-weber").code == 3
    sent = office.run("week", "--send", "--json")
    told = json.loads(sent.out)
    assert (sent.code, told["went"], told["pending"]) == (4, [], 1)
    assert told["troubles"] == ["No mails go out: COBRIDGE_SMTP_URL names no mail server."]


@pytest.mark.skipif(bool(NO_PAPER), reason=NO_PAPER)
def test_all_forms_are_written_and_none_in_anothers_place(office: Office, tmp_path: Path) -> None:
    """Readable by this account alone; a second run changes nothing and says which file is in the way."""
    folder = tmp_path / "out"
    assert office.run("week", "--out", folder, who="coord-weber").code == 0
    names = {path.name: path for path in folder.iterdir()}
    assert {"mail.html", "mail.txt", "report.pdf", "weekly.json"} <= names.keys()
    assert {path.stat().st_mode & 0o777 for path in names.values()} == {0o600}
    names["mail.html"].unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = office.run("week", "--out", folder, who="coord-weber")
    assert again.code == 2
    assert "is there already" in again.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_half_of_the_files_is_never_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up at the second file: the folder is as it was."""
    kept = os.fsync

    def full(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 3:
            raise OSError(28, "No space left on device")
        kept(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInputError, match="No space left"):
        written_whole(tmp_path / "out", {"a": b"one", "b": b"three"})
    assert not list((tmp_path / "out").iterdir())
