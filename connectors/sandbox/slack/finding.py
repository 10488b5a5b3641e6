"""Finds what an act names: people, channels, messages, apps, and what somebody has open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.slack.accounts import Accounts
from connectors.sandbox.slack.elements import elements
from connectors.sandbox.slack.entities import App, Channel, User, View
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj
from connectors.sandbox.stand_in import CannotActError

Wanted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finder:
    """What is not there is told in a sentence (CannotActError)."""

    state: State
    accounts: Accounts

    def person(self, wanted: Wanted) -> User:
        """Who acts."""
        person = self.accounts.people.get(str(wanted.get("person")))
        if person is None:
            known = ", ".join(self.accounts.people)
            raise CannotActError(
                f"person: {wanted.get('person')!r} is nobody with an account in Slack; there are {known}."
            )
        return person

    def user_id(self, name: str) -> str:
        """A user's id, by it or by a person's."""
        if name in self.state.users:
            return name
        if name in self.accounts.people:
            return self.accounts.people[name].id
        raise CannotActError(f"{name!r} is nobody with an account in Slack.")

    def channel(self, wanted: Wanted) -> Channel:
        """By id or name."""
        name = str(wanted.get("channel"))
        for channel in self.state.channels.values():
            if name in (channel.id, channel.name, f"#{channel.name}"):
                return channel
        raise CannotActError(f"channel: there is no channel {wanted.get('channel')!r}.")

    def message(self, wanted: Wanted, channel: Channel, person: User) -> Obj:
        """A message, also one that only this person sees."""
        ts = str(wanted.get("ts"))
        if ts in channel.messages:
            return channel.messages[ts]
        for message in self.state.ephemeral:
            if (message["ts"], message["channel"], message["to"]) == (ts, channel.id, person.id):
                return message
        raise CannotActError(f"ts: there is no message {ts} in {channel.name or channel.id}.")

    def app_of(self, message: Obj) -> App:
        """The app that wrote a message."""
        app = self.state.app_of(message.get("bot_id", ""))
        if app is None:
            raise CannotActError(f"The message {message['ts']} is of no app: nothing in it can be pressed.")
        return app

    def app(self, wanted: Wanted, channel: Channel | None) -> App:
        """The app named by `connection`, else the one in the channel, else the first."""
        if name := wanted.get("connection"):
            if name not in self.accounts.apps:
                raise CannotActError(
                    f"connection: there is no app {name!r}; there are {', '.join(self.accounts.apps)}."
                )
            return self.accounts.apps[str(name)]
        here = self.state.apps_in(channel) if channel else []
        return (here or list(self.state.apps.values()))[0]

    def open(self, person: User, action_id: str) -> View:
        """The modal on top, or the home tab, that has this action."""
        views = [view for view in self.state.views.values() if view.user == person.id][-1:]
        for view in (*views, *(home for home in self.state.homes.values() if home.user == person.id)):
            if any(element["action_id"] == action_id for _, element in elements(view.shown["blocks"])):
                return view
        raise CannotActError(f"{person.name} has nothing open with {action_id!r}; name channel and ts of a message.")


def element_named(blocks: list[Obj], action_id: str, where: str, values: Any = None) -> tuple[Obj, Obj]:
    """The element with an action id, and its block; of several the one whose block has a value, else the first."""
    found = [(block, element) for block, element in elements(blocks) if element["action_id"] == action_id]
    given = values if isinstance(values, Mapping) else {}
    for block, element in sorted(found, key=lambda each: each[0]["block_id"] not in given):
        return block, element
    offered = ", ".join(element["action_id"] for _, element in elements(blocks)) or "none"
    raise CannotActError(f"{where} has no action {action_id!r}; it has {offered}.")


def text_in(wanted: Wanted, key: str) -> str:
    """A text that an act must have."""
    value = wanted.get(key)
    if not isinstance(value, str) or not value:
        raise CannotActError(f"{key} must be a text, not {value!r}.")
    return value
