"""How a pseudonym is made (PL-10): a keyed hash under a key that is drawn per network, purpose and quarter."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from bridge.core.model.ids import PersonId

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Domain:
    """Within one domain a person has one pseudonym; between two, nothing connects them. `quarter` as `2026-Q4`."""

    network: str
    purpose: str
    quarter: str

    @classmethod
    def of(cls, network: str, purpose: str, day: date) -> Domain:
        """The domain of a day."""
        return cls(network, purpose, f"{day.year}-Q{(day.month + 2) // 3}")

    @classmethod
    def always(cls, purpose: str) -> Domain:
        """One of the whole installation that is not for pseudonyms: its key stays the same."""
        return cls("", purpose, "")


def pseudonym(key: bytes, person: PersonId) -> str:
    """HMAC-SHA-256, in hex."""
    return keyed_hash(key, person)


def keyed_hash(key: bytes, text: str) -> str:
    """HMAC-SHA-256, in hex."""
    return hmac.digest(key, text.encode(), "sha256").hex()
