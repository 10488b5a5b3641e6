"""Who comes into a space, or leaves it, as the network announced it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bridge.core.reports.state.naming import Naming
from bridge.core.reports.worklist import Membership


def memberships(namings: Iterable[Naming], today: date) -> Iterator[Membership]:
    """What was announced for a day from today on, day by day."""
    found = [
        Membership(each.day, naming.member(each.partner, each.name), naming.terms.space.name, each.comes)
        for naming in namings
        for each in naming.terms.space.announced
        if each.day >= today
    ]
    yield from sorted(found, key=lambda each: (each.day, each.space, not each.comes))
