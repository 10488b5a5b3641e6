"""Two tasks joined to one: whatever either said is in it, or in a conflict."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.document import Document, Hyperlink, Image, Paragraph, Strong, Text
from bridge.core.model.ids import CommentId, LaneId, TaskId
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.restrict import words
from bridge.core.model.task import EDITABLE, Comment, Fields, Status, Task, same
from bridge.core.sync.union import Both, union
from tests.unit.core.builders import FULL, NARROW, NOW, terms, text

PERSONS = st.sampled_from(["anna", "bert", "cora"])
LABELS = st.frozensets(st.sampled_from(["Bau", "Druck", "Nachweis"]))
TEXTS = st.sampled_from(["", "Am Giebel.", "Am Giebel. Zuerst links.", "Ganz anderes."]).map(text)
CHECKS = st.lists(
    st.builds(Check, st.integers(0, 99).map(str), st.sampled_from(["Maß nehmen", "Holz"]), st.booleans()),
    max_size=3, unique_by=lambda check: check.id,
).map(tuple)  # fmt: skip
URLS = st.sampled_from(["https://a.example", "https://b.example"])
COSTS = st.dictionaries(st.sampled_from(["Gewerk", "Kosten"]), st.sampled_from(["1", "2"]))
FIELDS = st.builds(
    Fields,
    title=st.sampled_from(["Halle", "halle", "Halle!"]),
    description=TEXTS,
    status=st.builds(Status, st.booleans(), st.none() | st.sampled_from(["offen", "fertig"]).map(LaneId)),
    due=st.none() | st.sampled_from([date(2026, 12, 1), date(2026, 12, 2), datetime(2026, 12, 1, 14, tzinfo=UTC)]),
    lead=st.none() | PERSONS,
    helpers=st.lists(PERSONS, max_size=2, unique=True).map(tuple),
    labels=LABELS,
    priority=st.none() | st.sampled_from(Priority),
    checklist=CHECKS,
    attachments=st.lists(URLS.map(Attachment), max_size=2, unique=True).map(tuple),
    custom=COSTS.map(lambda each: tuple(sorted(each.items()))),
)
AGES = st.none() | st.integers(0, 5).map(lambda days: NOW - timedelta(days=days))


def both(ours: Fields, theirs: Fields, our_age: datetime | None = None, their_age: datetime | None = None) -> Both:
    ages = {TaskId("a"): our_age, TaskId("b"): their_age}
    said = Comment(CommentId("said"), None, text("Dort."), NOW, NARROW)
    other = Task(TaskId("b"), theirs, NARROW, {said.id: said})
    return Both(Task(TaskId("a"), ours, FULL), other, {task: age for task, age in ages.items() if age}, NOW)


def joined(ours: Fields, theirs: Fields) -> Fields:
    task, conflicts = union(both(ours, theirs), terms())
    assert not conflicts
    return task.fields


@given(FIELDS, FIELDS, AGES, AGES)
def test_nothing_is_lost(ours: Fields, theirs: Fields, our_age: datetime | None, their_age: datetime | None) -> None:
    """Every person, label, element, attachment and comment of both is there; every value is, or lies in a conflict."""
    task, conflicts = union(both(ours, theirs, our_age, their_age), terms())
    found, lost = task.fields, {conflict.name: conflict.lost for conflict in conflicts}
    for one in (ours, theirs):
        assert {*one.helpers, one.lead} - {None} <= {*found.helpers, found.lead}
        assert one.labels <= found.labels
        assert {each.url for each in one.attachments} <= {each.url for each in found.attachments}
        assert {(each.group, each.title) for each in one.checklist} <= {(c.group, c.title) for c in found.checklist}
        assert dict(one.custom).items() <= {
            *dict(found.custom).items(),
            *dict(lost["custom"].custom if "custom" in lost else ()).items(),
        }
        assert words(one.description) in words(found.description) or same("description", one, lost["description"])
        for name in ("title", "due", "priority"):
            value = getattr(one, name)
            held = [getattr(found, name), *([getattr(lost[name], name)] if name in lost else [])]
            assert value is None or value in held or (name == "due" and isinstance(held[0], datetime))
    assert set(task.comments) == {"said"}
    assert found.lead not in found.helpers


@given(FIELDS, AGES)
def test_the_same_twice_is_the_same(fields: Fields, age: datetime | None) -> None:
    """Equal values are no question."""
    task, conflicts = union(both(fields, fields, age, None), terms())
    assert not conflicts
    people = {*task.fields.helpers, task.fields.lead}
    assert people == {*fields.helpers, fields.lead}
    assert all(same(name, task.fields, fields) for name in EDITABLE if name not in {"lead", "helpers"})


@given(FIELDS, FIELDS)
def test_only_what_is_given_twice_can_conflict(ours: Fields, theirs: Fields) -> None:
    """Where one of them says nothing, the other's value is taken."""
    _, conflicts = union(both(ours, theirs), terms())
    empty = Fields()
    for name in (conflict.name for conflict in conflicts if conflict.name != "status"):
        assert not any(same(name, one, empty) for one in (ours, theirs))


def test_an_instant_and_its_day_are_one() -> None:
    """A tool that has days only says no less than it can."""
    noon = datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert joined(Fields(due=date(2026, 12, 1)), Fields(due=noon)).due == noon


def test_of_two_texts_that_say_the_same_the_richer_is_kept() -> None:
    """Whichever side it is on; a link or a picture is no word, and is not taken for said."""
    rich = Document((Paragraph((Strong((Text("Am Giebel."),)),)),))
    assert joined(Fields(description=text("Am Giebel.")), Fields(description=rich)).description == rich
    assert joined(Fields(description=rich), Fields(description=text("Am Giebel."))).description == rich
    for more in (Hyperlink("https://a.example", (Text("Am Giebel."),)), Image("https://a.example/b.png", "")):
        other = Document((Paragraph((more,)),))
        _, conflicts = union(both(Fields(description=rich), Fields(description=other)), terms())
        assert [conflict.name for conflict in conflicts] == ["description"]


def test_two_leads_stay_on_the_task() -> None:
    """One of them leads, the other helps; that one no longer leads is said where both tools know leads."""
    task, conflicts = union(both(Fields(lead="anna"), Fields(lead="bert")), terms())
    assert (task.fields.lead, task.fields.helpers) == ("anna", ("bert",))
    assert [conflict.name for conflict in conflicts] == ["lead"]


def test_an_element_of_both_checklists_is_one() -> None:
    """Done where either is; the rest follows."""
    ours, theirs = (Check("1", "Holz"),), (Check("9", "Holz", done=True), Check("8", "Maß nehmen"))
    found = joined(Fields(checklist=ours), Fields(checklist=theirs)).checklist
    assert found == (Check("1", "Holz", done=True), Check("8", "Maß nehmen"))


def test_the_later_of_two_values_is_kept() -> None:
    """Where the tools say when; the other lies in a conflict with where each came from."""
    older, newer = NOW - timedelta(days=2), NOW - timedelta(days=1)
    for ours, theirs, kept in ((older, newer, "halle"), (newer, older, "Halle"), (None, newer, "Halle")):
        task, (conflict,) = union(both(Fields(title="Halle"), Fields(title="halle"), ours, theirs), terms())
        assert task.fields.title == kept == conflict.kept.title
        assert {conflict.kept_from, conflict.lost_from} == set(chain((FULL, NARROW)))
