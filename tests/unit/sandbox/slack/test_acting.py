"""What people do in Slack itself: press, submit, command, ask, delete."""

import json
import threading
import time
from typing import Any

import pytest
import requests

GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"
LABEL = {"type": "plain_text", "text": "Ändern"}


def button(action_id: str, **further: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": LABEL, **further}


def card(*elements: Any) -> list[dict[str, Any]]:
    title = {"type": "section", "block_id": "title", "text": {"type": "mrkdwn", "text": "*Plan*"}}
    return [title, {"type": "actions", "block_id": "actions", "elements": list(elements)}]


def modal(**further: Any) -> dict[str, Any]:
    typed = {"type": "plain_text_input", "action_id": "value", "initial_value": "Plan"}
    people = {"type": "multi_users_select", "action_id": "value"}
    options = [{"text": {"type": "plain_text", "text": text}, "value": text.lower()} for text in ("Offen", "Fertig")]
    blocks = [
        {"type": "input", "block_id": "title", "label": LABEL, "element": typed},
        {"type": "input", "block_id": "due", "label": LABEL, "optional": True,
         "element": {"type": "datepicker", "action_id": "value", "initial_date": "2026-12-01"}},
        {"type": "input", "block_id": "helpers", "label": LABEL, "optional": True, "element": people},
        {"type": "input", "block_id": "status", "label": LABEL, "optional": True,
         "element": {"type": "static_select", "action_id": "value", "options": options}},
    ]  # fmt: skip
    return {"type": "modal", "callback_id": "edit", "title": LABEL, "submit": LABEL, "blocks": blocks, **further}


@pytest.fixture
def posted(app: Any, listener: Any) -> str:
    """A card with the buttons of a card, of which the app has heard already."""
    elements = (button("edit", value="t1"), button("claim"), {"type": "datepicker", "action_id": "due"})
    ts: str = app.ok("chat.postMessage", channel=CARDS, text="Plan", blocks=card(*elements))["ts"]
    listener.wait(1)
    listener.heard.clear()
    return ts


@pytest.fixture
def opened(app: Any, control: Any, listener: Any, posted: str) -> dict[str, Any]:
    """A modal that Anna has open."""
    listener.heard.clear()
    control.act("press", channel=CARDS, ts=posted, action_id="edit")
    trigger = listener.wait(1)[0].payload["trigger_id"]
    view: dict[str, Any] = app.ok("views.open", trigger_id=trigger, view=modal())["view"]
    listener.heard.clear()
    return view


def test_pressing_a_button_sends_what_slack_sends(control: Any, listener: Any, posted: str) -> None:
    """The payload says who, where, what, with the message and a way back; the app's answer is handed on."""
    listener.answer = lambda _: (200, {"ok": "yes"})
    assert control.act("press", channel=CARDS, ts=posted, action_id="edit") == {"status": 200, "body": {"ok": "yes"}}
    payload = listener.wait(1)[-1].payload
    assert payload["type"] == "block_actions"
    assert payload["user"] == {"id": "U0ANNA00001", "username": "anna", "name": "anna", "team_id": "T0NETZWERK"}
    (action,) = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("edit", "actions", "t1")
    assert (payload["container"]["message_ts"], payload["channel"]["id"]) == (posted, CARDS)
    assert payload["message"]["blocks"][0]["block_id"] == "title"
    assert {"trigger_id", "response_url", "api_app_id", "state"} <= set(payload)


def test_ticking_boxes_sends_what_is_ticked_in_that_block(app: Any, control: Any, listener: Any) -> None:
    """Of several blocks with one action the one that has a value is meant; all its ticks come, and no other's."""
    options = [[{"text": LABEL, "value": f"{block}{number}"} for number in range(3)] for block in "ab"]
    blocks = [
        {"type": "section", "block_id": name, "text": LABEL,
         "accessory": {"type": "checkboxes", "action_id": "check", "options": each, "initial_options": each[:1]}}
        for name, each in zip(("checklist", "checklist 2"), options, strict=True)
    ]  # fmt: skip
    ts = app.ok("chat.postMessage", channel=CARDS, text="Plan", blocks=card(button("edit")) + blocks)["ts"]
    listener.wait(1)
    listener.heard.clear()
    control.act("press", channel=CARDS, ts=ts, action_id="check", values={"checklist 2": ["b0", "b2"]})
    (action,) = listener.wait(1)[-1].payload["actions"]
    assert (action["type"], action["action_id"], action["block_id"]) == ("checkboxes", "check", "checklist 2")
    assert [each["value"] for each in action["selected_options"]] == ["b0", "b2"]


def test_choosing_a_date_in_a_card_sends_it(control: Any, listener: Any, posted: str) -> None:
    """What is chosen is the action's value."""
    control.act("press", channel=CARDS, ts=posted, action_id="due", values={"due": "2026-12-24"})
    (action,) = listener.wait(1)[-1].payload["actions"]
    assert (action["type"], action["selected_date"]) == ("datepicker", "2026-12-24")


def test_an_interaction_is_sent_once_whatever_comes_back(control: Any, listener: Any, posted: str) -> None:
    """Slack does not repeat interactions: what the app loses is lost, and the person sees it."""
    listener.answer = lambda _: (500, "Fehler")
    assert control.act("press", channel=CARDS, ts=posted, action_id="claim") == {"status": 500, "body": "Fehler"}
    control.advance(1000)
    time.sleep(0.1)
    assert len(listener.heard) == 1


def test_a_trigger_opens_one_view_within_three_seconds(app: Any, control: Any, listener: Any, posted: str) -> None:
    """Later it has expired, a second time it is used up, another is none."""

    def trigger() -> str:
        listener.heard.clear()
        control.act("press", channel=CARDS, ts=posted, action_id="edit")
        found: str = listener.wait(1)[0].payload["trigger_id"]
        return found

    late = trigger()
    control.advance(4)
    assert app.refused("views.open", trigger_id=late, view=modal()) == "expired_trigger_id"
    fresh = trigger()
    app.ok("views.open", trigger_id=fresh, view=modal())
    assert app.refused("views.open", trigger_id=fresh, view=modal()) == "exchanged_trigger_id"
    assert app.refused("views.open", trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


def test_a_submitted_modal_carries_what_stands_in_it(control: Any, listener: Any, opened: Any) -> None:
    """Changed fields as typed and chosen, untouched ones as they were shown, by block and action id."""
    values = {"title": "Neu", "helpers": ["bob"], "status": "Fertig"}
    assert control.act("submit", values=values)["status"] == 200
    payload = listener.wait(1)[0].payload
    assert (payload["type"], payload["view"]["id"]) == ("view_submission", opened["id"])
    state = {block: found["value"] for block, found in payload["view"]["state"]["values"].items()}
    assert state["title"] == {"type": "plain_text_input", "value": "Neu"}
    assert state["due"] == {"type": "datepicker", "selected_date": "2026-12-01"}
    assert state["helpers"]["selected_users"] == ["U0BOB000001"]
    assert state["status"]["selected_option"]["value"] == "fertig"
    assert "no modal open" in control.cannot("submit")


@pytest.mark.usefixtures("opened")
def test_errors_in_a_modal_are_handed_back_and_it_stays_open(control: Any, listener: Any) -> None:
    """The person corrects and submits again."""
    errors = {"response_action": "errors", "errors": {"title": "Zu lang"}}
    listener.answer = lambda heard: (200, errors if "Zu lang" in json.dumps(heard.payload, ensure_ascii=False) else "")
    assert control.act("submit", values={"title": "Zu lang"}) == {"status": 200, "body": errors}
    assert control.act("submit", values={"title": "Kurz"}) == {"status": 200, "body": None}
    assert "no modal open" in control.cannot("submit")


def test_an_answer_may_change_the_modal_or_put_one_on_top(control: Any, listener: Any, opened: Any) -> None:
    """`update` shows something else under the same id, `push` a second one that is closed first."""
    other = modal(callback_id="other")
    listener.answer = lambda _: (200, {"response_action": "update", "view": other})
    control.act("submit")
    (view,) = control.ok("GET", "/state/slack")["views"]
    assert (view["id"], view["callback_id"]) == (opened["id"], "other")
    listener.answer = lambda _: (200, {"response_action": "push", "view": modal(callback_id="third")})
    control.act("submit")
    assert [each["callback_id"] for each in control.ok("GET", "/state/slack")["views"]] == ["other", "third"]
    listener.answer = lambda _: (200, {"response_action": "clear"})
    control.act("submit")
    assert control.ok("GET", "/state/slack")["views"] == []


@pytest.mark.usefixtures("opened")
def test_slack_itself_keeps_an_empty_or_wrong_modal_back(control: Any, listener: Any) -> None:
    """What is required, unknown or no option never reaches the app."""
    assert "title must be filled in" in control.cannot("submit", values={"title": ""})
    assert "has no block 'lane'" in control.cannot("submit", values={"lane": "x"})
    assert "has no option 'Nie'" in control.cannot("submit", values={"status": "Nie"})
    assert "nobody with an account" in control.cannot("submit", values={"helpers": ["zoe"]})
    assert listener.heard == []


def test_a_modal_is_changed_while_it_is_open(app: Any, opened: Any) -> None:
    """An update with an old hash is refused, so that two updates do not overwrite one another."""
    first = app.ok("views.update", view_id=opened["id"], hash=opened["hash"], view=modal(callback_id="a"))["view"]
    assert (first["id"], first["callback_id"]) == (opened["id"], "a")
    assert app.refused("views.update", view_id=opened["id"], hash=opened["hash"], view=modal()) == "hash_conflict"
    assert app.refused("views.update", view_id="V0", view=modal()) == "not_found"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "must be less than 25 characters"),
        ({"submit": None}, "missing required field: submit"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
        ({"type": "home"}, "invalid type: home"),
        ({"blocks": [{"type": "divider"}] * 101}, "no more than 100 items"),
    ],
)
def test_a_wrong_view_is_refused(app: Any, control: Any, listener: Any, posted: str, change: Any, words: str) -> None:
    """The answer says what is wrong, and the trigger is still good."""
    control.act("press", channel=CARDS, ts=posted, action_id="edit")
    trigger = listener.wait(1)[-1].payload["trigger_id"]
    answer = app.send("views.open", trigger_id=trigger, view=modal(**change)).json()
    assert (answer["error"], words in answer["response_metadata"]["messages"][0]) == ("invalid_arguments", True)
    app.ok("views.open", trigger_id=trigger, view=modal())


def test_a_command_comes_as_a_form(control: Any, listener: Any) -> None:
    """`/task` with its text, who, where, a trigger and a way back."""
    listener.answer = lambda _: (200, "Angelegt")
    answer = control.act("slash", "bob", channel="messestand-karten", values={"text": "Plakate drucken"})
    assert answer == {"status": 200, "body": "Angelegt"}
    form = listener.wait(1)[0].form
    assert (form["command"], form["text"], form["user_id"]) == ("/task", "Plakate drucken", "U0BOB000001")
    assert (form["channel_id"], form["channel_name"]) == (CARDS, "messestand-karten")
    assert {"trigger_id", "response_url", "token", "api_app_id"} <= set(form)


def test_shortcuts_are_asked_anywhere_or_of_a_message(control: Any, listener: Any, posted: str) -> None:
    """Of a message, it comes with it."""
    control.act("shortcut", action_id="create")
    control.act("shortcut", channel=CARDS, ts=posted, action_id="create")
    first, second = (heard.payload for heard in listener.wait(2))
    assert (first["type"], first["callback_id"], "message" in first) == ("shortcut", "create", False)
    assert (second["type"], second["message_ts"]) == ("message_action", posted)


def test_an_admin_deletes_a_card_and_the_app_is_told(control: Any, listener: Any, posted: str) -> None:
    """Deletion of the app's own message comes as an event."""
    assert control.act("delete", channel=CARDS, ts=posted)["status"] == 200
    event = listener.wait(1)[0].event
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", posted)


def test_opening_the_home_tab_is_told(app: Any, control: Any, listener: Any) -> None:
    """The app hears of it, and publishes what the person then sees and presses."""
    assert control.act("home")["status"] == 200
    assert listener.events(1)[0]["type"] == "app_home_opened"
    home = {"type": "home", "blocks": card(button("create"))}
    app.ok("views.publish", user_id="U0ANNA00001", view=home)
    control.act("press", action_id="create")
    payload = listener.wait(2)[1].payload
    assert (payload["container"]["type"], payload["view"]["type"]) == ("view", "home")


def test_a_response_url_answers_five_times_within_half_an_hour(
    app: Any, control: Any, listener: Any, posted: str
) -> None:
    """It posts, shows to one person, replaces and deletes, without a token."""
    control.act("press", channel=CARDS, ts=posted, action_id="edit")
    url = listener.wait(1)[0].payload["response_url"]

    def answer(**said: Any) -> int:
        return requests.post(url, json=said, timeout=10).status_code

    assert answer(text="nur du") == 200
    assert answer(text="alle", response_type="in_channel") == 200
    assert answer(text="ersetzt", replace_original=True) == 200
    assert {message["text"] for message in app.history(CARDS)} == {"alle", "ersetzt"}
    assert [each["text"] for each in control.ok("GET", "/state/slack")["ephemeral"]] == ["nur du"]
    assert answer(delete_original=True) == 200
    assert [message["text"] for message in app.history(CARDS)] == ["alle"]
    assert [answer(text="x"), answer(text="y")] == [200, 404]


def test_a_response_url_ends_after_half_an_hour(control: Any, listener: Any, posted: str) -> None:
    """Later it is refused."""
    control.act("press", channel=CARDS, ts=posted, action_id="edit")
    url = listener.wait(1)[0].payload["response_url"]
    control.advance(1801)
    assert requests.post(url, json={"text": "x"}, timeout=10).status_code == 404


@pytest.mark.parametrize(
    ("kind", "heard", "status"),
    [("lost-webhook", 0, None), ("duplicate-webhook", 2, 200), ("unanswered-webhook", 1, None)],
)
def test_presses_get_lost_and_doubled(
    control: Any, listener: Any, posted: str, kind: str, heard: int, status: int | None
) -> None:
    """A lost press has no answer, nor has one whose answer was lost; a doubled one reaches the app twice, the same."""
    control.plant({"kind": kind, "match": {"path_regex": "^/interactions/block_actions$"}, "times": 1})
    assert control.act("press", channel=CARDS, ts=posted, action_id="claim")["status"] == status
    time.sleep(0.1)
    assert len(listener.heard) == heard
    assert len({each.payload["trigger_id"] for each in listener.heard}) == min(heard, 1)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"do": "dance"}, "do must be one of press, submit"),
        ({"do": "press", "channel": CARDS, "ts": "1.1", "action_id": "edit"}, "there is no message 1.1"),
        ({"do": "press", "channel": "nirgends", "ts": "1.1", "action_id": "edit"}, "there is no channel"),
        ({"do": "press", "action_id": "edit"}, "nothing open with 'edit'"),
        ({"do": "press"}, "action_id must be a text"),
        ({"do": "slash", "channel": CARDS, "person": "zoe"}, "nobody with an account in Slack"),
        ({"do": "slash", "channel": CARDS, "button": "x"}, "Unknown key 'button'"),
        ({"do": "slash", "channel": CARDS}, "no address and no WebSocket"),
    ],
)
def test_an_act_that_is_not_possible_is_answered_in_a_sentence(control: Any, wanted: Any, words: str) -> None:
    """A script that is wrong reads why."""
    wanted = {"person": "anna", **wanted}
    assert words in control.cannot(wanted.pop("do"), **wanted)


def test_a_button_that_is_not_there_cannot_be_pressed(control: Any, posted: str) -> None:
    """A card without the action refuses, and says what it has."""
    assert "it has edit, claim, due" in control.cannot("press", channel=CARDS, ts=posted, action_id="done")


def test_others_wait_for_nobody_while_the_app_thinks(control: Any, listener: Any, app: Any, posted: str) -> None:
    """An app that is slow to answer holds up neither the API nor the control."""
    others_served = threading.Event()

    def slow(_: Any) -> tuple[int, str]:
        return 200, "spät" if others_served.wait(2) else "nobody else was served"

    listener.answer = slow
    answers: list[Any] = []
    pressing = threading.Thread(
        target=lambda: answers.append(control.act("press", channel=CARDS, ts=posted, action_id="claim"))
    )
    pressing.start()
    listener.wait(1)
    app.history(CARDS)
    control.ok("GET", "/clock")
    others_served.set()
    pressing.join()
    assert answers == [{"status": 200, "body": "spät"}]
