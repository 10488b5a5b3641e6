"""Whatever is changed in the log's tables is found, and the entry or day concerned is named (PL-20, PL-23)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

from bridge.adapters.store.database import Database
from bridge.adapters.store.log_tables import ENTRIES, LEAVES, ROOTS, SALTS
from bridge.adapters.store.schema import MIGRATIONS
from bridge.core.errors import Unusable
from bridge.core.log.checking import Fault, Kind
from bridge.core.log.commitment import commitment, sealed
from bridge.core.log.roots import anchor_of, following
from bridge.service.verify import verify_log
from tests.contracts.kept import TODAY
from tests.unit.adapters.sealed_log import ACTS, DAYS, NETWORK, SealedLog, sealed_log

COLUMNS = [(table.name, column.name) for table in (ENTRIES, SALTS, LEAVES, ROOTS) for column in table.columns]
MIDDLE = ACTS + 3
"""An entry of the second day."""
SECOND = str(TODAY + timedelta(days=1))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SealedLog:
    """Made once; each test changes a copy."""
    with sealed_log(tmp_path_factory.mktemp("made")) as made:
        return made


@pytest.fixture
def log(made: SealedLog, tmp_path: Path) -> Iterator[SealedLog]:
    with made.copied(tmp_path) as copy:
        yield copy


def test_pl_20_an_untouched_log_verifies(log: SealedLog) -> None:
    """Nothing is found where nothing was done; another network's log is none of this one's."""
    found = log.verified()
    assert (found.entries, found.roots, found.erased, found.waiting) == (DAYS * ACTS, DAYS, 0, 0)
    assert found.intact


def _key(log: SealedLog, table: str) -> str:
    match table:
        case "log_leaves":
            return f"network_id = 'bauverbund' AND position = {MIDDLE}"
        case "log_roots":
            return f"network_id = 'bauverbund' AND day = '{SECOND}'"
        case _:
            return f"event_id = '{log.ids()[MIDDLE]}'"


def _flip(log: SealedLog, table: str, column: str, at: int) -> bool:
    """Change one byte of one value; the file is written by other means than ours. False where the table refuses it."""
    key = _key(log, table)
    kind = "INTEGER" if column in {"position", "size"} else "TEXT"
    change = f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE {key}"  # noqa: S608  our own names
    with closing(sqlite3.connect(log.path)) as opened, opened:
        query = f"SELECT CAST({column} AS BLOB) FROM {table} WHERE {key}"  # noqa: S608  the same
        was = opened.execute(query).fetchone()[0] or b" "
        for bit in (1, 2, 4, 8):
            value = bytearray(was)
            value[at % len(value)] ^= bit
            with suppress(sqlite3.IntegrityError):
                opened.execute(change, (bytes(value),))
                return True
    return False


@pytest.mark.parametrize("at", [0, -1], ids=["first byte", "last byte"])
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_pl_20_one_changed_byte_is_found_and_its_entry_or_day_named(
    log: SealedLog, table: str, column: str, at: int
) -> None:
    """In every column of every table of the log."""
    concerned = log.ids()[MIDDLE]
    if not _flip(log, table, column, at):
        assert (table, column) == ("log_leaves", "position"), "two leaves cannot have one position"
        return
    found = log.verified()
    assert not found.intact
    told = {fault.event_id for fault in found.faults} | {fault.position for fault in found.faults}
    days = {fault.day for fault in found.faults}
    if table == "log_roots":
        assert days & {SECOND, str(TODAY + timedelta(days=2))}
    else:
        assert concerned in told or MIDDLE in told


def test_pl_20_bytes_that_are_no_text_are_found_too(log: SealedLog) -> None:
    """Whoever edits the file need not write what can be read."""
    concerned = log.ids()[MIDDLE]
    with closing(sqlite3.connect(log.path)) as opened, opened:
        change = "UPDATE log_entries SET org_id = CAST(? AS TEXT) WHERE event_id = ?"
        opened.execute(change, (b"\xff\xfe", concerned))
    assert Fault(Kind.ALTERED, SECOND, MIDDLE, concerned) in log.verified().faults


def test_pl_20_an_entry_that_was_removed_is_named(log: SealedLog) -> None:
    """Without its leaf it was never there; without the entry its leaf says which it was."""
    concerned = log.ids()[MIDDLE]
    log.execute(f"DELETE FROM log_entries WHERE event_id = '{concerned}'")  # noqa: S608  a hex id
    assert Fault(Kind.MISSING, SECOND, MIDDLE, concerned) in log.verified().faults


def test_pl_20_an_entry_that_was_put_in_is_named(log: SealedLog) -> None:
    """An entry that no leaf speaks of was never sealed."""
    values = ", ".join("'forged'" if each.name == "event_id" else each.name for each in ENTRIES.columns)
    log.execute(f"INSERT INTO log_entries SELECT {values} FROM log_entries LIMIT 1")  # noqa: S608  our own names
    assert log.verified().faults == [Fault(Kind.STRAY, event_id="forged")]


def test_pl_20_an_entry_rewritten_with_its_commitment_and_leaf_is_found_by_its_day(log: SealedLog) -> None:
    """Whoever computes everything anew but the signed root changes that day's tree, and no other day is blamed."""
    concerned, salt = log.ids()[MIDDLE], bytes(32)
    with log.log.view(NETWORK.id) as view:
        day = next(each for each in view.roots() if each.root.day == SECOND)
    entry = next(each.entry for each in log.log.entries(NETWORK.id) if each.entry.event_id == concerned)
    made = sealed(replace(entry, org_id="elektro"), salt)
    assert made.commitment == commitment(made.entry, salt)
    log.execute(
        f"UPDATE log_entries SET org_id = 'elektro', commitment = '{made.commitment}' "  # noqa: S608  our own values
        f"WHERE event_id = '{concerned}'",
        f"UPDATE log_salts SET salt = '{made.salt}' WHERE event_id = '{concerned}'",  # noqa: S608  the same
        f"UPDATE log_leaves SET commitment = '{made.commitment}' WHERE event_id = '{concerned}'",  # noqa: S608
    )
    assert log.verified().faults == [Fault(Kind.TREE, day.root.day)]


def test_pl_23_leaves_in_another_order_are_found(log: SealedLog) -> None:
    """Two entries that changed places no longer give the day's root."""
    log.execute(
        f"UPDATE log_leaves SET position = -1 WHERE network_id = 'bauverbund' AND position = {MIDDLE}",  # noqa: S608  numbers
        f"UPDATE log_leaves SET position = {MIDDLE} WHERE network_id = 'bauverbund' AND position = {MIDDLE + 1}",  # noqa: S608
        f"UPDATE log_leaves SET position = {MIDDLE + 1} WHERE network_id = 'bauverbund' AND position = -1",  # noqa: S608
    )
    assert log.verified().faults == [Fault(Kind.TREE, SECOND)]


@pytest.mark.parametrize("days", [1, 2, 3])
def test_pl_23_a_log_that_was_cut_off_is_found(log: SealedLog, days: int) -> None:
    """With its last days gone, entries, leaves and roots alike, it lacks the root that the vault remembers."""
    first = str(TODAY + timedelta(days=DAYS - days))
    here = "WHERE network_id = 'bauverbund'"
    log.execute(
        f"DELETE FROM log_salts WHERE event_id IN (SELECT event_id FROM log_entries {here} "  # noqa: S608  our own names
        f"AND occurred_on >= '{first}')",
        f"DELETE FROM log_entries {here} AND occurred_on >= '{first}'",  # noqa: S608  the same
        f"DELETE FROM log_leaves {here} AND position >= {ACTS * (DAYS - days)}",  # noqa: S608  the same
        f"DELETE FROM log_roots {here} AND day >= '{first}'",  # noqa: S608  the same
    )
    last = str(TODAY + timedelta(days=DAYS - 1))
    assert log.verified().faults == [Fault(Kind.CUT, last)]
    log.live(range(DAYS, DAYS + 1))
    assert log.verified().faults == [Fault(Kind.CUT, last)], "going on with the log must not hide it"


def test_pl_23_leaves_that_were_cut_off_alone_are_found(log: SealedLog) -> None:
    """The root says how many there are; nothing is signed over such a log any more."""
    here = f"network_id = 'bauverbund' AND position >= {DAYS * ACTS - 2}"
    log.execute(f"DELETE FROM log_leaves WHERE {here}")  # noqa: S608  our own names
    last = str(TODAY + timedelta(days=DAYS - 1))
    found = log.verified()
    assert Fault(Kind.GAP, last, DAYS * ACTS - 2) in found.faults
    assert [fault.kind for fault in found.faults].count(Kind.STRAY) == 2
    with pytest.raises(Unusable, match="log verify"):
        log.live(range(DAYS, DAYS + 1))


def test_pl_23_a_forged_root_is_found(log: SealedLog) -> None:
    """A day that is signed with another key is not signed; the next day's root does not follow it."""
    with log.log.view(NETWORK.id) as view:
        first, second, _ = view.roots()
        tree = first.tree()
    assert tree
    forged = following(first, NETWORK.id, TODAY + timedelta(days=1), tree)
    signature = SealedLog(log.path, log.database).signer.sign(NETWORK.id, forged.statement()).hex()
    log.execute(
        f"UPDATE log_roots SET size = {forged.size}, root = '{forged.root}', signature = '{signature}', "  # noqa: S608
        f"peaks = '{''.join(first.peaks)}' WHERE network_id = 'bauverbund' AND day = '{second.root.day}'"
    )
    faults = {(fault.kind, fault.day) for fault in log.verified().faults}
    assert {(Kind.SIGNATURE, SECOND), (Kind.CHAIN, str(TODAY + timedelta(days=2)))} <= faults


def test_pl_23_a_signature_of_another_day_is_none(log: SealedLog) -> None:
    """A genuine signature below another root is found."""
    log.execute(
        "UPDATE log_roots SET signature = (SELECT signature FROM log_roots WHERE network_id = 'bauverbund' "  # noqa: S608
        f"AND day = '{TODAY}') WHERE network_id = 'bauverbund' AND day = '{SECOND}'"
    )
    assert log.verified().faults == [Fault(Kind.SIGNATURE, SECOND)]


def test_pl_20_a_root_that_was_taken_out_is_found(log: SealedLog) -> None:
    """The next one names it."""
    log.execute(f"DELETE FROM log_roots WHERE network_id = 'bauverbund' AND day = '{SECOND}'")  # noqa: S608  our own
    assert Fault(Kind.CHAIN, str(TODAY + timedelta(days=2))) in log.verified().faults


def test_pl_16_an_entry_of_another_network_is_named(log: SealedLog) -> None:
    """A genuine entry with its salt and leaf, moved into this network's tree, is foreign there."""
    with log.log.view("hafen") as view:
        foreign = next(view.leaves())
    assert foreign.event_id
    log.execute(
        f"UPDATE log_leaves SET commitment = '{foreign.commitment.decode()}', "  # noqa: S608  our own values
        f"event_id = '{foreign.event_id.decode()}' WHERE network_id = 'bauverbund' AND position = {MIDDLE}"
    )
    assert Fault(Kind.FOREIGN, SECOND, MIDDLE, foreign.event_id.decode()) in log.verified().faults


def test_pl_23_a_root_that_somebody_kept_has_to_be_there(log: SealedLog) -> None:
    """A log that was replaced as a whole, keys and all, does not hold what a partner was given."""
    with log.log.view(NETWORK.id) as view:
        given = [anchor_of(each) for each in view.roots()]
    assert log.verified(*given).intact
    other = SealedLog(log.path, log.database)
    log.execute("DELETE FROM log_entries", "DELETE FROM log_salts", "DELETE FROM log_leaves", "DELETE FROM log_roots")
    other.live(range(DAYS))
    assert other.verified().intact
    assert other.verified(given[1]).faults == [Fault(Kind.CUT, SECOND)]


def test_faults_are_told_up_to_a_hundred_and_counted_beyond(log: SealedLog) -> None:
    """A log of which everything is wrong takes no more memory than one of which little is."""
    log.live(range(DAYS, DAYS + 1), acts=130)
    log.execute("UPDATE log_entries SET org_id = 'x'")
    found = log.verified()
    assert (len(found.faults), found.number) == (100, DAYS * ACTS + 130)


def test_pl_21_erasing_destroys_entry_and_salt_and_every_root_stands(log: SealedLog) -> None:
    """No byte of the entry is left in the files, and the log verifies; another change is still found."""
    gone, other = log.ids()[MIDDLE], log.ids()[MIDDLE + 1]
    salt = next(each.salt for each in log.log.entries(NETWORK.id) if each.entry.event_id == gone)
    files = list(log.path.parent.glob("cobridge.db*"))
    assert all(any(mark.encode() in file.read_bytes() for file in files) for mark in (gone, salt))
    assert log.log.erase(NETWORK.id, [gone]) == 1
    assert not any(mark.encode() in file.read_bytes() for file in files for mark in (gone, salt))
    found = log.verified()
    assert (found.intact, found.erased, found.entries) == (True, 1, DAYS * ACTS - 1)
    log.execute(f"UPDATE log_entries SET actor_ref = '' WHERE event_id = '{other}'")  # noqa: S608  a hex id
    assert [fault.event_id for fault in log.verified().faults] == [other]


def test_pl_22_what_stays_of_erased_entries_connects_them_in_nothing(log: SealedLog) -> None:
    """Two erased entries of one person have no value in common that only they have, but that they are erased."""
    gone = log.ids()[MIDDLE : MIDDLE + 2]
    log.log.erase(NETWORK.id, gone)
    with log.log.view(NETWORK.id) as view:
        first, second = view.leaves(MIDDLE, MIDDLE + 2)
    for leaf in (first, second):
        assert (leaf.event_id, leaf.kept, leaf.salt, leaf.values) == (None, None, None, None)
    assert first.commitment != second.commitment


def migrated(connection: Connection, version: str) -> None:
    """A database as an earlier version of the program made it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def test_a_log_from_before_its_roots_were_signed_is_brought_along(tmp_path: Path) -> None:
    """Entries that an earlier version sealed become the first leaves, and stand under the next root."""
    (tmp_path / "made").mkdir()
    with sealed_log(tmp_path / "made") as log:
        before = log.ids()
    engine = create_engine(f"sqlite:///{tmp_path}/cobridge.db")
    with engine.begin() as connection:
        migrated(connection, "0006")
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "cobridge.db")) as earlier:
        earlier.execute("ATTACH ? AS made", (str(tmp_path / "made" / "cobridge.db"),))
        for table in (ENTRIES, SALTS):
            names = ", ".join(column.name for column in table.columns)
            earlier.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM made.{table}")  # noqa: S608  our own names
        earlier.commit()
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        log = SealedLog(tmp_path / "cobridge.db", database)
        found = log.verified()
        assert (found.entries, found.waiting, found.roots, found.intact) == (DAYS * ACTS, DAYS * ACTS, 0, True)
        assert sorted(log.ids()) == sorted(before)
        log.live(range(DAYS, DAYS + 1))
        found = log.verified()
        assert (found.entries, found.waiting, found.roots, found.intact) == ((DAYS + 1) * ACTS, 0, 1, True)


def test_another_networks_trouble_is_its_own(log: SealedLog) -> None:
    """Nothing crosses between networks, findings neither."""
    log.execute(f"UPDATE log_entries SET org_id = 'x' WHERE event_id = '{log.ids()[MIDDLE]}'")  # noqa: S608  a hex id
    assert verify_log(log.log, log.signer, replace(NETWORK, id="hafen")).intact


def test_a_damaged_file_gets_a_sentence(log: SealedLog) -> None:
    """Whatever was written over, verifying ends with what is wrong and not with a crash of its own."""
    log.database.close()
    content = bytearray(log.path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 8] = b"\xff" * 8
    log.path.write_bytes(content)
    with pytest.raises(Unusable, match="damaged"):
        log.verified()
