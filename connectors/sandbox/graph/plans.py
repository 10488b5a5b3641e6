"""Endpoints of plans and their details."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.graph import etags
from connectors.sandbox.graph.call import Call, Many, One, Plain, Reply
from connectors.sandbox.graph.entities import Group, Plan
from connectors.sandbox.graph.errors import bad, invalid, kept_from_planner, over_limit
from connectors.sandbox.graph.kinds import PLAN, PLAN_DETAILS
from connectors.sandbox.graph.writing import written

MOST_PLANS = 200
_CATEGORIES = frozenset(f"category{number}" for number in range(1, 26))
_LONGEST_CATEGORY = 100


def list_group_plans(call: Call) -> Reply:
    return Many(list(call.kept_group(call.group()).plans.values()), PLAN)


def list_my_plans(call: Call) -> Reply:
    """The plans of all groups the signed-in person is in."""
    me = call.me()
    groups = [group for group in call.state.groups.values() if me.id in group.members]
    return Many([plan for group in groups for plan in group.plans.values()], PLAN)


def list_user_plans(call: Call) -> Reply:
    """The plans of the groups that somebody is in, as far as the caller may see them."""
    user = call.user()
    if call.account.user not in (None, user):
        raise kept_from_planner()
    groups = [group for group in call.state.groups.values() if user.id in group.members]
    return Many([plan for group in groups for plan in group.plans.values()], PLAN)


def create_group_plan(call: Call) -> Reply:
    """In the group that the path names."""
    call.data.pop("owner", None)
    call.data["container"] = {"containerId": call.args[0]}
    return create_plan(call)


def list_plans(call: Call) -> Reply:
    """Planner has no list of all plans, buckets or tasks."""
    raise bad("The 'filter' query option must be specified: there is a list for each group, plan or person.", "")


def create_plan(call: Call) -> Reply:
    """In the group that `container` (or the older `owner`) names; its members may."""
    call.only("plannerPlan", "title", "container", "owner")
    title, group = call.title("title", "Plan"), call.kept_group(_container(call))
    if len(group.plans) >= MOST_PLANS:
        raise over_limit("MaximumPlannerPlans")
    state = call.state
    made = Plan(
        id=state.new_id("plan"),
        title=title,
        group=group,
        created_by=call.account.identity(),
        created_at=state.now(),
        etag=state.etag("Plan"),
        details_etag=state.etag("PlanDetails"),
    )
    state.plans[made.id] = group.plans[made.id] = made
    return One(made, PLAN, 201, f"/planner/plans('{made.id}')")


def get_plan(call: Call) -> Reply:
    return One(call.plan(), PLAN)


def update_plan(call: Call) -> Reply:
    plan = call.plan()
    etags.match(call.headers, "Plan", plan.etag)
    call.only("plannerPlan", "title")
    if "title" in call.data:
        plan.title = call.title("title", "Plan")
        plan.etag = call.state.etag("Plan")
    return written(call, One(plan, PLAN))


def delete_plan(call: Call) -> Reply:
    """With its buckets and tasks."""
    plan = call.plan()
    etags.match(call.headers, "Plan", plan.etag)
    del call.state.plans[plan.id], plan.group.plans[plan.id]
    for bucket in plan.buckets:
        del call.state.buckets[bucket]
    for task in plan.tasks:
        del call.state.tasks[task]
    return Plain()


def get_details(call: Call) -> Reply:
    return One(call.plan(), PLAN_DETAILS)


def update_details(call: Call) -> Reply:
    """Names of categories, and with whom the plan is shared; null takes either away."""
    plan = call.plan()
    etags.match(call.headers, "PlanDetails", plan.details_etag)
    call.only("plannerPlanDetails", "categoryDescriptions", "sharedWith")
    names = _object(call, "categoryDescriptions")
    for name, text in names.items():
        _check_category(name, text)
    plan.categories |= names
    for person, shared in _object(call, "sharedWith").items():
        if shared:
            plan.shared_with[person] = True
        else:
            plan.shared_with.pop(person, None)
    plan.details_etag = call.state.etag("PlanDetails")
    return written(call, One(plan, PLAN_DETAILS))


def _container(call: Call) -> Group:
    container = call.data.get("container")
    name = container.get("containerId") if isinstance(container, dict) else call.data.get("owner")
    if isinstance(container, dict) and name is None:
        name = str(container.get("url", "")).rpartition("/")[2]
    group = call.state.groups.get(str(name))
    if group is None:
        raise invalid("Container", "Plan", "The container of the plan is not a group.")
    return group


def _object(call: Call, key: str) -> dict[str, Any]:
    value = call.data.get(key) or {}
    if not isinstance(value, dict):
        raise invalid(key, "PlanDetails", "An object is expected.")
    return {name: each for name, each in value.items() if not name.startswith("@")}


def _check_category(name: str, text: Any) -> None:
    if name not in _CATEGORIES:
        raise bad(f"The property '{name}' does not exist on type 'microsoft.graph.plannerCategoryDescriptions'.", "")
    if text is not None and (not isinstance(text, str) or len(text) > _LONGEST_CATEGORY):
        raise invalid(name, "PlanDetails", f"A text of at most {_LONGEST_CATEGORY} characters is expected.")
