"""A network whose log holds a year, for measuring its figures: the six companies of the fixture, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from sqlalchemy.schema import CreateIndex, DropIndex

from bridge.adapters.store.columns import insert_rows
from bridge.adapters.store.log_tables import ENTRIES
from bridge.core.log.entry import Purpose
from bridge.core.log.participation import Quarter, Week
from bridge.core.model.activity import EntryType
from bridge.core.model.ids import PartnerId, PersonId
from tests.bench.sealed import Rows
from tests.unit.service.figures.figured import SAID, Figured

LAST = Week("2026-W53")
QUARTER = Quarter.of(LAST.last)
WEEKS = tuple(Week.of(LAST.first - timedelta(weeks=back)) for back in reversed(range(52)))
"""The year."""
AT_ONCE = 100_000
"""So many rows are made before they are written."""
ACTS_OF_A_TASK = 5
Act = tuple[EntryType, str, PartnerId, str, str, date, str]


def lived(figured: Figured, entries: int) -> None:
    """The year passes, with so many entries; all of the last quarter was read."""
    with figured.database.writing() as connection:
        for each in ENTRIES.indexes:
            connection.execute(DropIndex(each))
    for rows in _rows(figured, entries):
        with figured.database.writing() as connection:
            insert_rows(connection, ENTRIES, rows)
    with figured.database.writing() as connection:
        for each in ENTRIES.indexes:
            connection.execute(CreateIndex(each))
    figured.database.forget_traces()
    figured.read(QUARTER.first - timedelta(days=1), QUARTER.last)


def _rows(figured: Figured, entries: int) -> Iterator[Rows]:
    """In the order of their ids, which says nothing about their weeks; each organisation does equally much."""
    chance, acts = Random(7), [*_acts(figured)]
    persons = {each.id: len(each.roster) for each in figured.network.partners}
    weights = [*accumulate(1 / persons[organisation] for _, _, organisation, *_ in acts)]
    for start in range(0, entries, AT_ONCE):
        drawn = chance.choices(acts, cum_weights=weights, k=min(AT_ONCE, entries - start))
        tasks = (f"{chance.randrange(entries // ACTS_OF_A_TASK):064x}" for _ in drawn)
        yield [
            (f"{at:032x}", kind, figured.network.id, space, organisation, other, person, task, "task", "lead",
             "trello", f"{day}", week, Purpose.TRANSPARENCY, "1", "quarter", f"{at:064x}")
            for at, task, (kind, space, organisation, other, person, day, week) in zip(
                range(start, entries), tasks, drawn, strict=False
            )
        ]  # fmt: skip


def _acts(figured: Figured) -> Iterator[Act]:
    """Everything that anybody may do: each person in each of their spaces, in every week."""
    for week in WEEKS:
        day = week.first + timedelta(days=1)
        for space in SAID["spaces"]:
            for partner in figured.network.partners:
                for person in partner.roster if partner.id in space["organisations"] else ():
                    pseudonym = _pseudonym(figured, day, person.id)
                    for kind in EntryType:
                        other = "another" if kind is EntryType.HANDED_OVER else ""
                        yield kind, space["id"], partner.id, other, pseudonym, day, week.name


def _pseudonym(figured: Figured, day: date, person: PersonId) -> str:
    return figured.vault.pseudonym(figured.network.id, Purpose.TRANSPARENCY, day, person)
