"""Roles: who may what, cell by cell, and which roles never meet in one human."""

from __future__ import annotations

import tomllib
from itertools import combinations, product
from pathlib import Path

import pytest

from bridge.core.model.caller import APART, Caller, Role
from bridge.core.model.ids import PartnerId
from bridge.core.model.officer import APART_IN_PERSON, OF_NETWORK, OF_PARTNER, apart_in_person
from bridge.core.rules.access import Resource, Scope, Verb, may, scope
from bridge.core.rules.looks import shown_to

PERMITTED = tomllib.loads((Path(__file__).parents[2] / "fixtures/access/permitted.toml").read_text("utf-8"))
PERSONAL = frozenset(
    {
        Resource.PERSONS,
        Resource.PREVIEWS,
        Resource.CONFLICTS,
        Resource.PARKED,
        Resource.LOG,
        Resource.ACCESS_LOG,
        Resource.OWN_DATA,
        Resource.CASES,
        Resource.IDENTITIES,
    }
)
WEBER = PartnerId("weber")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("resource", Resource)
def test_pl_15_nobody_may_what_no_row_allows(role: Role, resource: Resource) -> None:
    """Each role, each resource, each verb: exactly what is written down is allowed, all else is denied."""
    written = PERMITTED[role].get(resource, {"may": [], "over": None})
    assert [verb for verb in Verb if may(role, verb, resource)] == [verb for verb in Verb if verb in written["may"]]
    assert scope(role, resource) == written["over"]


def test_pl_15_no_role_may_everything() -> None:
    """Each role lacks whole resources; two roles that had them all together are never one human's."""
    having = {role: {each for each in Resource if scope(role, each)} for role in Role}
    assert all(len(found) < len(Resource) for found in having.values())
    together = [pair for pair in combinations(Role, 2) if having[pair[0]] | having[pair[1]] == set(Resource)]
    assert all(apart_in_person(one, other) for one, other in together)


@pytest.mark.parametrize("resource", sorted(PERSONAL))
def test_pl_15_a_network_manager_sees_nothing_of_persons(resource: Resource) -> None:
    """Figures as released, the state of places and the network file; no person, no text, no log."""
    assert not [verb for verb in Verb if may(Role.NETWORK_MANAGER, verb, resource)]


@pytest.mark.parametrize("resource", sorted(PERSONAL - {Resource.LOG}))
def test_pl_15_the_operator_acts_for_nobody_who_has_a_coordinator(resource: Resource) -> None:
    """Where a row about persons is the operator's at all, it is in the place of a coordinator that nobody named."""
    assert scope(Role.SYSADMIN, resource) in (None, Scope.VACANT)


@pytest.mark.parametrize("role", [role for role in Role if role not in (*APART, Role.PERSON)])
def test_pl_18_no_role_of_an_employer_reads_the_access_log(role: Role) -> None:
    """Neither management nor coordination, audit, operation or the service: only who protects data, and whose it is."""
    assert not [verb for verb in Verb if may(role, verb, Resource.ACCESS_LOG)]


def test_pl_15_roles_that_must_not_meet() -> None:
    """Who acts does not watch; who runs the service neither; and who approves together is two humans."""
    watching, acting = {Role.DSB, Role.BETRIEBSRAT, Role.AUDITOR}, {Role.NETWORK_MANAGER, Role.PARTNER_COORDINATOR}
    for one, other in product(watching, acting | {Role.SYSADMIN}):
        assert apart_in_person(one, other)
        assert apart_in_person(other, one)
    assert apart_in_person(Role.DSB, Role.BETRIEBSRAT)
    assert apart_in_person(Role.NETWORK_MANAGER, Role.PARTNER_COORDINATOR)
    assert not apart_in_person(Role.DSB, Role.DSB)
    assert {role for pair in APART_IN_PERSON for role in pair} <= OF_NETWORK | OF_PARTNER


@pytest.mark.parametrize("looked", Role)
@pytest.mark.parametrize("reader", Role)
def test_pl_19_looks_of_council_and_dsb_are_shown_to_no_other_role(reader: Role, looked: Role) -> None:
    """The council's own to the council and the DSB, the DSB's to the DSB; everybody else's to whoever may read."""
    shown = shown_to(Caller("reader", reader), looked, "weber")
    assert shown == (looked not in APART or reader in (Role.DSB, looked))


def test_pl_16_an_extract_is_of_the_own_partner() -> None:
    """A council is shown looks at its partner's persons, and not those at another's or at nobody's."""
    council = Caller("council", Role.BETRIEBSRAT, WEBER)
    assert [shown_to(council, Role.SYSADMIN, partner) for partner in ("weber", "nordlicht", "")] == [True, False, False]
