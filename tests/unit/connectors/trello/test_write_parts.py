"""Checklists, links and custom fields are written by as few calls as they take, and nobody's work is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.errors import Ambiguous, Park, Replan
from bridge.core.model.ids import Ref, TaskId
from bridge.core.model.operation import NEW, UpdateItem
from bridge.core.model.parts import Attachment, Check, Priority
from tests.contracts.bench import NOTHING, Bench, WatchedBudget
from tests.contracts.trello_parts import PRIORITY, TrelloParts
from tests.contracts.trello_world import People, TrelloWorld, connected
from tests.unit.connectors.trello.test_calls import BOARD, export


def cost(bench: Bench) -> int:
    return bench.budget.taken


def wanted(*titles: str, group: str = "") -> tuple[Check, ...]:
    return tuple(Check(f"{NEW}{title}", title, group=group) for title in titles)


def checks(bench: Bench, ref: Ref) -> tuple[Check, ...]:
    return bench.fields(ref).checklist


def test_one_changed_element_is_one_call(bench: Bench) -> None:
    """Ticked, renamed, taken out: one call each; a new one too, once there is a checklist."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted("Glas", "Rahmen"))
    item = bench.item(ref)
    glass, frame = checks(bench, ref)
    done = replace(glass, done=True, title="Glas, dreifach")
    for changed in ((done, frame), (glass,), (glass, frame, *wanted("Griff"))):
        before = cost(bench)
        bench.connector.apply(bench.place, bench.updating(item, checklist=changed))
        assert cost(bench) - before == 1


def test_all_custom_fields_and_the_priority_are_one_call(bench: Bench) -> None:
    """Several values together cost what one does."""
    assert bench.parts
    ref = bench.create().ref
    values = tuple(sorted((name, two[0]) for name, two in bench.parts.values.items()))
    update = bench.updating(bench.item(ref), custom=values, priority=Priority.LOW)
    before = cost(bench)
    bench.connector.apply(bench.place, update)
    assert cost(bench) - before == 1
    assert (bench.fields(ref).custom, bench.fields(ref).priority) == (values, Priority.LOW)


def test_who_has_an_element_and_when_it_is_due_is_left_alone(bench: Bench, world: TrelloWorld) -> None:
    """Due date and person of an element are not mirrored, so no write of ours takes them off, nor its place."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted("Glas", "Rahmen"))
    glass, frame = checks(bench, ref)
    kept = {"due": "2026-12-01", "idMember": world.other, "pos": "top"}
    due = world.people.call("anna", "PUT", f"/cards/{ref}/checkItem/{frame.id}", **kept)["due"]
    bench.update(ref, checklist=(replace(frame, title="Rahmen, weiß", done=True, group="Süd"), glass))
    (held,) = [
        each
        for checklist in world.people.call("anna", "GET", f"/cards/{ref}/checklists")
        for each in checklist["checkItems"]
        if each["id"] == frame.id
    ]
    assert (held["name"], held["state"], held["due"], held["idMember"]) == (
        "Rahmen, weiß",
        "complete",
        due,
        world.other,
    )


def test_an_emptied_checklist_stays(bench: Bench, world: TrelloWorld) -> None:
    """Somebody may just be adding to it: a checklist that loses its last element elsewhere stays, and is used again."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted("Glas"))
    bench.update(ref, checklist=())
    bench.update(ref, checklist=wanted("Rahmen"))
    (checklist,) = world.people.call("anna", "GET", f"/cards/{ref}/checklists")
    assert (checklist["name"], [each["name"] for each in checklist["checkItems"]]) == ("Checkliste", ["Rahmen"])


def test_a_new_process_looks_once_which_checklists_a_card_has(people: People, bench: Bench, world: TrelloWorld) -> None:
    """After a restart the first new element costs one look at its card, and lands where the others are."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted("Glas"))
    item = bench.item(ref)
    budget = WatchedBudget()
    again, _ = connected(people, world.board, budget)
    again.apply(bench.place, bench.updating(item, checklist=(*checks(bench, ref), *wanted("Rahmen", "Griff"))))
    assert budget.taken == 1 + 2
    assert len(world.people.call("anna", "GET", f"/cards/{ref}/checklists")) == 1


def test_a_checklist_that_went_meanwhile_is_news(bench: Bench, world: TrelloWorld) -> None:
    """Somebody deletes the checklist before our new element: it is looked at again, then made anew."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted("Glas"))
    item = bench.item(ref)
    (checklist,) = world.people.call("anna", "GET", f"/cards/{ref}/checklists")
    world.people.call("anna", "DELETE", f"/checklists/{checklist['id']}")
    update = bench.updating(item, checklist=wanted("Rahmen"))
    with pytest.raises(Replan):
        bench.connector.apply(bench.place, update)
    bench.connector.apply(bench.place, update)
    assert [each.title for each in checks(bench, ref)] == ["Rahmen"]


def test_a_full_checklist_gets_a_second_of_the_same_name(bench: Bench, world: TrelloWorld) -> None:
    """Trello's checklists hold 200 elements: the 201st goes to another one of that name, and all are one group."""
    ref = bench.create().ref
    bench.update(ref, checklist=wanted(*map(str, range(201)), group="Punkte"))
    lists = world.people.call("anna", "GET", f"/cards/{ref}/checklists")
    assert sorted(len(each["checkItems"]) for each in lists) == [1, 200]
    assert {(each.group, each.title) for each in checks(bench, ref)} == {("Punkte", str(each)) for each in range(201)}


def test_a_refusal_amid_elements_is_not_sent_again(bench: Bench, world: TrelloWorld) -> None:
    """Trello asks us to wait after the second of four elements: what is there already must be looked at first."""
    ref = bench.create().ref
    update = bench.updating(bench.item(ref), checklist=wanted("Eins", "Zwei", "Drei", "Vier"))
    world.trouble("busy", after=3)
    with pytest.raises(Ambiguous):
        bench.connector.apply(bench.place, update)
    assert [each.title for each in checks(bench, ref)] == ["Eins", "Zwei"]


def test_a_file_in_trello_is_never_deleted(people: People) -> None:
    """Its link may be taken off elsewhere; the file itself is not ours. A link beside it is."""
    board, (file, link) = export(1, 0), (f"https://trello.com/1/attachments/{each}" for each in ("foto.jpg", "plan"))
    board["cards"][0]["attachments"] = [
        {"id": f"5f400000000000000000000{number}", "url": url, "name": url, "isUpload": url == file, "pos": number}
        for number, url in enumerate((file, link))
    ]
    people.control("POST", "/reset")
    people.control("POST", "/load/trello-export", json=board)
    connector, place = connected(people, BOARD, WatchedBudget())
    (item,) = connector.pull(place, None, NOTHING).items.values()
    assert item.fields
    assert {each.url for each in item.fields.attachments} == {file, link}
    without = replace(item.fields, attachments=())
    write = UpdateItem(place.id, TaskId("task-1"), item.ref, without, item.fields, ("attachments",))
    shown = connector.apply(place, write).item
    assert shown
    assert shown.fields
    (left,) = connector.pull(place, None, NOTHING).items.values()
    assert left.fields
    assert [each.url for each in left.fields.attachments] == [file] == [each.url for each in shown.fields.attachments]


def test_an_attachment_of_another_kind_is_parked(bench: Bench) -> None:
    """Trello takes web addresses only; the sentence says so."""
    ref = bench.create().ref
    with pytest.raises(Park, match="begins with http"):
        bench.update(ref, attachments=(Attachment("onenote:plan"),))


def test_a_field_that_the_board_lacks_is_parked_and_told_to_the_doctor(bench: Bench) -> None:
    """A name that is wrong in the network file: reading goes on, writing it waits, and the doctor says what to do."""
    place = replace(bench.place, custom=(("Konto", "Account"),), priority="Cost center")
    ref = bench.create().ref
    item = bench.connector.pull(place, None, NOTHING).items[ref]
    for field in ({"custom": (("Konto", "1"),)}, {"priority": Priority.LOW}):
        with pytest.raises(Park, match="doctor"):
            bench.connector.apply(place, bench.updating(item, **field))
    told = [each.advice for each in bench.connector.check(place) if "custom fields" in each.subject]
    assert [("Account" in each, "Cost center" in each) for each in told] == [(True, False), (False, True)]
    (fine,) = [each for each in bench.connector.check(bench.place) if "custom fields" in each.subject]
    assert fine.well


def test_a_priority_of_another_name_is_left_until_it_is_changed_elsewhere(bench: Bench, world: TrelloWorld) -> None:
    """An option that stands for no priority stays whatever else we write."""
    assert isinstance(bench.parts, TrelloParts)
    ref = bench.create().ref
    bench.parts.choose(ref, PRIORITY, "irgendwann")
    (before,) = world.people.call("anna", "GET", f"/cards/{ref}/customFieldItems")
    bench.update(ref, custom=(("Menge", "3"),), title="Anders")
    assert (bench.fields(ref).priority, dict(bench.fields(ref).custom)) == (None, {"Menge": "3"})
    assert before in world.people.call("anna", "GET", f"/cards/{ref}/customFieldItems")
    bench.update(ref, priority=Priority.URGENT)
    assert bench.fields(ref).priority is Priority.URGENT
