"""The words that the service itself writes into items and comments, in the network's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.core.model.conflict import Reason
from bridge.core.model.parts import Priority


@dataclass(frozen=True, slots=True)
class ConflictPhrases:
    """How the author of a lost value is told. `fields` are what people call them, `values` words for fixed values.

    A notice is `met` ({field}), `kept` ({kept}, {who}), `lost` ({lost}), one of `reasons`, `back` ({until}, {id}); a
    `line` has {field}, {kept}, {lost} and {id}.
    """

    fields: Mapping[str, str]
    values: Mapping[str, str]
    nothing: str
    archived: str
    not_archived: str
    met: str
    kept: str
    lost: str
    reasons: Mapping[Reason, str]
    back: str
    line: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and forms. `attribution` has the places `{who}` and `{date}`, `date` and `time` are strftime forms.

    `checked` has the places `{done}` and `{number}`, `more` and `more_checks` have `{number}`, `reference` has `{who}`.
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
    conflict: ConflictPhrases
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
    reference: str
    only_reference: str
