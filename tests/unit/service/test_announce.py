"""What is said once where a place has begun."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from bridge.core.errors import Ambiguous, Stop
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, Ref, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.stay import Stay, Summary
from bridge.core.model.task import Fields, Task
from bridge.service.announce import FEW, announce
from tests.unit.core.builders import FULL, NARROW, SPACE, Cooperation, terms
from tests.unit.service.says import says


@dataclass
class Channel:
    """Where people talk; `answers` are what becomes of each message: None arrives and says so."""

    answers: list[Exception | None] = field(default_factory=list)
    arrives: bool = True
    heard: list[str] = field(default_factory=list)

    def say(self, channel: str, key: str, text: str) -> None:
        assert (channel, key) == ("talk", f"{SPACE}/{NARROW}")
        answer = self.answers.pop(0) if self.answers else None
        if answer is None or (isinstance(answer, Ambiguous) and self.arrives):
            self.heard.append(text)
        if answer:
            raise answer

    def was_said(self, channel: str, key: str, text: str) -> bool:
        assert (channel, key) == ("talk", f"{SPACE}/{NARROW}")
        return text in self.heard


def filled(number: int, found: int = 0, summary: Summary = Summary.DUE) -> Cooperation:
    """A place that talks and shows so many items of ours."""
    known = terms(FULL, NARROW)
    places = tuple(replace(each, conversation="talk") if each.id == NARROW else each for each in known.space.places)
    together = Cooperation(replace(known, space=replace(known.space, places=places)))
    tasks = {TaskId(f"t{each}"): Task(TaskId(f"t{each}"), Fields(f"Aufgabe {each}"), FULL) for each in range(number)}
    links = {task: Link(Ref(task), Fields(), frozenset(), ours=True) for task in tasks}
    stay = Stay(confirmed=True, found=found, summary=summary)
    agreed = Memory(tasks=tasks, links={NARROW: links}, stays={NARROW: stay})
    together.store.agree(SPACE, Decision(agreed=agreed), ())
    return together


def told(together: Cooperation, channel: Channel) -> Summary:
    announce(together.terms, together.store, lambda: {NARROW: channel}, says)
    return together.memory.stays[NARROW].summary


MANY = FEW + 1


def test_what_came_is_said_once() -> None:
    """With the number of new items; the second time nothing is said."""
    together, channel = filled(MANY + 5, found=5), Channel()
    assert told(together, channel) is Summary.SAID
    assert told(together, channel) is Summary.SAID
    assert channel.heard == [says("announce.imported", space="Halle 3", number=MANY)]


@pytest.mark.parametrize(("number", "found"), [(FEW, 0), (MANY, 1)])
def test_few_are_not_told_of(number: int, found: int) -> None:
    """People see a few by themselves; nor do those count that were there already."""
    together, channel = filled(number, found), Channel()
    assert told(together, channel) is Summary.SAID
    assert not channel.heard


@pytest.mark.parametrize("arrives", [True, False])
def test_an_answer_that_was_lost_makes_no_second_message(*, arrives: bool) -> None:
    """It is looked for, and said again only where it did not arrive."""
    together, channel = filled(MANY), Channel([Ambiguous("lost")], arrives=arrives)
    assert told(together, channel) is Summary.INTENDED
    assert told(together, channel) is Summary.SAID
    assert len(channel.heard) == 1


def test_a_channel_that_cannot_be_used_stops_nothing() -> None:
    """It is tried again with the next turn."""
    together, channel = filled(MANY), Channel([Stop("not in the channel")])
    assert told(together, channel) is Summary.INTENDED
    assert told(together, channel) is Summary.SAID
    assert len(channel.heard) == 1


def test_nothing_is_said_before_everything_is_there() -> None:
    """A task that still waits for its item keeps the message back."""
    together, channel = filled(MANY), Channel()
    late = Task(TaskId("late"), Fields("Später"), FULL)
    together.store.agree(SPACE, Decision(agreed=Memory(tasks={late.id: late})), ())
    assert told(together, channel) is Summary.DUE
    assert not channel.heard


def test_nobody_is_asked_for_a_way_where_nothing_is_to_be_said() -> None:
    """An ordinary turn loads no tool for it."""
    together = filled(MANY, summary=Summary.SAID)
    announce(together.terms, together.store, _none, says)


def _none() -> dict[PlaceId, Channel]:
    raise AssertionError
