"""Legal holds: what a case needs is not deleted, for a time that somebody named (PL-31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.model.hold import Hold
from bridge.core.model.ids import PersonId
from bridge.core.rules.access import Resource, Verb, may
from bridge.core.rules.catalogue import CATALOGUE, RUN
from bridge.core.rules.retention import DataType, Period
from bridge.ports.retention import HoldStore
from bridge.service.access import Access
from bridge.service.retention import today_of

LONGEST = Period(months=12)
"""A hold ends by itself after a year at most; who still needs it says so again."""


class WrongHoldError(Exception):
    """What was asked cannot be held; `key` and `values` are the words that say why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants held; of `person` and `data_type` one is empty."""

    case: str
    until: date
    person: str = ""
    data_type: str = ""


def hold(asked: Asked, caller: Caller, access: Access, holds: HoldStore) -> Sequence[DataType]:
    """Hold it up to and with the day named, in place of what the same case held of the same; returns what is held.

    Raises WrongHoldError, and NotPermittedError; both before anything is held.
    """
    today = today_of(access.network, access.clock)
    _check(asked, today)
    person = PersonId(asked.person) if asked.person else None
    with access.recorded(caller, Verb.CHANGE, Resource.RETENTION, Purpose.RIGHTS, person=person, case=asked.case):
        holds.keep(access.network.id, Hold(asked.case, today, asked.until, PersonId(asked.person), asked.data_type))
    return held_types(asked.data_type)


def release(case: str, caller: Caller, access: Access, holds: HoldStore) -> int:
    """Let go of everything that is held for the case, and return how much that was. Raises NotPermittedError."""
    with access.recorded(caller, Verb.CHANGE, Resource.RETENTION, Purpose.RIGHTS, case=case):
        return holds.release(access.network.id, case)


def holds_shown_to(caller: Caller, access: Access, holds: HoldStore) -> Sequence[Hold]:
    """All holds for whoever may hold something, and none for anybody else: they say whom a case is about.

    Each person shown is recorded. Raises NotPermittedError for whoever may not even read the rules.
    """
    access.permit(caller, Verb.READ, Resource.RETENTION)
    found = holds.of(access.network.id)
    if not found or not may(caller.role, Verb.CHANGE, Resource.RETENTION):
        return ()
    with access.recorded(caller, Verb.READ, Resource.RETENTION, Purpose.RIGHTS) as looked:
        for each in found:
            if each.person:
                looked.at(each.person)
    return found


def held_types(data_type: str) -> Sequence[DataType]:
    """What a hold keeps: the data type, or those in which one person can be told."""
    return [DataType(data_type)] if data_type else [rule.data_type for rule in RUN if rule.by_person]


def _check(asked: Asked, today: date) -> None:
    if not asked.case.strip():
        raise WrongHoldError("retention.hold.case")
    if bool(asked.person) == bool(asked.data_type):
        raise WrongHoldError("retention.hold.what")
    if asked.until < today:
        raise WrongHoldError("retention.hold.past", until=asked.until)
    if asked.until > LONGEST.after(today):
        raise WrongHoldError("retention.hold.long", until=asked.until, longest=LONGEST.after(today))
    if asked.data_type and asked.data_type not in set(DataType):
        raise WrongHoldError("retention.hold.unknown", name=asked.data_type, types=", ".join(DataType))
    if asked.data_type and not CATALOGUE[DataType(asked.data_type)].is_run:
        raise WrongHoldError("retention.hold.never", type=asked.data_type)
