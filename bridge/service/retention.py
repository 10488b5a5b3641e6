"""The retention run: what is due goes from every store, what a case needs stays, and only numbers are written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bridge.core.model.hold import Hold
from bridge.core.model.ids import PersonId
from bridge.core.model.network import Network
from bridge.core.rules.catalogue import CATALOGUE, RUN, under
from bridge.core.rules.consent import in_force
from bridge.core.rules.retention import DataType, Period, Rule
from bridge.ports.charters import Charters
from bridge.ports.clock import Clock
from bridge.ports.retention import Begun, Due, Forget, HoldStore, ProtocolStore
from bridge.ports.words import Words


@dataclass(frozen=True, slots=True)
class Retaining:
    """What the run works with: for each data type what deletes it, `charters`, by which partners agreed to fewer days,
    and `clear`, which empties what SQLite keeps beside the database, so that nothing deleted stands there.
    """

    forgets: Mapping[DataType, Forget]
    holds: HoldStore
    protocol: ProtocolStore
    starts: Begun
    clear: Callable[[], None]
    charters: Charters

    def rules(self, network: Network) -> Mapping[DataType, Rule]:
        """The deletion rules that hold in the network now, its charter considered (PL-30)."""
        charters = self.charters
        return under(in_force(network, charters.versions(network.id), charters.consents(network.id)).points)


def forget_due(retaining: Retaining, network: Network, clock: Clock) -> Mapping[DataType, int]:
    """Delete what is due today in the network's zone, and return how much of each data type. Safe to repeat.

    Raises Unusable where a store cannot be written; the next run goes on.
    """
    today = today_of(network, clock)
    holds, rules = holding(retaining.holds, network, today), retaining.rules(network)
    counts = {
        rule.data_type: _forget(rules[rule.data_type], retaining.forgets[rule.data_type], network, today, holds)
        for rule in RUN
        if rule.data_type not in {each.data_type for each in holds}
    }
    retaining.protocol.note(network.id, today, {each: number for each, number in counts.items() if number})
    retaining.clear()
    return counts


def holding(holds: HoldStore, network: Network, today: date) -> Sequence[Hold]:
    """The holds that stand today; the others ended by themselves."""
    return [each for each in holds.of(network.id) if each.holds(today)]


def is_held(holds: HoldStore, network: Network, clock: Clock, person: PersonId) -> bool:
    """Whether a case needs what is kept of the person."""
    return person in held_persons(holding(holds, network, today_of(network, clock)))


def held_persons(holds: Sequence[Hold]) -> frozenset[PersonId]:
    """Those of whom nothing may be deleted, wherever a person can be told."""
    return frozenset(each.person for each in holds if each.person)


def deletion_day(data_type: DataType, start: date) -> date:
    """When what began on `start` is deleted."""
    return CATALOGUE[data_type].period.after(start)


def period_in_words(period: Period, say: Words) -> str:
    """Regellöschfrist for people."""
    if period.months:
        return say("retention.months", number=period.months)
    return say("retention.days", number=period.days) if period.days else say("retention.at_once")


def rule_in_words(rule: Rule, say: Words) -> str:
    """The same for a rule that holds: where the charter made it shorter it says so."""
    period, usual = period_in_words(rule.period, say), CATALOGUE[rule.data_type].period
    if rule.period == usual:
        return period
    return say("retention.by_charter", period=period, usual=period_in_words(usual, say))


def today_of(network: Network, clock: Clock) -> date:
    """The day it is in the network."""
    return clock.now().astimezone(network.zone).date()


def _forget(rule: Rule, forget: Forget, network: Network, today: date, holds: Sequence[Hold]) -> int:
    held = held_persons(holds) if rule.by_person else frozenset[PersonId]()
    return forget(Due(network, today, rule.period.latest_start(today), held))
