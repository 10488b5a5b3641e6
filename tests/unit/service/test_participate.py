"""What of people's acts may be kept (PL-02, PL-04, PL-10), from the act to the sealed log."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bridge.adapters.store.memory import MemoryLog
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.entry import Entry
from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PartnerId, PersonId, TaskId
from bridge.service.participate import entries_of
from bridge.service.seal import seal
from bridge.service.verify import verify_log
from tests.unit.connectors.virtual_clock import VirtualClock
from tests.unit.core.builders import FULL, NARROW, Cooperation, item, network, shows, terms, text

ALLOWED = {
    "event_id", "event_type", "network_id", "space_ref", "org_id", "counterpart_org", "actor_ref", "object_ref",
    "object_kind", "responsibility_role", "source_tool", "occurred_on", "recorded_week", "purpose", "policy_version",
    "retention_class",
}  # fmt: skip
CANARIES = ("Kanarienvogel", "kanari", "Geheimtitel", "Geheimtext")
ACT = Activity(
    EntryType.CLAIMED,
    TaskId("task-1"),
    FULL,
    PartnerId("full-partner"),
    PersonId("anna"),
    datetime(2026, 11, 20, 9, tzinfo=UTC),
)
NETWORK = network()


def entered(*acts: Activity, vault: MemoryVault | None = None) -> list[Entry]:
    """The entries of these acts."""
    known = vault or MemoryVault()
    return list(entries_of(Decision(activities=acts), terms(of=NETWORK), NETWORK, known, VirtualClock()))


def test_pl_02_an_entry_has_the_allowed_fields_and_no_others() -> None:
    """Whatever is not on the list is not kept."""
    assert {each.name for each in fields(Entry)} == ALLOWED


def test_pl_04_an_entry_says_the_day_and_never_the_hour() -> None:
    """Two acts of one day cannot be told apart by time; the day is that of the network's zone."""
    late = replace(ACT, at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    morning, evening = entered(ACT, late)
    assert (morning.occurred_on, evening.occurred_on) == (date(2026, 11, 20), date(2026, 11, 21))
    assert morning.recorded_week == "2026-W48"
    assert not any(isinstance(value, datetime) for value in asdict(morning).values())


def test_pl_10_persons_and_tasks_stand_under_pseudonyms() -> None:
    """Equal within a quarter, unrelated in the next and in another network, and never the id itself."""
    vault = MemoryVault()
    first, again = entered(ACT, replace(ACT, type=EntryType.COMPLETED), vault=vault)
    [later] = entered(replace(ACT, at=ACT.at + timedelta(days=60)), vault=vault)
    assert (first.actor_ref, first.object_ref) == (again.actor_ref, again.object_ref)
    assert first.actor_ref != later.actor_ref
    assert first.object_ref != later.object_ref
    assert first.event_id != again.event_id
    assert "anna" not in first.actor_ref
    assert "task-1" not in first.object_ref


def test_who_is_not_told_is_nobody() -> None:
    """An act without an actor has no pseudonym."""
    [entry] = entered(replace(ACT, actor=None))
    assert entry.actor_ref == ""


@pytest.mark.parametrize(("kind", "role"), [(EntryType.CLAIMED, "lead"), (EntryType.COMPLETED, "")])
def test_a_role_is_named_only_where_it_is_taken_or_given(kind: EntryType, role: str) -> None:
    """Whoever completes a task is not said to lead it."""
    [entry] = entered(replace(ACT, type=kind))
    assert entry.responsibility_role == role


def test_pl_03_no_name_title_or_text_gets_into_an_entry() -> None:
    """Canaries put into every field of a task and its people are found in no entry."""
    together = Cooperation(terms(FULL, NARROW, of=NETWORK))
    together.decide(shows(FULL, complete=True), shows(NARROW, complete=True))
    there = item("kanari-ref", "Geheimtitel", description=text("Geheimtext"), lead="kanari-1", author="kanari-1")
    opened = together.decide(shows(FULL, there, names={"kanari-1": "Karl Kanarienvogel"}), shows(NARROW))
    released = together.decide(together.edited(FULL, by="kanari-1", lead=None, title="Geheimtitel 2"))
    acts = (*opened.activities, *released.activities)
    assert [act.type for act in acts] == [EntryType.OPENED, EntryType.RELEASED]
    kept = json.dumps([asdict(entry) for entry in entered(*acts)], default=str)
    assert not [canary for canary in CANARIES if canary in kept]


def test_pl_20_days_that_are_over_are_sealed_once() -> None:
    """Today's entries wait; what is sealed can be taken out and fits its commitment, and a change of it shows."""
    log, signer, clock = MemoryLog(), MemoryVault().signer, VirtualClock()
    log.stage(entered(ACT, replace(ACT, at=clock.now())))
    assert seal(log, signer, NETWORK, clock) == 1
    assert seal(log, signer, NETWORK, clock) == 0
    [kept] = log.entries(NETWORK.id)
    assert kept.entry.occurred_on == date(2026, 11, 20)
    assert verify_log(log, signer, NETWORK).intact
    forged = replace(kept, entry=replace(kept.entry, event_type=EntryType.RELEASED))
    log.kept[NETWORK.id].sealed[kept.entry.event_id] = forged
    assert [fault.event_id for fault in verify_log(log, signer, NETWORK).faults] == [kept.entry.event_id]
