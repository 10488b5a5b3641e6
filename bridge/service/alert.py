"""Tells two named persons of troubles by mail: once, again when one changes or a day has passed, and when it is over.

A mail that cannot be sent is due until it is. What was told is remembered in the store, so that a restart tells nobody
twice; where the store takes nothing more, the process remembers it and tells of that too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from bridge.core.errors import Failure, Unusable
from bridge.core.model.alert import Alert, AlertKind, Told
from bridge.core.model.network import Network
from bridge.ports.alerts import AlertStore
from bridge.ports.mailer import Mail, Mailer
from bridge.ports.words import Words

REMINDER = timedelta(days=1)
MOST_OFTEN = timedelta(hours=1)
"""A trouble that changes again and again is told of no more often."""
PATIENCE: Mapping[AlertKind, timedelta] = {
    AlertKind.DELIVERY: timedelta(minutes=10),
    AlertKind.PARKED: timedelta(minutes=10),
}
"""What may pass by itself has so long to do so."""
STAMP = "%d.%m.%Y, %H:%M"


@dataclass(slots=True)
class Notes:
    """What was told, in the store and in the process. `full` is why the store takes nothing more, or empty."""

    store: AlertStore
    full: str = ""
    _known: dict[str, Told] | None = None
    _unwritten: dict[str, Callable[[], None]] = field(default_factory=dict)

    def standing(self) -> dict[str, Told]:
        """By key; what could not be written before is written now."""
        if self._known is None:
            self._known = {told.alert.key: told for told in self.store.standing()}
        for key in list(self._unwritten):
            self._write(key, self._unwritten.pop(key))
        return dict(self._known)

    def keep(self, told: Told) -> None:
        """In the process at least."""
        if self._known is not None:
            self._known[told.alert.key] = told
        self._write(told.alert.key, lambda: self.store.keep(told))

    def forget(self, key: str) -> None:
        """The same."""
        if self._known is not None:
            self._known.pop(key, None)
        self._write(key, lambda: self.store.forget(key))

    def mailed(self, trouble: str) -> None:
        """How sending ended."""
        self._write("", lambda: self.store.mailing(trouble))

    def _write(self, key: str, write: Callable[[], None]) -> None:
        try:
            write()
            self.full = ""
        except Unusable as fault:
            self.full = str(fault)
            self._unwritten[key] = write


def alert(found: Sequence[Alert], notes: Notes, mailer: Mailer, network: Network, now: datetime, say: Words) -> str:
    """Send what is due. `found` is everything that troubles now. Returns why something could not be sent, or empty.

    `now` is aware UTC, `say` speaks the network's language. Raises Unusable where the store cannot even be read.
    """
    known = notes.standing()
    if notes.full:
        found = [*found, Alert(AlertKind.DISK, "database", notes.full)]
    current = {each.key: each for each in found}
    for key, each in current.items():
        told = known.get(key) or Told(each, now)
        if known.get(key) != (told := replace(told, alert=each)):
            notes.keep(told)
        known[key] = told
    trouble = ""
    for key, told in known.items():
        if key not in current and told.told_at is None:
            notes.forget(key)
        elif not trouble and (key not in current or _is_due(told, now)):  # a server that took one mail not is let be
            trouble = _tell(told, notes, mailer, network, now, say, over=key not in current)
    return trouble


def _is_due(told: Told, now: datetime) -> bool:
    if told.told_at is None:
        return now - told.since >= PATIENCE.get(told.alert.kind, timedelta())
    if told.told_at > now:  # the clock was set back since
        return True
    changed = told.told != told.alert.sign and now - told.told_at >= MOST_OFTEN
    return changed or now - told.told_at >= REMINDER


def _tell(told: Told, notes: Notes, mailer: Mailer, network: Network, now: datetime, say: Words, *, over: bool) -> str:
    try:
        refused = mailer.send(_mail(told, network, say, over=over))
    except Failure as failure:
        notes.mailed(failure.message)
        return failure.message
    notes.mailed(say("alert.refused", addresses=", ".join(refused)) if refused else "")
    if over:
        notes.forget(told.alert.key)
    else:
        notes.keep(replace(told, told_at=now, told=told.alert.sign))
    return ""


def _mail(told: Told, network: Network, say: Words, *, over: bool) -> Mail:
    what = headline(told.alert, say)
    subject = say("alert.over" if over else "alert.subject", what=what, network=network.name)
    return Mail(network.alerts, subject, _text(told, network.zone, say, over=over))


def headline(alert: Alert, say: Words) -> str:
    """What is the matter, in a few words."""
    return say(f"alert.{alert.kind}", subject=alert.subject, number=alert.number)


def _text(told: Told, zone: tzinfo, say: Words, *, over: bool) -> str:
    alert, since = told.alert, told.since.astimezone(zone).strftime(STAMP)
    what = [say("alert.what", what=headline(alert, say)), *([say.told(alert.said)] if alert.said else [])]
    lasting = [say("alert.since", since=since)]
    if over:
        return "\n\n".join([say("alert.is_over"), *what, *lasting, say("alert.sender")]) + "\n"
    advice = say("alert.advice", advice=say(f"alert.{alert.kind}.advice", subject=alert.subject))
    return "\n\n".join([*what, *lasting, advice, say("alert.again"), say("alert.sender")]) + "\n"
