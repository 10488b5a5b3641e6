"""Makes an evaluation of the positive list; anything else is refused, and that it was asked for is recorded."""

from __future__ import annotations

from collections.abc import Collection

from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import agreed, listed
from bridge.core.log.participation import NOBODY, Newcomers, Participation, Period
from bridge.core.model.caller import Caller
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.consent import Force
from bridge.ports.evaluations import Evaluations
from bridge.service.access import Access


def evaluate(  # noqa: PLR0913  what is asked for, who asks, what holds, and the two ports
    name: str,
    purpose: Purpose,
    period: Period,
    spaces: Collection[str],
    caller: Caller,
    access: Access,
    evaluations: Evaluations,
    *,
    force: Force,
    newcomers: Newcomers = NOBODY,
) -> Participation:
    """What the evaluation of that name finds in these spaces, before anything is withheld or rounded.

    Raw numbers are for the release alone, which the service makes. `force` is what the partners' charter permits now;
    what `newcomers` did is left out.
    Raises NotPermittedError for another caller, for a name that is not on the list or not agreed, for another purpose
    than the evaluation declares, and for a period of another kind.
    """
    with access.recorded(caller, Verb.CHANGE, Resource.FIGURES, purpose):
        evaluation = agreed(listed(name, purpose), force)
        return evaluations.counted(evaluation, access.network.id, period, spaces, newcomers)
