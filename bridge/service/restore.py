"""What a restored data directory needs before anything may work with it."""

from __future__ import annotations

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.rules.access import Resource, Verb
from bridge.ports.store import VisitStore
from bridge.service.access import Access
from bridge.service.retention import Retaining, forget_due
from bridge.service.rights.barring import Barring
from bridge.service.rights.forget import Kept, forget_again


def settle(
    caller: Caller, access: Access, kept: Kept, barring: Barring, retaining: Retaining, visits: VisitStore
) -> int:
    """Forget whom the tombstones know and what is overdue, and have every place read whole.

    Returns how many ids of erased persons came back and went again. Raises NotPermittedError, and Unusable where the
    tombstones do not belong to what was restored.
    """
    with access.recorded(caller, Verb.CHANGE, Resource.BACKUPS, Purpose.SECURITY):
        found = forget_again(kept, barring)
        forget_due(retaining, access.network, access.clock)
        for place in (place for space in access.network.spaces for place in space.places):
            visits.missed(place.id)
    return found
