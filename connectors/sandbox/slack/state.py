"""All of one workspace, by id, and the ids and times it gives."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from connectors.sandbox.slack.entities import (
    App,
    Channel,
    ReplyAddress,
    Scheduled,
    SlackList,
    Team,
    Trigger,
    Upload,
    User,
    UserGroup,
    View,
)
from connectors.sandbox.slack.values import Obj
from connectors.sandbox.stand_in import Now

FREE_DAYS = 90
"""https://slack.com/help/articles/27204752526611: what a free workspace shows of its messages"""
_DAY = 86_400


@dataclass(slots=True)
class State:
    """`views` are open modals by id, the newest last; `homes` the home tabs by app and person."""

    clock: Now
    team: Team
    users: dict[str, User] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    lists: dict[str, SlackList] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[tuple[str, str], View] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    reply_addresses: dict[str, ReplyAddress] = field(default_factory=dict)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    ephemeral: list[Obj] = field(default_factory=list)
    _made: Counter[str] = field(default_factory=Counter)
    _last_ts: int = 0

    def now(self) -> float:
        """Seconds since 1970 on the sandbox's clock."""
        return self.clock().timestamp()

    def new_id(self, prefix: str) -> str:
        """A new id such as `C0A1B2C3D4`, the same for the same calls in every run."""
        self._made[prefix] += 1
        code = hashlib.sha256(f"{prefix}:{self._made[prefix]}".encode()).hexdigest().upper()
        return f"{prefix}0{code[:9]}"

    def new_ts(self, at: datetime | None = None) -> str:
        """A time stamp that no message has yet; later than the one before unless the clock was set back."""
        micros = int((at or self.clock()).timestamp() * 1_000_000)
        while any(as_ts(micros) in channel.messages for channel in self.channels.values()):
            micros += 1
        if at is None and micros <= self._last_ts < micros + 1_000_000:
            micros = self._last_ts + 1
        self._last_ts = micros if at is None else self._last_ts
        return as_ts(micros)

    def oldest_shown(self) -> str:
        """The time stamp from which messages are shown: a free workspace hides what is older than 90 days."""
        if self.team.plan == "paid":
            return ""
        return as_ts(int((self.now() - FREE_DAYS * _DAY) * 1_000_000))

    def direct(self, users: AbstractSet[str]) -> Channel | None:
        """The direct conversation of two or more."""
        found = (channel for channel in self.channels.values() if channel.kind in ("im", "mpim"))
        return next((channel for channel in found if set(channel.members) == users), None)

    def apps_in(self, channel: Channel) -> list[App]:
        """The apps whose bots are members."""
        return [app for app in self.apps.values() if app.bot.id in channel.members]

    def app_of(self, bot_id: str) -> App | None:
        """The app that a bot belongs to."""
        return next((app for app in self.apps.values() if app.bot.bot_id == bot_id), None)


def as_ts(micros: int) -> str:
    """A moment as Slack writes it; such texts order as the moments do."""
    return f"{micros // 1_000_000:010d}.{micros % 1_000_000:06d}"


def ts_of(text: str) -> str | None:
    """A time stamp in full, from any number of seconds; None for anything else."""
    try:
        micros = int(Decimal(text) * 1_000_000)
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return as_ts(micros) if 0 <= micros < 10**16 else None


def moment_of(ts: str) -> datetime:
    """The instant of a time stamp."""
    return datetime.fromtimestamp(float(ts), UTC)
