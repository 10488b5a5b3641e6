"""Charters point by point: which differences widen, and what holds between charters that differ.

What widens waits for everybody's consent, what narrows works at once. So what holds is of every point the narrowest
that anybody agreed to, the network file included: a file that says more changes nothing, one that says less does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from bridge.core.model.charter import DPF, EEA, US, Charter, Points
from bridge.core.model.network import Network
from bridge.core.model.person import Visibility
from bridge.core.model.policy import written


class Kind(Enum):
    """How the values of a point are to each other."""

    PERMITS = "permits"
    """Being there widens."""
    PROTECTS = "protects"
    """Being there narrows."""
    LEVEL = "level"
    """The further up its levels, the wider."""
    DAYS = "days"
    """The longer, the wider; not to be there is the longest."""
    RULE = "rule"
    """Whatever else: any change waits for consent."""


KINDS: Mapping[str, Kind] = {
    "field": Kind.PERMITS,
    "custom": Kind.PERMITS,
    "purpose": Kind.PERMITS,
    "evaluation": Kind.PERMITS,
    "figure": Kind.PERMITS,
    "worklist": Kind.PERMITS,
    "named": Kind.PERMITS,
    "unnamed": Kind.PROTECTS,
    "duty": Kind.PERMITS,
    "partner": Kind.PERMITS,
    "eea": Kind.PROTECTS,
    "dpf_invalid": Kind.PROTECTS,
    "visibility": Kind.LEVEL,
    "region": Kind.LEVEL,
    "retention": Kind.DAYS,
    "policy": Kind.RULE,
    "transfer": Kind.RULE,
}
LEVELS: Mapping[str, Sequence[str]] = {
    "visibility": (Visibility.NONE, Visibility.ORGANISATION, Visibility.ROLE, Visibility.NAME),
    "region": (US, EEA),
}

UNSAID: Mapping[str, str] = {"visibility": Visibility.ORGANISATION, "region": US}
"""The level of what nobody says."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One point in which two charters differ; None where it is not there."""

    point: str
    before: str | None
    after: str | None
    widens: bool


def kind_of(point: str) -> Kind:
    """What kind of point it is."""
    return KINDS[_subject(point)]


def _subject(point: str) -> str:
    return point.partition(":")[0]


def differences(before: Points, after: Points) -> tuple[Difference, ...]:
    """Every point in which they differ, by its name."""
    changed = sorted(point for point in before.keys() | after.keys() if before.get(point) != after.get(point))
    return tuple(_difference(point, before.get(point), after.get(point)) for point in changed)


def _difference(point: str, before: str | None, after: str | None) -> Difference:
    return Difference(point, before, after, _widens(point, before, after))


def _widens(point: str, before: str | None, after: str | None) -> bool:
    match kind_of(point):
        case Kind.PERMITS:
            return before is None
        case Kind.PROTECTS:
            return after is None
        case Kind.DAYS:
            return after is None or (before is not None and int(after) > int(before))
        case Kind.LEVEL:
            return _level(point, after) > _level(point, before)
        case Kind.RULE:
            return True


def _level(point: str, value: str | None) -> int:
    subject = _subject(point)
    return LEVELS[subject].index(UNSAID[subject] if value is None else value)


def narrowest(file: Points, agreed: Sequence[Points]) -> Points:
    """What holds: `agreed` are the charters that the partners agreed to, the oldest first; none where nobody has."""
    all_of = (file, *agreed)
    points = sorted({point for each in all_of for point in each})
    return {point: value for point in points if (value := _narrowest(point, file, agreed)) is not None}


def _narrowest(point: str, file: Points, agreed: Sequence[Points]) -> str | None:
    said = [each.get(point) for each in (file, *agreed)]
    known = [value for value in said if value is not None]
    match kind_of(point):
        case Kind.PERMITS:
            return known[0] if len(known) == len(said) else None
        case Kind.PROTECTS:
            return known[0]
        case Kind.DAYS:
            return min(known, key=int)
        case Kind.LEVEL:
            return LEVELS[_subject(point)][min(_level(point, value) for value in said)]
        case Kind.RULE:
            return agreed[0].get(point) if agreed else file.get(point)


def fingerprint(points: Points) -> str:
    """What tells one charter from every other; the order in which it is written does not."""
    return sha256(json.dumps(sorted(points.items()), ensure_ascii=False).encode()).hexdigest()


def points_of(network: Network) -> Points:
    """The charter that a network file declares, with the partners, vendors and fields that it names elsewhere."""
    return dict(sorted((*_of_charter(network.charter, network), *_of_partners(network))))


def _of_charter(charter: Charter, network: Network) -> Iterator[tuple[str, str]]:
    named = custom_fields(network) if charter.custom is None else charter.custom
    for subject, values in (
        ("field", charter.fields),
        ("custom", named),
        ("purpose", charter.purposes),
        ("evaluation", charter.evaluations),
        ("figure", charter.figures),
        ("worklist", charter.worklist),
        ("duty", charter.duties),
    ):
        yield from ((f"{subject}:{value}", "") for value in values)
    tools = {link.tool for partner in network.partners for link in partner.connections} | charter.visibility.keys()
    yield from ((f"visibility:{tool}", charter.visible(tool).value) for tool in tools)
    yield from ((f"policy:{name}", written(policy)) for name, policy in charter.policies.items())
    yield from ((f"retention:{rule}", str(days)) for rule, days in charter.retention.items())
    for each in charter.transfers:
        yield f"transfer:{each.tool}:{each.partner or '*'}", " + ".join(each.mechanisms)
    if not charter.dpf_valid:
        yield "dpf_invalid", ""


def _of_partners(network: Network) -> Iterator[tuple[str, str]]:
    for partner in network.partners:
        for link in partner.connections:
            yield f"partner:{partner.id}:{link.tool}", ""
            yield f"region:{link.id}", link.region or _region(network.charter, partner.id, link.tool)
        if partner.eea:
            yield f"eea:{partner.id}", ""
        if partner.named_in_worklist is not None:
            yield f"{'named' if partner.named_in_worklist else 'unnamed'}:{partner.id}", ""


def _region(charter: Charter, partner: str, tool: str) -> str:
    """Where a tool is that nobody said of: outside the EEA, unless no mechanism is needed to transfer to it."""
    told = [each for each in charter.transfers if each.tool == tool and each.partner in (None, partner)]
    return EEA if any(each.mechanism.startswith("none needed") for each in told) else US


def custom_fields(network: Network) -> frozenset[str]:
    """The custom fields that places read, by the names that the network gives them."""
    places = [place for space in network.spaces for place in space.places]
    named = {name for place in places for name, _ in place.custom}
    return frozenset(named | {place.priority for place in places if place.priority})


def fallen(points: Points, partner: str, tool: str) -> bool:
    """Whether data may no longer be transferred there: the one mechanism that allowed it has fallen (TR-03)."""
    told = points.get(f"transfer:{tool}:{partner}", points.get(f"transfer:{tool}:*", ""))
    return "dpf_invalid" in points and told == DPF


def values(points: Points, subject: str) -> Iterable[str]:
    """What the charter names of one subject."""
    return (point.partition(":")[2] for point in points if _subject(point) == subject)
