"""What an ordinary client of Graph's does on teams, channels, plans and tasks, beyond what Cobridge calls.

Every answer is held against Microsoft's description by the judge.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

GROUP_ID, PLAN_ID = "22222222-0000-4000-8000-000000000001", "PlanMessestand-0000000000001"
BUCKET_ID, TASK_ID = "BucketOffen-0000000000000001", "TaskStandplan-00000000000001"
TEAM, GROUP, PLAN = f"/teams/{GROUP_ID}", f"/groups/{GROUP_ID}", f"/planner/plans/{PLAN_ID}"
TASK = f"/planner/tasks/{TASK_ID}"
CHANNEL = f"{TEAM}/channels/19:messe@thread.tacv2"
LONG = f"{GROUP}{PLAN}/buckets/{BUCKET_ID}/tasks/{TASK_ID}"
BOARDS = ("assignedToTaskBoardFormat", "bucketTaskBoardFormat", "progressTaskBoardFormat")


def long_paths(anna: Any, _: Any) -> Any:
    """A task by way of its group, plan and bucket, with all that hangs on it."""
    shown = anna.get(LONG)
    parts = [anna.get(f"{LONG}/{part}")["id"] for part in ("details", *BOARDS)]
    listed = [each["id"] for each in anna.get(f"{GROUP}{PLAN}/buckets/{BUCKET_ID}/tasks")["value"]]
    anna.change(LONG, {"title": "Neuer Standplan"})
    return shown["id"], set(parts), listed, anna.get(TASK)["title"]


def made_where_they_are(anna: Any, _: Any) -> Any:
    """A plan in a group, a bucket in the plan, a task in each."""
    plan = anna.post(f"{GROUP}/planner/plans", {"title": "Abbau"})["id"]
    bucket = anna.post(f"/planner/plans/{plan}/buckets", {"name": "Offen"})["id"]
    one = anna.post(f"/planner/plans/{plan}/tasks", {"title": "Eins"})
    two = anna.post(f"/planner/plans/{plan}/buckets/{bucket}/tasks", {"title": "Zwei"})
    return one["bucketId"], two["bucketId"] == bucket, two["planId"] == plan


def board_places(anna: Any, bob: Any) -> Any:
    """A place of its own on each board, and a person's order."""
    who = bob.get("/me")["id"]
    before = anna.get(TASK)["orderHint"]
    moved = anna.change(f"{TASK}/progressTaskBoardFormat", {"orderHint": " !"})["orderHint"]
    own = anna.change(f"{TASK}/assignedToTaskBoardFormat", {"orderHintsByAssignee": {who: " !"}})
    in_bucket = anna.change(f"{TASK}/bucketTaskBoardFormat", {"orderHint": " !"})["orderHint"]
    kept = own["orderHintsByAssignee"][who] == anna.get(TASK)["assignments"][who]["orderHint"]
    return moved > before, kept, anna.get(f"{TASK}/progressTaskBoardFormat")["orderHint"] == moved, in_bucket > moved


def members(anna: Any, bob: Any) -> Any:
    """Somebody joins, becomes an owner, and is taken out."""
    dora = anna.get("/users/dora@example.org")["id"]
    bind = f"https://graph.microsoft.com/v1.0/users('{dora}')"
    kind = "#microsoft.graph.aadUserConversationMember"
    made = anna.post(f"{TEAM}/members", {"@odata.type": kind, "roles": [], "user@odata.bind": bind})
    path = f"{TEAM}/members/{made['id']}"
    owner = anna.send("PATCH", path, {"@odata.type": kind, "roles": ["owner"]}).json()["roles"]
    page = bob.get(f"{TEAM}/members", _top=2)
    rest = bob.get(page["@odata.nextLink"])["value"]
    found = bob.get(f"{TEAM}/members", _filter=f"userId eq '{dora}'")["value"]
    gone = anna.send("DELETE", path).status_code
    return owner, len(page["value"]) + len(rest), len(found), gone, len(bob.get(f"{CHANNEL}/members")["value"])


def channels(anna: Any, bob: Any) -> Any:
    """A channel is renamed, found by name, and deleted; the first one stays."""
    made = f"{TEAM}/channels/{anna.post(f'{TEAM}/channels', {'displayName': 'Neu'})['id']}"
    renamed = anna.send("PATCH", made, {"displayName": "Abbau", "description": "x"}).status_code
    found = bob.get(f"{TEAM}/channels", _filter="displayName eq 'Abbau'")["value"]
    first = bob.get(f"{TEAM}/primaryChannel")["displayName"]
    return renamed, [each["description"] for each in found], first, anna.send("DELETE", made).status_code


def reactions(anna: Any, bob: Any) -> Any:
    """One of a type by each person, on messages and replies; delta brings the message again."""
    said = {"body": {"content": "Fertig"}}
    root = f"{CHANNEL}/messages/{anna.post(f'{CHANNEL}/messages', said)['id']}"
    reply = f"{root}/replies/{anna.post(f'{root}/replies', said)['id']}"
    link = bob.get(f"{CHANNEL}/messages/delta", _top=50)["@odata.deltaLink"]
    for path in (root, root, reply):
        assert bob.send("POST", f"{path}/setReaction", {"reactionType": "👍"}).status_code == 204
    shown = [[each["reactionType"] for each in anna.get(path)["reactions"]] for path in (root, reply)]
    again = len(bob.get(link)["value"])
    assert bob.send("POST", f"{root}/unsetReaction", {"reactionType": "👍"}).status_code == 204
    return shown, again, anna.get(root)["reactions"]


def in_one_batch(anna: Any, _: Any) -> Any:
    """A call waits for the one that it depends on, and is not made when that one fails."""
    wanted = [
        {"id": "1", "method": "GET", "url": f"{GROUP}{PLAN}"},
        {"id": "2", "method": "GET", "url": f"{TEAM}/members", "dependsOn": ["1"]},
        {"id": "3", "method": "GET", "url": "/planner/tasks/none"},
        {"id": "4", "method": "GET", "url": TASK, "dependsOn": ["3"]},
    ]
    answers = anna.send("POST", "/$batch", {"requests": wanted}).json()["responses"]
    return {each["id"]: each["status"] for each in answers}


WALKS: Mapping[Callable[[Any, Any], Any], Any] = {
    long_paths: (TASK_ID, {TASK_ID}, [TASK_ID], "Neuer Standplan"),
    made_where_they_are: (None, True, True),
    board_places: (True, True, True, True),
    members: (["owner"], 4, 1, 204, 3),
    channels: (204, ["x"], "Allgemein", 204),
    reactions: ([["👍"], ["👍"]], 1, []),
    in_one_batch: {"1": 200, "2": 200, "3": 404, "4": 424},
}


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_an_ordinary_client_finds_what_it_did(anna: Any, bob: Any, walk: Callable[[Any, Any], Any]) -> None:
    """What one client writes, another one reads."""
    assert walk(anna, bob) == WALKS[walk]


REFUSED: list[tuple[str, str, Any, int, bool]] = [
    ("anna", f"GET /groups/22222222-0000-4000-8000-000000000002{PLAN}", None, 404, False),
    ("anna", f"GET {GROUP}/planner/plans/PlanVorstand-000000000000001/tasks/{TASK_ID}", None, 404, False),
    ("anna", f"GET {PLAN}/buckets/BucketAnderer-00000000000001/tasks/{TASK_ID}", None, 404, False),
    ("bob", f"POST {TEAM}/members", {"roles": []}, 403, False),
    ("anna", f"DELETE {CHANNEL}", None, 400, False),
    ("app", f"POST {CHANNEL}/messages/1/setReaction", {"reactionType": "x"}, 403, False),
    ("app", "GET /chats", None, 403, True),
    ("app", f"GET {GROUP}/threads", None, 403, True),
    ("anna", f"PATCH {GROUP}", {"displayName": "x"}, 403, True),
    ("anna", "GET /pigeons", None, 400, True),
]


@pytest.mark.parametrize(("who", "asked", "data", "status", "unknown"), REFUSED)
def test_what_is_refused_is_refused_as_graph_does(
    request: pytest.FixtureRequest, sandbox: Any, who: str, asked: str, data: Any, status: int, *, unknown: bool
) -> None:
    """And what the sandbox has not is on record as unknown."""
    client = request.getfixturevalue(who)
    client.session.delete(f"{sandbox.control_url}/requests", timeout=10)
    assert client.refused(*asked.split(" ", 1), data)[0] == status
    (call,) = client.session.get(f"{sandbox.control_url}/requests?vendor=graph", timeout=10).json()["calls"]
    assert call.get("unknown", False) is unknown


NOT_CARRIED_OUT = re.compile(
    r"\w+ /chats.*|\w+ /groups/x/(threads|conversations).*"  # conversations
    r"|POST /(users|groups)|(PATCH|DELETE) /(users|groups|teams)/x"  # the directory's own objects
    r"|\w+ (/(users|groups)/x)?/planner"  # what is only a way to plans
    r"|DELETE .*(/details|Format)|DELETE .*/messages/x(/replies/x)?"  # what lives and dies with something else
    r"|POST /users/x/planner/(plans|tasks)|POST /teams/x/channels/x/members"  # what belongs to groups and teams
)
"""Of the published calls; docs/sandbox.md says so too."""


def test_every_published_call_is_here_or_said_not_to_be(shared: Path) -> None:
    """Of all calls in Microsoft's description, those that the sandbox has not are of the kinds named here."""
    from connectors.sandbox.graph.routes import match  # noqa: PLC0415  the other tests go by what is answered

    paths = json.loads((shared / "specs/graph/openapi.json").read_text(encoding="utf-8"))["paths"]
    calls = [
        (method.upper(), re.sub(r"\{.*?\}", "x", path))
        for path, operations in paths.items()
        for method in operations
        if method in ("get", "post", "patch", "delete")
    ]
    missing = [f"{method} {path}" for method, path in calls if match(method, path) is None]
    assert [call for call in missing if not NOT_CARRIED_OUT.fullmatch(call)] == []
    assert (len(calls), len(missing)) == (276, 87)
