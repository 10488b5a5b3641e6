"""A data directory of three partners, and the command line as officers and persons use it, in this process."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.database import Database
from bridge.adapters.store.spaces import SqlSpaces
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.model.decision import Decision
from bridge.core.model.ids import Account, PlaceId, Ref, SpaceId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.operation import Parked, UpdateItem
from bridge.core.model.task import FIELDS, Fields, Task
from bridge.core.rules.access import Verb
from bridge.core.sync.conflicts import identified
from bridge.entry.cli import main
from bridge.ports.access_log import AccessEntry
from tests.contracts import kept

FILE = Path(__file__).parents[2] / "fixtures/access/network.toml"
NET, OURS, THEIRS = "bauverbund", SpaceId("haus-7"), SpaceId("haus-8")
THERE = PlaceId("haus-8-trello")
TOM = Account("5f3caa01")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    def without(self, word: str) -> tuple[int, str, str]:
        """With the word that was asked for taken out of what was said."""
        return self.code, self.out.replace(word, "…"), self.err.replace(word, "…")


@dataclass(slots=True)
class Office:
    """The command line; `codes` are the codes of those who have one."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    codes: dict[str, str] = field(default_factory=dict)

    def run(self, *words: object, who: str = "") -> Ended:
        """One command, as `who` asks; an officer or person gets a code first."""
        if who and who not in self.codes:
            self.codes[who] = self._made(who)
        return self._run(*words, *(("--as", who) if who else ()), code=self.codes.get(who, ""))

    def _run(self, *words: object, code: str = "") -> Ended:
        self.monkeypatch.setenv("COBRIDGE_CODE", code)
        self.monkeypatch.setattr(sys, "argv", ["cobridge", *map(str, words)])
        self.capsys.readouterr()
        try:
            main()
        except SystemExit as ended:
            return Ended(int(ended.code or 0), *self.capsys.readouterr())
        raise AssertionError("A command ends by saying how.")

    def _made(self, who: str) -> str:
        maker = {"petra-weber": "coord-weber"}.get(who, "")
        words = ("officer", "code", who)
        said = self.run(*words, who=maker) if maker else self._run(*words)
        return next(line.strip() for line in said.out.splitlines() if line.startswith("  "))

    def people(self, text: str) -> Path:
        """A list of people as a file."""
        file = self.folder / "people.csv"
        file.write_text(text, "utf-8")
        return file

    def looks(self) -> list[AccessEntry]:
        """The access log, but for what is about codes, oldest first."""
        with self.database() as database:
            found = SqlAccessLog(database).read(NET, Caller("dsb", Role.DSB))
        return [each for each in found if (each.verb, each.purpose) != (Verb.CHANGE, Purpose.SECURITY)]

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The store, as nobody else has it open."""
        with closing(Database(f"sqlite:///{self.folder}/data/cobridge.db")) as database:
            yield database

    def live(self) -> None:
        """In each of the two spaces somebody works: a conflict and a parked change in both."""
        with self.database() as database:
            spaces = SqlSpaces(database)
            spaces.agree(OURS, Decision(agreed=kept.memory()), ())
            spaces.agree(OURS, Decision(conflicts=(kept.conflict(),)), ())
            spaces.record(OURS, kept.PARKED)
            task = Task(kept.ROOF, Fields("Nur Südbau"), THERE)
            link = Link(Ref("card-9"), Fields("Nur Südbau"), frozenset(FIELDS))
            spaces.agree(THEIRS, Decision(agreed=Memory(tasks={kept.ROOF: task}, links={THERE: {kept.ROOF: link}})), ())
            lost = replace(
                kept.conflict(kept.NOW + timedelta(hours=1)),
                kept_from=THERE, lost_from=THERE, kept_by=TOM, lost_by=TOM,
            )  # fmt: skip
            spaces.agree(THEIRS, Decision(conflicts=(identified(lost),)), ())
            refused = UpdateItem(THERE, kept.ROOF, Ref("card-9"), Fields("neu"), Fields("alt"), ("title",), "")
            spaces.record(THEIRS, Parked(refused, "Trello nimmt den Titel nicht an."))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Office]:
    """With a cheap hash: how dear it is has its own test."""
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(FILE))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr("bridge.service.codes.COST", 2)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    (tmp_path / "data").mkdir()
    made = Office(tmp_path, monkeypatch, capsys)
    made.live()
    yield made
    root.handlers, root.level = handlers, level
