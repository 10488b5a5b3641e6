"""How many calls reading and writing take; each counts against the vendor's limit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, TaskId
from bridge.core.model.operation import CreateComment, CreateItem
from bridge.core.model.task import FIELDS, Fields, Status
from bridge.ports.connector import Sought
from tests.conftest import ROOT
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.bench import Bench


def cost(bench: Bench, act: Callable[[], object]) -> tuple[int, int]:
    """What the act took: calls as the tool's limit counts them, and requests sent."""
    taken, sent = bench.budget.taken, bench.calls()
    act()
    return bench.budget.taken - taken, bench.calls() - sent


def test_a_complete_pull_reads_stories_in_batches(bench: Bench) -> None:
    """25 tasks: token, sections, who we are, one page, 25 stories; in 3 + 3 requests."""
    bench.world.fill(25)
    assert cost(bench, bench.pull) == (3 + 1 + 25, 2 + 1 + 3)


def test_an_idle_pull_is_one_call_whatever_the_project_holds(bench: Bench) -> None:
    """Looking costs one call."""
    bench.world.fill(30)
    cursor = bench.cursor()
    assert cost(bench, lambda: bench.pull(cursor)) == (1, 1)


def test_our_own_writes_cost_nothing_to_hear_of(bench: Bench) -> None:
    """Creates, changes and comments of ours come back in the feed, and are not read."""
    cursor = bench.cursor()
    ref = bench.create(helpers=(bench.world.other,), labels=frozenset({"Süd"})).ref
    bench.connector.apply(
        bench.place, CreateComment(bench.place.id, TaskId("t"), CommentId("c"), ref, plain_document("x"))
    )
    bench.connector.apply(bench.place, bench.updating(bench.item(ref), title="Neu"))
    calls, _ = cost(bench, lambda: bench.pull(cursor))
    assert calls == 1


def test_a_persons_change_costs_one_more_and_a_comment_another(bench: Bench) -> None:
    """A changed task is read once; its stories only where somebody wrote."""
    ref = bench.world.create("Eine", bench.lanes[0], helpers=(bench.world.person,))
    cursor = bench.cursor()
    bench.world.edit(ref, title="Eine, anders", done=True)
    assert cost(bench, lambda: bench.pull(cursor))[0] == 2
    cursor = bench.cursor()
    bench.world.comment(ref, "Gesagt")
    assert cost(bench, lambda: bench.pull(cursor))[0] == 2


def test_many_changes_are_read_as_pages(bench: Bench) -> None:
    """Where a page of all tasks takes fewer calls than each changed task for itself, the page is read."""
    bench.world.fill(20)
    snapshot = bench.pull()
    for ref in list(snapshot.items)[:15]:
        bench.world.edit(ref, title="Geändert")
    seen: list[Any] = []
    assert cost(bench, lambda: seen.append(bench.pull(snapshot.cursor)))[0] == 2
    assert len(seen[0].items) == 15


def test_a_create_is_one_call_with_everything_in_it(bench: Bench) -> None:
    """Section, people, due date, marker and known labels go with the create."""
    bench.create(labels=frozenset({"Süd"}))
    fields = Fields(
        "Alles", plain_document("Text"), Status(done=True, lane=bench.lanes[1]), date(2026, 12, 1), bench.world.person,
        (bench.world.other,), frozenset({"süd"}), shown=("Sichtbar für alle",),
    )  # fmt: skip
    create = CreateItem(bench.place.id, TaskId("task-2"), fields, frozenset(FIELDS))
    done: list[Any] = []
    assert cost(bench, lambda: done.append(bench.connector.apply(bench.place, create))) == (1, 1)
    assert done[0].item.fields == replace(fields, labels=frozenset({"Süd"}))


@pytest.mark.parametrize(
    ("change", "calls"),
    [
        ({"title": "Neu", "due": date(2026, 12, 1), "description": plain_document("Neu")}, 1),
        ({"status": "lane"}, 1),
        ({"status": "done"}, 1),
        ({"helpers": ()}, 1),
        ({"labels": frozenset()}, 1),
        ({"title": "Neu", "status": "lane", "labels": frozenset()}, 3),
    ],
    ids=["own fields", "lane", "done", "helper off", "label off", "all of them"],
)
def test_a_change_takes_the_calls_its_fields_need(bench: Bench, change: dict[str, Any], calls: int) -> None:
    """One for the task's own fields, one for its section, one for each label or kind of helper."""
    ref = bench.create(helpers=(bench.world.other,), labels=frozenset({"Süd"})).ref
    lanes = {"lane": Status(lane=bench.lanes[1]), "done": Status(done=True, lane=bench.lanes[0])}
    update = bench.updating(bench.item(ref), **{k: lanes[v] if k == "status" else v for k, v in change.items()})
    assert cost(bench, lambda: bench.connector.apply(bench.place, update)) == (calls, calls)


def test_a_marker_is_sought_by_one_call(bench: Bench, world: AsanaWorld) -> None:
    """An app finds its task by the marker itself, not by looking at all."""
    world.fill(3)
    ref, cursor = bench.create(task="task-9").ref, bench.cursor()
    snapshot: list[Any] = []
    sought = Sought(markers=frozenset({TaskId("task-9")}))
    assert cost(bench, lambda: snapshot.append(bench.pull(cursor, sought)))[0] == 2
    assert list(snapshot[0].items) == [ref]


FIRST_USE = """
import logging
from connectors.asana.sending import Access
Access("http://127.0.0.1:1", "token", None, None).api()
for name in ("asana", "urllib3"):
    logger = logging.getLogger(name)
    print([type(handler).__name__ for handler in logger.handlers], logger.level)
"""


def test_the_package_adds_nothing_to_our_logs() -> None:
    """At its first use the package gives handlers to two loggers, one of them urllib3's: lines would come twice."""
    run = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.splitlines() == ["[] 0", "['NullHandler'] 0"]
