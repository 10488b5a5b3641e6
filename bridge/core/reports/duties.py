"""What partners promised to do for the network, and whether they do: acts, never how fast (READERS 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bridge.core.model.charter import NAMES_DUTIES
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Partner
from bridge.core.rules.agreement import values
from bridge.core.rules.consent import Force

ACCEPTS_OR_DECLINES, CONFIRMS_LIST = "accepts_or_declines", "confirms_list"


class Standing(StrEnum):
    """How an agreed duty stands."""

    FULFILLED = "fulfilled"
    OPEN = "open"
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One organisation's duties together; without an organisation the line only says `others`.

    `others`: so many further organisations see only their own standing.
    """

    organisation: str
    standing: Standing
    others: int = 0


@dataclass(frozen=True, slots=True)
class Acts:
    """What duties are held against: `asked` have a hand-over to answer, `confirmed` have confirmed the list."""

    asked: frozenset[PartnerId] = frozenset()
    confirmed: frozenset[PartnerId] = frozenset()


def standing(partner: PartnerId, acts: Acts, force: Force) -> Standing:
    """Fulfilled where nothing of what was promised is open; how long it has been open is nowhere looked at."""
    agreed = set(values(force.points, "duty"))
    if not agreed or partner not in force.ready:
        return Standing.NOT_AGREED
    is_open = {ACCEPTS_OR_DECLINES: partner in acts.asked, CONFIRMS_LIST: partner not in acts.confirmed}
    return Standing.OPEN if any(is_open[duty] for duty in agreed) else Standing.FULFILLED


def duties_for(
    reader: PartnerId | None, partners: Sequence[Partner], acts: Acts, force: Force, fewest: int
) -> tuple[DutyLine, ...]:
    """What the reader, a partner or (None) the network office, is told; nothing where no duty was agreed.

    Where the charter names them, partners with `fewest` persons or more are told to all. Everybody else's standing is
    told to themselves alone. In the order of the network file.
    """
    if not any(values(force.points, "duty")):
        return ()
    told = f"figure:{NAMES_DUTIES}" in force.points
    named = {each.id for each in partners if told and len(each.roster) >= fewest}
    others = len(partners) - len(named | ({reader} if reader else set()))
    lines = [
        DutyLine(each.name, standing(each.id, acts, force), others)
        for each in partners
        if each.id in named or each.id == reader
    ]
    return tuple(lines) or (DutyLine("", Standing.NOT_AGREED, others),)
