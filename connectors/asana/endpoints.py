"""The calls that the connector sends to Asana, as data.

Source: developers.asana.com/reference; scopes of OAuth apps: developers.asana.com/docs/oauth-scopes. A
personal access token may do all that its account may.
"""

from __future__ import annotations

from connectors.layers.endpoint import Endpoint

TASKS, CHANGES = ("tasks:read",), ("tasks:write",)
FULL = ("Full permissions",)
"""What an OAuth app needs for calls that no scope of Asana's is for."""
ENDPOINTS = (
    Endpoint("GET", "/users/{user_gid}", "who we are", ("users:read",)),
    Endpoint("GET", "/users", "who is in the workspace, to propose accounts", ("users:read",)),
    Endpoint("GET", "/projects/{project_gid}", "a project's name and workspace", ("projects:read",)),
    Endpoint("GET", "/projects/{project_gid}/sections", "a project's sections, in order", FULL),
    Endpoint("GET", "/projects/{project_gid}/tasks", "all tasks of a project with their fields", TASKS),
    Endpoint("GET", "/events", "what happened in a project since the last reading", FULL),
    Endpoint("POST", "/batch", "up to ten readings in one round trip", FULL),
    Endpoint("GET", "/tasks/{task_gid}", "a task that was touched; a task by its marker; whether it is gone", TASKS),
    Endpoint(
        "GET", "/tasks/{task_gid}/stories", "a task's comments, and the values that changes replaced", ("stories:read",)
    ),
    Endpoint("GET", "/stories/{story_gid}", "a comment that was touched", ("stories:read",)),
    Endpoint("GET", "/workspaces/{workspace_gid}/tags", "a workspace's tags by name", ("tags:read",)),
    Endpoint("POST", "/workspaces/{workspace_gid}/tags", "a tag that the workspace lacks", ("tags:write",)),
    Endpoint("GET", "/tags/{tag_gid}/tasks", "whether any task has a tag that names somebody erased", TASKS),
    Endpoint("DELETE", "/tags/{tag_gid}", "such a tag that no task has", FULL),
    Endpoint("POST", "/projects/{project_gid}/sections", "a new lane; the section for what is archived", FULL),
    Endpoint("PUT", "/sections/{section_gid}", "a lane's new name", FULL),
    Endpoint("POST", "/sections/{section_gid}/addTask", "a task's move to another lane", CHANGES),
    Endpoint("GET", "/tasks/{task_gid}/subtasks", "a task's subtasks, which are its checklist", TASKS),
    Endpoint("POST", "/tasks/{task_gid}/subtasks", "a new element of the checklist", CHANGES),
    Endpoint(
        "DELETE",
        "/tasks/{task_gid}",
        "an element that was taken out of the checklist; a task of ours with its history, after an erasure; the "
        "weekly report of the week before",
        ("tasks:delete",),
    ),
    Endpoint("GET", "/attachments", "what is attached to a task, where something may be", ("attachments:read",)),
    Endpoint("POST", "/attachments", "a new link", ("attachments:write",)),
    Endpoint("DELETE", "/attachments/{attachment_gid}", "a link that was taken off", ("attachments:delete",)),
    Endpoint(
        "GET",
        "/projects/{project_gid}/custom_field_settings",
        "a project's custom fields, where the network file names some",
        ("projects:read",),
    ),
    Endpoint("POST", "/tasks", "a new task, with our marker; the weekly report", CHANGES),
    Endpoint("PUT", "/tasks/{task_gid}", "a task's changed fields; an element's title and tick", CHANGES),
    Endpoint("POST", "/tasks/{task_gid}/addFollowers", "new helpers", CHANGES),
    Endpoint("POST", "/tasks/{task_gid}/removeFollowers", "helpers who left", CHANGES),
    Endpoint("POST", "/tasks/{task_gid}/addTag", "a new label", CHANGES),
    Endpoint("POST", "/tasks/{task_gid}/removeTag", "a label that was taken off", CHANGES),
    Endpoint("POST", "/tasks/{task_gid}/stories", "a new comment", ("stories:write",)),
    Endpoint("PUT", "/stories/{story_gid}", "a changed comment of ours", ("stories:write",)),
    Endpoint("DELETE", "/stories/{story_gid}", "a deleted comment of ours", ("stories:delete",)),
    Endpoint("GET", "/webhooks", "our webhooks, where there is an address", ("webhooks:read",)),
    Endpoint("POST", "/webhooks", "a webhook on a project", ("webhooks:write",)),
    Endpoint("DELETE", "/webhooks/{webhook_gid}", "a webhook of ours that is of no use any more", ("webhooks:delete",)),
    Endpoint("POST", "//-/oauth_token", "a token for a person's consent, and its renewal, for OAuth apps"),
)
CONTAINED = tuple({each for endpoint in ENDPOINTS for each in endpoint.permissions} - {*FULL})
"""What another permission, which is needed all the same, gives too."""
