"""A task's subtasks and attachments <-> the model, without I/O.

Elements of a checklist are subtasks; those that Asana shows as a heading between the others are none. Attachments go by
their url; files that lie in Asana are shown like links but are not ours to delete.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bridge.core.model.characters import folded
from bridge.core.model.parts import Attachment, Check

Json = dict[str, Any]
JOINER = "\u2060"
"""Asana makes a heading of a subtask whose name ends with a colon; with this sign behind it none. It shows nothing."""
EXTERNAL = "external"


@dataclass(slots=True)
class Parts:
    """What is known of the tasks' parts between calls, by task.

    `attached` are the tasks that may have attachments: no field of a task tells it, so it is told from its stories and
    the feed, and goes on in the cursor. `subtasks` and `attachments` are as last read.
    """

    attached: set[str] = field(default_factory=set)
    subtasks: dict[str, list[Json]] = field(default_factory=dict)
    attachments: dict[str, list[Json]] = field(default_factory=dict)

    def forget_all(self) -> None:
        """All is about to be read."""
        self.attached.clear()
        self.subtasks.clear()
        self.attachments.clear()

    def owner(self, part: str) -> str:
        """The task that a subtask or attachment is on; empty where it is not known."""
        for known in (self.subtasks, self.attachments):
            for task, parts in known.items():
                if any(each["gid"] == part for each in parts):
                    return task
        return ""

    def forget(self, task: str) -> None:
        """What is known of a task's parts may be old."""
        self.subtasks.pop(task, None)
        self.attachments.pop(task, None)


def read_checks(subtasks: Iterable[Json]) -> tuple[Check, ...]:
    """The subtasks in order, without headings."""
    return tuple(read_check(each) for each in subtasks if not each.get("is_rendered_as_separator"))


def read_check(subtask: Json) -> Check:
    """One element."""
    return Check(subtask["gid"], folded(subtask.get("name") or "").removesuffix(JOINER), bool(subtask.get("completed")))


def write_title(title: str) -> str:
    """A subtask's name that is no heading."""
    return title + JOINER if title.endswith(":") else title


def read_attachments(attachments: Iterable[Json]) -> tuple[Attachment, ...]:
    """What is attached, by url; of several with one url the first."""
    found = dict[str, Attachment]()
    for each in attachments:
        if url := url_of(each):
            found.setdefault(url, read_attachment(each, url))
    return tuple(found.values())


def read_attachment(attachment: Json, url: str) -> Attachment:
    """One attachment; a link without a name has its url for one."""
    name = folded(attachment.get("name") or "")
    return Attachment(url, "" if name == folded(url) else name)


def url_of(attachment: Json) -> str:
    """Where a link leads; of a file the permanent address."""
    if is_link(attachment):
        return str(attachment.get("view_url") or attachment.get("permanent_url") or "")
    return str(attachment.get("permanent_url") or attachment.get("view_url") or "")


def is_link(attachment: Json) -> bool:
    """Whether it only leads elsewhere."""
    return attachment.get("resource_subtype") == EXTERNAL
