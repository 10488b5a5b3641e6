"""Duties that the charter names: a partner confirms the list, and is told how its duties stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bridge.core.log.evaluations import EVALUATIONS
from bridge.core.log.participation import Week
from bridge.core.model.caller import Caller
from bridge.core.model.ids import PartnerId
from bridge.core.reports.duties import Acts, DutyLine, duties_for
from bridge.core.reports.state.handovers import waits_for
from bridge.core.reports.state.reading import Reader, may_read
from bridge.core.reports.state.tasks import is_open
from bridge.core.rules.access import Resource, Verb
from bridge.core.sync.terms import Terms
from bridge.ports.confirmations import Confirmations
from bridge.ports.store import SpaceStore
from bridge.service.charter import Agreeing

FEWEST = max(each.threshold.persons for each in EVALUATIONS)
"""Persons of a partner whose standing may be told to others: as many as a figure needs."""
WEEK = timedelta(days=7)


def duties(
    caller: Caller, terms: Sequence[Terms], spaces: SpaceStore, confirmations: Confirmations, agreeing: Agreeing
) -> tuple[DutyLine, ...]:
    """How the duties stand that the caller is told of. `terms` are those of the whole network.

    Raises NotPermittedError for who may read no figures: a standing is one about an organisation.
    """
    agreeing.access.permit(caller, Verb.READ, Resource.FIGURES)
    asked = frozenset(each for one in terms for each in _asked(one, spaces))
    acts = Acts(asked, _confirmed(confirmations, agreeing))
    return duties_for(caller.partner, agreeing.network.partners, acts, agreeing.force(), FEWEST)


def confirm(caller: Caller, partner: PartnerId, confirmations: Confirmations, agreeing: Agreeing) -> None:
    """The partner has read its worklist of this week. That is all that is kept of it; who did it is a look like others.

    Raises NotPermittedError for whoever does not act for that partner.
    """
    with agreeing.access.recorded(caller, Verb.CHANGE, Resource.WORKLIST, partner=partner):
        confirmations.keep(agreeing.network.id, partner, Week.of(agreeing.today()).name)


def _asked(terms: Terms, spaces: SpaceStore) -> Iterator[PartnerId]:
    """Partners to whom a hand-over waits that they can see."""
    for task in spaces.memory(terms.space.id).tasks.values():
        to = waits_for(task, terms) if is_open(task) else None
        if to and may_read(task, Reader(to), terms):
            yield to


def _confirmed(confirmations: Confirmations, agreeing: Agreeing) -> frozenset[PartnerId]:
    """In this week or in the one before, which is the one that a report on Monday is about."""
    today = agreeing.today()
    weeks = {Week.of(today).name, Week.of(today - WEEK).name}
    return frozenset(each for each, week in confirmations.weeks(agreeing.network.id).items() if week in weeks)
