"""What is known of a channel and of its workspace between two pulls. Everything here may be lost: it is read again."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bridge.core.errors import Park
from connectors.slack.client import Client
from connectors.slack.translate import Json, payload, read_lanes

FEW = 3
"""So many people are asked for one by one; of more, everybody is listed."""


@dataclass(slots=True)
class Channel:
    """A place's lanes, in order, with the message that holds them, and our replies since the last pull by card.

    `bot` is our user id as far as it was needed here.
    """

    lanes: dict[str, str] = field(default_factory=dict)
    board: str = ""
    rev: int = 0
    bot: str = ""
    replies: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, board: Json) -> None:
        """Remember a board just read or written."""
        self.lanes, self.board, self.rev = read_lanes(board), board["ts"], int(payload(board).get("rev") or 0)


@dataclass(slots=True)
class Channels:
    """The channels of one connection; places are read and written in threads of their own."""

    _channels: defaultdict[str, Channel] = field(default_factory=lambda: defaultdict(Channel))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __getitem__(self, container: str) -> Channel:
        """The one of this id, knowing nothing at first."""
        with self._lock:
            return self._channels[container]


@dataclass(slots=True)
class People:
    """Names by account."""

    client: Client
    names: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def all(self) -> None:
        """Ask for everybody's name."""
        found = {str(each["id"]): name_of(each) for each in self.client.people()}
        with self._lock:
            self.names = {**self.names, **found}

    def known(self, accounts: Iterable[str]) -> None:
        """Ask for the names of those that are not known yet, each once; who does not exist has an empty one."""
        missing = set(accounts) - self.names.keys()
        if len(missing) > FEW:
            self.all()
            missing -= self.names.keys()
        for account in sorted(missing):
            name = self._asked(account)
            with self._lock:
                self.names = {**self.names, account: name}

    def _asked(self, account: str) -> str:
        try:
            return name_of(self.client.person(account))
        except Park:
            return ""


def name_of(person: Json) -> str:
    """What people call somebody."""
    profile = person.get("profile") or {}
    return str(profile.get("real_name") or person.get("real_name") or profile.get("display_name") or person["name"])
