"""One turn of a space in a service that goes on: what ends a command is a trouble of that space here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from bridge.core.errors import Failure, Unusable
from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.store import PauseStore, SpaceStore, VisitStore
from bridge.service.cycle import UNTOUCHED, Connectors, Entering, Touched
from bridge.service.sync import Report, sync


def turn(  # noqa: PLR0913  as `sync`
    terms: Terms,
    store: SpaceStore,
    pauses: PauseStore,
    visits: VisitStore,
    connect: Callable[[], Connectors],
    clock: Clock,
    entering: Entering,
    *,
    touched: Touched = UNTOUCHED,
) -> Report:
    """Mirror the space until nothing is left to do, and look at what was `touched`.

    Where the service itself cannot work (the database, the vault), every place of the space is troubled.
    """
    try:
        return sync(terms, store, pauses, visits, connect(), clock, entering, touched=touched)
    except (Unusable, Failure) as fault:
        trouble(terms, visits, clock, str(fault))
        unreachable = {place.id: str(fault) for place in terms.space.places}
        unusable = str(fault) if isinstance(fault, Unusable) else ""
        return Report(terms.space.id, unreachable=unreachable, unsought=touched, unusable=unusable)


def trouble(terms: Terms, visits: VisitStore, clock: Clock, sentence: str) -> None:
    """Let `status` say of every place of the space that it was not read, and why."""
    with suppress(Unusable):  # the store itself is what cannot be used: then `status` says that
        for place in terms.space.places:
            visits.visited(place.id, clock.now(), sentence, complete=False)
