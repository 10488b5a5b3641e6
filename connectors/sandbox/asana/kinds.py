"""Every field Asana shows, by resource type, after its published description."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.asana.entities import Project, Section, Task
from connectors.sandbox.asana.field_kinds import FIELD_KINDS, values_of
from connectors.sandbox.asana.getters import Getter, constant, kind, plain, workspace
from connectors.sandbox.asana.happenings import EVENT, STORY
from connectors.sandbox.asana.hooks import Webhook
from connectors.sandbox.asana.rendering import ABSENT, Part, Renderer, Viewer


def _external(task: Task, viewer: Viewer) -> Any:
    kept = task.external.get(viewer.app) if viewer.app else None
    if kept is None:
        return None if viewer.asked else ABSENT
    return Part({"gid": kept.gid, "data": kept.data})


def _memberships(task: Task, _: Viewer) -> list[Part]:
    return [Part({"project": section.project, "section": section}) for section in task.homes.values()]


def _likes(task: Task, _: Viewer) -> list[Part]:
    return [Part({"gid": user.gid, "user": user}) for user in task.likes]


_TASK: dict[str, Getter] = {
    **plain("name", "created_at", "modified_at", "created_by", "completed_at", "completed_by", "assignee"),
    **plain("assigned_by", "followers", "tags", "parent"),
    **plain("dependencies", "dependents"),
    "custom_fields": values_of,
    **constant(None, "assignee_section", "actual_time_minutes", "custom_type", "custom_type_status_option"),
    "resource_subtype": lambda it, _: it.subtype,
    "assignee_status": lambda _it, _viewer: "upcoming",
    "is_rendered_as_separator": lambda it, _: it.parent is not None and it.name.endswith(":"),
    "completed": lambda it, _: it.completed_at is not None,
    "notes": lambda it, _: it.text.plain,
    "html_notes": lambda it, _: it.text.html,
    "due_on": lambda it, _: it.dates.due_on,
    "due_at": lambda it, _: it.dates.due_at,
    "start_on": lambda it, _: it.dates.start_on,
    "start_at": lambda it, _: it.dates.start_at,
    "liked": lambda it, viewer: viewer.user in it.likes,
    "hearted": lambda it, viewer: viewer.user in it.likes,
    "likes": _likes,
    "hearts": _likes,
    "num_likes": lambda it, _: len(it.likes),
    "num_hearts": lambda it, _: len(it.likes),
    "num_subtasks": lambda it, _: len(it.subtasks),
    "memberships": _memberships,
    "projects": lambda it, _: [section.project for section in it.homes.values()],
    "external": _external,
    "workspace": workspace,
    "permalink_url": lambda it, viewer: f"https://app.asana.com/1/{viewer.workspace.gid}/task/{it.gid}",
}


def _project_url(project: Project, viewer: Viewer) -> str:
    return f"https://app.asana.com/1/{viewer.workspace.gid}/project/{project.gid}"


_PROJECT: dict[str, Getter] = {
    **plain("name", "created_at", "modified_at", "owner", "members", "followers", "archived", "color", "due_on"),
    **plain("start_on", "default_view"),
    **constant(None, "icon", "current_status", "current_status_update", "project_brief", "completed_at"),
    **constant(None, "completed_by", "created_from_template"),
    **constant([], "custom_fields"),
    "custom_field_settings": lambda it, _: it.settings,
    **constant("editor", "default_access_level", "minimum_access_level_for_sharing"),
    **constant("editor", "minimum_access_level_for_customization"),
    "completed": lambda _it, _viewer: False,
    "due_date": lambda it, _: it.due_on,
    "notes": lambda it, _: it.text.plain,
    "html_notes": lambda it, _: it.text.html,
    "public": lambda it, _: it.privacy == "public_to_workspace",
    "privacy_setting": lambda it, _: it.privacy,
    "workspace": workspace,
    "team": lambda _it, viewer: viewer.workspace.team,
    "permalink_url": _project_url,
}


def _section_projects(section: Section, _: Viewer) -> list[Project]:
    return [section.project]


_ATTACHMENT: dict[str, Getter] = {
    **plain("name", "created_at", "parent"),
    "resource_subtype": lambda it, _: "external" if it.url else "asana",
    "host": lambda it, _: "external" if it.url else "asana",
    "view_url": lambda it, _: it.url,
    "permanent_url": lambda it, _: f"https://app.asana.com/app/asana/-/get_asset?asset_id={it.gid}",
    "download_url": lambda it, _: it.url,
    "connected_to_app": lambda it, _: False if it.url else ABSENT,
    "size": lambda it, _: ABSENT if it.size is None else it.size,
}


_USER: dict[str, Getter] = {
    **plain("name", "email"),
    **constant(None, "photo"),
    **constant([], "custom_fields"),
    "workspaces": lambda it, viewer: [viewer.workspace] if it.gid in viewer.workspace.members else [],
}
_TAG: dict[str, Getter] = {
    **plain("name", "color", "notes", "created_at"),
    **constant([], "followers"),
    "workspace": workspace,
    "permalink_url": lambda it, _: f"https://app.asana.com/0/{it.gid}/list",
}


def _while_failing(name: str) -> Getter:
    def get(webhook: Webhook, _: Viewer) -> Any:
        found = getattr(webhook, name)
        return ABSENT if found is None else found

    return get


def _watched(webhook: Webhook, viewer: Viewer) -> Any:
    """Named shortly, or shown with the fields asked for."""
    watched = webhook.resource
    short = Part({"gid": watched.gid, "resource_type": watched.kind, "name": watched.name})
    return watched if viewer.asked else short


_WEBHOOK: dict[str, Getter] = {
    "resource": _watched,
    **plain("active", "target", "created_at", "last_success_at", "last_failure_at"),
    **plain("last_failure_content"),
    **{name: _while_failing(name) for name in ("next_attempt_after", "failure_deletion_timestamp")},
    "delivery_retry_count": lambda it, _: it.retries,
    "filters": lambda it, _: [Part(each) for each in it.filters],
}
KINDS = {
    "user": kind("name", "email photo workspaces", _USER),
    "team": kind(
        "name",
        "organization permalink_url",
        {
            **plain("name"),
            "organization": workspace,
            "permalink_url": lambda it, _: f"https://app.asana.com/0/{it.gid}/list",
        },
    ),
    "user_task_list": kind("name owner workspace", "", {**plain("name", "owner"), "workspace": workspace}),
    **FIELD_KINDS,
    "workspace": kind(
        "name",
        "email_domains is_organization",
        {
            **plain("name"),
            **constant([], "email_domains"),
            "is_organization": lambda _it, _viewer: False,
        },
    ),
    "project": kind(
        "name",
        "archived color icon created_at current_status custom_field_settings custom_fields completed completed_at "
        "completed_by default_access_level default_view due_on due_date followers members modified_at notes owner "
        "minimum_access_level_for_customization minimum_access_level_for_sharing permalink_url privacy_setting public "
        "start_on team workspace current_status_update",
        _PROJECT,
    ),
    "section": kind(
        "name",
        "created_at project",
        {
            **plain("name", "created_at", "project"),
            "projects": _section_projects,
        },
    ),
    "tag": kind("name", "color notes created_at followers workspace permalink_url", _TAG),
    "task": kind(
        "name resource_subtype",
        "actual_time_minutes assignee assignee_status completed completed_at created_at custom_fields due_at due_on "
        "external followers hearted hearts liked likes memberships modified_at notes num_hearts num_likes parent "
        "permalink_url projects start_at start_on tags workspace",
        _TASK,
    ),
    "story": STORY,
    "attachment": kind(
        "name resource_subtype",
        "created_at download_url permanent_url host parent size view_url connected_to_app",
        _ATTACHMENT,
    ),
    "job": kind(
        "resource_subtype status new_task",
        "",
        {
            **plain("new_task"),
            "resource_subtype": lambda _it, _viewer: "duplicate_task",
            "status": lambda _it, _viewer: "succeeded",
        },
    ),
    "webhook": kind(
        "active resource target",
        "created_at delivery_retry_count failure_deletion_timestamp filters last_failure_at last_failure_content "
        "last_success_at next_attempt_after",
        _WEBHOOK,
    ),
    "event": EVENT,
}
RENDERER = Renderer(KINDS)
