"""Positive list of evaluations with samples: all that may be computed from the log, and that nothing else can be."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.log.evaluations import EVALUATIONS, Evaluation, Metric
from bridge.core.log.participation import Week
from bridge.core.model.charter import WORKLIST
from bridge.core.reports.disclosure.rounding import STEP
from bridge.core.reports.documents.catalogue import purpose_in_words
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.told import Document, Section, Table, table
from bridge.core.rules.access import Role

OTHERS = ("verify", "export", "own", "erase")
"""What reads the log and evaluates nothing."""


def evaluations(facts: Facts) -> Document:
    """The list, each with its formula, threshold, recipients and a sample."""
    say = facts.say
    lead = (say("documents.evaluations.lead"), say("documents.evaluations.tasks", step=STEP))
    return Document(
        "evaluations",
        say("documents.evaluations"),
        (
            Section("list", say("documents.evaluations.list"), lead, table=table("list", _COLUMNS, _rows(facts), say)),
            Section("formula", say("documents.evaluations.formula"), table=_formulas(facts)),
            _worklist(facts),
            _excluded(facts),
        ),
    )


_COLUMNS = ("name", "evaluation", "metrics", "by", "every", "threshold", "recipients", "purpose", "basis", "sample",
            "agreed")  # fmt: skip


def _rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    say = facts.say
    for each in EVALUATIONS:
        agreed = each.points <= facts.points.keys()
        yield (
            each.name, title(each, facts), ", ".join(say(f"weekly.metric.{metric.name}") for metric in each.metrics),
            say(f"documents.by.{each.by}"), say(f"documents.every.{'week' if each.every is Week else 'quarter'}"),
            _threshold(each, facts), ", ".join(say(f"access.role.{role}") for role in Role if role in each.recipients),
            purpose_in_words(each.purpose, facts), say("documents.evaluation.basis"),
            say(f"documents.evaluation.{each.name}.sample"),
            say("documents.agreed" if agreed else "documents.not_agreed"),
        )  # fmt: skip


def title(each: Evaluation, facts: Facts) -> str:
    """What an evaluation is called; in German as it says itself, which a test holds."""
    return facts.say(f"documents.evaluation.{each.name}")


def _threshold(each: Evaluation, facts: Facts) -> str:
    least = each.threshold
    return facts.say(
        "documents.threshold", persons=least.persons, organisations=least.organisations, rest=least.without_one
    )


def _formulas(facts: Facts) -> Table:
    say = facts.say
    metrics = dict.fromkeys(metric for each in EVALUATIONS for metric in each.metrics)
    rows = ((say(f"weekly.metric.{each.name}"), _formula(each, facts)) for each in metrics)
    return table("formula", ("metric", "formula"), rows, say)


def _formula(metric: Metric, facts: Facts) -> str:
    key = "documents.formula.between" if metric.between else "documents.formula"
    return facts.say(key, type=facts.say(f"report.code.event_type.{metric.type}"), code=str(metric.type))


def _worklist(facts: Facts) -> Section:
    """V1 reads no log; it stands here since it may be apt to watch people."""
    say, agreed = facts.say, facts.points
    rows = (
        (
            say(f"documents.worklist.{each}"),
            say("documents.agreed" if f"worklist:{each}" in agreed else "documents.not_agreed"),
        )
        for each in sorted(WORKLIST)
    )
    lead = (say("documents.evaluations.worklist.lead"), say("documents.evaluations.worklist.sample"))
    shows = table("worklist", ("line", "agreed"), rows, say)
    return Section("worklist", say("documents.evaluations.worklist"), lead, table=shows)


def _excluded(facts: Facts) -> Section:
    say = facts.say
    return Section(
        "excluded",
        say("documents.evaluations.excluded"),
        (say("documents.evaluations.excluded.lead"), say("documents.evaluations.proof")),
        tuple(say(f"documents.reading.{each}") for each in OTHERS),
    )
