"""What people type as lines into the form of a task, and which elements and links that is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.task import Fields
from connectors.slack.desk.forms import faults_of, fields_of
from connectors.slack.desk.modals import task_form, untouched
from connectors.slack.desk.part_forms import Listed, checks_in, told_checks
from connectors.slack.manifest import LISTS
from connectors.slack.words import DE, EN, Words
from tests.contracts.trello_world import BERLIN

DOORS, GATES, PAINT = Check("a1", "Türen", done=True), Check("b2", "Tore"), Check("c3", "Lack")
LISTED = Listed((DOORS, GATES, PAINT), "V1")
PLAN, PHOTO = Attachment("https://example.org/plan", "Plan Süd"), Attachment("https://example.org/foto.jpg")
SEEN = Fields("X", checklist=(DOORS, GATES, PAINT), attachments=(PLAN, PHOTO), priority=Priority.HIGH)


def ids(*lines: str) -> list[str]:
    """Which element each line is; `new` for one that was none before."""
    known = {check.id for check in LISTED.checks}
    return [check.id if check.id in known else "new" for check in LISTED.now(lines)]


def typed(**values: str) -> dict[str, dict[str, Any]]:
    """The form of what was seen, with these texts in it."""
    state = untouched(task_form(SEEN, (), DE, BERLIN, {"channel": "C1", "ts": "1.0"}))
    return state | {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}


@pytest.mark.parametrize(
    ("lines", "elements"),
    [
        (("Türen", "Tore", "Lack"), ["a1", "b2", "c3"]),
        (("Lack", "Türen", "Tore"), ["c3", "a1", "b2"]),
        (("Türen", "Tore Nord", "Lack"), ["a1", "b2", "c3"]),
        (("Türen", "Lack"), ["a1", "c3"]),
        (("Türen", "Tore", "Lampen", "Lack"), ["a1", "b2", "new", "c3"]),
        (("Türen Nord", "Tore Nord", "Lack"), ["a1", "b2", "c3"]),
        (("Türen", "Tore Nord"), ["a1", "b2"]),
        (("Lampen", "Türen Nord", "Tore", "Lack"), ["new", "a1", "b2", "c3"]),
        (("Tore", "Tore"), ["b2", "c3"]),
        ((), []),
    ],
)
def test_each_line_is_the_element_it_was(lines: tuple[str, ...], elements: list[str]) -> None:
    """A line that still says the same stays its element wherever it stands; one that was renamed keeps it too."""
    assert ids(*lines) == elements


@given(st.lists(st.sampled_from(["Türen", "Tore", "Lack", "Lampen", "Türen Nord"]), max_size=8))
def test_no_element_is_two_lines_and_what_stays_keeps_its_tick(lines: list[str]) -> None:
    """Whatever is typed: as many elements as lines, each once, the same words the same element, ticks as they were."""
    now = LISTED.now(lines)
    assert [check.title for check in now] == lines
    assert len({check.id for check in now}) == len(now)
    ticked = {check.id for check in now if check.done}
    assert ticked <= {DOORS.id}
    for check in LISTED.checks:
        assert check.title not in lines or check.id in {each.id for each in now if each.title == check.title}


def test_the_same_form_makes_the_same_new_elements() -> None:
    """A form that Slack delivers twice brings one element, and two forms two."""
    first, again, other = (Listed((DOORS,), seed).now(["Türen", "Neu"])[1].id for seed in ("V1", "V1", "V2"))
    assert first == again != other


@pytest.mark.parametrize("words", [DE, EN])
def test_a_form_left_alone_says_what_was_seen(words: Words) -> None:
    """Elements, ticks, links with their names and the priority come back from the form as the card had them."""
    view = task_form(SEEN, (), words, BERLIN, {"channel": "C1", "ts": "1.0"})
    seen = untouched(view)
    checks = checks_in(seen, {"checks": told_checks(SEEN.checklist)}, "V1")
    fields = fields_of(seen, {}, BERLIN, checks)
    assert (fields.checklist, fields.attachments, fields.priority) == (SEEN.checklist, SEEN.attachments, SEEN.priority)
    assert not faults_of(seen, seen, words)


def test_a_list_of_slacks_has_no_inputs_for_what_it_does_not_hold() -> None:
    """Whoever makes a task for a List is not asked what the List would not show."""
    inputs = {block["block_id"] for block in task_form(Fields(), (), DE, BERLIN, {"channel": "F1"}, LISTS)["blocks"]}
    assert not inputs & {"start", "start_time", "priority", "checklist", "attachments"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("checklist", "Türen\n" + "x" * 76),
        ("checklist", "\n".join(f"Punkt {number}" for number in range(31))),
        ("attachments", "https://example.org/plan\nbeim Chef"),
        ("attachments", "\n".join(f"https://example.org/{number}" for number in range(11))),
    ],
)
def test_a_line_that_cannot_be_is_said_beside_its_field(name: str, text: str) -> None:
    """Too long, too many, or no address: one sentence, in the form, and the rest is in order."""
    faults = faults_of(typed(**{name: text}), typed(), DE)
    assert faults.keys() == {name}
    assert faults[name].endswith((".", "…."))


def test_what_stood_there_before_is_nobodys_fault() -> None:
    """A task with more than a form would take can still be edited."""
    long = typed(checklist="x" * 80, attachments="D:/plan.pdf")
    assert not faults_of(long, long, DE)


def test_links_are_typed_with_their_names() -> None:
    """A name behind the address is the link's; the same address twice is one link."""
    values = typed(
        attachments="https://example.org/plan Neuer Name\n\nhttps://example.org/a b c\nhttps://example.org/a"
    )
    assert fields_of(values, {}, BERLIN).attachments == (
        Attachment("https://example.org/plan", "Neuer Name"),
        Attachment("https://example.org/a", "b c"),
    )
