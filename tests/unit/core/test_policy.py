"""Policies of the charter: whose value counts where two people changed the same field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.conflict import Reason
from bridge.core.model.ids import Account, PartnerId, PersonId, PlaceId
from bridge.core.model.policy import AtPlace, Later, OfLead, OfPartner, Origin, Policy
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, PLAINLY, Cooperation, item, terms, text

EARLY, LATE = NOW + timedelta(minutes=1), NOW + timedelta(minutes=5)
NARROWS = PartnerId("narrow-partner")


def agreed(policy: Policy | None, name: str = "title") -> Cooperation:
    """A task made at the full place, which a person of the narrow place's partner leads."""
    policies = {name: policy} if policy else {}
    together = Cooperation(replace(terms(), policies=policies))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", description=text("Anlass")))
    task = replace(together.task, fields=replace(together.task.fields, lead=PersonId("narrow-connection/n1")))
    memory = replace(together.memory, tasks={task.id: task})
    together.store.put(together.terms.space.id, memory)
    return together


@pytest.mark.parametrize(
    ("policy", "late", "early", "winner", "reason"),
    [
        (None, NARROW, FULL, NARROW, Reason.LATER),
        (Later(), NARROW, FULL, NARROW, Reason.LATER),
        (Origin(), NARROW, FULL, FULL, Reason.CHARTER),
        (Origin(), FULL, NARROW, FULL, Reason.CHARTER),
        (Origin(), NARROW, PLAINLY, NARROW, Reason.LATER),
        (AtPlace(PLAINLY), NARROW, PLAINLY, PLAINLY, Reason.CHARTER),
        (AtPlace(PLAINLY), NARROW, FULL, NARROW, Reason.LATER),
        (AtPlace(PlaceId("of-another-space")), NARROW, FULL, NARROW, Reason.LATER),
        (OfPartner(NARROWS), FULL, NARROW, NARROW, Reason.CHARTER),
        (OfPartner(NARROWS), FULL, PLAINLY, FULL, Reason.LATER),
        (OfLead(), FULL, NARROW, NARROW, Reason.CHARTER),
        (OfLead(), PLAINLY, FULL, PLAINLY, Reason.LATER),
    ],
)
def test_a_policy_decides_whose_title_counts(
    policy: Policy | None, late: PlaceId, early: PlaceId, winner: PlaceId, reason: Reason
) -> None:
    """What the charter prefers wins though it is older; where it prefers neither, the later edit counts."""
    together = agreed(policy)
    snapshots = [together.edited(late, title=late, at=LATE), together.edited(early, title=early, at=EARLY)]
    [conflict] = together.decide(*snapshots).conflicts
    assert together.task.fields.title == winner
    assert (conflict.kept_from, conflict.reason) == (winner, reason)
    assert {conflict.kept_from, conflict.lost_from} == {late, early}


def test_a_policy_is_for_its_field_alone() -> None:
    """Who may decide about dates decides about no titles."""
    together = agreed(Origin(), "due")
    together.decide(together.edited(FULL, title="Früh", at=EARLY), together.edited(NARROW, title="Spät", at=LATE))
    assert together.task.fields.title == "Spät"


def test_what_nobody_contests_is_taken_whatever_the_policy() -> None:
    """A policy keeps nobody from editing: one after the other is no conflict."""
    together = agreed(Origin())
    together.write(together.decide(together.edited(FULL, title="Ursprung"), *together.quiet(NARROW, PLAINLY)))
    decision = together.decide(together.edited(NARROW, title="Anderswo"))
    assert (together.task.fields.title, decision.conflicts) == ("Anderswo", ())


def test_of_two_texts_the_policy_decides_only_about_the_words_that_both_changed() -> None:
    """Whoever adds a paragraph elsewhere loses nothing."""
    together = agreed(Origin(), "description")
    late = together.edited(NARROW, description=text("Spät\n\nDazu"), at=LATE)
    decision = together.decide(late, together.edited(FULL, description=text("Ursprung"), at=EARLY))
    [conflict] = decision.conflicts
    assert (conflict.lost_from, conflict.reason) == (NARROW, Reason.CHARTER)
    assert "Ursprung" in str(together.task.fields.description)


MINUTES = st.one_of(st.none(), st.integers(0, 9).map(lambda minutes: NOW + timedelta(minutes=minutes)))


@given(full=MINUTES, narrow=MINUTES, plainly=MINUTES, apart=st.booleans())
def test_with_origin_it_does_not_matter_who_is_heard_first(
    full: datetime | None, narrow: datetime | None, plainly: datetime | None, *, apart: bool
) -> None:
    """Whatever the times, in one cycle or one cycle after the other: the place where the task was created wins."""
    times = {FULL: full, NARROW: narrow, PLAINLY: plainly}
    for order in permutations(times):
        together = agreed(Origin())
        snapshots = [together.edited(place, title=place, by="jemand", at=times[place]) for place in order]
        for heard in [[each] for each in snapshots] if apart else [snapshots]:
            together.decide(*heard)
        assert together.task.fields.title == FULL
        lost = {each.lost.title for each in together.store.conflicts(together.terms.space.id)}
        assert lost == {NARROW, PLAINLY}


def test_the_author_is_remembered_with_the_value() -> None:
    """Who is to be told is whose value lost."""
    together = agreed(Origin())
    decision = together.decide(
        together.edited(FULL, title="Ursprung", by="a-full"), together.edited(NARROW, title="Anderswo", by="n1")
    )
    [conflict] = decision.conflicts
    assert (conflict.kept_by, conflict.lost_by) == (Account("a-full"), Account("n1"))
