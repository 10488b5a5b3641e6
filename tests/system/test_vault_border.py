"""What of people's identities stands outside the vault after people worked in all four tools (PL-10, PL-11)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
import requests

from bridge.adapters.vault.opening import open_vault
from bridge.bootstrap import Installation, installation
from bridge.core.model.caller import operator
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.core.rules.access import Resource, Verb
from bridge.service.seal import export_log
from bridge.service.sync import sync
from tests.system import test_people as people

pytestmark = pytest.mark.slow

WEBER, STAFF = PartnerId("weber"), ("anna", "bob")
LOG = ("journal_entries", "log_entries", "log_salts", "log_leaves", "log_roots")
LOOKS = ("access_entries", "access_entries_apart")
MEMORY = {"tasks", "links", "comment_links", "names", "conflicts", "inbox", "intents", "parked", "accepted", "stays"}
"""Where accounts may stand: at the tasks that they work on, as long as these are mirrored."""


def seed() -> object:
    """As in the other tests of people, with names that mean nothing else."""
    text = json.dumps(people.SEED)
    for word in ("anna", "bob", "cem"):
        text = text.replace(f'"{word}"', f'"kanari{word}"').replace(f"{word}@", f"kanari.{word}@")
    return json.loads(text.replace("Anna Weber", "Anna Kanari").replace("anna.weber@", "kanari.anna@"))


@dataclass(frozen=True)
class Lived:
    """What is left on the disk, and whom it could be about: `identities` by kind, all of them strings."""

    data: Path
    exported: str
    identities: Mapping[str, frozenset[str]]

    def everybody(self) -> frozenset[str]:
        return frozenset().union(*self.identities.values())

    def tables(self) -> dict[str, str]:
        """The text of each table of the database."""
        with closing(sqlite3.connect(self.data / "cobridge.db")) as opened:
            names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: repr(opened.execute(f"SELECT * FROM {name}").fetchall()) for name in names}  # noqa: S608  names from the database

    def log_side(self) -> dict[str, str]:
        """The log, the access log, and what is handed out of the log."""
        return {name: text for name, text in self.tables().items() if name in LOG + LOOKS} | {"export": self.exported}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Anna and Bob are on the roster with all their accounts, Cem is not; all of them work, and are looked at."""
    folder = tmp_path_factory.mktemp("border")
    with patch.object(people, "SEED", seed()), people.opened(folder) as office:
        with patch.dict(os.environ, office.environment), installation(alone=True) as found:
            found.rosters.change(found.network.id, WEBER, lambda _: roster(office, found))
        with patch.dict(os.environ, office.environment), installation(alone=True) as found:
            work(office, found)
            exported = sealed(found)
            looked_at(found)
        accounts = frozenset(each for who in office.accounts.values() for each in who.values())
        yield Lived(folder / "data", exported, identities(accounts))


def identities(accounts: frozenset[str]) -> Mapping[str, frozenset[str]]:
    names = ("Anna Kanari", "Bob Schulz", "Cem Acar")
    domains = {"anna": "weber", "bob": "weber", "cem": "nordlicht"}
    connections = ("weber-trello", "weber-asana", "weber-teams", "nordlicht-slack")
    return {
        "ids": frozenset(f"rolle-{who}" for who in STAFF),
        "names": frozenset(names),
        "mails": frozenset(f"kanari.{who}@{domain}.example" for who, domain in domains.items()),
        "users": frozenset(f"kanari{who}" for who in domains),
        "accounts": accounts,
        "met": frozenset(f"{link}/{account}" for link in connections for account in accounts),
    }


def roster(office: people.Office, found: Installation) -> Roster:
    today = found.clock.now().date()
    listed = Roster(
        (
            Person(PersonId("rolle-anna"), "Anna Kanari", WEBER, "Kanarieneinkauf", "kanari.anna@weber.example"),
            Person(PersonId("rolle-bob"), "Bob Schulz", WEBER, "", "kanari.bob@weber.example"),
        )
    )
    for who in STAFF:
        for tool in ("trello", "asana", "teams"):
            account = Account(office.accounts[f"kanari{who}"][tool])
            listed = listed.with_account(PersonId(f"rolle-{who}"), ConnectionId(f"weber-{tool}"), account, today)
    return listed


def work(office: people.Office, found: Installation) -> None:
    """Each of them claims and finishes the card; all four tools show it."""
    mirrored(found)
    trello, accounts = office.sandbox.urls["trello"], office.accounts
    [card] = [each["ref"] for each in office.state("trello", "?form=items") if each["title"] == "Standplan"]
    for number, who in enumerate(("anna", "bob", "cem")):
        lead = accounts[f"kanari{who}"]["trello"]
        given = {"idMembers": lead, "dueComplete": "false" if number else "true", "key": "k"}
        done = requests.put(f"{trello}/1/cards/{card}", {**given, "token": f"trello-kanari{who}"}, timeout=10)
        assert done.ok, done.text
        mirrored(found)


def mirrored(found: Installation) -> None:
    for terms in found.terms:
        stores = (found.spaces, found.pauses, found.visits)
        report = sync(terms, *stores, found.connectors(terms), found.clock, found.entering(terms))
        assert not [*report.unreachable, *report.parked], report
        assert not report.paused, report


def sealed(found: Installation) -> str:
    """The day is over; what `cobridge log export` writes."""
    network = found.network
    tomorrow = found.clock.now().astimezone(network.zone).date() + timedelta(days=1)
    assert found.log.seal(network.id, tomorrow, partial(found.signer.sign, network.id)) >= 3
    with export_log(found.log, found.signer, network) as lines:
        return "\n".join(json.dumps(line) for line in lines)


def looked_at(found: Installation) -> None:
    """Somebody looks at each of them, as every command with persons has it recorded."""
    with found.access.recorded(operator(), Verb.READ, Resource.PERSONS) as looked:
        for person in ("rolle-anna", "rolle-bob"):
            looked.at(PersonId(person), WEBER)


def test_pl_11_the_vault_holds_them(lived: Lived) -> None:
    """So that their absence elsewhere means something: names, addresses, ids and accounts are all there."""
    vault = open_vault(lived.data)
    kept = repr(vault.rosters.of("bau")) + "".join(each.email for each in vault.rosters.of("bau")[WEBER].persons)
    missing = {word for word in lived.everybody() if word not in kept}
    assert {"rolle-anna", "Anna Kanari", "kanari.anna@weber.example"}.isdisjoint(missing)
    assert len(lived.identities["accounts"] - missing) == len(STAFF) * 3
    tables = lived.tables()
    assert all(tables[name] != "[]" for name in ("log_entries", "access_entries", "tasks")), "and something was done"
    acted = {row["entry"]["actor_ref"] for row in map(json.loads, lived.exported.split("\n")) if "entry" in row}
    assert acted >= {ref for who in ("rolle-anna", "rolle-bob") for ref in vault.pseudonyms("bau", "P2", PersonId(who))}
    assert len(acted - {""}) == 3, "Cem acted too, by an account that is nobody's"


def test_pl_11_nobody_stands_in_the_log_or_the_access_log(lived: Lived) -> None:
    """No id of any tool, no name, address, user name or id of a person, in no table of them and in no export."""
    found = [(where, word) for where, text in lived.log_side().items() for word in lived.everybody() if word in text]
    assert not found
    assert set(LOG + LOOKS) < lived.tables().keys()


def test_pl_11_what_only_rosters_know_is_in_no_other_file(lived: Lived) -> None:
    """Addresses, roles, the roster's ids and user names stand in the vault alone, and sealed."""
    files = [file for file in lived.data.rglob("*") if file.is_file()]
    assert {"vault.db", "cobridge.db"} <= {file.name for file in files}
    only = lived.identities["mails"] | lived.identities["ids"] | lived.identities["users"] | {"Kanarieneinkauf"}
    assert not [(file.name, word) for file in files for word in only if word.encode() in file.read_bytes()]


def test_pl_11_accounts_stand_at_tasks_alone(lived: Lived) -> None:
    """The memory of mirroring has to know who has a task; no other table has an account or a name."""
    words = lived.identities["accounts"] | lived.identities["names"]
    where = {name for name, text in lived.tables().items() for word in words if word in text}
    assert "tasks" in where, "there they are, so the search finds them"
    assert where <= MEMORY


def guesses(lived: Lived) -> set[str]:
    """Whatever somebody with the staff list and all published keys can compute."""
    known = [*lived.everybody(), *(word.lower() for word in lived.everybody())]
    keys = [b"", b"bau", b"P2", b"P4", b"2026-Q4", b"cobridge", bytes(32), *(word.encode() for word in known)]
    made = set[str]()
    for word in known:
        raw = word.encode()
        made |= {hashlib.new(kind, raw).hexdigest() for kind in ("md5", "sha1", "sha256", "sha512", "blake2b")}
        made |= {base64.b64encode(raw).decode(), raw.hex(), base64.b64encode(hashlib.sha256(raw).digest()).decode()}
        made |= {hmac.digest(key, raw, "sha256").hex() for key in keys}
        made |= {hashlib.sha256(key + raw).hexdigest() for key in keys[:7]}
    return made


def test_pl_10_a_staff_list_finds_nobody_in_a_dump(lived: Lived) -> None:
    """Every id, name, address, user name and account as it is, hashed, salted with what is known, and keyed with it."""
    dump = " ".join(lived.log_side().values())
    tried = guesses(lived)
    assert len(tried) > 9_000
    assert not [guess for guess in tried if guess in dump]
    told = hashlib.sha256(b"kanari.anna@weber.example").hexdigest()
    assert told in tried, "a plain hash would have been found"


def test_pl_10_the_keys_are_not_where_the_log_is(lived: Lived) -> None:
    """Who has the log's database has no key of a quarter and none of a person."""
    vault = open_vault(lived.data)
    assert vault.pseudonyms("bau", "P2", PersonId("rolle-anna"))
    persons = dict(vault._persons.everybody("bau"))  # noqa: SLF001  the secrets that must not be there
    secret = [*persons.values(), *vault._keys.values()]  # noqa: SLF001  the same
    assert {"rolle-anna", "rolle-bob"} <= persons.keys()
    assert len(secret) > len(persons) + 1
    content = (lived.data / "cobridge.db").read_bytes()
    assert not [key for key in secret if key in content or key.hex().encode() in content]
