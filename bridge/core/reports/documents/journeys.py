"""Whose data lands in which cloud because of whose tool (TR-04), worked out as the sync itself will do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridge.core.model.charter import COMMENTS
from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.model.network import Connection, Place
from bridge.core.model.person import Visibility
from bridge.core.model.task import EDITABLE
from bridge.core.reports.documents.facts import Facts
from bridge.core.rules.agreement import fallen
from bridge.core.sync.terms import Terms

IN_HISTORY = {"status": "lane"}
"""What a manifest calls the part of a field of which its tool keeps former values."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What the staff of `source` write in a space, and where it lands at `target`, who works with another account.

    `whole`: contents pass, not references alone; then `fields` travel, `spoken` of them in words for want of a field
    there, and the tool keeps former values of `kept` for good. `named`: a reference says whose task it is. `stated`:
    somebody said where the tool keeps it. `mechanism` is the charter's, empty where it names none; `fallen`: it stood
    on a decision that has fallen.
    """

    source: PartnerId
    target: PartnerId
    space: str
    connection: ConnectionId
    tool: str
    whole: bool
    fields: tuple[str, ...]
    spoken: tuple[str, ...]
    kept: tuple[str, ...]
    custom: tuple[str, ...]
    visibility: Visibility
    named: bool
    region: str
    stated: bool
    mechanism: str
    fallen: bool


def journeys(facts: Facts) -> tuple[Journey, ...]:
    """Every pair of a place and another partner's place in the same space, in the order of the network file."""
    links = {link.id: link for partner in facts.network.partners for link in partner.connections}
    return tuple(
        _journey(begun, ended, terms, links[ended.connection], facts)
        for terms in facts.terms
        for begun in terms.space.places
        for ended in terms.space.places
        if terms.hosts[begun.id] != terms.hosts[ended.id]
    )


def _journey(begun: Place, ended: Place, terms: Terms, link: Connection, facts: Facts) -> Journey:
    points, target = facts.points, terms.hosts[ended.id]
    whole = ended.id not in terms.reserved.get(begun.id, frozenset())
    fields = tuple(_fields(begun, ended, terms)) if whole else ()
    there = terms.reaches[ended.id]
    return Journey(
        source=terms.hosts[begun.id],
        target=target,
        space=terms.space.name,
        connection=link.id,
        tool=link.tool,
        whole=whole,
        fields=fields,
        spoken=tuple(each for each in fields if each != COMMENTS and each not in there.holds),
        kept=tuple(each for each in fields if IN_HISTORY.get(each, each) in there.manifest.history),
        custom=tuple(sorted(terms.reaches[begun.id].custom)) if "custom" in fields else (),
        visibility=terms.visibility[ended.id],
        named=terms.hosts[begun.id] not in terms.unnamed and terms.visibility[ended.id] is not Visibility.NONE,
        region=points[f"region:{link.id}"],
        stated=bool(link.region),
        mechanism=points.get(f"transfer:{link.tool}:{target}", points.get(f"transfer:{link.tool}:*", "")),
        fallen=fallen(points, target, link.tool),
    )


def _fields(begun: Place, ended: Place, terms: Terms) -> Iterator[str]:
    """What items of the one place have and the charter lets pass; what the other cannot hold is said there in words."""
    here, there = terms.reaches[begun.id], terms.reaches[ended.id]
    # A tool that tells no lead has one all the same: the first of those who have the task.
    holds = here.holds if here.manifest.tells_lead else here.holds | {"lead"}
    yield from (name for name in EDITABLE if name in holds and name not in terms.left_out)
    if here.manifest.comments and there.manifest.comments and COMMENTS not in terms.left_out:
        yield COMMENTS


def clouds(partner: PartnerId, found: Sequence[Journey]) -> tuple[ConnectionId, ...]:
    """The connections of others at which anything of the partner's lands, each once."""
    return tuple(dict.fromkeys(each.connection for each in found if each.source == partner))
