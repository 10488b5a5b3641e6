"""Comments on a List's items: replies below one message for each item, in the channel that the connection names.

No app may read or write the comments that Slack keeps in a List itself. So a message that names an item, by its link or
by our metadata, is where the item is talked about; it is opened at the first comment, and people may open it as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bridge.core.errors import Ambiguous, Replan
from bridge.core.model.ids import Ref
from bridge.core.model.operation import CreateComment, DeleteComment, Done, UpdateComment
from connectors.slack.client import Client
from connectors.slack.desk.pieces import escaped
from connectors.slack.lists.columns import Columns
from connectors.slack.translate import SAID, Json, Terms, payload, read_text
from connectors.slack.write import reply_of

TALK = "cobridge_talk"
"""The kind of our messages about items, as their metadata names it."""
STONE = "tombstone"
_RECORD = re.compile(r"\bRec[0-9A-Z]+\b")
_TIME_STAMP = re.compile(r"\d+\.\d+")


@dataclass(slots=True)
class Talk:
    """What is known of one List's conversation; whatever is lost is read again.

    `roots` are the messages about each item, oldest first: people may write several. `is_torn`: there are replies below
    a deleted message of which nobody knows what it was about.
    """

    client: Client
    channel: str
    roots: dict[str, list[str]] = field(default_factory=dict)
    is_torn: bool = False

    def read(self) -> set[str]:
        """Look through the channel for messages about items; returns those items that were replied to.

        Of a deleted message with replies Slack leaves a stone, which names no item any more.
        """
        before = {root: item for item, roots in self.roots.items() for root in roots}
        messages = [each for each in self.client.messages(self.channel) if _is_root(each)]
        items = {str(each["ts"]): item_of(each) or before.get(str(each["ts"]), "") for each in reversed(messages)}
        found = defaultdict[str, list[str]](list)
        for ts, item in items.items():
            if item:
                found[item].append(ts)
        self.roots = dict(found)
        talked = [each for each in messages if each.get("reply_count")]
        self.is_torn = any(each.get("subtype") == STONE and not items[str(each["ts"])] for each in talked)
        return {item for each in talked if (item := items[str(each["ts"])])}

    def is_told(self, item: str) -> bool:
        """Whether nothing else was said about the item than is known: below a stone there may be more."""
        return item in self.roots or not self.is_torn

    def look_for(self, items: Iterable[str]) -> None:
        """Look through the channel if one of the items has no message yet: somebody may have written one."""
        if set(items) - self.roots.keys():
            self.read()

    def about(self, root: str) -> Ref | None:
        """The item that a message is about, None for any other message."""
        if not any(root in roots for roots in self.roots.values()):
            self.read()
        return next((Ref(item) for item, roots in self.roots.items() if root in roots), None)

    def replies(self, item: str) -> list[Json]:
        """What was said about an item, oldest first."""
        threads = [self._thread(root) for root in self.roots.get(item, ())]
        return sorted((each for thread in threads for each in thread), key=lambda each: str(each["ts"]))

    def carry_out(
        self, operation: CreateComment | UpdateComment | DeleteComment, title: str, columns: Columns, terms: Terms
    ) -> Done:
        """Post, change or delete a reply; `title` is the item's, for the message above the first one."""
        match operation:
            case CreateComment():
                reply = self._said(operation, title, columns)
                return Done(operation, Ref(reply["ts"]), text=read_text(reply, terms))
            case UpdateComment(ref=ref, text=text):
                reply = self.client.update("changing a comment", channel=self.channel, ts=ref, **reply_of(text))
                return Done(operation, ref, text=read_text(reply, terms))
            case DeleteComment(ref=ref):
                with suppress(Replan):  # it is gone, which is what was wanted
                    self.client.delete(self.channel, ref)
                return Done(operation, ref)

    def _said(self, operation: CreateComment, title: str, columns: Columns) -> Json:
        """What goes wrong here may be that the message above is gone, or is there unknown to us."""
        try:
            root = next(iter(self.roots.get(operation.item, ())), "") or self._opened(operation.item, title, columns)
            return self.client.post("a comment", channel=self.channel, thread_ts=root, **reply_of(operation.text))
        except (Ambiguous, Replan):
            self.roots.pop(operation.item, None)
            raise

    def _opened(self, item: Ref, title: str, columns: Columns) -> str:
        about = {"event_type": TALK, "event_payload": {"item": item}}
        text = f"<{columns.url}?record_id={item}|{escaped(title) or '–'}>" if columns.url else escaped(title) or item
        root = str(self.client.post("a message", channel=self.channel, text=text, metadata=about)["ts"])
        self.roots[item] = [root]
        return root

    def _thread(self, root: str) -> list[Json]:
        """Nothing where the message is gone with all that was said."""
        try:
            found = self.client.thread(self.channel, root)[1:]
        except Replan:
            return []
        return [each for each in found if each.get("subtype") in SAID]


def item_of(message: Json) -> str:
    """The item that a message is about; empty for one that names none or several."""
    if told := payload(message).get("item"):
        return str(told)
    said: Any = [message.get("text"), message.get("blocks")]
    found = set(_RECORD.findall(str(said)))
    return found.pop() if len(found) == 1 else ""


def _is_root(message: Json) -> bool:
    return message.get("subtype") in (*SAID, STONE) and message.get("thread_ts", message["ts"]) == message["ts"]


def roots_in(refs: Iterable[Ref]) -> Sequence[Ref]:
    """Those that are messages of a channel: items of a List are called otherwise."""
    return [ref for ref in refs if _TIME_STAMP.fullmatch(ref)]
