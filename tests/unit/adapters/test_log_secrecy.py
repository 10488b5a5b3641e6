"""What a copy of the log does not tell: no time finer than a day, no person, no erased entry (PL-04, PL-10, PL-21)."""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import md5, sha1, sha256
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from bridge.adapters.store.codec import text_of, value_of
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.commitment import canonical, commitment
from bridge.core.log.entry import Entry
from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PartnerId, PersonId, TaskId
from bridge.service.participate import entries_of
from tests.contracts.kept import TODAY
from tests.unit.adapters.sealed_log import NETWORK, SealedLog, sealed_log
from tests.unit.connectors.virtual_clock import VirtualClock
from tests.unit.core.builders import FULL, terms

PERSONS = tuple(PersonId(f"person-{number}") for number in range(40))
TASKS = tuple(TaskId(f"task-{number}") for number in range(12))
DAYS = tuple(TODAY + timedelta(days=number) for number in range(7))
BY_CHANCE = 2
"""Of some hundred random values so many may look like a time of these days; one more is expected in 10,000 runs."""
AT = datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)
TABLES = ("log_entries", "log_salts", "log_leaves", "log_roots")
CROCKFORD, BASE62 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", "0-9A-Za-z"
KSUID_BEGAN, UUID_BEGAN = 1_400_000_000, datetime(1582, 10, 15, tzinfo=UTC)


def _from_uuid(found: str) -> datetime | None:
    try:
        read = uuid.UUID(found)
    except ValueError:
        return None
    match read.version:
        case 1 | 6:
            ticks = read.time if read.version == 1 else int(read.hex[:12] + read.hex[13:16], 16)
            return UUID_BEGAN + timedelta(microseconds=ticks // 10)
        case 7:
            return _at(int(read.hex[:12], 16) / 1000)
        case _:
            return None


def _from_ulid(found: str) -> datetime | None:
    if not re.fullmatch(f"[{CROCKFORD}]{{26}}", found.upper()):
        return None
    number = 0
    for each in found.upper()[:10]:
        number = number * 32 + CROCKFORD.index(each)
    return _at(number / 1000)


def _from_ksuid(found: str) -> datetime | None:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    if not re.fullmatch(f"[{BASE62}]{{27}}", found):
        return None
    number = 0
    for each in found:
        number = number * 62 + digits.index(each)
    return _at((number >> 128) + KSUID_BEGAN)


def _from_slack(found: str) -> datetime | None:
    return _at(float(found)) if re.fullmatch(r"\d{10}\.\d{6}", found) else None


def _from_object_id(found: str) -> datetime | None:
    return _at(int(found[:8], 16)) if re.fullmatch(r"[0-9a-f]{24}", found) else None


def _from_beginning(found: str) -> datetime | None:
    """A stamp that something longer begins with: seconds in hex, or milliseconds as UUIDv7 has them."""
    if not re.match(r"[0-9a-f]{12}", found):
        return None
    return _near(_at(int(found[:8], 16))) or _near(_at(int(found[:12], 16) / 1000))


def _from_text(found: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(found)
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if len(found) > len("2026-11-23") else None


def _at(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if 0 <= seconds < 2**33 else None


def _near(found: datetime | None) -> datetime | None:
    return found if found and abs(found - AT) < timedelta(days=2) else None


DECODERS: tuple[Callable[[str], datetime | None], ...] = (
    _from_uuid, _from_ulid, _from_ksuid, _from_slack, _from_object_id, _from_beginning, _from_text,
)  # fmt: skip


def decoded(found: str) -> datetime | None:
    """A time within two days of when things happened; others are chance."""
    return next((at for decoder in DECODERS if (at := _near(decoder(found)))), None)


@pytest.mark.parametrize(
    "stamped",
    [
        "01c83b80-e722-11f1-8000-0123456789ab",
        f"{int(AT.timestamp() * 1000):012x}7abc8def0123456789ab"[:32],
        "01M83WFNSR1111111111111111",
        "3MVDVmdsur3yJdAQmutSH1RQjIf",
        f"{AT.timestamp():.6f}",
        f"{int(AT.timestamp()):08x}0123456789abcdef",
        AT.isoformat(),
    ],
    ids=["UUIDv1", "UUIDv7", "ULID", "KSUID", "Slack ts", "ObjectID", "ISO"],
)
def test_the_decoders_see_a_time_where_there_is_one(stamped: str) -> None:
    """So that finding none below means something."""
    assert decoded(stamped), stamped


def acts() -> list[Activity]:
    """Acts of all persons, at times of the day."""
    return [
        Activity(
            EntryType.CLAIMED if number % 2 else EntryType.COMPLETED,
            TASKS[number % len(TASKS)],
            FULL,
            PartnerId("full-partner"),
            PERSONS[number % len(PERSONS)],
            AT + timedelta(minutes=number),
        )
        for number in range(120)
    ]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """As the service makes them of these acts."""
    return list(
        entries_of(Decision(activities=tuple(acts())), terms(of=NETWORK), NETWORK, MemoryVault(), VirtualClock())
    )


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SealedLog]:
    with sealed_log(tmp_path) as made:
        yield made


def test_pl_04_nothing_in_an_entry_decodes_to_a_time(entries: list[Entry]) -> None:
    """Not an id, not a reference, nothing that begins with a stamp: a day is the finest."""
    found = [value for entry in entries for value in asdict(entry).values() if decoded(str(value))]
    assert len(found) <= BY_CHANCE, found
    assert {type(entry.occurred_on) for entry in entries} == {date}


def test_pl_04_nothing_in_any_table_of_the_log_decodes_to_a_time(log: SealedLog) -> None:
    """Salts, leaves, roots and signatures neither."""
    with log.database.reading() as connection:
        for table in TABLES:
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608  from the list above
            assert rows
            found = [value for row in rows for value in row if decoded(str(value))]
            assert len(found) <= BY_CHANCE, found


def test_pl_04_ids_are_drawn_by_chance_and_count_nothing(entries: list[Entry]) -> None:
    """In the order in which things happened, their ids and references rise as often as they fall."""
    ids = [int(entry.event_id, 16) for entry in entries]
    rises = sum(later > earlier for earlier, later in pairwise(ids))
    assert len(set(ids)) == len(ids)
    assert 0.3 < rises / len(ids) < 0.7


@pytest.mark.parametrize("field", ["purpose", "event_type"])
def test_pl_01_an_entry_without_a_known_purpose_or_type_is_refused(entries: list[Entry], field: str) -> None:
    """It cannot be made, so it cannot be stored; what waits with one is not sealed."""
    for unknown in ("", "P9", "edited", None):
        with pytest.raises(ValueError, match="is not a valid"):
            replace(entries[0], **{field: unknown})  # type: ignore[arg-type]
    waiting = text_of(entries[0], Entry)
    known: Mapping[str, str] = {"purpose": '"P2"', "event_type": '"completed"'}
    forged = waiting.replace(known[field], '"other"')
    assert forged != waiting
    with pytest.raises(ValueError, match="is not a valid"):
        value_of(forged, Entry)


@pytest.mark.parametrize(
    ("field", "finer"), [("occurred_on", AT), ("recorded_week", "2026-11-23"), ("recorded_week", AT.isoformat())]
)
def test_pl_04_an_entry_with_a_finer_time_is_refused(entries: list[Entry], field: str, finer: object) -> None:
    """A day for when it happened, a week for when it became known."""
    with pytest.raises(ValueError, match="An entry"):
        replace(entries[0], **{field: finer})  # type: ignore[arg-type]


def _hashes_of(said: str) -> Iterator[str]:
    for value in (said, said.upper(), f"{said}@example.org"):
        raw = value.encode()
        yield from (made(raw).hexdigest() for made in (sha256, sha1, md5))
        yield base64.b64encode(raw).decode()
        yield value


def test_pl_10_no_pseudonym_is_found_with_a_list_of_all_persons_and_tasks(entries: list[Entry]) -> None:
    """Whoever has every name and every id, but not the vault, finds nobody."""
    known = {found for said in (*PERSONS, *TASKS, *(f"task/{task}" for task in TASKS)) for found in _hashes_of(said)}
    told = {entry.actor_ref for entry in entries} | {entry.object_ref for entry in entries}
    assert len(told) == len(PERSONS) + len(TASKS)
    assert not told & known
    assert sha256(PERSONS[0].encode()).hexdigest() in known, "a plain hash would have been found"


def _candidates(entry: Entry) -> Iterator[Entry]:
    """Everything that may have been erased, by somebody who even knows all pseudonyms and the entry's id."""
    for actor in {"", entry.actor_ref, "ab" * 32}:
        for kind in EntryType:
            for day in DAYS:
                for task in (entry.object_ref, *TASKS):
                    yield replace(entry, actor_ref=actor, event_type=kind, occurred_on=day, object_ref=task)


def test_pl_21_no_erased_entry_is_found_by_trying_all_that_could_have_been(log: SealedLog) -> None:
    """All persons, types, tasks and days, with every salt that is left: no commitment fits."""
    everything = log.log.entries(NETWORK.id)
    gone = next(each for each in everything if each.entry.occurred_on in DAYS)
    log.log.erase(NETWORK.id, [gone.entry.event_id])
    left = [bytes.fromhex(each.salt) for each in log.log.entries(NETWORK.id)][:3]
    with log.log.view(NETWORK.id) as view:
        leaves = {leaf.commitment.decode() for leaf in view.leaves() if leaf.event_id is None}
    assert leaves == {gone.commitment}
    tried = 0
    for candidate in _candidates(gone.entry):
        for salt in (b"", bytes(32), *left):
            tried += 1
            assert commitment(candidate, salt) not in leaves
        assert sha256(canonical(candidate)).hexdigest() not in leaves
    assert tried > 5_000
    assert commitment(gone.entry, bytes.fromhex(gone.salt)) in leaves, "with its salt it would have been found"
