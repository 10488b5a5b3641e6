"""The words that the service itself writes into items and comments, in the network's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.core.model.parts import Priority


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and forms. `attribution` has the places `{who}` and `{date}`, `date` and `time` are strftime forms.

    `checked` has the places `{done}` and `{number}`, `more` and `more_checks` have `{number}`.
    """

    seen_by: str
    lead: str
    helpers: str
    whole_at: str
    lane: str
    labels: str
    a_partner: str
    attribution: str
    date: str
    time: str
    start: str
    priority: str
    priorities: Mapping[Priority, str]
    checklist: str
    checked: str
    more_checks: str
    attachments: str
    more: str
    goes_on: str
