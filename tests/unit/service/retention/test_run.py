"""The retention run: what a case holds, what is written down of it, and what stands nowhere once it has arrived."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.inbox import SqlInbox
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PersonId
from bridge.core.model.operation import Done
from bridge.core.rules.access import Verb
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.retention import DataType
from bridge.service.access import Access, NotPermittedError
from bridge.service.holds import Asked, WrongHoldError, hold, holds_shown_to, release
from bridge.service.retention import is_held
from bridge.service.seal import seal
from bridge.service.verify import verify_log
from tests.contracts import kept
from tests.unit.service.retention.kept_long import (
    BEGIN,
    CANARY,
    GUEST,
    START,
    Directory,
    directory,
    identities,
    journal,
    participation,
)

CASE = "AZ 7/26"
QUARTER_GONE = CATALOGUE[DataType.PARTICIPATION].period.after(START)


@pytest.fixture
def kept_long(tmp_path: Path) -> Iterator[Directory]:
    with directory(tmp_path / "data") as found:
        yield found


def access(kept_long: Directory) -> Access:
    return Access(kept_long.network, SqlAccessLog(kept_long.database), kept_long.vault, kept_long.clock, "1")


def held(kept_long: Directory, until: date, person: str = "", data_type: str = "", case: str = CASE) -> None:
    hold(Asked(case, until, person, data_type), operator(), access(kept_long), kept_long.retaining.holds)


def test_pl_31_a_held_data_type_stays_until_the_hold_ends_by_itself(kept_long: Directory) -> None:
    """Nobody has to end it, and what was due goes on the first day without it."""
    is_there, due = journal(kept_long), START + timedelta(days=14)
    held(kept_long, due + timedelta(days=30), data_type=DataType.JOURNAL)
    kept_long.run(due + timedelta(days=30))
    assert is_there()
    assert kept_long.run(due + timedelta(days=31))[DataType.JOURNAL] == 1
    assert not is_there()


def test_pl_31_what_is_released_goes_with_the_next_run(kept_long: Directory) -> None:
    """And only what was held for that case."""
    is_there, due = journal(kept_long), START + timedelta(days=14)
    held(kept_long, due, data_type=DataType.JOURNAL)
    assert release("another", operator(), access(kept_long), kept_long.retaining.holds) == 0
    kept_long.run(due)
    assert is_there()
    assert release(CASE, operator(), access(kept_long), kept_long.retaining.holds) == 1
    kept_long.run(due)
    assert not is_there()


def test_pl_31_of_a_held_person_everything_that_can_be_told_stays_and_of_others_nothing(kept_long: Directory) -> None:
    """Their entries and whose they are; the log verifies with what is left."""
    is_there = participation(kept_long)
    other = replace(kept.entry("ef" * 16, START), actor_ref="cd" * 32)
    kept_long.spaces.agree(kept_long.space, Decision(), (other,))
    kept_long.seal(START + timedelta(days=1))
    held(kept_long, QUARTER_GONE, person=GUEST)
    assert kept_long.run(QUARTER_GONE)[DataType.PARTICIPATION] == 1
    assert is_there()
    left = kept_long.log.entries(kept_long.network.id)
    assert {each.entry.actor_ref for each in left} == {
        *kept_long.vault.pseudonyms(kept_long.network.id, Purpose.TRANSPARENCY, GUEST)
    }
    assert is_held(kept_long.retaining.holds, kept_long.network, kept_long.clock, GUEST)
    assert not verify_log(kept_long.log, kept_long.vault.signer, kept_long.network).faults
    kept_long.run(QUARTER_GONE + timedelta(days=1))
    assert not is_there()


def test_pl_31_who_a_held_person_is_stays(kept_long: Directory) -> None:
    """An account that was theirs is still known to have been."""
    is_there = identities(kept_long)
    held(kept_long, START + timedelta(days=40), person="ehemalig")
    kept_long.run(START + timedelta(days=40))
    assert is_there()
    kept_long.run(START + timedelta(days=41))
    assert not is_there()


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (Asked("", START, data_type="journal"), "retention.hold.case"),
        (Asked(CASE, START), "retention.hold.what"),
        (Asked(CASE, START, "petra-weber", "journal"), "retention.hold.what"),
        (Asked(CASE, START - timedelta(days=1), data_type="journal"), "retention.hold.past"),
        (Asked(CASE, START + timedelta(days=366), data_type="journal"), "retention.hold.long"),
        (Asked(CASE, START, data_type="letters"), "retention.hold.unknown"),
        (Asked(CASE, START, data_type="tree"), "retention.hold.never"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.data_type or each.person or "nothing",
)
def test_pl_31_no_hold_without_a_case_and_an_end_within_a_year(kept_long: Directory, asked: Asked, key: str) -> None:
    """Nothing is held by mistake, for ever, or for no reason."""
    with pytest.raises(WrongHoldError) as wrong:
        hold(asked, operator(), access(kept_long), kept_long.retaining.holds)
    assert wrong.value.key == key
    assert not kept_long.retaining.holds.of(kept_long.network.id)


def test_pl_31_a_hold_may_be_renewed_and_each_is_recorded_with_its_case(kept_long: Directory) -> None:
    """Who held what for which case stands in the access log; the second takes the place of the first."""
    held(kept_long, START + timedelta(days=1), data_type="journal")
    held(kept_long, START + timedelta(days=365), data_type="journal")
    (one,) = kept_long.retaining.holds.of(kept_long.network.id)
    assert one.until == START + timedelta(days=365)
    looks = SqlAccessLog(kept_long.database).read(kept_long.network.id, Caller("dsb", Role.DSB, None))
    assert [(each.caller, each.case) for each in looks] == [("operator", CASE)] * 2


def test_pl_31_whoever_has_no_such_permission_holds_nothing(kept_long: Directory) -> None:
    """The network's office cannot keep what people would like to be gone."""
    with pytest.raises(NotPermittedError):
        hold(
            Asked(CASE, START, data_type="journal"),
            Caller("office", Role.NETWORK_MANAGER, None),
            access(kept_long),
            kept_long.retaining.holds,
        )
    assert not kept_long.retaining.holds.of(kept_long.network.id)


def test_pl_31_whom_a_case_is_about_is_shown_only_to_who_may_hold_something_and_recorded(kept_long: Directory) -> None:
    """Colleagues read the rules, and not that somebody is in a lawsuit."""
    held(kept_long, START, person=GUEST)
    holds, asks = kept_long.retaining.holds, access(kept_long)
    assert not holds_shown_to(Caller("office", Role.NETWORK_MANAGER, None), asks, holds)
    assert [each.person for each in holds_shown_to(operator(), asks, holds)] == [GUEST]
    looks = SqlAccessLog(kept_long.database).about(kept_long.network.id, asks.subject(GUEST))
    assert [each.verb for each in looks] == [Verb.CHANGE, Verb.READ]


def test_pl_32_the_protocol_has_numbers_by_data_type_and_day_and_nothing_else(kept_long: Directory) -> None:
    """What was deleted cannot be told from it; two runs of a day are one row."""
    due = START + timedelta(days=14)
    journal(kept_long)
    kept_long.run(due)
    journal(kept_long)
    kept_long.run(due)
    assert kept_long.retaining.protocol.counts(kept_long.network.id) == {due: {DataType.JOURNAL: 2}}
    with kept_long.database.reading() as opened:
        rows = [tuple(row) for row in opened.exec_driver_sql("SELECT * FROM retention_runs")]
    assert rows == [(kept_long.network.id, due.isoformat(), "journal", 2)]
    assert CANARY not in json.dumps(rows)


def test_pl_30_the_log_verifies_after_its_entries_went_by_rule(kept_long: Directory) -> None:
    """Every root stands, and the leaves say only that something was there."""
    participation(kept_long)
    seal(kept_long.log, kept_long.vault.signer, kept_long.network, kept_long.clock)
    kept_long.run(QUARTER_GONE)
    verified = verify_log(kept_long.log, kept_long.vault.signer, kept_long.network)
    assert (verified.entries, verified.erased > 0, verified.faults) == (0, True, [])


def test_pl_07_what_a_person_submitted_stands_nowhere_once_it_was_taken_over(kept_long: Directory) -> None:
    """The text is gone from the file with the act that takes it over; only its key stays, for a week."""
    submission = replace(kept.submission("key-1"), fields=replace(kept.fields(), title=CANARY))
    SqlInbox(kept_long.database).submit(kept_long.space, submission)
    assert CANARY.encode() in kept_long.bytes()
    kept_long.spaces.agree(kept_long.space, Decision(taken=("key-1",)), ())
    kept_long.retaining.clear()
    assert CANARY.encode() not in kept_long.bytes()


def test_pl_07_what_was_to_be_created_is_kept_until_the_tool_has_answered(kept_long: Directory) -> None:
    """Its payload is there in case the answer is lost, and goes with the answer."""
    intents = "SELECT count(*) FROM intents"
    for creating in (kept.CREATE, kept.COMMENT, kept.LANE):
        kept_long.spaces.intend(kept_long.space, creating)
        assert kept_long.count(intents) == 1
        kept_long.spaces.record(kept_long.space, Done(creating, kept.ANSWERED.ref))
        assert kept_long.count(intents) == 0


def test_pl_07_what_a_tool_refused_goes_with_a_persons_word(kept_long: Directory) -> None:
    """Parked operations carry texts; tried again or superseded, they are gone."""
    parked = "SELECT count(*) FROM parked"
    kept_long.agree(links={kept.UPDATE.place: {kept.ROOF: kept.link()}})
    kept_long.spaces.record(kept_long.space, kept.PARKED)
    assert kept_long.count(parked) == 1
    kept_long.spaces.record(kept_long.space, Done(kept.UPDATE, kept.ANSWERED.ref, kept.ANSWERED))
    assert kept_long.count(parked) == 0


def test_everything_together_goes_and_nothing_is_left_of_it(kept_long: Directory) -> None:
    """Years later no table of the service has a row that speaks of anybody."""
    there = [begin(kept_long) for begin in BEGIN.values()]
    for day in (START, date(2027, 7, 1), date(2028, 1, 1), date(2030, 1, 1), date(2033, 2, 1)):
        kept_long.run(day)
    assert not any(each() for each in there)
    assert CANARY.encode() not in kept_long.bytes()
    assert PersonId("ehemalig").encode() not in kept_long.bytes()
