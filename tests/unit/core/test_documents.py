"""The documents before the start say what the tables say, whole, and change with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from hashlib import sha256

import pytest

from bridge.adapters.store.columns import CATALOGUE as TABLES
from bridge.adapters.words import spoken
from bridge.core.log.entry import Entry
from bridge.core.log.evaluations import EVALUATIONS
from bridge.core.model.person import Person
from bridge.core.model.task import FIELDS
from bridge.core.reports.documents import annex, permissions, traits
from bridge.core.reports.documents.pack import Pack
from bridge.core.rules import catalogue
from bridge.core.rules.access import GRANTS, Resource, Role, Verb
from bridge.core.rules.agreement import KINDS, points_of
from bridge.core.rules.retention import DataType, Period
from bridge.service.charter import UnfitError
from bridge.service.documents import drafts
from connectors.native import NATIVE
from tests.unit.papers import changed, column, drafted, ground, rows, section, values

say = spoken("de")


def test_wc_02_every_field_stands_in_the_catalogue() -> None:
    """Of tasks, rosters, entries, and every column of every table; none is judged that there is not."""
    pack = drafted(ground())
    assert [*FIELDS, "comments"] == list(traits.OF_TASK)
    assert {each.name for each in fields(Person)} | {"accounts"} == traits.OF_PERSON.keys()
    assert {each.name for each in fields(Entry)} | {"salt", "commitment"} == traits.OF_ENTRY.keys()
    assert len(column(pack, "fields", "task", "field")) == len(traits.OF_TASK)
    assert column(pack, "fields", "log", "code") == list(traits.OF_ENTRY)
    told = {(row["store"], name) for row in rows(pack, "fields", "stores") for name in row["columns"].split(", ")}
    missing = {
        (table.name, name)
        for table in TABLES.tables.values()
        for name in table.columns.keys()  # noqa: SIM118  no mapping
        if (say("retention.table", name=table.name), name) not in told
    }
    assert not missing


def test_wc_02_every_data_type_is_judged() -> None:
    """A new one fails here: its author says what it is for, who reads it, and whether it is apt to watch people."""
    assert traits.KEEPING.keys() == set(DataType)


def test_wc_02_every_field_of_a_tool_is_told_by_the_name_that_the_vendor_gives_it() -> None:
    """Such as Asana's `html_notes`."""
    sources = dict(zip(traits.OF_TASK, column(drafted(ground()), "fields", "task", "source"), strict=True))
    assert "Asana: html_notes" in sources["description"]
    assert "Trello: desc" in sources["description"]
    assert sources["shown"] == say("documents.no_source")
    others = ground()
    renamed = {**NATIVE, "asana": {**NATIVE["asana"], "description": "elsewhere"}}
    changed_source = column(drafted(replace(others, native=renamed)), "fields", "task", "source")
    assert "Asana: elsewhere" in changed_source[1]


def test_wc_02_a_field_is_visible_to_those_in_whose_tools_it_arrives() -> None:
    """Not to whom references alone are given, and nobody else sees what is not agreed."""
    told = rows(drafted(ground()), "fields", "task")
    seen = dict(zip(traits.OF_TASK, [row["seen_by"] for row in told], strict=True))
    assert seen["title"] == "Nordlicht Elektro KG, Mole Logistik GbR"
    assert seen["start"] == say("documents.nobody_else")
    own = rows(drafted(ground()), "fields", "log")[0]["seen_by"]
    assert own.endswith("die betroffene Person")


def test_what_is_apt_to_watch_people_is_said() -> None:
    """A log under pseudonyms is, and its field of the person most of all; a random id is not."""
    apt = {row["code"]: row["apt"] for row in rows(drafted(ground()), "fields", "log")}
    assert (apt["actor_ref"], apt["occurred_on"], apt["event_id"]) == ("ja", "ja", "nein")


def test_wc_03_every_permitted_evaluation_is_listed_with_all_that_councils_ask_for() -> None:
    """Name, formula, threshold, recipients, how often, legal basis, sample."""
    pack = drafted(ground())
    told = rows(pack, "evaluations", "list")
    assert [row["name"] for row in told] == [each.name for each in EVALUATIONS]
    assert all(all(row.values()) for row in told)
    assert "mindestens 10 Personen und 3 Organisationen" in told[0]["threshold"]
    metrics = {metric.name for each in EVALUATIONS for metric in each.metrics}
    assert len(rows(pack, "evaluations", "formula")) == len(metrics)


def test_wc_03_german_texts_of_evaluations_are_those_of_the_positive_list() -> None:
    """The list itself is what partners agree to."""
    for each in EVALUATIONS:
        assert say(f"documents.evaluation.{each.name}") == each.title
        assert say(f"documents.evaluation.{each.name}.sample") == each.sample
        assert say("documents.evaluation.basis") == each.basis


def test_an_evaluation_that_is_not_agreed_says_so() -> None:
    """As in the network file."""
    pack = drafted(ground(changed('duties = ["accepts', 'evaluations = ["F2"]\nduties = ["accepts')))
    assert column(pack, "evaluations", "list", "agreed") == ["nicht vereinbart", "vereinbart"]


def test_wc_04_every_role_stands_in_the_matrix_with_what_it_may() -> None:
    """And nothing that it may not."""
    pack = drafted(ground())
    for role in Role:
        told = {row["what"]: [verb for verb in Verb if row[verb]] for row in rows(pack, "permissions", f"role-{role}")}
        wanted = {
            say(f"access.resource.{each}"): [verb for verb in Verb if verb in grant.verbs]
            for each, grant in GRANTS[role].items()
        }
        assert told == wanted


def test_wc_04_the_matrix_counts_holders_and_names_nobody() -> None:
    """Numbers at the partner and for the network."""
    pack = drafted(ground())
    holders = {row["role"]: (row["here"], row["network"]) for row in rows(pack, "permissions", "holders")}
    assert holders[say("access.role.person")] == ("2", "0")
    assert holders[say("access.role.betriebsrat")] == ("1", "0")
    assert holders[say("access.role.dsb")] == ("0", "1")
    everything = "".join(paper.text for each in drafts(ground(), None) for paper in each.papers)
    assert not [name for name in ("Petra", "Rolf Adam", "Uwe Lorenz", "@") if name in everything]


def test_wc_04_a_permission_that_changes_changes_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix is the table that the software obeys."""
    before = rows(drafted(ground()), "permissions", "role-auditor")
    granted = {**GRANTS[Role.AUDITOR]}
    del granted[Resource.LOG]
    monkeypatch.setattr(permissions, "GRANTS", {**GRANTS, Role.AUDITOR: granted})
    after = rows(drafted(ground()), "permissions", "role-auditor")
    assert [row for row in before if row not in after] == [
        row for row in before if row["what"] == say("access.resource.log")
    ]


def test_wc_06_every_deletion_rule_stands_in_the_concept() -> None:
    """One for each data type, with start, period and store."""
    told = rows(drafted(ground()), "deletion", "rules")
    assert [row["type"] for row in told] == [say(f"retention.type.{each}") for each in catalogue.CATALOGUE]
    assert all(all(row.values()) for row in told)


def test_wc_06_a_period_that_the_charter_shortens_stands_in_the_concept() -> None:
    """Both: what holds, and what else would."""
    told = {row["type"]: row["period"] for row in rows(drafted(ground()), "deletion", "rules")}
    assert told[say("retention.type.conflicts")] == "30 Tage nach den Spielregeln (sonst 90 Tage)"


def test_wc_06_a_deletion_rule_that_changes_changes_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """As does every place that tells the period."""
    rule = catalogue.CATALOGUE[DataType.JOURNAL]
    longer = {**catalogue.CATALOGUE, DataType.JOURNAL: replace(rule, period=Period(days=77))}
    monkeypatch.setattr(catalogue, "CATALOGUE", longer)
    pack = drafted(ground())
    told = {row["type"]: row["class"] for row in rows(pack, "deletion", "rules")}
    assert told[say("retention.type.journal")] == "noted+77d"


def test_every_point_of_the_charter_stands_in_what_is_signed() -> None:
    """A subject without a heading would be signed by nobody."""
    of = ground()
    assert sorted(each for subjects in annex.SECTIONS.values() for each in subjects) == sorted(KINDS)
    pack = drafted(of)
    told = [row for name in annex.SECTIONS for row in _points(pack, name)]
    assert len(told) == len(points_of(of.network))
    assert {"point": "wessen Wert zählt: Termin", "value": "der Partner Musterbau Weber GmbH"} in told
    assert {"point": "Sichtbarkeit in Slack", "value": "nicht genannt"} in told
    assert {"point": "nur innerhalb des EWR: Südbau eG", "value": "ja"} in told


def _points(pack: Pack, name: str) -> Sequence[Mapping[str, str]]:
    return rows(pack, "charter", name) if section(pack, "charter", name)["table"] else ()


def test_what_is_signed_names_the_annexes_and_their_checksum() -> None:
    """So that nobody can exchange them afterwards; and the charter's own fingerprint."""
    pack = drafted(ground())
    lead = section(pack, "charter", "annexes")["sentences"][0]
    assert sha256(pack.annexes.text.encode()).hexdigest() in lead
    titles = [each["title"] for each in json.loads(pack.annexes.text)["documents"]]
    assert column(pack, "charter", "annexes", "title") == titles
    for paper in pack.papers:
        assert json.loads(paper.text)["charter"]["fingerprint"] in " ".join(paper.standing)


def test_lines_to_sign_are_the_managements_and_the_councils() -> None:
    """Where one person works alone, theirs with the own statement, and the shared officer's as the second account."""
    of = ground()
    assert column(drafted(of), "charter", "signatures", "who") == [
        "Geschäftsführung", "Betriebsrat oder Vertrauensperson",
    ]  # fmt: skip
    alone = drafted(of, "nordlicht")
    assert "Inhaberin oder Inhaber" in column(alone, "charter", "signatures", "who")[0]
    assert "Ich arbeite allein." in section(alone, "charter", "alone")["sentences"][0]
    assert "alone" not in [each["name"] for each in values(drafted(of))["charter"]["sections"]]


def test_what_is_open_says_whose_it_is_and_where_it_goes() -> None:
    """And an answer takes its place, in the document to which it belongs."""
    key = "connections.mole-slack.plan"
    before, after = drafted(ground()), drafted(ground(**{key: "Business+"}))
    assert {each.key for each in before.open} - {each.key for each in after.open} == {key}
    told = {row["where"]: row["answer"] for row in rows(before, "transfers", "answers")}
    assert told[f"Angabendatei: {key}"] == "offen: Koordination von Mole Logistik GbR"
    assert "Business+" in column(after, "transfers", "answers", "answer")
    assert len(before.open) == sum(len(json.loads(paper.text)["open"]) for paper in before.papers)


def test_what_the_network_file_tells_is_not_asked_for() -> None:
    """Officers, land, roster, region and ground; of the council of one person nobody is asked."""
    files = {each.what for each in drafted(ground()).open if not each.key}
    assert files == {
        "Speicherort (Mole Logistik GbR, Slack)",
        "Grundlage der Übermittlung (Nordlicht Elektro KG, Asana)",
        "Grundlage der Übermittlung (Südbau eG, Microsoft Teams und Planner)",
    }
    alone = {each.what for each in drafted(ground(), "nordlicht").open}
    assert "Betriebsrat oder Vertrauensperson" not in alone
    assert say("documents.blank.roster") in {each.what for each in drafted(ground(), "mole").open}


@pytest.mark.parametrize(
    ("partner", "filled", "said"),
    [("nobody", {}, "partner.unknown"), (None, {"partners.weber.adress": "x"}, "documents.unknown_answer")],
)
def test_a_partner_or_an_answer_that_there_is_not_is_refused(
    partner: str | None, filled: dict[str, str], said: str
) -> None:
    """A slip of the pen would else leave something open without a word."""
    with pytest.raises(UnfitError) as told:
        drafts(ground(**filled), partner)
    assert told.value.key == said


def test_both_languages_say_everything() -> None:
    """The same documents, sections and rows."""
    german, english = (values(drafted(ground(language=each))) for each in ("de", "en"))
    assert _shape(german) == _shape(english)


def _shape(value: object) -> object:
    match value:
        case dict():
            return {name: _shape(each) for name, each in value.items()}
        case list():
            return [_shape(each) for each in value]
    return bool(value)
