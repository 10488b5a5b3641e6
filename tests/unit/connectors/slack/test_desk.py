"""What people press, send and say, as the desk understands it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from bridge.core.errors import Park
from bridge.core.model.document import Document, Paragraph, Strong, Text
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.parts import Check
from bridge.core.model.submission import Submission
from bridge.core.model.task import Fields, Status
from bridge.ports.receiver import Received, Request
from connectors.slack.client import Client
from connectors.slack.desk.cards import board, card
from connectors.slack.desk.listening import EXCHANGED
from connectors.slack.desk.modals import task_form, untouched
from connectors.slack.desk.receiver import Ear
from connectors.slack.words import DE
from tests.contracts.bench import WatchedBudget
from tests.contracts.trello_world import BERLIN
from tests.unit.connectors.virtual_clock import START as NOW
from tests.unit.connectors.virtual_clock import VirtualClock

SECRET, CARDS = "geheim-47", PlaceId("karten")
LANES = (("L1", "Offen"), ("L2", "In Arbeit"))
NOBODY_ANSWERS = "http://127.0.0.1:9"
ABOUT = {"channel": "C1", "ts": "1795000000.000100"}


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def ear(clock: VirtualClock) -> Ear:
    """The desk of one connection whose only place is the channel C1; Slack cannot be reached from it."""
    connection = Connection(ConnectionId("nord"), PartnerId("nord"), "slack")
    place = Place(CARDS, connection.id, "slack", "C1")
    secrets = {"token": "xoxb-geheim", "signing_secret": SECRET}
    return Ear(connection, [place], secrets, NOBODY_ANSWERS, WatchedBudget(), clock, BERLIN)


def signed(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    found = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={found}"}


def delivered(ear: Ear, payload: Mapping[str, Any], *, form: str = "payload", at: datetime = NOW) -> Received:
    """The payload as Slack sends it: an interaction, a command (`form=""`) or an event (`form="json"`)."""
    kind = "application/json" if form == "json" else "application/x-www-form-urlencoded"
    text = json.dumps(payload) if form == "json" else urlencode({form: json.dumps(payload)} if form else payload)
    return ear.receive(
        Request("POST", "/hooks/nord", {}, {"content-type": kind, **signed(text.encode(), at)}, text.encode())
    )


def only(received: Received) -> Submission:
    (submission,) = received.submissions
    assert (received.reply.status, received.hints) == (200, frozenset({CARDS}))
    return submission


def shown(fields: Fields) -> dict[str, Any]:
    blocks = card(fields, LANES, DE)
    return {"type": "message", "user": "U0BOT", "bot_id": "B0BOT", "ts": ABOUT["ts"], "blocks": blocks}


def press(action: str, fields: Fields, **chosen: Any) -> dict[str, Any]:
    about = {"action_id": action, "action_ts": "1795000100.000000", "type": "button", **chosen}
    common = {"type": "block_actions", "user": {"id": "U0ANNA"}, "team": {"id": "T1"}, "trigger_id": "1.2.3"}
    where = {"channel": {"id": "C1"}, "message": shown(fields), "container": {"type": "message"}}
    return {**common, **where, "actions": [about]}


def sending(fields: Fields, about: Mapping[str, str] = ABOUT, **values: Any) -> dict[str, Any]:
    """A form that showed these fields, sent with some values changed."""
    view = task_form(fields, LANES, DE, BERLIN, about)
    state = {name: {action: dict(held) for action, held in each.items()} for name, each in untouched(view).items()}
    for name, value in values.items():
        next(iter(state[name].values())).update(value)
    sent = {**view, "id": "V1", "hash": "1.a", "state": {"values": state}}
    return {"type": "view_submission", "user": {"id": "U0BOB"}, "team": {"id": "T1"}, "view": sent}


def event(**told: Any) -> dict[str, Any]:
    whose = [{"user_id": "U0BOT", "is_bot": True}]
    inside = {"type": "message", "channel": "C1", "event_ts": "1795000200.000000", **told}
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "authorizations": whose, "event": inside}


def test_what_slack_did_not_sign_changes_nothing(ear: Ear) -> None:
    """Who does not know the secret, sends an old delivery again or sends nonsense is refused."""
    body = urlencode({"payload": json.dumps(press("done", Fields("X")))}).encode()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    forged = [
        {},
        signed(body, NOW, "falsch"),
        signed(body + b"&", NOW),
        signed(body, NOW - timedelta(minutes=6)),
        signed(body, NOW + timedelta(minutes=6)),
        {**signed(body, NOW), "x-slack-request-timestamp": "gestern"},
        {**signed(body, NOW), "x-slack-signature": "v0=ä"},
    ]
    for headers in forged:
        received = ear.receive(Request("POST", "/hooks/nord", {}, {**kind, **headers}, body))
        assert (received.reply.status, received.submissions, received.hints) == (401, (), frozenset())
    fresh = ear.receive(Request("POST", "/hooks/nord", {}, {**kind, **signed(body, NOW - timedelta(minutes=4))}, body))
    assert fresh.submissions


def test_the_address_is_confirmed(ear: Ear) -> None:
    """Slack asks a new address for an answer before it uses it."""
    received = delivered(ear, {"type": "url_verification", "challenge": "c-47"}, form="json")
    assert (received.reply.status, json.loads(received.reply.body)) == (200, {"challenge": "c-47"})


def test_each_press_changes_its_field_only(ear: Ear) -> None:
    """A press counts against what the card showed, for the person who pressed, at the time they did."""
    fields = Fields("X", status=Status(lane="L1"), lead="U0CARLA", due=date(2026, 12, 1), start=date(2026, 11, 1))
    lane = {"selected_option": {"value": "L2"}}
    presses: list[tuple[str, dict[str, Any], str, Any]] = [
        ("claim", {}, "lead", "U0ANNA"),
        ("done", {}, "status", Status(done=True, lane="L1")),
        ("due", {"selected_date": "2026-12-24"}, "due", date(2026, 12, 24)),
        ("due", {"selected_date": None}, "due", None),
        ("lane", lane, "status", Status(lane="L2")),
        ("start", {"selected_date": "2026-11-30"}, "start", date(2026, 11, 30)),
    ]
    for action, chosen, name, value in presses:
        submission = only(delivered(ear, press(action, fields, **chosen)))
        assert (submission.changed, getattr(submission.fields, name)) == ((name,), value)
        assert (submission.base, submission.ref, submission.by) == (fields, ABOUT["ts"], "U0ANNA")
        assert submission.at == datetime.fromtimestamp(1795000100, UTC)


def test_a_tick_ticks_that_element_alone(ear: Ear) -> None:
    """Slack tells what is ticked in one block of ten: the one that was pressed changes, and no other anywhere."""
    checks = tuple(Check(f"c{number}", f"Punkt {number}", done=number in (1, 11)) for number in range(13))
    fields = Fields("X", checklist=checks)
    for block, ticked, changed in (
        ("checklist", ["c1", "c4"], "c4"),
        ("checklist", [], "c1"),
        ("checklist 2", ["c11", "c12"], "c12"),
    ):
        chosen = {"type": "checkboxes", "block_id": block, "selected_options": [{"value": key} for key in ticked]}
        submission = only(delivered(ear, press("check", fields, **chosen)))
        assert (submission.changed, submission.base) == (("checklist",), fields)
        after = {check.id: check for check in submission.fields.checklist}
        assert [check.id for check in checks if check != after[check.id]] == [changed]


def test_lines_of_the_form_are_elements_of_the_card(ear: Ear) -> None:
    """One renamed, one removed, one new: the others keep their ids and their ticks, and so does the renamed one."""
    doors, gates, paint = Check("a1", "Türen", done=True), Check("b2", "Tore"), Check("c3", "Lack")
    sent = sending(Fields("X", checklist=(doors, gates, paint)), checklist={"value": "Türen Nord\nLack\nLampen"})
    submission = only(delivered(ear, sent))
    assert (submission.changed, submission.base.checklist) == (("checklist",), (doors, gates, paint))
    renamed, kept, made = submission.fields.checklist
    assert (renamed, kept) == (Check("a1", "Türen Nord", done=True), paint)
    assert (made.title, made.done) == ("Lampen", False)
    assert made.id not in {"a1", "b2", "c3"}


def test_a_day_picked_for_an_instant_keeps_its_time(ear: Ear) -> None:
    """Moving a meeting to another day does not move it to midnight, nor by an hour when the clocks change."""
    fields = Fields("X", due=datetime(2026, 3, 27, 14, 30, tzinfo=UTC))
    picked = delivered(ear, press("due", fields, selected_date="2026-03-30"))
    assert only(picked).fields.due == datetime(2026, 3, 30, 13, 30, tzinfo=UTC)


def test_a_press_that_changes_nothing_is_no_submission(ear: Ear) -> None:
    """Who claims what is theirs already changed nothing."""
    assert not delivered(ear, press("claim", Fields("X", lead="U0ANNA"))).submissions


def test_one_press_has_one_key(ear: Ear) -> None:
    """A delivery that comes again is known by its key; another press has another."""
    first, again = (only(delivered(ear, press("done", Fields("X")))).key for _ in range(2))
    later = only(delivered(ear, press("done", Fields("X"), action_ts="1795000101.000000"))).key
    assert first == again != later


def test_a_form_submits_only_what_was_changed_in_it(ear: Ear) -> None:
    """What stood in the form and was left alone is no edit, whatever it is."""
    fields = Fields(
        "X",
        status=Status(lane="L1"),
        due=datetime(2026, 12, 1, 8, 15, tzinfo=UTC),
        lead="U0ANNA",
        helpers=("U0BOB", "U0CARLA"),
        labels=frozenset({"Süd", "Nord"}),
    )
    submission = only(delivered(ear, sending(fields, title={"value": "Y"})))
    assert (submission.changed, submission.fields.title, submission.base) == (("title",), "Y", fields)
    assert (submission.ref, submission.by, submission.at) == (ABOUT["ts"], "U0BOB", NOW)
    assert not delivered(ear, sending(fields)).submissions


def test_a_form_sent_again_with_other_values_is_another_edit(ear: Ear) -> None:
    """Nobody heard our answer, so the form stayed open: sent again as it was it is the same edit, changed it is not."""
    first, again, changed = (
        only(delivered(ear, sending(Fields("X"), title={"value": title}))).key for title in ("Y", "Y", "Z")
    )
    assert first == again != changed


def test_a_description_is_read_with_its_form(ear: Ear) -> None:
    """What is bold in the form is bold elsewhere."""
    bold = {"type": "text", "text": "Achtung", "style": {"bold": True}}
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [bold]}]}
    submission = only(delivered(ear, sending(Fields("X"), description={"rich_text_value": rich})))
    assert submission.changed == ("description",)
    assert submission.fields.description == Document((Paragraph((Strong((Text("Achtung"),)),)),))


def test_a_form_with_a_fault_says_so_and_submits_nothing(ear: Ear) -> None:
    """An empty title, or a time without a day, is said beside the field while the form stays open."""
    faulty = delivered(ear, sending(Fields("X"), title={"value": "  "}, due_time={"selected_time": "08:00"}))
    answer = json.loads(faulty.reply.body)
    assert (answer["response_action"], set(answer["errors"])) == ("errors", {"title", "due"})
    assert all(sentence.endswith(".") for sentence in answer["errors"].values())
    assert not faulty.submissions


def test_a_new_task_has_no_ref(ear: Ear) -> None:
    """A form for a new task, or a line behind the command, asks for a task that is not there yet."""
    form = only(delivered(ear, sending(Fields(), {"channel": "C1"}, title={"value": "Neu"}, lane=chosen("L2"))))
    assert (form.ref, form.fields, form.base) == (None, Fields("Neu", status=Status(lane="L2")), Fields())
    command = {
        "command": "/task",
        "text": " Gerüst bestellen ",
        "channel_id": "C9",
        "user_id": "U0BOB",
        "team_id": "T1",
    }
    line = delivered(ear, {**command, "trigger_id": "4.5.6"}, form="")
    assert (only(line).ref, only(line).fields) == (None, Fields("Gerüst bestellen"))
    assert DE.taken in line.reply.body.decode()


def chosen(lane: str) -> dict[str, Any]:
    return {"selected_option": {"value": lane}}


def test_a_form_that_is_open_already_did_not_fail(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Slack delivers twice opens its form once: whoever comes second is told that all is well."""

    def used(*_: object) -> None:
        raise Park("Slack, opening a form: Slack refuses this.", code=EXCHANGED)

    monkeypatch.setattr(Client, "open", used)
    assert delivered(ear, press("edit", Fields("X"))).reply.status == 200


def test_a_form_that_cannot_be_opened_is_said_to_have_failed(ear: Ear) -> None:
    """While Slack cannot be reached nobody waits for a form: the press fails, and the command says why."""
    assert delivered(ear, press("edit", Fields("X"))).reply.status == 503
    command = {"command": "/task", "channel_id": "C1", "user_id": "U0BOB", "team_id": "T1", "trigger_id": "4.5.6"}
    assert DE.busy in delivered(ear, command, form="").reply.body.decode()


def test_a_message_elsewhere_is_nothing_of_ours(ear: Ear) -> None:
    """Other channels, other apps' messages and the board are no cards."""
    other = {**press("done", Fields("X")), "channel": {"id": "C2"}}
    foreign = {**press("done", Fields("X"))}
    foreign["message"] = {**foreign["message"], "blocks": board(LANES, DE)}
    for payload in (other, foreign):
        assert not delivered(ear, payload).submissions
    assert not delivered(ear, event(channel="C2", ts="2.0", thread_ts="1.0", user="U0BOB"), form="json").hints


def test_what_happens_in_a_thread_is_a_hint_about_its_card(ear: Ear) -> None:
    """A reply said, changed or deleted lets its card be looked at; what we say ourselves does not."""
    reply = {"ts": "2.0", "thread_ts": "1.0", "user": "U0BOB"}
    told = [
        event(**reply, text="Ja"),
        event(subtype="message_changed", message=reply, previous_message=reply, ts="3.0"),
        event(subtype="message_deleted", previous_message=reply, deleted_ts="2.0", ts="3.0"),
    ]
    for payload in told:
        received = delivered(ear, payload, form="json")
        assert received.hints == {CARDS}
        assert received.touched == {CARDS: {Ref("1.0")}}
        assert not received.submissions
    assert not delivered(ear, event(**{**reply, "user": "U0BOT"}), form="json").hints


def test_a_deleted_card_is_told_as_gone(ear: Ear) -> None:
    """Only Slack's word that somebody deleted the card counts as that; a board or a person's message is none."""
    told = {"subtype": "message_deleted", "deleted_ts": ABOUT["ts"], "ts": "3.0"}
    gone = only(delivered(ear, event(**told, previous_message=shown(Fields("X"))), form="json"))
    assert (gone.ref, gone.gone, gone.by) == (ABOUT["ts"], True, "")
    persons = {**shown(Fields("X")), "user": "U0BOB"}
    boards = {**shown(Fields("X")), "blocks": board(LANES, DE)}
    for message in (persons, boards):
        assert not delivered(ear, event(**told, previous_message=message), form="json").submissions


def test_the_shortcut_on_a_collapsed_card_brings_it_back(ear: Ear) -> None:
    """A card that has nothing to press comes back by its shortcut, and nothing else of it changes."""
    payload = {**press("edit", Fields("X", archived=True)), "type": "message_action", "callback_id": "edit"}
    submission = only(delivered(ear, {**payload, "action_ts": "1795000100.000000"}))
    assert (submission.changed, submission.fields.archived) == (("archived",), False)


def test_nothing_of_the_desk_shows_a_secret(ear: Ear) -> None:
    """Neither what it is nor what it answers holds a credential."""
    answers = [delivered(ear, press("edit", Fields("X"))).reply.body.decode(), repr(ear)]
    assert not [text for text in answers if SECRET in text or "xoxb" in text]
