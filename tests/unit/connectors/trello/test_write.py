"""What Trello refuses, and what a write needs beside itself."""

from __future__ import annotations

import pytest

from bridge.core.errors import Park, Replan
from bridge.core.model.document import plain_document
from bridge.core.model.ids import LaneId, Ref
from bridge.core.model.operation import CreateLane
from bridge.core.model.task import Fields, Status
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.trello_world import People, TrelloWorld, connected


def cost(bench: Bench) -> int:
    return bench.budget.taken


def test_a_create_is_one_call_with_everything(bench: Bench, world: TrelloWorld) -> None:
    """Title, text, status, due date, people, labels and marker go in the call that creates."""
    world.create("Mit Label", bench.lanes[0], labels=frozenset({"Eilt"}))
    bench.pull()
    before = cost(bench)
    wanted = Fields(
        "Alles",
        plain_document("Text"),
        Status(done=True, lane=bench.lanes[1]),
        helpers=(world.other,),
        labels=frozenset({"Eilt"}),
        shown=("Sichtbar für: Musterbau Weber GmbH",),
    )
    done = bench.connector.apply(bench.place, bench.creation(wanted))
    assert cost(bench) - before == 1
    assert done.item is not None
    assert done.item.fields == wanted == bench.fields(done.ref)


def test_a_new_label_takes_one_call_more_and_only_once(bench: Bench, world: TrelloWorld) -> None:
    """A label that the board lacks is created there without a colour, once."""
    for calls in (2, 1):
        before = cost(bench)
        bench.create(labels=frozenset({"Süd & Nord"}))
        assert cost(bench) - before == calls
    labels = world.people.call("anna", "GET", f"/boards/{world.board}/labels")
    assert [(label["name"], label["color"]) for label in labels] == [("Süd & Nord", None)]


def test_a_nameless_label_goes_by_its_colour(bench: Bench, world: TrelloWorld) -> None:
    """People who use colours without names see them as words elsewhere, and setting the word sets the colour."""
    world.people.call("anna", "POST", "/labels", name="", idBoard=world.board, color="green")
    bench.pull()
    assert bench.fields(bench.create(labels=frozenset({"green"})).ref).labels == {"green"}
    assert len(world.people.call("anna", "GET", f"/boards/{world.board}/labels")) == 1


def test_a_label_deleted_meanwhile_is_news(bench: Bench, world: TrelloWorld) -> None:
    """A label that somebody deletes before our write is looked for anew, then created."""
    ref = bench.create(labels=frozenset({"Eilt"})).ref
    item = bench.item(ref)
    (label,) = world.people.call("anna", "GET", f"/boards/{world.board}/labels")
    world.people.call("anna", "DELETE", f"/labels/{label['id']}")
    update = bench.updating(item, labels=frozenset({"Eilt"}))
    with pytest.raises(Replan):
        bench.connector.apply(bench.place, update)
    bench.connector.apply(bench.place, update)
    assert bench.fields(ref).labels == {"Eilt"}


def test_a_person_who_is_no_member_is_named_as_the_reason(bench: Bench, world: TrelloWorld) -> None:
    """Trello sets only members of the board; the refused write says that the people are the trouble."""
    ref = bench.create().ref
    with pytest.raises(Park, match="is each of them a member of the board"):
        bench.connector.apply(bench.place, bench.updating(bench.item(ref), helpers=(world.stranger,)))


def test_a_card_comes_back_from_an_archived_list_into_the_lane_wanted(bench: Bench, world: TrelloWorld) -> None:
    """A card whose list is archived stays invisible by itself, so bringing it back moves it."""
    lane = world.add_lane("Winterlager")
    ref = world.create("Plane", lane)
    world.close_lane(lane)
    item = bench.item(ref)
    update = bench.updating(item, archived=False, status=Status(lane=bench.lanes[1]))
    done = bench.connector.apply(bench.place, update)
    assert not world.holds()[ref].archived
    assert done.item is not None
    assert done.item.fields == bench.fields(ref)
    assert bench.fields(ref).status.lane == bench.lanes[1]


def test_a_card_that_only_comes_back_leaves_its_archived_list(bench: Bench, world: TrelloWorld) -> None:
    """Where nobody named a lane the first open list shows it; in an archived one it would stay invisible."""
    lane = world.add_lane("Winterlager")
    ref = world.create("Plane", lane)
    world.close_lane(lane)
    bench.update(ref, archived=False)
    assert (bench.fields(ref).archived, bench.fields(ref).status.lane) == (False, bench.lanes[0])


def test_a_card_that_comes_back_stays_where_people_moved_it(bench: Bench, world: TrelloWorld) -> None:
    """Bringing a card back does not undo a person's move of the meantime."""
    ref = world.create("Plane", bench.lanes[0])
    world.edit(ref, archived=True)
    item = bench.item(ref)
    world.edit(ref, lane=bench.lanes[1])
    bench.connector.apply(bench.place, bench.updating(item, archived=False))
    assert (bench.fields(ref).archived, bench.fields(ref).status.lane) == (False, bench.lanes[1])


def test_a_card_without_a_lane_stands_in_the_first_open_one(bench: Bench) -> None:
    """Every card needs a list; a task whose lane has no link here gets the first."""
    assert bench.fields(bench.create(status=Status()).ref).status.lane == bench.lanes[0]


def test_a_board_without_open_lists_takes_no_card(bench: Bench, world: TrelloWorld) -> None:
    """The sentence says what is missing."""
    for lane in bench.lanes:
        world.close_lane(lane)
    bench.pull()
    with pytest.raises(Park, match="no open list"):
        bench.connector.apply(bench.place, bench.creation(Fields("Heimatlos")))


def test_a_connector_that_read_nothing_yet_finds_a_lanes_place(people: People, world: TrelloWorld) -> None:
    """Where neighbours are unknown they are read first, so a lane never lands somewhere else."""
    anew, place = connected(people, world.board, WatchedBudget())
    first = world.lanes()[0][0]
    made = anew.apply(place, CreateLane(place.id, LaneId("l1"), "Zweite", first)).ref
    assert [ref for ref, _ in world.lanes()][:2] == [first, made]


def test_only_one_of_text_and_shown_lines_moves(bench: Bench, world: TrelloWorld) -> None:
    """Both are one text in Trello: changing our lines leaves the description that is known to be there."""
    ref = bench.create(description=plain_document("Von Anna"), shown=("Alt",)).ref
    item = bench.item(ref)
    assert item.fields is not None
    bench.connector.apply(bench.place, bench.updating(item, shown=("Neu",)))
    assert (bench.fields(ref).shown, bench.fields(ref).description) == (("Neu",), plain_document("Von Anna"))
    assert world.holds()[ref].text.startswith("> ⇄ Neu")


@pytest.mark.parametrize(
    ("membership", "sentence"), [("observer", "only observes"), ("none", "make the account a member")]
)
def test_the_doctor_says_why_we_cannot_write(bench: Bench, world: TrelloWorld, membership: str, sentence: str) -> None:
    """An account that only observes, or is no member, is found out before anything is synced."""
    if membership == "none":
        world.people.call("anna", "DELETE", f"/boards/{world.board}/members/{world.own}")
    else:
        world.people.call("anna", "PUT", f"/boards/{world.board}/members/{world.own}", type=membership)
    (finding,) = (finding for finding in bench.connector.check(bench.place) if not finding.well)
    assert sentence in finding.advice


def test_a_closed_board_is_found_out(bench: Bench, world: TrelloWorld) -> None:
    """Nobody mirrors into a board that people closed."""
    world.people.call("anna", "PUT", f"/boards/{world.board}", closed="true")
    (finding,) = (finding for finding in bench.connector.check(bench.place) if not finding.well)
    assert "reopen" in finding.advice


def test_the_doctor_says_what_webhooks_need(bench: Bench, world: TrelloWorld, people: People) -> None:
    """A reminder where the key's secret is missing, which is no fault: boards are asked by schedule then."""
    connector, place = connected(people, world.board, WatchedBudget(), secret="of-the-key")
    (without,) = (each for each in bench.connector.check(bench.place) if "webhooks" in each.subject)
    (with_it,) = (each for each in connector.check(place) if "webhooks" in each.subject)
    assert without.well
    assert "SECRET" in without.advice
    assert (with_it.well, with_it.advice) == (True, "")


def test_a_card_we_may_not_see_is_not_gone(bench: Bench, world: TrelloWorld) -> None:
    """Moved to a board of other people: it exists, so it is never taken for deleted."""
    ref = world.create("Zieht um", bench.lanes[0])
    world.move_out(ref)
    world.people.call("anna", "DELETE", f"/boards/{world.elsewhere}/members/{world.own}")
    assert not bench.connector.confirm_gone(bench.place, Ref(ref))
