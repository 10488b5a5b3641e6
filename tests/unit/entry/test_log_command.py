"""`cobridge log` as people use it: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bridge import verifier
from bridge.adapters.store.database import Database
from bridge.adapters.vault.opening import open_vault
from bridge.entry.cli import cobridge
from bridge.entry.cli.exits import BadInputError
from tests.contracts.kept import TODAY
from tests.docs.sources import ROOT
from tests.unit.adapters.sealed_log import ACTS, DAYS, NETWORK, SealedLog

FIRST, LAST = str(TODAY), str(TODAY.replace(day=TODAY.day + DAYS - 1))


@dataclass(frozen=True, slots=True)
class Desk:
    """A data directory, and the command line in English."""

    folder: Path
    ids: tuple[str, ...]

    def run(self, *words: object) -> Result:
        return CliRunner().invoke(cobridge, ["log", *map(str, words)])

    def refused(self, *words: object) -> str:
        """The sentence that bad input gets."""
        ended = self.run(*words).exception
        assert isinstance(ended, BadInputError), ended
        return str(ended)

    def change(self, statement: str) -> None:
        """What somebody does to the tables."""
        with closing(Database(f"sqlite:///{self.folder}/data/cobridge.db")) as database, database.writing() as opened:
            opened.exec_driver_sql(statement)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(ROOT / "config/examples/two-partners.toml"))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    vault = open_vault(tmp_path / "data")
    with closing(Database(f"sqlite:///{tmp_path}/data/cobridge.db")) as database:
        log = SealedLog(tmp_path / "data/cobridge.db", database)
        log.signer = vault.signer
        log.live(range(DAYS))
        yield Desk(tmp_path, tuple(log.ids()))
    root.handlers, root.level = handlers, level


def test_an_untouched_log_verifies_with_0(desk: Desk) -> None:
    """For people in a sentence, for programs as JSON."""
    ran = desk.run("verify")
    assert (ran.exit_code, ran.output) == (0, f"{DAYS * ACTS} entries and {DAYS} daily roots checked: all unchanged.\n")
    said = json.loads(desk.run("verify", "--json").output)
    assert said == {
        "entries": DAYS * ACTS, "erased": 0, "roots": DAYS, "waiting": 0, "verified": True, "number": 0, "faults": [],
    }  # fmt: skip


def test_a_changed_log_ends_with_1_and_names_the_entry(desk: Desk) -> None:
    """Day and position too."""
    desk.change(f"UPDATE log_entries SET org_id = 'x' WHERE event_id = '{desk.ids[3]}'")  # noqa: S608  a hex id
    ran = desk.run("verify")
    assert ran.exit_code == 1
    assert f"Entry {desk.ids[3]} was altered (day {FIRST}, position 3)." in ran.output
    ran = desk.run("verify", "--json")
    assert ran.exit_code == 1
    fault = {"kind": "altered", "day": FIRST, "position": 3, "event_id": desk.ids[3]}
    assert [json.loads(ran.output)[name] for name in ("verified", "number", "faults")] == [False, 1, [fault]]


def test_a_root_is_printed_to_be_kept_and_the_log_is_held_against_it(desk: Desk) -> None:
    """A partner keeps a file; a log that lacks that root does not verify."""
    kept = desk.folder / "root.txt"
    assert f"Root of {LAST} written" in desk.run("root", "--out", kept).output
    assert re.search(rf"^day: {FIRST}$", desk.run("root", "--day", FIRST).output, re.MULTILINE)
    said = json.loads(desk.run("root", "--json").output)
    assert set(said) == {"signed", "signature", "key"}
    assert said["signed"]["size"] == DAYS * ACTS
    assert desk.run("verify", "--kept", kept).exit_code == 0
    kept.write_text(kept.read_text("utf-8").replace("size: 21", "size: 20"), "utf-8")
    ran = desk.run("verify", "--kept", kept)
    assert (ran.exit_code, f"The root of day {LAST} that was kept elsewhere is not in the log" in ran.output) == (
        1,
        True,
    )
    ran = desk.run("root", "--day", "2020-01-01")
    assert (ran.exit_code, ran.output) == (1, "There is no root for 2020-01-01.\n")


def test_export_and_proofs_are_what_the_verifier_reads(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """With the root that was kept, and with the key in it."""
    log, root, entry, days = (desk.folder / name for name in ("log.jsonl", "root.txt", "entry.json", "days.json"))
    assert desk.run("export", "--out", log).output == f"{DAYS * ACTS} entries written to {log}.\n"
    assert desk.run("export").output == log.read_text("utf-8")
    desk.run("root", "--out", root)
    assert "Proof written" in desk.run("prove", desk.ids[5], "--out", entry).output
    assert "Proof written" in desk.run("prove", "--from", FIRST, "--to", LAST, "--out", days).output
    key = root.read_text("utf-8").split("key: ")[1].split("\n")[0]
    for path in (log, entry, days):
        assert verifier.main([str(path), "--kept", str(root), "--key", key, "--english"]) == 0
    said = capsys.readouterr().out
    assert f"The entry {desk.ids[5]} is in the log" in said
    assert f"between {FIRST} and {LAST}" in said


def test_bad_input_gets_a_sentence(desk: Desk) -> None:
    """What there is no proof of, and what is no root."""
    assert "No root speaks of an entry nobody" in desk.refused("prove", "nobody")
    assert f"There are roots for: {FIRST} … {LAST}" in desk.refused("prove", "--from", "2020-01-01", "--to", LAST)
    assert "Name either" in desk.refused("prove")
    assert "Name either" in desk.refused("prove", desk.ids[0], "--from", FIRST, "--to", LAST)
    other = desk.folder / "other.txt"
    other.write_text("Dach decken\n", "utf-8")
    assert "is no root of the log" in desk.refused("verify", "--kept", other)
    assert "cannot be read" in desk.refused("verify", "--kept", desk.folder / "nowhere")
    assert "cannot be written" in desk.refused("export", "--out", desk.folder / "nowhere" / "log")


def test_before_the_first_day_is_over_there_is_no_root(desk: Desk) -> None:
    """It is said, and ends with 1."""
    desk.change("DELETE FROM log_roots")
    ran = desk.run("root")
    assert (ran.exit_code, ran.output) == (1, "There is no root yet: the first day is not over.\n")


def test_erased_entries_are_told(desk: Desk) -> None:
    """They are no fault."""
    with closing(Database(f"sqlite:///{desk.folder}/data/cobridge.db")) as database:
        log = SealedLog(desk.folder, database)
        log.log.erase(NETWORK.id, desk.ids[:2])
    ran = desk.run("verify")
    assert (ran.exit_code, "2 entries were erased" in ran.output) == (0, True)
