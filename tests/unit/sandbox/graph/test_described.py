"""What the stand-in answers, held against the description and the samples that Microsoft publishes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PLAN = "/planner/plans/PlanMessestand-0000000000001"
TASK = "/planner/tasks/TaskStandplan-00000000000001"
BUCKET = "/planner/buckets/BucketOffen-0000000000000001"
GROUP = "/groups/22222222-0000-4000-8000-000000000001"
TEAM = "/teams/22222222-0000-4000-8000-000000000001"
CHANNEL = f"{TEAM}/channels/19:messe@thread.tacv2"
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}
OPEN = ("plannerAssignments", "plannerAppliedCategories", "plannerChecklistItems", "plannerExternalReferences",
        "plannerOrderHintsByAssignee", "plannerUserIds")  # fmt: skip
"""Types whose names are the caller's own."""
OF_A_KIND = {"userIdentityType", "conversationIdentityType"}
"""Fields of types derived from the one that the description names at their place."""


class Description:
    """Microsoft's schemas, with what `allOf` joins put together; types whose names are the caller's own are open."""

    def __init__(self, path: Path) -> None:
        """Read the published file."""
        self._schemas = json.loads(path.read_text(encoding="utf-8"))["components"]["schemas"]
        self.schema = cache(self._schema)

    def _schema(self, name: str) -> dict[str, Any]:
        schema = self._schemas[f"microsoft.graph.{name}"]
        parts = [self.joined(part) for part in schema.get("allOf", ())]
        whole: dict[str, Any] = {}
        for part in [*parts, {key: value for key, value in schema.items() if key != "allOf"}]:
            whole |= {**part, "properties": {**whole.get("properties", {}), **part.get("properties", {})}}
        return {**whole, "open": name in OPEN}

    def joined(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema out of its reference; one of `anyOf` with null may be null."""
        if "$ref" in schema:
            return self.schema(schema["$ref"].rpartition("microsoft.graph.")[2])
        for part in schema.get("anyOf", ()):
            if "$ref" in part:
                return {**self.joined(part), "nullable": True}
        return schema

    def faults(self, value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
        """Where a value is not as described: an unknown key, another type, a text off the list."""
        if value is None:
            return [] if schema.get("nullable") else [f"{where}: null"]
        if "enum" in schema and value not in schema["enum"]:
            return [f"{where}: {value!r} is not one of {schema['enum']}"]
        if not isinstance(value, TYPES.get(schema.get("type", ""), object)):
            return [f"{where}: {value!r} is no {schema['type']}"]
        if isinstance(value, list):
            items = self.joined(schema.get("items", {}))
            return [
                fault for index, each in enumerate(value) for fault in self.faults(each, items, f"{where}[{index}]")
            ]
        if isinstance(value, dict) and not schema.get("open"):
            return [fault for key, each in value.items() for fault in self._member(key, each, schema, where)]
        return []

    def _member(self, key: str, value: Any, schema: dict[str, Any], where: str) -> list[str]:
        if key.startswith("@") or key in OF_A_KIND:
            return []
        if key not in schema.get("properties", {}):
            return [f"{where}.{key}: not described"]
        return self.faults(value, self.joined(schema["properties"][key]), f"{where}.{key}")


@pytest.fixture(scope="module")
def described(shared: Path) -> Description:
    """The published description."""
    return Description(shared / "specs" / "graph" / "openapi.json")


@pytest.fixture(scope="module")
def samples(shared: Path) -> list[dict[str, Any]]:
    """The published samples."""
    found: list[dict[str, Any]] = json.loads((shared / "specs" / "graph" / "samples.json").read_text(encoding="utf-8"))
    return found


READS = {
    "/me": "user",
    "/users": "user",
    "/groups": "group",
    GROUP: "group",
    f"{GROUP}/members": "user",
    f"{GROUP}/planner/plans": "plannerPlan",
    PLAN: "plannerPlan",
    f"{PLAN}/details": "plannerPlanDetails",
    f"{PLAN}/buckets": "plannerBucket",
    f"{PLAN}/tasks": "plannerTask",
    BUCKET: "plannerBucket",
    TASK: "plannerTask",
    f"{TASK}?$expand=details": "plannerTask",
    f"{TASK}/details": "plannerTaskDetails",
    f"{TASK}/assignedToTaskBoardFormat": "plannerAssignedToTaskBoardTaskFormat",
    f"{TASK}/bucketTaskBoardFormat": "plannerBucketTaskBoardTaskFormat",
    f"{TASK}/progressTaskBoardFormat": "plannerProgressTaskBoardTaskFormat",
    TEAM: "team",
    f"{TEAM}/channels": "channel",
    CHANNEL: "channel",
    f"{CHANNEL}/messages": "chatMessage",
    f"{CHANNEL}/messages?$expand=replies": "chatMessage",
    f"{CHANNEL}/messages/delta": "chatMessage",
}


@pytest.mark.parametrize(("path", "kind"), READS.items())
def test_answers_are_as_described(described: Description, anna: Any, path: str, kind: str) -> None:
    """Every key of an answer is described, and types and fixed values agree."""
    body = anna.get(path)
    shown = body.get("value", [body])
    assert shown
    assert [fault for each in shown for fault in described.faults(each, described.schema(kind))] == []


def test_written_entities_are_as_described(described: Description, anna: Any, app: Any, listener: Any) -> None:
    """What a creation answers is described too: tasks, messages, mentions, subscriptions."""
    bob = anna.get("/users/bob.schulz@nordlicht-schulz.example")["id"]
    mention = {"id": 0, "mentionText": "Bob", "mentioned": {"user": {"id": bob}}}
    body = {"contentType": "html", "content": '<at id="0">Bob</at>'}
    task = {"planId": PLAN.rpartition("/")[2], "title": "x", "percentComplete": 100}
    wanted = {
        "changeType": "created",
        "notificationUrl": listener.url,
        "resource": f"{CHANNEL}/messages",
        "expirationDateTime": "2026-11-22T10:00:00Z",
    }
    made = {
        "plannerTask": app.post("/planner/tasks", task),
        "subscription": app.post("/subscriptions", wanted),
        "chatMessage": anna.post(f"{CHANNEL}/messages", {"body": body, "mentions": [mention]}),
        "channel": anna.post(f"{TEAM}/channels", {"displayName": "Neu"}),
    }
    for kind, entity in made.items():
        assert described.faults(entity, described.schema(kind)) == [], kind
    faults = described.faults(listener.next()[1], described.schema("changeNotificationCollection"))
    assert faults == [".value[0].resourceData.id: not described"]  # an open type there; the samples have it


def test_fields_for_the_asking_are_described(described: Description, anna: Any) -> None:
    """Those that only `$select` brings are real fields."""
    from connectors.sandbox.graph.kinds import GROUP as GROUP_KIND  # noqa: PLC0415  the constant above has the name
    from connectors.sandbox.graph.kinds import USER as USER_KIND  # noqa: PLC0415

    for kind, path in ((USER_KIND, "/me"), (GROUP_KIND, GROUP)):
        shown = anna.get(path, _select=",".join(kind.more))
        assert described.faults(shown, described.schema(kind.type)) == []
        assert set(kind.more) < set(shown)


def test_refusals_are_as_described(anna: Any) -> None:
    """Code and message stand where the description has them."""
    error = anna.send("GET", "/users/nobody").json()["error"]
    assert isinstance(error["code"], str)
    assert isinstance(error["message"], str)
    assert set(error) == {"code", "message", "innerError"}


SAMPLED = {
    "plannertask-get.md": TASK,
    "plannertaskdetails-get.md": f"{TASK}/details",
    "plannerplan-get.md": PLAN,
    "plannerplandetails-get.md": f"{PLAN}/details",
    "plannerbucket-get.md": BUCKET,
    "plannerassignedtotaskboardtaskformat-get.md": f"{TASK}/assignedToTaskBoardFormat",
    "channel-get.md": CHANNEL,
    "user-get.md": "/me",
    "channel-list-messages.md": f"{CHANNEL}/messages",
    "chatmessage-delta.md": f"{CHANNEL}/messages/delta",
}


@pytest.mark.parametrize(("file", "path"), SAMPLED.items())
def test_samples_have_no_field_that_is_missing_here(
    samples: list[dict[str, Any]], anna: Any, file: str, path: str
) -> None:
    """Each field of Microsoft's sample answers is in ours."""
    own = anna.get(path)
    mine = own["value"][0] if "value" in own else own
    sampled = [each["body"] for each in samples if each["file"] == file and each["kind"] == "response" and each["body"]]
    bodies = [entry for body in sampled for entry in body.get("value", [body])]
    assert bodies
    wanted = {key for body in bodies for key in body if not key.startswith("@")} - {"postalCode"}
    assert wanted - set(mine) == set()


def test_samples_of_requests_are_understood(samples: list[dict[str, Any]], anna: Any) -> None:
    """What Microsoft's pages send to Planner is taken, with our ids in place of theirs."""
    bob = anna.get("/users/bob.schulz@nordlicht-schulz.example")["id"]
    bodies = {each["file"]: each["body"] for each in samples if each["kind"] == "request" and each.get("body")}
    task, bucket = bodies["planner-post-tasks.md"], bodies["planner-post-buckets.md"]
    plan = PLAN.rpartition("/")[2]
    [assignment] = task["assignments"].values()
    anna.post("/planner/tasks", {**task, "planId": plan, "bucketId": None, "assignments": {bob: assignment}})
    anna.post("/planner/buckets", {**bucket, "planId": plan})
    update = bodies["plannertask-update.md"]
    [moved] = update["assignments"].values()
    shown = anna.change(TASK, {**update, "assignments": {bob: moved}})
    assert shown["appliedCategories"] == {"category1": True, "category3": True}
    anna.change(BUCKET, bodies["plannerbucket-update.md"])
    anna.change(PLAN, bodies["plannerplan-update.md"])


def test_the_check_itself_finds_faults(described: Description) -> None:
    """An unknown key, a wrong type, a text off the list and a missing value are seen."""
    task = {"id": 5, "nothing": 1, "previewType": "odd", "createdBy": {"user": {"name": "x"}}, "title": None}
    assert len(described.faults(task, described.schema("plannerTask"))) == 5
