"""Faults in our own code that nothing else need notice: the judge does, or the vendor refuses the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.core.errors import Failure
from connectors.sandbox import gate
from tests.judge.mutations.kinds import CONNECTORS, SANDBOX, Mutation
from tests.judge.scenario import PLACES, lived
from tests.judge.sitting import Sitting

pytestmark = pytest.mark.slow


def seen(mutation: Mutation, shared: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], bool]:
    """The rules that a day under the mutation breaks, and whether it ended early.

    The session's own judge does not look: what it would find is planted.
    """
    sitting = Sitting(shared)
    with PLACES[mutation.place]() as bench:
        monkeypatch.setattr(gate, "WITNESSES", [sitting.witness])
        mutation.plant(monkeypatch)
        try:
            lived(bench)
        except (Failure, AttributeError, LookupError, TypeError, ValueError):
            return [each.rule for each in sitting.taken()], True
        finally:
            monkeypatch.undo()
    return [each.rule for each in sitting.taken()], False


@pytest.mark.parametrize("mutation", CONNECTORS, ids=str)
def test_a_connector_that_sends_something_wrong_is_noticed(
    mutation: Mutation, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no vendor would take is a finding, or refused as the vendor would refuse it."""
    rules, ended = seen(mutation, shared, monkeypatch)
    assert rules or ended


@pytest.mark.parametrize("mutation", SANDBOX, ids=str)
def test_a_sandbox_that_answers_something_wrong_is_noticed(
    mutation: Mutation, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no vendor would answer is a finding, whether our connectors mind it or not."""
    rules, _ = seen(mutation, shared, monkeypatch)
    assert rules


@pytest.mark.parametrize("place", PLACES)
def test_a_day_without_a_mutation_has_no_finding(place: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The faults above are found because they are planted."""
    assert seen(Mutation("nothing", place, lambda _: None), shared, monkeypatch) == ([], False)
