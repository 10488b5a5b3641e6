"""Tasks: creating, changing, dates, people, sections, deletion."""

from collections.abc import Callable
from typing import Any

import pytest

PROJECT = "1203000000000001"
OPEN, DOING, ARCHIVE = "1204000000000001", "1204000000000002", "1204000000000003"
PLAN, POSTERS = "1205000000000001", "1205000000000002"
ANNA, BOB = "1201000000000001", "1201000000000002"


def test_one_call_creates_a_task_in_its_section(anna: Any) -> None:
    """A task is created with project and section in one call and is read back whole."""
    made = anna.post(
        "/tasks",
        {
            "name": "Flyer",
            "notes": "Druck & Papier",
            "assignee": "bob.schulz@nordlicht-schulz.example",
            "due_on": "2026-12-24",
            "memberships": [{"project": PROJECT, "section": DOING}],
            "tags": ["1206000000000001"],
        },
    )
    seen = anna.get(f"/tasks/{made['gid']}")
    assert [each["section"]["gid"] for each in seen["memberships"]] == [DOING]
    assert (seen["name"], seen["due_on"], seen["assignee"]["gid"]) == ("Flyer", "2026-12-24", BOB)
    assert {each["gid"] for each in seen["followers"]} == {ANNA, BOB}
    assert anna.get(f"/tasks/{made['gid']}", opt_fields="html_notes")["html_notes"] == "<body>Druck &amp; Papier</body>"


def test_a_task_without_section_goes_to_the_first_one(anna: Any) -> None:
    """Who names only a project finds the task in the project's first section."""
    made = anna.post("/tasks", {"name": "Flyer", "projects": [PROJECT]})
    assert made["memberships"][0]["section"]["gid"] == OPEN


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": "x"}, "You should specify one of workspace, parent, projects"),
        ({"name": "x" * 1025, "projects": [PROJECT]}, "name: Value is too long"),
        ({"notes": "x" * 65_536, "projects": [PROJECT]}, "notes: Value is too long"),
        ({"notes": "a", "html_notes": "<body>a</body>", "projects": [PROJECT]}, "html_notes: You can only specify one"),
        ({"due_on": "2026-12-01", "due_at": "2026-12-01T10:00:00Z", "projects": [PROJECT]}, "due_at: You can only"),
        ({"due_on": "1.12.2026", "projects": [PROJECT]}, "due_on: Invalid date"),
        ({"projects": ["99"]}, "projects: Unknown object: 99"),
        ({"assignee": "99", "projects": [PROJECT]}, "assignee: Unknown object: 99"),
        ({"followers": ["nobody@x.example"], "projects": [PROJECT]}, "followers: Not a recognized ID"),
        ({"memberships": [{"project": PROJECT, "section": "1204000000000011"}]}, "You do not have permission"),
        ({"completed": "maybe", "projects": [PROJECT]}, "completed: Not a boolean"),
        ({"created_at": "2026-01-01T00:00:00Z", "projects": [PROJECT]}, "created_at: Cannot write this property"),
        ({"start_on": "2026-12-02", "due_on": "2026-12-01", "projects": [PROJECT]}, "start_on: The start date"),
        ({"start_on": "2026-12-02", "projects": [PROJECT]}, "start_on: due_on or due_at must be present"),
    ],
)
def test_what_cannot_be_created_is_refused_and_nothing_is_there(anna: Any, data: dict[str, Any], message: str) -> None:
    """A refused creation names what is wrong and leaves no task behind."""
    before = len(anna.get(f"/projects/{PROJECT}/tasks"))
    status, said = anna.refused("POST", "/tasks", data)
    assert status in (400, 403)
    assert said.startswith(message)
    assert len(anna.get(f"/projects/{PROJECT}/tasks")) == before


def test_a_section_must_belong_to_its_project(bob: Any) -> None:
    """A section of another project is refused."""
    data = {"memberships": [{"project": PROJECT, "section": "1204000000000011"}]}
    assert bob.refused("POST", "/tasks", data)[0] == 400


def test_somebody_who_left_the_workspace_cannot_be_assigned(anna: Any) -> None:
    """Only members of the workspace can have a task."""
    workspace = anna.get("/workspaces")[0]["gid"]
    anna.post(f"/workspaces/{workspace}/removeUser", {"user": BOB})
    assert anna.refused("PUT", f"/tasks/{PLAN}", {"assignee": BOB}) == (400, "assignee: Not a user in Organization")
    assert anna.refused("POST", f"/tasks/{PLAN}/addFollowers", {"followers": [BOB]})[0] == 400


def test_day_and_instant_replace_one_another(anna: Any) -> None:
    """Setting the one clears the other; the day of an instant is that of the workspace's time zone."""
    seen = anna.put(f"/tasks/{PLAN}", {"due_at": "2026-12-01T23:30:00Z"})
    assert (seen["due_on"], seen["due_at"]) == ("2026-12-02", "2026-12-01T23:30:00.000Z")
    seen = anna.put(f"/tasks/{PLAN}", {"due_on": "2026-12-05"})
    assert (seen["due_on"], seen["due_at"]) == ("2026-12-05", None)
    seen = anna.put(f"/tasks/{PLAN}", {"due_on": None})
    assert (seen["due_on"], seen["due_at"]) == (None, None)


def test_start_dates_need_a_paid_plan(limited: Callable[..., Any], anna: Any) -> None:
    """On the free plan a start date is refused with 402, as is search."""
    anna.origin = limited("off", "free").urls["asana"]
    assert anna.refused("PUT", f"/tasks/{PLAN}", {"start_on": "2026-11-30", "due_on": "2026-12-01"})[0] == 402
    workspace = anna.get("/workspaces")[0]["gid"]
    assert anna.refused("GET", f"/workspaces/{workspace}/tasks/search", text="Plan")[0] == 402


def test_finishing_says_when_and_by_whom(anna: Any, advance: Callable[[float], None]) -> None:
    """A finished task knows when and by whom; reopened it forgets."""
    fields = "completed,completed_at,completed_by.name,modified_at"
    advance(3600)
    seen = anna.put(f"/tasks/{PLAN}", {"completed": True}, opt_fields=fields)
    assert seen["completed_by"]["name"] == "Anna Weber"
    assert seen["completed_at"] == seen["modified_at"]
    assert seen["completed_at"] > "2026-11-23T09:00:00"
    seen = anna.put(f"/tasks/{PLAN}", {"completed": False}, opt_fields=fields)
    assert (seen["completed"], seen["completed_at"], seen["completed_by"]) == (False, None, None)


def test_what_changes_nothing_leaves_no_trace(anna: Any, advance: Callable[[float], None]) -> None:
    """Writing the values that are there already moves nothing."""
    before = anna.get(f"/tasks/{PLAN}"), anna.get(f"/tasks/{PLAN}/stories")
    advance(60)
    anna.put(f"/tasks/{PLAN}", {"name": "Standplan abstimmen", "due_on": "2026-12-01", "completed": False})
    assert (anna.get(f"/tasks/{PLAN}"), anna.get(f"/tasks/{PLAN}/stories")) == before


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("PUT", f"/tasks/{PLAN}", {"name": "Neu"}),
        ("POST", f"/tasks/{PLAN}/stories", {"text": "Hallo"}),
        ("POST", f"/sections/{DOING}/addTask", {"task": PLAN}),
        ("POST", f"/tasks/{PLAN}/removeTag", {"tag": "1206000000000001"}),
    ],
)
def test_every_change_is_found_by_modified_since(
    anna: Any, advance: Callable[[float], None], method: str, path: str, data: dict[str, Any]
) -> None:
    """Polling for what was modified since an instant finds edits, comments and moves."""
    advance(60)
    since = "2026-11-23T08:00:30Z"
    assert anna.get("/tasks", project=PROJECT, modified_since=since) == []
    anna.send(method, path, data).raise_for_status()
    assert [task["gid"] for task in anna.get("/tasks", project=PROJECT, modified_since=since)] == [PLAN]


def test_completed_since_leaves_out_what_was_done_before(anna: Any) -> None:
    """`completed_since=now` gives the open tasks only."""
    assert [task["gid"] for task in anna.get("/tasks", project=PROJECT, completed_since="now")] == [PLAN, POSTERS]


def test_what_belongs_to_no_list_is_refused(anna: Any) -> None:
    """A list of tasks needs exactly one filter."""
    message = "Must specify exactly one of project, tag, section, user task list, or assignee + workspace"
    assert anna.refused("GET", "/tasks") == (400, message)
    assert anna.refused("GET", "/tasks", assignee="me") == (400, message)
    workspace = anna.get("/workspaces")[0]["gid"]
    assert [task["gid"] for task in anna.get("/tasks", assignee="me", workspace=workspace)] == [PLAN]
    assert [task["gid"] for task in anna.get("/tasks", tag="1206000000000001")] == [PLAN]


def test_sections_keep_the_order_of_their_tasks(anna: Any) -> None:
    """A task goes to the top of a section, or where it is told to, and leaves the other section."""
    anna.post(f"/sections/{DOING}/addTask", {"task": PLAN})
    anna.post(f"/sections/{DOING}/addTask", {"task": POSTERS, "insert_after": PLAN})
    order = [task["gid"] for task in anna.get(f"/sections/{DOING}/tasks")]
    assert order == [PLAN, POSTERS, "1205000000000003"]
    anna.post(f"/tasks/{PLAN}/addProject", {"project": PROJECT, "section": DOING, "insert_before": None})
    assert [task["gid"] for task in anna.get("/tasks", project=PROJECT)] == [POSTERS, "1205000000000003", PLAN]
    assert anna.refused("POST", f"/sections/{OPEN}/addTask", {"task": PLAN, "insert_before": POSTERS})[0] == 400


def test_sections_are_made_moved_and_removed(anna: Any) -> None:
    """Sections keep their order; only an empty one can go, and the last never."""
    made = anna.post(f"/projects/{PROJECT}/sections", {"name": "Prüfung", "insert_before": DOING})
    anna.post(f"/projects/{PROJECT}/sections/insert", {"section": OPEN, "after_section": ARCHIVE})
    names = [section["name"] for section in anna.get(f"/projects/{PROJECT}/sections")]
    assert names == ["Prüfung", "In Arbeit", "Archiv", "Offen"]
    assert anna.refused("DELETE", f"/sections/{OPEN}")[0] == 400
    anna.delete(f"/sections/{made['gid']}")
    assert anna.refused("GET", f"/sections/{made['gid']}")[0] == 404


def test_a_deleted_task_is_gone_with_its_subtasks(anna: Any) -> None:
    """Deleted tasks answer 404 and stand in no list."""
    anna.delete(f"/tasks/{PLAN}")
    assert anna.refused("GET", f"/tasks/{PLAN}") == (404, f"task: Unknown object: {PLAN}")
    assert anna.refused("GET", "/tasks/1205000000000011")[0] == 404
    assert PLAN not in [task["gid"] for task in anna.get("/tasks", project=PROJECT)]
    assert anna.get("/tags/1206000000000001/tasks") == []


def test_what_is_set_by_an_endpoint_cannot_be_put(anna: Any) -> None:
    """Projects, tags, followers and parent have endpoints of their own."""
    for name in ("projects", "tags", "followers", "memberships", "parent"):
        message = f"{name}: Cannot write this property"
        assert anna.refused("PUT", f"/tasks/{PLAN}", {name: []}) == (400, message)


def test_subtasks_find_a_new_parent(anna: Any) -> None:
    """A subtask can be moved, freed, and never put below itself."""
    below = anna.post(f"/tasks/{PLAN}/subtasks", {"name": "Skizze"})
    anna.post(f"/tasks/{below['gid']}/setParent", {"parent": PLAN, "insert_before": "1205000000000011"})
    assert [task["name"] for task in anna.get(f"/tasks/{PLAN}/subtasks")] == ["Skizze", "Maße erfragen"]
    assert anna.refused("POST", f"/tasks/{PLAN}/setParent", {"parent": below["gid"]})[0] == 400
    assert anna.post(f"/tasks/{below['gid']}/setParent", {"parent": None})["parent"] is None
    assert anna.get(f"/tasks/{PLAN}", opt_fields="num_subtasks")["num_subtasks"] == 1


def test_a_copy_carries_a_footer_but_no_external_data(app: Any) -> None:
    """Duplicating copies what is asked for, never what an app keeps to find its task again."""
    app.put(f"/tasks/{PLAN}", {"external": {"gid": "op-1"}})
    job = app.post(f"/tasks/{PLAN}/duplicate", {"name": "Kopie", "include": "notes,projects"})
    copy = app.get(f"/tasks/{job['new_task']['gid']}")
    assert copy["notes"] == app.get(f"/tasks/{PLAN}")["notes"]
    assert "external" not in copy
    assert app.get("/tasks/external:op-1")["gid"] == PLAN


def test_private_projects_are_for_their_members(anna: Any, bob: Any) -> None:
    """Who is no member gets 403 for the project, its sections and its tasks, and does not find it in the list."""
    for path in ("/projects/1203000000000002", "/sections/1204000000000011", "/tasks/1205000000000021"):
        assert anna.send("GET", path).status_code == 403
        assert bob.send("GET", path).status_code == 200
    assert "Intern" not in [project["name"] for project in anna.get("/projects")]
    bob.post("/projects/1203000000000002/addMembers", {"members": ANNA})
    assert anna.get("/tasks/1205000000000021")["name"] == "Kalkulation"
