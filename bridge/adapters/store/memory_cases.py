"""Request files in a plain dictionary, for tests: `bridge.ports.cases.CaseStore`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bridge.core.model.case import Case, CaseId


class MemoryCases:
    """`CaseStore`."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, CaseId], Case] = {}

    def open(self, case: Case) -> None:
        """See `CaseStore`."""
        if (case.network, case.id) in self._kept:
            raise ValueError(f"There is a case {case.id} already.")
        self._kept[case.network, case.id] = case

    def get(self, network: str, case: CaseId) -> Case | None:
        """See `CaseStore`."""
        return self._kept.get((network, case))

    def all(self, network: str) -> Sequence[Case]:
        """See `CaseStore`."""
        found = (case for (of, _), case in self._kept.items() if of == network)
        return sorted(found, key=lambda case: (case.received_on, case.id))

    def about(self, network: str, subject: str) -> Sequence[Case]:
        """See `CaseStore`."""
        return [case for case in self.all(network) if case.subject == subject]

    def change(self, network: str, case: CaseId, change: Callable[[Case], Case]) -> Case:
        """See `CaseStore`."""
        after = change(self._kept[network, case])
        self._kept[network, case] = after
        return after

    def forget(self, network: str, before: date) -> int:
        """See `CaseStore`."""
        old = [case for case in self.all(network) if case.closed_on and case.closed_on < before]
        for case in old:
            del self._kept[network, case.id]
        return len(old)
