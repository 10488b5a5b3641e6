"""What each vendor calls the fields of a task, as its connector reads them.

Slack's cards are ours: a block has the field's own name. The columns of a List are told in docs/tools/slack.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from bridge.core.model.task import FIELDS

NATIVE: Mapping[str, Mapping[str, str]] = {
    "asana": {
        "title": "name",
        "description": "html_notes",
        "status": "completed, section",
        "due": "due_on, due_at",
        "lead": "assignee",
        "helpers": "followers",
        "labels": "tags",
        "archived": "section",
        "start": "start_on, start_at",
        "priority": "custom_fields",
        "checklist": "subtasks",
        "attachments": "attachments",
        "custom": "custom_fields",
        "comments": "html_text",
    },
    "memory": {name: name for name in (*FIELDS, "comments")},
    "slack": {name: name for name in FIELDS if name not in {"custom", "shown"}} | {"comments": "thread"},
    "teams": {
        "title": "title",
        "description": "description",
        "status": "percentComplete, bucketId",
        "due": "dueDateTime",
        "lead": "assignments",
        "helpers": "assignments",
        "labels": "appliedCategories",
        "archived": "bucketId",
        "start": "startDateTime",
        "priority": "priority",
        "checklist": "checklist",
        "attachments": "references",
        "comments": "replies",
    },
    "trello": {
        "title": "name",
        "description": "desc",
        "status": "dueComplete, idList",
        "due": "due",
        "helpers": "idMembers",
        "labels": "idLabels",
        "archived": "closed",
        "start": "start",
        "priority": "customFieldItems",
        "checklist": "checklists",
        "attachments": "attachments",
        "custom": "customFieldItems",
        "comments": "commentCard",
    },
}
"""By tool, then by field; what a tool has no field for is not there, and is said in words."""
