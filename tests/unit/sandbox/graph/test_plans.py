"""Plans and buckets."""

from typing import Any

import pytest

from connectors.sandbox.graph import buckets

GROUP = "22222222-0000-4000-8000-000000000001"
PLAN = "/planner/plans/PlanMessestand-0000000000001"
OFFEN = "/planner/buckets/BucketOffen-0000000000000001"


def test_a_group_has_plans_and_its_members_see_them(anna: Any, dora: Any, app: Any) -> None:
    """Others get Planner's 403, an application sees them."""
    assert [plan["title"] for plan in anna.get(f"/groups/{GROUP}/planner/plans")["value"]] == ["Messestand"]
    assert [plan["title"] for plan in anna.get("/me/planner/plans")["value"]] == ["Messestand"]
    assert dora.refused("GET", f"/groups/{GROUP}/planner/plans")[0] == 403
    assert len(app.get(f"/groups/{GROUP}/planner/plans")["value"]) == 1
    assert app.refused("GET", "/planner/plans")[0] == 400


@pytest.mark.parametrize(
    "container",
    [
        {"container": {"containerId": GROUP, "type": "group"}},
        {"container": {"url": f"https://graph.microsoft.com/v1.0/groups/{GROUP}"}},
        {"owner": GROUP},
    ],
)
def test_a_plan_lives_in_a_group(anna: Any, container: dict[str, Any]) -> None:
    """Created, renamed and deleted by a member; all its buckets and tasks go with it."""
    made = anna.post("/planner/plans", {"title": "Neu", **container})
    path = f"/planner/plans/{made['id']}"
    assert (made["owner"], made["container"]["containerId"]) == (GROUP, GROUP)
    bucket = anna.post("/planner/buckets", {"planId": made["id"], "name": "Offen", "orderHint": " !"})
    task = anna.post("/planner/tasks", {"planId": made["id"], "title": "a", "bucketId": bucket["id"]})
    etag = anna.change(path, {"title": "Anders"})["@odata.etag"]
    assert anna.get(path)["title"] == "Anders"
    assert anna.send("DELETE", path, headers={"If-Match": etag}).status_code == 204
    for gone in (path, f"/planner/buckets/{bucket['id']}", f"/planner/tasks/{task['id']}"):
        assert anna.refused("GET", gone)[0] == 404


def test_a_plan_needs_a_title_and_a_group_one_is_in(anna: Any, dora: Any) -> None:
    """400 for what is missing, 403 for somebody else's group."""
    assert anna.refused("POST", "/planner/plans", {"title": "", "owner": GROUP})[0] == 400
    assert anna.refused("POST", "/planner/plans", {"title": "x"})[0] == 400
    assert dora.refused("POST", "/planner/plans", {"title": "x", "owner": GROUP})[0] == 403


def test_categories_have_names(anna: Any) -> None:
    """Of 25 categories; null takes a name away; other names are refused."""
    assert anna.get(f"{PLAN}/details")["categoryDescriptions"]["category1"] == "dringend"
    after = anna.change(f"{PLAN}/details", {"categoryDescriptions": {"category1": None, "category25": "intern"}})
    assert (after["categoryDescriptions"]["category1"], after["categoryDescriptions"]["category25"]) == (None, "intern")
    assert len(after["categoryDescriptions"]) == 25
    assert anna.refused_change(f"{PLAN}/details", {"categoryDescriptions": {"category26": "x"}})[0] == 400


def test_buckets_stand_in_their_order(anna: Any) -> None:
    """A new one goes where its hint says; a renamed one stays there."""
    first, second, _ = sorted(bucket["orderHint"] for bucket in anna.get(f"{PLAN}/buckets")["value"])
    data = {"planId": PLAN.rpartition("/")[2], "name": "Prüfung", "orderHint": f"{first} {second}!"}
    made = anna.post("/planner/buckets", data)
    anna.change(f"/planner/buckets/{made['id']}", {"name": "Abnahme"})
    shown = sorted(anna.get(f"{PLAN}/buckets")["value"], key=lambda bucket: bucket["orderHint"])
    assert [bucket["name"] for bucket in shown] == ["Offen", "Abnahme", "In Arbeit", "Archiv"]


def test_a_deleted_bucket_takes_its_tasks_along(anna: Any) -> None:
    """The other buckets' tasks stay."""
    etag = anna.get(OFFEN)["@odata.etag"]
    assert anna.send("DELETE", OFFEN, headers={"If-Match": etag}).status_code == 204
    assert [task["title"] for task in anna.get(f"{PLAN}/tasks")["value"]] == ["Plakate", "Altes"]
    assert anna.refused("GET", "/planner/tasks/TaskStandplan-00000000000001")[0] == 404


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"name": "x"}, 400),
        ({"name": "x", "planId": "PlanOfNobody"}, 404),
        ({"name": "x", "planId": "PlanVorstand-000000000000001"}, 403),
        ({"name": "", "planId": "PlanMessestand-0000000000001"}, 400),
        ({"name": "x", "planId": "PlanMessestand-0000000000001", "orderHint": "last"}, 400),
    ],
)
def test_a_bucket_needs_a_name_and_a_plan(anna: Any, data: Any, status: int) -> None:
    """What is missing or somebody else's is refused."""
    assert anna.refused("POST", "/planner/buckets", data)[0] == status


def test_a_plan_holds_so_many_buckets(anna: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is refused with the name of the limit."""
    monkeypatch.setattr(buckets, "MOST_BUCKETS", 3)
    data = {"name": "x", "planId": "PlanMessestand-0000000000001"}
    assert anna.refused("POST", "/planner/buckets", data)[:2] == (403, "MaximumBucketsInProject")
