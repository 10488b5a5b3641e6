"""Every call the connector sends; what comes back is JSON. Every method raises only Failures."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asana
from asana.rest import ApiException

from connectors.asana.sending import Access, Act, refused, send
from connectors.asana.translate import Json

PAGE = 100
"""The most objects that one call lists."""
BATCH = 10
"""The most actions of one batch; each counts as a call."""
_TASK = (
    "name,html_notes,completed,due_on,due_at,assignee.name,followers.name,tags.name,memberships.project,"
    "memberships.section.name,external,created_by.name,created_at,modified_at,start_on,start_at,num_subtasks,parent"
)
_CUSTOM = (
    ",custom_fields.name,custom_fields.resource_subtype,custom_fields.text_value,custom_fields.number_value,"
    "custom_fields.enum_value.name,custom_fields.date_value"
)
_COMMENT = "type,resource_subtype,created_at,created_by.name,html_text,target"
_WEBHOOK = "active,resource,target"
_HISTORY = (
    "old_name,old_text_value,old_dates.due_on,old_dates.due_at,old_dates.start_on,old_section.name,assignee,project"
)
_EVENT = (
    "user.name,created_at,type,action,parent,resource.resource_subtype,resource.target,resource.parent,"
    "resource.memberships.project,change.field,change.action"
)


_LISTS = ("/sections", "/stories", "/subtasks")


@dataclass(frozen=True, slots=True)
class News:
    """What the feed told. `token` leads on; `gap`: Asana cannot tell everything since the token that was given."""

    token: str
    events: tuple[Json, ...] = ()
    gap: bool = False


@dataclass(slots=True)
class Client:
    """One credential at one Asana; threads may share it."""

    access: Access
    _api: Any = field(default=None, repr=False)
    _me: str = field(default="", repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def me(self) -> str:
        """Our own account's gid; asked for once."""
        with self._lock:
            if not self._me:
                self._me = str(self.account()["gid"])
            return self._me

    def account(self) -> Json:
        """Our own account."""
        return self.data(Act("reading our own account"), asana.UsersApi, "get_user", "me", fields="name")

    def project(self, project: str) -> Json:
        """A project with its workspace."""
        act = Act("reading a project", project=True)
        return self.data(act, asana.ProjectsApi, "get_project", project, fields="name,archived,workspace.name")

    def people(self, workspace: str) -> list[Json]:
        """Everybody in a workspace."""
        act, asked = Act("reading who is there"), {"workspace": workspace}
        return list(self.pages(act, asana.UsersApi, "get_users", fields="name,email", opts=asked))

    def sections(self, project: str) -> list[Json]:
        """A project's sections, in order."""
        act = Act("reading a project's sections", project=True)
        return list(self.pages(act, asana.SectionsApi, "get_sections_for_project", project, fields="name"))

    def tasks(self, project: str, *, custom: bool = False) -> list[Json]:
        """A project's tasks, all of them; `custom` is whether values of custom fields are wanted too."""
        act = Act("reading a project's tasks", project=True)
        return list(self.pages(act, asana.TasksApi, "get_tasks_for_project", project, fields=_fields(custom=custom)))

    def first_tasks(self, project: str) -> list[Json]:
        """One page of a project's tasks with creator and marker, for the doctor."""
        act = Act("reading a project's tasks", project=True)
        found = self._listed(act, asana.TasksApi, "get_tasks_for_project", project, fields="created_by,external")
        return list(found["data"])

    def events(self, project: str, token: str | None) -> News:
        """What happened since the token; without one, or with one too old, where to begin."""
        told: list[Json] = []
        while True:
            opts = {"opt_fields": _EVENT, **({"sync": token} if token else {})}
            page = self._fed(project, opts)
            token = str(page["sync"])
            if "data" not in page:
                return News(token, gap=True)
            told += page["data"]
            if not page.get("has_more"):
                return News(token, tuple(told))

    def _fed(self, project: str, opts: dict[str, str]) -> Json:
        """One page of the feed. A 412 is an answer: it brings a new token."""

        def call() -> Any:
            try:
                return asana.EventsApi(self._client()).get_events(project, opts, full_payload=True)
            except ApiException as error:
                if error.status != 412:
                    raise
                return {"sync": json.loads(error.body)["sync"]}

        found: Json = send(self.access, Act("reading what happened", project=True), call)
        return found

    def task(self, gid: str, *, custom: bool = False) -> Json:
        """A task; `external:` and a marker names it too."""
        return self.data(Act("reading a task"), asana.TasksApi, "get_task", gid, fields=_fields(custom=custom))

    def stories(self, task: str) -> list[Json]:
        """What was said and done on a task, oldest first, with the values that changes replaced."""
        act = Act("reading a task's comments")
        return list(self.pages(act, asana.StoriesApi, "get_stories_for_task", task, fields=f"{_COMMENT},{_HISTORY}"))

    def story(self, story: str) -> Json:
        """One comment, with its task in `target`."""
        return self.data(Act("reading a comment"), asana.StoriesApi, "get_story", story, fields=_COMMENT)

    def outline(self, project: str) -> list[Json]:
        """A project's sections, in order; by the way who we are."""
        paths = {"/users/me": "name", f"/projects/{project}/sections": "name"}
        me, sections = self._together(Act("reading a project's sections", project=True, cost=2), paths)
        with self._lock:
            self._me = str((me or {})["data"]["gid"])
        complete = sections is not None and not sections.get("next_page")
        return list(sections["data"]) if sections and complete else self.sections(project)

    def many_tasks(self, gids: Sequence[str], *, custom: bool = False) -> dict[str, Json]:
        """Tasks by gid; those that are gone or out of reach are left out."""
        found = self.in_batches("reading tasks", "/tasks/{}", gids, _fields(custom=custom))
        return {gid: answer["data"] for gid, answer in found}

    def many_stories(self, tasks: Sequence[str], *, history: bool = False) -> dict[str, list[Json]]:
        """The stories of each task, oldest first; tasks that are gone or out of reach are left out.

        With `history` they come with the values that changes replaced.
        """
        fields = f"{_COMMENT},{_HISTORY}" if history else _COMMENT
        found = self.in_batches("reading comments", "/tasks/{}/stories", tasks, fields)
        return {task: self.stories(task) if answer.get("next_page") else list(answer["data"]) for task, answer in found}

    def in_batches(self, what: str, path: str, gids: Sequence[str], fields: str) -> Iterator[tuple[str, Json]]:
        """As many calls, a tenth of the round trips."""
        for start in range(0, len(gids), BATCH):
            some = gids[start : start + BATCH]
            answers = self._together(Act(what, cost=len(some)), {path.format(gid): fields for gid in some})
            yield from ((gid, answer) for gid, answer in zip(some, answers, strict=True) if answer is not None)

    def _together(self, act: Act, paths: Mapping[str, str]) -> list[Json | None]:
        """What the paths answer, each with the fields asked for; None for what is gone or out of reach."""
        actions = [
            {"method": "get", "relative_path": path, "options": {"fields": fields.split(","), **_paged(path)}}
            for path, fields in paths.items()
        ]
        body = {"data": {"actions": actions}}
        answer = self.call(act, asana.BatchAPIApi, "create_batch_request", body, {}, full_payload=True)
        return [self._part(act, part) for part in answer["data"]]

    def _part(self, act: Act, part: Json) -> Json | None:
        status = part["status_code"]
        if status >= 400 and (act.project or status not in (403, 404)):
            raise refused(self.access, act, status, json.dumps(part.get("body")), part.get("headers"))
        found: Json = part["body"]
        return found if status < 400 else None

    def tags(self, workspace: str) -> list[Json]:
        """A workspace's tags."""
        return list(self.pages(Act("reading tags"), asana.TagsApi, "get_tags_for_workspace", workspace, fields="name"))

    def is_used(self, tag: str) -> bool:
        """Whether any task has the tag."""
        act = Act("reading a tag's tasks")
        return next(iter(self.pages(act, asana.TasksApi, "get_tasks_for_tag", tag, fields="name")), None) is not None

    def delete_tag(self, tag: str) -> None:
        """Gone from the workspace. Raises Replan where it is not there."""
        self.call(Act("deleting a tag"), asana.TagsApi, "delete_tag", tag)

    def create_tag(self, workspace: str, name: str) -> Json:
        """A new tag. Not answered it is Retry: it is looked for by its name before it is sent again."""
        body = {"data": {"name": name}}
        return self.data(Act("creating a tag"), asana.TagsApi, "create_tag_for_workspace", body, workspace)

    def create_section(self, project: str, values: Json, *, lane: bool) -> Json:
        """A new section. Not answered it is Ambiguous for a `lane`, else Retry: it is looked for by its name."""
        opts = {"body": {"data": values}}
        act = Act("creating a section", creates=lane)
        return self.data(act, asana.SectionsApi, "create_section_for_project", project, opts=opts)

    def rename_section(self, section: str, name: str) -> Json:
        """The section as it is afterwards."""
        opts = {"body": {"data": {"name": name}}}
        return self.data(Act("renaming a section"), asana.SectionsApi, "update_section", section, opts=opts)

    def create_task(self, values: Json) -> Json:
        """The new task, with the values of custom fields that were given."""
        act, fields = Act("creating a task", creates=True), _fields(custom="custom_fields" in values)
        return self.data(act, asana.TasksApi, "create_task", {"data": values}, fields=fields)

    def update_task(self, task: str, values: Json) -> Json:
        """The task as it is afterwards, with values of custom fields where some were given."""
        act, fields = Act("changing a task"), _fields(custom="custom_fields" in values)
        return self.data(act, asana.TasksApi, "update_task", {"data": values}, task, fields=fields)

    def move(self, task: str, section: str) -> None:
        """Put a task into a section of the project."""
        opts = {"body": {"data": {"task": task}}}
        self.data(Act("moving a task"), asana.SectionsApi, "add_task_for_section", section, opts=opts)

    def add_followers(self, task: str, people: Sequence[str]) -> Json:
        """The task as it is afterwards."""
        body = {"data": {"followers": list(people)}}
        return self.data(Act("adding helpers"), asana.TasksApi, "add_followers_for_task", body, task, fields=_TASK)

    def remove_followers(self, task: str, people: Sequence[str]) -> Json:
        """The task as it is afterwards."""
        body = {"data": {"followers": list(people)}}
        act = Act("taking off helpers")
        return self.data(act, asana.TasksApi, "remove_follower_for_task", body, task, fields=_TASK)

    def add_tag(self, task: str, tag: str) -> None:
        """Put a tag on a task."""
        self.data(Act("adding a label"), asana.TasksApi, "add_tag_for_task", {"data": {"tag": tag}}, task)

    def remove_tag(self, task: str, tag: str) -> None:
        """Take a tag off a task."""
        self.data(Act("taking off a label"), asana.TasksApi, "remove_tag_for_task", {"data": {"tag": tag}}, task)

    def create_comment(self, task: str, html: str) -> Json:
        """The new story."""
        body = {"data": {"html_text": html}}
        act = Act("creating a comment", creates=True)
        return self.data(act, asana.StoriesApi, "create_story_for_task", body, task, fields=_COMMENT)

    def update_comment(self, story: str, html: str) -> Json:
        """The story as it is afterwards."""
        body = {"data": {"html_text": html}}
        return self.data(Act("changing a comment"), asana.StoriesApi, "update_story", body, story, fields=_COMMENT)

    def delete_comment(self, story: str) -> None:
        """Gone for good."""
        self.call(Act("deleting a comment"), asana.StoriesApi, "delete_story", story)

    def webhooks(self, workspace: str) -> list[Json]:
        """Our webhooks in a workspace."""
        act = Act("reading our webhooks")
        return list(self.pages(act, asana.WebhooksApi, "get_webhooks", workspace, fields=_WEBHOOK))

    def create_webhook(self, project: str, target: str) -> None:
        """Asana tries the target before it answers. Not answered it is Retry: what there is, is asked for first."""
        body = {"data": {"resource": project, "target": target}}
        act = Act("asking for deliveries")
        self.data(act, asana.WebhooksApi, "create_webhook", body, fields="active")

    def delete_webhook(self, webhook: str) -> None:
        """Gone for good."""
        self.call(Act("ending deliveries"), asana.WebhooksApi, "delete_webhook", webhook)

    def data(
        self,
        act: Act,
        api: type,
        name: str,
        *given: Any,
        fields: str = "",
        opts: Json | None = None,
    ) -> Json:
        """What a call of the package answers, with the fields asked for."""
        asked = {**(opts or {}), **({"opt_fields": fields} if fields else {})}
        takes_opts = name not in ("add_tag_for_task", "remove_tag_for_task")
        found: Json = self.call(act, api, name, *given, *([asked] if takes_opts else []))
        return found

    def _listed(
        self, act: Act, api: type, name: str, *given: Any, fields: str, offset: str = "", opts: Json | None = None
    ) -> Json:
        asked = {"opt_fields": fields, "limit": PAGE, **({"offset": offset} if offset else {}), **(opts or {})}
        found: Json = self.call(act, api, name, *given, asked, full_payload=True)
        return found

    def pages(
        self, act: Act, api: type, name: str, *given: Any, fields: str, opts: Json | None = None
    ) -> Iterator[Json]:
        """Everything that a call of the package lists, page by page."""
        page = self._listed(act, api, name, *given, fields=fields, opts=opts)
        yield from page["data"]
        while page.get("next_page"):
            page = self._listed(act, api, name, *given, fields=fields, offset=page["next_page"]["offset"], opts=opts)
            yield from page["data"]

    def call(self, act: Act, api: type, name: str, *given: Any, **named: Any) -> Any:
        """What a call of the package answers."""
        method: Callable[..., Any] = getattr(api(self._client()), name)
        return send(self.access, act, lambda: method(*given, **named))

    def _client(self) -> Any:
        with self._lock:
            if self._api is None:
                self._api = self.access.api()
            return self._api


def _paged(path: str) -> dict[str, int]:
    return {"limit": PAGE} if path.endswith(_LISTS) else {}


def _fields(*, custom: bool) -> str:
    return _TASK + _CUSTOM if custom else _TASK
