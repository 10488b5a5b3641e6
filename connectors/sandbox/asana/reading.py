"""The whole of Asana for whoever inspects the sandbox: native objects, and items as a reader sees them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from connectors.sandbox.asana.entities import Project, Section, Task
from connectors.sandbox.asana.kinds import RENDERER
from connectors.sandbox.asana.rendering import Viewer
from connectors.sandbox.asana.rich_text import reader
from connectors.sandbox.asana.state import State
from connectors.sandbox.clock import iso

ARCHIVE = "Archiv"
"""Tasks in a section of this name count as archived: Asana itself has no archive for tasks."""


def native(state: State, viewer: Viewer) -> dict[str, Any]:
    """All objects in full, notes in both forms, `external` by app."""
    return {
        "workspace": RENDERER.full(state.workspace, viewer),
        "users": [RENDERER.full(user, viewer) for user in state.users.values()],
        "tags": [RENDERER.full(tag, viewer) for tag in state.tags.values()],
        "projects": [_project(project, viewer) for project in state.projects.values()],
        "tasks": [_task(task, viewer) for task in state.tasks.values()],
        "webhooks": [RENDERER.full(webhook, viewer) for webhook in state.webhooks.values()],
    }


def items(state: State, service_gids: AbstractSet[str]) -> list[dict[str, Any]]:
    """Every task of every project, in the order of the page."""
    return [
        _item(section, task, service_gids)
        for project in state.projects.values()
        for section in project.sections
        for task in section.tasks
    ]


def _project(project: Project, viewer: Viewer) -> dict[str, Any]:
    return {
        **RENDERER.full(project, viewer),
        "html_notes": project.text.html,
        "sections": [
            {**RENDERER.compact(section, viewer), "tasks": [task.gid for task in section.tasks]}
            for section in project.sections
        ],
    }


def _task(task: Task, viewer: Viewer) -> dict[str, Any]:
    return {
        **RENDERER.full(task, viewer),
        "html_notes": task.text.html,
        "created_by": RENDERER.compact(task.created_by, viewer),
        "external": {app: {"gid": kept.gid, "data": kept.data} for app, kept in task.external.items()},
        "subtasks": [each.gid for each in task.subtasks],
        "stories": [{**RENDERER.full(story, viewer), "html_text": story.text.html} for story in task.stories],
        "attachments": [RENDERER.full(attachment, viewer) for attachment in task.attachments],
    }


def _item(section: Section, task: Task, service_gids: AbstractSet[str]) -> dict[str, Any]:
    return {
        "place": section.project.gid,
        "ref": task.gid,
        "title": task.name,
        "description": reader(task.text.html),
        "state": "open" if task.completed_at is None else "done",
        "lane": section.name,
        "due": _due(task),
        "people": _people(task, service_gids),
        "comments": [
            {"author": story.created_by.name, "text": reader(story.text.html)}
            for story in task.stories
            if story.is_comment
        ],
        "checklist": [
            {"title": each.name, "done": each.completed_at is not None}
            for each in task.subtasks
            if not each.name.endswith(":")
        ],
        "archived": section.name == ARCHIVE,
    }


def _due(task: Task) -> str | None:
    if task.dates.due_at:
        return iso(task.dates.due_at)
    return task.dates.due_on.isoformat() if task.dates.due_on else None


def _people(task: Task, service_gids: AbstractSet[str]) -> list[str]:
    """Who has the task first. The service follows whatever it writes, which says nothing about the task."""
    following = [user for user in task.followers if user.gid not in service_gids and user is not task.assignee]
    return [user.name for user in ([task.assignee] if task.assignee else []) + following]
