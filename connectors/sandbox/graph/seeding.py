"""Fills Graph from the seed, through the same endpoints that clients use, so that all rules hold for it too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, cast
from urllib.parse import quote

from connectors.sandbox.graph import buckets, messages, plans, task_details, tasks
from connectors.sandbox.graph.accounts import PEOPLES_APPLICATION, Accounts
from connectors.sandbox.graph.call import Account, Call, One, Reply
from connectors.sandbox.graph.entities import Bucket, Channel, Entity, Group, Json, Message, Plan, Task, User
from connectors.sandbox.graph.errors import RefusedError
from connectors.sandbox.graph.kinds import message_url
from connectors.sandbox.graph.state import State
from connectors.sandbox.graph.teams import channel_id
from connectors.sandbox.seed import Seed, native_id
from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.stand_in import Now

_TASK = ("id", "title", "bucket", "assignments", "due", "start", "percentComplete", "priority", "description",
         "checklist", "labels", "references", "comments", "created_by", "created_at")  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOON = "T10:00:00Z"  # what Planner's own page writes for a day
_PLACED: Json = {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}


def fill(seed: Seed, now: Now, who: Accounts) -> tuple[State, dict[str, Any]]:
    """The state the seed describes, and the seed's section with every id and default filled in. Raises SeedError."""
    part = seed.section("graph")
    part.only("tenant", "teams")
    state = State(now, who.directory, reserved=frozenset(_ids(part.value)))
    for user in (*who.people.values(), *(each.user for each in who.applications.values())):
        if user:
            state.add_user(user)
    filling = _Filling(state, who)
    return state, {"tenant": who.directory, "teams": [filling.team(each) for each in part.parts("teams")]}


@dataclass(frozen=True, slots=True)
class _Filling:
    """Creates what the seed lists."""

    state: State
    who: Accounts

    def team(self, part: Part) -> dict[str, Any]:
        part.only("id", "name", "members", "owners", "channels", "plan", "plans")
        name = part.text("name")
        group = Group(part.text("id", native_id("teams", f"team:{name}")), name, self.state.now())
        if group.id in self.state.groups:
            raise SeedError(f"{part.at('id')}: {group.id!r} is taken; each team needs an id of its own.")
        self._join(part, group)
        self.state.groups[group.id] = group
        where, named = part.at("channels"), part.value.get("channels") or ["General"]
        channels = [self._channel(f"{where}[{index}]", each, group) for index, each in enumerate(named)]
        return {
            **part.value,
            "id": group.id,
            "members": list(group.members),
            "owners": list(group.owners),
            "channels": channels,
            "plan": self._plan(part.part("plan"), group),
            "plans": [self._plan(each, group) for each in part.parts("plans")],
        }

    def _join(self, part: Part, group: Group) -> None:
        """Without `members` all people and the service are in; the first one owns the team."""
        named = [self._found(part.at("members"), name) for name in part.texts("members")]
        group.members.update((user.id, user) for user in named or self.state.users.values())
        owners = [self._found(part.at("owners"), name) for name in part.texts("owners")]
        group.owners.update((user.id, user) for user in owners or list(group.members.values())[:1])

    def _channel(self, where: str, raw: Any, group: Group) -> dict[str, Any]:
        part = Part.of(where, {"name": raw} if isinstance(raw, str) else raw)
        part.only("id", "name")
        name = part.text("name")
        channel = Channel(part.text("id", channel_id(f"{group.id}:{name}")), name, group, self.state.now())
        if channel.id in self.state.channels:
            raise SeedError(f"{part.at('id')}: {channel.id!r} is taken; each channel needs an id of its own.")
        self.state.channels[channel.id] = group.channels[channel.id] = channel
        return {"id": channel.id, "name": name}

    def _plan(self, part: Part, group: Group) -> dict[str, Any]:
        part.only("id", "title", "buckets", "tasks")
        creator = next(iter(group.members.values()))
        title = part.text("title", group.name)
        data = {"title": title, "container": {"containerId": group.id, "type": "group"}}
        plan = cast("Plan", self._do(part, plans.create_plan, creator, data))
        self._rename(part, plan, self.state.plans, group.plans)
        lanes = part.value.get("buckets") or ["To do"]
        where = part.at("buckets")
        shown = [self._bucket(f"{where}[{index}]", each, plan, creator) for index, each in enumerate(lanes)]
        made = [self._task(each, plan, creator) for each in part.parts("tasks")]
        return {"id": plan.id, "title": title, "buckets": shown, "tasks": made}

    def _bucket(self, where: str, raw: Any, plan: Plan, creator: User) -> dict[str, Any]:
        part = Part.of(where, {"name": raw} if isinstance(raw, str) else raw)
        part.only("id", "name")
        data = {"name": part.text("name"), "planId": plan.id, "orderHint": " !"}
        bucket = cast("Bucket", self._do(part, buckets.create_bucket, creator, data))
        self._rename(part, bucket, self.state.buckets, plan.buckets)
        return {"id": bucket.id, "name": bucket.name}

    def _task(self, part: Part, plan: Plan, first: User) -> dict[str, Any]:
        part.only(*_TASK)
        with _At(self.state, part.instant("created_at")):
            creator = self._found(part.at("created_by"), part.text("created_by", first.id))
            task = cast("Task", self._do(part, tasks.create_task, creator, self._data(part, plan)))
            own = [task.bucket.tasks] if task.bucket else []
            self._rename(part, task, self.state.tasks, plan.tasks, *own)
            self._detail(part, task, creator)
        comments = self._comments(part, task)
        return {**part.value, "id": task.id, **({"comments": comments} if comments else {})}

    def _data(self, part: Part, plan: Plan) -> Json:
        data: Json = {"planId": plan.id, "title": part.text("title"), "bucketId": self._lane(part, plan)}
        people = [self._found(part.at("assignments"), name) for name in part.texts("assignments")]
        data["assignments"] = {user.id: _PLACED for user in people}
        data["appliedCategories"] = {self._label(part, plan, name): True for name in part.texts("labels")}
        for key, field in (("due", "dueDateTime"), ("start", "startDateTime")):
            if text := part.text(key, ""):
                data[field] = text + _NOON if _DAY.fullmatch(text) else text
        data |= {key: part.value[key] for key in ("percentComplete", "priority") if key in part.value}
        return data

    def _lane(self, part: Part, plan: Plan) -> str:
        """By name or id; without one, the first."""
        name = part.text("bucket", next(iter(plan.buckets)))
        for bucket in plan.buckets.values():
            if name in (bucket.name, bucket.id):
                return bucket.id
        raise SeedError(f"{part.at('bucket')}: the plan has no bucket {name!r}.")

    def _label(self, part: Part, plan: Plan, name: str) -> str:
        """The category of this name; a new name takes the next free one."""
        for category, text in plan.categories.items():
            if text == name:
                return category
        category = f"category{len(plan.categories) + 1}"
        call = self._call(next(iter(plan.group.members.values())), {"categoryDescriptions": {category: name}}, plan.id)
        call.headers = {"if-match": plan.details_etag}
        self._carry_out(part, plans.update_details, call)
        return category

    def _detail(self, part: Part, task: Task, creator: User) -> None:
        data: Json = {}
        if description := part.text("description", ""):
            data["description"] = description
        if checklist := part.value.get("checklist"):
            data["checklist"] = self._checklist(part, checklist)
        if urls := part.texts("references"):
            data["references"] = {_encoded(url): _REFERENCE for url in urls}
        if data:
            self._write_details(part, task, creator, data)

    def _checklist(self, part: Part, raw: Any) -> Json:
        whole = [{"title": each} if isinstance(each, str) else each for each in raw] if isinstance(raw, list) else raw
        found: Json = {}
        for each in Part(part.where, {"checklist": whole}).parts("checklist"):
            each.only("id", "title", "isChecked")
            name = each.text("id", self.state.new_guid("checklist"))
            item = {"title": each.text("title"), "isChecked": each.flag("isChecked"), "orderHint": " !"}
            found[name] = {"@odata.type": "#microsoft.graph.plannerChecklistItem", **item}
        return found

    def _write_details(self, part: Part, task: Task, who: User, data: Json) -> None:
        call = self._call(who, data, task.id)
        call.headers = {"if-match": task.details_etag}
        self._carry_out(part, task_details.update_details, call)

    def _comments(self, part: Part, task: Task) -> list[dict[str, Any]]:
        """Replies under a message in the first channel that links to the task, to which the task refers in turn."""
        given = part.parts("comments")
        if not given:
            return []
        channel = next(iter(task.plan.group.channels.values()))
        root: Message | None = None
        shown = []
        for each in given:
            each.only("id", "author", "text", "html", "created_at")
            author = self._found(each.at("author"), each.text("author"))
            with _At(self.state, each.instant("created_at") or part.instant("created_at")):
                root = root or self._opened(each, task, channel, author)
                html = each.text("html", "")
                body = {"contentType": "html" if html else "text", "content": html or each.text("text")}
                args = (channel.group.id, channel.id, root.id)
                reply = cast("Message", self._do(each, messages.create_reply, author, {"body": body}, *args))
                self._rename(each, reply, root.replies)
            shown.append({**each.value, "id": reply.id})
        return shown

    def _opened(self, part: Part, task: Task, channel: Channel, author: User) -> Message:
        link = f"https://tasks.office.com/{self.state.directory}/Home/Task/{task.id}"
        body = {"contentType": "html", "content": f'<p><a href="{link}">{escape(task.title)}</a></p>'}
        where = (channel.group.id, channel.id)
        root = cast("Message", self._do(part, messages.create_message, author, {"body": body}, *where))
        url = _encoded(message_url(root, self.state))
        self._write_details(part, task, author, {"references": {url: {**_REFERENCE, "alias": channel.name}}})
        return root

    def _do(self, part: Part, endpoint: Callable[[Call], Reply], user: User, data: Json, *at: str) -> Entity:
        return cast("One", self._carry_out(part, endpoint, self._call(user, data, *at))).entity

    def _call(self, user: User, data: Json, *at: str) -> Call:
        return Call(self.state, Account(PEOPLES_APPLICATION, user), "", at, {}, {}, data)

    @staticmethod
    def _carry_out(part: Part, endpoint: Callable[[Call], Reply], call: Call) -> Reply:
        try:
            return endpoint(call)
        except RefusedError as refusal:
            raise SeedError(f"{part.where}: {refusal.message}") from refusal

    def _found(self, where: str, name: str) -> User:
        """By person id, native id or address; `service` is the service's first user."""
        service = (each.user for each in self.who.applications.values() if each.user)
        user = (
            self.who.people.get(name) or self.state.user(name) or (next(service, None) if name == "service" else None)
        )
        if user is None:
            raise SeedError(f"{where}: {name!r} is nobody with an account in Teams.")
        return user

    @staticmethod
    def _rename(part: Part, entity: Plan | Bucket | Task | Message, *kept: dict[str, Any]) -> None:
        """Give an entity the id the seed names."""
        name = part.text("id", "")
        if name in ("", entity.id):
            return
        if name in kept[0]:
            raise SeedError(f"{part.at('id')}: {name!r} is taken; ids are unique.")
        for index in kept:
            del index[entity.id]
            index[name] = entity
        entity.id = name


def _ids(value: Any) -> Iterator[str]:
    """Every id that the seed gives itself."""
    match value:
        case Mapping():
            if isinstance(value.get("id"), str):
                yield value["id"]
            for each in value.values():
                yield from _ids(each)
        case list():
            for each in value:
                yield from _ids(each)


_REFERENCE: Json = {
    "@odata.type": "#microsoft.graph.plannerExternalReference",
    "type": "Other",
    "previewPriority": " !",
}


def _encoded(url: str) -> str:
    """An address as the name of a reference."""
    return quote(url, safe="/?&=-_~").replace(".", "%2E")


class _At:
    """Lets things happen at another time than now."""

    def __init__(self, state: State, moment: datetime | None) -> None:
        self._state, self._moment, self._clock = state, moment, state.clock

    def __enter__(self) -> None:
        if (moment := self._moment) is not None:
            self._state.clock = lambda: moment

    def __exit__(self, *_: object) -> None:
        self._state.clock = self._clock
