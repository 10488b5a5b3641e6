"""How the Web API is called, and how it refuses."""

from typing import Any

import pytest
import requests

GENERAL = "C0GENERAL01"
JSON = "application/json; charset=utf-8"


def raw(app: Any, method: str, name: str, **kwargs: Any) -> Any:
    response = requests.request(method, f"{app.origin}/api/{name}", timeout=10, **kwargs)
    assert response.status_code == 200
    return response.json()


def test_a_method_takes_query_form_and_json(app: Any) -> None:
    """Clients GET with a query, POST a form or POST JSON; each is the same call."""
    bearer = {"Authorization": "Bearer xoxb-app"}
    asked = {"channel": GENERAL}
    ways = (
        raw(app, "GET", "conversations.info", params=asked, headers=bearer),
        raw(app, "POST", "conversations.info", data=asked, headers=bearer),
        raw(app, "POST", "conversations.info", data={**asked, "token": "xoxb-app"}),
        raw(app, "POST", "conversations.info", json=asked, headers=bearer),
    )
    assert [answer["channel"]["name"] for answer in ways] == ["general"] * 4


def test_json_without_a_charset_is_answered_with_a_warning(app: Any) -> None:
    """Slack carries such a call out and warns."""
    headers = {"Authorization": "Bearer xoxb-app", "Content-Type": "application/json"}
    answer = raw(app, "POST", "api.test", data='{"foo": "bar"}', headers=headers)
    assert (answer["ok"], answer["warning"], answer["args"]) == (True, "missing_charset", {"foo": "bar"})
    assert answer["response_metadata"]["warnings"] == ["missing_charset"]


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        ({}, "", "not_authed"),
        ({"Authorization": "Bearer xoxb-nobody"}, "", "invalid_auth"),
        ({"Authorization": "Bearer xoxb-app", "Content-Type": JSON}, "{", "invalid_json"),
        ({"Authorization": "Bearer xoxb-app", "Content-Type": JSON}, "[]", "json_not_object"),
        ({"Authorization": "Bearer xoxb-app", "Content-Type": "text/csv"}, "a", "invalid_post_type"),
        ({"Authorization": "Bearer xapp-app"}, "", "not_allowed_token_type"),
    ],
)
def test_a_call_that_cannot_be_read_or_is_nobodys_is_refused(app: Any, headers: Any, body: str, error: str) -> None:
    """Each has Slack's own word, and status 200."""
    answer = raw(app, "POST", "conversations.list", data=body, headers=headers)
    assert answer == {"ok": False, "error": error}


def test_a_token_in_the_query_counts_for_nothing(app: Any) -> None:
    """Slack takes no token from an address."""
    assert raw(app, "GET", "auth.test", params={"token": "xoxb-app"})["error"] == "not_authed"


def test_an_unknown_method_is_told_and_listed(app: Any, control: Any) -> None:
    """A method that is not offered is answered in Slack's words and shows up in the record."""
    assert app.send("files.upload").json() == {"ok": False, "error": "unknown_method", "req_method": "files.upload"}
    assert control.ok("GET", "/requests")["calls"][-1]["unknown"] is True


def test_a_token_without_the_scope_is_refused(started: Any) -> None:
    """Slack names the scope needed and those provided."""
    sandbox = started(service={"scopes": ["channels:read"]})
    headers = {"Authorization": "Bearer xoxb-app"}
    url = f"{sandbox.urls['slack']}/api/chat.postMessage"
    answer = requests.post(url, data={"channel": GENERAL}, headers=headers, timeout=10)
    assert answer.json() == {"ok": False, "error": "missing_scope", "needed": "chat:write", "provided": "channels:read"}


def test_reads_and_writes_are_counted_by_what_a_method_does(app: Any, control: Any) -> None:
    """A read by POST is a read: the calls against the minimum depend on it."""
    control.ok("DELETE", "/requests")
    app.ok("slackLists.items.list", list_id="F0MESSE0001")
    app.ok("chat.postMessage", channel=GENERAL, text="x")
    assert control.ok("GET", "/requests?vendor=slack")["counts"]["slack"] | {"status": None} == {
        "read": 1,
        "write": 1,
        "batched": 0,
        "status": None,
    }


@pytest.mark.parametrize(
    ("kind", "status", "error"),
    [("429", 429, "ratelimited"), ("500", 500, "internal_error"), ("expired-token", 200, "token_expired")],
)
def test_a_failing_slack_answers_in_its_own_words(app: Any, control: Any, kind: str, status: int, error: str) -> None:
    """Faults look as Slack's own; 429 says when to come again."""
    control.plant({"kind": kind, "times": 1})
    response = app.send("chat.postMessage", channel=GENERAL, text="x")
    assert (response.status_code, response.json()["error"]) == (status, error)
    assert ("Retry-After" in response.headers) == (kind == "429")
    assert app.history()[0]["text"] == "Willkommen"
