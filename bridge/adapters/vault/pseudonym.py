"""How a pseudonym is made (PL-10): from a key that is drawn per network, purpose and quarter, and one per person.

    pseudonym = HMAC(domain's key, HMAC(person's key, domain and person's id))

The inner hash is a pseudorandom function under the person's key, of which each domain is another argument. So once
that key is destroyed, the inner values are random and unrelated for everybody who has all else: every domain's key,
every id, every copy of the log. Nothing then connects two pseudonyms of that person, or one of them with the person
(EDPB Guidelines 01/2025: destroying the additional information ends the link). The outer hash is one under the
domain's key: who gets hold of a person's key alone computes nothing with it, and who destroys a domain's key ends the
links of everybody in that quarter. Either rests on HMAC-SHA-256 being a pseudorandom function, and on nothing else.
Persons and things are told apart by their first byte, so no id of a task is ever a person's pseudonym.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import date

from bridge.core.model.ids import PersonId

KEY_BYTES = 32
FORM = "/2"
"""Stands behind quarters whose pseudonyms are made as above; those of quarters without it knew no person's key."""
PERSON, THING = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True)
class Domain:
    """Within one domain a person has one pseudonym; between two, nothing connects them. `quarter` as `2026-Q4/2`."""

    network: str
    purpose: str
    quarter: str

    @classmethod
    def of(cls, network: str, purpose: str, day: date) -> Domain:
        """The domain of a day."""
        return cls(network, purpose, f"{day.year}-Q{(day.month + 2) // 3}{FORM}")

    @classmethod
    def always(cls, purpose: str, network: str = "") -> Domain:
        """One that is not for pseudonyms, of the whole installation or a network: its key stays the same."""
        return cls(network, purpose, "")

    @property
    def knows_persons(self) -> bool:
        """Whether its pseudonyms are made with a key of each person too."""
        return self.quarter.endswith(FORM)


def of_person(key: bytes, domain: Domain, person_key: bytes, person: PersonId) -> str:
    """The person's pseudonym in the domain that has the key, in hex."""
    said = json.dumps([domain.network, domain.purpose, domain.quarter, person]).encode()
    return hmac.digest(key, PERSON + hmac.digest(person_key, said, "sha256"), "sha256").hex()


def of_thing(key: bytes, thing: str) -> str:
    """The pseudonym of what is nobody, such as a task, in hex."""
    return hmac.digest(key, THING + thing.encode(), "sha256").hex()


def keyed_hash(key: bytes, text: str) -> str:
    """HMAC-SHA-256, in hex; pseudonyms of persons too, in quarters before there were persons' keys."""
    return hmac.digest(key, text.encode(), "sha256").hex()
