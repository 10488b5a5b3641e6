"""`cobridge demo` from outside: a process, its output, its files and its exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
from rich.console import Console

from bridge.bootstrap import speech
from bridge.entry.demo.play import Wish, play
from bridge.entry.demo.processes import Commands
from bridge.entry.demo.show import Show

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
SUBJECTS = 8
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
    return max(2, SUBJECTS - live)


@pytest.mark.slow
@pytest.mark.parametrize("board", BOARDS)
def test_a_real_board_arrives_once_and_everything_agrees(board: str, shared: Path) -> None:
    """Every live card and no archived one is in Asana; people work on both sides; then nothing is left to write."""
    done = demo("--board", shared / "data" / "trello" / f"{board}.json", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (space,) = told["spaces"]
    archived_by_people = 1
    tasks = BOARDS[board] + opened(BOARDS[board]) - archived_by_people
    assert {place["tool"]: place["items"] for place in space["places"]} == {"trello": tasks, "asana": tasks}
    assert space["agree"]
    assert told["cycles"][-1] == {"changes": 0, "writes": 0}


@pytest.mark.slow
def test_the_built_in_demo_shows_what_happens_and_keeps_its_files(tmp_path: Path) -> None:
    """It names the companies and the virtual clock, shows a task in both tools, each act, the log, and the end."""
    done = demo("--out", tmp_path / "kept")
    assert done.returncode == 0, done.stderr
    for said in (
        "Muster Birke GmbH arbeitet in Asana",
        "virtuellen Uhr",
        "$ cobridge plan",
        "Trello · Muster Distel GbR",
    ):
        assert said in done.stdout
    assert "zwei Fassungen" in done.stdout
    assert "Namen, Titel und Texte enthält das Protokoll nicht." in done.stdout
    assert done.stdout.rstrip().endswith("Alle Orte stimmen überein.")
    names = {path.name for path in (tmp_path / "kept").iterdir()}
    assert names == {"network.toml", "data", "log.jsonl", "demo.json"}
    told = json.loads((tmp_path / "kept" / "demo.json").read_text("utf-8"))
    _holds(told)
    entries = (tmp_path / "kept" / "log.jsonl").read_text("utf-8")
    assert len(entries.splitlines()) == told["log"]["entries"] > 0
    assert not [name for name in ("Nora", "Lena", "Catering") if name in entries]


def _holds(told: Mapping[str, Any]) -> None:
    """The shape others read, with nothing beside it."""
    assert set(told) == {"spaces", "calls", "cycles", "log", "seconds"}
    (space,) = told["spaces"]
    assert set(space) == {"id", "places", "agree"}
    assert [set(place) for place in space["places"]] == [{"tool", "items", "comments"}] * 2
    assert {vendor: set(count) for vendor, count in told["calls"].items()} == {
        "trello": {"read", "write"}, "asana": {"read", "write"},
    }  # fmt: skip
    assert all(set(cycle) == {"changes", "writes"} for cycle in told["cycles"])
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
    """With --serve people can look at both tools; Ctrl-C ends everything that the demo started."""
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
    asked = Counter[str]()
    run = Commands.run

    def lying(commands: Commands, *arguments: str) -> str:
        asked[arguments[0]] += 1
        if arguments[0] == "sync" and asked["sync"] > 2:  # the first, and the one after people opened tasks
            return json.dumps({"cycles": [{"changes": 0, "writes": 0}], "conflicts": 0})
        return run(commands, *arguments)

    monkeypatch.setattr(Commands, "run", lying)
    result = play(Wish(), Show(Console(quiet=True), speech()), lambda _: None)
    assert result.differences
    assert result.lost
    assert not result.good
