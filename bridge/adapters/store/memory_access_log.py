"""The access log in plain lists, with the promises of the one on SQL: `bridge.ports.access_log.AccessLog`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date

from bridge.core.model.caller import APART, Caller
from bridge.core.rules.looks import shown_to
from bridge.ports.access_log import AccessEntry


class MemoryAccessLog:
    """It forgets with the process."""

    def __init__(self) -> None:
        self._kept = defaultdict[tuple[str, bool], list[AccessEntry]](list)

    def record(self, network: str, entries: Sequence[AccessEntry]) -> None:
        """See `AccessLog`."""
        for each in entries:
            series = self._kept[network, each.role in APART]
            last = series[-1].number if series else 0
            series.append(replace(each, number=last + 1))

    def about(self, network: str, subject: str) -> Sequence[AccessEntry]:
        """See `AccessLog`."""
        return _in_order(each for each in self._all(network) if each.subject == subject)

    def by(self, network: str, caller: str) -> Sequence[AccessEntry]:
        """See `AccessLog`."""
        return _in_order(each for each in self._all(network) if each.caller == caller)

    def read(self, network: str, caller: Caller) -> Sequence[AccessEntry]:
        """See `AccessLog`."""
        return _in_order(each for each in self._all(network) if shown_to(caller, each.role, each.partner))

    def forget_before(self, network: str, day: date) -> int:
        """See `AccessLog`."""
        before = len(self._all(network))
        for apart in (False, True):
            series = self._kept[network, apart]
            series[:] = [each for each in series if each.at.astimezone(UTC).date() >= day]
        return before - len(self._all(network))

    def _all(self, network: str) -> list[AccessEntry]:
        return [*self._kept[network, False], *self._kept[network, True]]


def _in_order(entries: Iterable[AccessEntry]) -> Sequence[AccessEntry]:
    return sorted(entries, key=lambda each: (each.at, each.number))
