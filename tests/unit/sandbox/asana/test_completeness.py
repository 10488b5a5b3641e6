"""What an ordinary client of Asana reads and writes, through the vendor's own package."""

from collections.abc import Callable
from typing import Any

import asana
import pytest
import requests
from asana.rest import ApiException

PROJECT, PLAN, POSTERS, POWER = "1203000000000001", "1205000000000001", "1205000000000002", "1205000000000003"
BOB = "1201000000000002"
TYPES = ("text", "number", "enum", "multi_enum", "date", "people")
Ids = dict[str, Any]


@pytest.fixture
def ids(client: Any) -> Ids:
    """A field of each type shown in the project, one of its options; the workspace and its team."""
    fields, settings = asana.CustomFieldsApi(client), asana.ProjectsApi(client)
    workspace = next(iter(asana.WorkspacesApi(client).get_workspaces({})))["gid"]
    found: Ids = {"workspace": workspace}
    for kind in TYPES:
        data = {"workspace": workspace, "name": f"Feld {kind}", "resource_subtype": kind, "precision": 1}
        choices = {"enum_options": [{"name": "hoch", "color": "red"}, {"name": "tief"}]} if "enum" in kind else {}
        made = fields.create_custom_field({"data": {**data, **choices}}, {})
        settings.add_custom_field_setting_for_project({"data": {"custom_field": made["gid"]}}, PROJECT, {})
        found[kind] = made["gid"]
        found[f"{kind}_option"] = made["enum_options"][0]["gid"] if choices else None
    found["team"] = next(iter(asana.TeamsApi(client).get_teams_for_workspace(workspace, {})))["gid"]
    found["list"] = asana.UserTaskListsApi(client).get_user_task_list_for_user("me", workspace, {})["gid"]
    asana.TasksApi(client).add_dependencies_for_task({"data": {"dependencies": [POSTERS]}}, PLAN)
    return found


def _gids(found: Any) -> list[str]:
    return [each["gid"] for each in found]


def _names(found: Any) -> list[str]:
    return [each["name"] for each in found]


CALLS: tuple[tuple[str, Callable[[Any, Ids], Any], Callable[[Any], object], object], ...] = (
    ("the fields of a workspace",
     lambda it, ids: asana.CustomFieldsApi(it).get_custom_fields_for_workspace(ids["workspace"], {"limit": 2}),
     lambda seen: len(list(seen)), len(TYPES)),
    ("one field", lambda it, ids: asana.CustomFieldsApi(it).get_custom_field(ids["enum"], {}),
     lambda seen: _names(seen["enum_options"]), ["hoch", "tief"]),
    ("a field's new name",
     lambda it, ids: asana.CustomFieldsApi(it).update_custom_field(ids["text"], {"body": {"data": {"name": "Neu"}}}),
     lambda seen: seen["name"], "Neu"),
    ("a deleted field", lambda it, ids: asana.CustomFieldsApi(it).delete_custom_field(ids["text"]), dict, {}),
    ("a new option first", lambda it, ids: asana.CustomFieldsApi(it).create_enum_option_for_custom_field(
        ids["enum"], {"body": {"data": {"name": "ganz hoch", "insert_before": ids["enum_option"]}}}),
     lambda seen: (seen["name"], seen["enabled"]), ("ganz hoch", True)),
    ("an option elsewhere", lambda it, ids: asana.CustomFieldsApi(it).insert_enum_option_for_custom_field(
        ids["enum"], {"body": {"data": {"enum_option": ids["enum_option"]}}}), lambda seen: seen["name"], "hoch"),
    ("an option that cannot be chosen any more", lambda it, ids: asana.CustomFieldsApi(it).update_enum_option(
        ids["enum_option"], {"body": {"data": {"enabled": False}}}), lambda seen: seen["enabled"], False),
    ("the fields of a project",
     lambda it, _: asana.CustomFieldSettingsApi(it).get_custom_field_settings_for_project(PROJECT, {}),
     lambda seen: [each["custom_field"]["resource_subtype"] for each in seen], list(TYPES)),
    ("a field taken off a project", lambda it, ids: asana.ProjectsApi(it).remove_custom_field_setting_for_project(
        {"data": {"custom_field": ids["date"]}}, PROJECT), dict, {}),
    ("what a task waits for", lambda it, _: asana.TasksApi(it).get_dependencies_for_task(PLAN, {}), _gids, [POSTERS]),
    ("what waits for a task", lambda it, _: asana.TasksApi(it).get_dependents_for_task(POSTERS, {}), _gids, [PLAN]),
    ("one more that waits", lambda it, _: asana.TasksApi(it).add_dependents_for_task(
        {"data": {"dependents": [POWER]}}, POSTERS), dict, {}),
    ("no more waiting", lambda it, _: asana.TasksApi(it).remove_dependencies_for_task(
        {"data": {"dependencies": [POSTERS]}}, PLAN), dict, {}),
    ("no more that wait", lambda it, _: asana.TasksApi(it).remove_dependents_for_task(
        {"data": {"dependents": [PLAN]}}, POSTERS), dict, {}),
    ("a task by the beginning of a word",
     lambda it, ids: asana.TypeaheadApi(it).typeahead_for_workspace(ids["workspace"], "task", {"query": "dru"}),
     _gids, [POSTERS]),
    ("a person by name",
     lambda it, ids: asana.TypeaheadApi(it).typeahead_for_workspace(ids["workspace"], "user", {"query": "schu"}),
     _gids, [BOB]),
    ("one's own list", lambda it, ids: asana.UserTaskListsApi(it).get_user_task_list(ids["list"], {}),
     lambda seen: seen["owner"]["name"], "Cobridge"),
    ("one's own tasks", lambda it, ids: asana.TasksApi(it).get_tasks_for_user_task_list(ids["list"], {}), _gids, []),
    ("a team", lambda it, ids: asana.TeamsApi(it).get_team(ids["team"], {}),
     lambda seen: seen["resource_type"], "team"),
    ("one's own teams", lambda it, ids: asana.TeamsApi(it).get_teams_for_user("me", ids["workspace"], {}),
     lambda seen: len(list(seen)), 1),
    ("the people of a team", lambda it, ids: asana.UsersApi(it).get_users_for_team(ids["team"], {}), _names,
     ["Anna Weber", "Bob Schulz", "Carla Roth", "Cobridge"]),
    ("the projects of a team", lambda it, ids: asana.ProjectsApi(it).get_projects_for_team(ids["team"], {}),
     _gids, [PROJECT]),
    ("a project of a team", lambda it, ids: asana.ProjectsApi(it).create_project_for_team(
        {"data": {"name": "Anbau"}}, ids["team"], {}), lambda seen: seen["name"], "Anbau"),
    ("a project's new follower", lambda it, _: asana.ProjectsApi(it).add_followers_for_project(
        {"data": {"followers": BOB}}, PROJECT, {}), lambda seen: _gids(seen["followers"]), [BOB]),
    ("a project without followers", lambda it, _: asana.ProjectsApi(it).remove_followers_for_project(
        {"data": {"followers": BOB}}, PROJECT, {}), lambda seen: seen["followers"], []),
)  # fmt: skip


@pytest.mark.parametrize(("call", "seen", "wanted"), [row[1:] for row in CALLS], ids=[row[0] for row in CALLS])
def test_an_ordinary_client_gets_what_asana_gives(
    client: Any, ids: Ids, call: Callable[[Any, Ids], Any], seen: Callable[[Any], object], wanted: object
) -> None:
    """Each call of the table is carried out, and its answer holds what was asked for."""
    assert seen(call(client, ids)) == wanted


VALUES: tuple[tuple[str, Any, str], ...] = (
    ("text", "Halle 3", "Halle 3"),
    ("number", 2.5, "2.5"),
    ("enum", "{enum_option}", "hoch"),
    ("multi_enum", ["{multi_enum_option}"], "hoch"),
    ("date", {"date": "2026-12-01"}, "2026-12-01"),
    ("people", [BOB], "Bob Schulz"),
)


@pytest.mark.parametrize(("kind", "value", "shown"), VALUES, ids=[row[0] for row in VALUES])
def test_a_task_has_values_in_the_fields_of_its_project(
    client: Any, ids: Ids, kind: str, value: Any, shown: str
) -> None:
    """A value is written, read, told in a story of its own kind, and taken away again with null."""
    tasks = asana.TasksApi(client)
    sent = [each.format(**ids) for each in value] if isinstance(value, list) else value
    sent = sent.format(**ids) if isinstance(sent, str) else sent
    for each, wanted in ((sent, shown), (None, None)):
        changed = tasks.update_task({"data": {"custom_fields": {ids[kind]: each}}}, PLAN, {})
        read = {field["gid"]: field["display_value"] for field in changed["custom_fields"]}
        assert read[ids[kind]] == wanted
    told = [each["resource_subtype"] for each in asana.StoriesApi(client).get_stories_for_task(PLAN, {})]
    assert told.count(f"{kind}_custom_field_changed") == 2


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("number", "viel", "Invalid value for the number"),
        ("enum", "999", "no enabled option"),
        ("date", "2026-12-01", "Invalid value for the date"),
    ],
)
def test_a_value_of_another_type_is_refused(client: Any, ids: Ids, kind: str, value: str, words: str) -> None:
    """400, and the task is as before."""
    with pytest.raises(ApiException) as refused:
        asana.TasksApi(client).update_task({"data": {"name": "x", "custom_fields": {ids[kind]: value}}}, PLAN, {})
    assert (refused.value.status, words in str(refused.value.body)) == (400, True)
    assert asana.TasksApi(client).get_task(PLAN, {"opt_fields": "name"})["name"] == "Standplan abstimmen"


def test_a_field_that_no_project_of_the_task_shows_is_refused(client: Any, ids: Ids) -> None:
    """A field has to be added to the project before its tasks can have a value in it."""
    asana.ProjectsApi(client).remove_custom_field_setting_for_project({"data": {"custom_field": ids["text"]}}, PROJECT)
    with pytest.raises(ApiException) as refused:
        asana.TasksApi(client).update_task({"data": {"custom_fields": {ids["text"]: "x"}}}, PLAN, {})
    assert "is not on given object" in str(refused.value.body)


@pytest.mark.usefixtures("ids")
def test_a_deleted_task_holds_nothing_up(client: Any) -> None:
    """What waited for it waits no more."""
    asana.TasksApi(client).delete_task(POSTERS)
    assert list(asana.TasksApi(client).get_dependencies_for_task(PLAN, {})) == []


@pytest.mark.parametrize("path", ["/portfolios", "/goals", "/tasks/1205000000000001/time_tracking_entries"])
def test_what_is_left_out_is_listed_as_unknown(app: Any, sandbox: Any, path: str) -> None:
    """A call that the sandbox does not know is 404 and can be found in the record of calls."""
    status, words = app.refused("GET", path)
    last = requests.get(f"{sandbox.control_url}/requests", timeout=10).json()["calls"][-1]
    assert (status, words, last.get("unknown")) == (404, "No matching route for request", True)


SEARCHES: tuple[tuple[dict[str, str], list[str]], ...] = (
    ({"text": "PLAKATE"}, [POSTERS]),
    ({"assignee.any": "1201000000000001"}, [PLAN]),
    ({"followers.any": BOB, "projects.all": PROJECT}, [PLAN]),
    ({"tags.not": "1206000000000001", "is_subtask": "false", "completed": "false"}, [POSTERS]),
    ({"is_subtask": "true"}, ["1205000000000011"]),
    ({"completed": "true"}, [POWER]),
    ({"has_attachment": "true"}, [PLAN]),
    ({"is_blocked": "true"}, [PLAN]),
    ({"is_blocking": "true"}, [POSTERS]),
    ({"due_on": "2026-12-01"}, [PLAN]),
    ({"due_on.after": "2026-12-01"}, [POSTERS]),
    ({"due_at.before": "2026-12-01T12:00:00Z"}, [PLAN]),
    ({"commented_on_by.not": BOB, "sections.any": "1204000000000001", "due_on.before": "2027-01-01"}, [POSTERS]),
    ({"custom_fields.{text}.value": "Halle 3"}, [POSTERS]),
    ({"custom_fields.{text}.contains": "halle"}, [POSTERS]),
    ({"custom_fields.{text}.is_set": "true"}, [POSTERS]),
    ({"sort_by": "due_date", "sort_ascending": "true", "completed": "false", "is_subtask": "false"}, [PLAN, POSTERS]),
)


@pytest.mark.parametrize(("asked", "wanted"), SEARCHES, ids=[",".join(row[0]) for row in SEARCHES])
def test_a_search_finds_what_it_asks_for(
    client: Any, app: Any, ids: Ids, asked: dict[str, str], wanted: list[str]
) -> None:
    """By words, people, places, dates and values; the task due half past midnight here is due a day later."""
    asana.TasksApi(client).update_task({"data": {"custom_fields": {ids["text"]: "Halle 3"}}}, POSTERS, {})
    query = {name.format(**ids): value for name, value in asked.items()}
    assert _gids(app.get(f"/workspaces/{ids['workspace']}/tasks/search", **query)) == wanted
