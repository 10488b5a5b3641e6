"""Petra, who works in all four tools, and everything that every store keeps of her; beside her Lena, whom she must not
find in her own data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.cases import SqlCases
from bridge.adapters.store.database import Database
from bridge.adapters.store.holds import SqlHolds
from bridge.adapters.store.inbox import SqlInbox
from bridge.adapters.store.journal import SqlJournal
from bridge.adapters.store.log import SqlLog
from bridge.adapters.store.retention import SqlStarts
from bridge.adapters.store.spaces import SqlSpaces
from bridge.adapters.vault.sqlite import SqliteVault
from bridge.adapters.words import phrases, spoken
from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.charter import Charter
from bridge.core.model.code import Code
from bridge.core.model.conflict import Conflict, ConflictId, Reason
from bridge.core.model.decision import Decision
from bridge.core.model.document import Document, Mention, Paragraph, Text, plain_document
from bridge.core.model.hold import Hold
from bridge.core.model.ids import Account, CommentId, ConnectionId, PartnerId, PersonId, PlaceId, Ref, SpaceId, TaskId
from bridge.core.model.memory import CommentLink, Link, Memory
from bridge.core.model.network import Connection, Network, Partner, Place, Space
from bridge.core.model.officer import Officer
from bridge.core.model.operation import CreateComment, Parked, UpdateItem
from bridge.core.model.person import Person, Visibility
from bridge.core.model.quiet import Quiet
from bridge.core.model.reidentification import Reidentification
from bridge.core.model.roster import Roster
from bridge.core.model.submission import Submission
from bridge.core.model.task import FIELDS, Comment, Fields, Task, Touch
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.retention import DataType
from bridge.core.sync.lanes import remembering
from bridge.core.sync.terms import Terms, terms_of
from bridge.service.access import Access
from bridge.service.participate import entries_of
from bridge.service.people.known import known
from bridge.service.rights.access import Answering
from bridge.service.rights.requests import Filing
from bridge.service.rights.sources import Sources
from bridge.service.rights.subject import Persons
from connectors import registry
from tests.unit.connectors.virtual_clock import START, VirtualClock

MASTER = bytes(range(32))
TODAY = START.date()
YESTERDAY = START - timedelta(days=1)
TOOLS = ("trello", "asana", "slack", "teams")
WEBER, NORD = PartnerId("weber"), PartnerId("nordlicht")
PETRA, LENA = PersonId("petra-weber"), PersonId("lena-brandt")
SPACE = SpaceId("haus-7")
PETRAS = Caller(PETRA, Role.PERSON, WEBER)
LENAS = Caller(LENA, Role.PERSON, NORD)
OFFICE = operator()
DSB = Caller("dsb", Role.DSB)
HELD = frozenset(FIELDS)


def link(tool: str) -> ConnectionId:
    """Weber's connection in the tool."""
    return ConnectionId(f"weber-{tool}")


def place(tool: str) -> PlaceId:
    """Weber's place in the tool."""
    return PlaceId(f"haus-7-{tool}")


def account(tool: str) -> Account:
    """Petra's there."""
    return Account(f"pw-{tool}-1")


NORDS = PlaceId("haus-7-nord")
LENAS_ACCOUNT = Account("lb-asana-9")
OFFICERS = (Officer("buero-petra", "Petra Weber", Role.SYSADMIN, "petra@weber.example"),)


def network(*, visibility: Visibility = Visibility.NAME) -> Network:
    """Weber works in all four tools, Nordlicht in Asana; nobody of Weber's is in the file, Lena is."""
    links = tuple(Connection(link(tool), WEBER, tool) for tool in TOOLS)
    lena = Person(LENA, "Lena Brandt", NORD, "Planung", "lena@nordlicht.example")
    nords = Connection(ConnectionId("nord-asana"), NORD, "asana", {LENA: LENAS_ACCOUNT})
    places = tuple(Place(place(tool), link(tool), tool, f"board-{tool}") for tool in TOOLS)
    return Network(
        "bauverbund",
        "Bauverbund Nordstadt",
        (
            Partner(WEBER, "Musterbau Weber GmbH", links),
            Partner(NORD, "Nordlicht Elektro KG", (nords,), (lena,)),
        ),
        (Space(SPACE, "Haus 7", (*places, Place(NORDS, nords.id, "asana", "board-nord"))),),
        Charter(visibility=dict.fromkeys(TOOLS, visibility)),
        alerts=("petra@weber.example", "it@nordlicht.example"),
        officers=OFFICERS,
    )


@dataclass
class World:
    """One installation's stores, opened in a folder."""

    folder: Path
    network: Network
    database: Database
    vault: SqliteVault
    clock: VirtualClock

    def __post_init__(self) -> None:
        self.spaces, self.log = SqlSpaces(self.database), SqlLog(self.database)
        self.inbox, self.journal = SqlInbox(self.database), SqlJournal(self.database, self.clock)
        self.cases, self.holds, self.starts = (
            SqlCases(self.database),
            SqlHolds(self.database),
            SqlStarts(self.database),
        )
        self.access = Access(self.network, SqlAccessLog(self.database), self.vault, self.clock, "0.1.0")

    @property
    def people(self) -> Network:
        """With whom the roster lists."""
        return known(self.network, self.vault.rosters.of(self.network.id)).network

    @property
    def terms(self) -> Terms:
        """Of the space."""
        manifests = {tool: registry.manifest(tool) for tool in TOOLS}
        return terms_of(self.people, self.network.spaces[0], manifests, phrases("de"))

    @property
    def memory(self) -> Memory:
        """What is remembered of the space."""
        return self.spaces.memory(SPACE)

    @property
    def filing(self) -> Filing:
        """The request file."""
        return Filing(self.network.id, self.cases, self.vault, self.access.today())

    def sources(self) -> Sources:
        """Everything that is searched."""
        memory = self.memory
        return Sources(
            Persons(self.people, self.vault.rosters.of(self.network.id), (memory,)),
            [(remembering(self.terms, memory), memory)],
            self.log,
            self.journal,
            self.filing,
            self.holds,
            self.starts,
            self.vault.codes,
            self.vault.reidentifications,
            self.access,
        )


def opened(folder: Path, of: Network | None = None) -> World:
    """Empty stores."""
    database = Database(f"sqlite:///{folder}/cobridge.db")
    return World(folder, of or network(), database, SqliteVault(folder / "vault.db", MASTER), VirtualClock())


def seeded(folder: Path, of: Network | None = None) -> World:
    """With known acts of Petra in all four tools, and a row of hers in every store."""
    world = opened(folder, of)
    world.vault.rosters.change(world.network.id, WEBER, lambda _: _roster())
    world.spaces.agree(SPACE, Decision(agreed=_rows(), conflicts=_conflicts()), _entries(world))
    world.log.seal(world.network.id, TODAY, lambda statement: world.vault.signer.sign(world.network.id, statement))
    _operations(world)
    world.inbox.submit(SPACE, _submission("trello", account("trello"), "Gerüst bestellt"))
    world.inbox.submit(SPACE, _submission("slack", Account("somebody"), "Nicht von Petra"))
    world.journal.note(place("slack"), "CreateComment", "comment-trello", "done")
    world.journal.note(place("slack"), "CreateComment", "comment-lena", "done")
    _rights(world)
    return world


def _roster() -> Roster:
    petra = Person(PETRA, "Petra Weber", WEBER, "Bauleitung", "petra@weber.example")
    roster = Roster((petra,))
    for tool in TOOLS:
        roster = roster.with_account(PETRA, link(tool), account(tool), date(2026, 10, 1))
    return roster


def said(tool: str) -> str:
    """What Petra wrote in that tool; it names Lena, whom she must not read there."""
    return f"Kanari-{tool}: Lena Brandt ruft an, Frau Brandt weiß es, {LENAS_ACCOUNT}, lena@nordlicht.example"


def task(tool: str) -> TaskId:
    """One for each tool."""
    return TaskId(f"task-{tool}")


def _rows() -> Memory:
    tasks, links, comment_links = dict[TaskId, Task](), {}, {}
    for tool in TOOLS:
        tasks[task(tool)] = _task(tool)
        sent = Fields(f"Aufgabe {tool}")
        links[place(tool)] = {task(tool): Link(Ref(f"item-{tool}"), sent, HELD, quiet=_quiet(tool))}
        comment = CommentId(f"comment-{tool}")
        comment_links[place(tool)] = {comment: CommentLink(Ref(f"native-{tool}"), task(tool), plain_document("x"))}
    links[NORDS] = {task("trello"): Link(Ref("item-nord"), Fields("Aufgabe trello"), HELD, ours=True)}
    comment_links[NORDS] = {
        CommentId("comment-trello"): CommentLink(Ref("native-nord"), task("trello"), plain_document("x"), ours=True)
    }
    names = {
        PersonId(f"{link('slack')}/{account('slack')}"): "petra.w",
        PersonId("nord-asana/gast-3"): "Karl Gast",
    }
    return Memory(tasks=tasks, links=links, comment_links=comment_links, names=names)


def _quiet(tool: str) -> Quiet:
    return Quiet(people=frozenset({account(tool)})) if tool == "teams" else Quiet()


def _task(tool: str) -> Task:
    """Petra leads in Trello, helps in Asana, has opened Slack's, and is mentioned in Teams'."""
    petra = PersonId(f"{link(tool)}/{account(tool)}")
    named = Document((Paragraph((Mention(str(petra), "Petra Weber"), Text(" prüft"))),))
    fields = Fields(
        f"Aufgabe {tool} mit Lena Brandt",
        description=named if tool == "teams" else Document(),
        lead=str(petra) if tool == "trello" else "nord-asana/lb-asana-9",
        helpers=(PETRA,) if tool == "asana" else (),
        due=date(2026, 12, 1),
    )
    lenas = plain_document("Lenas Text")
    comments = [
        Comment(CommentId(f"comment-{tool}"), petra, plain_document(said(tool)), YESTERDAY, place(tool)),
        Comment(CommentId(f"lenas-{tool}"), PersonId(f"nord-asana/{LENAS_ACCOUNT}"), lenas, START, NORDS),
    ]
    touched = {"due": Touch(place(tool), YESTERDAY, by=account(tool)), "title": Touch(NORDS, START, by=LENAS_ACCOUNT)}
    return Task(task(tool), fields, place(tool), {each.id: each for each in comments}, touched)


ACTS = {
    "trello": EntryType.CLAIMED,
    "asana": EntryType.COMPLETED,
    "slack": EntryType.OPENED,
    "teams": EntryType.REOPENED,
}
"""What Petra did yesterday in each tool."""


def _entries(world: World) -> list[Entry]:
    acts = [
        Activity(kind, task(tool), place(tool), WEBER, PETRA if tool != "slack" else _met("slack"), YESTERDAY)
        for tool, kind in ACTS.items()
    ]
    last_quarter = replace(acts[0], type=EntryType.RELEASED, at=datetime(2026, 9, 29, 8, tzinfo=UTC))
    waiting = replace(acts[0], type=EntryType.HANDED_OVER, at=START)
    lenas = Activity(EntryType.OPENED, task("asana"), NORDS, NORD, LENA, YESTERDAY)
    decision = Decision(activities=(*acts, last_quarter, waiting, lenas))
    return list(entries_of(decision, world.terms, world.network, world.vault, world.clock))


def _met(tool: str) -> PersonId:
    """Petra before her account was confirmed."""
    return PersonId(f"{link(tool)}/{account(tool)}")


def _conflicts() -> tuple[Conflict, ...]:
    kept, lost = Fields("Lenas Titel"), Fields("Petras Titel")
    return (
        Conflict(
            task("asana"),
            "title",
            kept,
            lost,
            NORDS,
            place("asana"),
            Reason.LATER,
            YESTERDAY,
            LENAS_ACCOUNT,
            account("asana"),
            ConflictId("c1"),
        ),
    )


def _operations(world: World) -> None:
    comment = CreateComment(NORDS, task("asana"), CommentId("comment-asana"), Ref("item-nord"), plain_document("x"))
    world.spaces.intend(SPACE, comment)
    update = UpdateItem(place("slack"), task("trello"), Ref("item-slack"), Fields("neu"), Fields("alt"), ("title",))
    world.spaces.record(SPACE, Parked(update, "Der Titel ist zu lang."))


def _submission(tool: str, by: Account, title: str) -> Submission:
    return Submission(
        f"key-{title}", place(tool), Ref(f"item-{tool}"), Fields("alt"), Fields(title), ("title",), by, START
    )


def _rights(world: World) -> None:
    world.vault.codes.keep(world.network.id, PETRA, Code("5a", "1f", "operator", TODAY))
    world.holds.keep(world.network.id, Hold("az-7", TODAY, TODAY + timedelta(days=30), person=PETRA))
    world.starts.since(world.network.id, DataType.CODES, frozenset({PETRA, LENA}), TODAY)
    pseudonym = world.vault.pseudonym(world.network.id, Purpose.TRANSPARENCY, TODAY, PETRA)
    request = Reidentification(
        "r1", WEBER, pseudonym, (), "Verdacht auf einen Fehler", "az-8", "dsb", TODAY, TODAY + timedelta(days=7)
    )
    world.vault.reidentifications.add(world.network.id, request, PETRA)
    with world.access.recorded(DSB, Verb.READ, Resource.OWN_DATA, Purpose.RIGHTS) as looked:
        looked.at(PETRA, WEBER)
        looked.at(LENA, NORD)
    with world.access.recorded(PETRAS, Verb.READ, Resource.OWN_DATA, Purpose.RIGHTS, partner=WEBER, person=PETRA):
        pass
    with world.access.recorded(OFFICERS[0].caller, Verb.READ, Resource.PERSONS, Purpose.MIRROR) as looked:
        looked.at(LENA, NORD)


def answering(language: str = "de") -> Answering:
    """In German unless asked otherwise."""
    return Answering(spoken(language), language, "0.1.0", TODAY)


ORACLE: Mapping[str, frozenset[str]] = {
    "identity": frozenset({"petra-weber"}),
    "accounts": frozenset(account(tool) for tool in TOOLS),
    "names": frozenset({"petra.w"}),
    "tasks": frozenset({"task-trello lead", "task-asana helper", "task-slack created"}),
    "comments": frozenset(f"comment-{tool}" for tool in TOOLS),
    "mentions": frozenset({"task-teams"}),
    "edits": frozenset(f"task-{tool}" for tool in TOOLS),
    "copies": frozenset(
        {"item-trello", "item-asana", "item-slack", "item-nord", "native-nord", *(f"native-{tool}" for tool in TOOLS)}
    ),
    "left_out": frozenset({"task-teams"}),
    "submissions": frozenset({"haus-7-trello"}),
    "conflicts": frozenset({"lost"}),
    "operations": frozenset({"waiting haus-7-nord", "parked haus-7-slack"}),
    "log": frozenset({*ACTS.values(), EntryType.RELEASED, EntryType.HANDED_OVER}),
    "journal": frozenset({"comment-trello"}),
    "cases": frozenset({"access"}),
    "accesses": frozenset({"own_data"}),
    "looks": frozenset({"persons", "own_data"}),
    "reidentifications": frozenset({"az-8"}),
    "holds": frozenset({"az-7"}),
    "starts": frozenset({"codes"}),
    "offices": frozenset({"sysadmin", "alerts", "code"}),
}
"""By kind what the copy of Petra's data has to hold, and nothing beside it: one word of each record (`SIGNS`)."""

SIGNS: Mapping[str, tuple[str, ...]] = {
    "identity": ("person",),
    "accounts": ("account",),
    "names": ("name",),
    "tasks": ("task", "part"),
    "comments": ("comment",),
    "mentions": ("task",),
    "edits": ("task",),
    "copies": ("ref",),
    "left_out": ("task",),
    "submissions": ("place",),
    "conflicts": ("fate",),
    "operations": ("state", "place"),
    "log": ("event_type",),
    "journal": ("id",),
    "cases": ("act",),
    "accesses": ("resource",),
    "looks": ("resource",),
    "reidentifications": ("case",),
    "holds": ("case",),
    "starts": ("data_type",),
    "offices": ("office",),
}


def signs(values: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The copy of an answer, as JSON holds it, in the words of the oracle."""
    return {
        kind: frozenset(" ".join(str(each[name]) for name in SIGNS[kind]) for each in records)
        for kind, records in values["copy"].items()
    }
