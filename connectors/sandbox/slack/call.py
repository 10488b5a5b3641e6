"""One call as a method sees it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from connectors.sandbox.slack.entities import Account, Channel, User
from connectors.sandbox.slack.feed import Feed
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Arguments, Obj, RefusedError

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Call:
    """`host` is where the call came to, for addresses that lead back here."""

    state: State
    feed: Feed
    account: Account
    args: Arguments
    host: str

    @property
    def user(self) -> User:
        """Who calls."""
        return self.account.user

    def channel(self, key: str = "channel") -> Channel:
        """The conversation that an argument names by id; `channel_not_found` also where the caller may not see it."""
        channel = self.state.channels.get(self.args.text(key, ""))
        if channel is None or not self.sees(channel):
            raise RefusedError("channel_not_found")
        return channel

    def joined(self, key: str = "channel") -> Channel:
        """The same, of which the caller is a member."""
        channel = self.channel(key)
        if self.user.id not in channel.members:
            raise RefusedError("not_in_channel")
        return channel

    def sees(self, channel: Channel) -> bool:
        """Public ones are for everybody, others for their members."""
        return channel.kind == "public" or self.user.id in channel.members

    def message(self, channel: Channel, key: str = "ts") -> Obj:
        """The message that an argument names."""
        message = channel.messages.get(self.args.text(key, ""))
        if message is None:
            raise RefusedError("message_not_found")
        return message

    def person(self, key: str = "user") -> User:
        """The user that an argument names."""
        user = self.state.users.get(self.args.text(key, ""))
        if user is None:
            raise RefusedError("user_not_found")
        return user

    def page(self, things: Sequence[_Thing], default: int = 100, most: int = 1000) -> tuple[Sequence[_Thing], str]:
        """One page and the cursor of the next, empty after the last."""
        limit = self.args.number("limit", default, most)
        start = 0
        if cursor := self.args.text("cursor", ""):
            start = place_of(cursor, "offset")
        more = start + limit < len(things)
        return things[start : start + limit], cursor_of("offset", start + limit) if more else ""


def cursor_of(kind: str, place: int | str) -> str:
    """An opaque cursor."""
    return base64.b64encode(f"{kind}:{place}".encode()).decode()


def place_of(cursor: str, kind: str) -> int:
    """What a cursor stands for; `invalid_cursor` for one that was not given."""
    try:
        found, _, place = base64.b64decode(cursor, validate=True).decode().partition(":")
        if found == kind:
            return int(place)
    except ValueError:
        pass
    raise RefusedError("invalid_cursor")
