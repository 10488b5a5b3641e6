"""What somebody turns back just after we wrote it, unanswered, is theirs to turn back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.core.model.ids import Ref
from bridge.core.model.operation import UpdateItem
from bridge.core.model.task import Status
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, Cooperation, item, shows, terms


@pytest.fixture
def together() -> Cooperation:
    """A task that stands at two places; one of them wrote that it is done, and the other's answer never came."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    decision = together.decide(together.edited(FULL, status=Status(done=True, lane=f"{FULL}/{OFFEN}")))
    assert not decision.operations.get(NARROW)
    decision = together.decide(*together.quiet(FULL, NARROW))
    assert any(isinstance(each, UpdateItem) for each in decision.operations[NARROW])
    return together


def test_a_task_that_somebody_opened_again_stays_open(together: Cooperation) -> None:
    """The tool says that somebody set the status: they saw it done and opened it again, so it is open everywhere."""
    link = together.link(NARROW)
    shown = replace(item(link.ref), fields=link.seen, edited={"status": NOW + timedelta(minutes=5)})
    decision = together.decide(shows(NARROW, shown), *together.quiet(FULL))
    assert together.task.fields.status.done is False
    assert [each.ref for each in decision.operations[FULL] if isinstance(each, UpdateItem)] == [Ref("f1")]
    assert not decision.operations[NARROW]


def test_what_was_set_before_that_counts_for_nothing(together: Cooperation) -> None:
    """A feed may tell once more of an edit from before: it is no answer to what was agreed since."""
    link = together.link(NARROW)
    told = replace(item(link.ref), fields=link.seen, edited={"status": NOW - timedelta(minutes=5)})
    decision = together.decide(shows(NARROW, told), *together.quiet(FULL))
    assert together.task.fields.status.done is True
    assert [each.ref for each in decision.operations[NARROW] if isinstance(each, UpdateItem)] == [link.ref]


def test_what_nobody_touched_is_written_again(together: Cooperation) -> None:
    """Where nobody set anything, the write never arrived, and is repeated."""
    link = together.link(NARROW)
    decision = together.decide(shows(NARROW, replace(item(link.ref), fields=link.seen)), *together.quiet(FULL))
    assert together.task.fields.status.done is True
    assert [each.ref for each in decision.operations[NARROW] if isinstance(each, UpdateItem)] == [link.ref]
