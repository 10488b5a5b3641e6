"""Asana's webhooks: the handshake, what is refused, and what comes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.sandbox.listening import Sent, Server, listening

PROJECT, TASK = "1203000000000001", "1205000000000001"


@pytest.fixture
def server() -> Iterator[Server]:
    with listening() as opened:
        yield opened


def made(who: Any, server: Server, **more: Any) -> tuple[Any, str]:
    """The webhook and its secret."""
    answer = who.send("POST", "/webhooks", {"resource": PROJECT, "target": server.url, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["data"], answer.json()["X-Hook-Secret"]


def workspace(who: Any) -> str:
    return str(who.get("/workspaces")[0]["gid"])


def told(server: Server, count: int) -> list[Any]:
    """The events of so many deliveries behind the handshake and the first heartbeat."""
    return [one for sent in server.wait(2 + count)[2:] for one in sent.json["events"]]


def is_signed(sent: Sent, secret: str) -> bool:
    code = hmac.new(secret.encode(), sent.body, hashlib.sha256).hexdigest()
    return sent.headers.get("x-hook-signature") == code


def test_the_handshake_comes_while_the_call_is_open(anna: Any, server: Server) -> None:
    """The secret that the target gives back is that of the answer; a heartbeat with its signature follows."""
    webhook, secret = made(anna, server)
    shake, heartbeat = server.wait(2)
    assert (shake.headers["x-hook-secret"], shake.json) == (secret, {})
    assert is_signed(heartbeat, secret)
    assert heartbeat.json == {"events": []}
    assert (webhook["active"], webhook["resource"]["name"], webhook["target"]) == (True, "Messestand", server.url)
    assert anna.get(f"/webhooks/{webhook['gid']}")["filters"] == []


@pytest.mark.parametrize(
    ("status", "said"),
    [(200, "did not respond with the handshake secret"), (404, "incorrect HTTP status code: 404")],
)
def test_a_target_that_shakes_no_hands_is_refused(anna: Any, server: Server, status: int, said: str) -> None:
    """400 with what was wrong, and there is no webhook."""
    server.status, server.echoes = status, status != 200
    refused = anna.refused("POST", "/webhooks", {"resource": PROJECT, "target": server.url})
    assert (refused[0], said in refused[1]) == (400, True)
    assert anna.get("/webhooks", workspace=workspace(anna)) == []


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"resource": "12"}, 400, "resource: Unknown object: 12"),
        ({"resource": None}, 400, "resource: Not a recognized ID"),
        ({"target": "kein Ort"}, 400, "target: Not a valid URL"),
        ({"target": "http://example.org/hooks"}, 400, "Could not complete activation handshake"),
        ({"filters": [{"action": "erfunden"}]}, 400, "filters: Not a valid action"),
        ({"filters": [{"action": "added", "fields": ["name"]}]}, 400, "filters: Fields may only be given"),
        ({"filters": ["x"]}, 400, "filters: Each must be an object"),
    ],
)
def test_what_makes_no_webhook_is_refused(anna: Any, server: Server, sent: Any, status: int, said: str) -> None:
    """With Asana's status, and nothing is made."""
    refused = anna.refused("POST", "/webhooks", {"resource": PROJECT, "target": server.url, **sent})
    assert (refused[0], said in refused[1]) == (status, True)
    assert anna.get("/webhooks", workspace=workspace(anna)) == []


def test_a_webhook_belongs_to_who_made_it(anna: Any, bob: Any, app: Any, server: Server) -> None:
    """Neither another person nor an app sees or ends it; there is no second one to the same target."""
    webhook, _ = made(anna, server)
    assert anna.refused("POST", "/webhooks", {"resource": PROJECT, "target": server.url})[0] == 403
    for other in (bob, app):
        assert other.get("/webhooks", workspace=workspace(other)) == []
        assert other.refused("DELETE", f"/webhooks/{webhook['gid']}")[0] == 403
    assert anna.refused("GET", "/webhooks")[1] == "workspace: Missing input"
    assert [each["gid"] for each in anna.get("/webhooks", workspace=workspace(anna), resource=PROJECT)] == [
        webhook["gid"]
    ]
    assert anna.get("/webhooks", workspace=workspace(anna), resource=TASK) == []
    anna.delete(f"/webhooks/{webhook['gid']}")
    assert anna.refused("GET", f"/webhooks/{webhook['gid']}")[0] == 404


def test_what_one_call_does_comes_together_and_signed(anna: Any, server: Server) -> None:
    """Ids and no values: who, when, what and in what; a comment names its task."""
    _, secret = made(anna, server)
    server.wait(2)
    anna.post(f"/tasks/{TASK}/stories", {"text": "Am Montag"})
    (one,) = told(server, 1)
    assert is_signed(server.heard[2], secret)
    assert not is_signed(server.heard[2], secret[::-1])
    assert (one["action"], one["resource"]["resource_subtype"]) == ("added", "comment_added")
    assert one["parent"] == {"gid": TASK, "resource_type": "task", "resource_subtype": "default_task"}
    assert one["user"] == {"gid": "1201000000000001", "resource_type": "user"}
    assert "Montag" not in server.heard[2].body.decode()


def test_filters_let_through_what_they_name(anna: Any, server: Server) -> None:
    """Other filters take their place at once."""
    webhook, _ = made(anna, server, filters=[{"resource_type": "task", "action": "changed", "fields": ["due_on"]}])
    server.wait(2)
    anna.put(f"/tasks/{TASK}", {"name": "Unbemerkt"})
    anna.put(f"/tasks/{TASK}", {"due_on": "2026-12-02"})
    assert [one["change"]["field"] for one in told(server, 1)] == ["due_on"]
    anna.put(
        f"/webhooks/{webhook['gid']}", {"filters": [{"resource_type": "story", "resource_subtype": "comment_added"}]}
    )
    anna.put(f"/tasks/{TASK}", {"due_on": "2026-12-03"})
    anna.post(f"/tasks/{TASK}/stories", {"text": "Am Montag"})
    assert [one["resource"]["resource_type"] for one in told(server, 2)[1:]] == ["story"]


def test_a_webhook_on_a_task_tells_of_that_task_alone(anna: Any, server: Server) -> None:
    """What happens elsewhere in the project is not told."""
    made(anna, server, resource=TASK)
    server.wait(2)
    anna.post("/tasks", {"name": "Anderes", "projects": [PROJECT]})
    anna.put(f"/tasks/{TASK}", {"name": "Standplan"})
    assert {(one["parent"] or one["resource"])["gid"] for one in told(server, 1)} == {TASK}


def test_no_batch_makes_a_webhook(anna: Any, server: Server) -> None:
    """Its handshake would keep all other actions waiting."""
    action = {"relative_path": "/webhooks", "method": "post", "data": {"resource": PROJECT, "target": server.url}}
    (answer,) = anna.post("/batch", {"actions": [action]})
    assert answer["status_code"] == 400
    assert not server.heard
