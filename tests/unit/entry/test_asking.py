"""Every command that shows something of persons asks who it is, refuses whom no row allows, and records the look."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.opening import open_vault
from bridge.bootstrap.agreed import agreed
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Role
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PersonId
from bridge.core.rules.access import Resource, Verb, may
from bridge.entry.cli import cobridge
from bridge.entry.cli.showing import SHOWS
from bridge.ports.access_log import Result
from bridge.service.parked import waiting
from config.network import read_network
from tests.contracts import kept
from tests.unit.entry.office import FILE, NET, OURS, THEIRS, Office, office

__all__ = ["office"]

OTHERS = ("report", "reidentify", "retention", "backup", "restore", "access", "officer")
"""Commands of a part of its own, whose tests stand with it."""


def _leaves(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for word, inner in command.commands.items():
            yield from _leaves(inner, f"{name} {word}".strip())
    else:
        yield name, command


COMMANDS: Mapping[str, Any] = dict(_leaves(typer.main.get_command(cobridge)))
ASKING = sorted(name for name, command in COMMANDS.items() if any("--as" in each.opts for each in command.params))
WORDS: Mapping[str, tuple[str, ...]] = {
    "conflicts list": (),
    "conflicts restore": ("any",),
    "doctor": (),
    "log export": (),
    "log prove": ("any",),
    "parked drop": ("any",),
    "parked list": (),
    "parked retry": ("any",),
    "partner join": ("weber", "--space", "haus-7", "--container", "x"),
    "partner leave": ("weber",),
    "people assign": ("petra-weber", "weber-trello", "5f3c"),
    "people import": ("people.csv", "--partner", "weber"),
    "people match": (),
    "plan": (),
    "space open": ("haus-7",),
}
"""How each is called by somebody who may not."""


def test_pl_17_every_command_says_what_it_shows_of_persons() -> None:
    """A new command without a row fails here: its author has to say what it shows."""
    assert sorted(COMMANDS) == sorted(SHOWS)


def test_pl_17_every_command_that_shows_persons_asks_who_it_is() -> None:
    """All but the one that puts a backup back, before anything runs that could tell who somebody is."""
    assert {name for name, resource in SHOWS.items() if resource} - set(ASKING) <= {"restore"}


def test_pl_17_each_of_them_is_tried_here_or_with_its_part() -> None:
    """No command with persons is left out of what follows."""
    assert {name for name in ASKING if not name.startswith(OTHERS)} == set(WORDS)


def test_pl_15_who_may_not_is_refused_and_it_is_recorded(office: Office) -> None:
    """An auditor, or for the log and what shows nobody a manager: exit code 3, a sentence, one entry, nothing else."""
    for number, (name, words) in enumerate(WORDS.items(), start=1):
        resource = SHOWS[name] or Resource.NETWORK
        roles = {"audit": Role.AUDITOR, "office": Role.NETWORK_MANAGER}
        who = next(each for each, role in roles.items() if not any(may(role, verb, resource) for verb in Verb))
        ended = office.run(*name.split(), *words, who=who)
        assert (ended.code, ended.out) == (3, ""), name
        assert "may not" in ended.err, name
        looks = office.looks()
        assert (len(looks), looks[-1].caller, looks[-1].result) == (number, who, Result.REFUSED), name


def test_pl_15_a_wrong_code_opens_nothing(office: Office) -> None:
    """Nothing is shown, and the attempt is in the access log."""
    assert office.run("conflicts", "list", who="coord-weber").code == 0
    office.codes["coord-weber"] = "wrong"
    ended = office.run("conflicts", "list", who="coord-weber")
    assert (ended.code, ended.out) == (3, "")
    looks = [(each.caller, each.result) for each in office.looks()]
    assert looks == [("coord-weber", Result.DONE), ("coord-weber", Result.REFUSED)]


def test_pl_17_a_list_of_conflicts_is_a_look_at_each_author(office: Office) -> None:
    """Who wrote what is read, under a pseudonym, with their partner."""
    said = json.loads(office.run("conflicts", "list", "--json", who="coord-weber").out)["conflicts"]
    assert [each["space"] for each in said] == [OURS]
    (entry,) = office.looks()
    assert (entry.resource, entry.partner, entry.caller) == (Resource.CONFLICTS, "weber", "coord-weber")
    assert entry.subject == _pseudonym(office, "petra-weber")


def test_pl_17_an_import_is_a_look_at_each_person_of_the_list(office: Office) -> None:
    """Each under their own pseudonym; a list with a fault is a look that failed."""
    file = _people(office, "Name,E-Mail\nAnna Apfel,anna@example.org\nBert Birne,bert@example.org\n")
    assert office.run("people", "import", file, "--partner", "weber", who="coord-weber").code == 0
    shown = [each.subject for each in office.looks()]
    assert sorted(shown) == sorted(_pseudonym(office, each) for each in ("anna-apfel", "bert-birne"))
    wrong = _people(office, "Name,E-Mail\nCarl,no address\n")
    assert office.run("people", "import", wrong, "--partner", "weber", who="coord-weber").code == 2
    assert office.looks()[-1].result is Result.FAILED


def test_pl_17_an_export_of_the_log_is_a_look_at_everybody_in_it(office: Office) -> None:
    """Before a line is written; whose the pseudonyms are is told to nobody, only the access log's own are there."""
    _log(office, ("petra-weber", "tom-sommer", "weber-trello/5f3c99"))
    ended = office.run("log", "export", who="dsb")
    assert ended.code == 0
    found = {(each.subject, each.partner) for each in office.looks()}
    assert found == {(_pseudonym(office, "petra-weber"), "weber"), (_pseudonym(office, "tom-sommer"), "suedbau")}


def test_pl_17_a_proof_is_a_look_at_who_acted(office: Office) -> None:
    """And a check of the whole log shows nobody, so it is none."""
    ids = _log(office, ("petra-weber", "tom-sommer"))
    assert office.run("log", "prove", ids[1], who="dsb").code == 0
    assert [each.subject for each in office.looks()] == [_pseudonym(office, "tom-sommer")]
    assert office.run("log", "verify").code == 0
    assert len(office.looks()) == 1


def test_pl_15_the_operator_acts_only_where_nobody_coordinates(office: Office) -> None:
    """Südbau has no coordinator; of the others' conflicts and persons the operator is shown nothing, and told so."""
    ended = office.run("conflicts", "list", "--json")
    assert [each["space"] for each in json.loads(ended.out)["conflicts"]] == [THEIRS]
    assert OURS in ended.err
    assert office.run("conflicts", "list", "--space", OURS).code == 3
    file = _people(office, "Name\nAnna Apfel\n")
    assert office.run("people", "import", file, "--partner", "weber").code == 3
    assert office.run("people", "import", file, "--partner", "suedbau").code == 0


def _of_others(office: Office) -> Mapping[str, tuple[str, Callable[[str], tuple[str, ...]]]]:
    """What a coordinator of Weber may ask for by an id, with the id of Südbau's."""
    file = str(_people(office, "Name\nAnna Apfel\n"))
    with office.database() as database:
        conflict = SqlConflicts(database).retrievable(THEIRS)[0].id
        terms = next(each for each in agreed(read_network(FILE, ("trello", "asana"))) if each.space.id == THEIRS)
        parked = waiting(terms, SqlSpaces(database))[0].id
    return {
        "conflicts list": (THEIRS, lambda each: ("conflicts", "list", "--space", each)),
        "conflicts restore": (conflict, lambda each: ("conflicts", "restore", each)),
        "conflicts keep": (conflict, lambda each: ("conflicts", "restore", each, "--keep")),
        "parked list": (THEIRS, lambda each: ("parked", "list", "--space", each)),
        "parked retry": (parked, lambda each: ("parked", "retry", each)),
        "parked drop": (parked, lambda each: ("parked", "drop", each)),
        "plan": (THEIRS, lambda each: ("plan", "--space", each)),
        "space open": (THEIRS, lambda each: ("space", "open", each)),
        "partner join, space": (THEIRS, lambda each: ("partner", "join", "weber", "--space", each, "--container", "x")),
        "partner join": ("suedbau", lambda each: ("partner", "join", each, "--space", OURS, "--container", "x")),
        "partner leave": ("suedbau", lambda each: ("partner", "leave", each, "--yes")),
        "partner leave, space": (THEIRS, lambda each: ("partner", "leave", "weber", "--space", each, "--yes")),
        "people import": ("suedbau", lambda each: ("people", "import", file, "--partner", each)),
        "people assign, person": ("tom-sommer", lambda each: ("people", "assign", each, "weber-trello", "5f3c")),
        "people assign": ("suedbau-trello", lambda each: ("people", "assign", "petra-weber", each, "5f3c")),
        "people undo": ("suedbau-trello", lambda each: ("people", "assign", "petra-weber", each, "--undo")),
        "officer code": ("tom-sommer", lambda each: ("officer", "code", each, "--reset")),
    }


def test_pl_16_what_is_another_partners_does_not_exist(office: Office) -> None:
    """Each command answers an id of another partner as one that there is not, and does nothing."""
    before, all_of_it = _kept(office), _of_others(office)
    for name, (theirs, words) in all_of_it.items():
        asked = office.run(*words(theirs), who="coord-weber").without(theirs)
        nothing = office.run(*words("nowhere-7"), who="coord-weber").without("nowhere-7")
        assert asked == nothing, name
        assert asked[0] == 2, name
        assert not [each for each in ("suedbau", "Südbau", "tom-", "haus-8") if each in f"{asked[1]}{asked[2]}"], name
    assert _kept(office) == before
    for name in ("conflicts restore", "parked retry", "people import", "officer code"):
        theirs, words = all_of_it[name]
        assert office.run(*words(theirs)).code == 0, f"{name}: there is such an id, for who looks after it"


def test_pl_16_lists_without_an_id_name_no_other(office: Office) -> None:
    """What a coordinator lists is of the own partner's spaces, in counts and in JSON too."""
    for words in (("conflicts", "list", "--json"), ("parked", "list", "--json")):
        said = office.run(*words, who="coord-weber")
        assert said.code == 0
        assert not [each for each in ("haus-8", "Südbau", "suedbau") if each in said.out + said.err]


def test_pl_06_a_person_sees_who_looked_without_a_single_sign_on(office: Office) -> None:
    """By a code from their coordinator: days and purposes, and neither who it was nor anybody else's."""
    office.run("conflicts", "list", who="coord-weber")
    said = json.loads(office.run("access", "list", "--json", who="petra-weber").out)["looks"]
    assert said
    assert all(each.keys() == {"on", "purpose"} for each in said)
    assert "coord-weber" not in office.run("access", "list", who="petra-weber").out


def _people(office: Office, text: str) -> Path:
    file = office.folder / "people.csv"
    rows = [row for row in csv.reader(text.splitlines()) if row]
    with file.open("w", newline="", encoding="utf-8") as written:
        csv.writer(written).writerows(rows)
    return file


def _pseudonym(office: Office, person: str) -> str:
    vault = open_vault(office.folder / "data")
    (found,) = vault.pseudonyms(NET, Purpose.SECURITY, PersonId(person))
    return found


def _log(office: Office, persons: tuple[str, ...]) -> list[str]:
    """An entry for each of them, sealed; returns the entries' ids."""
    vault = open_vault(office.folder / "data")
    entries = [
        replace(
            kept.entry(f"e{number}"),
            actor_ref=vault.pseudonym(NET, Purpose.TRANSPARENCY, kept.TODAY, PersonId(person)),
        )
        for number, person in enumerate(persons)
    ]
    with office.database() as database:
        SqlSpaces(database).agree(OURS, Decision(), entries)
        SqlLog(database).seal(NET, kept.TODAY + timedelta(days=1), partial(vault.signer.sign, NET))
    return [each.event_id for each in entries]


def _kept(office: Office) -> list[Any]:
    with office.database() as database:
        spaces = SqlSpaces(database)
        return [spaces.memory(each) for each in (OURS, THEIRS)]
