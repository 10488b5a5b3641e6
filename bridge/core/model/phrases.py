"""The words that the service itself writes into items and comments, in the network's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and forms. `attribution` has the places `{who}` and `{date}`, `date` is a strftime form."""

    seen_by: str
    lead: str
    helpers: str
    whole_at: str
    lane: str
    labels: str
    a_partner: str
    attribution: str
    date: str
