"""The positive list of evaluations, and the values that reports are given."""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from bridge.core.log import participation
from bridge.core.log.entry import Entry, Purpose
from bridge.core.log.evaluations import (
    EVALUATIONS,
    FEWEST_ORGANISATIONS,
    FEWEST_PERSONS,
    Dimension,
    Metric,
    NotListedError,
    Threshold,
    fitting,
    listed,
)
from bridge.core.log.participation import Count, Participation, Quarter, Week
from bridge.core.model.activity import EntryType
from bridge.core.rules.access import Resource, Role, Verb, may
from tests.docs.pages import rows, text_of


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.TRANSPARENCY])
@pytest.mark.parametrize("name", [each.name for each in EVALUATIONS])
def test_pl_01_an_evaluation_serves_the_purpose_that_it_declares(name: str, purpose: Purpose) -> None:
    """Whoever asks for another one is refused."""
    assert listed(name, Purpose.TRANSPARENCY).name == name
    with pytest.raises(NotListedError):
        listed(name, purpose)


@pytest.mark.parametrize("name", ["", "F3", "f1", "SELECT", "W1"])
def test_pl_40_what_is_not_on_the_list_does_not_exist(name: str) -> None:
    """There is no evaluation by another name, for any purpose."""
    for purpose in Purpose:
        with pytest.raises(NotListedError):
            listed(name, purpose)


def test_pl_40_an_evaluation_that_was_changed_on_its_way_is_refused() -> None:
    """Only the declared values can be executed: not with another dimension, metric, purpose or threshold."""
    first, second = EVALUATIONS
    for changed in (
        replace(first, by=Dimension.SPACE),
        replace(first, metrics=first.metrics[:1]),
        replace(first, purpose=Purpose.SECURITY),
        replace(first, threshold=Threshold(persons=20)),
        replace(second, every=Week),
    ):
        with pytest.raises(NotListedError):
            fitting(changed, Week("2026-W47"))


def test_pl_40_each_evaluation_has_its_fixed_period() -> None:
    """The network by week, spaces by quarter; a space by week, or the network by quarter, is refused."""
    first, second = EVALUATIONS
    assert fitting(first, Week("2026-W47")) is first
    assert fitting(second, Quarter("2026-Q4")) is second
    with pytest.raises(NotListedError):
        fitting(first, Quarter("2026-Q4"))
    with pytest.raises(NotListedError):
        fitting(second, Week("2026-W47"))


def test_pl_40_each_evaluation_declares_all_that_a_works_council_asks() -> None:
    """What is counted, by what, above which threshold, for whom, how often, on which legal basis, with a sample."""
    assert [(each.name, each.by, each.every) for each in EVALUATIONS] == [
        ("F1", Dimension.NETWORK, Week),
        ("F2", Dimension.SPACE, Quarter),
    ]
    for each in EVALUATIONS:
        assert all((each.title, each.metrics, each.recipients, each.sample))
        assert "Art. 6 Abs. 1" in each.basis
        assert "§ 26" not in each.basis


def test_pl_40_recipients_are_those_whom_the_table_of_rights_lets_read_figures() -> None:
    """The list of evaluations and the table of roles say the same; released figures are the same for all."""
    readers = {role for role in Role if may(role, Verb.READ, Resource.FIGURES)}
    assert {each.recipients for each in EVALUATIONS} == {frozenset(readers)}
    assert {role for role in Role if may(role, Verb.CHANGE, Resource.FIGURES)} == {Role.SERVICE}


@pytest.mark.parametrize(
    "measured",
    [
        "Rangliste der Partner", "score", "top_contributor", "response_time", "Reaktion auf Übergaben", "on_time_rate",
        "completed_per_person", "Durchschnitt", "Dauer bis zur Annahme", "Anteil pünktlich: 80 %", "leads", "by_actor",
    ],
)  # fmt: skip
def test_pl_41_an_evaluation_that_ranks_scores_or_times_anybody_cannot_be_declared(measured: str) -> None:
    """Neither in its title nor as a metric, nor by what its sample shows."""
    first = EVALUATIONS[0]
    for field in ("title", "sample"):
        with pytest.raises(ValueError, match="would measure people"):
            replace(first, **{field: measured})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="would measure people"):
        replace(first, metrics=(Metric(measured, EntryType.COMPLETED),))


def test_pl_41_four_numbers_of_tasks_are_all_that_is_counted() -> None:
    """Opened, completed, handed over to another organisation, claimed: tasks, by no measure of people."""
    metrics = {(metric.name, metric.between) for each in EVALUATIONS for metric in each.metrics}
    assert metrics == {("opened", False), ("completed", False), ("handed_over", True), ("claimed", False)}


@pytest.mark.parametrize("fewer", range(FEWEST_PERSONS))
def test_pl_42_no_threshold_goes_below_five_persons(fewer: int) -> None:
    """Whatever is configured: rosters of 0 to 4 persons have no figure, nor what is left without one organisation."""
    with pytest.raises(ValueError, match="at least 5 persons"):
        Threshold(persons=fewer)
    with pytest.raises(ValueError, match="at least 5 persons"):
        Threshold(without_one=fewer)
    with pytest.raises(ValueError, match="3 organisations"):
        Threshold(organisations=min(fewer, FEWEST_ORGANISATIONS - 1))


def test_pl_42_there_is_no_dimension_of_organisations() -> None:
    """A figure is told by network or by space; an organisation, however small, cannot be shown alone."""
    assert set(Dimension) == {Dimension.NETWORK, Dimension.SPACE}


def test_pl_05_what_reports_are_given_has_no_field_for_a_person_or_an_organisation() -> None:
    """Numbers of tasks by metric and space, and nothing of an entry that says who, where or for whom."""
    given = {each.name for kind in (Count, Participation) for each in fields(kind)}
    assert given == {"metric", "space", "tasks", "dominated", "evaluation", "network", "period", "counts"}
    identifying = {"event_id", "actor_ref", "org_id", "counterpart_org", "object_ref", "source_tool", "occurred_on"}
    assert identifying <= {each.name for each in fields(Entry)}
    assert not given & identifying
    kinds = [each for each in vars(participation).values() if is_dataclass(each)]
    types = {hint for kind in kinds for hint in typing.get_type_hints(kind).values()}
    assert types == {str, int, bool, tuple[Count, ...]}


def test_a_week_and_a_quarter_are_what_the_calendar_has() -> None:
    """Thirteen ISO weeks to a quarter, each week in exactly one; a year of 53 weeks ends with one of fourteen."""
    for year in (2025, 2026, 2032):
        weeks = [week for number in range(1, 5) for week in Quarter(f"{year}-Q{number}").weeks]
        last = date(year, 12, 28).isocalendar().week
        assert weeks == [f"{year}-W{number:02}" for number in range(1, last + 1)]
    assert Week("2026-W53").weeks == ("2026-W53",)
    for wrong in ("2027-W53", "2026-W00", "2026-47", "", "2026-Q1"):
        with pytest.raises(ValueError, match=r"."):
            Week(wrong)
    for wrong in ("2026-Q5", "2026-W47", "2026", ""):
        with pytest.raises(ValueError, match="like 2026-Q4"):
            Quarter(wrong)


def test_pl_40_the_page_for_works_councils_says_what_the_program_does() -> None:
    """Names, metrics, dimension, period, threshold, recipients, basis and sample are those of the code."""
    words = {Week: "week", Quarter: "quarter"}
    said = [
        [
            each.name,
            f"{each.title}: {', '.join(metric.name for metric in each.metrics)}",
            each.by.value,
            words[each.every],
            _told(each.threshold),
            ", ".join(sorted(each.recipients)),
            each.basis,
            each.sample,
        ]
        for each in EVALUATIONS
    ]
    assert rows(text_of("docs/evaluations.md")) == said


def _told(threshold: Threshold) -> str:
    least = f"{threshold.persons} Personen, {threshold.organisations} Organisationen"
    return f"{least}; ohne jede einzelne noch {threshold.without_one} Personen"
