"""A data directory in which something of every data type begins on one day, and a clock that is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bridge.adapters.backup.folder import new_name
from bridge.adapters.backup.sealing import SealedWriter
from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.bases import SqlBases, SqlReadDays
from bridge.adapters.store.cases import SqlCases
from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.database import Database
from bridge.adapters.store.deliveries import SqlDeliveries
from bridge.adapters.store.holds import SqlHolds
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.journal import SqlJournal
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.retention import SqlProtocol
from bridge.adapters.store.sendings import SqlSendings
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.opening import open_vault
from bridge.bootstrap.forgetting import retaining
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Role
from bridge.core.model.case import Act, Case, CaseId, State
from bridge.core.model.code import Code
from bridge.core.model.decision import Decision
from bridge.core.model.hold import Hold
from bridge.core.model.ids import Account, CommentId, ConnectionId, Cursor, PartnerId, PersonId, PlaceId, Ref
from bridge.core.model.memory import CommentLink, Link, Memory, Standing
from bridge.core.model.network import Network
from bridge.core.model.reidentification import Reidentification
from bridge.core.model.sending import Arrival, Sending, Way
from bridge.core.model.task import FIELDS, Comment, Fields, Task
from bridge.core.reports.disclosure.basis import Basis
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.retention import DataType
from bridge.ports.access_log import AccessEntry, Result
from bridge.service.retention import forget_due
from bridge.service.seal import seal
from config.network import read_network
from connectors import registry
from tests.contracts import kept
from tests.docs.sources import ROOT

START = date(2026, 12, 31)
"""The last day of a quarter: then everything can begin on it."""
CANARY = "Kanarienvogel 4711"
EXAMPLE = ROOT / "config/examples/two-partners.toml"
TRELLO, ASANA = PlaceId("haus-7-trello"), PlaceId("haus-7-asana")
WEBER, OLD = PartnerId("weber"), PlaceId("haus-7-planner")
GUEST = PersonId("weber-trello/5f3c000000000000000000ff")
ROOF = kept.ROOF


@dataclass
class Clock:
    """Wherever it was put."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        raise NotImplementedError(seconds)


@dataclass
class Directory:
    """One data directory. `begin` lets something of a data type begin on `START`; it tells whether it is there."""

    folder: Path
    database: Database
    clock: Clock
    network: Network = field(default_factory=lambda: read_network(EXAMPLE, tuple(registry.TOOLS)))

    def __post_init__(self) -> None:
        self.vault = open_vault(self.folder)
        self.spaces, self.log = SqlSpaces(self.database), SqlLog(self.database)
        self.retaining = retaining(self.database, self.vault, self.spaces, self.folder / "backups")
        self.space = self.network.spaces[0].id

    def run(self, day: date) -> Mapping[DataType, int]:
        """The run of that day, at five past midnight in the network's zone."""
        self.clock.at = datetime.combine(day, time(0, 5), self.network.zone).astimezone(UTC)
        return forget_due(self.retaining, self.network, self.clock)

    def seal(self, day: date) -> None:
        """At the end of that day."""
        self.clock.at = datetime.combine(day + timedelta(days=1), time(0, 5), self.network.zone).astimezone(UTC)
        seal(self.log, self.vault.signer, self.network, self.clock)

    def late(self) -> datetime:
        """Half an hour before midnight of the day on which it begins."""
        self.clock.at = datetime.combine(START, time(23, 30), self.network.zone).astimezone(UTC)
        return self.clock.at

    def agree(self, **rows: object) -> None:
        self.spaces.agree(self.space, Decision(agreed=Memory(**rows)), ())  # type: ignore[arg-type]

    def bytes(self) -> bytes:
        """Everything that stands in the files, in what is free in them too."""
        return b"".join(each.read_bytes() for each in sorted(self.folder.rglob("*")) if each.is_file())

    def count(self, statement: str) -> int:
        with self.database.reading() as opened:
            return int(opened.exec_driver_sql(statement).scalar() or 0)


@contextmanager
def directory(folder: Path) -> Iterator[Directory]:
    """An empty one."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock(datetime.combine(START, time(12), UTC))
    with closing(Database(f"sqlite:///{folder}/cobridge.db")) as database:
        yield Directory(folder, database, clock)


IsThere = Callable[[], bool]


def journal(kept_long: Directory) -> IsThere:
    kept_long.late()
    SqlJournal(kept_long.database, kept_long.clock).note(TRELLO, "pull", CANARY, "done")
    return lambda: kept_long.count("SELECT count(*) FROM journal_notes") > 0


def submission_keys(kept_long: Directory) -> IsThere:
    submission = replace(kept.submission(CANARY), at=kept_long.late())
    SqlInbox(kept_long.database).submit(kept_long.space, submission)
    kept_long.spaces.agree(kept_long.space, Decision(taken=(CANARY,)), ())
    return lambda: kept_long.count("SELECT count(*) FROM inbox") > 0


def tasks(kept_long: Directory) -> IsThere:
    """Deleted at one place, moved away at the other; the run of that day is the first to see it."""
    comment = Comment(CommentId("c"), GUEST, kept.EVERYTHING, kept_long.late(), TRELLO)
    fields = Fields(CANARY, archived=True)
    gone = Link(Ref("card-1"), fields, frozenset(FIELDS), fields, fields, standing=Standing.GONE)
    kept_long.agree(
        tasks={ROOF: Task(ROOF, fields, TRELLO, {comment.id: comment})},
        links={TRELLO: {ROOF: gone}, ASANA: {ROOF: replace(gone, standing=Standing.LEFT)}},
        comment_links={TRELLO: {comment.id: CommentLink(Ref("a"), ROOF, kept.EVERYTHING, standing=Standing.GONE)}},
    )
    kept_long.run(START)
    tables = ("tasks", "links", "comment_links")
    return lambda: any(kept_long.count(f"SELECT count(*) FROM {each}") for each in tables)  # noqa: S608  ours


def names(kept_long: Directory) -> IsThere:
    kept_long.late()
    kept_long.agree(names={GUEST: CANARY})
    kept_long.run(START)
    return lambda: kept_long.count("SELECT count(*) FROM names") > 0


def places(kept_long: Directory) -> IsThere:
    """It was there the day before, and is not any more."""
    (space,) = kept_long.network.spaces
    now = kept_long.network
    with_old = replace(space, places=(*space.places, replace(space.places[0], id=OLD)))
    kept_long.network = replace(now, spaces=(with_old,))
    kept_long.agree(cursors={OLD: Cursor(CANARY)}, links={OLD: {ROOF: kept.link()}})
    kept_long.run(START - timedelta(days=1))
    kept_long.network = now
    kept_long.run(START)
    return lambda: kept_long.count("SELECT count(*) FROM cursors") + kept_long.count("SELECT count(*) FROM links") > 0


def conflicts(kept_long: Directory) -> IsThere:
    met = replace(kept.conflict(kept_long.late()), lost=Fields(CANARY))
    kept_long.spaces.agree(kept_long.space, Decision(conflicts=(met,)), ())
    return lambda: kept_long.count("SELECT count(*) FROM conflicts WHERE value <> ''") > 0


def endings(kept_long: Directory) -> IsThere:
    conflicts(kept_long)
    store = SqlConflicts(kept_long.database)
    (met,) = store.retrievable(kept_long.space)
    store.keep(met.id)
    return lambda: store.ending(met.id) is not None


def participation(kept_long: Directory) -> IsThere:
    """Sealed on the day after, and one that came too late for that."""
    actor = kept_long.vault.pseudonym(kept_long.network.id, Purpose.TRANSPARENCY, START, GUEST)
    made = [replace(kept.entry(each, START), space_ref=CANARY, actor_ref=actor) for each in ("ab" * 16, "cd" * 16)]
    kept_long.spaces.agree(kept_long.space, Decision(), made[:1])
    kept_long.seal(START)
    kept_long.spaces.agree(kept_long.space, Decision(), made[1:])
    of = kept_long.network.id

    def is_there() -> bool:
        stands = len(kept_long.log.entries(of)) + kept_long.log.staged(of)
        salts = kept_long.count("SELECT count(*) FROM log_salts")
        return bool(stands or salts or kept_long.vault.pseudonyms(of, Purpose.TRANSPARENCY, GUEST))

    return is_there


def identities(kept_long: Directory) -> IsThere:
    """Somebody on no list any more, whose account was confirmed until that day."""
    of, rosters = kept_long.network.id, kept_long.vault.rosters
    account, connection = Account("5f3c"), ConnectionId("weber-trello")
    former = PersonId("ehemalig")
    rosters.change(of, WEBER, lambda each: each.with_account(former, connection, account, START - timedelta(days=9)))
    kept_long.vault.pseudonym(of, Purpose.SECURITY, START, former)
    rosters.change(of, WEBER, lambda each: each.without(former, START))
    return lambda: bool(rosters.of(of).get(WEBER) or kept_long.vault.pseudonyms(of, Purpose.SECURITY, former))


def person_keys(kept_long: Directory) -> IsThere:
    """Somebody on no roster who acted, and whose name no task has any more."""
    of, vault = kept_long.network.id, kept_long.vault
    vault.pseudonym(of, Purpose.SECURITY, START, GUEST)
    kept_long.run(START)
    return lambda: bool(vault.pseudonyms(of, Purpose.SECURITY, GUEST))


def codes(kept_long: Directory) -> IsThere:
    of, store = kept_long.network.id, kept_long.vault.codes
    store.keep(of, "ehemalig", Code("ab", "cd", "operator", START))
    kept_long.run(START)
    return lambda: store.of(of, "ehemalig") is not None


def secrets(kept_long: Directory) -> IsThere:
    """Of a connection that was there the day before."""
    now = kept_long.network
    weber, nordlicht = now.partners
    old = replace(weber.connections[0], id=ConnectionId("alt"))
    kept_long.network = replace(now, partners=(replace(weber, connections=(*weber.connections, old)), nordlicht))
    kept_long.vault.renew(old.id, "token", "", CANARY)
    kept_long.run(START - timedelta(days=1))
    kept_long.network = now
    kept_long.run(START)
    return lambda: kept_long.vault.renewed(old.id, "token", "") == CANARY


def deliveries(kept_long: Directory) -> IsThere:
    SqlDeliveries(kept_long.database).arranged(ConnectionId("weber-trello"), kept_long.late(), CANARY)
    return lambda: kept_long.count("SELECT count(*) FROM deliveries") > 0


def sendings(kept_long: Directory) -> IsThere:
    store = SqlSendings(kept_long.database)
    sent = Sending("2026-W53", Way.MAIL, CANARY, kept_long.late(), Arrival.DELIVERED)
    store.keep(kept_long.network.id, sent)
    return lambda: bool(store.of(kept_long.network.id, sent.week))


def holds(kept_long: Directory) -> IsThere:
    hold = Hold(CANARY, START - timedelta(days=9), START, data_type=DataType.TRANSIT)
    store = SqlHolds(kept_long.database)
    store.keep(kept_long.network.id, hold)
    return lambda: bool(store.of(kept_long.network.id))


def protocol(kept_long: Directory) -> IsThere:
    store = SqlProtocol(kept_long.database)
    store.note(kept_long.network.id, START, {DataType.TRANSIT: 7})
    return lambda: START in store.counts(kept_long.network.id)


def access_log(kept_long: Directory) -> IsThere:
    """Of another role too, which stands in a table of its own."""
    of = kept_long.network.id
    subject = kept_long.vault.pseudonym(of, Purpose.SECURITY, START, GUEST)
    at = datetime.combine(START, time(12), UTC)
    look = AccessEntry(
        at, CANARY, Role.SYSADMIN, Resource.LOG, Verb.READ, subject, "", Purpose.SECURITY, "", Result.DONE, "1"
    )
    SqlAccessLog(kept_long.database).record(of, [look, replace(look, role=Role.DSB)])
    tables = ("access_entries", "access_entries_apart")

    def is_there() -> bool:
        stands = any(kept_long.count(f"SELECT count(*) FROM {each}") for each in tables)  # noqa: S608  ours
        return stands or bool(kept_long.vault.pseudonyms(of, Purpose.SECURITY, GUEST))

    return is_there


def cases(kept_long: Directory) -> IsThere:
    case = Case(
        CaseId(CANARY), kept_long.network.id, Act.ACCESS, "ab" * 32, WEBER, START, "weber", START, State.DONE,
        closed_on=START,
    )  # fmt: skip
    store = SqlCases(kept_long.database)
    store.open(case)
    return lambda: bool(store.all(kept_long.network.id))


def reidentifications(kept_long: Directory) -> IsThere:
    of, store = kept_long.network.id, kept_long.vault.reidentifications
    asked = Reidentification("r1", WEBER, "ab" * 32, (), CANARY, "AZ 1", "dsb", START - timedelta(days=9), START)
    store.add(of, asked, None)
    return lambda: bool(store.of(of))


def backups(kept_long: Directory) -> IsThere:
    folder = kept_long.folder / "backups"
    folder.mkdir(exist_ok=True)
    path = new_name(folder, kept_long.network.id, START)
    with path.open("wb") as file:
        SealedWriter(file, bytes(32), START).close()
    return path.exists


def grounds(kept_long: Directory) -> IsThere:
    bases, network = SqlBases(kept_long.database), kept_long.network.id
    members = {"haus-7": {"weber": frozenset({CANARY})}}
    bases.freeze(network, Basis("2026-Q4", START, first=True, spaces=members))
    kept_long.spaces.agree(kept_long.space, Decision(), (), {TRELLO: START})
    days = SqlReadDays(kept_long.database)
    return lambda: bool(bases.of(network, "2026-Q4") or days.of([TRELLO], START, START)[TRELLO])


BEGIN: Mapping[DataType, Callable[[Directory], IsThere]] = {
    DataType.JOURNAL: journal,
    DataType.SUBMISSION_KEYS: submission_keys,
    DataType.TASKS: tasks,
    DataType.NAMES: names,
    DataType.PLACES: places,
    DataType.CONFLICTS: conflicts,
    DataType.ENDINGS: endings,
    DataType.PARTICIPATION: participation,
    DataType.IDENTITIES: identities,
    DataType.PERSON_KEYS: person_keys,
    DataType.CODES: codes,
    DataType.SECRETS: secrets,
    DataType.GROUNDS: grounds,
    DataType.DELIVERIES: deliveries,
    DataType.SENDINGS: sendings,
    DataType.HOLDS: holds,
    DataType.PROTOCOL: protocol,
    DataType.ACCESS_LOG: access_log,
    DataType.CASES: cases,
    DataType.REIDENTIFICATIONS: reidentifications,
    DataType.BACKUPS: backups,
}
"""How something of each data type begins; a data type that is not here fails a test."""
