"""Makes an evaluation of the positive list; anything else is refused, and that it was asked for is recorded."""

from __future__ import annotations

from collections.abc import Collection

from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import listed
from bridge.core.log.participation import Participation, Period
from bridge.core.model.caller import Caller
from bridge.core.rules.access import Resource, Verb
from bridge.ports.evaluations import Evaluations
from bridge.service.access import Access


def evaluate(
    name: str,
    purpose: Purpose,
    period: Period,
    spaces: Collection[str],
    caller: Caller,
    access: Access,
    evaluations: Evaluations,
) -> Participation:
    """What the evaluation of that name finds in these spaces, before anything is withheld or rounded.

    Raw numbers are for the release alone, which the service makes. Raises NotPermittedError for another caller, for a
    name that is not on the list, for another purpose than the evaluation declares, and for a period of another kind.
    """
    with access.recorded(caller, Verb.CHANGE, Resource.FIGURES, purpose):
        return evaluations.counted(listed(name, purpose), access.network.id, period, spaces)
