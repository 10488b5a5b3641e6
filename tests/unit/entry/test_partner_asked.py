"""The network file is changed when a person says yes, and they learn what became of it."""

from __future__ import annotations

import json
from io import StringIO
from shutil import copyfile

import pytest

from tests.unit.entry.office import FILE, Office, office

__all__ = ["office"]

LEAVE = ("partner", "leave", "weber")


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_written_and_that_is_said(
    answer: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A no, no answer and nobody to ask end in the same way: refused, and with what to do instead."""
    before = _own_file(office, monkeypatch)
    office.run("officer", "list", who="coord-weber")
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    ended = office.run(*LEAVE, who="coord-weber")
    assert (ended.code, "Nothing was written" in ended.out, "--yes" in ended.out) == (3, True, True)
    assert (office.folder / "network.toml").read_text("utf-8") == before


def test_a_program_that_says_no_yes_is_told_and_refused_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked nothing, and sees what would become of it; the exit code is the one that people get."""
    before = _own_file(office, monkeypatch)
    office.run("officer", "list", who="coord-weber")
    ended = office.run(*LEAVE, "--json", who="coord-weber")
    assert (ended.code, json.loads(ended.out)["written"]) == (3, False)
    assert (office.folder / "network.toml").read_text("utf-8") == before


@pytest.mark.parametrize("answer", ["ja\n", "y\n"])
def test_a_yes_in_either_language_counts(answer: str, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is asked in German answers in German."""
    _own_file(office, monkeypatch)
    office.run("officer", "list", who="coord-weber")
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    assert office.run(*LEAVE, who="coord-weber").code == 0
    assert "haus-7-trello" not in (office.folder / "network.toml").read_text("utf-8")


def _own_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    """A network file of this test's own, which the command may write; what it says."""
    file = office.folder / "network.toml"
    copyfile(FILE, file)
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(file))
    return file.read_text("utf-8")
