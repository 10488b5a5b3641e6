"""What the connector sends, how often, and what it makes of Slack's answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop
from bridge.core.model.document import Document, Mention, Paragraph, Text, plain_document
from bridge.core.model.ids import Account, CommentId, ConnectionId, Cursor, LaneId, PartnerId, Ref, TaskId
from bridge.core.model.network import Connection
from bridge.core.model.operation import CreateComment, CreateLane, RenameLane
from bridge.core.model.task import Status
from bridge.ports.connector import Sought
from connectors.slack import manifest
from connectors.slack.connector import Slack
from connectors.slack.refusals import refusal
from connectors.slack.write import OLD
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.promises.comments import said
from tests.contracts.slack_people import People
from tests.contracts.slack_world import SlackWorld, service
from tests.contracts.trello_world import BERLIN, RealClock


def sent_since(people: People, act: Any) -> list[str]:
    """The methods that our account calls while somebody acts."""
    people.control("DELETE", "/requests")
    act()
    own, _ = service(people)
    calls = people.control("GET", "/requests?vendor=slack")["calls"]
    return [call["path"].rpartition("/")[2] for call in calls if call["actor"] == own]


def fresh(
    people: People, clock: Any = None, token: str = "", origin: str = "", settings: Mapping[str, str] | None = None
) -> Slack:
    """A connector that remembers nothing, as after a restart."""
    _, secrets = service(people)
    connection = Connection(ConnectionId("nord"), PartnerId("nord"), "slack", settings=settings or {})
    given = {**secrets, **({"token": token} if token else {})}
    return Slack(
        connection, given, origin or people.sandbox.urls["slack"], WatchedBudget(), clock or RealClock(), BERLIN
    )


def test_each_act_is_one_call(bench: Bench, people: People) -> None:
    """Creating, changing, commenting and a quiet look take one call each."""
    ref = bench.create("Fenster prüfen").ref
    item = bench.item(ref)
    assert sent_since(people, lambda: bench.create("Tür prüfen", task="t-2")) == [manifest.POST]
    assert sent_since(people, lambda: said(bench, ref, plain_document("Ja"))) == [manifest.POST]
    update = bench.updating(item, title="Neu")
    assert sent_since(people, lambda: bench.connector.apply(bench.place, update)) == [manifest.UPDATE]
    cursor = bench.cursor()
    assert sent_since(people, lambda: bench.pull(cursor)) == [manifest.HISTORY]


def test_our_own_comment_costs_no_reading(bench: Bench, people: People) -> None:
    """A reply of ours is known; one of Anna's beside it lets the thread be read."""
    ref = bench.create().ref
    cursor = bench.cursor()
    said(bench, ref, plain_document("Von uns"))
    snapshot = bench.pull(cursor)
    assert not snapshot.items
    said(bench, ref, plain_document("Noch einmal"))
    bench.world.comment(ref, "Von Anna")
    assert sent_since(people, lambda: bench.pull(snapshot.cursor)) == [manifest.HISTORY, manifest.REPLIES]


def test_a_restart_leaves_nothing_out(bench: Bench, people: People) -> None:
    """A connector that remembers nothing reads on from the cursor, knows the lanes and writes as before."""
    ref = bench.create(status=Status(lane=bench.lanes[1])).ref
    cursor = bench.cursor().rpartition("|")[0]
    bench.world.comment(ref, "Inzwischen")
    restarted = fresh(people)
    snapshot = restarted.pull(bench.place, Cursor(cursor), Sought())
    assert [comment.own for comment in snapshot.items[ref].comments] == [False]
    assert snapshot.lanes is not None
    assert [lane.ref for lane in snapshot.lanes] == bench.lanes
    done = restarted.apply(bench.place, bench.updating(bench.item(ref), title="Danach"))
    assert done.item is not None
    assert done.item.fields is not None
    assert done.item.fields.status.lane == bench.lanes[1]


def test_a_quiet_look_takes_one_call_after_a_restart_too(bench: Bench, people: People) -> None:
    """Who we are stands in the cursor, and our own name is of no use: a new process asks for the channel only."""
    ref = bench.create().ref
    said(bench, ref, plain_document("Von uns"))
    cursor = Cursor(bench.cursor().rpartition("|")[0])
    restarted = fresh(people)
    assert sent_since(people, lambda: restarted.pull(bench.place, cursor, Sought())) == [manifest.HISTORY]
    bench.world.comment(ref, "Und wir?")
    snapshot = restarted.pull(bench.place, cursor, Sought())
    assert [comment.own for comment in snapshot.items[ref].comments] == [True, False]


def test_a_cursor_of_another_kind_reads_the_whole_place(bench: Bench, people: People) -> None:
    """What a former version left as a cursor is no reason to miss anything."""
    ref = bench.create().ref
    for cursor in ("12345", "{}", '{"talks": {"1": 2}, "revs": {}}', "[]"):
        snapshot = fresh(people).pull(bench.place, Cursor(cursor), Sought())
        assert (snapshot.complete, set(snapshot.items)) == (True, {ref})


def test_a_deleted_reply_is_noticed_by_the_number_of_replies(bench: Bench) -> None:
    """No event need arrive: a thread with fewer replies is read again."""
    ref = bench.create().ref
    first, second = (bench.world.comment(ref, text) for text in ("Bleibt", "Geht"))
    cursor = bench.cursor()
    bench.world.delete_comment(ref, second)
    item = bench.pull(cursor).items[ref]
    assert ([comment.ref for comment in item.comments], item.all_comments) == ([first], True)


def test_what_a_thread_lacks_after_months_is_not_deleted(bench: Bench, people: People) -> None:
    """A free workspace hides old replies, so in an old thread nothing is concluded from what is missing."""
    ref = bench.create().ref
    bench.world.comment(ref, "Noch da")
    snapshot = fresh(people, Later(timedelta(days=85))).pull(bench.place, None, Sought())
    assert snapshot.items[ref].comments
    assert not snapshot.items[ref].all_comments


def test_a_sought_card_that_is_not_there_is_a_suspect_and_not_gone(bench: Bench) -> None:
    """Who deleted it did so unheard, or Slack hides it: it is asked about, and never called deleted."""
    missing = Ref("1700000000.000100")
    snapshot = bench.pull(bench.cursor(), Sought(refs=frozenset({missing})))
    assert missing in snapshot.suspects
    assert not bench.connector.confirm_gone(bench.place, missing)


def test_a_stone_above_a_thread_is_a_deletion(bench: Bench, people: People) -> None:
    """A card that was deleted with replies below it leaves a stone, which says so."""
    ref = bench.create().ref
    bench.world.comment(ref, "Schade")
    bench.world.delete(ref)
    restarted = fresh(people)
    assert ref in restarted.pull(bench.place, None, Sought()).suspects
    assert restarted.confirm_gone(bench.place, ref)


def test_a_new_name_for_a_lane_stands_on_its_cards(bench: Bench, world: SlackWorld, people: People) -> None:
    """People read the lane on the card, so a lane renamed elsewhere is renamed there too; the board comes last."""
    first, second = bench.lanes
    here, there = (bench.create(task=f"t-{lane}", status=Status(lane=lane)).ref for lane in (first, second))
    rename = RenameLane(bench.place.id, LaneId("offen"), first, "Geplant")
    sent = sent_since(people, lambda: bench.connector.apply(bench.place, rename))
    assert sent == [manifest.HISTORY, manifest.UPDATE, manifest.UPDATE]
    assert [name for _, name in world.lanes()] == ["Geplant", "In Arbeit"]
    shown = {each["ref"]: each["lane"] for each in people.control("GET", "/state/slack?form=items")}
    assert (shown[here], shown[there]) == ("Geplant", "In Arbeit")


def test_an_old_board_is_posted_anew(bench: Bench, world: SlackWorld, people: People) -> None:
    """A free workspace hides what is old; the lanes keep their refs on a board that it still shows."""
    before = world.lanes()
    later = fresh(people, Later(OLD + timedelta(days=1)))
    later.pull(bench.place, None, Sought())
    sent = sent_since(people, lambda: later.apply(bench.place, bench.creation(bench.fields(bench.create().ref), "t-9")))
    assert sent[-3:] == [manifest.POST, manifest.DELETE, manifest.POST]
    assert world.lanes() == before


def test_a_lane_that_was_created_unanswered_is_not_made_twice(bench: Bench, world: SlackWorld) -> None:
    """Sending the same lane again changes nothing."""
    operation = CreateLane(bench.place.id, LaneId("neu"), "Neu", bench.lanes[0])
    refs = [bench.connector.apply(bench.place, operation).ref for _ in range(2)]
    assert refs[0] == refs[1]
    assert [name for _, name in world.lanes()] == ["Offen", "Neu", "In Arbeit"]


def test_a_mention_is_one_of_slacks_and_comes_back_with_its_name(bench: Bench, world: SlackWorld) -> None:
    """Whoever is mentioned in a comment is told by Slack, and is read by name."""
    ref = bench.create().ref
    mentioned = Document((Paragraph((Mention(Account(world.other), "Bob"), Text(" bringt den Schlüssel"))),))
    operation = CreateComment(bench.place.id, TaskId("t"), CommentId("c"), ref, mentioned)
    bench.connector.apply(bench.place, operation)
    (comment,) = bench.item(ref).comments
    (paragraph,) = comment.text.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inside[0] == Mention(Account(world.other), "Bob Schulz")


def test_other_messages_in_the_channel_are_no_cards(bench: Bench, people: People, world: SlackWorld) -> None:
    """What people write into the channel of cards is left alone, also where it looks like a card."""
    metadata = {"event_type": "cobridge_task", "event_payload": {"task": "t-1", "rev": 1}}
    people.call("anna", "chat.postMessage", channel=world.channel, text="Hallo", metadata=metadata)
    assert not bench.pull().items


def test_somebody_who_is_not_there_is_asked_for_once(bench: Bench, people: People, world: SlackWorld) -> None:
    """A mention of an account that Slack does not know costs nothing at every look."""
    ref = bench.create().ref
    cursor = bench.cursor()
    people.call("anna", "chat.postMessage", channel=world.channel, thread_ts=ref, text="<@U0FREMD000> weiß es")
    first = [manifest.HISTORY, manifest.REPLIES, manifest.USER]
    assert sent_since(people, lambda: bench.pull(cursor)) == first
    assert sent_since(people, lambda: bench.pull(cursor)) == first[:2]


def test_a_new_card_without_a_lane_stands_in_the_first(bench: Bench) -> None:
    """A task that says nothing of lanes begins where work begins, as in the other tools."""
    assert bench.fields(bench.create(status=Status()).ref).status == Status(lane=bench.lanes[0])


def test_the_home_tab_offers_a_new_task(people: People, world: SlackWorld) -> None:
    """Who opens the app reads what it is for, and begins a task from there, in the only channel there is."""
    people.act("bob", "home")
    people.act("bob", "press", action_id="create")
    people.act("bob", "submit", values={"title": "Vom Anfang", "lane": "In Arbeit", "due": "2026-12-01"})
    (held,) = world.holds().values()
    assert (held.title, held.lane) == ("Vom Anfang", world.lanes()[1][0])


def test_everything_a_form_offers_reaches_the_card(people: People, world: SlackWorld) -> None:
    """Each field that Bob fills in stands on the card, as everybody reads it."""
    people.act("bob", "slash", channel=world.channel)
    values = {
        "title": "Alles",
        "status": "done",
        "lead": "anna",
        "helpers": ["bob"],
        "labels": "Süd, Nord",
        "lane": "Offen",
    }
    people.act("bob", "submit", values=values)
    (held,) = world.holds().values()
    assert (held.title, held.done) == ("Alles", True)
    assert held.people == {world.person, world.other}
    (shown,) = world.kept.pull(world.kept.place, None, Sought()).items.values()
    assert shown.fields is not None
    assert shown.fields.lead == world.person
    assert shown.fields.labels == {"Süd", "Nord"}


def test_two_lanes_of_one_name_are_refused_in_the_form(people: People, world: SlackWorld) -> None:
    """Lanes go by their names in other tools, so the form says so and stays open."""
    board = next(
        each
        for each in people.call("anna", "conversations.history", channel=world.channel)["messages"]
        if each["blocks"][0]["block_id"] == "board"
    )
    people.act("anna", "press", channel=world.channel, ts=board["ts"], action_id="lanes")
    assert people.act("anna", "submit", values={"new": "offen"})["response_action"] == "errors"
    assert [name for _, name in world.lanes()] == ["Offen", "In Arbeit"]


def test_a_dropped_create_is_sent_once(bench: Bench, world: SlackWorld, people: People) -> None:
    """Slack's client would send a message again whose connection broke: then there would be two cards."""

    def dropped() -> None:
        world.trouble("unanswered")
        with pytest.raises(Ambiguous):
            bench.create()

    assert sent_since(people, dropped) == [manifest.POST]
    assert len(world.holds()) == 1


WORDS: list[tuple[str, type[Failure]]] = [
    ("invalid_auth", Stop),
    ("missing_scope", Stop),
    ("not_in_channel", Stop),
    ("is_archived", Stop),
    ("message_not_found", Replan),
    ("thread_not_found", Replan),
    ("ratelimited", Retry),
    ("msg_blocks_too_long", Park),
    ("invalid_blocks", Park),
    ("fatal_error", Ambiguous),
    ("Received a response in a non-JSON format: <html>geheim", Ambiguous),
    ("", Ambiguous),
]


@pytest.mark.parametrize(("word", "decision"), WORDS)
def test_a_word_of_slacks_is_a_decision(word: str, decision: type[Failure]) -> None:
    """Each refusal says what to do next, in a sentence that repeats nothing Slack may have repeated."""
    failure = refusal(200, word, creates=True, after=None, what="Slack, creating a card")
    assert type(failure) is decision
    assert failure.message.endswith(".")
    assert "geheim" not in failure.message
    read = refusal(200, word, creates=False, after=None, what="Slack, reading a channel")
    assert type(read) is (Retry if decision is Ambiguous else decision)


def test_a_token_that_is_none_is_said_so(people: People, bench: Bench) -> None:
    """A token copied with a line break is no header, and is never printed."""
    for token in ("xoxb-1\nX: y", " ", "xoxb-ä"):
        with pytest.raises(Stop) as caught:
            fresh(people, token=token).pull(bench.place, None, Sought())
        assert token.strip() not in caught.value.message or not token.strip()


def test_a_place_that_cannot_be_reached_is_tried_later(people: People, bench: Bench) -> None:
    """Nobody listens: nothing was sent, and a create is no riddle."""
    alone = fresh(people, origin="http://127.0.0.1:9")
    for act in (partial(alone.pull, bench.place, None, Sought()), partial(alone.confirm_gone, bench.place, Ref("1.0"))):
        with pytest.raises(Retry) as caught:
            act()
        assert type(caught.value) is Retry


def test_naming_the_tool_loads_no_client() -> None:
    """A command that only asks what tools can do is not held up by Slack's packages."""
    code = "import sys; from connectors import registry; registry.manifest('slack'); registry.limits('slack'); "
    code += "print([name for name in sys.modules if name.startswith('slack_')])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


class Later(RealClock):
    """The machine's clock, so much later."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by
