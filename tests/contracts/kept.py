"""Values for the store's contract: invented, and every field of every kind holds something of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.activity import EntryType
from bridge.core.model.conflict import Conflict, Reason
from bridge.core.model.decision import Decision
from bridge.core.model.document import (
    Break,
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Image,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strike,
    Strong,
    Text,
    Underline,
    plain_document,
)
from bridge.core.model.ids import Account, CommentId, Cursor, LaneId, PersonId, PlaceId, Ref, SpaceId, TaskId
from bridge.core.model.memory import CommentLink, LaneLink, Link, Memory, Standing
from bridge.core.model.operation import CreateComment, CreateItem, CreateLane, DeleteComment, Parked, UpdateItem
from bridge.core.model.refusal import Extent, Kind, Refusal
from bridge.core.model.snapshot import Item
from bridge.core.model.stay import Pair, Stay, Summary
from bridge.core.model.submission import Submission
from bridge.core.model.task import FIELDS, Comment, Fields, Lane, Status, Task
from bridge.core.sync.conflicts import identified

SPACE, OTHER_SPACE = SpaceId("haus-7"), SpaceId("haus-8")
TRELLO, ASANA = PlaceId("haus-7-trello"), PlaceId("haus-7-asana")
NOW = datetime(2026, 11, 23, 9, 30, 15, 250_000, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ROOF, WALL = TaskId("task-roof"), TaskId("task-wall")
HELD = frozenset(FIELDS)

LINE = (
    Text("Grüße 👷"),
    Break(),
    Code("M8 × 40"),
    Strong((Text("fett"), Emphasis((Text("beides"),)))),
    Underline((Text("unter"),)),
    Strike((Text("weg"),)),
    Hyperlink("https://example.org/plan?a=1&b=2", (Text("Plan"),)),
    Image("https://example.org/dach.png", "Dach"),
    Mention("5f3c1f77", "Petra Weber"),
)
EVERYTHING = Document(
    (
        Heading(2, (Text("Dach"),)),
        Paragraph(LINE),
        Quote((Paragraph((Text('"zitiert"'),)), Quote((Rule(),)))),
        Items(ordered=True, entries=((Paragraph((Text("eins"),)), Items(ordered=False, entries=((Rule(),),))), ())),
        Preformatted("a\n  b"),
        Rule(),
    )
)


def fields(title: str = "Dach decken") -> Fields:
    """A task's fields with a value in each."""
    return Fields(
        title=title,
        description=EVERYTHING,
        status=Status(done=True, lane="lane-1"),
        due=NOW,
        lead="petra-weber",
        helpers=("jonas-hartmann", "trello/5f3c"),
        labels=frozenset({"Dach", "dringend"}),
        archived=True,
        shown=("Sichtbar für Nordlicht Elektro KG",),
    )


def link(ref: str = "card-1") -> Link:
    """A link in which every memory speaks differently."""
    seen, sent, based = fields("gesehen"), fields("gesandt"), fields("davor")
    return Link(Ref(ref), seen, HELD, sent, based, "revision-7", Standing.LEFT, ours=True)


CREATE = CreateItem(ASANA, ROOF, fields(), HELD)
COMMENT = CreateComment(ASANA, ROOF, CommentId("comment-1"), Ref("item-1"), plain_document("Morgen"))
LANE = CreateLane(ASANA, LaneId("lane-2"), "Fertig", Ref("section-1"))
UPDATE = UpdateItem(TRELLO, ROOF, Ref("card-1"), fields("neu"), fields("gesehen"), ("title",), "revision-7")
ERASE = DeleteComment(TRELLO, ROOF, CommentId("comment-1"), Ref("card-1"), Ref("action-1"))


def memory() -> Memory:
    """Rows of every kind."""
    comment = Comment(CommentId("comment-1"), PersonId("petra-weber"), EVERYTHING, NOW, TRELLO)
    unknown = Comment(CommentId("comment-0"), None, Document(), NOW, ASANA)
    roof = Task(ROOF, fields(), TRELLO, {each.id: each for each in (comment, unknown)}, last_open_lane=LaneId("lane-1"))
    wall = Task(WALL, Fields("Wand", due=TODAY), ASANA)
    return Memory(
        tasks={WALL: wall, ROOF: roof},
        lanes={LaneId("lane-1"): Lane(LaneId("lane-1"), "Offen", 1.5, TRELLO)},
        links={TRELLO: {ROOF: link(), WALL: Link(Ref("card-2"), Fields("Wand"), frozenset({"title"}))}},
        comment_links={TRELLO: {comment.id: CommentLink(Ref("action-1"), ROOF, EVERYTHING, Document(), ours=True)}},
        lane_links={TRELLO: {LaneId("lane-1"): LaneLink(Ref("list-1"), "Offen", Standing.GONE)}},
        cursors={TRELLO: Cursor("cursor-1")},
        names={PersonId("trello/5f3c"): "Gast Arbeiter"},
        stays={
            ASANA: Stay(
                confirmed=True,
                away=True,
                items=frozenset({Ref("12"), Ref("13")}),
                tasks=frozenset({ROOF}),
                found=3,
                summary=Summary.INTENDED,
            )
        },
        pairs={WALL: Pair(ROOF), ROOF: Pair(WALL, taken=True)},
    )


ANSWERED = Item(Ref("card-1"), fields("neu"), revision="revision-8")
"""What a place answered to `UPDATE`."""


def conflict(at: datetime = NOW, name: str = "title") -> Conflict:
    """Two titles."""
    met = Conflict(ROOF, name, fields("hier"), fields("dort"), TRELLO, ASANA, Reason.LATER, at, Account("5f3c1f77"))
    return identified(met)


def refusal(number: int = 30) -> Refusal:
    """The guard's no."""
    extents = (Extent(TRELLO, frozenset({ROOF, WALL})), Extent(ASANA, frozenset({ROOF}), "title"))
    return Refusal(TRELLO, number, 40, "share", Kind.LANE, "Offen", extents)


def entry(entry_id: str, day: date = TODAY, network: str = "bauverbund", task: str = "task-ref") -> Entry:
    """An entry as the service makes it."""
    return Entry(
        event_id=entry_id,
        event_type=EntryType.COMPLETED,
        network_id=network,
        space_ref="space-ref",
        org_id="weber",
        counterpart_org="",
        actor_ref="ab" * 32,
        object_ref=task,
        object_kind="task",
        responsibility_role="lead",
        source_tool="trello",
        occurred_on=day,
        recorded_week="2026-W48",
        purpose=Purpose.TRANSPARENCY,
        policy_version="1",
        retention_class="quarter",
    )


def agreed(rows: Memory) -> Decision:
    """A decision that only takes over rows."""
    return Decision(agreed=rows)


PARKED = Parked(UPDATE, "Trello nimmt den Titel nicht an.")


def submission(key: str) -> Submission:
    """A person's edit of the title and the day."""
    wanted = replace(fields(), title="Dach abdecken", due=TODAY)
    return Submission(key, TRELLO, Ref("card-1"), fields(), wanted, ("title", "due"), Account("5f3c1f77"), NOW)
