"""What the connector sends about a List, how often, and what it makes of what people do there."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest

from bridge.core.errors import Park, Stop
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, ConnectionId, LaneId, PartnerId, PlaceId, Ref, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateComment, CreateLane
from bridge.core.model.restrict import words
from bridge.core.model.task import Status
from bridge.ports.connector import Sought
from bridge.ports.receiver import Received
from connectors.sandbox.serve import running
from connectors.slack import manifest
from connectors.slack.connector import Slack
from connectors.slack.desk.receiver import Ear
from connectors.slack.words import DE
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.promises.comments import said
from tests.contracts.slack_lists_world import LANES, ListWorld, opened
from tests.contracts.slack_people import Door, People
from tests.contracts.slack_world import service
from tests.contracts.trello_world import BERLIN, RealClock
from tests.unit.connectors.slack.test_calls import fresh, sent_since


@pytest.fixture
def bench(people: People) -> Bench:
    """The sandbox as at first, with an empty List that the connector has read."""
    return opened(people, WatchedBudget())


@pytest.fixture
def world(bench: Bench) -> ListWorld:
    """Its people."""
    assert isinstance(bench.world, ListWorld)
    return bench.world


def test_how_many_calls_each_act_takes(bench: Bench, people: People) -> None:
    """A quiet look and a create take one call; a change of any number of fields takes the look right before, too."""
    ref = bench.create("Fenster prüfen").ref
    item, cursor = bench.item(ref), bench.cursor()
    assert sent_since(people, lambda: bench.create("Tür prüfen", task="t-2")) == [manifest.ADD_ROW]
    update = bench.updating(item, title="Neu", due=None, status=Status(done=True, lane=bench.lanes[1]))
    calls = sent_since(people, lambda: bench.connector.apply(bench.place, update))
    assert calls == [manifest.ROW, manifest.WRITE_CELLS]
    assert sent_since(people, lambda: bench.pull(cursor)) == [manifest.ROWS]
    whole = sent_since(people, bench.pull)
    assert sorted(whole) == sorted([manifest.ROWS, manifest.ROWS, manifest.FILE, manifest.HISTORY, manifest.USERS])


def test_after_a_restart_the_columns_are_read_once(bench: Bench, people: People) -> None:
    """Nothing that the connector keeps is needed to go on from its cursor."""
    cursor = bench.cursor()
    other = fresh(people)
    calls = sent_since(people, lambda: other.pull(bench.place, cursor, Sought()))
    assert calls == [manifest.ROWS, manifest.FILE, "auth.test"]
    assert sent_since(people, lambda: other.pull(bench.place, cursor, Sought())) == [manifest.ROWS]


def test_what_people_archive_in_slack_is_archived_and_not_gone(bench: Bench, world: ListWorld) -> None:
    """Slack lists such items apart; they are looked for there before anybody takes them for deleted."""
    ref = bench.create("Wegräumen").ref
    cursor = bench.cursor()
    world.archive(ref)
    for snapshot in (bench.pull(cursor), bench.pull()):
        fields = snapshot.items[ref].fields
        assert fields is not None
        assert (fields.archived, snapshot.suspects) == (True, frozenset())
    later = bench.pull(bench.cursor())
    assert (dict(later.items), later.suspects) == ({}, frozenset())
    world.archive(ref, back=True)
    back = bench.pull(later.cursor).items[ref].fields
    assert back is not None
    assert not back.archived


def test_only_people_bring_back_what_people_archived(bench: Bench, world: ListWorld) -> None:
    """No app can, so it waits for a person and is said, rather than being written without effect."""
    ref = bench.create("Wegräumen").ref
    world.archive(ref)
    item = bench.pull().items[ref]
    with pytest.raises(Park, match="only they can"):
        bench.connector.apply(bench.place, bench.updating(item, archived=False))


def test_what_no_app_can_do_waits_for_a_person(bench: Bench) -> None:
    """The options of a List are people's alone; without a channel nobody can be answered."""
    with pytest.raises(Park, match="options"):
        bench.connector.apply(bench.place, CreateLane(bench.place.id, LaneId("l1"), "Neu"))


def test_without_a_channel_there_are_no_comments(bench: Bench, people: People) -> None:
    """The channel is a setting: without it no comment is read, and one that is written all the same is parked."""
    ref = bench.create().ref
    said(bench, ref, plain_document("Ja"))
    silent = fresh(people)
    assert silent.pull(bench.place, None, Sought()).items[ref].comments == ()
    comment = CreateComment(bench.place.id, TaskId("t"), CommentId("c"), ref, plain_document("Ja"))
    with pytest.raises(Park, match="no channel for comments"):
        silent.apply(bench.place, comment)


def messages_about(people: People, world: ListWorld, ref: Ref) -> list[Any]:
    """What stands in the channel about an item."""
    messages = people.call("anna", manifest.HISTORY, channel=world.channel)["messages"]
    return [each for each in messages if f"record_id={ref}" in each["text"]]


def test_the_first_comment_opens_a_message_about_the_item(bench: Bench, people: People, world: ListWorld) -> None:
    """It leads to the item by its title; later comments are one call each."""
    ref = bench.create("Fenster <prüfen>").ref
    first = sent_since(people, lambda: said(bench, ref, plain_document("Ja")))
    assert first == [manifest.HISTORY, manifest.ROW, manifest.POST, manifest.POST]
    assert sent_since(people, lambda: said(bench, ref, plain_document("Doch"))) == [manifest.POST]
    (root,) = messages_about(people, world, ref)
    assert f"?record_id={ref}|Fenster &lt;prüfen&gt;>" in root["text"]
    assert [words(comment.text) for comment in bench.item(ref).comments] == ["Ja", "Doch"]


def test_people_begin_to_talk_by_a_link_to_the_item(bench: Bench, world: ListWorld) -> None:
    """Our answer stands where they began, and what is said below another link to it counts too."""
    ref = bench.create().ref
    world.comment(ref, "Wer macht das?")
    said(bench, ref, plain_document("Anna"))
    link = f"<https://musterbau.slack.com/lists/T1/{world.list_id}?record_id={ref}>"
    other = world.say(text=f"Noch einmal: {link}")
    world.say(thread_ts=other, text="Bis wann?")
    assert [words(comment.text) for comment in bench.item(ref).comments] == ["Wer macht das?", "Anna", "Bis wann?"]


def test_a_message_about_two_items_is_about_none(bench: Bench, world: ListWorld) -> None:
    """What is said below a list of links belongs to no single item."""
    one, two = bench.create(task="t-1").ref, bench.create(task="t-2").ref
    root = world.say(text=f"{one} und {two}")
    world.say(thread_ts=root, text="Beides bald")
    assert [item.comments for item in bench.pull().items.values()] == [(), ()]


def test_a_deleted_message_takes_no_comment_along(bench: Bench, people: People, world: ListWorld) -> None:
    """What was said below it is still there; whoever does not know what it was about takes nothing for deleted."""
    ref, silent = bench.create(task="t-1").ref, bench.create(task="t-2").ref
    said(bench, ref, plain_document("Ja"))
    assert bench.item(silent).all_comments
    (root,) = messages_about(people, world, ref)
    act = {"tool": "slack", "person": "anna", "do": "delete", "channel": world.channel, "ts": root["ts"]}
    people.control("POST", "/act", json=act)
    assert [words(comment.text) for comment in bench.item(ref).comments] == ["Ja"]
    other = fresh(people, settings={"channel": world.channel})
    items = other.pull(bench.place, None, Sought()).items
    assert [(items[each].comments, items[each].all_comments) for each in (ref, silent)] == [((), False)] * 2


def test_the_doctor_looks_at_the_channel_too(bench: Bench, people: People, world: ListWorld) -> None:
    """Who forgot to invite Cobridge there reads how."""
    token = {"Authorization": "Bearer slack-anna"}
    sent = {"channel": world.channel, "user": world.own}
    url = f"{people.sandbox.urls['slack']}/api/conversations.kick"
    if not people.session.post(url, json=sent, headers=token, timeout=10).json()["ok"]:
        people.call("anna", "conversations.archive", channel=world.channel)
    (finding,) = [each for each in bench.connector.check(bench.place) if not each.well]
    assert "channel" in finding.subject


def test_without_an_archive_option_nothing_is_archived(bench: Bench, people: People, world: ListWorld) -> None:
    """The item stays as it is, and both the doctor and the operation say what to add."""
    ref = bench.create().ref
    options = {value: name for value, name in LANES.items() if value != "Opt9"}
    act = {"tool": "slack", "person": "anna", "do": "options", "channel": world.list_id}
    people.control("POST", "/act", json={**act, "action_id": "spalte", "values": options})
    item = bench.pull().items[ref]
    with pytest.raises(Park, match="Archiv"):
        bench.connector.apply(bench.place, bench.updating(item, archived=True))
    assert [finding.advice for finding in bench.connector.check(bench.place) if not finding.well] == [
        "In Slack, add to the List: the option Archiv in its lanes."
    ]


def test_a_list_that_was_not_shared_is_said_to_be_so(bench: Bench, people: People, world: ListWorld) -> None:
    """The doctor says what to do; the pull stops, and nothing looks deleted."""
    people.call("anna", "slackLists.access.delete", list_id=world.list_id, user_ids=[world.own])
    (finding,) = [each for each in bench.connector.check(bench.place) if not each.well]
    assert "share the List with Cobridge" in finding.advice
    with pytest.raises(Stop, match="share the List"):
        bench.pull()


def test_a_list_that_we_may_only_read_stops_the_write(bench: Bench, people: People, world: ListWorld) -> None:
    """A person has to give the right to edit; the sentence says so."""
    people.call("anna", "slackLists.access.set", list_id=world.list_id, access_level="read", user_ids=[world.own])
    with pytest.raises(Stop, match="so that it may edit it"):
        bench.create()


@pytest.fixture(scope="module")
def free() -> Iterator[People]:
    """Who can call a sandbox with a free workspace."""
    with running({"now": "2026-12-01T08:00:00Z", "slack": {"plan": "free"}}) as sandbox:
        yield People(sandbox)


def test_a_free_workspace_is_told_to_use_cards(free: People) -> None:
    """Lists come with a paid plan; the doctor names the other way."""
    _, secrets = service(free)
    connection = Connection(ConnectionId("nord"), PartnerId("nord"), "slack")
    connector = Slack(connection, secrets, free.sandbox.urls["slack"], WatchedBudget(), RealClock(), BERLIN)
    place = Place(PlaceId("nord-list"), connection.id, "slack", "F0MESSE0001")
    (finding,) = [each for each in connector.check(place) if not each.well]
    assert "use a channel of cards as the place" in finding.advice


@pytest.fixture
def heard(bench: Bench, people: People, door: Door) -> list[Received]:
    """What the desk of the List's connection understands of what people do."""
    _, secrets = service(people)
    assert isinstance(bench.world, ListWorld)
    settings = {"channel": bench.world.channel}
    connection = Connection(bench.place.connection, PartnerId("nord"), "slack", settings=settings)
    url = people.sandbox.urls["slack"]
    ear = Ear(connection, [bench.place], secrets, url, WatchedBudget(), RealClock(), BERLIN)
    kept: list[Received] = []

    def answer(request: Any) -> Any:
        kept.append(ear.receive(request))
        return kept[-1].reply

    door.answer = answer
    people.act("anna", "register", url=door.url)
    return kept


def test_the_command_makes_a_task_in_the_list(people: People, heard: list[Received], bench: Bench) -> None:
    """`/task` and a title is enough, in whatever channel it is typed."""
    answer = people.act("anna", "slash", channel="general", values={"text": "Schlüssel holen"})
    assert answer == DE.taken_in_list
    (submission,) = heard[-1].submissions
    assert (submission.place, submission.ref, submission.fields.title) == (bench.place.id, None, "Schlüssel holen")


def test_the_form_of_a_new_task_has_what_a_list_holds(people: People, heard: list[Received], bench: Bench) -> None:
    """Lanes are the List's options; nobody fills in a lead or a time of day that the List could not show."""
    people.act("anna", "slash", channel="general")
    lane, bob = bench.lanes[1], people.account("bob")
    people.act("anna", "submit", values={"title": "Neu", "lane": lane, "helpers": [bob], "labels": "Dringend"})
    (submission,) = heard[-1].submissions
    assert (submission.fields.status.lane, submission.fields.helpers) == (lane, (bob,))
    for name, value in (("lead", [bob]), ("due_time", "08:00")):
        people.act("anna", "slash", channel="general")
        act = {"tool": "slack", "person": "anna", "do": "submit", "values": {"title": "X", name: value}}
        answer = people.session.post(f"{people.sandbox.control_url}/act", json=act, timeout=10)
        assert (answer.status_code, name in answer.text) == (400, True)


def test_what_people_say_is_heard_at_once(bench: Bench, heard: list[Received], world: ListWorld) -> None:
    """A reply comes by its delivery: the pull then reads that item's comments, and takes nothing for missing."""
    ref, other = bench.create(task="t-1").ref, bench.create(task="t-2").ref
    cursor = bench.cursor()
    world.comment(ref, "Wer macht das?")
    ends = monotonic() + 5
    while not (told := [each.touched for each in heard if each.touched]):  # deliveries come when they come
        assert monotonic() < ends, "nothing was delivered"
        sleep(0.01)
    snapshot = bench.pull(cursor, Sought(refs=told[0][bench.place.id]))
    assert [words(comment.text) for comment in snapshot.items[ref].comments] == ["Wer macht das?"]
    assert (other in snapshot.items, snapshot.suspects) == (False, frozenset())


def test_a_submission_becomes_an_item(bench: Bench, people: People, heard: list[Received]) -> None:
    """What the form told can be created as it is."""
    people.act("anna", "slash", channel="general", values={"text": "Schlüssel holen"})
    (submission,) = heard[-1].submissions
    done = bench.connector.apply(bench.place, bench.creation(submission.fields))
    assert bench.fields(Ref(done.ref)).title == "Schlüssel holen"
