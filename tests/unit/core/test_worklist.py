"""The worklist: what stands in it, who is named there, who reads what, and that nothing is told by organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields as shape
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bridge.core.model.charter import WORKLIST
from bridge.core.model.conflict import Conflict, Reason
from bridge.core.model.ids import Account, CommentId, PartnerId, PersonId, PlaceId, TaskId
from bridge.core.model.network import Announced
from bridge.core.model.person import Person, Visibility
from bridge.core.model.refusal import Kind as Befell
from bridge.core.model.refusal import Refusal
from bridge.core.model.task import Comment, Fields, Status, Task, Touch
from bridge.core.reports.state.handovers import waits_for
from bridge.core.reports.state.memberships import memberships
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.state.places import Disturbance
from bridge.core.reports.state.reading import OFFICE, Reader
from bridge.core.reports.state.sheet import Remembered, days_ahead, sheet
from bridge.core.reports.state.tasks import soonest
from bridge.core.reports.worklist import MOST, Coming, Kind, Line, Membership, Named, Sheet, Worklist
from bridge.core.rules.barred import Barred
from bridge.core.sync.terms import Terms
from tests.unit.core.builders import FULL, NARROW, PLAINLY, terms, text

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 12, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
FULLS, NARROWS, PLAINS = (PartnerId(f"{place}-partner") for place in (FULL, NARROW, PLAINLY))
ALL = {f"worklist:{each}": "" for each in WORKLIST}
LARGE = {FULLS: 18, NARROWS: 12, PLAINS: 6}
TERMS = terms()


def person(place: PlaceId, name: str = "somebody") -> PersonId:
    return PersonId(f"{place}-connection/{name}")


def task(name: str, title: str = "Standplan", origin: PlaceId = FULL, **more: Any) -> Task:
    ours = {key: more.pop(key) for key in [*more] if key in Fields.__dataclass_fields__}
    return Task(TaskId(name), Fields(title=title, **ours), origin, **more)


def naming(
    of: Terms = TERMS,
    points: Mapping[str, str] = ALL,
    sizes: Mapping[PartnerId, int] = LARGE,
    also: Mapping[str, str] = MappingProxyType({}),
) -> Naming:
    return Naming(of, {**points, **also}, sizes)


def listed(*tasks: Task, by: Naming | None = None, reader: Reader = OFFICE, **known: Any) -> Sheet:
    remembered = Remembered({each.id: each for each in tasks}, **known)
    return sheet(remembered, by or naming(), reader, TODAY)


def one(*tasks: Task, by: Naming | None = None, **known: Any) -> Line:
    (line,) = listed(*tasks, by=by, **known).lines
    return line


def test_a_task_is_overdue_from_the_day_after_it_was_due() -> None:
    """A day counts as it is, an instant as the network's day; what is done or put away is never overdue."""
    yesterday = TODAY - timedelta(days=1)
    line = one(task("a", due=yesterday, lead=person(FULL)))
    assert (line.kind, line.due, line.title, line.organisation) == (Kind.OVERDUE, yesterday, "Standplan", "Full GmbH")
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # half past midnight in Berlin
    assert not listed(task("a", due=late, lead=person(FULL))).lines
    assert not listed(task("a", due=TODAY, lead=person(FULL))).lines
    assert not listed(task("a", due=yesterday, status=Status(done=True)), task("b", due=yesterday, archived=True)).lines


def test_a_task_is_free_where_nobody_has_it() -> None:
    """Without lead and helpers; one that is overdue too stands there once, as what is more urgent."""
    assert one(task("a", due=date(2026, 12, 4))) == Line(
        Kind.UNASSIGNED, "Standplan", date(2026, 12, 4), named=Named.NOBODY
    )
    assert not listed(task("a", helpers=(person(PLAINLY),))).lines
    both = one(task("a", due=date(2026, 11, 2)))
    assert (both.kind, both.named) == (Kind.OVERDUE, Named.NOBODY)


def test_helpers_of_one_organisation_stand_for_it_and_of_several_for_none() -> None:
    """Tools without a lead know helpers alone."""
    late = date(2026, 11, 2)
    same = one(task("a", due=late, helpers=(person(PLAINLY), person(PLAINLY, "another"))))
    assert same.organisation == "Plainly GmbH"
    mixed = one(task("a", due=late, helpers=(person(PLAINLY), person(FULL))))
    assert (mixed.organisation, mixed.named) == ("", Named.TASK)


SMALL = {FULLS: 18, NARROWS: 3, PLAINS: 1}
EEA = {"eea:plainly-partner": ""}
NAMES: list[tuple[str, PlaceId, Named, Mapping[PartnerId, int], Mapping[str, str]]] = [
    ("five persons or more", FULL, Named.ORGANISATION, SMALL, {}),
    ("a few who said nothing", NARROW, Named.TASK, SMALL, {}),
    ("a few who agreed", NARROW, Named.ORGANISATION, SMALL, {"named:narrow-partner": ""}),
    ("one who said nothing", PLAINLY, Named.TASK, SMALL, {}),
    ("one who agreed", PLAINLY, Named.ALONE, SMALL, {"named:plainly-partner": ""}),
    ("many who do not want it", FULL, Named.TASK, SMALL, {"unnamed:full-partner": ""}),
    ("nobody known", FULL, Named.TASK, {}, {}),
    ("four", FULL, Named.TASK, {FULLS: 4}, {}),
    ("five", FULL, Named.ORGANISATION, {FULLS: 5}, {}),
]


@pytest.mark.parametrize(("who", "place", "named", "sizes", "said"), NAMES, ids=[row[0] for row in NAMES])
def test_pl_42_an_organisation_of_few_is_named_only_where_it_agreed(
    who: str, place: PlaceId, named: Named, sizes: Mapping[PartnerId, int], said: Mapping[str, str]
) -> None:
    """Below five persons nobody is named who has not said so; of one person the line says that it agreed."""
    line = one(task("a", due=date(2026, 11, 2), lead=person(place)), by=naming(sizes=sizes, also=said))
    assert line.named is named, who
    assert bool(line.organisation) is (named is not Named.TASK)


def test_pl_42_nobody_is_named_whom_the_charter_keeps_unnamed() -> None:
    """Without the charter's word, where others see not even organisations, and before the partner itself agreed."""
    late = task("a", due=date(2026, 11, 2), lead=person(FULL))
    without = {point: "" for point in ALL if point != "worklist:organisation"}
    hidden = replace(TERMS, visibility={**TERMS.visibility, NARROW: Visibility.NONE})
    own = replace(TERMS, visibility={**TERMS.visibility, FULL: Visibility.NONE})
    unready = replace(TERMS, unready=frozenset({FULLS}))
    for by in (naming(points=without), naming(hidden), naming(unready)):
        assert one(late, by=by).named is Named.TASK
    assert one(late, by=naming(own)).named is Named.ORGANISATION
    assert listed(late, by=naming(hidden)).partners.count("ein Partner") == 2


def test_dt_06_nobody_is_named_for_a_person_whose_data_may_not_be_used() -> None:
    """Restriction and objection take the organisation's name off the task at once."""
    barred = Barred(restricted=frozenset({person(FULL)}))
    line = one(task("a", due=date(2026, 11, 2), lead=person(FULL)), by=naming(replace(TERMS, barred=barred)))
    assert (line.organisation, line.named) == ("", Named.TASK)


def test_tr_04_a_name_that_is_a_persons_stays_inside_the_eea() -> None:
    """Of a partner of one person that may be read there alone, not even membership is told by name."""
    kept = replace(TERMS, unnamed=frozenset({PLAINS}))
    by = naming(kept, sizes={PLAINS: 1}, also={"named:plainly-partner": "", **EEA})
    assert one(task("a", due=date(2026, 11, 2), lead=person(PLAINLY)), by=by).named is Named.TASK
    assert "Plainly GmbH" in listed().partners
    assert "Plainly GmbH" not in listed(by=by).partners


def handed(**more: Any) -> Task:
    """Somebody at the full place gave it to the plain place's organisation."""
    touched = {"lead": Touch(FULL, AT), **more.pop("touched", {})}
    return task("a", lead=person(PLAINLY), touched=touched, **more)


def test_a_hand_over_waits_until_somebody_there_answers() -> None:
    """Whose organisation got it: an edit or a word of theirs accepts, giving it up declines. It says the week alone."""
    line = one(handed())
    assert (line.kind, line.week, line.organisation) == (Kind.HANDOVER, "2026-W46", "Plainly GmbH")
    assert waits_for(handed(touched={"due": Touch(FULL, LATER)}), TERMS) == PLAINS
    assert waits_for(handed(touched={"due": Touch(PLAINLY, AT - timedelta(days=1))}), TERMS) == PLAINS
    assert not listed(handed(touched={"due": Touch(PLAINLY, LATER)})).lines
    word = Comment(CommentId("c"), person(PLAINLY), text("Machen wir."), LATER, PLAINLY)
    assert not listed(handed(comments={word.id: word})).lines
    assert one(handed(comments={word.id: replace(word, author=person(FULL))})).kind is Kind.HANDOVER
    assert not listed(handed(status=Status(done=True))).lines
    declined = replace(handed(), fields=Fields(title="Standplan", lead=person(FULL)))
    assert not listed(declined).lines


def test_within_an_organisation_nothing_is_handed_over() -> None:
    """Nor by a person of the organisation who works at another's place; that counts by the person."""
    confirmed = {person(FULL, "guest"): PersonId("bert")}
    there = replace(
        TERMS, confirmed=confirmed, persons={PersonId("bert"): Person(PersonId("bert"), "Bert Birke", PLAINS)}
    )
    reach = replace(there.reaches[FULL], confirmed=confirmed)
    there = replace(there, reaches={**there.reaches, FULL: reach})
    given = handed(touched={"lead": Touch(FULL, AT, by=Account("guest"))})
    assert waits_for(given, there) is None
    assert waits_for(task("a", lead=person(FULL), touched={"lead": Touch(FULL, AT)}), TERMS) is None
    assert waits_for(task("a", lead=person(PLAINLY)), TERMS) is None, "who had it as it was imported was given nothing"


def conflict(name: str, kept: Fields, lost: Fields, by: str = "") -> Conflict:
    account = Account(by) if by else None
    return Conflict(TaskId("a"), name, kept, lost, FULL, NARROW, Reason.LATER, AT, lost_by=account)


def test_a_conflict_shows_field_and_values_but_no_author_and_no_free_text() -> None:
    """Days and lanes are told; whatever people wrote, or whom they named, stands on the page of conflicts."""
    has = task("a", lead=person(FULL))
    days = conflict("due", Fields(due=date(2026, 11, 27)), Fields(due=date(2026, 11, 30)))
    line = one(has, conflicts=(days,))
    assert (line.kind, line.field, line.values) == (Kind.CONFLICT, "due", ("2026-11-27", "2026-11-30"))
    assert (line.organisation, line.named) == ("", Named.NONE)
    for written in (
        conflict("description", Fields(description=text("Geheim")), Fields(description=text("Anders"))),
        conflict("lead", Fields(lead=person(FULL)), Fields(lead=person(NARROW))),
        conflict("helpers", Fields(helpers=(person(FULL),)), Fields()),
        conflict("custom", Fields(custom=(("Kosten", "Anna Apfel"),)), Fields()),
    ):
        assert one(has, conflicts=(written,)).values == ()
    titles = conflict("title", Fields("Halle"), Fields("Halle 3"))
    assert one(has, conflicts=(titles,)).values == ("Halle", "Halle 3")


def test_dt_06_values_of_a_restricted_person_are_not_told() -> None:
    """Whoever wrote one of the two may not be shown, so neither is."""
    barred = replace(TERMS, barred=Barred(restricted=frozenset({person(NARROW, "karl")})))
    days = conflict("due", Fields(due=date(2026, 11, 27)), Fields(due=date(2026, 11, 30)), by="karl")
    assert one(task("a", lead=person(FULL)), by=naming(barred), conflicts=(days,)).values == ()


def test_a_disturbed_place_says_its_tool_and_since_when() -> None:
    """And whose it is as far as that may be told; else not even the place's id, which often holds a name."""
    found = {NARROW: Disturbance(date(2026, 11, 18), reads=True, stopped=True)}
    line = one(disturbed=found)
    assert (line.kind, line.tool, line.since, line.reads) == (Kind.BLOCKED, "narrow", date(2026, 11, 18), True)
    assert (line.place, line.organisation) == ("narrow", "Narrow GmbH")
    hidden = one(disturbed=found, by=naming(sizes=SMALL))
    assert (hidden.place, hidden.organisation, hidden.named) == ("", "", Named.NONE)


def test_a_paused_space_says_how_many_went_and_not_where() -> None:
    """Exact, since it is a technical fact; an empty space has no line at all."""
    line = one(pause=Refusal(NARROW, 12, 14, "emptied"))
    assert (line.kind, line.missing, line.of, line.befell) == (Kind.PAUSED, 12, 14, Befell.DELETED)
    assert (line.place, line.organisation) == ("", "")
    assert listed().lines == ()


def test_the_charter_leaves_out_what_nobody_agreed_to() -> None:
    """Each kind of line, and titles; without titles there are no days ahead either, and no titles in conflicts."""
    tasks = (task("a", due=date(2026, 11, 2)), handed(), task("c"))
    for kind in Kind:
        points = {point: "" for point in ALL if point != f"worklist:{kind}"}
        lines = listed(*tasks, by=naming(points=points), pause=Refusal(NARROW, 1, 1, "share")).lines
        assert kind not in {line.kind for line in lines}
    points = {point: "" for point in ALL if point != "worklist:title"}
    titles = conflict("title", Fields("Halle"), Fields("Halle 3"))
    found = listed(*tasks, by=naming(points=points), conflicts=(titles,))
    assert {line.title for line in found.lines} == {""}
    assert {line.values for line in found.lines} == {()}


def test_pl_08_nobody_reads_of_tasks_that_reach_them_by_reference() -> None:
    """A partner on references is told nothing of the task; the office reads what passes to anybody at all."""
    late = task("a", due=date(2026, 11, 2), lead=person(FULL))
    days = conflict("due", Fields(due=date(2026, 11, 27)), Fields(due=date(2026, 11, 30)))
    shared = replace(TERMS, reserved={FULL: frozenset({PLAINLY})})
    by, readers = naming(shared), [Reader(FULLS), Reader(NARROWS), Reader(place=NARROW), OFFICE]
    assert all(listed(late, by=by, reader=reader, conflicts=(days,)).lines for reader in readers)
    for closed in (Reader(PLAINS), Reader(place=PLAINLY), Reader(PartnerId("elsewhere"))):
        assert not listed(late, by=by, reader=closed, conflicts=(days,)).lines
        assert not list(days_ahead(Remembered({late.id: late}), by, closed, date(2026, 11, 1)))
    alone = replace(TERMS, reserved={FULL: frozenset({FULL, NARROW, PLAINLY})})
    assert not listed(late, by=naming(alone)).lines, "what leaves its place for nobody does not come to the office"


TITLES = ("Catering", "Standplan", "Ausweise", "Stände")
PLACES = (FULL, NARROW, PLAINLY)
ONE = st.tuples(st.sampled_from(TITLES), st.sampled_from([None, *range(1, 28)]), st.integers(0, 2), st.booleans())


def made(rows: Iterable[tuple[str, int | None, int, bool]], order: tuple[PlaceId, ...]) -> list[Task]:
    """The same work, done by other organisations."""
    return [
        task(
            f"t{number}", title, due=date(2026, 11, day) if day else None,
            lead=person(order[who]) if has else None, origin=order[who],
        )
        for number, (title, day, who, has) in enumerate(rows)
    ]  # fmt: skip


@example([("Zaun", 3, 0, True), ("Amsel", 3, 1, True)], PLACES[::-1])
@given(st.lists(ONE, max_size=30), st.permutations(PLACES))
def test_pl_41_who_does_the_work_changes_nothing_in_the_order(
    rows: list[tuple[str, int | None, int, bool]], order: list[PlaceId]
) -> None:
    """Whichever organisation has which task: the same lines, in the same order, cut at the same one."""
    before, after = listed(*made(rows, PLACES)), listed(*made(rows, tuple(order)))
    assert [_told(line) for line in before.lines] == [_told(line) for line in after.lines]
    assert before.more is after.more
    assert len(before.lines) <= MOST
    assert [_told(line) for line in before.lines] == sorted(_told(line) for line in before.lines)


def _told(line: Line) -> tuple[int, date, str]:
    return list(Kind).index(line.kind), line.due or date.max, line.title


def test_pl_41_more_than_a_page_is_only_said_to_be_more() -> None:
    """Twelve lines of a space; of the others neither number nor whose they are."""
    found = listed(*(task(f"t{n:02}", f"Aufgabe {n:02}") for n in range(MOST + 3)))
    assert (len(found.lines), found.more) == (MOST, True)
    assert not listed(*(task(f"t{n}") for n in range(MOST))).more


def test_pl_41_nothing_in_the_worklist_can_hold_a_count_a_person_or_a_duration() -> None:
    """By its shape: numbers are the guard's two, times are days or a week, and no field is a person's."""
    whole = {
        (each.__name__, one.name): get_type_hints(each)[one.name]
        for each in (Worklist, Sheet, Line, Coming, Membership)
        for one in shape(each)
    }
    assert {name for name, kind in whole.items() if kind is int} == {("Line", "missing"), ("Line", "of")}
    assert not [name for name, kind in whole.items() if kind in {float, timedelta, datetime, PersonId}]
    names = {name for _, name in whole}
    assert not [name for name in names for word in ("lead", "person", "author", "days", "count") if word in name]


def test_days_that_come_are_those_of_open_tasks() -> None:
    """The next five of all spaces, each once, by day and title."""
    tasks = [task(f"t{n}", f"Aufgabe {n}", due=TODAY + timedelta(days=9 - n)) for n in range(8)]
    over = [task("x", due=TODAY - timedelta(days=1)), task("y", due=TODAY, status=Status(done=True))]
    known = Remembered({each.id: each for each in (*tasks, *over)})
    found = soonest([*days_ahead(known, naming(), OFFICE, TODAY), *days_ahead(known, naming(), OFFICE, TODAY)])
    assert [each.title for each in found] == [f"Aufgabe {n}" for n in (7, 6, 5, 4, 3)]


def test_who_comes_and_goes_is_told_until_that_day() -> None:
    """As the network announced it; afterwards it is history."""
    rows = [Announced(PartnerId("erle"), "Erle GbR", TODAY + timedelta(days=n), comes=n > 0) for n in (5, 0, -1)]
    space = replace(TERMS.space, announced=tuple(rows))
    found = list(memberships([naming(replace(TERMS, space=space))], TODAY))
    assert [(each.day, each.organisation, each.comes) for each in found] == [
        (TODAY, "Erle GbR", False), (TODAY + timedelta(days=5), "Erle GbR", True)
    ]  # fmt: skip
