"""Credentials, apps, pages, fields, batches, limits: what every call has in common."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import requests

from connectors.sandbox.serve import running

PROJECT = "1203000000000001"
PLAN, POSTERS = "1205000000000001", "1205000000000002"
BAD_BODIES = [
    "",
    "{",
    "[]",
    '"x"',
    '{"data": []}',
    '{"data": null}',
    '{"data": {"name": {"a": 1}, "projects": 5}}',
    '{"data": {"projects": [[]], "memberships": [3]}}',
    '{"data": {"memberships": [{"project": {}}]}}',
    '{"data": {"followers": [null], "workspace": "1200000000000001"}}',
    '{"data": {"assignee": {}, "projects": []}}',
    '{"data": {"due_at": 5, "projects": []}}',
    '{"data": {"external": [], "projects": []}}',
    '{"data": {"html_notes": 5, "projects": []}}',
    '{"data": {"resource_subtype": [], "projects": []}}',
    '{"data": {}, "options": {"fields": true}}',
    '{"data": {"actions": [5]}, "options": 3}',
]


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic asana-anna"}])
def test_without_a_valid_token_nothing_is_answered(sandbox: Any, header: dict[str, str]) -> None:
    """A missing, wrong or differently sent token gets 401."""
    answer = requests.get(f"{sandbox.urls['asana']}/api/1.0/users/me", headers=header, timeout=10)
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (401, "Not Authorized")


def test_ids_that_name_nothing_are_told_apart(anna: Any) -> None:
    """An unknown id, something that is no id, and an unknown endpoint have messages of their own."""
    assert anna.refused("GET", "/tasks/99") == (404, "task: Unknown object: 99")
    assert anna.refused("GET", "/tasks/abc") == (404, "task: Not a recognized ID: abc")
    assert anna.refused("GET", f"/projects/{PLAN}") == (404, f"project: Unknown object: {PLAN}")
    assert anna.refused("PATCH", f"/tasks/{PLAN}") == (404, "No matching route for request")


def test_people_are_found_by_id_address_and_me(anna: Any) -> None:
    """A user can be asked for in three ways; lists come sorted by name."""
    for name in ("me", "1201000000000001", "anna.weber@musterbau-weber.example"):
        assert anna.get(f"/users/{name}")["name"] == "Anna Weber"
    workspace = anna.get("/workspaces")[0]["gid"]
    names = [user["name"] for user in anna.get(f"/workspaces/{workspace}/users")]
    assert names == ["Anna Weber", "Bob Schulz", "Carla Roth", "Cobridge"]


def test_external_data_is_one_apps_own(app: Any, anna: Any, sandbox: Any) -> None:
    """An app finds its task by its own id; other apps and personal tokens neither see nor write such data."""
    made = app.post("/tasks", {"name": "Neu", "projects": [PROJECT], "external": {"gid": "op-7", "data": "d"}})
    assert made["external"] == {"gid": "op-7", "data": "d"}
    assert app.put("/tasks/external:op-7", {"name": "Neuer"})["name"] == "Neuer"
    other = type(app)(sandbox.urls["asana"], "app-two")
    assert "external" not in other.get(f"/tasks/{made['gid']}")
    assert other.refused("GET", "/tasks/external:op-7")[0] == 404
    assert anna.get(f"/tasks/{made['gid']}", opt_fields="external")["external"] is None
    assert anna.refused("PUT", f"/tasks/{PLAN}", {"external": {"gid": "x"}})[0] == 403
    other.session.close()


def test_an_external_id_is_given_once(app: Any) -> None:
    """A second task with the same external id is refused with its name; a deleted task gives it back."""
    data = {"name": "Neu", "projects": [PROJECT], "external": {"gid": "op-8"}}
    app.post("/tasks", data)
    status, message = app.refused("POST", "/tasks", data)
    assert (status, "op-8" in message) == (400, True)
    app.delete("/tasks/external:op-8")
    assert app.refused("GET", "/tasks/external:op-8")[0] == 404
    app.post("/tasks", data)


def test_an_external_id_may_be_an_address(app: Any) -> None:
    """An id with slashes works where it is escaped in the path."""
    app.put(f"/tasks/{PLAN}", {"external": {"gid": "https://us.example/o/1"}})
    path = "/tasks/external:https%3A%2F%2Fus.example%2Fo%2F1"
    assert app.get(path)["gid"] == PLAN
    assert len(app.get(f"{path}/stories")) == len(app.get(f"/tasks/{PLAN}/stories"))


def test_lists_are_compact_unless_fields_are_named(anna: Any) -> None:
    """Lists show little; `opt_fields` shows what it names, deeply, and ignores what does not exist."""
    assert set(anna.get("/tasks", project=PROJECT)[0]) == {"gid", "name", "resource_type", "resource_subtype"}
    fields = "name,assignee,memberships.section.name,this.due_on,nothing,followers.nothing"
    assert anna.get("/tasks", project=PROJECT, opt_fields=fields)[0] == {
        "gid": PLAN,
        "name": "Standplan abstimmen",
        "assignee": {"gid": "1201000000000001", "resource_type": "user"},
        "memberships": [{"section": {"gid": "1204000000000001", "name": "Offen"}}],
        "due_on": "2026-12-01",
        "followers": [{"gid": "1201000000000001"}, {"gid": "1201000000000002"}],
    }


def test_fields_can_be_named_in_the_body_and_shown_prettily(anna: Any) -> None:
    """The body's `options` do what the query's `opt_fields` and `opt_pretty` do."""
    body = {"data": {"name": "Neu"}, "options": {"fields": ["name"], "pretty": True}}
    url, headers = f"{anna.origin}/api/1.0/tasks/{PLAN}", {"Authorization": "Bearer asana-anna"}
    answer = requests.put(url, json=body, headers=headers, timeout=10)
    assert answer.json() == {"data": {"gid": PLAN, "name": "Neu"}}
    assert "\n  " in answer.text


def test_pages_hold_together_while_the_list_changes(anna: Any) -> None:
    """Page after page gives each entry once, although one behind us went away in between."""
    for index in range(7):
        anna.post("/tasks", {"name": f"Neu {index}", "projects": [PROJECT]})
    every = [task["gid"] for task in anna.get("/tasks", project=PROJECT)]
    seen: list[str] = []
    offset: dict[str, str] = {}
    while True:
        page = anna.send("GET", "/tasks", project=PROJECT, limit=3, **offset).json()
        seen += [task["gid"] for task in page["data"]]
        if not page["next_page"]:
            break
        offset = {"offset": page["next_page"]["offset"]}
        if len(seen) == 3:
            anna.delete(f"/tasks/{seen[0]}")
    assert seen == every


@pytest.mark.parametrize("limit", ["0", "101", "x", "-1"])
def test_page_sizes_have_bounds(anna: Any, limit: str) -> None:
    """A page holds 1 to 100 entries."""
    assert anna.refused("GET", "/tasks", project=PROJECT, limit=limit)[0] == 400


def test_offsets_expire_and_belong_to_one_list(anna: Any, advance: Callable[[float], None]) -> None:
    """An offset that is made up, of another list, or old is refused."""
    offset = anna.send("GET", "/tasks", project=PROJECT, limit=1).json()["next_page"]["offset"]
    invalid = (400, "offset: Your pagination token is invalid.")
    assert anna.refused("GET", "/tasks", project=PROJECT, limit=1, offset="made-up") == invalid
    assert anna.refused("GET", f"/tasks/{PLAN}/stories", limit=1, offset=offset) == invalid
    advance(3600)
    expired = (400, "offset: Your pagination token has expired.")
    assert anna.refused("GET", "/tasks", project=PROJECT, limit=1, offset=offset) == expired


def test_long_lists_need_pages(anna: Any) -> None:
    """More than a thousand entries are refused unless a page is asked for."""
    for _ in range(100):
        action = {"relative_path": "/tasks", "method": "post", "data": {"name": "x", "projects": [PROJECT]}}
        anna.post("/batch", {"actions": [action] * 10})
    status, message = anna.refused("GET", "/tasks", project=PROJECT)
    assert (status, message.startswith("The result is too large")) == (400, True)
    assert len(anna.get("/tasks", project=PROJECT, limit=100)) == 100


def test_a_batch_answers_each_action_for_itself(anna: Any) -> None:
    """Up to ten actions in one call; one that fails harms none of the others."""
    actions = [
        {"relative_path": f"/tasks/{PLAN}", "method": "get", "options": {"fields": ["name"]}},
        {"relative_path": "/tasks/99", "method": "get"},
        {"relative_path": "/tasks", "method": "get", "data": {"project": PROJECT}, "options": {"limit": 1}},
        {"relative_path": f"/tasks/{POSTERS}", "method": "put", "data": {"completed": True}},
    ]
    answers = anna.post("/batch", {"actions": actions})
    assert [answer["status_code"] for answer in answers] == [200, 404, 200, 200]
    assert answers[0]["body"] == {"data": {"gid": PLAN, "name": "Standplan abstimmen"}}
    assert (len(answers[2]["body"]["data"]), answers[3]["body"]["data"]["completed"]) == (1, True)
    assert anna.refused("POST", "/batch", {"actions": actions[:1] * 11})[0] == 400


@pytest.mark.parametrize(("plan", "count"), [("free", 150), ("paid", 1500)])
def test_calls_a_minute_depend_on_the_plan(limited: Callable[..., Any], anna: Any, plan: str, count: int) -> None:
    """150 calls a minute and token are free, 1500 paid; each action of a batch counts; then 429 with the wait."""
    sandbox = limited("fast", plan)
    anna.origin = sandbox.urls["asana"]
    action = {"relative_path": f"/tasks/{PLAN}", "method": "get", "options": {"fields": ["name"]}}
    for _ in range(count // 10):
        anna.post("/batch", {"actions": [action] * 10})
    refused = anna.send("GET", "/users/me")
    assert refused.status_code == 429
    wait = int(refused.headers["Retry-After"])
    assert 0 < wait <= 60
    bob = requests.get(f"{anna.origin}/api/1.0/users/me", headers={"Authorization": "Bearer asana-bob"}, timeout=10)
    assert bob.status_code == 200
    requests.post(f"{sandbox.control_url}/clock", json={"advance": wait}, timeout=10)
    assert anna.get("/users/me")["name"] == "Anna Weber"


def test_search_has_a_limit_of_its_own(limited: Callable[..., Any], anna: Any) -> None:
    """Search is allowed 60 times a minute."""
    anna.origin = limited("fast", "paid").urls["asana"]
    workspace = anna.get("/workspaces")[0]["gid"]
    path = f"/workspaces/{workspace}/tasks/search"
    assert [task["gid"] for task in anna.get(path, text="plakate")] == [POSTERS]
    codes = {anna.send("GET", path, text="x").status_code for _ in range(59)}
    assert (codes, anna.send("GET", path, text="x").status_code) == ({200}, 429)
    assert anna.send("GET", "/users/me").status_code == 200


@pytest.mark.parametrize("body", BAD_BODIES)
def test_bad_bodies_are_refused_in_words(anna: Any, body: str) -> None:
    """Whatever is sent, the answer is a refusal that says why, never a failure of the server."""
    for path in ("/tasks", f"/tasks/{PLAN}/stories", "/batch", "/tags", "/projects", f"/tasks/{PLAN}/addProject"):
        url, headers = f"{anna.origin}/api/1.0{path}", {"Authorization": "Bearer asana-anna"}
        answer = requests.post(url, data=body, headers={**headers, "Content-Type": "application/json"}, timeout=10)
        assert answer.status_code in (400, 403), (path, answer.text)
        assert answer.json()["errors"][0]["message"]


def test_actions_of_a_batch_may_be_wrong_each_in_its_way(anna: Any) -> None:
    """An action that is not of the form is refused on its own."""
    wrong = [5, {"method": "get"}, {"relative_path": "/tasks", "data": "x"}, {"relative_path": "/users?limit=1"}]
    answers = anna.post("/batch", {"actions": [*wrong, {"relative_path": "/users/me", "method": 5}]})
    assert [answer["status_code"] for answer in answers] == [400, 400, 400, 400, 404]


def test_a_link_is_attached_by_json_form_or_upload(anna: Any) -> None:
    """Attachments come in each form of body; files keep name and size."""
    fields = {"parent": POSTERS, "resource_subtype": "external", "name": "Entwurf", "url": "https://e.example/1"}
    url, headers = f"{anna.origin}/api/1.0/attachments", {"Authorization": "Bearer asana-anna"}
    anna.post("/attachments", fields)
    requests.post(url, data=fields, headers=headers, timeout=10).raise_for_status()
    multipart = {name: (None, value) for name, value in fields.items()}
    requests.post(url, files=multipart, headers=headers, timeout=10).raise_for_status()
    upload: dict[str, Any] = {"parent": (None, POSTERS), "file": ("plan.txt", b"12345")}
    requests.post(url, files=upload, headers=headers, timeout=10).raise_for_status()
    kept = anna.get("/attachments", parent=POSTERS, opt_fields="name,view_url,size")
    assert [each["name"] for each in kept] == ["Entwurf", "Entwurf", "Entwurf", "plan.txt"]
    assert (kept[2]["view_url"], kept[3]["size"]) == ("https://e.example/1", 5)


def test_the_normal_form_shows_what_the_page_shows(app: Any, items: Callable[[], dict[str, Any]]) -> None:
    """Items say place, lane, people and texts as a reader sees them; the service is nobody, `Archiv` is the archive."""
    app.post(f"/tasks/{PLAN}/stories", {"html_text": "<body>Gut, <strong>danke</strong>!</body>"})
    app.post("/sections/1204000000000003/addTask", {"task": POSTERS})
    found = items()
    assert found[PLAN] == {
        "place": PROJECT,
        "ref": PLAN,
        "title": "Standplan abstimmen",
        "description": "Mit der Messe klären: Strom Wasser",
        "state": "open",
        "lane": "Offen",
        "due": "2026-12-01",
        "people": ["Anna Weber", "Bob Schulz"],
        "comments": [
            {"author": "Bob Schulz", "text": "Plan kommt morgen."},
            {"author": "Cobridge", "text": "Gut, danke!"},
        ],
        "archived": False,
        "checklist": [{"title": "Maße erfragen", "done": False}],
    }
    assert found[POSTERS]["archived"]
    assert datetime.fromisoformat(found[POSTERS]["due"]) == datetime.fromisoformat("2026-12-01T23:30:00Z")
    assert found["1205000000000003"]["state"] == "done"


def test_the_effective_seed_starts_the_same_asana_again(sandbox: Any) -> None:
    """What `GET /seed` shows can be a seed, and gives the same objects."""
    seed = requests.get(f"{sandbox.control_url}/seed", timeout=10).json()
    before = requests.get(f"{sandbox.control_url}/state/asana?form=items", timeout=10).json()
    with running(seed) as again:
        assert requests.get(f"{again.control_url}/state/asana?form=items", timeout=10).json() == before
