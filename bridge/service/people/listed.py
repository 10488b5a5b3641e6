"""What a list of people says: each row a person with the accounts it names, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bridge.core.model.address import is_address, normalised
from bridge.core.model.ids import Account, ConnectionId, PersonId
from bridge.core.model.network import Partner
from bridge.core.model.person import Person
from bridge.service.people.table import Row

HEADINGS: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        {"name", "person", "vollständigername", "vorundnachname", "anzeigename", "fullname", "displayname"}
    ),
    "first": frozenset({"vorname", "firstname", "givenname"}),
    "last": frozenset({"nachname", "familienname", "lastname", "surname", "familyname"}),
    "email": frozenset({"email", "mail", "emailadresse", "mailadresse", "emailaddress", "mailaddress"}),
    "role": frozenset({"rolle", "funktion", "aufgabe", "position", "role", "function", "jobtitle"}),
    "id": frozenset({"id", "kennung", "personenid", "personid"}),
}
"""How headings are read: small, letters and digits only."""
_ACCOUNT_WORDS = ("konto", "account", "accountid", "kontoid", "id")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHORTENED = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE)
"""What Excel makes of a long number."""
LONGEST_ID, LONGEST = 60, 200
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line; `key` names the sentence, and `value` is what stands there."""

    line: int
    key: str
    value: str = ""
    also: str = ""
    """What else the sentence names: another line, another person, what is allowed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as a row has it; without an id where the list gives none."""

    line: int
    name: str
    role: str
    email: str
    id: str
    accounts: Mapping[ConnectionId, Account] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class List:
    """All that the list says. `unread` are headings that mean nothing here; their columns are not looked at."""

    people: tuple[Listed, ...]
    faults: tuple[Fault, ...]
    unread: tuple[str, ...]


def listed(headings: Row, rows: Sequence[Row], partner: Partner) -> List:
    """The people of a list with all its faults; columns for accounts are those of the partner's connections."""
    columns, unread, faults = _columns(headings, partner)
    people = [_person(row, columns) for row in rows]
    for row, person in zip(rows, people, strict=True):
        faults += _faults(row, person, headings)
    faults += _twice(people)
    return List(tuple(people), tuple(sorted(faults, key=lambda fault: fault.line)), tuple(unread))


def _columns(headings: Row, partner: Partner) -> tuple[dict[str | ConnectionId, int], list[str], list[Fault]]:
    accounts = _account_headings(partner)
    columns, unread, faults = dict[str | ConnectionId, int](), list[str](), list[Fault]()
    for at, heading in enumerate(headings.cells):
        word = _folded(heading)
        meaning = next((name for name, words in HEADINGS.items() if word in words), accounts.get(word))
        if meaning is None:
            unread += [heading] if heading else []
        elif meaning in columns:
            faults.append(Fault(headings.line, "people.fault.heading_twice", heading))
        else:
            columns[meaning] = at
    if "name" not in columns and not {"first", "last"} <= columns.keys():
        faults.append(Fault(headings.line, "people.fault.no_name_heading", ", ".join(filter(None, headings.cells))))
    return columns, unread, faults


def _account_headings(partner: Partner) -> dict[str, ConnectionId]:
    """A connection's id; the tool's name where the partner has one connection of it; either with a word for account."""
    tools = [connection.tool for connection in partner.connections]
    found = dict[str, ConnectionId]()
    for connection in partner.connections:
        names = [connection.id, *([connection.tool] if tools.count(connection.tool) == 1 else [])]
        for name in map(_folded, names):
            found |= {name: connection.id}
            found |= {each: connection.id for word in _ACCOUNT_WORDS for each in (name + word, word + name)}
    return found


def _person(row: Row, columns: Mapping[str | ConnectionId, int]) -> Listed:
    def cell(name: str) -> str:
        at = columns.get(name, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    named = set(HEADINGS)
    accounts = {ConnectionId(key): Account(account) for key in columns if key not in named and (account := cell(key))}
    return Listed(row.line, name, cell("role"), cell("email"), cell("id"), accounts)


def _faults(row: Row, person: Listed, headings: Row) -> Iterator[Fault]:
    if any(row.cells[len(headings.cells) :]):
        yield Fault(row.line, "people.fault.too_many_cells", str(len(row.cells)), str(len(headings.cells)))
    if not person.name:
        yield Fault(row.line, "people.fault.no_name")
    for text in (person.name, person.role):
        if len(text) > LONGEST:
            yield Fault(row.line, "people.fault.too_long", f"{text[:40]}…", str(LONGEST))
    if person.email and not is_address(person.email):
        yield Fault(row.line, "people.fault.email", person.email)
    if person.id and (not _ID.fullmatch(person.id) or len(person.id) > LONGEST_ID):
        yield Fault(row.line, "people.fault.id", person.id)
    for connection, account in person.accounts.items():
        if _SHORTENED.fullmatch(account):
            yield Fault(row.line, "people.fault.shortened", account, connection)


def _twice(people: Sequence[Listed]) -> Iterator[Fault]:
    """What may stand there once only: an id, an address, an account."""
    yield from _again(((each.line, each.id) for each in people), "people.fault.id_twice")
    yield from _again(((each.line, normalised(each.email)) for each in people), "people.fault.email_twice")
    for connection in sorted({connection for each in people for connection in each.accounts}):
        accounts = ((each.line, each.accounts.get(connection, "")) for each in people)
        yield from _again(accounts, "people.fault.account_twice")


def _again(values: Iterable[tuple[int, str]], key: str) -> Iterator[Fault]:
    first = dict[str, int]()
    for line, value in values:
        if value and value in first:
            yield Fault(line, key, value, str(first[value]))
        first.setdefault(value, line)


def id_from(name: str) -> PersonId:
    """The id that a name gives: `Jörg Müller` is `joerg-mueller`; empty where no letter can be written plainly."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return PersonId("-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-"))


def as_person(each: Listed, identity: PersonId, partner: Partner) -> Person:
    """The person of the roster."""
    return Person(identity, each.name, partner.id, each.role, each.email)


def _folded(heading: str) -> str:
    return "".join(sign for sign in heading.lower() if sign.isalnum())
