"""The network file: read, checked as a whole, and made into the model's values."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bridge.core.model.caller import Role
from bridge.core.model.ids import Account, ConnectionId, PartnerId, PersonId, PlaceId, SpaceId
from bridge.core.model.network import Announced, Connection, Limits, Network, Partner, Place, Report, Space
from bridge.core.model.officer import Officer
from bridge.core.model.person import Person
from bridge.core.model.sending import Way
from config.charter import charter_of
from config.document import (
    ConnectionTable,
    GuardTable,
    NetworkDocument,
    NetworkOfficerTable,
    PartnerOfficerTable,
    PartnerTable,
    PlaceTable,
    ReportTable,
    SpaceTable,
)
from config.faults import ConfigError
from config.lines import LineIndex
from config.officers import wrong_officers
from config.references import Fault, faults_between
from config.wording import worded

WAYS = {"mail": Way.MAIL, "posts": Way.POST, "cards": Way.CARD}
"""As the file calls them."""


def read_network(path: Path, tools: Collection[str]) -> Network:
    """The network that a file declares. `tools` are those there are connectors for.

    Raises ConfigError with every fault of the file: its line, the value, and what is allowed.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as fault:
        sentence = f"The network file {path} cannot be read ({fault.strerror}): name yours in COBRIDGE_NETWORK_FILE."
        raise ConfigError([sentence]) from fault
    except UnicodeDecodeError as fault:
        raise ConfigError([f"The network file {path} is not UTF-8: save it again as UTF-8."]) from fault
    return parse_network(text, path.name, tools)


def parse_network(text: str, name: str, tools: Collection[str]) -> Network:
    """The network that a text declares; `name` is the file's, for what is said about it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError([f"{name} is not TOML: {fault}."]) from fault
    faults = list(_faults(data, tools))
    if faults:
        index = LineIndex(text)
        told = sorted({(index.line(fault.path), fault.said) for fault in faults})
        raise ConfigError(f"{name}, line {line}: {said}." for line, said in told)
    return _network(NetworkDocument.model_validate(data))


def _faults(data: Mapping[str, Any], tools: Collection[str]) -> Iterator[Fault]:
    try:
        NetworkDocument.model_validate(data)
    except ValidationError as fault:
        yield from (worded(each) for each in fault.errors())
    yield from faults_between(data, tools)
    yield from wrong_officers(data)


def _network(document: NetworkDocument) -> Network:
    tools = {each.id: each.tool for partner in document.partners for each in partner.connections}
    names = {each.id: each.name for each in document.partners}
    return Network(
        id=document.network.id,
        name=document.network.name,
        partners=tuple(_partner(each) for each in document.partners),
        spaces=tuple(_space(each, tools, names) for each in document.spaces),
        charter=charter_of(document.charter),
        language=document.network.language,
        zone=ZoneInfo(document.network.zone),
        alerts=tuple(document.network.alerts or ()),
        report=_report(document.network.report) if document.network.report else None,
        officers=tuple(_officer(each) for each in document.officers),
    )


def _report(table: ReportTable) -> Report:
    ways = frozenset(WAYS[each] for each in table.ways or WAYS)
    return Report(tuple(table.mail), table.members, ways, table.contact)


def _partner(table: PartnerTable) -> Partner:
    partner = PartnerId(table.id)
    roster = tuple(Person(PersonId(each.id), each.name, partner, each.role, each.email) for each in table.roster)
    connections = tuple(_connection(each, table) for each in table.connections)
    officers = tuple(replace(_officer(each), partner=partner, trusted=each.trusted) for each in table.officers)
    return Partner(partner, table.name, connections, roster, officers, table.eea, table.named_in_worklist, table.land)


def _officer(table: NetworkOfficerTable | PartnerOfficerTable) -> Officer:
    return Officer(table.id, table.name, Role(table.role), table.email)


def _connection(table: ConnectionTable, partner: PartnerTable) -> Connection:
    """The roster names each person's accounts; a connection has them by person."""
    accounts = {
        PersonId(person.id): Account(person.accounts[table.id])
        for person in partner.roster
        if table.id in person.accounts
    }
    return Connection(ConnectionId(table.id), PartnerId(partner.id), table.tool, accounts, table.settings, table.region)


def _space(table: SpaceTable, tools: Mapping[str, str], names: Mapping[str, str]) -> Space:
    """`names` are the partners'."""
    return Space(
        SpaceId(table.id),
        table.name,
        tuple(_place(each, tools[each.connection]) for each in table.places),
        table.done_lane,
        table.private_label,
        _limits(table.guard),
        tuple(
            Announced(PartnerId(each.partner), names[each.partner], day, comes=each.comes is not None)
            for each in table.announced
            if (day := each.comes or each.leaves)
        ),
    )


def _place(table: PlaceTable, tool: str) -> Place:
    return Place(
        PlaceId(table.id),
        ConnectionId(table.connection),
        tool,
        table.container,
        custom=tuple(sorted(table.custom_fields.items())),
        priority=table.priority_field,
        matching=table.matching,
        conversation=table.conversation,
    )


def _limits(guard: GuardTable) -> Limits:
    usual = Limits()
    return Limits(
        share=usual.share if guard.share is None else guard.share,
        number=usual.number if guard.number is None else guard.number,
    )
