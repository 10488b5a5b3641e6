"""A delivery whose mail server, places and memory are plain lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

from bridge.core.errors import Failure
from bridge.core.model.caller import Caller
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId, PlaceId, Ref, SpaceId
from bridge.core.model.network import Network, Partner, Place, Report, Space
from bridge.core.model.note import Form, Note
from bridge.core.model.person import Person
from bridge.core.model.sending import Sending
from bridge.core.reports.weekly import Weekly
from bridge.core.reports.worklist import Kind, Line, Sheet, Worklist
from bridge.core.rules.barred import NOBODY_BARRED, Barred
from bridge.core.rules.consent import Force
from bridge.core.sync.terms import Terms
from bridge.ports.mailer import Mail
from bridge.ports.posting import Posting
from bridge.ports.weekly import Letter
from bridge.service.week.mails import mail_all
from bridge.service.week.outgoing import Delivery, Outgoing
from bridge.service.week.places import expire, post_all

WEEK, NEXT = "2026-W47", "2026-W48"
WEBER, BIRKE = PartnerId("weber"), PartnerId("birke")
ANNA, BERT, CORA = PersonId("anna"), PersonId("bert"), PersonId("cora")
BOARD, TALK = PlaceId("board"), PlaceId("talk")
OFFICE = "buero@netz.example"


@dataclass
class Remembered:
    """`bridge.ports.sendings.Sendings` in a dictionary; `breaks` is after how many more writes the process ends."""

    rows: dict[tuple[str, str, str], Sending] = field(default_factory=dict)
    breaks: int = -1

    def keep(self, network: str, sending: Sending) -> None:
        del network
        if self.breaks == 0:
            raise KeyboardInterrupt
        self.breaks -= 1
        self.rows[sending.week, sending.way, sending.recipient] = sending

    def of(self, network: str, week: str) -> list[Sending]:
        del network
        return [each for each in self.rows.values() if each.week == week]

    def standing(self, network: str) -> list[Sending]:
        del network
        return [each for each in self.rows.values() if each.stands]

    def notes(self, place: PlaceId) -> frozenset[Ref]:
        raise NotImplementedError(place)

    def since(self, network: str, week: str) -> str:
        raise NotImplementedError(network, week)

    def forget(self, network: str, before: datetime) -> int:
        raise NotImplementedError(network, before)


@dataclass
class Wall:
    """`Posting` that keeps notes by ref; `fails` come in turn, with those `lost` after the note was put there."""

    form_: Form
    notes: dict[str, Note] = field(default_factory=dict)
    fails: list[Failure] = field(default_factory=list)
    lost: list[Failure] = field(default_factory=list)
    put_ever: int = 0

    def form(self, place: Place) -> Form:
        del place
        return self.form_

    def put(self, place: Place, note: Note) -> Ref:
        if self.fails:
            raise self.fails.pop(0)
        self.put_ever += 1
        ref = Ref(f"{place.id}-{self.put_ever}")
        self.notes[ref] = note
        if self.lost:
            raise self.lost.pop(0)
        return ref

    def find(self, place: Place, note: Note) -> Ref | None:
        del place
        return next((Ref(ref) for ref, each in self.notes.items() if each.sign == note.sign), None)

    def take_away(self, place: Place, ref: Ref) -> None:
        del place
        if self.fails:
            raise self.fails.pop(0)
        self.notes.pop(ref, None)


@dataclass
class Server:
    """`Mailer`; `fails` leads from addresses to what they are answered with, `down` answers everybody."""

    mails: list[Mail] = field(default_factory=list)
    fails: dict[str, Failure] = field(default_factory=dict)
    down: Failure | None = None

    def send(self, mail: Mail) -> list[str]:
        (address,) = mail.to
        if failure := self.down or self.fails.get(address):
            raise failure
        self.mails.append(mail)
        return []

    @property
    def reached(self) -> list[str]:
        return [each.to[0] for each in self.mails]


class Plain:
    """`Forms` that say what they were made from."""

    def __init__(self) -> None:
        self.letters = 0

    def text(self, weekly: Weekly) -> str:
        raise NotImplementedError(weekly)

    def letter(self, weekly: Weekly) -> Letter:
        self.letters += 1
        lines = [line.title for sheet in (weekly.worklist.spaces if weekly.worklist else ()) for line in sheet.lines]
        said = f"{weekly.week} {', '.join(weekly.open_spaces or ())} {', '.join(lines)}"
        return Letter(f"Wochenbericht {weekly.week}", said, f"<p>{said}</p>", b"%PDF")

    def note(self, weekly: Weekly, space: SpaceId, form: Form) -> tuple[str, str]:
        return f"Wochenbericht {weekly.week} {space}", f"{form}"

    def data(self, weekly: Weekly) -> str:
        raise NotImplementedError(weekly)

    def files(self, weekly: Weekly) -> Mapping[str, bytes]:
        raise NotImplementedError(weekly)

    def missing(self) -> str:
        raise NotImplementedError


@dataclass
class Watch:
    """A clock that a test moves."""

    at: datetime = datetime(2026, 11, 23, 5, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        raise NotImplementedError(seconds)


def _person(name: PersonId, partner: PartnerId) -> Person:
    return Person(name, name.title(), partner, email=f"{name}@{partner}.example")


@dataclass
class Desk:
    """Weber with Anna and Bert, Birke with Cora; a board, and a place with a channel."""

    server: Server = field(default_factory=Server)
    board: Wall = field(default_factory=lambda: Wall(Form.ITEM))
    talk: Wall = field(default_factory=lambda: Wall(Form.MESSAGE))
    memory: Remembered = field(default_factory=Remembered)
    forms: Plain = field(default_factory=Plain)
    watch: Watch = field(default_factory=Watch)
    report: Report = field(default_factory=lambda: Report((OFFICE,), members=True))
    ready: frozenset[PartnerId] = frozenset({WEBER, BIRKE})
    points: dict[str, str] = field(default_factory=dict)
    barred: Barred = NOBODY_BARRED
    closed: frozenset[PlaceId] = frozenset()
    read_by: list[Caller] = field(default_factory=list)

    def outgoing(self, *, mailer: bool = True) -> Outgoing:
        """As the service is given it."""
        return Outgoing(
            self._network(), [self._terms()], Force(self.points, dict.fromkeys(self.ready, 1)), self.memory,
            self.server if mailer else None, self._postings, self._gather, self.forms,
            lambda address: f"#{address.casefold()}", self.watch,
        )  # fmt: skip

    def turn(self, week: str = WEEK, *, mailer: bool = True) -> Delivery:
        """One turn of a delivery."""
        delivery, outgoing = Delivery(week), self.outgoing(mailer=mailer)
        mail_all(outgoing, delivery)
        post_all(outgoing, delivery)
        expire(outgoing)
        return delivery

    def later(self, **passed: int) -> None:
        self.watch.at += timedelta(**passed)

    def notes(self) -> list[str]:
        """Titles of what stands in places."""
        return [each.title for wall in (self.board, self.talk) for each in wall.notes.values()]

    def _space(self) -> Space:
        places = tuple(Place(each, ConnectionId(each), "memory", each) for each in (BOARD, TALK))
        return Space(SpaceId("messe"), "Messe 2027", places)

    def _network(self) -> Network:
        people = {WEBER: (ANNA, BERT), BIRKE: (CORA,)}
        partners = [
            Partner(each, each.title(), roster=tuple(_person(one, each) for one in people[each])) for each in people
        ]
        return Network("bau", "Bau", tuple(partners), (self._space(),), report=self.report)

    def _terms(self) -> Terms:
        reserved = {BOARD: self.closed} if self.closed else {}
        return cast("Terms", replace(EMPTY, space=self._space(), barred=self.barred, reserved=reserved))

    @contextmanager
    def _postings(self) -> Iterator[Mapping[PlaceId, Posting]]:
        yield {BOARD: self.board, TALK: self.talk}

    def _gather(self, reader: Caller, week: str) -> Weekly:
        self.read_by.append(reader)
        sheet = Sheet(SpaceId("messe"), "Messe 2027", (), (Line(Kind.OVERDUE, "Standplan freigeben"),))
        sheets = (sheet, Sheet(SpaceId("logistik"), "Logistik", ()))
        worklist = Worklist("Bau", date(2026, 11, 23), sheets)
        return Weekly("Bau", week, date(2026, 11, 23), "3", 2, worklist, (), (), (), (), (), "", "")


@dataclass(frozen=True)
class _Empty:
    """As much of a space's terms as a delivery looks at."""

    space: Space | None = None
    barred: Barred = NOBODY_BARRED
    reserved: Mapping[PlaceId, frozenset[PlaceId]] = field(default_factory=dict)


EMPTY = _Empty()
