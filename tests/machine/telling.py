"""Notices of conflicts: whose value lost is told so once, where it was lost, and nobody else is."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.core.model.conflict import Conflict
from bridge.core.model.ids import Account, PlaceId
from bridge.core.model.memory import Memory, Standing
from bridge.core.model.restrict import words
from bridge.core.sync.terms import Terms, actor_at
from connectors.memory.world import OWN
from tests.machine.sites import BOARD, Site


def check_notices(sites: Mapping[str, Site], memory: Memory, terms: Terms) -> None:
    """Each conflict has one notice at the loser's place, and none anywhere else.

    Of what was brought back the notice stays where it is, and it is the other's value now that can be had.
    """
    told = {name: _told(site) for name, site in sites.items()}
    for conflict in (each for each in memory.conflicts.values() if each.is_open):
        for name, said in told.items():
            times = sum(conflict.id in each for each in said)
            allowed = _allowed(conflict, memory, terms) if name == conflict.lost_from else {0}
            assert times in allowed, f"a conflict of {conflict.name} is told {times} times at {name}, not {allowed}"


def _told(site: Site) -> list[list[str]]:
    """The words of each comment that our account wrote."""
    items = site.world.items(BOARD)
    return [words(said.text).split() for item in items for said in item.comments.values() if said.author == OWN]


def _allowed(conflict: Conflict, memory: Memory, terms: Terms) -> set[int]:
    """Once where somebody has to decide; a notice that went with its item is not written again."""
    place = conflict.lost_from
    links = memory.comment_links.get(place, {})
    went = any(link.standing is Standing.LEFT for name, link in links.items() if conflict.id in name)
    link = memory.links.get(place, {}).get(conflict.task)
    owed = conflict.asked is None and link is not None and link.standing is Standing.LIVE
    return {1} if owed and not went and not _is_of_one(conflict, terms) else {0, 1}


def _is_of_one(conflict: Conflict, terms: Terms) -> bool:
    def who(place: PlaceId, account: Account | None) -> str | None:
        return actor_at(terms.reaches[place], account) if account and place in terms.reaches else None

    keeper = who(conflict.kept_from, conflict.kept_by)
    return keeper is not None and keeper == who(conflict.lost_from, conflict.lost_by)
