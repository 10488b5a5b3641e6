"""Comments: replies below one message per task, in the channel that the connection names.

The message is opened at the first comment; a reference of the task leads to it. Channels may be looked through once a
day and no more (Microsoft's terms for Teams), so a pull reads the comments of the items that are sought, all of them
where it is complete, and once a day those of every thread in which somebody spoke within a month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape

from bridge.core.errors import Replan
from bridge.core.model.ids import Account, Ref
from bridge.core.model.operation import CreateComment, DeleteComment, Done, UpdateComment
from bridge.core.model.snapshot import Item, ItemComment
from connectors.teams.client import Channel, Client
from connectors.teams.mark import Thread
from connectors.teams.message import read_message, write_message, write_root
from connectors.teams.plan import Plan
from connectors.teams.references import read_thread, task_url, thread_reference
from connectors.teams.translate import Json, etag, read_instant


@dataclass(frozen=True, slots=True)
class Said:
    """What was said below one message: comments oldest first, those that were deleted, when the last was said."""

    comments: tuple[ItemComment, ...] = ()
    gone: frozenset[Ref] = frozenset()
    last: str = ""

    def on(self, item: Item) -> Item:
        """The item with it; all there is."""
        return replace(item, comments=self.comments, all_comments=True, gone_comments=self.gone)


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments of one plan's tasks. `directory` is the Microsoft directory's id, which a link to a task names."""

    client: Client
    channel: Channel
    plan: Plan
    directory: str

    def root(self, ref: str, details: Json) -> str:
        """The message below which the task's comments are; empty where there is none.

        People who copy a task copy its references too: a message that is another task's already is not the copy's.
        """
        references = [key for key in details.get("references") or () if key not in self._closed(details)]
        found = read_thread(references, self.channel.channel)
        if any(root == found and other != ref for other, root in self.plan.threads.items()):
            found = ""
        found = found or self.plan.loose.get(ref, "")
        if found:
            self.plan.threads[ref] = found
        return found

    def read(self, roots: Mapping[str, str]) -> tuple[dict[str, Said], dict[Account, str]]:
        """What was said on tasks, by task, and the names of those who said it; nothing below what is not there."""
        found = self.channel.replies(list(roots.values())) if roots else {}
        me = self.client.me() if any(found.values()) else ""
        said = {ref: self._said(root, found.get(root) or (), me) for ref, root in roots.items()}
        return said, _names(message for messages in found.values() for message in messages)

    def threads(self, roots: Mapping[str, str], said: Mapping[str, Said]) -> dict[str, Thread]:
        """What the cursor keeps of threads that were read."""
        return {ref: Thread(root, said[ref].last) for ref, root in roots.items() if ref in said}

    def seek(self, refs: Collection[str]) -> dict[str, str]:
        """Messages of ours that lead to these tasks though the tasks do not refer to them: their creates broke off."""
        if not refs:
            return {}
        urls = {task_url(self.directory, ref): ref for ref in refs}
        me, found = self.client.me(), dict[str, str]()
        for message in reversed(self.channel.roots()):
            content = unescape((message.get("body") or {}).get("content") or "")
            if _sender(message) == me and not message.get("deletedDateTime"):
                found |= {ref: str(message["id"]) for url, ref in urls.items() if url in content}
        self.plan.loose |= found
        return found

    def carry_out(self, operation: CreateComment | UpdateComment | DeleteComment) -> Done:
        """Post, change or delete a reply."""
        match operation:
            case CreateComment():
                return self._create(operation)
            case UpdateComment(ref=ref, text=text):
                message = self.channel.rewrite(*_parts(ref), write_message(text))
                self.plan.spoken.add(ref)
                if message.get("deletedDateTime"):
                    raise Replan("Teams: the comment was deleted.", code="deleted")
                return Done(operation, ref, text=read_message(message))
            case DeleteComment(ref=ref):
                with suppress(Replan):  # gone already, which is what was wanted
                    self.channel.delete(*_parts(ref))
                    self.plan.spoken.add(ref)
                return Done(operation, ref)

    def _create(self, operation: CreateComment) -> Done:
        root = self.plan.threads.get(operation.item)
        if root is None or operation.item in self.plan.loose:
            root = self._opened(operation.item)
        try:
            message = self.channel.reply(root, write_message(operation.text))
        except Replan:  # somebody deleted the message above: the next try opens another
            self.plan.closed.add(root)
            self.plan.threads.pop(operation.item, None)
            raise
        self.client.take_me(_sender(message))
        self.plan.spoken.add(_ref(root, message))
        return Done(operation, _ref(root, message), text=read_message(message))

    def _opened(self, item: Ref) -> str:
        """The root of a task's comments, posted where there is none, with the task referring to it.

        A task that we just created need not be read for it, unless somebody changed it meanwhile.
        """
        made = self.plan.made.pop(item, None)
        if made is not None:
            with suppress(Replan):
                return self._linked(item, *made)
        return self._linked(item, *self.client.whole(item))

    def _linked(self, item: Ref, task: Json, details: Json) -> str:
        root = self.root(item, details) or self._posted(item, task)
        if root != read_thread(details.get("references") or (), self.channel.channel):
            self._refer(item, task, details, root)
        self.plan.loose.pop(item, None)
        self.plan.threads[item] = root
        return root

    def _posted(self, item: Ref, task: Json) -> str:
        posted = self.channel.post(write_root(task.get("title") or "", task_url(self.directory, item)))
        self.client.take_me(_sender(posted))
        self.plan.loose[item] = str(posted["id"])
        return self.plan.loose[item]

    def _refer(self, item: Ref, task: Json, details: Json, root: str) -> None:
        """Let the task refer to the root. Writes decided on before find the versions that this makes."""
        gone: Json = dict.fromkeys(self._closed(details))
        values = {"references": gone | thread_reference(self.channel.team, self.channel.channel, root)}
        after, changed = self.client.update_whole(item, ({}, ""), (values, etag(details)))
        self.plan.renewed[etag(details)] = etag(changed)
        if _mirrored(after) == _mirrored(task):
            self.plan.renewed[etag(task)] = etag(after)

    def _closed(self, details: Json) -> list[str]:
        """The task's references to messages that take no more replies."""
        references = details.get("references") or ()
        return [key for key in references if read_thread([key], self.channel.channel) in self.plan.closed]

    def _said(self, root: str, messages: Iterable[Json], me: str) -> Said:
        spoken = [each for each in messages if each.get("messageType") == "message"]
        living = [each for each in spoken if not each.get("deletedDateTime")]
        gone = frozenset(_ref(root, each) for each in spoken if each.get("deletedDateTime"))
        last = max((each["createdDateTime"] for each in spoken), default="")
        return Said(tuple(self._comment(root, each, me) for each in living), gone, last)

    def _comment(self, root: str, message: Json, me: str) -> ItemComment:
        sender = _sender(message)
        own = bool(me) and sender == me
        author = self.client.access.tokens.app if own else sender
        at = read_instant(message["createdDateTime"]) or datetime.min.replace(tzinfo=UTC)
        return ItemComment(_ref(root, message), Account(author) if author else None, read_message(message), at, own=own)


def _mirrored(task: Json) -> Json:
    """What a reference does not change."""
    return {name: value for name, value in task.items() if not name.startswith("@") and name != "referenceCount"}


def _ref(root: str, message: Json) -> Ref:
    return Ref(f"{root}/{message['id']}")


def is_reply(ref: Ref) -> bool:
    """Whether it is a comment's and no task's: a notification names no other."""
    return "/" in ref


def _parts(ref: Ref) -> tuple[str, str]:
    root, _, reply = ref.partition("/")
    return root, reply


def _sender(message: Json) -> str:
    sender = message.get("from") or {}
    return str((sender.get("user") or sender.get("application") or {}).get("id") or "")


def _names(messages: Iterable[Json]) -> dict[Account, str]:
    people = ((message.get("from") or {}).get("user") or {} for message in messages)
    return {Account(person["id"]): person["displayName"] for person in people if person.get("displayName")}
