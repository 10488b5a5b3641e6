"""Trello's webhooks: what is made, what is refused, and what comes."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.sandbox.conftest import Client
from tests.unit.sandbox.listening import Server, listening, until
from tests.unit.sandbox.trello.conftest import BOARD


@pytest.fixture
def server() -> Iterator[Server]:
    with listening() as opened:
        yield opened


def made(who: Client, server: Server, **more: Any) -> Any:
    return who.done("POST", "/webhooks/", **{"idModel": BOARD, "callbackURL": server.url, **more})


def test_an_address_is_tried_by_head_before_a_webhook_is_made(anna: Client, server: Server) -> None:
    """It has to be answered with 200; the new webhook is active and has failed never."""
    webhook = made(anna, server, description="Unserer")
    assert [each.method for each in server.heard] == ["HEAD"]
    assert webhook == {
        "id": webhook["id"], "description": "Unserer", "idModel": BOARD, "callbackURL": server.url, "active": True,
        "consecutiveFailures": 0, "firstConsecutiveFailDate": None,
    }  # fmt: skip
    assert anna.get(f"/webhooks/{webhook['id']}") == webhook
    assert anna.get(f"/webhooks/{webhook['id']}/active") == {"_value": True}


@pytest.mark.parametrize("status", [204, 302, 404, 500])
def test_an_address_that_answers_otherwise_is_refused(anna: Client, server: Server, status: int) -> None:
    """Trello says with what."""
    server.status = status
    answer = anna.call("POST", "/webhooks", idModel=BOARD, callbackURL=server.url)
    assert (answer.status_code, f"got {status}" in answer.text) == (400, True)
    assert anna.get(f"/tokens/{anna.always['token']}/webhooks") == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"callbackURL": "kein Ort"}, "invalid value for callbackURL"),
        ({"callbackURL": "http://example.org/hooks"}, "could not be reached"),
        ({"idModel": "kurz"}, "invalid value for idModel"),
        ({"idModel": "0" * 24}, "invalid value for idModel"),
        ({"active": "vielleicht"}, "invalid value for active"),
    ],
)
def test_what_makes_no_webhook_is_refused(anna: Client, server: Server, sent: dict[str, Any], said: str) -> None:
    """In Trello's words, and nothing is made."""
    answer = anna.call("POST", "/webhooks", **{"idModel": BOARD, "callbackURL": server.url, **sent})
    assert (answer.status_code, said in answer.text) == (400, True)
    assert anna.get(f"/tokens/{anna.always['token']}/webhooks") == []


def test_there_is_one_webhook_for_model_address_and_token(anna: Client, bob: Client, server: Server) -> None:
    """A second one of the same token is refused; another person makes an own one, which is nobody else's."""
    mine, his = made(anna, server), made(bob, server)
    answer = anna.call("POST", "/webhooks", idModel=BOARD, callbackURL=server.url)
    assert (answer.status_code, "already exists" in answer.text) == (400, True)
    assert anna.get(f"/tokens/{anna.always['token']}/webhooks") == [mine]
    strange = anna.call("DELETE", f"/webhooks/{his['id']}")
    assert (strange.status_code, strange.text) == (401, "webhook does not belong to token")
    assert anna.call("GET", f"/tokens/{bob.always['token']}/webhooks").status_code == 404
    anna.done("DELETE", f"/tokens/{anna.always['token']}/webhooks/{mine['id']}")
    assert anna.call("GET", f"/webhooks/{mine['id']}").status_code == 404


def test_an_action_is_signed_over_body_and_address(anna: Client, server: Server, card: str) -> None:
    """With the secret of the key the webhook was made with; what was changed by one byte does not fit."""
    webhook = made(anna, server)
    anna.done("PUT", card, name="Standplan")
    _, sent = server.wait(2)
    assert sent.headers["x-trello-webhook"] == signature("secret-of-any-key", sent.body, server.url)
    assert sent.headers["x-trello-webhook"] != signature("secret-of-any-key", sent.body + b" ", server.url)
    action = sent.json["action"]
    assert (action["type"], action["data"]["old"]) == ("updateCard", {"name": "Standplan abstimmen"})
    assert action["memberCreator"]["fullName"] == "Anna Weber"
    assert (sent.json["model"]["id"], sent.json["webhook"]) == (BOARD, webhook)


def test_what_no_list_of_actions_has_is_told(anna: Client, server: Server, card: str) -> None:
    """Edited comments and labels are in no list; webhooks tell them."""
    made(anna, server)
    said = anna.done("POST", f"{card}/actions/comments", text="Am Montga")
    anna.done("PUT", f"/actions/{said['id']}", text="Am Montag")
    types = [each.json["action"]["type"] for each in server.wait(3)[1:]]
    assert sorted(types) == ["commentCard", "updateComment"]


def test_a_webhook_on_a_card_tells_of_that_card_alone(anna: Client, server: Server, card: str, offen: str) -> None:
    """What happens elsewhere on the board is not told."""
    made(anna, server, idModel=card.rpartition("/")[2])
    anna.done("POST", "/cards", name="Anderes", idList=offen)
    anna.done("PUT", card, name="Standplan")
    assert [each.json["action"]["type"] for each in server.wait(2)[1:]] == ["updateCard"]


def test_a_webhook_that_is_off_tells_nothing_and_410_ends_it(anna: Client, server: Server, card: str) -> None:
    """Switched off it stays; who answers 410 does not want it any more."""
    webhook = made(anna, server, active="false")
    anna.done("PUT", card, name="Unbemerkt")
    anna.done("PUT", f"/webhooks/{webhook['id']}", active="true")
    server.status = 410
    anna.done("PUT", card, name="Standplan")
    assert server.wait(2)[1].json["action"]["data"]["card"]["name"] == "Standplan"
    until(lambda: anna.call("GET", f"/webhooks/{webhook['id']}").status_code == 404)


def test_another_address_is_tried_first(anna: Client, server: Server) -> None:
    """Where nobody answers the webhook stays as it was."""
    webhook = made(anna, server)
    answer = anna.call("PUT", f"/webhooks/{webhook['id']}", callbackURL="http://127.0.0.1:9/hooks")
    assert answer.status_code == 400
    assert anna.get(f"/webhooks/{webhook['id']}") == webhook
    changed = anna.done("PUT", f"/webhooks/{webhook['id']}", callbackURL=f"{server.url}?of=board")
    assert changed["callbackURL"] == f"{server.url}?of=board"


def signature(secret: str, body: bytes, url: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body + url.encode(), hashlib.sha1).digest()).decode()
