"""Tasks of Planner: what can be written, and what Planner makes of it."""

from collections.abc import Callable
from typing import Any

import pytest

from connectors.sandbox.graph import task_values, tasks

PLAN = "PlanMessestand-0000000000001"
OFFEN = "BucketOffen-0000000000000001"
STANDPLAN = "/planner/tasks/TaskStandplan-00000000000001"
PLAKATE = "/planner/tasks/TaskPlakate-0000000000000001"
PLACED = {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}


def _ids(client: Any) -> dict[str, str]:
    return {user["displayName"].split()[0]: user["id"] for user in client.get("/users")["value"]}


def test_a_task_is_created_with_everything_at_once(anna: Any, bob: Any) -> None:
    """Title, bucket, people, dates, priority, categories and progress come back as they were sent."""
    ids = _ids(anna)
    sent = {
        "planId": PLAN,
        "bucketId": OFFEN,
        "title": "Strom bestellen",
        "assignments": {ids["Bob"]: PLACED},
        "startDateTime": "2026-11-24T10:00:00Z",
        "dueDateTime": "2026-12-02T12:00:00+01:00",
        "priority": 1,
        "percentComplete": 50,
        "appliedCategories": {"category2": True, "category3": False},
    }
    made = anna.post("/planner/tasks", sent)
    assert {key: made[key] for key in ("planId", "bucketId", "title", "priority", "percentComplete")} == {
        key: sent[key] for key in ("planId", "bucketId", "title", "priority", "percentComplete")
    }
    assert (made["startDateTime"], made["dueDateTime"]) == ("2026-11-24T10:00:00Z", "2026-12-02T11:00:00Z")
    assert made["appliedCategories"] == {"category2": True}
    assert made["assignments"][ids["Bob"]]["assignedBy"]["user"]["id"] == ids["Anna"]
    assert made["createdBy"]["user"]["id"] == ids["Anna"]
    assert len(made["id"]) == 28
    assert {**bob.get(f"/planner/tasks/{made['id']}"), "@odata.context": made["@odata.context"]} == made


def test_a_task_is_listed_in_its_plan_its_bucket_and_with_its_people(anna: Any, bob: Any) -> None:
    """Moving it to another bucket changes one list and not the other."""
    [other] = [
        bucket["id"] for bucket in anna.get(f"/planner/plans/{PLAN}/buckets")["value"] if bucket["name"] == "In Arbeit"
    ]
    anna.change(STANDPLAN, {"bucketId": other})
    assert len(anna.get(f"/planner/plans/{PLAN}/tasks")["value"]) == 3
    assert anna.get(f"/planner/buckets/{OFFEN}/tasks")["value"] == []
    assert {task["title"] for task in anna.get(f"/planner/buckets/{other}/tasks")["value"]} == {
        "Standplan abstimmen",
        "Plakate",
    }
    assert [task["title"] for task in bob.get("/me/planner/tasks")["value"]] == ["Standplan abstimmen"]
    anna.change(STANDPLAN, {"bucketId": None})
    assert anna.get(STANDPLAN)["bucketId"] is None


def test_completing_notes_who_and_when_and_reopening_forgets_it(bob: Any) -> None:
    """100 is done, everything below is open."""
    done = bob.change(PLAKATE, {"percentComplete": 100})
    assert done["completedDateTime"].startswith("2026-11-22T09:00")
    assert done["completedBy"]["user"]["id"] == _ids(bob)["Bob"]
    again = bob.change(PLAKATE, {"percentComplete": 50})
    assert (again["completedDateTime"], again["completedBy"], again["percentComplete"]) == (None, None, 50)


def test_only_what_is_sent_changes(anna: Any) -> None:
    """A change of the title leaves everything else, null takes a date away, an omitted date stays."""
    before = anna.get(STANDPLAN)
    after = anna.change(STANDPLAN, {"title": "Neu"})
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"title", "@odata.etag"}
    assert anna.change(STANDPLAN, {"startDateTime": None})["dueDateTime"] == before["dueDateTime"]
    assert anna.change(STANDPLAN, {"dueDateTime": None})["dueDateTime"] is None


def test_people_are_added_and_taken_off_one_by_one(anna: Any) -> None:
    """Null takes one off; whoever is not named stays, with the place they had."""
    ids = _ids(anna)
    before = anna.get(STANDPLAN)["assignments"]
    after = anna.change(STANDPLAN, {"assignments": {ids["Anna"]: None, ids["Cobridge"]: PLACED}})["assignments"]
    assert set(after) == {ids["Bob"], ids["Cobridge"]}
    assert after[ids["Bob"]] == before[ids["Bob"]]


def test_categories_are_set_and_taken_off_one_by_one(anna: Any) -> None:
    """False and null both take one off."""
    anna.change(STANDPLAN, {"appliedCategories": {"category4": True, "category5": True}})
    after = anna.change(STANDPLAN, {"appliedCategories": {"category1": None, "category4": False}})
    assert after["appliedCategories"] == {"category5": True}


def test_order_hints_become_texts_that_sort_where_they_were_put(anna: Any) -> None:
    """Between two neighbours, before the first, behind the last."""
    hints = sorted(task["orderHint"] for task in anna.get(f"/planner/plans/{PLAN}/tasks")["value"])
    first, second = hints[:2]
    between = anna.post("/planner/tasks", {"planId": PLAN, "title": "a", "orderHint": f"{first} {second}!"})
    before = anna.post("/planner/tasks", {"planId": PLAN, "title": "b", "orderHint": f" {first}!"})
    behind = anna.post("/planner/tasks", {"planId": PLAN, "title": "c", "orderHint": f"{hints[-1]} !"})
    assert before["orderHint"] < first < between["orderHint"] < second < hints[-1] < behind["orderHint"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "'Title', on entity 'Task'"),
        ({"title": "x" * 256}, "over the maximum of 255"),
        ({"percentComplete": 101}, "between 0 and 100"),
        ({"percentComplete": True}, "between 0 and 100"),
        ({"priority": 11}, "between 0 and 10"),
        ({"dueDateTime": "2026-11-24T09:00:00Z"}, "start date must not be later"),
        ({"startDateTime": "2026-12-24T09:00:00Z"}, "start date must not be later"),
        ({"dueDateTime": "2026-12-01"}, "Edm.DateTimeOffset"),
        ({"bucketId": "BucketOfNobody"}, "bucket does not belong"),
        ({"planId": "PlanVorstand-000000000000001"}, "'planId' cannot be set"),
        ({"hasDescription": True}, "'hasDescription' cannot be set"),
        ({"details": {"description": "x"}}, "'details' cannot be set"),
        ({"orderHint": "5"}, "not in the format"),
        ({"assignments": {"x": {"orderHint": " !"}}}, "untyped value"),
        ({"assignments": {"x": {"@odata.type": "#microsoft.graph.plannerAssignment"}}}, "'OrderHint'"),
        ({"appliedCategories": {"category99": True}}, "no category"),
    ],
)
def test_what_planner_does_not_keep_is_refused_and_changes_nothing(anna: Any, change: Any, said: str) -> None:
    """Each with status 400 and a message that names the field."""
    before = anna.get(STANDPLAN)
    status, message = anna.refused_change(STANDPLAN, {"percentComplete": 100, **change})
    assert (status, said in message) == (400, True), message
    assert anna.get(STANDPLAN) == before


def test_only_members_of_the_group_can_have_a_task(anna: Any, app: Any) -> None:
    """People outside are refused, for an application too."""
    outside = _ids(anna)["Dora"]
    for client in (anna, app):
        assert client.refused_change(STANDPLAN, {"assignments": {outside: PLACED}})[0] == 403


def test_who_is_not_in_the_group_sees_nothing_of_its_plan(dora: Any, app: Any) -> None:
    """403 for the plan, its tasks and its buckets; an application with its permission sees all."""
    paths = (STANDPLAN, f"/planner/plans/{PLAN}", f"/planner/plans/{PLAN}/tasks", f"/planner/buckets/{OFFEN}")
    for path in paths:
        assert dora.refused("GET", path)[0] == 403
        app.get(path)


def test_an_application_can_do_what_planner_lets_it(app: Any) -> None:
    """It creates and changes tasks; nobody is noted as the user, the application is."""
    made = app.post("/planner/tasks", {"planId": PLAN, "title": "Vom Dienst"})
    assert made["createdBy"]["user"] is None
    assert made["createdBy"]["application"]["id"] == "33333333-0000-4000-8000-000000000000"
    assert app.change(f"/planner/tasks/{made['id']}", {"percentComplete": 100})["percentComplete"] == 100
    assert app.refused("GET", "/me/planner/tasks")[2] == "/me request is only valid with delegated authentication flow."


def test_people_see_the_tasks_of_others_only_in_plans(anna: Any, bob: Any, app: Any) -> None:
    """`/users/{id}/planner/tasks` is one's own; an application sees everybody's."""
    ids = _ids(anna)
    assert bob.refused("GET", f"/users/{ids['Anna']}/planner/tasks")[0] == 403
    assert len(anna.get(f"/users/{ids['Anna']}/planner/tasks")["value"]) == 1
    assert len(app.get(f"/users/{ids['Anna']}/planner/tasks")["value"]) == 1


def test_a_deleted_task_is_gone_everywhere(anna: Any, items: Callable[[], dict[str, Any]]) -> None:
    """From its plan, its bucket, its people, and for good."""
    etag = anna.get(STANDPLAN)["@odata.etag"]
    assert anna.send("DELETE", STANDPLAN, headers={"If-Match": etag}).status_code == 204
    assert anna.refused("GET", STANDPLAN) == (404, "", "The requested item is not found.")
    assert anna.get(f"/planner/buckets/{OFFEN}/tasks")["value"] == []
    assert anna.get("/me/planner/tasks")["value"] == []
    assert "TaskStandplan-00000000000001" not in items()


def test_limits_have_their_codes(anna: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many tasks, too many open ones, too many people: 403 with the name of the limit."""
    monkeypatch.setattr(tasks, "MOST_ACTIVE_TASKS", 2)
    assert anna.refused("POST", "/planner/tasks", {"planId": PLAN, "title": "a"})[:2] == (
        403,
        "MaximumActiveTasksInProject",
    )
    monkeypatch.setattr(tasks, "MOST_TASKS", 3)
    assert anna.refused("POST", "/planner/tasks", {"planId": PLAN, "title": "a"})[1] == "MaximumTasksInProject"
    monkeypatch.setattr(task_values, "MOST_PEOPLE", 2)
    response = anna.send(
        "PATCH",
        STANDPLAN,
        {"assignments": {_ids(anna)["Cobridge"]: PLACED}},
        {"If-Match": anna.get(STANDPLAN)["@odata.etag"]},
    )
    assert (response.status_code, response.json()["error"]["code"]) == (403, "MaximumAssigneesInTasks")


@pytest.mark.parametrize("name", ["$expand", "$filter", "$orderby"])
def test_planner_knows_few_query_options(anna: Any, name: str) -> None:
    """Details cannot be had with the list of tasks, and nothing is filtered or sorted."""
    assert anna.send("GET", f"/planner/plans/{PLAN}/tasks?{name}=details").status_code == 400


def test_a_task_comes_with_its_details_when_asked(anna: Any) -> None:
    """One by one that works."""
    assert anna.get(STANDPLAN, _expand="details")["details"]["description"].startswith("Mit der Messe.")


def test_boards_have_their_own_order(anna: Any) -> None:
    """The three formats answer with hints and tags of their own."""
    formats = [anna.get(f"{STANDPLAN}/{name}TaskBoardFormat") for name in ("assignedTo", "bucket", "progress")]
    assert len({each["@odata.etag"] for each in formats}) == 3
    assert set(formats[0]["orderHintsByAssignee"]) == set(anna.get(STANDPLAN)["assignments"])


def test_tasks_come_in_pages_when_asked(anna: Any) -> None:
    """Each page links to the next one, also when a task goes in between; all come once."""
    first = anna.get(f"/planner/plans/{PLAN}/tasks", _top=1, _select="id,title")
    assert set(first["value"][0]) == {"@odata.etag", "id", "title"}
    seen = [first["value"][0]["title"]]
    link = first["@odata.nextLink"]
    while link:
        assert len(seen) < 3, "the pages do not come to an end"
        page = anna.get(link)
        seen += [task["title"] for task in page["value"]]
        link = page.get("@odata.nextLink")
    assert seen == ["Standplan abstimmen", "Plakate", "Altes"]
