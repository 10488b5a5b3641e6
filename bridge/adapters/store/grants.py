"""Database grants for PostgreSQL, made from the table of roles (`bridge.core.rules.access`).

A role of the database is granted what its role may do with every partner's data. What a row allows for one partner, one
person or in a vacant place alone is granted to nobody: a grant is for a whole table. Those ask through Cobridge, which
looks at the rows. Nobody is granted keys, codes or rosters, since they are not in this database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bridge.core.model.caller import APART, Role
from bridge.core.rules.access import GRANTS, Resource, Scope, Verb

READ: Mapping[Resource, tuple[str, ...]] = {
    Resource.LOG: ("log_entries", "log_leaves", "log_roots", "log_salts"),
    Resource.ACCESS_LOG: ("access_entries",),
    Resource.CASES: ("cases",),
    Resource.RETENTION: ("holds", "retention_runs"),
    Resource.FIGURES: ("releases",),
    Resource.PLACES: ("visits", "pauses", "alerts", "mailing", "deliveries"),
}
"""The tables that tell of a resource, as far as they hold nothing else."""
PREFIX = "cobridge_"
SERVING = "SELECT, INSERT, UPDATE, DELETE"
ADDING = "SELECT, INSERT, DELETE"
APPENDED = ("access_entries", "access_entries_apart")
"""Nothing in these is ever changed; the retention run deletes what is a year old."""


def statements(tables: tuple[str, ...]) -> Iterator[str]:
    """The SQL, one statement each: every role, nothing for everybody, then each grant. `tables` are all there are."""
    for role in Role:
        yield f"CREATE ROLE {PREFIX}{role} NOLOGIN;"
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;"
    for role in Role:
        if role is not Role.SERVICE:
            yield from (f"GRANT SELECT ON {table} TO {PREFIX}{role};" for table in sorted(_read(role)))
    for table in tables:
        yield f"GRANT {ADDING if table in APPENDED else SERVING} ON {table} TO {PREFIX}{Role.SERVICE};"


def _read(role: Role) -> set[str]:
    found = set[str]()
    for resource, tables in READ.items():
        grant = GRANTS[role].get(resource)
        if grant and grant.scope is Scope.NETWORK and Verb.READ in grant.verbs:
            found.update(tables)
            if resource is Resource.ACCESS_LOG and role in APART:
                found.add("access_entries_apart")
    return found
