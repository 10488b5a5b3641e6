"""Subtasks, links and custom fields: what is read of them, by how many calls, and whose edit it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bridge.core.errors import Ambiguous, Park
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.task import Fields
from connectors.sandbox.serve import running
from tests.contracts.asana_parts import PRIORITY, AsanaParts
from tests.contracts.asana_world import AsanaWorld, People, asana_bench
from tests.contracts.bench import NOTHING, Bench, WatchedBudget

PLAN = Attachment("https://example.org/plan", "Plan")


@pytest.fixture
def parts(bench: Bench) -> AsanaParts:
    assert isinstance(bench.parts, AsanaParts)
    return bench.parts


def wanted(*titles: str) -> tuple[Check, ...]:
    return tuple(Check(f"{NEW}{title}", title) for title in titles)


def calls_of(bench: Bench, cursor: Cursor | None) -> tuple[int, Snapshot]:
    before = bench.budget.taken
    snapshot = bench.pull(cursor)
    return bench.budget.taken - before, snapshot


def fields(snapshot: Snapshot, ref: Ref) -> Fields:
    found = snapshot.items[ref].fields
    assert found is not None
    return found


def test_reading_all_asks_only_where_there_are_parts(bench: Bench, world: AsanaWorld, parts: AsanaParts) -> None:
    """Of 12 tasks two have subtasks and one a link: three calls more than for tasks without."""
    refs = [world.create(f"Aufgabe {number}", bench.lanes[0]) for number in range(12)]
    plain, _ = calls_of(bench, None)
    for ref in refs[:2]:
        parts.add_check(ref, "Glas")
    parts.attach(refs[5], PLAN.url, PLAN.name)
    calls, snapshot = calls_of(bench, None)
    assert calls == plain + 3
    assert [each.title for each in fields(snapshot, refs[1]).checklist] == ["Glas"]
    assert fields(snapshot, refs[5]).attachments == (PLAN,)


@pytest.mark.parametrize("act", ["add", "tick", "remove", "attach", "detach", "value", "priority"])
def test_who_changed_a_part_is_told_with_when(bench: Bench, world: AsanaWorld, parts: AsanaParts, act: str) -> None:
    """The task is read, and what changed of its parts: two calls beside the feed at most."""
    ref = world.create("Fenster", bench.lanes[0])
    check = parts.add_check(ref, "Glas")
    parts.attach(ref, PLAN.url, PLAN.name)
    cursor = bench.cursor()
    acts: dict[str, tuple[str, Callable[[], object]]] = {
        "add": ("checklist", lambda: parts.add_check(ref, "Rahmen")),
        "tick": ("checklist", lambda: parts.edit_check(ref, check, done=True)),
        "remove": ("checklist", lambda: parts.remove_check(ref, check)),
        "attach": ("attachments", lambda: parts.attach(ref, "https://example.org/foto", "Foto")),
        "detach": ("attachments", lambda: parts.detach(ref, PLAN.url)),
        "value": ("custom", lambda: parts.set_value(ref, "Gewerk", "Dach")),
        "priority": ("priority", lambda: parts.prioritise(ref, Priority.HIGH)),
    }
    name, edit = acts[act]
    edit()
    calls, snapshot = calls_of(bench, cursor)
    item = snapshot.items[ref]
    assert calls <= 4
    assert item.actors[name] == world.person
    assert name in item.edited
    assert not snapshot.suspects
    assert item.fields == bench.fields(ref)


def test_a_task_with_parts_costs_no_more_while_they_stay(bench: Bench, world: AsanaWorld, parts: AsanaParts) -> None:
    """Another title of a task with subtasks and links: the feed, and the task."""
    ref = world.create("Fenster", bench.lanes[0])
    parts.add_check(ref, "Glas")
    parts.attach(ref, PLAN.url, PLAN.name)
    cursor = bench.cursor()
    world.edit(ref, title="Fenster im Süden")
    calls, snapshot = calls_of(bench, cursor)
    assert calls == 2
    assert ([each.title for each in fields(snapshot, ref).checklist], fields(snapshot, ref).attachments) == (
        ["Glas"], (PLAN,),
    )  # fmt: skip


def test_a_new_process_still_knows_what_has_attachments(bench: Bench, world: AsanaWorld, parts: AsanaParts) -> None:
    """The cursor tells it: what is attached is neither lost nor asked for where there is nothing."""
    ref, bare = (world.create(title, bench.lanes[0]) for title in ("Fenster", "Tor"))
    parts.attach(ref, PLAN.url, PLAN.name)
    parts.add_check(ref, "Glas")
    cursor = bench.cursor()
    for each in (ref, bare):
        world.edit(each, title="Anders")
    bench.connector._projects._known.clear()  # type: ignore[attr-defined]  # noqa: SLF001  as in a new process
    calls, snapshot = calls_of(bench, cursor)
    assert calls == 1 + 2 + 1 + 1
    assert fields(snapshot, ref).attachments == (PLAN,)
    assert [each.title for each in fields(snapshot, ref).checklist] == ["Glas"]
    assert fields(snapshot, bare).attachments == ()


def test_our_own_writes_of_parts_cost_nothing_to_hear_of(bench: Bench) -> None:
    """New elements and links of ours come back in the feed, and are not read."""
    ref = bench.create().ref
    item, cursor = bench.item(ref), bench.cursor()
    update = bench.updating(item, checklist=wanted("Glas", "Rahmen"), attachments=(PLAN,))
    done = bench.connector.apply(bench.place, update).item
    assert done
    assert done.fields
    glass, frame = done.fields.checklist
    ticked = (replace(glass, done=True), frame)
    before = bench.budget.taken
    bench.connector.apply(bench.place, bench.updating(done, checklist=ticked))
    assert bench.budget.taken - before == 1, "one changed element is one call"
    assert calls_of(bench, cursor)[0] == 1


def test_a_heading_between_subtasks_is_no_element(bench: Bench, world: AsanaWorld, parts: AsanaParts) -> None:
    """Asana's headings stay where they are; an element of ours that ends with a colon is none of them."""
    ref = world.create("Fenster", bench.lanes[0])
    heading = parts.add_check(ref, "Elektro:")
    bench.update(ref, checklist=wanted("Material:"))
    assert [each.title for each in bench.fields(ref).checklist] == ["Material:"]
    bench.update(ref, checklist=())
    left = world.people.call("anna", "GET", f"/tasks/{ref}/subtasks")
    assert [each["gid"] for each in left] == [heading]


def test_who_has_a_subtask_and_when_it_is_due_is_left_alone(bench: Bench, world: AsanaWorld) -> None:
    """Due date, person and description of a subtask are not mirrored, so no write of ours takes them off."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted("Glas"))
    (glass,) = bench.fields(ref).checklist
    kept = {"due_on": "2026-12-01", "assignee": world.other, "notes": "dreifach"}
    world.people.call("anna", "PUT", f"/tasks/{glass.id}", **kept)
    bench.update(ref, checklist=(replace(glass, title="Glas bestellen", done=True),))
    held = world.people.call("anna", "GET", f"/tasks/{glass.id}")
    assert (held["name"], held["completed"], held["due_on"], held["notes"], held["assignee"]["gid"]) == (
        "Glas bestellen", True, "2026-12-01", "dreifach", world.other,
    )  # fmt: skip


def test_what_is_below_a_subtask_is_not_mirrored(bench: Bench, world: AsanaWorld, parts: AsanaParts) -> None:
    """Subtasks of subtasks and what people say on subtasks stay in Asana, and nothing counts as gone for them."""
    ref = world.create("Fenster", bench.lanes[0])
    check = parts.add_check(ref, "Glas")
    cursor = bench.cursor()
    below = parts.add_check(Ref(check), "dreifach")
    parts.edit_check(ref, below, done=True)
    world.comment(Ref(check), "Welches?")
    snapshot = bench.pull(cursor)
    assert set(snapshot.items) <= {ref}
    assert not snapshot.suspects
    assert [each.title for each in bench.fields(ref).checklist] == ["Glas"]


def test_a_subtask_that_is_a_task_of_the_project_too_is_both(
    bench: Bench, world: AsanaWorld, parts: AsanaParts
) -> None:
    """Somebody adds a subtask to the project itself: an edit of it is told of the item and of the element."""
    ref = world.create("Fenster", bench.lanes[0])
    check = parts.add_check(ref, "Glas")
    world.people.call("anna", "POST", f"/tasks/{check}/addProject", project=world.project)
    cursor = bench.cursor()
    parts.edit_check(ref, check, title="Glas bestellen")
    snapshot = bench.pull(cursor)
    assert fields(snapshot, Ref(check)).title == "Glas bestellen"
    assert [each.title for each in fields(snapshot, ref).checklist] == ["Glas bestellen"]


def test_a_refusal_amid_elements_is_not_sent_again(bench: Bench, world: AsanaWorld) -> None:
    """Asana asks us to wait after the second of four elements: what is there already must be looked at first."""
    ref = bench.create().ref
    update = bench.updating(bench.item(ref), checklist=wanted("Eins", "Zwei", "Drei", "Vier"))
    world.trouble("busy", after=2)
    with pytest.raises(Ambiguous):
        bench.connector.apply(bench.place, update)
    assert [each.title for each in bench.fields(ref).checklist] == ["Eins", "Zwei"]


def test_a_file_in_asana_is_never_deleted(bench: Bench, world: AsanaWorld) -> None:
    """Its link may be taken off elsewhere; the file itself is not ours. A link beside it is."""
    ref = bench.create().ref
    bench.update(ref, attachments=(PLAN,))
    url, headers = f"{world.people.sandbox.urls['asana']}/api/1.0/attachments", {"Authorization": "Bearer asana-anna"}
    form = {"parent": (None, ref), "file": ("foto.jpg", b"jpg")}
    world.people.session.post(url, headers=headers, files=form, timeout=10).raise_for_status()  # type: ignore[arg-type]
    item = bench.item(ref)
    assert item.fields
    assert len(item.fields.attachments) == 2
    shown = bench.connector.apply(bench.place, bench.updating(item, attachments=())).item
    assert shown
    assert shown.fields
    assert [each.name for each in shown.fields.attachments] == ["foto.jpg"]
    assert bench.fields(ref).attachments == shown.fields.attachments


def test_a_field_that_the_project_lacks_is_parked_and_told_to_the_doctor(bench: Bench) -> None:
    """A name that is wrong in the network file: reading goes on, writing it waits, and the doctor says what to do."""
    place = replace(bench.place, custom=(("Konto", "Account"),), priority="Cost center")
    ref = bench.create().ref
    item = bench.connector.pull(place, None, NOTHING).items[ref]
    with pytest.raises(Park, match="doctor"):
        bench.connector.apply(place, bench.updating(item, title="Anders", custom=(("Konto", "1"),)))
    assert bench.fields(ref).title == "Anders", "all else is written"
    told = [each.advice for each in bench.connector.check(place) if "custom fields" in each.subject]
    assert [("Account" in each, "Cost center" in each) for each in told] == [(True, False), (False, True)]
    (fine,) = [each for each in bench.connector.check(bench.place) if "custom fields" in each.subject]
    assert fine.well


def test_a_priority_of_another_name_is_left_until_it_is_changed_elsewhere(bench: Bench, parts: AsanaParts) -> None:
    """An option that stands for no priority stays whatever else we write."""
    ref = bench.create().ref
    parts.choose(ref, PRIORITY, "irgendwann")
    bench.update(ref, custom=(("Menge", "3"),), title="Anders")
    assert (bench.fields(ref).priority, dict(bench.fields(ref).custom)) == (None, {"Menge": "3"})
    held = parts._anna("GET", f"/tasks/{ref}")["custom_fields"]  # noqa: SLF001  as people see it
    assert "irgendwann" in [each["display_value"] for each in held]
    bench.update(ref, priority=Priority.URGENT)
    assert bench.fields(ref).priority is Priority.URGENT


def test_a_start_stays_when_only_the_due_date_changes(bench: Bench) -> None:
    """Both are one matter to Asana; a new due date leaves the start as it was."""
    ref = bench.create(start=date(2026, 12, 1), due=date(2026, 12, 24)).ref
    for due in (date(2026, 12, 20), datetime(2026, 12, 20, 9, tzinfo=UTC)):
        bench.update(ref, due=due)
        assert (bench.fields(ref).start, bench.fields(ref).due) == (date(2026, 12, 1), due)


def test_a_plan_without_start_dates_keeps_back_nothing_else() -> None:
    """In a free workspace a task is made without its start; an update writes all else, and the start waits."""
    seed = {"people": [{"id": each, "name": each.title()} for each in ("anna", "bob")], "asana": {"plan": "free"}}
    with running(seed) as sandbox:
        people = People(sandbox)
        with people.session:
            bench = asana_bench(people, WatchedBudget(), {"sign_in": "oauth"}, paid=False)
            ref = bench.create(start=date(2026, 12, 1), due=date(2026, 12, 24)).ref
            assert (bench.fields(ref).start, bench.fields(ref).due) == (None, date(2026, 12, 24))
            due = date(2026, 12, 20)
            with pytest.raises(Park, match="plan"):
                bench.update(ref, title="Anders", start=date(2026, 12, 2), due=due, checklist=wanted("Glas"))
            fields = bench.fields(ref)
            assert (fields.title, fields.start, fields.due, len(fields.checklist)) == ("Anders", None, due, 1)
