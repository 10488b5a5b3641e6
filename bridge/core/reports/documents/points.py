"""A point of the charter in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bridge.core.log.evaluations import EVALUATIONS, PURPOSES
from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.reports.documents.catalogue import field_in_words, purpose_in_words
from bridge.core.reports.documents.evaluations import title
from bridge.core.reports.documents.facts import Facts

Named = Callable[[str, Facts], str]


def point_in_words(point: str, value: str, facts: Facts) -> tuple[str, str]:
    """What the point is about, and its value."""
    subject, _, name = point.partition(":")
    named = NAMED.get(subject)
    said = facts.say(f"charter.point.{subject}", name=named(name, facts) if named else name).strip()
    return said, _value(subject, value, facts)


def _field(name: str, facts: Facts) -> str:
    return field_in_words(name, facts)


def _purpose(name: str, facts: Facts) -> str:
    return next(purpose_in_words(each, facts) for each, point in PURPOSES.items() if point == f"purpose:{name}")


def _evaluation(name: str, facts: Facts) -> str:
    return next(f"{name} {title(each, facts)}" for each in EVALUATIONS if each.name == name)


def _figure(name: str, facts: Facts) -> str:
    return facts.say(f"documents.figure.{name}")


def _line(name: str, facts: Facts) -> str:
    return facts.say(f"documents.worklist.{name}")


def _duty(name: str, facts: Facts) -> str:
    return facts.say(f"documents.duty.{name}")


def _partner(name: str, facts: Facts) -> str:
    return facts.names[PartnerId(name)]


def _of_partner(name: str, facts: Facts) -> str:
    partner, _, tool = name.partition(":")
    return f"{_partner(partner, facts)}, {_tool(tool, facts)}"


def _tool(name: str, facts: Facts) -> str:
    return facts.say(f"report.code.tool.{name}")


def _connection(name: str, facts: Facts) -> str:
    found = next(link for each in facts.network.partners for link in each.connections if link.id == ConnectionId(name))
    return f"{_partner(found.partner, facts)}, {_tool(found.tool, facts)}"


def _data_type(name: str, facts: Facts) -> str:
    return facts.say(f"retention.type.{name}")


def _transfer(name: str, facts: Facts) -> str:
    tool, _, partner = name.partition(":")
    return f"{_tool(tool, facts)}, {facts.names.get(PartnerId(partner), facts.say('documents.all_partners'))}"


NAMED: Mapping[str, Named] = {
    "field": _field,
    "policy": _field,
    "purpose": _purpose,
    "evaluation": _evaluation,
    "figure": _figure,
    "worklist": _line,
    "duty": _duty,
    "partner": _of_partner,
    "eea": _partner,
    "named": _partner,
    "unnamed": _partner,
    "visibility": _tool,
    "region": _connection,
    "retention": _data_type,
    "transfer": _transfer,
}
"""By subject, how people call what the charter names by a key; a custom field is called as it is."""


def _value(subject: str, value: str, facts: Facts) -> str:
    match subject:
        case "visibility" | "region":
            return facts.say(f"documents.{subject}.{value}")
        case "policy":
            kind, _, named = value.partition(":")
            return facts.say(f"documents.policy.{kind}", name=facts.names.get(PartnerId(named), named))
    return value or facts.say("charter.present")
