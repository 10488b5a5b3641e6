"""Carrying out one place's part of a decision."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.errors import Failure, Park, Replan
from bridge.core.model.decision import Decision
from bridge.core.model.ids import Ref, SpaceId
from bridge.core.model.network import Place
from bridge.core.model.operation import CreateComment, CreateItem, CreateLane, Done, Outcome, Parked
from bridge.core.sync.plan import resolve
from bridge.ports.connector import Connector
from bridge.ports.store import SpaceStore
from bridge.service.round import Round


@dataclass(frozen=True, slots=True)
class Work:
    """What was carried out or parked, the failure that ended it early, and whether the round's end did."""

    outcomes: tuple[Outcome, ...]
    failure: Failure | None = None
    cut: bool = False


def do(
    place: Place,
    decision: Decision,
    store: SpaceStore,
    connector: Connector,
    space: SpaceId,
    now: Round | None = None,
) -> Work:
    """Send the place's operations in order, recording each before the next is sent, until the round is over.

    What was not begun is found again by the next cycle. Without a round all of it is done.
    """
    outcomes, made = list[Outcome](), dict[str, Ref]()
    for planned in decision.operations.get(place.id, ()):
        operation = resolve(planned, made)
        if operation is None:
            continue  # what it builds on did not come about; the next cycle plans it again
        if now and not now.has_time(connector.delay(place, operation)):
            return Work(tuple(outcomes), cut=True)
        if isinstance(operation, CreateItem | CreateComment | CreateLane):
            store.intend(space, operation)
        try:
            outcome: Outcome = connector.apply(place, operation)
        except Replan:
            continue  # somebody was faster; the next cycle sees their edit and decides again
        except Park as reason:
            outcome = Parked(operation, reason.message)
        except Failure as failure:
            return Work(tuple(outcomes), failure)
        store.record(space, outcome)
        outcomes.append(outcome)
        made |= _made(outcome)
    return Work(tuple(outcomes))


def _made(outcome: Outcome) -> dict[str, Ref]:
    match outcome:
        case Done(CreateLane(_, lane), ref):
            return {lane: ref}
        case Done(CreateItem(_, task), ref):
            return {task: ref}
    return {}
