"""Two named persons are told of troubles: once, again when it matters, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bridge.adapters import words
from bridge.adapters.store.alerts import SqlAlerts
from bridge.adapters.store.database import Database
from bridge.core.errors import Failure, Retry, Unusable
from bridge.core.model.alert import Alert, AlertKind, Told
from bridge.core.model.network import Network
from bridge.ports.mailer import Mail
from bridge.service.alert import MOST_OFTEN, PATIENCE, REMINDER, Notes, alert
from bridge.service.telling import telling
from tests.unit.connectors.virtual_clock import START

ANNA, BERT = "anna.weber@example.org", "bert.schulz@example.org"
NETWORK = Network("n", "Bauverbund", (), (), alerts=(ANNA, BERT), zone=ZoneInfo("Europe/Berlin"))
GERMAN = words.spoken("de")
REVOKED = Alert(AlertKind.CREDENTIAL, "haus-7-trello", "Trello refuses the token.", "Trello refuses the token.")
MINUTE = timedelta(minutes=1)


@dataclass
class Post:
    """Takes mails, or fails as told."""

    fails: Failure | None = None
    refuses: Sequence[str] = ()
    mails: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> Sequence[str]:
        if self.fails:
            raise self.fails
        self.mails.append(mail)
        return self.refuses


@dataclass
class Full:
    """A store on a full disk: it can be read, and takes nothing."""

    known: Sequence[Told] = ()
    is_full: bool = True
    kept: list[Told] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def standing(self) -> Sequence[Told]:
        return self.known

    def keep(self, told: Told) -> None:
        self._write()
        self.kept.append(told)

    def forget(self, key: str) -> None:
        self._write()
        self.forgotten.append(key)

    def mailing(self, trouble: str) -> None:
        assert "password" not in trouble
        self._write()

    def mail_trouble(self) -> str:
        return ""

    def _write(self) -> None:
        if self.is_full:
            raise Unusable("The database cannot be used: database or disk is full.")


@dataclass
class Office:
    """A store on the disk, and whoever sends from it."""

    url: str
    post: Post = field(default_factory=Post)
    now: datetime = START

    def tell(self, *found: Alert) -> list[Mail]:
        """What a process that has just started sends."""
        with closing(Database(self.url)) as database:
            alert(found, Notes(SqlAlerts(database)), self.post, NETWORK, self.now, GERMAN)
        sent, self.post.mails = self.post.mails, []
        return sent

    def later(self, by: timedelta) -> None:
        self.now += by

    def untold(self) -> str:
        """What `status` says."""
        with closing(Database(self.url)) as database:
            return telling(NETWORK, SqlAlerts(database), GERMAN, mails=True).untold


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(f"sqlite:///{tmp_path}/cobridge.db")


def test_a_trouble_is_told_once_to_both_at_the_same_time(office: Office) -> None:
    """What, where, since when and what to do; a restart tells nobody twice."""
    (mail,) = office.tell(REVOKED)
    assert mail.to == (ANNA, BERT)
    assert mail.subject == "[Cobridge Bauverbund] haus-7-trello verweigert den Zugang oder wird es bald"
    for part in ("Was: haus-7-trello", "Trello refuses the token.", "Seit: 23.11.2026, 09:00", "cobridge connect"):
        assert part in mail.text
    office.later(REMINDER - MINUTE)
    assert not office.tell(REVOKED)


def test_a_trouble_that_lasts_is_told_again_after_a_day(office: Office) -> None:
    """Once a day, so that it is not forgotten; since when stays as it was."""
    office.tell(REVOKED)
    office.later(REMINDER)
    (mail,) = office.tell(REVOKED)
    assert "Seit: 23.11.2026, 09:00" in mail.text
    office.later(MINUTE)
    assert not office.tell(REVOKED)


def test_a_trouble_that_changes_is_told_again_but_not_all_the_time(office: Office) -> None:
    """Another reason is news; one that turns to and fro is told of once an hour at most."""
    other = Alert(REVOKED.kind, REVOKED.subject, "The board is gone.", "The board is gone.")
    office.tell(REVOKED)
    office.later(MINUTE)
    assert not office.tell(other)
    office.later(MOST_OFTEN)
    (mail,) = office.tell(other)
    assert "The board is gone." in mail.text
    office.later(MINUTE)
    assert not office.tell(REVOKED)


def test_another_wording_is_no_change(office: Office) -> None:
    """A tool that is down says so in many ways."""
    office.tell(Alert(AlertKind.STALE, "haus-7-trello", "Trello answered 502."))
    office.later(MOST_OFTEN)
    assert not office.tell(Alert(AlertKind.STALE, "haus-7-trello", "Trello could not be reached."))


def test_it_is_told_when_it_is_over(office: Office) -> None:
    """Once; nobody goes and looks for what has passed. The same trouble later is a new one."""
    office.tell(REVOKED)
    (mail,) = office.tell()
    assert mail.subject.startswith("[Cobridge Bauverbund] Vorbei: ")
    assert not office.tell()
    assert len(office.tell(REVOKED)) == 1


def test_what_passes_by_itself_is_not_told_at_all(office: Office) -> None:
    """A delivery that fails for some minutes is made up for; nobody hears of its end either."""
    lost = Alert(AlertKind.DELIVERY, "weber-slack", "The line is being opened.")
    assert not office.tell(lost)
    office.later(PATIENCE[AlertKind.DELIVERY] - MINUTE)
    assert not office.tell(lost)
    assert not office.tell()
    assert not office.tell(lost)
    office.later(PATIENCE[AlertKind.DELIVERY])
    assert len(office.tell(lost)) == 1


def test_a_broken_mail_server_loses_no_alert(office: Office) -> None:
    """It is due until it went out, also after a restart; `status` says meanwhile that nobody is told."""
    office.post.fails = Retry("The mail server mail.example could not be reached.")
    assert not office.tell(REVOKED)
    assert "mail.example could not be reached" in office.untold()
    office.later(MINUTE)
    office.post.fails = None
    (mail,) = office.tell(REVOKED)
    assert "Seit: 23.11.2026, 09:00" in mail.text
    assert not office.untold()
    office.post.fails = Retry("The mail server mail.example could not be reached.")
    assert not office.tell()
    office.post.fails = None
    assert len(office.tell()) == 1, "that it is over was not told yet"


def test_a_mail_server_that_is_broken_is_asked_once_for_all_troubles(office: Office) -> None:
    """Ten troubles wait for one server; it is not tried ten times in a row."""
    office.post.fails = Retry("Später.")
    tried: list[Mail] = []

    def count(mail: Mail) -> Sequence[str]:
        tried.append(mail)
        raise Retry("Später.")

    office.post.send = count  # type: ignore[method-assign]
    office.tell(REVOKED, Alert(AlertKind.STALE, "a"), Alert(AlertKind.STALE, "b"))
    assert len(tried) == 1


def test_an_address_that_is_refused_is_said_in_status(office: Office) -> None:
    """The other person knows, and is not told every minute; who mends the file reads it in `status`."""
    office.post.refuses = [BERT]
    assert len(office.tell(REVOKED)) == 1
    assert BERT in office.untold()
    assert not office.tell(REVOKED)


def test_a_clock_that_was_set_back_silences_nobody(office: Office) -> None:
    """What was told in the future is told again, once; hours of silence would be worse than a mail too many."""
    office.tell(REVOKED)
    office.later(-timedelta(hours=5))
    assert len(office.tell(REVOKED)) == 1
    assert not office.tell(REVOKED)


def test_a_full_disk_is_told_once_and_nothing_is_forgotten() -> None:
    """The store takes nothing: the process remembers what it told, tells why, and writes it down when it can again."""
    post, store = Post(), Full()
    notes = Notes(store)
    for minute in range(5):
        alert([REVOKED], notes, post, NETWORK, START + minute * MINUTE, GERMAN)
    assert [mail.subject.split("] ")[1] for mail in post.mails] == [
        "haus-7-trello verweigert den Zugang oder wird es bald",
        "Der Datenträger nimmt nichts mehr auf oder ist fast voll",
    ]
    store.is_full = False
    alert([REVOKED], notes, post, NETWORK, START + 5 * MINUTE, GERMAN)
    alert([REVOKED], notes, post, NETWORK, START + 6 * MINUTE, GERMAN)
    assert {told.alert.key: told.told_at for told in store.kept}[REVOKED.key] == START
    assert post.mails[-1].subject.startswith("[Cobridge Bauverbund] Vorbei: Der Datenträger")
    assert len(post.mails) == 3


def test_mails_speak_the_networks_language() -> None:
    """A network that speaks English is told in English."""
    post, english = Post(), words.spoken("en")
    alert([REVOKED], Notes(Full(is_full=False)), post, NETWORK, START, english)
    assert post.mails[0].subject == "[Cobridge Bauverbund] haus-7-trello refuses access, or will soon"
    assert "What to do: " in post.mails[0].text


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_says_what_to_do(kind: AlertKind) -> None:
    """In both languages, with everything put in."""
    for language in ("de", "en"):
        post = Post()
        notes = Notes(Full(known=[Told(Alert(kind, "x"), START - timedelta(days=2))], is_full=False))
        alert([Alert(kind, "x", number=3)], notes, post, NETWORK, START, words.spoken(language))
        (mail,) = post.mails
        assert "{" not in mail.subject + mail.text


def test_without_a_server_or_addresses_it_is_said_that_nobody_is_told() -> None:
    """Nothing is silent, not even that."""
    nobody = Network("n", "N", (), ())
    assert "alerts" in telling(nobody, Full(), GERMAN, mails=False).untold
    assert "COBRIDGE_SMTP_URL" in telling(NETWORK, Full(), GERMAN, mails=False).untold
