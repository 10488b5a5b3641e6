"""What tools tell their people of by themselves: an estimate, since everybody may choose otherwise in the tool.

Asana: help.asana.com/s/article/inbox. Planner: support.microsoft.com on email and notifications of
Planner. For Trello and Slack no page of the vendor says it in full; it is what people of both know.
"""

from __future__ import annotations

from enum import StrEnum


class Occasion(StrEnum):
    """Something we write that a tool makes a notification of, unless its reader switched that off."""

    ITEM = "item"
    """A new item: one, to whoever watches the place."""
    SET = "set"
    """Being set on a new item: one for each."""
    ADDED = "added"
    """Being added to an item that is there: one for each."""
    COMMENT = "comment"
    """A comment on an item: one for each who is set on it."""
    MESSAGE = "message"
    """A comment: one, to whoever watches the channel that comments stand in."""
    MENTION = "mention"
    """Being mentioned: one for each who has not been told already."""
