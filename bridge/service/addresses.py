"""Whether tools can deliver to us, what comes late or not at all where they cannot, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.reach import Delivery, Manifest
from bridge.core.sync.terms import Terms
from bridge.ports.connector import Finding
from bridge.ports.words import Words

HEALTH = "/health"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where we can be reached: `public` is our address, None where there is none.

    `lines` are the connections to whose tool we hold a line instead. `answers` asks an url whether a Cobridge is there.
    """

    public: str | None
    lines: frozenset[ConnectionId]
    answers: Callable[[str], bool]


def unheard(
    terms: Sequence[Terms], public: str | None, what: Delivery, lines: frozenset[ConnectionId] = frozenset()
) -> list[PlaceId]:
    """The places whose tool would have to deliver this and cannot."""
    if public:
        return []
    silent = [place.id for each in terms for place in each.space.places if place.connection not in lines]
    reaches = {identity: reach for each in terms for identity, reach in each.reaches.items()}
    return [place for place in silent if place in reaches and _delivered(reaches[place].manifest) is what]


def _delivered(manifest: Manifest) -> Delivery:
    """What the tool delivers from a place; where it holds no comments, none of them."""
    if manifest.delivers is Delivery.COMMENTS and not manifest.comments:
        return Delivery.NOTHING
    return manifest.delivers


def check_addresses(terms: Sequence[Terms], addresses: Addresses, say: Words) -> Iterator[Finding]:
    """What the doctor says of them. That comments are late is a reminder; that edits are lost is a fault."""
    if addresses.public:
        advice = _advice(addresses.public, addresses.answers, say)
        yield Finding(say("doctor.address", url=addresses.public), well=not advice, advice=advice)
    for what in (Delivery.EDITS, Delivery.COMMENTS):
        if places := unheard(terms, addresses.public, what, addresses.lines):
            advice = say(f"doctor.without_{what}", places=", ".join(places))
            yield Finding(say("doctor.no_address"), well=what is Delivery.COMMENTS, advice=advice)


def _advice(public: str, answers: Callable[[str], bool], say: Words) -> str:
    """What to do about the address, empty where it is well."""
    if not _is_guarded(public):
        return say("doctor.address_plain")
    if not answers(f"{public}{HEALTH}"):
        return say("doctor.address_silent", url=f"{public}{HEALTH}")
    return ""


def _is_guarded(url: str) -> bool:
    """Whether it is https, or leads nowhere but to this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        return parts.scheme == "https" or host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
