"""`cobridge reidentify` as officers use it, each with their own code: what it prints, and how it ends."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner, Result

from bridge.adapters.store.database import Database
from bridge.adapters.store.log import stage
from bridge.bootstrap import Installation, installation
from bridge.core.errors import NotPermittedError
from bridge.core.model.caller import operator
from bridge.core.model.ids import PersonId
from bridge.entry.cli import cobridge
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.service.codes import Proving
from tests.contracts import kept
from tests.docs.sources import ROOT

NETWORK = """
[network]
id = "bau"
name = "Bau"
[[officers]]
id = "dora"
name = "Dora Schutz"
role = "dsb"
email = "dora@schutz.example"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.roster]]
id = "petra-weber"
name = "Petra Weber"
[[partners.officers]]
id = "beate"
name = "Beate Rat"
role = "betriebsrat"
email = "beate@weber.example"
[[partners.connections]]
id = "weber-trello"
tool = "trello"
[[spaces]]
id = "haus"
name = "Haus"
[[spaces.places]]
id = "board"
connection = "weber-trello"
container = "b1"
"""
PETRA, ENTRY = PersonId("petra-weber"), "ab" * 16


@dataclass(frozen=True, slots=True)
class Desk:
    """An installation on whose log Petra stands; `codes` are those of the officers."""

    codes: dict[str, str]

    def run(self, who: str, *words: str) -> Result:
        """As an officer, or as the operator where `who` is empty."""
        told = {"COBRIDGE_CODE": self.codes.get(who, "")}
        named = ("--as", who) if who else ()
        with patch.dict(os.environ, told):
            return CliRunner().invoke(cobridge, ["reidentify", *words, *named])

    def asked(self, who: str = "dora") -> str:
        """The id of a new request."""
        ran = self.run(who, "request", ENTRY, "--purpose", "Klärung eines Vorwurfs", "--case", "V-7", "--json")
        assert ran.exit_code == 0, ran.exception
        return str(json.loads(ran.stdout)["id"])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    (tmp_path / "network.toml").write_text(NETWORK, "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(tmp_path / "network.toml"))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with installation(alone=True) as found:
        acted(found, tmp_path)
        proving = Proving(found.people().network, found.access, found.codes)
        codes = {who: proving.make(operator(), who, str, reset=False) for who in ("dora", "beate")}
    yield Desk(codes)
    root.handlers, root.level = handlers, level


def acted(found: Installation, folder: Path) -> None:
    """An act of Petra's on a day that is over."""
    network, today = found.network, found.access.today()
    day = today - timedelta(days=1)
    entry = replace(kept.entry(ENTRY, day), network_id=network.id, org_id="weber")
    entry = replace(entry, actor_ref=found.vault.pseudonym(network.id, "P2", day, PETRA))
    with closing(Database(f"sqlite:///{folder}/data/cobridge.db")) as database, database.writing() as connection:
        stage(connection, [entry])
    assert found.log.seal(network.id, today, partial(found.signer.sign, network.id)) == 1


def refused(ran: Result, key: str) -> None:
    assert isinstance(ran.exception, NotPermittedError), ran
    assert ran.exception.key == key


def test_pl_12_two_officers_are_told_at_the_command_line(desk: Desk) -> None:
    """Asked, agreed to by both with their codes, shown with the name; before that it is refused."""
    request = desk.asked()
    refused(desk.run("dora", "show", request), "reidentify.refused.waiting")
    assert "Still missing: Works council or trusted person." in desk.run("dora", "approve", request).output
    assert "Both have agreed" in desk.run("beate", "approve", request).output
    shown = desk.run("dora", "show", request)
    assert shown.stdout.startswith("Petra Weber (petra-weber), Musterbau Weber GmbH.")
    told = json.loads(desk.run("beate", "show", request, "--json").stdout)
    assert told == {"person": "petra-weber", "name": "Petra Weber", "partner": "weber"}


def test_pl_12_the_operator_is_told_nothing(desk: Desk) -> None:
    """Whoever runs the server is no officer, and a wrong code is nobody's."""
    request = desk.asked()
    for words in (("show", request), ("approve", request), ("list",)):
        refused(desk.run("", *words), "access.refused")
    with patch.dict(desk.codes, {"beate": "falsch"}):
        refused(desk.run("beate", "approve", request), "access.not_proven")


def test_requests_are_listed_with_what_is_missing(desk: Desk) -> None:
    """For people as a table, for programs as JSON."""
    assert "There are no requests." in desk.run("beate", "list").output
    request = desk.asked("beate")
    desk.run("beate", "approve", request)
    [row] = json.loads(desk.run("dora", "list", "--json").stdout)["requests"]
    assert (row["id"], row["missing"], row["state"], row["partner"]) == (request, ["dsb"], "waiting", "weber")
    assert [(each["by"], each["role"]) for each in row["approvals"]] == [("beate", "betriebsrat")]
    assert "petra" not in json.dumps(row).lower()
    table = desk.run("dora", "list").output
    assert request in table
    assert "waits for consent" in table


UNFIT = (
    (("show", "nichts"), "There is no request nichts."),
    (("request", "ff" * 16, "--purpose", "x", "--case", "y"), "The log has no such entry"),
    (("request", "--purpose", "x", "--case", "y"), "Name either entries, or a pseudonym"),
    (("request", ENTRY, "--purpose", "x", "--case", "y", "--days", "31"), "--days goes from 1 to 30."),
)


def test_what_does_not_fit_gets_one_sentence(desk: Desk) -> None:
    """Bad input, and nothing is kept."""
    for words, said in UNFIT:
        ended = desk.run("dora", *words).exception
        assert isinstance(ended, BadInputError), ended
        assert said in str(ended)
    assert not json.loads(desk.run("dora", "list", "--json").stdout)["requests"]


def test_pl_12_whose_key_is_destroyed_ends_with_1(desk: Desk) -> None:
    """Nobody is nobody, and a program can tell."""
    with installation(alone=True) as found:
        found.vault.destroy("bau", PETRA)
    request = desk.asked()
    for who in ("dora", "beate"):
        desk.run(who, "approve", request)
    ran = desk.run("dora", "show", request)
    assert ran.exit_code == Exit.FAILED
    assert "Nobody any more" in ran.output


def test_pl_12_nothing_else_asks_the_vault_whose_a_pseudonym_is() -> None:
    """There is one way, and it asks for two officers."""
    asks = re.compile(r"\.whose\(")
    files = [path for path in (ROOT / "bridge").rglob("*.py") if "vault" not in path.parts]
    asking = {path.name for path in files if asks.search(path.read_text("utf-8"))}
    assert asking == {"reidentify.py"}
