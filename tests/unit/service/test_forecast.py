"""What a plan says beside its counts: how many people tools are likely to tell, and who becomes visible to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.document import Document, Mention, Paragraph
from bridge.core.model.ids import CommentId, PartnerId, Ref, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.occasion import Occasion
from bridge.core.model.operation import CreateComment, CreateItem, Operation, UpdateItem
from bridge.core.model.person import Visibility
from bridge.core.model.task import Comment, Fields, Task
from bridge.core.sync.terms import Terms
from bridge.service.notified import notified
from bridge.service.visible import Visible, becoming_visible
from connectors import registry
from tests.unit.core.builders import ANNA, FULL, NARROW, NOW, network, terms

HALL = TaskId("hall")
NARROW_PARTNER = PartnerId("narrow-partner")
CALLED = Document((Paragraph((Mention("cora", "Cora"),)),))
PUT = Fields(lead="narrow-connection/cora", helpers=("narrow-connection/carl",))
SHOWN = Fields("Halle", lead="cora", helpers=("carl",))
SAID = Comment(CommentId("c"), ANNA, CALLED, NOW, FULL)
MEMORY = Memory(tasks={HALL: Task(HALL, replace(PUT, title="Halle"), FULL, {SAID.id: SAID})})
CREATE = CreateItem(NARROW, HALL, SHOWN, frozenset())
ADD = UpdateItem(NARROW, HALL, Ref("n1"), SHOWN, Fields("Halle", lead="cora"), ("helpers",))
COMMENT = CreateComment(NARROW, HALL, SAID.id, Ref("n1"), CALLED)


def telling(*occasions: Occasion) -> Terms:
    """The narrow place's tool tells of these."""
    found = terms(FULL, NARROW)
    reach = found.reaches[NARROW]
    told = replace(reach, manifest=replace(reach.manifest, notifies=frozenset(occasions)))
    return replace(found, reaches={**found.reaches, NARROW: told})


@pytest.mark.parametrize(
    ("operation", "occasion", "number"),
    [
        (CREATE, Occasion.ITEM, 1),
        (CREATE, Occasion.SET, 2),
        (CREATE, Occasion.ADDED, 0),
        (ADD, Occasion.ADDED, 1),
        (ADD, Occasion.SET, 0),
        (COMMENT, Occasion.COMMENT, 2),
        (COMMENT, Occasion.MESSAGE, 1),
        (COMMENT, Occasion.MENTION, 1),
        (replace(CREATE, fields=Fields(description=CALLED)), Occasion.MENTION, 1),
    ],
)
def test_each_tool_tells_of_what_it_tells_of(operation: Operation, occasion: Occasion, number: int) -> None:
    """Its manifest says what; nothing else counts."""
    assert notified([operation], MEMORY, telling(occasion)).get(NARROW_PARTNER, 0) == number
    assert notified([operation], MEMORY, telling()) == {}


def test_nobody_is_told_twice_of_one_comment() -> None:
    """Whoever is on the item and mentioned hears of it once."""
    assert notified([COMMENT], MEMORY, telling(Occasion.COMMENT, Occasion.MENTION)) == {NARROW_PARTNER: 2}


@pytest.mark.parametrize("tool", [tool for tool in registry.TOOLS if tool != "memory"])
def test_every_tool_says_what_it_tells_of(tool: str) -> None:
    """A forecast of nothing would be a promise."""
    assert Occasion.SET in registry.manifest(tool).notifies


def seen(before: Memory, *operations: Operation, visibility: Visibility = Visibility.NAME) -> list[Visible]:
    after = Memory(tasks={HALL: Task(HALL, Fields("Halle", lead=ANNA), FULL, {SAID.id: SAID})})
    found = terms(FULL, NARROW, of=network(visibility))
    return list(becoming_visible({NARROW: operations}, before, after, found))


ANNA_SEEN = [Visible("Anna Apfel", "Full GmbH", ("Narrow GmbH",), ANNA, PartnerId("full-partner"))]


@pytest.mark.parametrize("operation", [CREATE, ADD, COMMENT])
def test_whoever_is_named_elsewhere_becomes_visible(operation: Operation) -> None:
    """By a new item, by being set on one that is there, and by what they say."""
    assert seen(Memory(), operation) == ANNA_SEEN


@pytest.mark.parametrize("visibility", [Visibility.ORGANISATION, Visibility.NONE])
def test_nobody_becomes_visible_where_the_charter_names_nobody(visibility: Visibility) -> None:
    """An organisation is no person."""
    assert seen(Memory(), CREATE, visibility=visibility) == []


def test_who_is_visible_already_does_not_become_so() -> None:
    """Named at the partner's place by another task, or by a comment there."""
    other = Task(TaskId("other"), Fields(lead=ANNA), FULL)
    before = Memory(tasks={other.id: other}, links={NARROW: {other.id: Link(Ref("n2"), Fields(), frozenset())}})
    assert seen(before, CREATE) == []


def test_a_mention_makes_visible_too() -> None:
    """Who is mentioned is named as well as who is set."""
    described = Document((Paragraph((Mention(ANNA, "Anna"),)),))
    after = Memory(tasks={HALL: Task(HALL, Fields(description=described), FULL)})
    found = becoming_visible({NARROW: (CREATE,)}, Memory(), after, terms(FULL, NARROW))
    assert [each.name for each in found] == ["Anna Apfel"]
