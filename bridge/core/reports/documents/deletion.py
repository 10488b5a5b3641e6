"""Deletion concept (Löschkonzept, DIN 66398): each data type with its one rule, as the charter shortens it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.core.reports.documents.catalogue import store_in_words
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.told import Blank, Document, Section, answers, table
from bridge.core.rules.catalogue import under
from bridge.core.rules.retention import DataType

RULE = ("type", "start", "period", "class", "method", "reason", "stores", "charge")
LONGER = ("held", "waiting", "backups", "elsewhere")


def deletion(facts: Facts, blanks: Sequence[Blank]) -> Document:
    """Every rule, what stays longer, and what the operator has to say."""
    say = facts.say
    leads = tuple(say(f"documents.deletion.{each}") for each in ("lead", "run", "protocol"))
    backups = facts.periods[DataType.BACKUPS]
    longer = tuple(say(f"documents.longer.{each}", period=backups) for each in LONGER)
    return Document(
        "deletion",
        say("documents.deletion"),
        (
            Section("rules", say("documents.deletion.rules"), leads, table=table("rules", RULE, _rows(facts), say)),
            Section("longer", say("documents.deletion.longer"), points=longer),
            *answers("deletion", blanks, say),
        ),
    )


def _rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    say = facts.say
    for rule in under(facts.points).values():
        yield (
            say(f"retention.type.{rule.data_type}"), say(f"retention.start.{rule.start}"),
            facts.periods[rule.data_type], rule.deletion_class, say(f"retention.method.{rule.method}"),
            say(f"retention.reason.{rule.data_type}"),
            "; ".join(store_in_words(each, facts) for each in rule.stores), say(f"retention.charge.{rule.charge}"),
        )  # fmt: skip
