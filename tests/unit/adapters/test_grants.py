"""Database grants are made from the table of roles, and give nobody more than it."""

from __future__ import annotations

import re

import pytest

import bridge.bootstrap.opening
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.grants import APPENDED, READ, statements
from bridge.core.rules.access import Role, Scope, Verb, may, scope

_LOADED = bridge.bootstrap.opening  # with it every table is in the catalogue
TABLES = tuple(sorted(CATALOGUE.tables))
SQL = list(statements(TABLES))
GRANT = re.compile(r"GRANT ([A-Z, ]+) ON (\w+) TO cobridge_(\w+);")
GRANTED = [match.groups() for each in SQL if (match := GRANT.fullmatch(each))]


def test_pl_15_every_statement_is_one_of_three() -> None:
    """A role is made, everything is taken from everybody, and then single rights are given on tables there are."""
    made = [f"CREATE ROLE cobridge_{role} NOLOGIN;" for role in Role]
    assert SQL[: len(made) + 1] == [*made, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;"]
    assert len(GRANTED) == len(SQL) - len(made) - 1
    assert {table for _, table, _ in GRANTED} == set(TABLES)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SERVICE])
def test_pl_15_no_role_is_granted_what_no_row_allows(role: Role) -> None:
    """Reading alone, and only what the role may read of every partner: a grant is for a whole table."""
    mine = {(verbs, table) for verbs, table, to in GRANTED if to == role}
    assert {verbs for verbs, _ in mine} <= {"SELECT"}
    allowed = {
        table
        for resource, tables in READ.items()
        if may(role, Verb.READ, resource) and scope(role, resource) is Scope.NETWORK
        for table in tables
    }
    apart = {"access_entries_apart"} if role is Role.DSB else set()
    assert {table for _, table in mine} == allowed | apart


def test_pl_19_only_the_dsb_is_granted_the_looks_of_council_and_dsb() -> None:
    """No other role of the database sees that table at all."""
    assert {to for _, table, to in GRANTED if table == "access_entries_apart"} == {"dsb", "service"}


def test_pl_17_the_access_log_is_never_changed() -> None:
    """The service adds and, after a year, deletes; nobody updates."""
    assert all("UPDATE" not in verbs for verbs, table, _ in GRANTED if table in APPENDED)
