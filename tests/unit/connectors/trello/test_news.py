"""What Trello's feed leaves out is noticed all the same, and our own writes cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, Cursor, Ref, TaskId
from bridge.core.model.operation import UpdateComment
from bridge.core.model.parts import Attachment, Priority
from bridge.core.model.snapshot import Snapshot
from bridge.core.model.task import Fields, Status
from bridge.ports.connector import Sought
from connectors.trello import client
from connectors.trello.board import Board
from tests.contracts.bench import NOTHING, Bench, WatchedBudget
from tests.contracts.promises.comments import said
from tests.contracts.trello_world import People, TrelloWorld, connected


def calls_of(bench: Bench, cursor: Cursor | None) -> tuple[int, Snapshot]:
    """What a pull costs, and says."""
    before = bench.budget.taken
    snapshot = bench.pull(cursor)
    return bench.budget.taken - before, snapshot


def fields(snapshot: Snapshot, ref: Ref) -> Fields:
    found = snapshot.items[ref].fields
    assert found is not None
    return found


def test_a_label_that_a_person_adds_is_seen(bench: Bench, world: TrelloWorld) -> None:
    """Trello's feed says nothing of labels: the board's last activity does, and then the cards are read in one call."""
    ref = world.create("Fenster", bench.lanes[0])
    world.comment(ref, "Welche Größe?")
    cursor = bench.cursor()
    label = world.people.call("anna", "POST", "/labels", name="Eilt", idBoard=world.board, color="red")["id"]
    world.people.call("anna", "POST", f"/cards/{ref}/idLabels", value=label)
    calls, snapshot = calls_of(bench, cursor)
    assert fields(snapshot, ref).labels == {"Eilt"}
    assert calls == 3, "feed, cards, and the comments of the card that changed for an unknown reason"


def test_a_renamed_label_is_seen_on_every_card(bench: Bench, world: TrelloWorld) -> None:
    """A label renamed on the board is renamed on its cards."""
    ref = world.create("Fenster", bench.lanes[0], labels=frozenset({"Eilt"}))
    cursor = bench.cursor()
    (label,) = world.people.call("anna", "GET", f"/boards/{world.board}/labels")
    world.people.call("anna", "PUT", f"/labels/{label['id']}", name="Dringend")
    assert fields(bench.pull(cursor), ref).labels == {"Dringend"}


def test_many_comments_that_may_have_changed_are_read_together(bench: Bench, world: TrelloWorld) -> None:
    """Edited comments on many cards cost one call for the cards and one for all comments, not one for each card."""
    refs = [world.create(f"Karte {number}", bench.lanes[0]) for number in range(5)]
    comments = [(ref, world.comment(ref, "alt")) for ref in refs]
    cursor = bench.cursor()
    for ref, comment in comments:
        world.edit_comment(ref, comment, "neu")
    calls, snapshot = calls_of(bench, cursor)
    assert calls == 3
    assert all(snapshot.items[ref].comments[0].text == plain_document("neu") for ref in refs)
    assert calls_of(bench, snapshot.cursor)[0] == 1


def test_many_changed_cards_are_read_together(bench: Bench, world: TrelloWorld) -> None:
    """Cards that others changed are read one by one only where that takes fewer calls than a list of all."""
    refs = [world.create(f"Karte {number}", bench.lanes[0]) for number in range(5)]
    cursor = bench.cursor()
    for ref in refs:
        world.edit(ref, title="Umbenannt")
    calls, snapshot = calls_of(bench, cursor)
    assert calls == 2
    assert {fields(snapshot, ref).title for ref in refs} == {"Umbenannt"}


def test_a_new_comment_costs_the_call_of_its_card(bench: Bench, world: TrelloWorld) -> None:
    """What Trello tells nobody, as a label, may stand behind a comment: the card is read once, and then it is quiet."""
    ref = world.create("Fenster", bench.lanes[0])
    cursor = bench.cursor()
    world.edit(ref, labels=frozenset({"Eilt"}))
    world.comment(ref, "Bitte gleich")
    calls, snapshot = calls_of(bench, cursor)
    assert calls == 2
    assert fields(snapshot, ref).labels == {"Eilt"}
    assert len(snapshot.items[ref].comments) == 1
    for _ in range(2):
        assert snapshot.cursor
        calls, snapshot = calls_of(bench, snapshot.cursor)
        assert (calls, dict(snapshot.items)) == (1, {})


@pytest.mark.parametrize("act", ["talk", "rename"])
def test_corrected_comments_are_seen_on_cards_that_are_read_together(
    bench: Bench, world: TrelloWorld, act: str
) -> None:
    """Where many cards were touched and all are looked at, no correction hides behind what its card saw last."""
    refs = [world.create(f"Karte {number}", bench.lanes[0]) for number in range(4)]
    written = world.comment(refs[0], "Am Montga")
    cursor = bench.cursor()
    world.edit_comment(refs[0], written, "Am Montag")
    for ref in refs:
        if act == "talk":
            world.comment(ref, "Passt.")
        else:
            world.edit(ref, title="Umbenannt")
    calls, snapshot = calls_of(bench, cursor)
    said = {comment.ref: comment.text for comment in snapshot.items[refs[0]].comments}
    assert (calls, said[written]) == (3, plain_document("Am Montag"))


@pytest.mark.parametrize("changed", [{"labels": frozenset({"Eilt"})}, {"title": "Neu"}, {"due": date(2026, 12, 1)}])
def test_what_we_write_ourselves_costs_nothing_later(bench: Bench, changed: dict[str, object]) -> None:
    """After our own write of any field the next pull takes one call and brings no item."""
    ref = bench.create(helpers=(bench.world.other,)).ref
    item, cursor = bench.item(ref), bench.cursor()
    bench.connector.apply(bench.place, bench.updating(item, **changed))
    calls, snapshot = calls_of(bench, cursor)
    assert (calls, dict(snapshot.items)) == (1, {})
    assert calls_of(bench, snapshot.cursor)[0] == 1


def test_our_own_corrected_comment_costs_nothing_later(bench: Bench) -> None:
    """After we changed an item and corrected our comment on it the next pull takes one call."""
    ref = bench.create().ref
    own = said(bench, ref, plain_document("Erst so")).ref
    item, cursor = bench.item(ref), bench.cursor()
    bench.connector.apply(bench.place, bench.updating(item, title="Neu"))
    names = (bench.place.id, TaskId("task-1"), CommentId("comment-1"), ref, own)
    bench.connector.apply(bench.place, UpdateComment(*names, plain_document("Dann so")))
    assert calls_of(bench, cursor)[0] == 1


def test_our_own_comment_costs_nothing_later(bench: Bench, world: TrelloWorld) -> None:
    """A last activity a little later than our comment is explained by it once and for all, also when we write again."""
    refs = [world.create(title, bench.lanes[0]) for title in ("Fenster", "Türen")]
    cursor = bench.cursor()
    for ref in refs:
        said(bench, ref, plain_document("Passt."))
        calls, snapshot = calls_of(bench, cursor)
        assert (calls, [item.fields for item in snapshot.items.values()]) == (1, [None])
        cursor = snapshot.cursor or cursor


def test_a_comment_of_ours_that_we_forgot_costs_nothing_later(bench: Bench, people: People, world: TrelloWorld) -> None:
    """After a restart our comment still explains its card's last activity, in each look that follows."""
    ref = world.create("Fenster", bench.lanes[0])
    cursor: Cursor | None = bench.cursor()
    said(bench, ref, plain_document("Passt."))
    budget = WatchedBudget()
    anew, place = connected(people, world.board, budget)
    for calls in (2, 3, 4):
        cursor = anew.pull(place, cursor, NOTHING).cursor
        assert budget.taken == calls, "one for each look, and one for who we are"


def test_an_act_explains_no_more_than_what_was_seen_of_its_card() -> None:
    """What nothing tells may follow close on an act: where the card was seen, only what was seen is accounted for."""
    board, act, seen = Board(), "2026-11-22T10:00:00.900Z", "2026-11-22T10:00:00.902Z"
    board.explain({"seen": act, "told": act}, {}, {"seen": seen})
    assert board.read == {"seen": seen, "told": "2026-11-22T10:00:00.975Z"}


def test_our_own_creates_cost_nothing_later(bench: Bench) -> None:
    """After a first mirror the next pull takes one call, however many cards we created."""
    cursor = bench.cursor()
    for number in range(5):
        bench.create(task=f"task-{number}", helpers=(bench.world.other,), labels=frozenset({"Neu"}))
    assert calls_of(bench, cursor)[0] == 1


def test_archiving_a_list_archives_its_cards(bench: Bench, world: TrelloWorld) -> None:
    """Cards in an archived list are archived, and come back with it, though the feed names only the list."""
    lane = world.add_lane("Winterlager")
    ref = world.create("Plane", lane)
    cursor = bench.cursor()
    world.close_lane(lane)
    snapshot = bench.pull(cursor)
    assert fields(snapshot, ref).archived
    world.people.call("anna", "PUT", f"/lists/{lane}", closed="false")
    assert not fields(bench.pull(snapshot.cursor), ref).archived


def test_a_status_our_write_replaced_is_told_as_it_was(bench: Bench, world: TrelloWorld) -> None:
    """Lane and completion are two changes in Trello's history and one status here: no state between is told."""
    first, second, third = bench.lanes[:3]
    ref = world.create("Fenster", first)
    snapshot = bench.pull()
    world.edit(ref, lane=second)
    bench.connector.apply(bench.place, bench.updating(snapshot.items[ref], status=Status(done=True, lane=third)))
    told = [value for value in bench.pull(snapshot.cursor).overwritten if value.name == "status"]
    assert [(value.fields.status, value.by) for value in told] == [(Status(lane=second), world.person)]


def test_what_our_write_replaced_is_found_behind_a_full_page_of_actions(
    bench: Bench, world: TrelloWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A board that is read whole brings its newest actions along: older ones since the mark are asked for."""
    ref = world.create("Fenster", bench.lanes[0])
    snapshot = bench.pull()
    world.edit(ref, title="Tür")
    bench.connector.apply(bench.place, bench.updating(snapshot.items[ref], title="Einfahrt"))
    monkeypatch.setattr(client, "PAGE", 3)
    for number in range(4):
        world.comment(ref, f"Nummer {number}")
    told = bench.pull(snapshot.cursor, Sought(whole=True)).overwritten
    assert [(value.name, value.fields.title, value.by) for value in told] == [("title", "Tür", world.person)]


def test_a_field_is_told_with_the_time_of_its_own_change(bench: Bench, people: People, world: TrelloWorld) -> None:
    """Neither a comment made afterwards nor our overwriting makes a new title any younger."""
    ref, other = (world.create(title, bench.lanes[0]) for title in ("Fenster", "Tor"))
    snapshot = bench.pull()
    world.edit(ref, title="Tür")
    world.edit(other, title="Torflügel")
    bench.connector.apply(bench.place, bench.updating(snapshot.items[other], title="Einfahrt"))
    world.comment(ref, "Passt.")
    found = bench.pull(snapshot.cursor)
    (told,) = (value for value in found.overwritten if value.name == "title")
    assert found.items[ref].edited["title"] == renamed(people, ref)
    assert (told.fields.title, told.at) == ("Torflügel", renamed(people, other))


def renamed(people: People, ref: Ref) -> datetime:
    """When a person first renamed the card."""
    actions = people.call("anna", "GET", f"/cards/{ref}/actions", filter="updateCard")
    return datetime.fromisoformat(next(each["date"] for each in actions[::-1] if "name" in each["data"]["old"]))


def test_labels_our_write_replaced_are_told(bench: Bench, world: TrelloWorld) -> None:
    """A label that somebody set just before we set the card's labels is known to have been there."""
    ref = world.create("Fenster", bench.lanes[0])
    snapshot = bench.pull()
    world.edit(ref, labels=frozenset({"Eilt"}))
    bench.connector.apply(bench.place, bench.updating(snapshot.items[ref], labels=frozenset({"Süd"})))
    (told,) = (value for value in bench.pull(snapshot.cursor).overwritten if value.name == "labels")
    assert told.fields.labels == {"Eilt"}


def test_helpers_our_write_replaced_are_told(bench: Bench, world: TrelloWorld) -> None:
    """Somebody who joined a card just before we set its people is known to have been there."""
    ref = world.create("Fenster", bench.lanes[0], helpers=(world.person,))
    snapshot = bench.pull()
    world.edit(ref, helpers=(world.person, world.other))
    bench.connector.apply(bench.place, bench.updating(snapshot.items[ref], helpers=()))
    (told,) = (value for value in bench.pull(snapshot.cursor).overwritten if value.name == "helpers")
    assert set(told.fields.helpers) == {world.person, world.other}


def test_a_connector_that_forgot_its_writes_reads_the_card(bench: Bench, people: People, world: TrelloWorld) -> None:
    """After a restart a replaced value is still told; the card is read for it."""
    ref = world.create("Fenster", bench.lanes[0])
    snapshot = bench.pull()
    bench.connector.apply(bench.place, bench.updating(snapshot.items[ref], title="Tür"))
    anew, place = connected(people, world.board, WatchedBudget())
    told = anew.pull(place, snapshot.cursor, NOTHING).overwritten
    assert [(value.name, value.fields.title) for value in told] == [("title", "Fenster")]


def test_a_card_that_left_and_came_back_is_no_suspect(bench: Bench, world: TrelloWorld) -> None:
    """Moved to another board and back within one interval: the card is read, nobody asks whether it is gone."""
    ref = world.create("Fenster", bench.lanes[0])
    cursor = bench.cursor()
    world.move_out(ref)
    world.people.call("anna", "PUT", f"/cards/{ref}", idBoard=world.board, idList=bench.lanes[1])
    snapshot = bench.pull(cursor)
    assert not snapshot.suspects
    assert fields(snapshot, ref).status.lane == bench.lanes[1]


def test_a_card_that_went_where_we_may_not_look_is_a_suspect(bench: Bench, world: TrelloWorld) -> None:
    """A card that somebody takes to a board of their own stops nobody from reading the rest of the place."""
    ref = world.create("Zieht um", bench.lanes[0])
    world.people.call("anna", "DELETE", f"/boards/{world.elsewhere}/members/{world.own}")
    world.move_out(ref)
    snapshot = bench.pull(bench.cursor(), Sought(refs=frozenset({ref})))
    assert snapshot.suspects == frozenset({ref})
    assert not snapshot.items


def test_a_write_that_went_unanswered_brings_the_item_whole(bench: Bench, world: TrelloWorld) -> None:
    """An item that is sought comes with its fields and all its comments, in one call beside the feed."""
    ref = world.create("Fenster", bench.lanes[0])
    world.comment(ref, "Alt")
    cursor = bench.cursor()
    before = bench.budget.taken
    item = bench.pull(cursor, Sought(refs=frozenset({ref}))).items[ref]
    assert bench.budget.taken - before == 2
    assert (item.fields, item.all_comments, len(item.comments)) == (bench.fields(ref), True, 1)


def test_what_is_not_mirrored_costs_nothing(bench: Bench, world: TrelloWorld) -> None:
    """Votes and a name of the board move its last activity, or custom fields that the place does not name: no read."""
    ref = world.create("Fenster", bench.lanes[0])
    cursor = bench.cursor()
    assert bench.parts
    bench.parts.set_unchosen(ref, "geheim")
    world.people.call("anna", "PUT", f"/boards/{world.board}", name="Halle")
    calls, snapshot = calls_of(bench, cursor)
    assert (calls, dict(snapshot.items)) == (1, {})


@pytest.mark.parametrize("act", ["tick", "attach", "detach", "value", "priority"])
def test_who_changed_a_part_is_told_with_when(bench: Bench, world: TrelloWorld, act: str) -> None:
    """A ticked element, a link, a value: the card takes one call more, and the feed says whose edit it was."""
    people = bench.parts
    assert people
    ref = world.create("Fenster", bench.lanes[0])
    check = people.add_check(ref, "Glas")
    people.attach(ref, "https://example.org/alt", "Alt")
    cursor = bench.cursor()
    acts: dict[str, tuple[str, Callable[[], None]]] = {
        "tick": ("checklist", lambda: people.edit_check(ref, check, done=True)),
        "attach": ("attachments", lambda: people.attach(ref, "https://example.org/plan", "Plan")),
        "detach": ("attachments", lambda: people.detach(ref, "https://example.org/alt")),
        "value": ("custom", lambda: people.set_value(ref, "Gewerk", "Dach")),
        "priority": ("priority", lambda: people.prioritise(ref, Priority.HIGH)),
    }
    name, edit = acts[act]
    edit()
    calls, snapshot = calls_of(bench, cursor)
    item = snapshot.items[ref]
    assert calls == 2
    assert item.actors == {name: world.person}
    assert item.edited.keys() == {name}


def test_an_act_that_no_list_tells_is_found_behind_one_that_is_told(bench: Bench, world: TrelloWorld) -> None:
    """Somebody renames an element, then moves another card: the board's last activity is the move's, and the next
    look, still one call and one for the card, finds the rename.
    """
    people = bench.parts
    assert people
    ref, other = (world.create(title, bench.lanes[0]) for title in ("Fenster", "Türen"))
    check = people.add_check(ref, "Glas")
    cursor = bench.cursor()
    people.edit_check(ref, check, title="Glas bestellen")
    world.edit(other, lane=bench.lanes[1])
    first = bench.pull(cursor)
    assert list(first.items) == [other]
    assert first.cursor
    calls, second = calls_of(bench, first.cursor)
    assert (calls, [each.title for each in fields(second, ref).checklist]) == (2, ["Glas bestellen"])
    assert second.cursor
    assert calls_of(bench, second.cursor)[0] == 1


def test_what_we_wrote_ourselves_is_no_doubt(bench: Bench, world: TrelloWorld) -> None:
    """After acts of people and of ours that lists tell, the quiet looks that follow take one call each, also once
    somebody did something elsewhere.
    """
    people = bench.parts
    assert people
    ref, other = (world.create(title, bench.lanes[0]) for title in ("Fenster", "Türen"))
    check = people.add_check(ref, "Glas")
    cursor = bench.cursor()
    people.edit_check(ref, check, done=True)
    snapshot = bench.pull(cursor)
    link = Attachment("https://example.org/plan")
    write = bench.updating(snapshot.items[ref], title="Fenster im Süden", attachments=(link,))
    bench.connector.apply(bench.place, write)
    cursor = snapshot.cursor or cursor
    for number in range(6):
        calls, snapshot = calls_of(bench, cursor)
        assert (calls, list(snapshot.items)) == ((2, [other]) if number == 3 else (1, []))
        cursor = snapshot.cursor or cursor
        if number == 2:
            world.edit(other, lane=bench.lanes[1])


def test_a_cursor_of_another_form_reads_everything(bench: Bench, world: TrelloWorld) -> None:
    """A cursor written by an older version is no fault: the board is read whole."""
    ref = world.create("Fenster", bench.lanes[0])
    snapshot = bench.pull(Cursor("6b02b986c0b21d9e57000011"))
    assert snapshot.complete
    assert ref in snapshot.items
