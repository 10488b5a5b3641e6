"""What a person does at a site, and what everybody may expect of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from bridge.core.model.document import Document, Paragraph, Strong, Text, paragraph
from bridge.core.model.ids import Account, PlaceId, Ref
from bridge.core.model.reach import DueForm
from bridge.core.model.submission import Submission
from bridge.core.model.task import Due, Fields
from connectors.memory.native import NativeItem, Values
from connectors.memory.world import OWN
from tests.machine.expected import Piece, View, appended
from tests.machine.parts import add_check, attach, charge, press_on, remove_check, rename_check, tick_check
from tests.machine.persons import lead, take
from tests.machine.sites import BOARD, ELSEWHERE, ZONE, Site, person
from tests.machine.talk import discuss, reword, say, unsay
from tests.machine.unread import part_of

LABELS = ("Eilt", "Kunde")


@dataclass(slots=True)
class Work:
    """All pieces of work by their word, and a count that makes every word new; `submit` stores what a tool delivers.

    `undone` are the sites where the accounts of shared persons are not confirmed for now; `settled` the elements of
    checklists, by site and native id, that stood there when everything last agreed. `read` says what the service last
    read of a site's item, None where it knows of no such item; `own` are the elements, by site and native id, and the
    attachments, by site and url, that people put there themselves.
    """

    sites: Mapping[str, Site]
    submit: Callable[[Submission], None]
    read: Callable[[str, Ref], Fields | None]
    pieces: dict[str, Piece] = field(default_factory=dict)
    count: int = 0
    undone: set[str] = field(default_factory=set)
    settled: set[tuple[str, str]] = field(default_factory=set)
    own: set[tuple[str, str]] = field(default_factory=set)

    def settle(self) -> None:
        """Everything agrees."""
        items = [(site, item) for site in self.sites.values() for item in site.world.items(BOARD)]
        self.settled = {(site.name, check.id) for site, item in items for check in item.values["checklist"]}

    def word(self, letter: str) -> str:
        """A word nobody has used yet."""
        self.count += 1
        return f"{letter}{self.count}"


def create(work: Work, site: Site, choice: int) -> None:
    """A person makes a new item with a bit of everything its tool can hold."""
    token, by = work.word("t"), person(site, choice)
    text = Document((Paragraph((Text("Bitte "), Strong((Text("bald"),)))), paragraph(f"Anlass {token}")))
    lane = list(site.lanes())[choice % len(site.lanes())]
    values = Values(title=f"{token} Halle", description=text, lane=lane)
    if "labels" in site.world.manifest.holds:
        values["labels"] = frozenset(LABELS[: choice % 3])
    item = site.world.create(BOARD, by, **values)
    work.pieces[token] = Piece(seen(site, item, token), site.name)


def seen(site: Site, item: NativeItem, token: str) -> View:
    """An item's values by the names that expectations use."""
    shown = site.shown(item)
    return View() | {
        "title": shown.title.removeprefix(token).strip(),
        "text": shown.text,
        "done": shown.done,
        "lane": shown.lane,
        "due": shown.due,
        "people": shown.people,
        "archived": shown.archived,
        **{f"label {label}": label in shown.labels for label in LABELS},
        **site.parts(item),
    }


def rename(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """A new title; sometimes longer than one of the tools can show."""
    new = f"{work.word('neu')} " + "sehr langer Name " * (3 if choice % 3 == 0 and not site.is_short else 0)
    site.world.edit(item.ref, person(site, choice), title=f"{token} {new.strip()}")
    work.pieces[token].edit(site.name, "title", new.strip())


def write_more(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """One more paragraph at the end of the description."""
    block = paragraph(f"Nachtrag {work.word('n')}")
    site.world.edit(item.ref, person(site, choice), description=appended(item.values["description"], block))
    piece = work.pieces[token]
    piece.edit(site.name, "text", appended(piece.now(site.name, "text"), block))


def tick(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Done, or open again."""
    done = not item.values["done"]
    site.world.edit(item.ref, person(site, choice), done=done)
    work.pieces[token].edit(site.name, "done", done)


def move(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Into another lane; an archived item of a tool that archives by lane comes back that way."""
    lanes = site.lanes()
    lane = list(lanes)[choice % len(lanes)]
    if item.values["lane"] == lane:
        return
    if item.values["lane"] not in lanes:
        work.pieces[token].edit(site.name, "archived", value=False)
    site.world.edit(item.ref, person(site, choice), lane=lane)
    work.pieces[token].edit(site.name, "lane", lanes[lane])


def set_due(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """A day, an instant, or no date any more; a tool of days gives days only."""
    day = date(2026, 11, 10) + timedelta(days=choice)
    due: Due | None = None if choice % 4 == 0 else day
    if choice % 4 == 1 and site.world.manifest.due is not DueForm.DAY:
        due = datetime.combine(day, time(14, 30), ZONE).astimezone(UTC)
    elif due and site.world.manifest.due is DueForm.NOON:
        due = datetime.combine(day, time(12), ZONE).astimezone(UTC)
    site.world.edit(item.ref, person(site, choice), due=due)
    piece = work.pieces[token]
    before = piece.now(site.name, "due")
    if site.world.manifest.due is DueForm.DAY and isinstance(before, datetime) and due is not None:
        due = datetime.combine(day, before.astimezone(ZONE).time(), ZONE).astimezone(UTC)
    cleared = before is None and due is not None and isinstance(piece.agreed.get("due"), datetime)
    piece.edit(site.name, "due", day if due and choice % 4 != 1 and site.manifest.due is DueForm.NOON else due)
    if site.world.manifest.due is DueForm.DAY and cleared:  # perhaps nobody read that it had gone, with its time of day
        piece.doubt("due")


def set_start(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """The day it begins, where the tool has such, or none any more."""
    if "start" not in site.world.manifest.holds or item.values["due"] is None:
        return
    start = None if choice % 4 == 0 else date(2026, 11, 1) + timedelta(days=choice % 9)
    noon = start and site.manifest.due is DueForm.NOON
    native = datetime.combine(start, time(12), ZONE).astimezone(UTC) if start and noon else start
    site.world.edit(item.ref, person(site, choice), start=native)
    work.pieces[token].edit(site.name, "start", start)


def label(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """One label more, or one less."""
    if "labels" not in site.world.manifest.holds:
        return
    name = LABELS[choice % 2]
    site.world.edit(item.ref, person(site, choice), labels=item.values["labels"] ^ {name})
    work.pieces[token].edit(site.name, f"label {name}", name not in item.values["labels"])


def archive(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Out of sight, or back; in a tool without an archive by a lane kept for it."""
    by, manifest = person(site, choice), site.world.manifest
    if manifest.archives:
        archived = not item.values["archived"]
        site.world.edit(item.ref, by, archived=archived)
        work.pieces[token].edit(site.name, "archived", archived)
    elif item.values["lane"] in site.lanes():
        site.world.edit(item.ref, by, lane=_archive_lane(site, by))
        work.pieces[token].edit(site.name, "archived", value=True)
        if site.name in work.pieces[token].edits.get("lane", {}):
            work.pieces[token].doubt("lane")


def delete(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Gone for good at this place."""
    piece = work.pieces[token]
    site.world.delete(item.ref, person(site, choice))
    piece.delete(site.name)
    if not site.manifest.absence_is_deletion:  # such a tool tells it, and only once
        key, at = work.word("key"), site.clock.now()
        told = Submission(key, PlaceId(site.name), item.ref, Fields(), Fields(), (), Account(""), at, gone=True)
        work.submit(told)
    if item.author == OWN and not piece.spread:
        piece.doubt("archived")  # perhaps nobody knows yet that it stood here


def move_out(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """To another board, which is no place of the space: neither deleted nor archived. Not every tool has that."""
    if not site.manifest.items_leave:
        return
    site.world.move_out(item.ref, person(site, choice), ELSEWHERE)
    work.pieces[token].leave(site.name)


def move_back(work: Work, site: Site, token: str, choice: int) -> None:
    """From the other board back to the space's."""
    away = site.items(ELSEWHERE).get(token, [])
    if len(away) == 1 and token not in site.items():
        site.world.move_out(away[0].ref, person(site, choice), BOARD)
        first = next(iter(site.lanes()))
        site.world.edit(away[0].ref, person(site, choice), lane=first, archived=False)
        work.pieces[token].come_back(site.name, seen(site, site.world.item(away[0].ref), token))
        work.pieces[token].edit(site.name, "lane", site.lanes()[first])


def copy(work: Work, site: Site, _token: str, item: NativeItem, choice: int) -> None:
    """A person copies the item, our marker with it, and gives the copy a title of its own."""
    if site.shown(item).archived:
        return
    new, by = work.word("t"), person(site, choice)
    made = site.world.copy(item.ref, by)
    made = site.world.edit(made.ref, by, title=f"{new} Halle", shown=())
    work.pieces[new] = Piece(seen(site, made, new), site.name)
    work.own |= {(site.name, check.id) for check in made.values["checklist"]}
    work.own |= {(site.name, part_of(made, each)) for each in made.values["attachments"]}


def submit(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> Submission:
    """A form filled in: a new title and one more paragraph, made against what the item shows now.

    What is submitted is stored before it is acknowledged, so it counts as coming from a place of its own.
    """
    piece, place = work.pieces[token], work.word(f"{site.name}'s form ")
    title, block = f"{work.word('form')}", paragraph(f"Formular {work.word('f')}")
    base = Fields(title=item.values["title"], description=item.values["description"])
    wanted = replace(base, title=f"{token} {title}", description=appended(base.description, block))
    changed = ("title", "description") if choice % 2 else ("title",)
    piece.edit(place, "title", title)
    if "description" in changed:
        piece.edit(place, "text", appended(piece.now(place, "text"), block))
    by, at = person(site, choice), site.clock.now()
    return Submission(work.word("key"), PlaceId(site.name), item.ref, base, wanted, changed, by, at)


Act = Callable[[Work, Site, str, NativeItem, int], None]
ACTS: tuple[Act, ...] = (
    rename, rename, write_more, write_more, tick, move, set_due, set_due, label, label, take, lead,
    say, discuss, reword, unsay, unsay, archive, delete, move_out, copy,
    add_check, add_check, tick_check, rename_check, remove_check, attach, press_on, charge, set_start,
)  # fmt: skip


def _archive_lane(site: Site, by: Account) -> Ref:
    lanes = site.world.board(BOARD).lanes
    name = site.world.manifest.archive_lane
    known = next((ref for ref, lane in lanes.items() if lane == name), None)
    return known or site.world.add_lane(BOARD, name, by, list(lanes)[-1])
