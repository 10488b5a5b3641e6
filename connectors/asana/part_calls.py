"""The calls on subtasks, attachments and custom fields; promises as in `client`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import asana

from connectors.asana.client import Client
from connectors.asana.parts import EXTERNAL
from connectors.asana.sending import Act
from connectors.asana.translate import Json

SUBTASK = "name,completed,is_rendered_as_separator"
ATTACHMENT = "name,resource_subtype,permanent_url,view_url"
DEFINITION = (
    "custom_field.name,custom_field.resource_subtype,custom_field.enum_options.name,custom_field.enum_options.enabled"
)


@dataclass(frozen=True, slots=True)
class PartCalls:
    """Sent with one credential, as all others."""

    client: Client

    def subtasks(self, tasks: Sequence[str]) -> dict[str, list[Json]]:
        """The subtasks of each task; tasks that are gone or out of reach are left out."""
        found = self.client.in_batches("reading subtasks", "/tasks/{}/subtasks", tasks, SUBTASK)
        return {gid: self._all(gid) if answer.get("next_page") else list(answer["data"]) for gid, answer in found}

    def _all(self, task: str) -> list[Json]:
        act = Act("reading subtasks")
        return list(self.client.pages(act, asana.TasksApi, "get_subtasks_for_task", task, fields=SUBTASK))

    def attachments(self, task: str) -> list[Json]:
        """What is attached to a task."""
        act = Act("reading attachments")
        found = self.client.pages(act, asana.AttachmentsApi, "get_attachments_for_object", task, fields=ATTACHMENT)
        return list(found)

    def create_subtask(self, task: str, name: str, *, done: bool) -> Json:
        """A new element."""
        body, act = {"data": {"name": name, "completed": done}}, Act("creating a subtask", creates=True)
        return self.client.data(act, asana.TasksApi, "create_subtask_for_task", body, task, fields=SUBTASK)

    def update_subtask(self, subtask: str, values: Json) -> Json:
        """The element as it is afterwards."""
        body, act = {"data": values}, Act("changing a subtask")
        return self.client.data(act, asana.TasksApi, "update_task", body, subtask, fields=SUBTASK)

    def delete_subtask(self, subtask: str) -> None:
        """Into Asana's trash."""
        self.client.call(Act("deleting a subtask"), asana.TasksApi, "delete_task", subtask)

    def attach(self, task: str, url: str, name: str) -> Json:
        """A new link."""
        opts = {"parent": task, "resource_subtype": EXTERNAL, "url": url, "name": name or url}
        act = Act("creating an attachment", creates=True)
        return self.client.data(act, asana.AttachmentsApi, "create_attachment_for_object", fields=ATTACHMENT, opts=opts)

    def detach(self, attachment: str) -> None:
        """Gone for good."""
        self.client.call(Act("deleting an attachment"), asana.AttachmentsApi, "delete_attachment", attachment)

    def definitions(self, project: str) -> list[Json]:
        """The custom fields that a project shows."""
        act = Act("reading custom fields", project=True)
        name = "get_custom_field_settings_for_project"
        return list(self.client.pages(act, asana.CustomFieldSettingsApi, name, project, fields=DEFINITION))
