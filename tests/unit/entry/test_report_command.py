"""`cobridge report` as people use it: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE

import pytest
from typer.testing import CliRunner, Result

from bridge.adapters.vault.opening import open_vault
from bridge.core.errors import NotPermittedError
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.entry.cli import cobridge
from bridge.entry.cli.exits import BadInputError
from tests.docs.sources import ROOT

NETWORK = "tests/fixtures/rights/network.toml"


@dataclass(frozen=True, slots=True)
class Desk:
    """A data directory, and the command line in English."""

    folder: Path

    def run(self, *words: object, code: str = "") -> Result:
        return CliRunner().invoke(cobridge, [*map(str, words)], input=f"{code}\n" if code else None)

    def report(self, *words: object, code: str = "") -> Result:
        return self.run("report", *words, code=code)

    def refused(self, *words: object) -> str:
        """The sentence that bad input gets."""
        ended = self.report(*words).exception
        assert isinstance(ended, BadInputError), ended
        return str(ended)

    def sign_in(self, identity: str) -> str:
        """A code for an officer or a person, as the operator makes it."""
        ran = self.run("officer", "code", identity)
        assert ran.exit_code == 0, (ran.output, ran.exception)
        return str(re.findall(r"(?:[2-9a-z]{5}-){3}[2-9a-z]{5}", ran.output)[0])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Jonas is in the network file, Anna was imported."""
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(ROOT / NETWORK))
    monkeypatch.setenv("COBRIDGE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    vault, weber = open_vault(tmp_path / "data"), PartnerId("weber")
    anna = Person(PersonId("anna-apfel"), "Anna Apfel", weber, email="anna@weber.example")
    vault.rosters.change("bauverbund", weber, lambda _: Roster((anna,)))
    yield Desk(tmp_path)
    root.handlers, root.level = handlers, level


def test_ds_03_the_answer_is_printed_in_the_networks_language(desk: Desk) -> None:
    """German first; English where it is asked for; JSON for programs."""
    german, english = (
        desk.report("access", "--person", "anna-apfel"),
        desk.report("access", "--person", "anna@weber.example", "--language", "en"),
    )
    assert (german.exit_code, english.exit_code) == (0, 0), (german.exception, english.exception)
    assert german.output.startswith("Auskunft über Ihre Daten (Art. 15 DSGVO)")
    assert english.output.startswith("Access to your data (Art. 15 GDPR)")
    said = json.loads(desk.report("access", "--person", "anna-apfel", "--json").output)
    assert (said["form"], said["name"]) == ("cobridge-access-1", "Anna Apfel")


def test_ds_03_files_with_the_answer_are_nobody_elses(desk: Desk) -> None:
    """Readable by the own account alone, and never in the place of another file."""
    ran = desk.report("access", "--person", "anna-apfel", "--out", desk.folder / "out")
    assert ran.exit_code == 0, ran.exception
    files = sorted((desk.folder / "out").iterdir())
    assert [each.suffix for each in files] == [".html", ".json"]
    assert {S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert S_IMODE((desk.folder / "out").stat().st_mode) == 0o700
    assert not [each for each in files if "anna" in each.name]


def test_dt_08_nobody_and_somebody_elses_person_are_the_same_sentence(desk: Desk) -> None:
    """For who asks about themselves: another person, nobody at all, and the same end."""
    code = desk.sign_in("anna-apfel")
    ended = [
        desk.report("access", "--person", text, "--as", "anna-apfel", code=code).exception
        for text in ("petra-weber", "lena-brandt", "nobody-there")
    ]
    assert all(isinstance(each, NotPermittedError) for each in ended)
    assert len({(each.key, str(each.values)) for each in ended if isinstance(each, NotPermittedError)}) == 1


def test_pl_06_a_person_sees_their_own_by_their_code(desk: Desk) -> None:
    """Without naming themselves a second time."""
    ran = desk.report("access", "--as", "anna-apfel", "--json", code=desk.sign_in("anna-apfel"))
    assert ran.exit_code == 0, ran.exception
    assert json.loads(ran.stdout)["person"] == "anna-apfel"


def test_ds_08_what_a_person_wrote_comes_as_json_and_as_a_table(desk: Desk) -> None:
    """Two files; on the screen the JSON."""
    ran = desk.report("portability", "--person", "anna-apfel", "--out", desk.folder / "out")
    assert ran.exit_code == 0, ran.exception
    assert sorted(each.suffix for each in (desk.folder / "out").iterdir()) == [".csv", ".json"]
    assert json.loads(desk.report("portability", "--person", "anna-apfel").output)["form"] == "cobridge-portability-1"


def test_ds_04_a_declared_person_is_corrected_in_the_network_file(desk: Desk) -> None:
    """The sentence names the file and the line."""
    lines = (ROOT / NETWORK).read_text("utf-8").splitlines()
    line = lines.index('name = "Jonas Hartmann"') + 1
    said = desk.refused("rectification", "--person", "jonas-hartmann", "--name", "Jonas Hartung")
    assert f"line {line}" in said
    assert "network.toml" in said


def test_ds_04_an_imported_person_is_corrected_in_the_roster(desk: Desk) -> None:
    """And the next answer says the new name."""
    ran = desk.report("rectification", "--person", "anna-apfel", "--name", "Anna Apfelbaum", "--json")
    assert (ran.exit_code, json.loads(ran.output)["state"]) == (0, "done"), ran.exception
    assert "Anna Apfelbaum" in desk.report("access", "--person", "anna-apfel").output
    assert "exactly one" in desk.refused("rectification", "--person", "anna-apfel")


def test_dt_10_a_request_by_letter_has_the_deadline_of_its_receipt(desk: Desk) -> None:
    """Received by another partner weeks ago: the clock runs since then; it can be extended, refused and closed."""
    day = "2026-01-31"
    ran = desk.report("receive", "access", "--person", "anna-apfel", "--received", day, "--by", "nordlicht")
    assert ran.exit_code == 0, ran.exception
    [case] = json.loads(desk.report("cases", "--json").output)["cases"]
    assert (case["received_on"], case["received_by"], case["due_on"]) == (day, "nordlicht", "2026-03-02")
    assert case["late"]
    assert case["id"] in desk.report("cases").output
    assert "first month" in desk.refused("extend", case["id"], "--reason", "Viele Aufgaben")
    assert "reason" in desk.refused("refuse", case["id"])
    assert desk.report("access", "--person", "anna-apfel", "--case", case["id"]).exit_code == 0
    assert "closed" in desk.refused("close", case["id"])
    assert not json.loads(desk.report("cases", "--json").output)["cases"]
    assert len(json.loads(desk.report("cases", "--all", "--json").output)["cases"]) == 1


def test_dt_09_a_refused_request_says_what_the_person_has_to_hear(desk: Desk) -> None:
    """The reason, and where to complain."""
    desk.report("receive", "access", "--person", "anna-apfel")
    [case] = json.loads(desk.report("cases", "--json").output)["cases"]
    ran = desk.report("refuse", case["id"], "--reason", "Die zwölfte gleiche Anfrage in einer Woche")
    assert (ran.exit_code, "authority" in ran.output) == (0, True)
    assert "no open request" in desk.refused("access", "--person", "anna-apfel", "--case", case["id"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("receive", "access", "--person", "anna-apfel", "--received", "2999-01-01"), "in the future"),
        (("receive", "access", "--person", "anna-apfel", "--by", "x"), "x"),
        (("close", "2026-00000000"), "no request 2026-00000000"),
    ],
)
def test_dt_10_what_cannot_be_filed_says_why(desk: Desk, words: tuple[str, ...], sentence: str) -> None:
    """One sentence, and nothing is kept."""
    assert sentence in desk.refused(*words)
    assert not json.loads(desk.report("cases", "--all", "--json").output)["cases"]


def test_dt_08_a_partner_with_a_coordinator_is_closed_to_the_operator(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the service sees nobody's data there; a person there is as little told of as nobody."""
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(ROOT / "config/examples/two-partners.toml"))
    ended = [desk.report("access", "--person", text).exception for text in ("anna-apfel", "nobody-there")]
    assert all(isinstance(each, NotPermittedError) for each in ended)
    assert len({(each.key, str(each.values)) for each in ended if isinstance(each, NotPermittedError)}) == 1
