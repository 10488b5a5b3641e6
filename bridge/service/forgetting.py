"""Deleting what no row dates: a task is over, a place or connection left, a quarter ended.

Each function returns how much went.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bridge.core.log.entry import Purpose
from bridge.core.model.ids import ConnectionId, PersonId, PlaceId, SpaceId, TaskId
from bridge.core.rules.ended import ended
from bridge.core.rules.retention import DAY, DataType, last_quarter_over, quarter_of
from bridge.ports.access_log import AccessLog
from bridge.ports.bases import Bases
from bridge.ports.log import LogStore
from bridge.ports.retention import Due, EndedStore, Expiring, StartStore
from bridge.ports.rosters import Rosters
from bridge.ports.store import Remembered
from bridge.ports.vault import Vault
from bridge.service.people.known import known

BETWEEN = "\t"
"""Parts the ids of a space and of what is in it; no id has it."""
SPACE, PLACE = "space", "place"


def forget_tasks(spaces: Remembered, store: EndedStore, starts: StartStore, due: Due) -> int:
    """Tasks that no place shows any more."""
    over = {
        _named(space.id, task)
        for space in due.network.spaces
        for task in ended(spaces.memory(space.id), frozenset(place.id for place in space.places))
    }
    since = starts.since(due.network.id, DataType.TASKS, frozenset(over), due.today)
    by_space = _by_space(since, due.through)
    return sum(store.forget_tasks(SpaceId(space), frozenset(map(TaskId, tasks))) for space, tasks in by_space.items())


def forget_names(store: EndedStore, starts: StartStore, due: Due) -> int:
    """Names of persons on no roster whom nothing speaks of any more."""
    unmentioned = {_named(space.id, person) for space in due.network.spaces for person in store.names(space.id)}
    since = starts.since(due.network.id, DataType.NAMES, frozenset(unmentioned), due.today)
    by_space = _by_space(since, due.through)
    return sum(
        store.forget_names(SpaceId(space), frozenset(map(PersonId, persons))) for space, persons in by_space.items()
    )


def forget_places(store: EndedStore, starts: StartStore, due: Due) -> int:
    """Places and spaces that are no longer in the network file."""
    network = due.network
    places = {_named(PLACE, place.id) for space in network.spaces for place in space.places}
    spaces = {_named(SPACE, space.id) for space in network.spaces}
    since = starts.left(network.id, DataType.PLACES, frozenset(places | spaces), due.today)
    gone = frozenset(each for each, day in since.items() if day <= due.through)
    number = 0
    for kind, identity in map(_parted, sorted(gone)):
        number += store.forget_space(SpaceId(identity)) if kind == SPACE else store.forget_place(PlaceId(identity))
    starts.forget(network.id, DataType.PLACES, gone)
    return number


def forget_secrets(vault: Expiring, starts: StartStore, due: Due) -> int:
    """What was entered or renewed for connections that are no longer in the network file."""
    network = due.network
    present = frozenset(connection.id for partner in network.partners for connection in partner.connections)
    since = starts.left(network.id, DataType.SECRETS, frozenset(map(str, present)), due.today)
    gone = frozenset(each for each, day in since.items() if day <= due.through)
    number = sum(vault.forget_secrets(ConnectionId(each)) for each in gone)
    starts.forget(network.id, DataType.SECRETS, gone)
    return number


def forget_codes(vault: Expiring, rosters: Rosters, starts: StartStore, due: Due) -> int:
    """Codes of officers and persons who are no longer in the network."""
    network = known(due.network, rosters.of(due.network.id)).network
    officers = [
        each.id for each in (*network.officers, *(each for partner in network.partners for each in partner.officers))
    ]
    persons = [person.id for partner in network.partners for person in partner.roster]
    former = vault.holders(network.id) - {*officers, *persons}
    since = starts.since(network.id, DataType.CODES, former, due.today)
    gone = [each for each, day in since.items() if day <= due.through]
    for each in gone:
        vault.forget_code(network.id, each)
    return len(gone)


def forget_participation(log: LogStore, vault: Vault, expiring: Expiring, due: Due) -> int:
    """Entries of quarters that are over, their salts, and the keys of their pseudonyms; the leaves stay.

    As long as somebody is held the keys stay, or nobody could tell what is held.
    """
    last, network = last_quarter_over(due.through), due.network.id
    held = frozenset(
        pseudonym for person in due.held for pseudonym in vault.pseudonyms(network, Purpose.TRANSPARENCY, person)
    )
    number = log.forget(network, last + DAY, held)
    if not due.held:
        expiring.forget_keys(network, quarter_of(last), _is_not_of_the_access_log)
    return number


def forget_grounds(bases: Bases, due: Due) -> int:
    """What the figures of quarters rested upon that are over; the figures stay."""
    last = last_quarter_over(due.through)
    return bases.forget(due.network.id, quarter_of(last), last)


def forget_accesses(log: AccessLog, expiring: Expiring, due: Due) -> int:
    """Entries of the access log, and the keys of their pseudonyms once the last of a quarter is gone."""
    expiring.forget_keys(due.network.id, quarter_of(last_quarter_over(due.through)), _is_of_the_access_log)
    return log.forget_before(due.network.id, due.through + DAY)


def _is_of_the_access_log(purpose: str) -> bool:
    return purpose == Purpose.SECURITY


def _is_not_of_the_access_log(purpose: str) -> bool:
    return purpose != Purpose.SECURITY


def _by_space(since: Mapping[str, date], through: date) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each, day in since.items():
        if day <= through:
            space, identity = _parted(each)
            found.setdefault(space, []).append(identity)
    return found


def _named(space: str, identity: str) -> str:
    return f"{space}{BETWEEN}{identity}"


def _parted(named: str) -> tuple[str, str]:
    space, _, identity = named.partition(BETWEEN)
    return space, identity
