"""`cobridge demo` from outside: a process, its output, its files and its exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests
from rich.console import Console

from bridge.bootstrap import speech
from bridge.entry.demo import play as playing
from bridge.entry.demo import working
from bridge.entry.demo.mishap import Mishap
from bridge.entry.demo.play import Wish, play
from bridge.entry.demo.processes import Commands, Ended
from bridge.entry.demo.show import Show
from bridge.entry.demo.week import DAYS, SUBJECTS

BOARDS = {
    "blitzen-test-board": 1,
    "fda-food-recalls": 66,
    "gis-2012": 71,
    "json-parse-test": 4,
    "kanban-template": 14,
    "nc-import-testing": 5,
    "tekken-notes": 11,
    "tellybox-random-cards": 206,
    "trello-cms-2014": 11,
    "trello2planka-simple-project": 9,
    "web-development-template": 8,
    "welcome-board-2013": 18,
}
"""Live cards of each board: neither archived nor in an archived list."""
ARCHIVED, DELETED = 1, 1
"""What people take out of sight."""
TOOLS = ("trello", "asana", "slack", "teams")
SPACES = {
    "foerderantrag": ["trello", "asana", "slack", "teams", "slack", "teams"],
    "messe": ["trello", "asana", "teams"],
    "logistik": ["asana", "slack", "slack"],
}
"""The tools of the places of the built-in spaces."""
DONE_BEFORE = {"kanban-template": 1}
"""Live cards that are done already: they get no card in Slack."""
MISHAPS = ("outage", "guard", "conflict", "report", "access", "erasure", "unsigned")
TUESDAY = 3
"""The number of that day's sync; the first one is before the week."""
WITHOUT_ASANA = re.compile(r"\[\[spaces\.places\]\]\nid = \"[a-z]+-birke\"\n.*\n.*\n")
"""A place of the partner who works there, as the demo writes it."""
SAID = (
    "Muster Ahorn GmbH arbeitet in Teams. Personen: 18",
    "Muster Birke GmbH arbeitet in Asana. Personen: 12",
    "Muster Zeder GmbH arbeitet in Slack. Personen: 6",
    "Muster Distel GbR arbeitet in Trello. Personen: 3",
    "Muster Erle GbR arbeitet in Teams. Personen: 2",
    "Muster Fichte e. K. arbeitet in Slack. Personen: 1",
    "virtuellen Uhr",
    "$ cobridge plan",
    "$ cobridge run",
    "**vier Seiten**",
    "html_notes: <body>",
    "rich_text description: ",
    "percentComplete",
    "löscht »",
    "Trello antwortet an diesem Tag niemandem.",
    "$ cobridge space resume logistik --restore",
    "$ cobridge conflicts restore ",
    "$ cobridge week --as leitung-distel --out report",
    "KW 47 · 16.–22. November 2026",
    "Für Carla Stein (carla), Muster Zeder GmbH, im Netzwerk Muster.",
    "Auch dieser Blick steht im Zugriffsprotokoll",
    "das Original gehört dem Partner",
    "Jetzt steht er dort nirgends mehr",
    "$ python verifier.py log.jsonl --kept root.txt",
    "Muster Erle GbR stehen jetzt",
)
"""What the built-in demo says, among much else."""
COMMAND = (sys.executable, "-m", "bridge.entry", "demo")
PATIENCE = 300
PROCESSES = Path("/proc")


def environment(language: str = "de_DE.UTF-8") -> dict[str, str]:
    """As a person of that language has it, in a wide terminal."""
    return {**os.environ, "LC_ALL": language, "COLUMNS": "160"}


def demo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        (*COMMAND, *map(str, arguments)),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def opened(live: int) -> int:
    """How many tasks people create: one at each place, more where there are too few to work on."""
    return max(len(TOOLS), SUBJECTS - live)


@pytest.mark.slow
@pytest.mark.parametrize("board", BOARDS)
def test_a_real_board_arrives_once_and_everything_agrees(board: str, shared: Path) -> None:
    """Every live card and no archived one is in all tools; people work in each; then nothing is left to write."""
    done = demo("--board", shared / "data" / "trello" / f"{board}.json", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (space,) = told["spaces"]
    tasks = BOARDS[board] + opened(BOARDS[board]) - ARCHIVED - DELETED
    shown = {**dict.fromkeys(TOOLS, tasks), "slack": tasks - DONE_BEFORE.get(board, 0)}
    assert {place["tool"]: place["items"] for place in space["places"]} == shown
    assert space["agree"]
    assert told["cycles"][-1] == {"changes": 0, "writes": 0}


@pytest.mark.slow
def test_the_built_in_demo_shows_what_happens_and_keeps_its_files(tmp_path: Path) -> None:
    """It names the companies and the virtual clock, shows a task in four forms, each act, the log, and the end."""
    done = demo("--out", tmp_path / "kept")
    assert done.returncode == 0, done.stderr
    for said in SAID:
        assert said in done.stdout
    assert "zwei Fassungen" in done.stdout
    assert "Namen, Titel und Texte enthält das Protokoll nicht." in done.stdout
    assert done.stdout.rstrip().endswith("Alle Orte stimmen überein.")
    names = {path.name for path in (tmp_path / "kept").iterdir()}
    assert names == {"network.toml", "data", "log.jsonl", "root.txt", "report", "demo.json"}
    report = {path.name for path in (tmp_path / "kept" / "report").iterdir()}
    assert report >= {"mail.html", "mail.txt", "weekly.json"}
    told = json.loads((tmp_path / "kept" / "demo.json").read_text("utf-8"))
    _holds(told)
    entries = (tmp_path / "kept" / "log.jsonl").read_text("utf-8")
    assert entries.count('{"entry": ') == told["log"]["entries"] > 0
    assert not [name for name in ("Nora", "Lena", "Carla", "Vera", "Catering") if name in entries]


def _holds(told: Mapping[str, Any]) -> None:
    """The shape others read, with nothing beside it."""
    assert set(told) == {"spaces", "calls", "cycles", "log", "rights", "mishaps", "seconds"}
    assert told["mishaps"] == dict.fromkeys(MISHAPS, True)
    assert set(told["rights"]) == {"found", "copies", "left"}
    assert {space["id"]: [place["tool"] for place in space["places"]] for space in told["spaces"]} == SPACES
    for space in told["spaces"]:
        assert set(space) == {"id", "places", "agree"}
        assert space["agree"] is True
        assert {frozenset(place) for place in space["places"]} == {frozenset({"tool", "items", "comments"})}
    vendors = ("trello", "asana", "slack", "graph")
    assert {vendor: set(count) for vendor, count in told["calls"].items()} == {
        key: {"read", "write"} for key in vendors
    }
    assert all(set(cycle) == {"changes", "writes"} for cycle in told["cycles"])
    assert told["cycles"][-1] == {"changes": 0, "writes": 0}
    assert told["log"]["verified"] is True
    assert told["seconds"] > 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Kein JSON",
        b"[1, 2]",
        b'{"name": "Board", "cards": 3}',
        b'{"name": "Board"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_board_gets_one_sentence_and_nothing_is_written(content: bytes, tmp_path: Path) -> None:
    """One sentence on standard error, exit code 2, no folder, no traceback."""
    file = tmp_path / "no-board.json"
    file.write_bytes(content)
    done = demo("--board", file, "--out", tmp_path / "out", "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no-board.json ist kein Board-Export von Trello" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["no-board.json"]


def test_a_file_that_is_not_there_is_bad_input_too(tmp_path: Path) -> None:
    """What cannot be read is named with its reason."""
    done = demo("--board", tmp_path / "missing.json", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "missing.json lässt sich nicht lesen" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_report_of_others_is_not_touched(tmp_path: Path) -> None:
    """A folder in which somebody keeps reports of their own stays as it is, though nothing else is in it."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "2025.pdf").write_text("wichtig")
    done = demo("--out", tmp_path)
    assert done.returncode == 2
    assert "einen anderen Ordner" in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["report", "2025.pdf"]


def test_data_of_others_is_not_touched(tmp_path: Path) -> None:
    """A folder with a real installation in it stays as it is."""
    (tmp_path / "network.toml").write_text('[network]\nid = "echt"\n')
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cobridge.db").write_text("wichtig")
    done = demo("--out", tmp_path)
    assert done.returncode == 2
    assert "einen anderen Ordner" in done.stderr
    assert (tmp_path / "data" / "cobridge.db").read_text() == "wichtig"


@pytest.mark.slow
def test_a_served_sandbox_answers_until_it_is_interrupted() -> None:
    """With --serve people can look at all tools; Ctrl-C ends everything that the demo started."""
    with subprocess.Popen((*COMMAND, "--serve"), env=environment(), stdout=subprocess.PIPE, text=True) as process:
        url = ""
        for line in process.stdout or ():
            if "curl" in line:
                url = line.split("'")[1]
            if "Strg+C" in line:
                break
        assert requests.get(url, timeout=10).json()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=10)


@pytest.mark.skipif(not PROCESSES.is_dir(), reason="only Linux lists a process's children as files")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_demo_leaves_no_process_behind(number: signal.Signals, tmp_path: Path) -> None:
    """Whoever breaks the demo off gets back a machine as it was."""
    out = tmp_path / "out"
    with subprocess.Popen((*COMMAND, "--out", str(out)), env=environment(), stdout=subprocess.PIPE) as process:
        deadline = time.monotonic() + PATIENCE
        while not (out / "network.toml").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        children = _children(process.pid)
        assert children
        process.send_signal(number)
        assert process.wait(PATIENCE) != 0
    assert not [child for child in children if (PROCESSES / child).exists()]


def _children(parent: int) -> list[str]:
    """The processes that a process started."""
    return (PROCESSES / f"{parent}/task/{parent}/children").read_text().split()


@pytest.mark.slow
def test_a_service_that_stops_mirroring_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the service says of itself counts for nothing: what differs, and what did not arrive, is told."""
    run, syncs = Commands.run, count(1)

    def forgetting(commands: Commands, *arguments: str, ends: Collection[int] = (0,)) -> Ended:
        """After Tuesday's sync nothing goes to Asana or comes from there, and every sync is content."""
        said = run(commands, *arguments, ends=ends)
        if arguments[0] == "sync" and next(syncs) == TUESDAY:
            network = Path(commands.environment["COBRIDGE_NETWORK_FILE"])
            network.write_text(WITHOUT_ASANA.sub("", network.read_text("utf-8")), "utf-8")
        return said

    monkeypatch.setattr(Commands, "run", forgetting)
    monkeypatch.setattr(working, "PATIENCE", 1.0)
    monkeypatch.setattr(playing, "DAYS", [replace(day, mishap=Mishap) for day in DAYS])
    result = play(Wish(), Show(Console(quiet=True), speech()), lambda _: None)
    assert not result.cycles[-1].writes
    assert not result.agree
    assert result.lost
    assert not result.good
