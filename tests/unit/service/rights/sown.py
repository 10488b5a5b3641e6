"""What every store keeps of Petra, and beside it of Lena."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.code import Code
from bridge.core.model.conflict import Conflict, ConflictId, Reason
from bridge.core.model.decision import Decision
from bridge.core.model.document import Document, Mention, Paragraph, Text, plain_document
from bridge.core.model.hold import Hold
from bridge.core.model.ids import Account, CommentId, PersonId, Ref, TaskId
from bridge.core.model.memory import CommentLink, Link, Memory
from bridge.core.model.network import Network
from bridge.core.model.operation import CreateComment, Parked, UpdateItem
from bridge.core.model.person import Person
from bridge.core.model.quiet import Quiet
from bridge.core.model.reidentification import Reidentification
from bridge.core.model.roster import Roster
from bridge.core.model.submission import Submission
from bridge.core.model.task import Comment, Fields, Task, Touch
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.retention import DataType
from bridge.service.participate import entries_of
from tests.unit.connectors.virtual_clock import START
from tests.unit.service.rights.world import (
    DSB,
    HELD,
    LENA,
    LENAS_ACCOUNT,
    NORD,
    NORDS,
    OFFICERS,
    PETRA,
    PETRAS,
    SPACE,
    TODAY,
    TOOLS,
    WEBER,
    YESTERDAY,
    World,
    account,
    link,
    opened,
    place,
)


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
