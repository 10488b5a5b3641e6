"""Whose an account was is not remembered for longer than the deletion rule allows."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.network import Network
from bridge.core.model.roster import Roster
from bridge.core.rules.retention import DataType
from bridge.ports.retention import Due, StartStore
from bridge.ports.rosters import Rosters
from bridge.ports.vault import Vault


def forget_former(rosters: Rosters, vault: Vault, starts: StartStore, due: Due) -> int:
    """Forget what was undone, and who left, so long ago that it is due, and return how much that was.

    Of somebody of whom nothing is left the key goes too: their pseudonyms lead to nobody then. Whole partners that
    left the network file are forgotten likewise. `due.held` persons stay as they are.
    """
    network = due.network
    left = _left(starts, due)
    number = 0
    for partner, roster in rosters.of(network.id).items():
        wanted = _without(roster, due, whole=partner in left)
        if wanted == roster:
            continue
        after = rosters.change(network.id, partner, partial(_without, due=due, whole=partner in left))
        gone = _persons(roster) - _persons(after) - _declared(network)
        for person in gone:
            vault.destroy(network.id, person)
        number += len(roster.assignments) - len(after.assignments) + len(gone)
    starts.forget(network.id, DataType.IDENTITIES, frozenset(left) - rosters.of(network.id).keys())
    return number


def _left(starts: StartStore, due: Due) -> AbstractSet[PartnerId]:
    """The partners that left the network file long enough ago."""
    present = frozenset(str(partner.id) for partner in due.network.partners)
    since = starts.left(due.network.id, DataType.IDENTITIES, present, due.today)
    return {PartnerId(each) for each, day in since.items() if day <= due.through}


def _without(roster: Roster, due: Due, *, whole: bool) -> Roster:
    """What may stay of the roster."""
    tidied = Roster() if whole else roster.tidied(due.today, due.today - due.through)
    if not due.held:
        return tidied
    kept = {each.id for each in tidied.persons} | due.held
    return replace(
        roster,
        persons=tuple(each for each in roster.persons if each.id in kept),
        assignments=tuple(each for each in roster.assignments if each in tidied.assignments or each.person in due.held),
    )


def _persons(roster: Roster) -> frozenset[PersonId]:
    return frozenset([*(each.id for each in roster.persons), *(each.person for each in roster.assignments)])


def _declared(network: Network) -> frozenset[PersonId]:
    return frozenset(person.id for partner in network.partners for person in partner.roster)
