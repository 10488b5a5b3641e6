"""Plans and tasks as Planner shows them."""

from __future__ import annotations

from connectors.sandbox.graph.entities import Json, Plan, Task
from connectors.sandbox.graph.state import State

_CATEGORIES = [f"category{number}" for number in range(1, 26)]


def plan(shown: Plan, _: State) -> Json:
    group = shown.group.id
    return {
        "@odata.etag": shown.etag,
        "createdBy": shown.created_by,
        "createdDateTime": shown.created_at,
        "owner": group,
        "title": shown.title,
        "container": {"containerId": group, "type": "group", "url": f"https://graph.microsoft.com/v1.0/groups/{group}"},
        "id": shown.id,
    }


def plan_details(shown: Plan, _: State) -> Json:
    return {
        "@odata.etag": shown.details_etag,
        "sharedWith": shown.shared_with,
        "categoryDescriptions": {name: shown.categories.get(name) for name in _CATEGORIES},
        "id": shown.id,
    }


def task(shown: Task, _: State) -> Json:
    checklist = shown.checklist.values()
    return {
        "@odata.etag": shown.etag,
        "planId": shown.plan.id,
        "bucketId": shown.bucket.id if shown.bucket else None,
        "title": shown.title,
        "orderHint": shown.order_hint,
        "assigneePriority": shown.rank,
        "percentComplete": shown.percent,
        "startDateTime": shown.start,
        "createdDateTime": shown.created_at,
        "dueDateTime": shown.due,
        "hasDescription": bool(shown.description),
        "previewType": shown.preview,
        "completedDateTime": shown.completed_at,
        "completedBy": shown.completed_by,
        "referenceCount": len(shown.references),
        "checklistItemCount": len(checklist),
        "activeChecklistItemCount": sum(not item["isChecked"] for item in checklist),
        "conversationThreadId": shown.thread,
        "priority": shown.priority,
        "id": shown.id,
        "createdBy": shown.created_by,
        "appliedCategories": shown.categories,
        "assignments": shown.assignments,
    }


def details(shown: Task, _: State) -> Json:
    return {
        "@odata.etag": shown.details_etag,
        "description": shown.description,
        "previewType": shown.preview,
        "id": shown.id,
        "references": shown.references,
        "checklist": shown.checklist,
    }


def assigned_board(shown: Task, _: State) -> Json:
    hints = {person: assignment["orderHint"] for person, assignment in shown.assignments.items()}
    return {
        "@odata.etag": shown.board_etags["assignedToTaskBoardFormat"],
        "unassignedOrderHint": shown.board_hints.get("unassigned", shown.order_hint),
        "orderHintsByAssignee": hints,
        "id": shown.id,
    }


def bucket_board(shown: Task, _: State) -> Json:
    return {
        "@odata.etag": shown.board_etags["bucketTaskBoardFormat"],
        "orderHint": shown.order_hint,
        "id": shown.id,
    }


def progress_board(shown: Task, _: State) -> Json:
    return {
        "@odata.etag": shown.board_etags["progressTaskBoardFormat"],
        "orderHint": shown.board_hints.get("progress", shown.order_hint),
        "id": shown.id,
    }
