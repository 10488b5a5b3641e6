"""Subscriptions to channel messages, and what is sent to their addresses."""

import queue
from collections.abc import Callable
from typing import Any

import pytest

from connectors.sandbox.serve import Sandbox
from tests.unit.sandbox.listening import noted

RESOURCE = "/teams/22222222-0000-4000-8000-000000000001/channels/19:messe@thread.tacv2/messages"


def _wanted(listener: Any, **changes: Any) -> dict[str, Any]:
    return {
        "changeType": "created,updated,deleted",
        "notificationUrl": listener.url,
        "resource": RESOURCE,
        "expirationDateTime": "2026-11-22T10:00:00Z",
        "clientState": "geheim",
        **changes,
    }


def _say(client: Any, text: str, path: str = RESOURCE) -> str:
    return str(client.post(path, {"body": {"content": text}})["id"])


def test_an_address_proves_itself_while_the_call_waits(app: Any, listener: Any) -> None:
    """It gives the token back as plain text; then the subscription is there, for its application only."""
    made = app.post("/subscriptions", _wanted(listener))
    assert len(listener.validated) == 1
    assert made["expirationDateTime"] == "2026-11-22T10:00:00Z"
    assert made["applicationId"] == "33333333-0000-4000-8000-000000000000"
    assert [each["id"] for each in app.get("/subscriptions")["value"]] == [made["id"]]
    assert app.get(f"/subscriptions/{made['id']}")["clientState"] == "geheim"


@pytest.mark.parametrize(
    "answer",
    [
        lambda token: (202, "text/plain", token),
        lambda token: (200, "application/json", token),
        lambda token: (200, "text/plain", token[1:]),
        lambda _: (404, "text/plain", ""),
    ],
    ids=["status", "kind", "token", "missing"],
)
def test_an_address_that_does_not_prove_itself_is_refused(
    app: Any, listener: Any, answer: Callable[[str], tuple[int, str, str]]
) -> None:
    """Another status, another kind of text, another token: no subscription."""
    listener.answers = answer
    status, code, message = app.refused("POST", "/subscriptions", _wanted(listener))
    assert (status, code, "respond with 200 OK" in message) == (400, "ValidationError", True)
    assert app.get("/subscriptions")["value"] == []


def test_nothing_is_sent_beyond_this_machine(app: Any, listener: Any) -> None:
    """An address elsewhere counts as one that cannot be reached, and so does one where nobody listens."""
    for url in ("https://hooks.example.org/teams", "http://192.0.2.1/teams", "http://127.0.0.1:9/teams"):
        status, code, message = app.refused("POST", "/subscriptions", _wanted(listener, notificationUrl=url))
        assert (status, code, "could not be reached" in message) == (400, "ValidationError", True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expirationDateTime": "2026-11-22T08:59:00Z"}, "in the future"),
        ({"expirationDateTime": "2026-11-25T09:01:30Z"}, "4320 minutes"),
        ({"expirationDateTime": "2026-11-22T10:02:00Z"}, "lifecycleNotificationUrl is a required property"),
        ({"expirationDateTime": None}, "expirationDateTime is a required property"),
        ({"resource": "/planner/plans/x/tasks"}, "not supported"),
        ({"changeType": "moved"}, "Invalid change type"),
        ({"clientState": "x" * 129}, "at most 128"),
        ({"includeResourceData": True}, "encryptionCertificate"),
    ],
)
def test_the_rules_for_subscriptions(app: Any, listener: Any, changes: dict[str, Any], said: str) -> None:
    """What breaks one is refused before any address is tried."""
    status, _, message = app.refused("POST", "/subscriptions", _wanted(listener, **changes))
    assert (status, said in message) == (400, True), message
    assert listener.validated == []


def test_three_days_need_a_second_address_and_a_few_minutes_become_forty_five(app: Any, listener: Any) -> None:
    """Both addresses prove themselves."""
    other = listener.url + "/lifecycle"
    wanted = _wanted(listener, expirationDateTime="2026-11-25T09:00:00Z", lifecycleNotificationUrl=other)
    app.post("/subscriptions", wanted)
    assert len(listener.validated) == 2
    short = app.post("/subscriptions", _wanted(listener, expirationDateTime="2026-11-22T09:05:00Z"))
    assert short["expirationDateTime"].startswith("2026-11-22T09:45:0")


def test_who_may_follow_what(app: Any, anna: Any, dora: Any, listener: Any) -> None:
    """Members their channels, applications everything; nobody sees another application's subscriptions."""
    made = app.post("/subscriptions", _wanted(listener, resource="/teams/getAllMessages"))
    assert anna.refused("POST", "/subscriptions", _wanted(listener, resource="teams/getAllMessages"))[0] == 403
    assert dora.refused("POST", "/subscriptions", _wanted(listener))[0] == 403
    assert anna.refused("GET", f"/subscriptions/{made['id']}")[0] == 404
    assert anna.get("/subscriptions")["value"] == []
    nowhere = RESOURCE.replace("messe", "nothing")
    assert app.refused("POST", "/subscriptions", _wanted(listener, resource=nowhere))[0] == 404


def test_what_happens_in_the_channel_is_told(app: Any, anna: Any, bob: Any, listener: Any) -> None:
    """New, edited and deleted messages and replies, without their texts; with the secret of the subscription."""
    made = app.post("/subscriptions", _wanted(listener))
    root = _say(anna, "Hallo")
    path, body = listener.next()
    [notice] = body["value"]
    assert path == "/hooks/teams"
    assert (notice["subscriptionId"], notice["clientState"], notice["changeType"]) == (made["id"], "geheim", "created")
    assert notice["tenantId"] == "11111111-0000-4000-8000-000000000000"
    assert notice["resourceData"]["id"] == root
    reply = _say(bob, "Antwort", f"{RESOURCE}/{root}/replies")
    told = listener.next()[1]["value"][0]
    assert told["resource"].endswith(f"/messages('{root}')/replies('{reply}')")
    anna.send("PATCH", f"{RESOURCE}/{root}", {"body": {"content": "Neu"}})
    assert listener.next()[1]["value"][0]["changeType"] == "updated"
    bob.send("POST", f"{RESOURCE}/{root}/replies/{reply}/softDelete")
    assert listener.next()[1]["value"][0]["changeType"] == "deleted"


def test_only_what_was_asked_for_is_told(app: Any, anna: Any, listener: Any) -> None:
    """Other kinds of change and other channels stay quiet."""
    app.post("/subscriptions", _wanted(listener, changeType="deleted"))
    channels = anna.get("/teams/22222222-0000-4000-8000-000000000001/channels")["value"]
    other = RESOURCE.replace("19:messe@thread.tacv2", channels[1]["id"])
    elsewhere, said = _say(anna, "x", other), _say(anna, "x")
    anna.send("POST", f"{other}/{elsewhere}/softDelete")
    anna.send("POST", f"{RESOURCE}/{said}/softDelete")
    notice = listener.next()[1]["value"][0]
    assert (notice["changeType"], notice["resourceData"]["id"]) == ("deleted", said)
    assert listener.notices.empty()


def test_a_subscription_is_renewed_ended_and_ends_by_itself(app: Any, anna: Any, listener: Any, control: Any) -> None:
    """Renewing keeps the rules; who is deleted or has expired hears nothing."""
    made = app.post("/subscriptions", _wanted(listener))
    path = f"/subscriptions/{made['id']}"
    assert app.refused("PATCH", path, {"expirationDateTime": "2026-11-23T09:00:00Z"})[0] == 400
    control("POST", "/clock", {"advance": 1800})
    renewed = app.send("PATCH", path, {"expirationDateTime": "2026-11-22T10:30:00Z"})
    assert (renewed.status_code, renewed.json()["expirationDateTime"]) == (200, "2026-11-22T10:30:00Z")
    assert app.send("POST", f"{path}/reauthorize").status_code == 204
    control("POST", "/clock", {"advance": 3601})
    _say(anna, "Zu spät")
    assert "2026-11-22T10:30:00Z" not in str(control("GET", "/state/graph")["subscriptions"])
    again = anna.post("/subscriptions", _wanted(listener, expirationDateTime="2026-11-22T11:20:00Z"))
    assert anna.send("DELETE", f"/subscriptions/{again['id']}").status_code == 204
    assert anna.refused("GET", f"/subscriptions/{again['id']}")[0] == 404
    with pytest.raises(queue.Empty):
        listener.notices.get(timeout=0.2)


def test_a_quarter_of_an_hour_before_the_end_there_is_a_reminder(app: Any, listener: Any, control: Any) -> None:
    """To the address for it, once; after a renewal the next one comes before the new end."""
    wanted = _wanted(listener, lifecycleNotificationUrl=f"{listener.url}/lifecycle")
    made = app.post("/subscriptions", wanted)
    control("POST", "/clock", {"advance": 45 * 60})
    path, body = listener.next()
    [notice] = body["value"]
    assert (path, notice["lifecycleEvent"]) == ("/hooks/teams/lifecycle", "reauthorizationRequired")
    assert (notice["subscriptionId"], notice["clientState"]) == (made["id"], "geheim")
    app.send("PATCH", f"/subscriptions/{made['id']}", {"expirationDateTime": "2026-11-22T12:00:00Z"})
    control("POST", "/clock", {"advance": 2 * 3600})
    assert listener.next()[1]["value"][0]["subscriptionExpirationDateTime"] == "2026-11-22T12:00:00Z"


def test_notifications_can_be_lost_doubled_and_tried_again(
    app: Any, anna: Any, listener: Any, control: Any, sandbox: Sandbox
) -> None:
    """By faults on purpose; an address that fails hears it again later."""
    app.post("/subscriptions", _wanted(listener))
    planted = [
        {"vendor": "graph", "kind": "lost-webhook", "times": 1},
        {"vendor": "graph", "kind": "duplicate-webhook", "times": 1, "match": {"path_regex": "notifications"}},
    ]
    control("PUT", "/faults", planted)
    _say(anna, "verloren")
    twice = _say(anna, "doppelt")
    assert [listener.next()[1]["value"][0]["resourceData"]["id"] for _ in range(2)] == [twice, twice]
    listener.statuses = [503]
    again = _say(anna, "noch einmal")
    assert listener.next()[1]["value"][0]["resourceData"]["id"] == again
    assert [each["status"] for each in noted(sandbox.control_url, 4)][-1] == 503
    control("POST", "/clock", {"advance": 11})
    assert listener.next()[1]["value"][0]["resourceData"]["id"] == again


def test_notifications_can_be_forged_and_overtaken(app: Any, anna: Any, listener: Any, control: Any) -> None:
    """Forged they say the same without our secret; overtaken they come behind the next one."""
    app.post("/subscriptions", _wanted(listener))
    control("PUT", "/faults", {"vendor": "graph", "kind": "forged-webhook", "times": 1})
    said = _say(anna, "gefälscht")
    forged = listener.next()[1]["value"][0]
    assert (forged["resourceData"]["id"], forged["clientState"] == "geheim") == (said, False)
    control("PUT", "/faults", {"vendor": "graph", "kind": "reordered-webhook", "times": 1, "seconds": 30})
    first, second = _say(anna, "erste"), _say(anna, "zweite")
    assert [listener.next()[1]["value"][0]["resourceData"]["id"] for _ in range(2)] == [second, first]


def test_other_calls_are_answered_while_an_address_is_tried(app: Any, anna: Any, listener: Any) -> None:
    """The address itself may call Graph before it answers."""
    seen: list[Any] = []

    def busy(token: str) -> tuple[int, str, str]:
        seen.append(anna.get("/me")["displayName"])
        return 200, "text/plain", token

    listener.answers = busy
    app.post("/subscriptions", _wanted(listener))
    assert seen == ["Anna Weber"]


def test_the_record_shows_the_status_of_calls_that_waited(app: Any, listener: Any, control: Any) -> None:
    """Granted and refused ones."""
    app.post("/subscriptions", _wanted(listener))
    app.refused("POST", "/subscriptions", _wanted(listener, notificationUrl="http://192.0.2.1/"))
    calls = control("GET", "/requests?vendor=graph")["calls"]
    assert [call["status"] for call in calls if call["path"] == "/v1.0/subscriptions"] == [201, 400]
