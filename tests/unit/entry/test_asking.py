"""Every command that shows something of persons asks who it is, refuses whom no row allows, and records the look."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup

from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.opening import open_vault
from bridge.bootstrap import Installation
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Role
from bridge.core.model.decision import Decision
from bridge.core.model.ids import Account, PersonId
from bridge.core.model.network import Connection, Place
from bridge.core.rules.access import Resource, Verb, may
from bridge.entry.cli import cobridge
from bridge.entry.cli.access import SHORT
from bridge.entry.cli.showing import SHOWS
from bridge.ports.access_log import Result
from bridge.ports.directory import Holder
from bridge.service.people.asking import Askable
from tests.contracts import kept
from tests.unit.entry.office import NET, OURS, THEIRS, Office, office

__all__ = ["office"]

OTHERS = ("report", "reidentify", "retention", "backup", "restore", "access", "officer", "charter", "partner status")
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
    "attack": (),
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
    "week": (),
    "worklist": (),
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
    file = office.people("Name,E-Mail\nAnna Apfel,anna@example.org\nBert Birne,bert@example.org\n")
    assert office.run("people", "import", file, "--partner", "weber", who="coord-weber").code == 0
    shown = [each.subject for each in office.looks()]
    assert sorted(shown) == sorted(_pseudonym(office, each) for each in ("anna-apfel", "bert-birne"))
    wrong = office.people("Name,E-Mail\nCarl,no address\n")
    assert office.run("people", "import", wrong, "--partner", "weber", who="coord-weber").code == 2
    assert office.looks()[-1].result is Result.FAILED


def test_pl_17_a_match_is_a_look_at_each_person_and_account(office: Office) -> None:
    """Whose account is proposed, and whose nobody knows yet; only the tools of the own partner are asked."""
    asked = _tools_answer(
        office, {"weber-trello": (_holder("5f3c01", "jonas.hartmann@example.org"), _holder("5f3c02"))}
    )
    said = json.loads(office.run("people", "match", "--json", who="coord-weber").out)
    assert ([each["person"] for each in said["proposals"]], len(said["by_hand"])) == (["jonas-hartmann"], 1)
    assert asked == ["weber-trello"]
    persons = ("jonas-hartmann", "weber-trello/5f3c02", "petra-weber")  # her account is gone there
    assert {(each.subject, each.partner) for each in office.looks()} == {
        (_pseudonym(office, each), "weber") for each in persons
    }


def test_pl_17_the_doctor_names_only_whom_the_caller_looks_after(office: Office) -> None:
    """What of a roster the network file overrides is shown to the coordinator; the operator is told where to ask."""
    for partner, name in (("weber", "Petra Krause"), ("suedbau", "Tom Winter")):
        person = {"weber": "petra-weber", "suedbau": "tom-sommer"}[partner]
        file = office.people(f"Kennung,Name\n{person},{name}\n")
        who = "coord-weber" if partner == "weber" else ""
        assert office.run("people", "import", file, "--partner", partner, "--yes", who=who).code == 0
    before = len(office.looks())
    office.monkeypatch.setattr("bridge.service.doctor.check_addresses", lambda *_: ())
    office.monkeypatch.setattr("bridge.service.doctor._space", lambda *_: ())
    office.monkeypatch.setattr("bridge.service.doctor._tool", lambda *_: ())
    told = office.run("doctor").out
    assert "tom-sommer" in told
    assert "petra-weber" not in told
    assert "cobridge doctor --as" in told
    told = office.run("doctor", who="coord-weber").out
    assert "petra-weber" in told
    assert "suedbau" not in told
    looks = [(each.subject, each.partner) for each in office.looks()[before:]]
    assert looks == [(_pseudonym(office, "tom-sommer"), "suedbau"), (_pseudonym(office, "petra-weber"), "weber")]


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
    ended = office.run("conflicts", "list", "--space", OURS)
    assert (ended.code, "a coordinator of their own" in ended.err) == (3, True)
    file = office.people("Name\nAnna Apfel\n")
    assert office.run("people", "import", file, "--partner", "weber").code == 3
    assert office.run("people", "import", file, "--partner", "suedbau").code == 0


def test_pl_06_a_person_sees_who_looked_without_a_single_sign_on(office: Office) -> None:
    """By a code from their coordinator: days and purposes, and neither who it was nor anybody else's."""
    office.run("conflicts", "list", who="coord-weber")
    said = json.loads(office.run("access", "list", "--json", who="petra-weber").out)["looks"]
    assert said
    assert all(each.keys() == {"on", "purpose"} for each in said)
    assert "coord-weber" not in office.run("access", "list", who="petra-weber").out


def test_pl_17_the_access_log_names_officers_as_the_network_file_does(office: Office) -> None:
    """Whoever reads it finds an officer by their whole id, however long, and a person by a pseudonym alone."""
    office.run("officer", "list", who="coord-nordlicht")
    office.run("conflicts", "list", who="petra-weber")
    told = office.run("access", "list", who="dsb").out
    assert "trusted-nordlicht;" in told
    assert "coord-nordlicht (" in told
    assert "petra" not in told
    assert max(map(len, re.findall(r"[0-9a-f]{12,}", told))) == SHORT


def _holder(account: str, email: str = "") -> Holder:
    return Holder(Account(account), f"Holder of {account}", email)


def _tools_answer(office: Office, holders: Mapping[str, tuple[Holder, ...]]) -> list[str]:
    """What the tools say, without them; returns which of them are asked."""
    asked = list[str]()

    class Answering:
        def __init__(self, link: Connection) -> None:
            self._link = link

        def accounts(self, _: Place) -> tuple[Holder, ...]:
            asked.append(self._link.id)
            return holders[self._link.id]

    @contextmanager
    def directories(found: Installation, _: object = None) -> Iterator[list[Askable]]:
        places = [place for space in found.network.spaces for place in space.places]
        links = [link for partner in found.people().network.partners for link in partner.connections]
        yield [
            Askable(link, [place for place in places if place.connection == link.id], Answering(link)) for link in links
        ]

    office.monkeypatch.setattr(Installation, "directories", directories)
    return asked


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
