"""Which method and path is which endpoint. A path parameter is written `{}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from connectors.sandbox.asana import (
    attachments,
    custom_fields,
    dependencies,
    events,
    finding,
    people,
    projects,
    searching,
    sections,
    stories,
    tags,
    task_links,
    tasks,
    teams,
    webhooks,
)
from connectors.sandbox.asana.call import Call, Reply

PREFIX = "/api/1.0"
Endpoint = Callable[[Call], Reply]


class Match(NamedTuple):
    """An endpoint and the parameters in the path."""

    endpoint: Endpoint
    args: Sequence[str]


_TABLE: Mapping[str, Endpoint] = {
    "GET /users": people.list_users,
    "GET /users/{}": people.get_user,
    "GET /workspaces": people.list_workspaces,
    "GET /workspaces/{}": people.get_workspace,
    "GET /workspaces/{}/users": people.list_members,
    "GET /workspaces/{}/users/{}": people.get_member,
    "POST /workspaces/{}/addUser": people.add_user,
    "POST /workspaces/{}/removeUser": people.remove_user,
    "GET /projects": projects.list_projects,
    "POST /projects": projects.create_project,
    "GET /workspaces/{}/projects": projects.list_workspace_projects,
    "POST /workspaces/{}/projects": projects.create_workspace_project,
    "GET /projects/{}": projects.get_project,
    "PUT /projects/{}": projects.update_project,
    "DELETE /projects/{}": projects.delete_project,
    "POST /projects/{}/addMembers": projects.add_members,
    "POST /projects/{}/removeMembers": projects.remove_members,
    "GET /projects/{}/task_counts": projects.task_counts,
    "GET /projects/{}/custom_field_settings": custom_fields.list_settings,
    "POST /projects/{}/addCustomFieldSetting": custom_fields.add_setting,
    "POST /projects/{}/removeCustomFieldSetting": custom_fields.remove_setting,
    "POST /projects/{}/addFollowers": projects.add_followers,
    "POST /projects/{}/removeFollowers": projects.remove_followers,
    "POST /custom_fields": custom_fields.create_field,
    "GET /custom_fields/{}": custom_fields.get_field,
    "PUT /custom_fields/{}": custom_fields.update_field,
    "DELETE /custom_fields/{}": custom_fields.delete_field,
    "GET /workspaces/{}/custom_fields": custom_fields.list_fields,
    "POST /custom_fields/{}/enum_options": custom_fields.create_option,
    "POST /custom_fields/{}/enum_options/insert": custom_fields.insert_option,
    "PUT /enum_options/{}": custom_fields.update_option,
    "GET /workspaces/{}/typeahead": finding.typeahead,
    "GET /users/{}/user_task_list": finding.my_tasks,
    "GET /user_task_lists/{}": finding.get_task_list,
    "GET /user_task_lists/{}/tasks": finding.list_its_tasks,
    "GET /workspaces/{}/teams": teams.list_teams,
    "GET /users/{}/teams": teams.list_teams_of_user,
    "GET /teams/{}": teams.get_team,
    "GET /teams/{}/users": teams.list_team_users,
    "GET /teams/{}/projects": teams.list_team_projects,
    "POST /teams/{}/projects": teams.create_team_project,
    "GET /projects/{}/sections": sections.list_sections,
    "POST /projects/{}/sections": sections.create_section,
    "POST /projects/{}/sections/insert": sections.insert_section,
    "GET /sections/{}": sections.get_section,
    "PUT /sections/{}": sections.update_section,
    "DELETE /sections/{}": sections.delete_section,
    "POST /sections/{}/addTask": sections.add_task,
    "GET /sections/{}/tasks": tasks.list_section_tasks,
    "GET /projects/{}/tasks": tasks.list_project_tasks,
    "GET /tasks": tasks.list_tasks,
    "POST /tasks": tasks.create_task,
    "GET /tasks/{}": tasks.get_task,
    "PUT /tasks/{}": tasks.update_task,
    "DELETE /tasks/{}": tasks.delete_task,
    "GET /tasks/{}/subtasks": tasks.list_subtasks,
    "POST /tasks/{}/subtasks": tasks.create_subtask,
    "GET /tasks/{}/projects": tasks.list_task_projects,
    "GET /tasks/{}/dependencies": dependencies.list_dependencies,
    "GET /tasks/{}/dependents": dependencies.list_dependents,
    "POST /tasks/{}/addDependencies": dependencies.add_dependencies,
    "POST /tasks/{}/addDependents": dependencies.add_dependents,
    "POST /tasks/{}/removeDependencies": dependencies.remove_dependencies,
    "POST /tasks/{}/removeDependents": dependencies.remove_dependents,
    "GET /workspaces/{}/tasks/search": searching.search_tasks,
    "POST /tasks/{}/addProject": task_links.add_project,
    "POST /tasks/{}/removeProject": task_links.remove_project,
    "POST /tasks/{}/addFollowers": task_links.add_followers,
    "POST /tasks/{}/removeFollowers": task_links.remove_followers,
    "POST /tasks/{}/addTag": task_links.add_tag,
    "POST /tasks/{}/removeTag": task_links.remove_tag,
    "POST /tasks/{}/setParent": task_links.set_parent,
    "POST /tasks/{}/duplicate": task_links.duplicate,
    "GET /jobs/{}": task_links.get_job,
    "GET /tags": tags.list_tags,
    "POST /tags": tags.create_tag,
    "GET /workspaces/{}/tags": tags.list_workspace_tags,
    "POST /workspaces/{}/tags": tags.create_workspace_tag,
    "GET /tags/{}": tags.get_tag,
    "PUT /tags/{}": tags.update_tag,
    "DELETE /tags/{}": tags.delete_tag,
    "GET /tags/{}/tasks": tags.list_tag_tasks,
    "GET /tasks/{}/tags": tags.list_task_tags,
    "GET /tasks/{}/stories": stories.list_stories,
    "POST /tasks/{}/stories": stories.create_story,
    "GET /stories/{}": stories.get_story,
    "PUT /stories/{}": stories.update_story,
    "DELETE /stories/{}": stories.delete_story,
    "GET /attachments": attachments.list_attachments,
    "POST /attachments": attachments.create_attachment,
    "GET /attachments/{}": attachments.get_attachment,
    "DELETE /attachments/{}": attachments.delete_attachment,
    "GET /webhooks": webhooks.list_webhooks,
    "POST /webhooks": webhooks.create_webhook,
    "GET /webhooks/{}": webhooks.get_webhook,
    "PUT /webhooks/{}": webhooks.update_webhook,
    "DELETE /webhooks/{}": webhooks.delete_webhook,
    "GET /events": events.get_events,
    "GET /projects/{}/events": events.get_project_events,
    "GET /tasks/{}/events": events.get_task_events,
}


def match(method: str, path: str) -> Match | None:
    """The endpoint of a path below `/api/1.0`; None where there is none."""
    parts = _parts(path)
    for places in ((1,), (1, 3)):
        shape = "/".join("{}" if index in places else part for index, part in enumerate(parts))
        if endpoint := _TABLE.get(f"{method} /{shape}"):
            return Match(endpoint, [parts[index] for index in places if index < len(parts)])
    return None


def _parts(path: str) -> list[str]:
    """The path's parts; an external id may be an address and have slashes of its own."""
    parts = path.strip("/").split("/")
    if len(parts) > 2 and parts[0] == "tasks" and parts[1].startswith("external:"):
        end = len(parts) - any(f"{method} /tasks/{{}}/{parts[-1]}" in _TABLE for method in ("GET", "POST"))
        return ["tasks", "/".join(parts[1:end]), *parts[end:]]
    return parts
