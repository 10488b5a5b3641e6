"""What is wrong with the officers of a network file: ids that are taken, and roles that one human must not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from bridge.core.model.caller import OPERATOR, SERVICE, Role
from bridge.core.model.officer import OF_NETWORK, OF_PARTNER, apart_in_person
from config.references import Fault, Found

RESERVED = (OPERATOR, SERVICE)


@dataclass(frozen=True, slots=True)
class _Named:
    """An officer of the file and the partner's id, empty for one of the whole network."""

    found: Found
    partner: str

    @property
    def address(self) -> str:
        """By which one human is known in two roles."""
        return self.found.text("email").strip().casefold()


def wrong_officers(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of the officers that no table of the file shows by itself."""
    file = Found((), data)
    officers = [_Named(each, "") for each in file.within("officers")]
    for partner in file.within("partners"):
        officers += [_Named(each, partner.text("id")) for each in partner.within("officers")]
    persons = {each.text("id") for partner in file.within("partners") for each in partner.within("roster")}
    yield from _wrong_ids(officers, persons)
    for each in officers:
        if each.found.table.get("trusted") is True and each.found.text("role") != Role.BETRIEBSRAT:
            said = 'a trusted person stands in for a council: role = "betriebsrat" is allowed with it'
            yield Fault((*each.found.path, "trusted"), said)
    for one, other in combinations(officers, 2):
        yield from _one_human(one, other)


def _wrong_ids(officers: Iterable[_Named], persons: set[str]) -> Iterator[Fault]:
    seen = set[str]()
    for each in officers:
        identity, path = each.found.text("id"), (*each.found.path, "id")
        if identity in RESERVED:
            yield Fault(path, f'"{identity}" is who runs the service: choose another id')
        elif identity in seen:
            yield Fault(path, f'"{identity}" is taken already: choose another id')
        elif identity in persons:
            yield Fault(path, f'"{identity}" is a person of a roster: choose another id for the office')
        if identity:
            seen.add(identity)


def _one_human(one: _Named, other: _Named) -> Iterator[Fault]:
    """Told where the second of the two stands."""
    at_two_partners = one.partner and other.partner and one.partner != other.partner
    if not one.address or one.address != other.address or at_two_partners:
        return
    roles = one.found.text("role"), other.found.text("role")
    if not all(role in OF_NETWORK | OF_PARTNER for role in roles):
        return
    if apart_in_person(Role(roles[0]), Role(roles[1])):
        same = f'"{other.found.text("id")}" has the address of "{one.found.text("id")}"'
        said = f"{same}, and nobody may be both {roles[0]} and {roles[1]}: name another person"
        yield Fault((*other.found.path, "role"), said)
