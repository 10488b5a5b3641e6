"""What the app is told, signed, and how often Slack tries."""

import json
import threading
import time
from typing import Any

import pytest
from slack_sdk.signature import Clock, SignatureVerifier

from tests.unit.sandbox.listening import noted

GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"


class At(Clock):
    def __init__(self, moment: float) -> None:
        self.moment = moment

    def now(self) -> float:
        return self.moment


def kinds(events: list[Any]) -> list[str]:
    return sorted(event.get("subtype") or event["type"] for event in events)


def settled(listener: Any, count: int) -> list[Any]:
    """What was heard, when nothing more comes."""
    listener.wait(count)
    time.sleep(0.2)
    assert len(listener.heard) == count
    return [heard.event for heard in listener.heard]


def test_an_event_is_signed_with_the_apps_secret(listener: Any, anna: Any) -> None:
    """Slack's own verifier accepts it at the sandbox's time, with this secret and this body only."""
    ts = anna.post("Hallo")
    (heard,) = listener.wait(1)
    moment = float(ts)
    right = SignatureVerifier("geheim", At(moment))
    assert right.is_valid_request(heard.body, heard.headers)
    assert not right.is_valid_request(heard.body + b" ", heard.headers)
    assert not SignatureVerifier("anderes", At(moment)).is_valid_request(heard.body, heard.headers)
    assert not SignatureVerifier("geheim", At(moment + 600)).is_valid_request(heard.body, heard.headers)


def test_each_thing_that_happens_to_a_message_is_told(listener: Any, anna: Any, bob: Any) -> None:
    """New, changed, deleted, reacted to: each is one event, with what was there before."""
    ts = anna.post("Hallo")
    anna.ok("chat.update", channel=GENERAL, ts=ts, text="Hallo!")
    bob.ok("reactions.add", channel=GENERAL, timestamp=ts, name="eyes")
    anna.ok("chat.delete", channel=GENERAL, ts=ts)
    events = {event.get("subtype") or event["type"]: event for event in settled(listener, 4)}
    assert sorted(events) == ["message", "message_changed", "message_deleted", "reaction_added"]
    changed = events["message_changed"]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("Hallo", "Hallo!")
    assert (events["message_deleted"]["deleted_ts"], events["reaction_added"]["item_user"]) == (ts, "U0ANNA00001")


def test_metadata_is_told_when_it_is_posted(listener: Any, app: Any) -> None:
    """A posted marker is an event of its own."""
    app.post("Karte", CARDS, metadata={"event_type": "task", "event_payload": {"task": "t1"}})
    events = settled(listener, 2)
    assert kinds(events) == ["message", "message_metadata_posted"]
    assert next(event for event in events if "metadata" in event)["metadata"]["event_payload"] == {"task": "t1"}


def test_the_app_hears_only_of_channels_it_is_in(listener: Any, client: Any) -> None:
    """What is said elsewhere stays there."""
    carla = client("slack-carla")
    carla.post("geheim", "C0BUERO0001")
    carla.post("offen")
    assert [event["text"] for event in settled(listener, 1)] == ["offen"]


def test_joining_is_told_with_slacks_own_message(listener: Any, client: Any) -> None:
    """Who joins is an event, and a line in the channel."""
    client("slack-carla").ok("conversations.join", channel=CARDS)
    events = settled(listener, 2)
    assert kinds(events) == ["channel_join", "member_joined_channel"]
    assert {event["user"] for event in events} == {"U0CARLA0001"}


def test_a_refused_event_comes_again_at_once_after_a_minute_and_after_five(
    listener: Any, anna: Any, control: Any
) -> None:
    """Three retries on the sandbox's clock, numbered, with the reason, the same event each time; then no more."""
    listener.answer = lambda _: (500, "")
    anna.post("Hallo")
    noted(control.url, 2)
    time.sleep(0.1)
    assert len(listener.heard) == 2
    control.advance(60)
    noted(control.url, 3)
    control.advance(299)
    time.sleep(0.1)
    assert len(listener.heard) == 3
    control.advance(2)
    noted(control.url, 4)
    heard = listener.wait(4)
    control.advance(10_000)
    time.sleep(0.1)
    assert len(listener.heard) == 4
    assert [each.headers.get("x-slack-retry-num") for each in heard] == [None, "1", "2", "3"]
    assert heard[1].headers["x-slack-retry-reason"] == "http_error"
    assert len({json.loads(each.body)["event_id"] for each in heard}) == 1
    assert len({each.headers["x-slack-request-timestamp"] for each in heard}) == 3


def test_the_app_may_ask_for_no_retry(listener: Any, anna: Any, control: Any) -> None:
    """`X-Slack-No-Retry: 1` ends it."""
    listener.headers = {"X-Slack-No-Retry": "1"}
    listener.answer = lambda _: (500, "")
    anna.post("Hallo")
    noted(control.url, 1)
    control.advance(1000)
    time.sleep(0.1)
    assert len(listener.heard) == 1


def test_who_answers_late_gets_the_event_again(listener: Any, anna: Any) -> None:
    """After three seconds Slack has waited long enough, and says so; the API answers meanwhile."""
    thought = threading.Event()

    def slow(heard: Any) -> tuple[int, str]:
        if "x-slack-retry-num" not in heard.headers:
            time.sleep(3.5)
            thought.set()
        return 200, ""

    listener.answer = slow
    anna.post("Hallo")
    assert not thought.is_set()
    second = listener.wait(2, 6)[1]
    assert second.headers["x-slack-retry-reason"] == "http_timeout"


@pytest.mark.parametrize(("kind", "count"), [("lost-webhook", 0), ("duplicate-webhook", 2)])
def test_deliveries_get_lost_and_doubled(listener: Any, anna: Any, control: Any, kind: str, count: int) -> None:
    """A fault strikes what it names, and nothing else; a doubled event keeps its id."""
    control.plant({"kind": kind, "match": {"path_regex": "^/events/message$"}, "times": 1})
    anna.post("Hallo")
    ts = anna.post("Zweite")
    texts = [event["text"] for event in settled(listener, count + 1)]
    assert sorted(texts) == ["Hallo"] * count + ["Zweite"]
    if count:
        ids = [json.loads(heard.body)["event_id"] for heard in listener.heard if heard.event["ts"] != ts]
        assert len(set(ids)) == 1
    (fault,) = control.ok("GET", "/faults")
    assert fault["fired"] == 1


def test_a_late_delivery_comes_when_its_time_has_passed(listener: Any, anna: Any, control: Any) -> None:
    """An event that is late is overtaken by the next one."""
    control.plant({"kind": "late-webhook", "seconds": 30, "times": 1})
    anna.post("erste")
    anna.post("zweite")
    listener.wait(1)
    control.advance(31)
    assert [event["text"] for event in listener.events(2)] == ["zweite", "erste"]


def test_a_delivery_that_is_overtaken_comes_after_the_next_one(listener: Any, anna: Any, control: Any) -> None:
    """However long the next one takes to come; after a while it comes without one."""
    control.plant({"kind": "reordered-webhook", "seconds": 30, "times": 2})
    anna.post("erste")
    anna.post("zweite")
    anna.post("dritte")
    assert [event["text"] for event in listener.events(3)] == ["dritte", "zweite", "erste"]
    control.plant({"kind": "reordered-webhook", "seconds": 30, "times": 1})
    anna.post("letzte")
    control.advance(31)
    assert listener.events(4)[-1]["text"] == "letzte"


def test_a_forged_delivery_bears_another_signature(listener: Any, anna: Any, control: Any) -> None:
    """It says the same as the one it comes for, at the same address, once; the secret alone is not known."""
    control.plant({"kind": "forged-webhook", "times": 1})
    moment = float(anna.post("Hallo"))
    (heard,) = listener.wait(1)
    assert heard.event["text"] == "Hallo"
    assert not SignatureVerifier("geheim", At(moment)).is_valid_request(heard.body, heard.headers)


def test_an_event_whose_acknowledgement_is_lost_comes_again(listener: Any, anna: Any, control: Any) -> None:
    """The app has answered, Slack has not heard it: the same event is sent once more, and says that it is."""
    control.plant({"kind": "unanswered-webhook", "match": {"path_regex": "^/events/message$"}, "times": 1})
    anna.post("Hallo")
    first, second = listener.wait(2)
    assert json.loads(first.body)["event_id"] == json.loads(second.body)["event_id"]
    assert second.headers["x-slack-retry-num"] == "1"


def test_faults_of_calls_do_not_touch_deliveries(listener: Any, anna: Any, control: Any) -> None:
    """A 500 for calls leaves events alone, a lost webhook leaves calls alone."""
    control.plant({"kind": "500", "match": {"path_regex": "reactions"}}, {"kind": "lost-webhook", "times": 5})
    anna.post("Hallo")
    assert anna.send("reactions.add").status_code == 500
    control.plant()
    anna.post("Zweite")
    assert [event["text"] for event in settled(listener, 1)] == ["Zweite"]


def test_every_attempt_is_on_record(listener: Any, anna: Any, control: Any) -> None:
    """A script can see what was sent and what came of it."""
    listener.answer = lambda _: (500, "")
    anna.post("Hallo")
    assert [(each["name"], each["attempt"], each["status"]) for each in noted(control.url, 2)] == [
        ("/events/message", 0, 500),
        ("/events/message", 1, 500),
    ]


def test_nothing_goes_to_another_machine(control: Any, started: Any) -> None:
    """An address elsewhere is refused, at registration and in the seed."""
    assert "no http address on this machine" in control.cannot("register", url="http://192.0.2.1/slack")
    assert "no http address on this machine" in control.cannot("register", url="https://127.0.0.1/slack")
    with pytest.raises(ValueError, match="no http address on this machine"):
        started(service={"request_url": "http://example.org/"})


def test_a_reset_forgets_what_was_to_be_sent_again(listener: Any, anna: Any, control: Any) -> None:
    """After a reset nothing of the old run arrives."""
    listener.answer = lambda _: (500, "")
    anna.post("Hallo")
    noted(control.url, 2)
    control.ok("POST", "/reset")
    control.advance(1000)
    time.sleep(0.1)
    assert len(listener.heard) == 2
    assert control.ok("GET", "/deliveries") == []
