"""`cobridge charter` and `cobridge partner status`, as officers use them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bridge.adapters.words import COMMANDS
from bridge.core.errors import Stop
from bridge.core.model.ids import PlaceId
from bridge.entry.cli.opened import opened
from connectors import registry
from tests.unit.entry.office import FILE, Office, office

__all__ = ["office"]

SIGNED = ("charter", "consent", "--partner", "weber", "--gate", "signed", "--reference", "Charter 1")
NOTICE = ("charter", "consent", "--partner", "weber", "--gate", "notice", "--number", "2")
COUNCIL = ("charter", "consent", "--partner", "weber", "--gate", "council", "--reference", "BV 4/2026")
DOCUMENT = Path(__file__).parents[3] / "docs" / "charter.md"


def standing(office: Office, partner: str = "weber") -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(office.run("partner", "status", partner, "--json").out)["partners"][0]
    return told


def agree(office: Office) -> None:
    """Both partners of the space pass their gates."""
    assert office.run("charter", "propose").code == 0
    for partner, council in (("weber", "council-weber"), ("nordlicht", "trusted-nordlicht")):
        words = ("charter", "consent", "--partner", partner, "--reference", "R-1")
        own = office.run(*words, "--gate", "signed", "--gate", "notice", "--number", "1", who=f"coord-{partner}")
        assert own.code == 0, own
        assert office.run(*words, "--gate", "council", who=council).code == 0


def test_pl_08_two_accounts_of_the_partner_let_contents_pass(office: Office) -> None:
    """Three gates, two officers of the partner: then it is no longer at references."""
    assert office.run("charter", "propose").code == 0
    assert standing(office)["missing"] == ["signed", "council", "notice"]
    assert office.run(*SIGNED, who="coord-weber").code == 0
    assert office.run(*NOTICE, who="coord-weber").code == 0
    assert standing(office)["references_only"]
    assert office.run(*COUNCIL, who="council-weber").code == 0
    assert standing(office)["version"] == 1
    assert not standing(office)["references_only"]


@pytest.mark.parametrize("who", ["", "office", "dsb", "audit", "coord-nordlicht", "council-weber"])
def test_pl_08_nobody_else_signs_for_a_partner(office: Office, who: str) -> None:
    """The operator, the network office, the DSB, an auditor, its own council; to another partner it does not exist."""
    office.run("charter", "propose")
    assert office.run(*SIGNED, who=who).code == (2 if who.endswith("nordlicht") else 3)
    assert standing(office)["missing"] == ["signed", "council", "notice"]


@pytest.mark.parametrize("who", ["", "office", "dsb", "coord-weber", "trusted-nordlicht"])
def test_pl_08_nobody_else_agrees_for_a_council(office: Office, who: str) -> None:
    """Least of all the coordinator, or the DSB where the partner is more than one person."""
    office.run("charter", "propose")
    assert office.run(*COUNCIL, who=who).code == (2 if who.endswith("nordlicht") else 3)
    assert "council" in standing(office)["missing"]


def test_what_is_missing_is_asked_for(office: Office) -> None:
    """Nothing proposed yet, no document, no number, a day to come, an unknown partner: a sentence, exit code 2."""
    assert "charter propose" in office.run(*SIGNED, who="coord-weber").err
    office.run("charter", "propose")
    for words, who, said in (
        (COUNCIL[:-2], "council-weber", "--reference"),
        (NOTICE[:-2], "coord-weber", "--number"),
        ((*SIGNED, "--date", "2999-01-01"), "coord-weber", "future"),
        ((*SIGNED, "--version", "7"), "coord-weber", "no version 7"),
        (("charter", "consent", "--partner", "wber", "--gate", "signed"), "coord-weber", "wber"),
    ):
        ended = office.run(*words, who=who)
        assert (ended.code, said in ended.err) == (2, True), (words, ended)


def test_a_trusted_person_needs_no_agreement_and_is_named_as_such(office: Office) -> None:
    """A partner without a works council: its trusted person agrees, and the steps say so."""
    office.run("charter", "propose")
    ended = office.run("charter", "consent", "--partner", "nordlicht", "--gate", "council", who="trusted-nordlicht")
    assert ended.code == 0
    assert standing(office, "nordlicht")["steps"][2]["state"] == "done"


def test_taken_back_it_counts_no_more(office: Office) -> None:
    """One of the two accounts is enough to narrow."""
    agree(office)
    assert not standing(office)["references_only"]
    ended = office.run(
        "charter", "consent", "--partner", "weber", "--gate", "council", "--withdraw", who="council-weber"
    )
    assert ended.code == 0
    assert standing(office)["missing"] == ["council"]


def test_what_widens_waits_and_what_narrows_works(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`charter diff` says of each point which it is; a widened file changes nothing before all have agreed again."""
    agree(office)
    assert json.loads(office.run("charter", "diff", "--json").out) == {"differences": []}
    text = FILE.read_text("utf-8")
    edited = tmp_path / "network.toml"
    head, _, rest = text.partition("[charter")
    assert not rest
    edited.write_text(f'{head}\n[charter.figures]\nspaces = "off"\n[charter.visibility]\ntrello = "name"\n', "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(edited))
    told = {
        each["point"]: each["widens"] for each in json.loads(office.run("charter", "diff", "--json").out)["differences"]
    }
    assert told == {"visibility:trello": True, "figure:spaces": False}
    assert "waits for consent" in office.run("charter", "diff").out
    with opened() as found:
        (terms,) = [each for each in found.terms if each.space.id == "haus-7"]
        assert terms.visibility[PlaceId("haus-7-trello")] == "organisation"
        assert "figure:spaces" not in found.agreeing().force().points


def test_a_connector_beyond_the_charter_does_not_start(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A custom field that the file names since, and nobody agreed to: the place says so, and reads nothing."""
    agree(office)
    text = FILE.read_text("utf-8").replace(
        'id = "haus-7-trello"\n', 'id = "haus-7-trello"\ncustom_fields = { Kosten = "Kosten EUR" }\n', 1
    )
    edited = tmp_path / "network.toml"
    edited.write_text(text, "utf-8")
    monkeypatch.setenv("COBRIDGE_NETWORK_FILE", str(edited))
    with opened() as found:
        (terms,) = [each for each in found.terms if each.space.id == "haus-7"]
        place = terms.space.places[0]
        connector = found.connectors(terms)[place.id]
        with pytest.raises(Stop, match="haus-7-trello would read Kosten, on which the partners have not agreed"):
            connector.check(place)


def test_partner_status_shows_ten_steps(office: Office) -> None:
    """Each done, open or not applicable, with its document; one row for each partner whom the caller may know of."""
    agree(office)
    for gate, who, more in (
        ("roster", "council-weber", ("--number", "2")),
        ("opinion", "dsb", ()),
        ("release", "coord-weber", ()),
    ):
        assert office.run("charter", "consent", "--partner", "weber", "--gate", gate, *more, who=who).code == 0, gate
    steps = standing(office)["steps"]
    assert [each["step"] for each in steps] == list(range(1, 11))
    assert [each["state"] for each in steps] == [*["done"] * 5, "open", "done", "done", "open", "open"]
    assert steps[3]["reference"].startswith("R-1 ")
    own = json.loads(office.run("partner", "status", "--json", who="coord-weber").out)["partners"]
    assert [each["id"] for each in own] == ["weber"]
    assert office.run("partner", "status", "nordlicht", who="coord-weber").code == 2


@pytest.mark.parametrize("language", ["de", "en"])
def test_pl_43_what_tools_evaluate_themselves_is_listed_with_the_setting(language: str) -> None:
    """Each tool has a line of what to set so that it evaluates nobody, in the status and on the page."""
    for tool in registry.TOOLS:
        assert COMMANDS[language][f"onboarding.settings.{tool}"].strip()
    page = DOCUMENT.read_text("utf-8")
    assert all(each in page for each in ("Slack", "Microsoft 365", "Asana", "Trello", "--gate settings"))


def test_pl_43_the_status_of_a_partner_shows_the_settings_of_its_tools(office: Office) -> None:
    """Whoever sets up a partner reads it there, and records the proof."""
    office.run("charter", "propose")
    assert "To be set in trello: no Power-Ups" in office.run("partner", "status", "weber").out
    proof = ("charter", "consent", "--partner", "weber", "--gate", "settings", "--reference", "Screenshot 3")
    assert office.run(*proof, who="coord-weber").code == 0
