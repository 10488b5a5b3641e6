"""How many calls reading and writing take: requests sent, and what counts against limits (each part of a batch)."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from bridge.core.errors import Ambiguous
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, Ref, TaskId
from bridge.core.model.operation import CreateComment
from bridge.core.model.task import Status
from bridge.ports.connector import Sought
from connectors.teams.connector import Teams
from tests.conftest import ROOT
from tests.contracts.bench import Bench
from tests.contracts.teams_world import TeamsWorld


def cost(bench: Bench, act: Callable[[], object]) -> tuple[int, int]:
    """What the act took: requests sent, and calls as limits count them."""
    taken, sent = bench.budget.taken, bench.calls()
    act()
    return bench.calls() - sent, bench.budget.taken - taken


@pytest.mark.parametrize(("tasks", "sent", "counted"), [(0, 1, 3), (19, 2, 3 + 20), (45, 4, 3 + 46)])
def test_a_complete_pull_takes_one_call_and_one_for_each_twenty_details(
    bench: Bench, tasks: int, sent: int, counted: int
) -> None:
    """List, buckets and labels go together; the names of people go with the details."""
    bench.world.fill(tasks)
    assert cost(bench, bench.pull) == (sent, counted)


@pytest.mark.parametrize(("tasks", "counted"), [(0, 3), (5, 3 + 5), (45, 20)])
def test_an_idle_pull_is_one_call_whatever_the_plan_holds(bench: Bench, tasks: int, counted: int) -> None:
    """A batch of at most twenty: the list, the buckets, the labels, and the details of some tasks in turn."""
    bench.world.fill(tasks)
    cursor = bench.cursor()
    assert cost(bench, lambda: bench.pull(cursor)) == (1, counted)


def test_a_persons_change_costs_one_more_call(bench: Bench) -> None:
    """Twenty changed tasks are read as one is: their details in a batch, with the names of the people on them."""
    bench.world.fill(30)
    snapshot = bench.pull()
    for ref in list(snapshot.items)[:12]:
        bench.world.edit(ref, title="Geändert", helpers=(bench.world.other,))
    sent, _ = cost(bench, lambda: bench.pull(snapshot.cursor))
    assert sent == 2


def test_our_own_writes_cost_nothing_to_hear_of(bench: Bench) -> None:
    """What only we changed is not read again, whether we created it, changed its title or its description."""
    ref = bench.create(description=plain_document("Text")).ref
    cursor = bench.cursor()
    bench.create("Eine weitere", "task-2", labels=frozenset({"Süd"}))
    bench.connector.apply(bench.place, bench.updating(bench.item(ref), description=plain_document("Anders")))
    item = bench.connector.apply(bench.place, bench.updating(bench.item(ref), title="Neu")).item
    assert item is not None
    cursor = bench.cursor()
    bench.connector.apply(bench.place, bench.updating(item, title="Noch neuer"))
    told: list[Any] = []
    assert cost(bench, lambda: told.append(bench.pull(cursor)))[0] == 1
    assert not told[0].items


def test_a_create_takes_three_calls_with_everything_in_it(bench: Bench) -> None:
    """The task, its details' version, its details with marker and description; a new label takes one more."""
    bench.pull()
    fields: dict[str, Any] = {
        "description": plain_document("Text"),
        "shown": ("Sichtbar für alle",),
        "helpers": (bench.world.other,),
    }
    assert cost(bench, lambda: bench.create(**fields)) == (3, 4)
    assert cost(bench, lambda: bench.create(task="task-2", labels=frozenset({"Süd"}), **fields)) == (4, 5)
    assert cost(bench, lambda: bench.create(task="task-3", labels=frozenset({"Süd"}), **fields)) == (3, 4)


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({"title": "Neu", "helpers": ()}, 1),
        ({"description": plain_document("Neu")}, 2),
        ({"title": "Neu", "description": plain_document("Neu"), "shown": ("Hier",)}, 3),
        ({"archived": True}, 1),
    ],
    ids=["task", "details", "both", "archive"],
)
def test_a_change_takes_one_call(bench: Bench, world: TeamsWorld, change: dict[str, Any], counted: int) -> None:
    """Task and details go in one batch."""
    ref = bench.create(helpers=(bench.world.other,), status=Status(lane=bench.lanes[0])).ref
    world.edit(world.create("Fürs Archiv", bench.lanes[0]), archived=True)
    update = bench.updating(bench.item(ref), **change)
    assert cost(bench, lambda: bench.connector.apply(bench.place, update)) == (1, counted)


def said(bench: Bench, ref: Ref, task: str = "task-1") -> None:
    """Somebody elsewhere said something on the task."""
    words = plain_document("Hallo")
    bench.connector.apply(bench.place, CreateComment(bench.place.id, TaskId(task), CommentId("c"), ref, words))


def test_a_first_comment_opens_the_thread_and_further_ones_take_one_call(bench: Bench) -> None:
    """Four calls for the first: what the task refers to, the message, the reference, the reply."""
    ref = bench.create().ref
    bench.pull()
    assert cost(bench, lambda: said(bench, ref))[0] == 4
    assert cost(bench, lambda: said(bench, ref))[0] == 1


def test_a_first_comment_on_a_task_just_created_takes_three(bench: Bench) -> None:
    """What the task refers to is known: the message, the reference, the reply."""
    ref = bench.create().ref
    assert cost(bench, lambda: said(bench, ref))[0] == 3


def test_a_message_that_a_person_linked_meanwhile_is_where_the_comment_goes(bench: Bench, world: TeamsWorld) -> None:
    """What is known of a task just created is no reason to overlook what somebody did to it since."""
    ref = bench.create().ref
    hers = world.comment(ref, "Von Anna")
    said(bench, ref)
    (first, ours) = bench.item(ref).comments
    assert first.ref == hers
    assert ours.ref.partition("/")[0] == hers.partition("/")[0]


def test_a_touched_task_takes_one_call_and_one_for_what_was_said(bench: Bench, world: TeamsWorld) -> None:
    """A delivery tells of a comment: the task's details come with the list, and names are asked for once."""
    ref = bench.create(helpers=(bench.world.other,)).ref
    world.comment(ref, "Eins")
    seen = bench.connector.pull(bench.place, bench.cursor(), Sought(refs=frozenset({ref})))
    world.comment(ref, "Zwei")
    sought = Sought(refs=frozenset({ref}))
    assert cost(bench, lambda: bench.connector.pull(bench.place, seen.cursor, sought))[0] == 2


FIRST_USE = """
import sys
from connectors.teams.sending import Access
print(len(sys.modules), *(name for name in sys.modules if name.startswith("msgraph.")))
"""


def test_the_sdk_s_typed_builders_are_never_loaded() -> None:
    """They are more than a thousand modules and seconds at the first call; the adapter alone is enough."""
    run = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=True, cwd=ROOT)
    modules, *builders = run.stdout.split()
    assert builders == []
    assert int(modules) < 1_500


def test_nothing_is_sent_twice_by_the_sdk(bench: Bench, world: TeamsWorld) -> None:
    """The SDK's own repeating is off: a create that is answered with 503 was sent once."""
    match = {"method": "POST", "path_regex": "tasks$"}
    world.people.control("PUT", "/faults", json={"vendor": "graph", "kind": "503", "match": match, "times": 5})
    before = bench.calls()
    with pytest.raises(Ambiguous):
        bench.create()
    assert bench.calls() - before == 1


def test_close_ends_the_thread_and_a_later_call_starts_another(bench: Bench) -> None:
    """A connector leaves nothing running, and can be used again."""

    def running() -> int:
        return sum(thread.name == "cobridge-graph" for thread in threading.enumerate())

    before = running()
    bench.pull()
    assert running() == before + 1
    assert isinstance(bench.connector, Teams)
    bench.connector.close()
    assert running() == before
    assert bench.pull().complete


def test_a_cursor_of_a_big_plan_stays_small(bench: Bench) -> None:
    """It is stored after every cycle: about fifty characters a task."""
    bench.world.fill(60)
    assert len(bench.cursor()) < 60 * 70
