"""How it stands with requests of persons, notices to partners and questions to vendors: counts for `status`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bridge.core.model.case import State
from bridge.core.model.ids import ConnectionId
from bridge.ports.cases import CaseStore
from bridge.ports.compliance import Poll, PollStore
from bridge.service.rights.notify import unnoticed


@dataclass(frozen=True, slots=True)
class RightsStanding:
    """`undelivered` are notices that reach nobody by mail; `polls` when vendors last answered about accounts."""

    open: int
    undelivered: int
    polls: Mapping[ConnectionId, Poll]


def rights_standing(network: str, cases: CaseStore, polls: PollStore, asked: Iterable[ConnectionId]) -> RightsStanding:
    """From memory alone; `asked` are the connections whose vendor wants to be asked."""
    filed = cases.all(network)
    waiting = sum(each.state is State.OPEN for each in filed)
    return RightsStanding(waiting, len(unnoticed(filed)), {each: polls.last(each) for each in asked})
