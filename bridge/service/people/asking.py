"""The tools are asked who has an account there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bridge.core.errors import Failure
from bridge.core.model.ids import Account
from bridge.core.model.network import Connection, Place
from bridge.ports.directory import Directory, Holder

MOST = 8
"""So many tools are asked at the same time."""


@dataclass(frozen=True, slots=True)
class Askable:
    """A connection with its places, and whom to ask; None where a secret is missing, as the sentence says."""

    connection: Connection
    places: Sequence[Place]
    directory: Directory | None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who has an account at a connection, or why nobody could say. Nothing where it has no place to ask about."""

    connection: Connection
    holders: Sequence[Holder] = ()
    trouble: str = ""


def ask(askables: Iterable[Askable]) -> Sequence[Answer]:
    """Each connection's people, over all its places. Trouble at one keeps nobody else from answering."""
    with ThreadPoolExecutor(max_workers=MOST) as threads:
        return list(threads.map(_asked, askables))


def _asked(each: Askable) -> Answer:
    if each.directory is None:
        return Answer(each.connection, trouble=each.missing)
    found = dict[Account, Holder]()
    try:
        for place in each.places:
            found = {holder.account: holder for holder in each.directory.accounts(place)} | found
    except Failure as failure:
        return Answer(each.connection, trouble=failure.message)
    return Answer(each.connection, tuple(found.values()))
