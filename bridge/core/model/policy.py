"""What the charter says about two people who changed the same: whose value counts. It decides nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.model.ids import PartnerId, PlaceId

SETS = frozenset({"labels", "helpers", "attachments"})
"""Fields that merge element by element and so never conflict; adding beats removing, but only for the same element."""


@dataclass(frozen=True, slots=True)
class Later:
    """The later edit counts."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What was changed at the place where the task was created counts."""


@dataclass(frozen=True, slots=True)
class OfLead:
    """What was changed at a place of the partner whose person leads the task counts."""


@dataclass(frozen=True, slots=True)
class AtPlace:
    """What was changed at this place counts."""

    place: PlaceId


@dataclass(frozen=True, slots=True)
class OfPartner:
    """What was changed at a place of this partner counts."""

    partner: PartnerId


Policy = Later | Origin | OfLead | AtPlace | OfPartner
"""Where a policy prefers neither of the two, or both, the later edit counts."""


_PLAIN: dict[str, Policy] = {"later": Later(), "origin": Origin(), "lead": OfLead()}


def policy_of(text: str) -> Policy | None:
    """The policy that somebody wrote, None where it is none."""
    kind, _, named = text.partition(":")
    match kind:
        case "place" if named:
            return AtPlace(PlaceId(named))
        case "partner" if named:
            return OfPartner(PartnerId(named))
    return _PLAIN.get(text)


def written(policy: Policy) -> str:
    """A policy as people write it."""
    match policy:
        case AtPlace(place):
            return f"place:{place}"
        case OfPartner(partner):
            return f"partner:{partner}"
    return next(word for word, plain in _PLAIN.items() if plain == policy)
