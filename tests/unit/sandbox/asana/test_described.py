"""What the stand-in answers, held against the description Asana publishes."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROJECT = "1203000000000001"
PLAN = "1205000000000001"
NULL_IN_WORDS = {"parent", "external"}
"""Fields whose texts in the description say when they are null, while their types forget it."""
JSON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


class Description:
    """Asana's schemas, with what `allOf` joins put together."""

    def __init__(self, path: Path) -> None:
        """Read the published file."""
        self._all = json.loads(path.read_text(encoding="utf-8"))
        self.schema = cache(self._schema)

    def answer(self, method: str, path: str, status: int) -> dict[str, Any]:
        """The schema of an answer."""
        answer = self._all["paths"][path][method.lower()]["responses"][str(status)]
        if "$ref" in answer:
            answer = self._all["components"]["responses"][answer["$ref"].split("/")[-1]]
        return self.joined(answer["content"]["application/json"]["schema"])

    def joined(self, schema: dict[str, Any]) -> dict[str, Any]:
        """One schema out of references and parts."""
        if "$ref" in schema:
            return self.schema(schema["$ref"].split("/")[-1])
        parts = [self.joined(part) for part in schema.get("allOf", ())]
        own = {key: value for key, value in schema.items() if key != "allOf"}
        whole: dict[str, Any] = {}
        for part in [*parts, own]:
            properties = {**whole.get("properties", {}), **part.get("properties", {})}
            whole = {**whole, **part, **({"properties": properties} if properties else {})}
        return whole

    def _schema(self, name: str) -> dict[str, Any]:
        return self.joined(self._all["components"]["schemas"][name])

    def faults(self, value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
        """Where a value is not as described: an unknown key, another type, a text off the list."""
        if value is None:
            allowed = schema.get("nullable") or "type" not in schema or where.rpartition(".")[2] in NULL_IN_WORDS
            return [] if allowed else [f"{where}: null"]
        if "enum" in schema and value not in schema["enum"]:
            return [f"{where}: {value!r} is not one of {schema['enum']}"]
        if not isinstance(
            value, JSON_TYPES.get(schema.get("type", "object" if "properties" in schema else ""), object)
        ):
            return [f"{where}: {value!r} is no {schema['type']}"]
        if isinstance(value, list):
            items = self.joined(schema.get("items", {}))
            return [
                fault for index, each in enumerate(value) for fault in self.faults(each, items, f"{where}[{index}]")
            ]
        if isinstance(value, dict) and "properties" in schema:
            return [fault for key, each in value.items() for fault in self._member(key, each, schema, where)]
        return []

    def _member(self, key: str, value: Any, schema: dict[str, Any], where: str) -> list[str]:
        if key not in schema["properties"]:
            return [f"{where}.{key}: not described"]
        return self.faults(value, self.joined(schema["properties"][key]), f"{where}.{key}")


@pytest.fixture(scope="module")
def described(shared: Path) -> Description:
    """The published description."""
    return Description(shared / "specs" / "asana" / "openapi.json")


CALLS = [
    ("GET", "/users/{user_gid}", "/users/me", None),
    ("GET", "/workspaces", "/workspaces", None),
    ("GET", "/projects/{project_gid}", f"/projects/{PROJECT}", None),
    ("GET", "/projects", "/projects?limit=1", None),
    ("PUT", "/projects/{project_gid}", f"/projects/{PROJECT}", {"color": "light-green", "notes": "Neu"}),
    ("GET", "/projects/{project_gid}/sections", f"/projects/{PROJECT}/sections", None),
    ("POST", "/projects/{project_gid}/sections", f"/projects/{PROJECT}/sections", {"name": "Neu"}),
    ("GET", "/sections/{section_gid}", "/sections/1204000000000001", None),
    ("GET", "/projects/{project_gid}/task_counts", f"/projects/{PROJECT}/task_counts?opt_fields=num_tasks", None),
    ("GET", "/tasks", f"/tasks?project={PROJECT}&limit=2", None),
    ("GET", "/tasks/{task_gid}", f"/tasks/{PLAN}", None),
    (
        "GET",
        "/tasks/{task_gid}",
        f"/tasks/{PLAN}?opt_fields=html_notes,num_subtasks,created_by,dependencies,external",
        None,
    ),
    ("POST", "/tasks", "/tasks", {"name": "Neu", "projects": [PROJECT], "external": {"gid": "a", "data": "b"}}),
    (
        "PUT",
        "/tasks/{task_gid}",
        f"/tasks/{PLAN}",
        {"liked": True, "completed": True, "due_at": "2026-12-01T10:00:00Z"},
    ),
    ("POST", "/tasks/{task_gid}/addFollowers", f"/tasks/{PLAN}/addFollowers", {"followers": ["me"]}),
    ("POST", "/tasks/{task_gid}/duplicate", f"/tasks/{PLAN}/duplicate", {"name": "Kopie", "include": "notes"}),
    ("GET", "/tasks/{task_gid}/stories", f"/tasks/{PLAN}/stories", None),
    ("POST", "/tasks/{task_gid}/stories", f"/tasks/{PLAN}/stories", {"text": "Hallo"}),
    ("GET", "/tags", "/tags", None),
    ("GET", "/tags/{tag_gid}", "/tags/1206000000000001", None),
    ("POST", "/tags", "/tags", {"name": "neu", "color": None, "workspace": "1200000000000001"}),
    ("GET", "/attachments", f"/attachments?parent={PLAN}", None),
    ("POST", "/batch", "/batch", {"actions": [{"relative_path": "/users/me", "method": "get"}]}),
    ("GET", "/tasks/{task_gid}", "/tasks/99", None),
    ("GET", "/events", f"/events?resource={PROJECT}", None),
]


@pytest.mark.parametrize(("method", "described_path", "path", "data"), CALLS)
def test_answers_are_as_described(
    described: Description, app: Any, method: str, described_path: str, path: str, data: Any
) -> None:
    """Every key of an answer is described, and types and fixed values agree; refusals included."""
    answer = app.send(method, path, data)
    schema = described.answer(method, described_path, answer.status_code)
    assert described.faults(answer.json(), schema) == []
    assert answer.json().get("data") or answer.json()["errors"]


def test_every_kind_of_story_is_as_described(described: Description, app: Any) -> None:
    """Stories of changes and their events carry only described fields of the right types."""
    sync = app.send("GET", "/events", resource=PROJECT).json()["sync"]
    app.put(f"/tasks/{PLAN}", {"name": "Neu", "notes": "a", "due_on": None, "completed": True, "assignee": None})
    app.put(f"/tasks/{PLAN}", {"completed": False, "assignee": "me", "resource_subtype": "milestone"})
    app.post("/sections/1204000000000002/addTask", {"task": PLAN})
    app.post(f"/tasks/{PLAN}/removeTag", {"tag": "1206000000000001"})
    app.post(f"/tasks/{PLAN}/addTag", {"tag": "1206000000000001"})
    app.post(f"/tasks/{PLAN}/addFollowers", {"followers": ["1201000000000003"]})
    app.post(f"/tasks/{PLAN}/setParent", {"parent": "1205000000000002"})
    app.post(f"/tasks/{PLAN}/removeProject", {"project": PROJECT})
    kinds = set()
    for story in app.get(f"/tasks/{PLAN}/stories"):
        whole = app.get(f"/stories/{story['gid']}")
        kinds.add(whole["resource_subtype"])
        assert described.faults(whole, described.schema("StoryResponse")) == []
    assert len(kinds) >= 14
    told = app.send("GET", "/events", resource=PROJECT, sync=sync)
    assert described.faults(told.json(), described.answer("GET", "/events", 200)) == []


def test_the_check_itself_finds_faults(described: Description) -> None:
    """An unknown key, a wrong type and a value off the list are seen."""
    task = {"gid": 5, "nothing": 1, "resource_subtype": "odd", "assignee": {"name": 1}, "tags": [{"x": 1}]}
    assert len(described.faults(task, described.schema("TaskResponse"))) == 5


def test_real_records_have_no_field_that_is_missing_here(shared: Path, app: Any) -> None:
    """Each field that real tasks, projects, sections and stories came with can be asked for here."""
    records = (shared / "data" / "asana" / "airbyte-workspace-sample.jsonl").read_text(encoding="utf-8").splitlines()
    fields: dict[str, set[str]] = {}
    for record in map(json.loads, records):
        fields.setdefault(record["stream"], set()).update(record["data"])
    story = app.get(f"/tasks/{PLAN}/stories")[0]["gid"]
    ours = {"tasks": PLAN, "projects": PROJECT, "sections": "1204000000000001", "stories": story}
    for stream, gid in ours.items():
        shown = app.get(f"/{stream}/{gid}", opt_fields=",".join(fields[stream]))
        assert fields[stream] - set(shown) == set(), stream
