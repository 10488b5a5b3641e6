"""Persons and how much of their name another partner may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bridge.core.model.ids import PartnerId, PersonId


class Visibility(StrEnum):
    """What stands for a person in another partner's tool (charter, `visibility`)."""

    NAME = "name"
    ROLE = "role"
    ORGANISATION = "organisation"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in the network. `role` is a word such as "Einkauf"; empty where nobody gave one.

    `email` serves to find the person's accounts, and where the network says so the weekly report goes there; it is
    shown nowhere else.
    """

    id: PersonId
    name: str
    partner: PartnerId
    role: str = ""
    email: str = field(default="", repr=False)
