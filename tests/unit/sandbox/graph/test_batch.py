"""Several calls in one."""

from typing import Any

import pytest

PLAN = "PlanMessestand-0000000000001"
TASK = "/planner/tasks/TaskStandplan-00000000000001"
JSON = {"Content-Type": "application/json"}


def _batch(client: Any, *requests: dict[str, Any]) -> dict[str, Any]:
    answer = client.send("POST", "/$batch", {"requests": list(requests)})
    assert answer.status_code == 200, answer.text
    return {each["id"]: each for each in answer.json()["responses"]}


def _read(number: int, url: str) -> dict[str, Any]:
    return {"id": str(number), "method": "GET", "url": url}


def test_each_call_has_its_own_answer(anna: Any) -> None:
    """Reads, writes and refusals side by side; a written task without an answer has no body."""
    etag = anna.get(f"{TASK}/details")["@odata.etag"]
    change = {"method": "PATCH", "url": f"{TASK}/details", "body": {"description": "Neu"}}
    answers = _batch(
        anna,
        _read(1, "/me?$select=displayName"),
        {"id": "2", **change, "headers": {**JSON, "If-Match": etag}},
        {"id": "3", **change, "headers": {**JSON, "If-Match": etag}},
        {"id": "4", **change, "headers": JSON},
        _read(5, "planner/tasks/nothing"),
        {"id": "6", "method": "POST", "url": "/planner/tasks", "headers": JSON, "body": {"planId": PLAN, "title": "a"}},
    )
    assert {name: each["status"] for name, each in answers.items()} == {
        "1": 200, "2": 204, "3": 412, "4": 428, "5": 404, "6": 201,
    }  # fmt: skip
    assert answers["1"]["body"]["displayName"] == "Anna Weber"
    assert answers["2"]["body"] is None
    assert answers["5"]["body"]["error"]["innerError"]["request-id"] == answers["5"]["headers"]["request-id"]
    assert anna.get(f"{TASK}/details")["description"] == "Neu"


def test_answers_are_told_apart_by_id_not_by_place(anna: Any) -> None:
    """Nothing is promised about their order."""
    given = {"requests": [_read(number, "/me") for number in range(3)]}
    answered = [each["id"] for each in anna.send("POST", "/$batch", given).json()["responses"]]
    assert sorted(answered) == ["0", "1", "2"]
    assert answered != ["0", "1", "2"]


def test_what_depends_on_a_failed_call_is_not_carried_out(anna: Any) -> None:
    """424, through any number of steps; others go on."""
    made = {"method": "POST", "url": "/planner/tasks", "headers": JSON, "body": {"planId": PLAN, "title": "a"}}
    answers = _batch(
        anna,
        _read(1, "/planner/tasks/nothing"),
        {"id": "2", **made, "dependsOn": ["1"]},
        {"id": "3", **made, "dependsOn": ["2"]},
        {"id": "4", **made},
        {"id": "5", **made, "dependsOn": ["4"]},
    )
    assert [answers[str(number)]["status"] for number in range(1, 6)] == [404, 424, 424, 201, 201]
    assert len(anna.get(f"/planner/plans/{PLAN}/tasks")["value"]) == 5


@pytest.mark.parametrize(
    ("requests", "said"),
    [
        ([], "Invalid batch payload"),
        ([_read(number, "/me") for number in range(21)], "maximum value of 20"),
        ([_read(1, "/me"), _read(1, "/me")], "Duplicate request id"),
        ([{**_read(1, "/me"), "dependsOn": ["2"]}], "does not come before"),
        ([_read(1, "https://graph.microsoft.com/v1.0/me")], "relative"),
        ([_read(1, "/v1.0/me")], "relative"),
        ([_read(1, "/$batch")], "relative"),
        ([{"id": 1, "method": "GET", "url": "/me"}], "needs an id"),
        ([{"id": "1", "method": "PATCH", "url": TASK, "body": {}}], "does not contain Content-Type header"),
    ],
)
def test_a_malformed_batch_is_refused_as_a_whole(anna: Any, requests: Any, said: str) -> None:
    """Nothing of it is carried out."""
    status, _, message = anna.refused("POST", "/$batch", {"requests": requests})
    assert (status, said in message) == (400, True), message


def test_the_record_counts_every_call_of_a_batch(anna: Any, control: Any) -> None:
    """A batch of reads is a read; one write in it makes it a write."""
    control("DELETE", "/requests")
    _batch(anna, _read(1, "/me"), _read(2, "/me"))
    _batch(anna, _read(1, "/me"), {"id": "2", "method": "DELETE", "url": TASK})
    counts = control("GET", "/requests?vendor=graph")["counts"]["graph"]
    assert (counts["read"], counts["write"], counts["batched"]) == (1, 1, 4)


def test_subscriptions_can_be_made_in_a_batch(app: Any, listener: Any) -> None:
    """The whole batch waits for the addresses."""
    wanted = {
        "changeType": "created",
        "notificationUrl": listener.url,
        "resource": "teams/getAllMessages",
        "expirationDateTime": "2026-11-22T10:00:00Z",
    }
    made = {"method": "POST", "url": "/subscriptions", "headers": JSON}
    answers = _batch(
        app,
        {"id": "1", **made, "body": wanted},
        {"id": "2", **made, "body": {**wanted, "notificationUrl": "http://192.0.2.1/"}},
        _read(3, "/users"),
    )
    assert [answers[name]["status"] for name in "123"] == [201, 400, 200]
