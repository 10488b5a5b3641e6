"""What a call wants a task to become, checked before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.graph.call import Call, moment
from connectors.sandbox.graph.entities import Bucket, Json, Plan, Task
from connectors.sandbox.graph.errors import bad_in_planner, invalid, kept_from_planner, over_limit

MOST_PEOPLE = 20
_ASSIGNMENT = "microsoft.graph.plannerassignment"
_CATEGORIES = frozenset(f"category{number}" for number in range(1, 26))
_WRITABLE = (
    "title", "bucketId", "assignments", "appliedCategories", "percentComplete", "priority", "startDateTime",
    "dueDateTime", "orderHint", "assigneePriority", "conversationThreadId",
)  # fmt: skip


@dataclass(slots=True)
class Wish:
    """New values by field of `Task`; `bucket` counts where `moves` says so."""

    values: dict[str, Any] = field(default_factory=dict)
    moves: bool = False
    bucket: Bucket | None = None
    percent: int | None = None


def wish(call: Call, plan: Plan, task: Task | None) -> Wish:
    """Read the body; refuses the whole where one value cannot be kept. `task` is None for a new one."""
    call.only("plannerTask", *_WRITABLE, *(() if task else ("planId",)))
    data, found = call.data, Wish()
    if "title" in data:
        found.values["title"] = call.title("title", "Task")
    if "bucketId" in data:
        found.moves, found.bucket = True, _bucket(plan, data["bucketId"])
    found.percent = _number(data, "percentComplete", 100)
    if (priority := _number(data, "priority", 10)) is not None:
        found.values["priority"] = priority
    found.values |= _dates(data, task)
    if "orderHint" in data:
        found.values["order_hint"] = call.state.hints.placed(data["orderHint"], "Task")
    if "assigneePriority" in data:
        found.values["rank"] = call.state.hints.placed(data["assigneePriority"], "Task")
    if "conversationThreadId" in data:
        found.values["thread"] = data["conversationThreadId"]
    if "assignments" in data:
        found.values["assignments"] = _assignments(call, plan, task)
    if "appliedCategories" in data:
        found.values["categories"] = _categories(data["appliedCategories"], task)
    return found


def _bucket(plan: Plan, given: Any) -> Bucket | None:
    if given is None:
        return None
    if given not in plan.buckets:
        raise invalid("BucketId", "Task", "The bucket does not belong to the plan of the task.")
    return plan.buckets[given]


def _number(data: Mapping[str, Any], key: str, most: int) -> int | None:
    if key not in data:
        return None
    value = data[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise invalid(key[0].upper() + key[1:], "Task", f"The value must be between 0 and {most}.")
    return value


def _dates(data: Mapping[str, Any], task: Task | None) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for key, name in (("startDateTime", "start"), ("dueDateTime", "due")):
        if key in data:
            found[name] = None if data[key] is None else moment(data[key], key)
    start = found.get("start", task.start if task else None)
    due = found.get("due", task.due if task else None)
    if start and due and moment(start, "startDateTime")[:19] > moment(due, "dueDateTime")[:19]:
        raise invalid("StartDateTime", "Task", "The start date must not be later than the due date.")
    return found


def open_type(value: Any, what: str) -> dict[str, Any]:
    """The members of an open type, without its annotations."""
    if not isinstance(value, dict):
        raise bad_in_planner(f"The request is invalid: the property '{what}' must be an object.")
    return {key: each for key, each in value.items() if not key.startswith("@")}


def member(value: Any, type_name: str, what: str, allowed: tuple[str, ...]) -> Json:
    """One member of an open type, which must name its type and hold nothing else than is allowed."""
    if not isinstance(value, dict) or str(value.get("@odata.type", "")).lstrip("#").lower() != type_name:
        raise bad_in_planner(
            f"The request is invalid: an untyped value was found in '{what}'; @odata.type must be '#{type_name}'."
        )
    for key in value:
        if key not in ("@odata.type", *allowed):
            raise bad_in_planner(f"The request is invalid: the property '{key}' cannot be set in '{what}'.")
    return value


def _assignments(call: Call, plan: Plan, task: Task | None) -> dict[str, Json]:
    """Null takes a person off. Only members of the group can have a task."""
    kept = dict(task.assignments) if task else {}
    for person, value in open_type(call.data["assignments"], "assignments").items():
        if value is None:
            kept.pop(person, None)
            continue
        given = member(value, _ASSIGNMENT, "assignments", ("orderHint",))
        if "orderHint" not in given:
            raise invalid("OrderHint", "Assignment", "A null value was specified for a required property.")
        if person not in plan.group.members:
            raise kept_from_planner()
        kept[person] = _assignment(call, kept.get(person), given["orderHint"])
    if len(kept) > MOST_PEOPLE:
        raise over_limit("MaximumAssigneesInTasks")
    return kept


def _assignment(call: Call, before: Json | None, hint: Any) -> Json:
    placed = call.state.hints.placed(hint, "Assignment")
    if before is not None:
        return {**before, "orderHint": placed}
    return {
        "@odata.type": "#microsoft.graph.plannerAssignment",
        "assignedBy": call.account.identity(),
        "assignedDateTime": call.state.now(),
        "orderHint": placed,
    }


def _categories(value: Any, task: Task | None) -> dict[str, bool]:
    """True sets a category, false or null takes it off."""
    kept = dict(task.categories) if task else {}
    for name, given in open_type(value, "appliedCategories").items():
        if name not in _CATEGORIES or given not in (True, False, None):
            raise bad_in_planner(f"The request is invalid: '{name}' is no category of true or false.")
        if given:
            kept[name] = True
        else:
            kept.pop(name, None)
    return kept
