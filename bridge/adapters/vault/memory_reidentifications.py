"""Requests to learn whose a pseudonym is, in a plain dictionary, for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bridge.core.model.ids import PersonId
from bridge.core.model.reidentification import Reidentification


class MemoryReidentifications:
    """`bridge.ports.reidentifications.Reidentifications` without a file."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[Reidentification, PersonId | None]] = {}

    def add(self, network: str, request: Reidentification, person: PersonId | None) -> None:
        """See `Reidentifications`."""
        self._kept[network, request.id] = request, person

    def of(self, network: str) -> Sequence[Reidentification]:
        """See `Reidentifications`."""
        found = (request for (of, _), (request, _) in self._kept.items() if of == network)
        return sorted(found, key=lambda each: (each.on, each.id))

    def change(
        self, network: str, identifier: str, change: Callable[[Reidentification], Reidentification]
    ) -> Reidentification | None:
        """See `Reidentifications`."""
        if (network, identifier) not in self._kept:
            return None
        before, person = self._kept[network, identifier]
        self._kept[network, identifier] = change(before), person
        return self._kept[network, identifier][0]

    def forget_before(self, network: str, day: date) -> int:
        """See `Reidentifications`."""
        gone = [key for key, (each, _) in self._kept.items() if key[0] == network and each.until < day]
        for key in gone:
            del self._kept[key]
        return len(gone)

    def forget(self, network: str, person: PersonId) -> None:
        """Requests about a person end with the person's key."""
        for key in [key for key, (_, about) in self._kept.items() if (key[0], about) == (network, person)]:
            del self._kept[key]
