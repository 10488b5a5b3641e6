"""What the tables of a network file say about each other: ids that are unique, and ids that exist.

Works on the file as it was parsed, so that these faults are told together with those of each table; a value that has
not even the right type is not looked at here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.faults import nearest
from config.lines import Path
from config.policies import wrong_field


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; `said` is one clause."""

    path: Path
    said: str


@dataclass(frozen=True, slots=True)
class Found:
    """A table of the file and where it stands."""

    path: Path
    table: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A text of the table, empty where there is none."""
        value = self.table.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> dict[str, str]:
        """A table of texts within the table."""
        value = self.table.get(key)
        return {name: each for name, each in value.items() if isinstance(each, str)} if isinstance(value, dict) else {}

    def within(self, key: str) -> list[Found]:
        """The tables of a list within the table."""
        value = self.table.get(key)
        rows = enumerate(value) if isinstance(value, list) else ()
        return [Found((*self.path, key, at), table) for at, table in rows if isinstance(table, dict)]


def faults_between(data: Mapping[str, Any], tools: Collection[str]) -> Iterator[Fault]:
    """Every fault that no table shows by itself. `tools` are those that connections may name."""
    file = Found((), data)
    partners, spaces = file.within("partners"), file.within("spaces")
    connections = [each for partner in partners for each in partner.within("connections")]
    persons = [each for partner in partners for each in partner.within("roster")]
    places = [each for space in spaces for each in space.within("places")]
    for kind in (partners, persons, connections, spaces, places):
        yield from _taken_ids(kind)
    yield from _wrong_tools(file, connections, tools)
    for partner in partners:
        yield from _wrong_accounts(partner)
    yield from _wrong_transfers(file, partners, tools)
    yield from _unknown_partners((each for space in spaces for each in space.within("announced")), partners)
    yield from _wrong_policies(file, {"place": places, "partner": partners})
    yield from _wrong_places(places, {each.text("id") for each in connections})
    for place in places:
        yield from _wrong_custom_fields(place)


def _taken_ids(tables: Iterable[Found]) -> Iterator[Fault]:
    """Ids are unique in the whole file, each kind among its own."""
    seen = set[str]()
    for each in tables:
        if each.text("id") in seen:
            yield Fault((*each.path, "id"), f'"{each.text("id")}" is taken already: choose another id')
        if each.text("id"):
            seen.add(each.text("id"))


def _wrong_tools(file: Found, connections: Iterable[Found], tools: Collection[str]) -> Iterator[Fault]:
    for each in connections:
        tool = each.text("tool")
        if tool and tool not in tools:
            yield Fault((*each.path, "tool"), f'"{tool}" is no tool: {nearest(tool, tools)}')
    charter = file.table.get("charter")
    if isinstance(charter, dict):
        for tool in Found(("charter",), charter).texts("visibility"):
            if tool not in tools:
                yield Fault(("charter", "visibility", tool), f'"{tool}" is no tool: {nearest(tool, tools)}')


def _wrong_transfers(file: Found, partners: Iterable[Found], tools: Collection[str]) -> Iterator[Fault]:
    charter = file.table.get("charter")
    transfers = Found(("charter",), charter).within("transfers") if isinstance(charter, dict) else []
    for each in transfers:
        tool = each.text("tool")
        if tool and tool not in tools:
            yield Fault((*each.path, "tool"), f'"{tool}" is no tool: {nearest(tool, tools)}')
    yield from _unknown_partners(transfers, partners)


def _unknown_partners(tables: Iterable[Found], partners: Iterable[Found]) -> Iterator[Fault]:
    known = {each.text("id") for each in partners}
    for each in tables:
        partner = each.text("partner")
        if partner and partner not in known:
            yield Fault((*each.path, "partner"), f'"{partner}" is no partner: {_choice(partner, known)}')


def _wrong_policies(file: Found, kinds: Mapping[str, Iterable[Found]]) -> Iterator[Fault]:
    """A policy is for a field that can have one, and names a place or partner of the file."""
    charter = file.table.get("charter")
    policies = Found(("charter",), charter).texts("policies") if isinstance(charter, dict) else {}
    for name, written in policies.items():
        path = ("charter", "policies", name)
        if said := wrong_field(name):
            yield Fault(path, said)
        kind, _, named = written.partition(":")
        known = {each.text("id") for each in kinds.get(kind, ())}
        if kind in kinds and named and named not in known:
            yield Fault(path, f'"{named}" is no {kind}: {_choice(named, known)}')


def _wrong_accounts(partner: Found) -> Iterator[Fault]:
    """A person has accounts in the own partner's connections alone, and an account has one person."""
    known = {each.text("id") for each in partner.within("connections")}
    seen = dict[tuple[str, str], str]()
    for person in partner.within("roster"):
        for connection, account in person.texts("accounts").items():
            path = (*person.path, "accounts", connection)
            if connection not in known:
                said = f'"{connection}" is no connection of {partner.text("id")}: {_choice(connection, known)}'
                yield Fault(path, said)
            if (connection, account) in seen:
                yield Fault(path, f'"{account}" is the account of {seen[connection, account]} already: one each')
            seen[connection, account] = person.text("id")


def _wrong_places(places: Iterable[Found], known: Collection[str]) -> Iterator[Fault]:
    """A place is in a connection of the file, and a board or project is one place."""
    seen = dict[tuple[str, str], str]()
    for place in places:
        connection, container = place.text("connection"), place.text("container")
        if connection and connection not in known:
            said = f'"{connection}" is no connection: {_choice(connection, known)}'
            yield Fault((*place.path, "connection"), said)
        if container and (connection, container) in seen:
            said = f'"{container}" is the place {seen[connection, container]} already: a container is one place'
            yield Fault((*place.path, "container"), said)
        if container and container == place.text("conversation"):
            yield Fault((*place.path, "conversation"), "people talk in another channel than the one of the cards")
        seen[connection, container] = place.text("id")


def _wrong_custom_fields(place: Found) -> Iterator[Fault]:
    """A custom field of a place has one meaning."""
    seen = dict[str, str]()
    for name, native in place.texts("custom_fields").items():
        if native.strip() in seen:
            said = f'"{native}" is the custom field {seen[native.strip()]} already: one name each'
            yield Fault((*place.path, "custom_fields", name), said)
        seen.setdefault(native.strip(), name)
    if (priority := place.text("priority_field").strip()) and priority in seen:
        said = f'"{priority}" is the custom field {seen[priority]} already: leave one of the two out'
        yield Fault((*place.path, "priority_field"), said)


def _choice(word: str, known: Collection[str]) -> str:
    return nearest(word, known) if known else "there is none"
