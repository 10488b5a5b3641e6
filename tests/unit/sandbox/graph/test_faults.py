"""Faults and limits as Graph answers them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.sandbox.exchange import Request
from connectors.sandbox.graph.stand_in import LIMITS as WINDOWS
from connectors.sandbox.limits import Counting
from connectors.sandbox.stand_in import Caller

LIMITS = "real"
TASK = "/planner/tasks/TaskStandplan-00000000000001"
MESSAGES = "/teams/22222222-0000-4000-8000-000000000001/channels/19:messe@thread.tacv2/messages"


def test_faults_look_as_microsoft_sends_them(anna: Any, control: Any) -> None:
    """429 with the time to wait, 500, 503, an expired token, an old ETag: each with ids and code."""
    expected = {
        "429": (429, "TooManyRequests"),
        "500": (500, "InternalServerError"),
        "503": (503, "ServiceUnavailable"),
        "expired-token": (401, "InvalidAuthenticationToken"),
        "stale-etag": (412, ""),
    }
    for kind, (status, code) in expected.items():
        control("PUT", "/faults", {"vendor": "graph", "kind": kind, "times": 1, "match": {"method": "PATCH"}})
        before = anna.get(TASK)
        response = anna.send("PATCH", TASK, {"title": "x"}, {"If-Match": before["@odata.etag"]})
        error = response.json()["error"]
        assert (response.status_code, error["code"]) == (status, code)
        assert error["innerError"]["request-id"] == response.headers["request-id"]
        assert ("Retry-After" in response.headers) == (kind == "429")
        assert anna.get(TASK) == before
    control("PUT", "/faults", [])


def test_one_team_is_asked_four_times_a_second(app: Any, control: Any) -> None:
    """The fifth call waits; another team and Planner have counts of their own."""
    answers = [app.send("GET", MESSAGES).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert app.send("GET", "/teams/22222222-0000-4000-8000-000000000002/channels").status_code == 200
    assert all(app.send("GET", TASK).status_code == 200 for _ in range(10))
    control("POST", "/clock", {"advance": 1.1})
    assert app.send("GET", MESSAGES).status_code == 200


def test_changes_and_replies_share_sixty_calls_a_minute(app: Any, anna: Any, control: Any) -> None:
    """Of one application; people's own programs count apart."""
    root = app.get(MESSAGES)["value"][0]["id"]
    statuses = []
    for number in range(61):
        control("POST", "/clock", {"advance": 0.3})
        path = f"{MESSAGES}/delta" if number % 2 else f"{MESSAGES}/{root}/replies"
        statuses.append(app.send("GET", path).status_code)
    assert statuses.count(429) == 1
    refused = app.send("GET", f"{MESSAGES}/delta")
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 30) == (429, True)
    assert anna.send("GET", f"{MESSAGES}/delta").status_code == 200


def test_a_channel_takes_so_many_messages_a_day() -> None:
    """3,000 a day from one application, replies counted; reading goes on."""
    caller = Caller("service", "token", "application")
    counting, start = Counting(WINDOWS), datetime(2026, 11, 22, tzinfo=UTC)
    ways = ("/v1.0/teams/t/channels/c/messages", "/v1.0/teams/t/channels/c/messages/1/replies")

    def refused(number: int, method: str = "POST") -> str | None:
        request = Request(method, ways[number % 2])
        found = counting.admit(request, caller, 1, start + timedelta(seconds=2 * number))
        return found.limit if found else None

    assert [refused(number) for number in range(3_000)] == [None] * 3_000
    assert (refused(3_000), refused(3_001), refused(3_002, "GET")) == ("day", "day", None)
    assert refused(86_400 // 2) is None
