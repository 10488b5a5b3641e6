"""Where people talk: a channel of a tool in which we say something to all of them, once."""

from __future__ import annotations

from typing import Protocol


class Announcer(Protocol):
    """One connection's way into its conversation channels. Raises only `bridge.core.errors.Failure`s."""

    def say(self, channel: str, key: str, text: str) -> None:
        """Write the text, one message. Not answered it is Ambiguous: `was_said` tells, before it is sent again."""
        ...

    def was_said(self, channel: str, key: str, text: str) -> bool:
        """Whether our account's message of that key is among the latest; without a marker the text tells."""
        ...
