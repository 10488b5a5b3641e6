"""The log as it is counted: tasks, within what may be counted, and nothing about persons or organisations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError

from bridge.adapters.store.database import Database
from bridge.adapters.store.evaluated_parts import BY_ONE
from bridge.adapters.store.evaluations import COLUMNS, SqlEvaluations, compiled, only
from bridge.adapters.store.log import SqlLog, stage
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.entry import Entry, Purpose
from bridge.core.log.evaluations import EVALUATIONS, Dimension, NotListedError
from bridge.core.log.participation import Count, Participation, Quarter, Week
from bridge.core.model.activity import EntryType
from tests.contracts import kept

NETWORK = "bauverbund"
MONDAY = date(2026, 11, 16)
WEEK, QUARTER = Week("2026-W47"), Quarter("2026-Q4")
F1, F2 = EVALUATIONS
SPACES = ("messe", "antrag")
IDENTIFYING = ("actor_ref", "org_id", "source_tool", "occurred_on", "event_id", "responsibility_role")


def act(kind: EntryType, task: str, **other: object) -> Entry:
    """An entry of that week."""
    made = replace(
        kept.entry(uuid4().hex, MONDAY),
        event_type=kind,
        object_ref=task,
        network_id=NETWORK,
        space_ref="messe",
        recorded_week=WEEK.name,
        counterpart_org="",
        actor_ref="somebody",
    )
    return replace(made, **other)  # type: ignore[arg-type]


class Counting:
    """A sealed log that can be counted."""

    def __init__(self, database: Database) -> None:
        self.database, self.evaluations = database, SqlEvaluations(database)

    def happened(self, *entries: Entry) -> None:
        with self.database.writing() as connection:
            stage(connection, entries)
        sign = partial(MemoryVault().signer.sign, NETWORK)
        SqlLog(self.database).seal(NETWORK, MONDAY + timedelta(days=7), sign)

    def dominated(self, spaces: Collection[str] = SPACES) -> frozenset[tuple[str, str]]:
        found = self.evaluations.counted(F1, NETWORK, WEEK, spaces)
        return frozenset((each.metric, each.space) for each in found.counts if each.dominated)

    def f1(self) -> dict[str, int]:
        found = self.evaluations.counted(F1, NETWORK, WEEK, SPACES)
        return {each.metric: each.tasks for each in found.counts}


@pytest.fixture
def counting(tmp_path: Path) -> Iterator[Counting]:
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        yield Counting(database)


def test_the_network_is_counted_by_week_and_spaces_by_quarter(counting: Counting) -> None:
    """A task counts once in each number, however often it was completed, and by whomever."""
    counting.happened(
        act(EntryType.OPENED, "a"),
        act(EntryType.COMPLETED, "a"),
        act(EntryType.COMPLETED, "a", actor_ref="another"),
        act(EntryType.COMPLETED, "b", space_ref="antrag"),
        act(EntryType.CLAIMED, "b", space_ref="antrag", recorded_week="2026-W41"),
        act(EntryType.HANDED_OVER, "c", counterpart_org="weber"),
        act(EntryType.HANDED_OVER, "d"),
        act(EntryType.REOPENED, "a"),
    )
    assert counting.f1() == {"opened": 1, "completed": 2, "handed_over": 1, "claimed": 0}
    assert counting.evaluations.counted(F2, NETWORK, QUARTER, SPACES) == Participation(
        "F2",
        NETWORK,
        "2026-Q4",
        (
            Count("opened", "messe", 1),
            Count("completed", "antrag", 1),
            Count("completed", "messe", 1),
            Count("handed_over", "messe", 1),
            Count("claimed", "antrag", 1),
        ),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"network_id": "hafen"},
        {"space_ref": "not released"},
        {"recorded_week": "2026-W46"},
        {"object_kind": "lane"},
    ],
)
def test_pl_40_only_what_may_be_counted_is(counting: Counting, other: dict[str, str]) -> None:
    """Another network, a space that is too small, another week: none of it is in the figures."""
    counting.happened(act(EntryType.OPENED, "a"), act(EntryType.OPENED, "b", **other))
    assert counting.f1()["opened"] == 1


def test_pl_01_entries_of_another_purpose_are_not_counted(counting: Counting) -> None:
    """What was recorded for security or for rights is no participation."""
    counting.happened(act(EntryType.OPENED, "a"), *(act(EntryType.OPENED, each, purpose=each) for each in Purpose))
    assert counting.f1()["opened"] == 2


def test_pl_42_rosters_of_one_two_and_three_persons_are_not_told_apart(counting: Counting) -> None:
    """Whichever of the small firms did the work, every evaluation gives the same."""
    acts = [act(EntryType.OPENED, f"task {number}") for number in range(12)]
    found = []
    for number, firm in enumerate(("one person", "two persons", "three persons", "eighteen persons")):
        week = f"2026-W{41 + number}"
        theirs = [
            replace(each, event_id=uuid4().hex, org_id=firm, actor_ref=firm, source_tool=firm, recorded_week=week)
            for each in acts
        ]
        with counting.database.writing() as connection:
            stage(connection, theirs)
        found.append(Week(week))
    sign = partial(MemoryVault().signer.sign, NETWORK)
    SqlLog(counting.database).seal(NETWORK, MONDAY + timedelta(days=7), sign)
    told = [counting.evaluations.counted(F1, NETWORK, week, SPACES).counts for week in found]
    assert told[0][0] == Count("opened", "", 12, dominated=True)
    assert len(set(told)) == 1


@pytest.mark.parametrize("evaluation", EVALUATIONS, ids=lambda each: each.name)
def test_pl_42_no_compiled_evaluation_mentions_an_organisation_or_a_person(evaluation: object) -> None:
    """Neither shown nor grouped by; that a task went to another organisation is a condition, and not said of whom."""
    each = F1 if evaluation is F1 else F2
    query = compiled(each, NETWORK, WEEK if each is F1 else QUARTER, SPACES)
    said = str(query.compile(dialect=sqlite.dialect()))
    assert not [name for name in IDENTIFYING if name in said]
    shown = said.partition("FROM")[0] + said.partition("GROUP BY")[2]
    assert "counterpart_org" not in shown
    assert ("space_ref" in shown) == (each.by is Dimension.SPACE)


@pytest.mark.parametrize("column", IDENTIFYING)
def test_pl_05_the_database_itself_refuses_to_read_who_did_something(counting: Counting, column: str) -> None:
    """Whatever query runs where figures are made, columns of persons and organisations cannot be read."""
    counting.happened(act(EntryType.OPENED, "a"))
    for query in (f"SELECT {column} FROM log_entries", f"SELECT count(*) FROM log_entries GROUP BY {column}"):  # noqa: S608
        with (
            pytest.raises(DatabaseError, match="prohibited"),
            counting.database.reading() as connection,
            only(connection, COLUMNS),
        ):
            connection.execute(text(query))
    with counting.database.reading() as connection, only(connection, COLUMNS):
        assert connection.scalar(text("SELECT count(DISTINCT object_ref) FROM log_entries")) == 1
    with counting.database.reading() as connection:
        assert connection.execute(text(f"SELECT {column} FROM log_entries")).all()  # noqa: S608  allowed elsewhere


@pytest.mark.parametrize("table", ["log_leaves", "log_salts", "journal_entries", "links", "tasks", "sqlite_master"])
def test_pl_05_nothing_but_entries_can_be_read_for_figures(counting: Counting, table: str) -> None:
    """No journal with exact times, no tasks with leads, nothing to join."""
    with (
        pytest.raises(DatabaseError, match="prohibited"),
        counting.database.reading() as connection,
        only(connection, COLUMNS | BY_ONE),
    ):
        connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608  from the list above


def test_pl_05_whether_one_did_nearly_all_is_answered_with_yes_or_no(counting: Counting) -> None:
    """Of each number alone, of persons and of organisations; not who it was, nor how much."""
    firms = ("ahorn", "birke", "zeder")
    even = [
        act(EntryType.OPENED, f"{firm} {n}", org_id=firm, actor_ref=f"{firm} {n}") for firm in firms for n in range(5)
    ]
    one = [act(EntryType.CLAIMED, f"{firm} {n}", org_id=firm, actor_ref="anna") for firm in firms for n in range(5)]
    firm = [act(EntryType.COMPLETED, f"{n}", org_id="ahorn", actor_ref=f"person {n}") for n in range(15)]
    counting.happened(*even, *one, *firm)
    assert counting.dominated() == {("completed", ""), ("claimed", "")}
    assert counting.dominated(()) == frozenset()


def test_pl_05_who_did_a_task_that_the_place_does_not_say_counts_as_one_of_the_organisation(counting: Counting) -> None:
    """Planner does not tell who moved a card: that must not make a number look like many persons'."""
    firms = ("ahorn", "birke", "zeder")
    counting.happened(*(act(EntryType.OPENED, f"{n}", org_id=firms[n % 3], actor_ref="") for n in range(15)))
    assert counting.dominated() == frozenset()


def test_dg_03_what_newcomers_did_is_left_out_space_by_space(counting: Counting) -> None:
    """Of somebody who has worked in the one space for long, and came into the other in this quarter."""
    counting.happened(
        *(
            act(EntryType.OPENED, f"{space} {name}", space_ref=space, actor_ref=name)
            for space in SPACES
            for name in "ab"
        )
    )
    for newcomers, number in (
        ({}, 4),
        ({"messe": {"a"}}, 3),
        ({"messe": {"a"}, "antrag": {"a", "b"}}, 1),
        ({"messe": {"a"}, "antrag": {"b"}}, 2),
        ({"messe": {"a", "b"}, "antrag": {"a", "b"}}, 0),
    ):
        found = counting.evaluations.counted(F1, NETWORK, WEEK, SPACES, newcomers)
        assert found.counts[0].tasks == number


def test_an_evaluation_is_one_pass_over_its_weeks_by_an_index(counting: Counting) -> None:
    """However long the log is."""
    said = str(
        compiled(F1, NETWORK, WEEK, SPACES).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    )
    with counting.database.reading() as connection:
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {said}"))]
    assert [each for each in plan if "SCAN" in each] == []
    assert [each for each in plan if "ix_log_entries_week" in each]


def test_pl_40_the_store_executes_nothing_that_is_not_listed(counting: Counting) -> None:
    """An evaluation made up or altered is refused before anything is read."""
    altered = replace(F2, every=Week)
    with pytest.raises(NotListedError):
        counting.evaluations.counted(altered, NETWORK, WEEK, SPACES)
    with pytest.raises(NotListedError):
        counting.evaluations.counted(F2, NETWORK, WEEK, SPACES)
