"""A person is erased while the tools are there, and nothing of them comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.adapters.words import spoken
from bridge.core.model.case import Case
from bridge.core.model.memory import Memory
from bridge.core.reports.gdpr.receipt import page, receipt, values
from bridge.core.sync.undone import Became, due_of, is_about_copy
from bridge.service.rights.erasure import is_complete
from bridge.service.rights.forget import forget_again
from tests.system.rights.ground import ANNA, CANARIES, NAME, SAID, VENDORS, Ground, ground

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Her name stands wherever it can."""
    with ground(tmp_path_factory.mktemp("rights")) as found:
        yield found


@pytest.fixture(scope="module")
def before(here: Ground) -> dict[str, str]:
    """What the tools hold, and our files, before anything is erased."""
    return {vendor: here.state(vendor) for vendor in VENDORS} | {"files": _texts(here)}


@pytest.fixture(scope="module")
def copies(here: Ground, before: dict[str, str]) -> Memory:
    """What was remembered before."""
    del before
    return here.site.memory


@pytest.fixture(scope="module")
def case(here: Ground, before: dict[str, str], copies: Memory) -> Case:
    """The erasure, as far as the tools let it be done."""
    del before, copies
    return here.erase()


def _texts(here: Ground) -> str:
    return "\n".join(content.decode("latin-1") for content in here.files().values())


def _shown(here: Ground) -> str:
    """What our account wrote, as people see it in all tools."""
    items = [item for vendor in VENDORS for item in here.shown(vendor)]
    ours = [said["text"] for item in items for said in item["comments"] if said["author"] == "Cobridge"]
    others = [item for vendor in ("asana", "slack", "graph") for item in here.shown(vendor)]
    return json.dumps([ours, [(item["description"], item["people"]) for item in others]], ensure_ascii=False)


def _found_in(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_dt_02_every_sign_of_the_person_is_there_before(before: dict[str, str], here: Ground) -> None:
    """A search that finds nothing afterwards found everything before: in each tool, in the database, in the vault."""
    assert all(SAID[tool] in before[vendor] for tool in SAID for vendor in VENDORS)
    assert all(NAME in before[vendor] for vendor in VENDORS)
    assert {"Kanari", *SAID.values()} <= set(_found_in(before["files"]))
    del here


def test_dt_02_nothing_of_the_person_is_left_in_our_files(case: Case, here: Ground) -> None:
    """Not in the database, not in what SQLite writes beside it, not in the vault even opened, not in an export."""
    del case
    assert _found_in(_texts(here)) == []
    found = here.site.found
    assert found.rosters.of("bau") == {}
    assert all(not found.vault.pseudonyms("bau", purpose, ANNA) for purpose in ("P1", "P2", "P3", "P4"))
    assert here.site.memory.names.keys().isdisjoint(here.subject_ids)
    assert _found_in(repr(here.site.memory)) == []


def test_dt_02_ds_05b_what_our_account_wrote_is_gone_from_every_tool(case: Case, here: Ground) -> None:
    """Copies of comments are deleted, lines and texts are written without the name, also where several stood in one."""
    del case
    assert _found_in(_shown(here)) == []
    assert "Bob Schulz" in _shown(here)


def test_pl_21_pl_22_the_log_still_verifies_and_nothing_in_it_is_the_persons(case: Case, here: Ground) -> None:
    """Entries, salts and key are destroyed; no value of an erased entry is left by which two could be told as one's."""
    found = here.site.found
    (logged,) = [step for step in case.steps if step.key == "log"]
    assert int(logged.note) > 0
    assert here.site.found.rights.kept(found.terms).entries(here.subject_ids) == []
    assert all(each.entry.actor_ref for each in found.log.entries("bau"))


def test_ds_05_the_receipt_tells_of_every_copy_what_became_of_it(case: Case, here: Ground, copies: Memory) -> None:
    """System, object, what was done, when, and who is responsible; who reads it learns no name from it."""
    made = receipt(case, here.site.found.network, here.today)
    assert {line.tool for line in made.copies} == {"trello", "asana", "slack", "teams"}
    assert all(line.on and line.partner and line.ref for line in made.copies)
    said = {(line.place, line.ref) for line in made.copies}
    theirs = {
        (place, link.ref)
        for place, links in copies.comment_links.items()
        for comment, link in links.items()
        if comment in {each.id for task in copies.tasks.values() for each in task.comments.values() if each.author
                       and each.author in here.subject_ids}
    }  # fmt: skip
    assert theirs <= said
    assert _found_in(json.dumps(values(made))) == []


def test_dt_04_what_is_left_is_said_and_never_called_complete(case: Case, here: Ground) -> None:
    """Histories and originals are not ours to delete: the partner is instructed, and the case stays open."""
    made = receipt(case, here.site.found.network, here.today)
    assert not made.complete
    assert not is_complete(case)
    left = {(line.tool, line.kind, line.cause) for line in made.copies if line.action == Became.INSTRUCTED}
    assert {("trello", "history", "history"), ("asana", "history", "history")} <= left
    assert {("trello", "comment", "original"), ("asana", "comment", "original")} <= left
    german = repr(page(made, "de", spoken("de")))
    assert "nicht über die Schnittstelle löschbar" in german
    assert "noch nicht abgeschlossen" in german
    assert "vollständig gelöscht" not in german
    for place in ("trello", "asana"):
        assert SAID[place] in here.state(place)


def test_dt_03_nothing_comes_back_by_a_sync_a_whole_reading_or_what_is_said_anew(case: Case, here: Ground) -> None:
    """Her originals are still in her tools, and colleagues go on naming her: neither is taken over again."""
    del case
    trello = here.site.worlds["trello"]
    trello.comment(here.card, "Neues-Zwitschern Kanari")
    trello.people.call("bob", "POST", f"/cards/{here.card}/actions/comments", text=f"Wo ist {NAME}?")  # type: ignore[attr-defined]
    trello.edit(here.card, title="Fenster liefern, bald")
    here.sync()
    here.now.look()
    here.now.look()
    here.sync()
    assert _found_in(_shown(here)) == []
    assert "Wo ist ein Partner des Netzwerks?" in _shown(here)
    assert _found_in(_texts(here)) == []
    assert {item["title"] for item in here.shown("asana")} >= {"Fenster liefern, bald"}


def test_dt_03_a_restored_database_is_cleaned_before_anything_works_with_it(
    case: Case, here: Ground, copies: Memory
) -> None:
    """By the ledger alone, which names nobody."""
    del case
    found, terms = here.site.found, here.now.found.terms
    found.rights.forgetting.forget(terms[0].space.id, lambda _: copies)
    assert _found_in(repr(here.site.memory))
    assert forget_again(found.rights.kept(terms), found.rights.barring) > 0
    assert _found_in(repr(here.site.memory)) == []
    assert _found_in(_texts(here)) == []


def test_dt_04_a_case_is_closed_by_what_partners_confirm(case: Case, here: Ground) -> None:
    """Place by place; only then is it complete."""
    erasing = here.erasing()
    after = erasing.confirm(case, "trello")
    assert not is_complete(after)
    after = erasing.confirm(after, "asana")
    assert is_complete(after)
    assert receipt(after, here.site.found.network, here.today).complete


def test_ds_05b_dt_14_an_erasure_goes_on_where_a_tool_failed(tmp_path: Path) -> None:
    """The second of four is down: the others are done, it alone is left, and nothing is done twice afterwards."""
    with ground(tmp_path) as here:
        here.site.control.control(
            "PUT", "/faults", json={"vendor": "slack", "match": {"method": "POST", "path_regex": "."}, "kind": "503",
                                    "times": 50, "after": 0},
        )  # fmt: skip
        case = here.erase()
        states = {due_of(step.key)[1].copy.place: set[str]() for step in case.steps if is_about_copy(step.key)}
        for step in case.steps:
            if is_about_copy(step.key):
                states[due_of(step.key)[1].copy.place].add(step.result)
        assert {place for place, results in states.items() if Became.OPEN in results} == {"cards", "list"}
        assert _found_in(_texts(here)) == []
        here.site.control.control("PUT", "/faults", json=[])
        before = here.site.control.control("GET", "/requests")["counts"]
        case = here.erasing().undo(here.erasing().forget(None, case))
        after = here.site.control.control("GET", "/requests")["counts"]
        assert not [step for step in case.steps if step.result == Became.OPEN]
        assert _found_in(_shown(here)) == []
        for vendor in ("trello", "asana", "graph"):
            assert before[vendor]["write"] == after[vendor]["write"], vendor
