"""Every call the connector sends; what comes back is JSON. Every method raises only Failures."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from connectors.teams.manifest import POSTS, REPLIES, TEAM
from connectors.teams.sending import BATCH, Access, Act
from connectors.teams.tokens import Grant
from connectors.teams.translate import Json, etag
from connectors.teams.wire import Answer, Ask

PAGE = 400
"""How many tasks one page lists, as Planner does by itself."""
MEMBERS = 999
"""The most members of a group that one page lists."""
OUTLINE = 3
"""Requests that read what is no task's details: the first page of tasks, the buckets, the labels' names."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan without its tasks' details, but for those that were asked for; `details` lacks what is not there."""

    tasks: Mapping[str, Json]
    buckets: Sequence[Json]
    labels: Json
    details: Mapping[str, Json]


@dataclass(slots=True)
class Client:
    """One connection's calls to Planner; threads may share it."""

    access: Access
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _me: str = field(default="", repr=False)
    _names: dict[str, str] = field(default_factory=dict, repr=False)

    def outline(self, plan: str, refs: Sequence[str] = ()) -> Outline:
        """A plan's tasks, buckets and label names, and the details of at most `BATCH - OUTLINE` tasks.

        One call, and one for each further page of tasks.
        """
        act = Act("reading the plan", container=True)
        paths = (f"/tasks?$top={PAGE}", "/buckets", "/details")
        asks = [Ask("GET", f"/planner/plans/{_in_path(plan)}{path}") for path in paths]
        some = refs[: BATCH - OUTLINE]
        answers = self.access.answers(act, [*asks, *map(_details, some)])
        tasks, buckets, labels = (self.access.read(act, answer) for answer in answers[:OUTLINE])
        found = (self.access.read(Act("reading tasks"), answer) for answer in answers[OUTLINE:])
        details = {ref: each for ref, each in zip(some, found, strict=True) if each is not None}
        listed = {task["id"]: task for task in self._pages(act, tasks)}
        return Outline(listed, self._pages(act, buckets), labels, details)

    def buckets(self, plan: str) -> list[Json]:
        """A plan's buckets."""
        act = Act("reading the plan's buckets", container=True)
        return self._pages(act, self.access.send(act, Ask("GET", f"/planner/plans/{_in_path(plan)}/buckets")))

    def plan(self, plan: str) -> Json:
        """A plan itself."""
        return self.access.send(Act("reading the plan", container=True), Ask("GET", f"/planner/plans/{_in_path(plan)}"))

    def members(self, group: str) -> list[Json]:
        """The people of a group, with names and addresses."""
        act = Act("reading who is there")
        ask = Ask("GET", f"/groups/{_in_path(group)}/members?$select=id,displayName,mail&$top={MEMBERS}")
        return self._pages(act, self.access.send(act, ask))

    def labels(self, plan: str) -> Json:
        """The names of a plan's labels."""
        act = Act("reading the plan's labels", container=True)
        return self.access.send(act, Ask("GET", f"/planner/plans/{_in_path(plan)}/details"))

    def task(self, ref: str) -> Json:
        """A task without its details."""
        return self.access.send(Act("reading a task"), Ask("GET", _task(ref)))

    def details(self, ref: str) -> Json:
        """A task's details."""
        return self.access.send(Act("reading a task"), _details(ref))

    def whole(self, ref: str) -> tuple[Json, Json]:
        """A task and its details, in one call."""
        task, details = self.access.in_order(Act("reading a task"), [Ask("GET", _task(ref)), _details(ref)])
        return task, details

    def many(self, refs: Collection[str], people: Iterable[str]) -> tuple[dict[str, Json], dict[str, str]]:
        """The details of tasks, and people's names, by id and as few calls as batches go into.

        What is not there, or may not be seen, is left out.
        """
        who, act = sorted(people), Act("reading tasks")
        asks = [*map(_details, refs), *(Ask("GET", f"/users/{_in_path(each)}?$select=id,displayName") for each in who)]
        answers = self.access.answers(act, asks)
        found = {ref: self.access.read(act, answer) for ref, answer in zip(refs, answers, strict=False)}
        named = {each: self._name(act, answer) for each, answer in zip(who, answers[len(refs) :], strict=True)}
        with self._lock:
            self._names |= named
        return (
            {ref: each for ref, each in found.items() if each is not None},
            {account: name for account, name in named.items() if name},
        )

    def strangers(self, people: Iterable[str]) -> set[str]:
        """Those of them whose names nobody asked for yet."""
        with self._lock:
            return set(people) - self._names.keys()

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """The names as they were last told, of those who have one."""
        with self._lock:
            return {each: name for each in people if (name := self._names.get(each))}

    def _name(self, act: Act, answer: Answer) -> str:
        """A person's name; empty where the directory does not show it to us."""
        person = None if answer.status == 403 else self.access.read(act, answer)
        return str((person or {}).get("displayName") or "")

    def create_task(self, plan: str, values: Json) -> Json:
        """The new task; its details are as empty as its marker."""
        act = Act("creating a task", creates=True)
        return self.access.send(act, Ask("POST", "/planner/tasks", {"planId": plan, **values}))

    def update_task(self, ref: str, values: Json, match: str) -> Json:
        """The task as it is afterwards."""
        return self.access.send(Act("changing a task"), Ask("PATCH", _task(ref), values, match))

    def delete_task(self, ref: str) -> None:
        """Gone for good. Raises Replan where it is not there, or was changed since it was looked at."""
        act = Act("deleting a task")
        self.access.send(act, Ask("DELETE", _task(ref), match=etag(self.task(ref))))

    def update_whole(self, ref: str, task: tuple[Json, str], details: tuple[Json, str]) -> tuple[Json, Json]:
        """Task and details as they are afterwards, in one call; values that are empty are not sent.

        Each comes with the ETag that must still stand. What the task shows of its details changes its ETag, so the
        task is read behind it.
        """
        asks = [Ask("PATCH", _task(ref), *task)] if task[0] else []
        asks += [Ask("PATCH", f"{_task(ref)}/details", *details), Ask("GET", _task(ref))]
        answers = self.access.in_order(Act("changing a task"), asks)
        return answers[-1], answers[-2]

    def create_bucket(self, plan: str, name: str, hint: str) -> Json:
        """A new bucket where the order hint says."""
        values = {"name": name, "planId": plan, "orderHint": hint}
        return self.access.send(Act("creating a bucket", creates=True), Ask("POST", "/planner/buckets", values))

    def rename_bucket(self, bucket: Json, name: str) -> Json:
        """The bucket as it is afterwards."""
        ask = Ask("PATCH", f"/planner/buckets/{_in_path(bucket['id'])}", {"name": name}, etag(bucket))
        return self.access.send(Act("renaming a bucket"), ask)

    def name_labels(self, plan: str, labels: Json, names: Mapping[str, str | None]) -> Json:
        """The labels as they are afterwards; one without a name has its colour's."""
        ask = Ask(
            "PATCH", f"/planner/plans/{_in_path(plan)}/details", {"categoryDescriptions": dict(names)}, etag(labels)
        )
        return self.access.send(Act("naming labels"), ask)

    def me(self) -> str:
        """The id of the service user, for whom we post; asked for once."""
        with self._lock:
            if not self._me:
                act = Act("reading the service user", grant=Grant.USER)
                self._me = str(self.access.send(act, Ask("GET", "/me?$select=id"))["id"])
            return self._me

    def take_me(self, account: str) -> None:
        """Remember who the service user is, as a reply to what we posted said."""
        with self._lock:
            self._me = self._me or account

    def _pages(self, act: Act, page: Json) -> list[Json]:
        """All entries of a list that began with this page."""
        found = list(page["value"])
        while link := page.get("@odata.nextLink"):
            page = self.access.send(act, Ask("GET", self.access.on_our_way(link)))
            found += page["value"]
        return found


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel's calls, all for the service user."""

    access: Access
    team: str
    channel: str

    @property
    def path(self) -> str:
        """Where the channel is in Graph."""
        return f"/teams/{_in_path(self.team)}/channels/{_in_path(self.channel)}"

    def read(self) -> Json:
        """The channel itself."""
        return self.access.send(self._act("reading the channel", container=True), Ask("GET", self.path))

    def roots(self) -> list[Json]:
        """The messages that stirred last, one page, without replies."""
        ask = Ask("GET", f"{self.path}/messages?$top=50")
        return list(self.access.send(self._act("reading the channel", container=True), ask)["value"])

    def everything(self) -> list[Json]:
        """All messages of the channel, without replies."""
        act = self._act("reading the channel", container=True)
        return self._said(act, self.access.send(act, Ask("GET", f"{self.path}/messages?$top=50")))

    def change(self, root: str, values: Json) -> None:
        """Other words in a message of ours."""
        self.access.send(self._act("changing a message"), Ask("PATCH", self._message(root), values))

    def take_back(self, root: str) -> None:
        """Empty a message of ours and mark it as deleted."""
        self.access.send(self._act("deleting a message"), Ask("POST", f"{self._message(root)}/softDelete"))

    def replies(self, roots: Sequence[str]) -> dict[str, list[Json]]:
        """What was said below messages, oldest first; messages that are not there are left out."""
        act = self._act("reading comments", REPLIES)
        asks = [Ask("GET", f"{self._message(root)}/replies?$top=50") for root in roots]
        pages = [self.access.read(act, answer) for answer in self.access.answers(act, asks)]
        return {root: self._said(act, page) for root, page in zip(roots, pages, strict=True) if page is not None}

    def _said(self, act: Act, page: Json) -> list[Json]:
        found = list(page["value"])
        while link := page.get("@odata.nextLink"):
            page = self.access.send(act, Ask("GET", self.access.on_our_way(link)))
            found += page["value"]
        return sorted(found, key=lambda each: (each["createdDateTime"], each["id"]))

    def post(self, message: Json) -> Json:
        """A new message. Not answered it is Ambiguous: the channel is looked through before it is sent again."""
        act = self._act("opening a task's comments", self._posts, creates=True)
        return self.access.send(act, Ask("POST", f"{self.path}/messages", message))

    @property
    def limits(self) -> tuple[str, ...]:
        """The limits that a reply counts under."""
        return (f"{TEAM}:{self.team}", REPLIES, self._posts)

    def reply(self, root: str, message: Json) -> Json:
        """A new reply."""
        act = self._act("creating a comment", REPLIES, self._posts, creates=True)
        return self.access.send(act, Ask("POST", f"{self._message(root)}/replies", message))

    def rewrite(self, root: str, reply: str, message: Json) -> Json:
        """The reply as it is afterwards; one that was deleted is there still, and says so."""
        path = f"{self._message(root)}/replies/{_in_path(reply)}"
        act = self._act("changing a comment", REPLIES)
        return self.access.in_order(act, [Ask("PATCH", path, message), Ask("GET", path)])[-1]

    def delete(self, root: str, reply: str) -> None:
        """Empty the reply and mark it as deleted."""
        path = f"{self._message(root)}/replies/{_in_path(reply)}/softDelete"
        self.access.send(self._act("deleting a comment", REPLIES), Ask("POST", path))

    def _message(self, root: str) -> str:
        return f"{self.path}/messages/{_in_path(root)}"

    @property
    def _posts(self) -> str:
        return f"{POSTS}:{self.channel}"

    def _act(self, what: str, *limits: str, creates: bool = False, container: bool = False) -> Act:
        counted = (f"{TEAM}:{self.team}", *limits)
        return Act(what, creates=creates, container=container, grant=Grant.USER, limits=counted)


def _task(ref: str) -> str:
    return f"/planner/tasks/{_in_path(ref)}"


def _details(ref: str) -> Ask:
    return Ask("GET", f"{_task(ref)}/details")


def _in_path(part: str) -> str:
    return quote(part, safe="")
