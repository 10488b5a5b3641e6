"""Access (Art. 15): all of a person's data, with everything that the law asks for beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bridge.adapters.store.columns import CATALOGUE as TABLES
from bridge.adapters.words import spoken
from bridge.core.log.evaluations import EVALUATIONS
from bridge.core.model.case import Act
from bridge.core.model.land import Land
from bridge.core.reports.gdpr.disclosure import IncompleteError, as_values
from bridge.core.reports.gdpr.found import Kind
from bridge.core.rules.catalogue import CATALOGUE
from bridge.service.rights import collecting
from bridge.service.rights.collecting import COLLECTORS, NOBODYS
from connectors import registry
from tests.docs.sources import ROOT
from tests.unit.service.rights.asking import asked, printed
from tests.unit.service.rights.oracle import ORACLE, signs
from tests.unit.service.rights.sown import seeded
from tests.unit.service.rights.world import (
    DSB,
    OFFICE,
    PETRA,
    TOOLS,
    WEBER,
    World,
    account,
    network,
)

SCHEMA = json.loads((ROOT / "docs/schemas/access.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Petra's and Lena's data in every store."""
    made = seeded(tmp_path_factory.mktemp("world"))
    yield made
    made.database.close()


def test_dt_01_the_copy_holds_all_of_the_persons_data_and_nothing_else(world: World) -> None:
    """What Petra did in each of the four tools, and every row of hers in any store; not one of Lena's."""
    assert signs(as_values(asked(world))) == ORACLE


@pytest.mark.parametrize("left_out", COLLECTORS)
def test_dt_01_whichever_store_is_not_searched_is_missed(
    world: World, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    """The test above would notice each place that somebody forgets to look at."""
    kept = {name: each for name, each in COLLECTORS.items() if name != left_out}
    monkeypatch.setattr(collecting, "COLLECTORS", kept)
    assert signs(as_values(asked(world))) != ORACLE


@pytest.mark.parametrize("tool", TOOLS)
def test_dt_01_each_tool_is_in_the_copy(world: World, tool: str) -> None:
    """A comment, an edit, a copy and an entry of the log from each of the four tools."""
    copy = asked(world).copy
    assert any(tool in str(each["place"]) for each in copy[Kind.COMMENTS])
    assert any(tool in str(each["place"]) for each in copy[Kind.EDITS])
    assert any(each["tool"] == tool for each in copy[Kind.COPIES])
    assert any(each["source_tool"] == tool for each in copy[Kind.LOG])


def test_dt_01_every_table_and_file_is_searched_or_says_why_not(world: World) -> None:
    """Whatever the deletion rules know, the person reads whether it was searched."""
    known = {store.name for rule in CATALOGUE.values() for store in rule.stores}
    searched = {store for each in COLLECTORS.values() for store in each.stores}
    assert known <= searched | NOBODYS.keys()
    assert not searched & NOBODYS.keys()
    assert {*TABLES.tables} <= searched | NOBODYS.keys()
    assert {each.store for each in asked(world).searched} == searched | NOBODYS.keys()


@pytest.mark.parametrize("language", ["de", "en"])
def test_ds_03_the_answer_has_every_point_of_the_law_in_the_published_form(world: World, language: str) -> None:
    """Art. 15(1)(a) to (h), paragraphs 2 and 3, as docs/schemas/access.json says."""
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        json.loads(printed(asked(world, language=language))[0])
    )


@pytest.mark.parametrize("point", ["purposes", "recipients", "periods", "rights", "complaint", "source", "withheld"])
def test_ds_03_an_answer_without_a_point_is_none(world: World, point: str) -> None:
    """A generator that leaves one out fails instead."""
    disclosure = asked(world)
    without: dict[str, Any] = {point: "" if isinstance(getattr(disclosure, point), str) else ()}
    with pytest.raises(IncompleteError, match=point):
        replace(disclosure, **without)


def test_ds_03_recipients_have_names(world: World) -> None:
    """Each partner of the spaces concerned, and each vendor of a tool that is used there; with the spaces."""
    found = {each.name: each for each in asked(world).recipients}
    assert [*found][:2] == ["Musterbau Weber GmbH", "Nordlicht Elektro KG"]
    assert {"Asana, Inc. (Asana)", "Atlassian (Trello)", "Microsoft (Teams und Planner)"} <= found.keys()
    assert any("Salesforce" in name for name in found)
    assert all(each.spaces == ("Haus 7",) for each in found.values())
    assert {each.country for each in found.values()} == {"", "USA"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_ds_03_every_tool_kind_and_evaluation_has_its_words(language: str) -> None:
    """Whoever adds one says in both languages what it is."""
    say = spoken(language)
    for tool in registry.TOOLS.keys() - {"memory"}:
        assert say(f"report.vendor.{tool}")
        assert say(f"report.vendor_country.{tool}")
    for kind in Kind:
        assert say(f"report.kind.{kind}")
        assert say(f"report.explained.{kind}")
    for each in EVALUATIONS:
        assert say(f"report.evaluation.{each.name}")


def test_ds_03_all_forms_say_the_same(world: World) -> None:
    """Every value of the JSON that people read stands in the text and in the page too."""
    disclosure = asked(world)
    _, text, html = (" ".join(form.split()) for form in printed(disclosure))
    for kind in (Kind.COMMENTS, Kind.TASKS, Kind.COPIES):
        for record in disclosure.copy[kind]:
            for name, value in record.items():
                shown = disclosure.codes.get(name, {}).get(str(value), value)
                if isinstance(shown, str):
                    assert shown.split()[0] in text
                    assert shown.split()[0] in html


def test_ds_03_the_texts_claim_nothing_that_is_not_so(world: World) -> None:
    """No mechanism that a court struck down, no legal basis that does not hold, no pseudonym called anonymous."""
    for language in ("de", "en"):
        for form in printed(asked(world, language=language)):
            for word in ("Privacy Shield", "§ 26 Abs. 1 BDSG", "anonym", "DSGVO-konform"):
                assert word not in form


def test_ds_03_what_people_wrote_stays_what_they_wrote(tmp_path: Path) -> None:
    """A title or comment with markup is text in the page, and moves nothing in the terminal."""
    world = seeded(tmp_path)
    world.vault.rosters.change(
        world.network.id,
        WEBER,
        lambda roster: replace(
            roster, persons=tuple(replace(p, role="<script>x</script>\x1b[2J") for p in roster.persons)
        ),
    )
    _, text, html = printed(asked(world))
    world.database.close()
    assert "<script>" not in html
    assert "\x1b" not in text


def test_ds_03_somebody_whom_nobody_matched_is_found_by_account(world: World) -> None:
    """Whoever is on no roster has the same right: they are known by the account that they work with."""
    disclosure = asked(world, DSB, "nord-asana/gast-3")
    assert (disclosure.name, disclosure.partner) == ("Karl Gast", "Nordlicht Elektro KG")
    assert [each["name"] for each in disclosure.copy[Kind.NAMES]] == ["Karl Gast"]


def test_ds_03_an_address_or_an_account_names_the_same_person(world: World) -> None:
    """However the person is named, the answer is about them."""
    named = (PETRA, "Petra@Weber.example", f"weber-slack/{account('slack')}")
    assert {asked(world, OFFICE, text).person for text in named} == {PETRA}


def test_ds_03_the_partners_own_authority_is_named(tmp_path: Path) -> None:
    """Where the partner said in which Land it is; its holidays then count for the deadline too."""
    declared = network()
    partners = (replace(declared.partners[0], land=Land.BAVARIA), *declared.partners[1:])
    world = seeded(tmp_path, replace(declared, partners=partners))
    disclosure = asked(world)
    lands = {partner.id: partner.land for partner in partners if partner.land}
    subject = world.sources().persons.found(PETRA)
    assert subject
    case = replace(world.filing, lands=lands).open(Act.ACCESS, subject, "weber", date(2026, 10, 1))
    world.database.close()
    assert "Bayerisches Landesamt für Datenschutzaufsicht" in disclosure.complaint
    assert case.due_on == date(2026, 11, 2)


@pytest.mark.parametrize("land", Land)
def test_ds_03_each_land_has_its_authority(land: Land) -> None:
    """By its own name, in both languages."""
    assert spoken("de")(f"report.authority.{land}") == spoken("en")(f"report.authority.{land}")
