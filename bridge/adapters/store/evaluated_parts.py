"""Of evaluated tasks, how many the largest part has and how many the second, and whose acts do not count yet, in SQL.

For `bridge.adapters.store.evaluations` alone, which answers with yes or no: no name of anybody is read, and no number
of anybody's is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, func, literal, not_, select

from bridge.adapters.store.log_tables import ENTRIES
from bridge.core.log.evaluations import Dimension
from bridge.core.log.participation import Newcomers
from bridge.core.reports.disclosure.dominance import Parts

BY_ORGANISATION = frozenset({"org_id"})
BY_ONE = frozenset({"actor_ref", "org_id"})
"""One person each; whoever is not known is taken for one person of the organisation, which withholds rather more."""
NEWCOMERS = frozenset({"actor_ref"})
"""Read so that their acts are left out, and never told."""


def others_than(newcomers: Newcomers) -> Iterator[ColumnElement[bool]]:
    """What holds of acts of everybody but these, space by space."""
    for space, references in sorted(newcomers.items()):
        if references:
            yield not_(and_(ENTRIES.c.space_ref == space, ENTRIES.c.actor_ref.in_(sorted(references))))


def largest(
    connection: Connection, acts: Sequence[ColumnElement[bool]], by: Dimension, whose: frozenset[str]
) -> Mapping[tuple[str, str], Parts]:
    """By an entry's type and the space: the tasks there are, the most that one part has, and the second most."""
    space = ENTRIES.c.space_ref if by is Dimension.SPACE else literal("")
    kind, part = ENTRIES.c.event_type, _part(whose)
    each = (
        select(kind.label("kind"), space.label("space"), func.count(distinct(ENTRIES.c.object_ref)).label("tasks"))
        .where(*acts)
        .group_by(kind, space, part)
        .subquery()
    )
    ordered = select(
        each, func.row_number().over(partition_by=(each.c.kind, each.c.space), order_by=each.c.tasks.desc()).label("at")
    ).subquery()
    two = (func.max(case((ordered.c.at == at, ordered.c.tasks), else_=0)) for at in (1, 2))
    found = select(ordered.c.kind, ordered.c.space, *two).group_by(ordered.c.kind, ordered.c.space)
    tops = {(kind, space): (first, second) for kind, space, first, second in connection.execute(found)}
    whole = select(kind, space, func.count(distinct(ENTRIES.c.object_ref))).where(*acts).group_by(kind, space)
    return {(kind, space): Parts(total, *tops[kind, space]) for kind, space, total in connection.execute(whole)}


def _part(whose: frozenset[str]) -> ColumnElement[str]:
    organisation: ColumnElement[str] = ENTRIES.c.org_id
    if whose == BY_ORGANISATION:
        return organisation
    return case((ENTRIES.c.actor_ref == "", organisation), else_=ENTRIES.c.actor_ref)
