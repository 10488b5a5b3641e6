"""What the product does beside a day at a place: it signs in, has tools deliver, and knows people and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import requests

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.secrets import Secrets
from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, ConnectionId, PartnerId, PlaceId, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.note import Note, sign_of
from bridge.core.model.operation import CreateComment
from bridge.entry.web.hooks import routes
from bridge.entry.web.server import listening as opened
from bridge.entry.web.server import serving
from bridge.ports.connector import Sought
from bridge.ports.receiver import Received, Receiver, Request, Subscriber
from bridge.ports.signin import Attempt
from connectors import registry
from connectors.asana.client import Client as AsanaClient
from connectors.asana.sending import Access as AsanaAccess
from connectors.asana.signin import tokens_of
from connectors.slack.desk.line import Line
from connectors.slack.desk.receiver import Ear
from connectors.trello import client as trello
from connectors.trello.transport import Access
from tests.contracts.bench import Bench, WatchedBudget
from tests.contracts.slack_lists_world import ListWorld
from tests.contracts.slack_place import KeptPlace
from tests.contracts.trello_world import RealClock
from tests.judge.scenario import PLACES, Heard, listening, lived

HOST, OURS, BERLIN = "127.0.0.1", ConnectionId("weber"), ZoneInfo("Europe/Berlin")
BACK = f"http://{HOST}:8085/"


@cache
def everything() -> tuple[Heard, ...]:
    """All that a day at each place and these acts bring about at the vendors; lived once in a session."""
    with listening() as heard:
        for name, place in PLACES.items():
            with place() as bench:
                lived(bench)
                _given_and_taken(bench)
                for act in BESIDE.get(name, ()):
                    act(_Account.of(bench))
    return tuple(heard)


@dataclass(frozen=True, slots=True)
class _Account:
    """The service's at one tool, as a process finds it that just began."""

    bench: Bench
    people: Any
    seed: Mapping[str, Any]

    @classmethod
    def of(cls, bench: Bench) -> _Account:
        people = bench.world.people  # type: ignore[attr-defined]  # of every sandbox's world
        return cls(bench, people, people.control("GET", "/seed"))

    @property
    def tool(self) -> str:
        return self.bench.connector.manifest.tool

    @property
    def vendor(self) -> str:
        return self.bench.connector.manifest.vendor

    @property
    def origin(self) -> str:
        return str(self.people.sandbox.urls[self.vendor])

    @property
    def secrets(self) -> dict[str, str]:
        (part,) = self.seed["service"][self.vendor]
        return {name: value for name, value in part.items() if isinstance(value, str) and value}

    @property
    def elsewhere(self) -> Place:
        """Another place of the same connection, where the tool has one."""
        match self.tool:
            case "trello":
                container = self.seed["trello"]["boards"][0]["id"]
            case "asana":
                container = self.seed["asana"]["projects"][0]["gid"]
            case _:
                return self.bench.place
        return Place(PlaceId("elsewhere"), OURS, self.tool, container)

    def connection(self, url: str = "") -> Connection:
        settings = {"address": url, "sign_in": "oauth", "login": self.origin}
        if self.tool == "teams":
            team = self.seed["graph"]["teams"][0]
            settings["channel"] = f"{team['id']}/{team['channels'][0]['id']}"
        if isinstance(self.bench.world, ListWorld):
            settings["channel"] = self.bench.world.channel
        return Connection(OURS, PartnerId("weber"), self.tool, settings=settings)


def _given_and_taken(bench: Bench) -> None:
    """People and labels come to a task and leave it; somebody speaks first below a task of ours."""
    holds, world = bench.connector.manifest.holds, bench.world
    marked = {"labels": frozenset({"eilig"})} if "labels" in holds else {}
    ours = bench.create("Tor streichen", task="task-2", helpers=(world.person,), **marked).ref
    bench.update(ours, helpers=(world.person, world.other), **({"labels": frozenset({"offen"})} if marked else {}))
    bench.update(ours, helpers=())
    said = CreateComment(bench.place.id, TaskId("task-2"), CommentId("comment-2"), ours, plain_document("Grün?"))
    bench.connector.apply(bench.place, said)


class _Welcoming:
    """Takes every handshake."""

    def __init__(self, account: _Account, secrets: Secrets, url: str) -> None:
        make = registry.receiver(account.tool)
        assert make is not None
        self._ear = make(
            account.connection(url),
            [account.bench.place, account.elsewhere],
            secrets,
            "",
            WatchedBudget(),
            RealClock(),
            BERLIN,
        )

    def receive(self, request: Request) -> Received:
        return self._ear.receive(request)


@contextmanager
def _address(account: _Account, secrets: Secrets) -> Iterator[str]:
    """Where the tool reaches us."""
    with opened(HOST, 0) as door:
        url = f"http://{HOST}:{door.getsockname()[1]}/hooks/{OURS}"

        def take(request: Request, receiver: Receiver) -> Received:
            return receiver.receive(request)

        receivers = {OURS: _Welcoming(account, secrets, url)}
        with serving([routes(receivers, take, lambda _: None)], door, lambda: None):
            yield url


def _deliver(account: _Account) -> None:
    """Deliveries are asked for, kept up, and ended where they are for another place or with an earlier secret."""
    kept = Secrets(OURS, {**account.secrets, "client_secret": ""}, MemoryVault(), str)
    kept["client_secret"] = "earlier"
    with _address(account, kept) as url, ExitStack() as stack:
        earlier = _subscriber(account, kept, url, stack)
        kept["client_secret"] = account.secrets.get("client_secret", "-")
        earlier.subscribe([account.bench.place], url)
        _switch_off(account)
        earlier.subscribe([account.bench.place], url)
        _subscriber(account, kept, url, stack).subscribe([account.elsewhere], url)


def _subscriber(account: _Account, secrets: Secrets, url: str, stack: ExitStack) -> Subscriber:
    make = registry.subscriber(account.tool)
    assert make is not None
    made = make(account.connection(url), secrets, account.origin, WatchedBudget(), RealClock(), BERLIN)
    if close := getattr(made, "close", None):
        stack.callback(close)
    return made


def _switch_off(account: _Account) -> None:
    """Trello stops delivering where nobody answered for long."""
    if account.tool == "trello":
        (there,) = account.people.control("GET", "/state/trello")["webhooks"]
        sent = {"key": account.secrets["key"], "token": account.secrets["token"], "active": "false"}
        requests.put(f"{account.origin}/1/webhooks/{there['id']}", params=sent, timeout=10).raise_for_status()


def _sign_in(account: _Account) -> None:
    """A person agrees at the vendor's page."""
    make = registry.sign_in(account.tool)
    assert make is not None
    connection, attempt = account.connection(), Attempt(BACK, "state-1", "verifier-" + "1" * 40)
    sign_in = make(connection, account.origin, WatchedBudget(), RealClock())
    page = sign_in.page(account.secrets, attempt)
    agreed = requests.get(page, timeout=10, allow_redirects=False).headers["Location"]
    (code,) = parse_qs(urlsplit(agreed).query)["code"]
    given = dict(account.secrets) | dict(sign_in.redeem(account.secrets, attempt, code))
    assert sign_in.account(given)


def _read_comment(account: _Account) -> None:
    """A comment of which the feed does not say at which task it stands."""
    tokens = tokens_of(account.connection(), account.secrets, account.origin, RealClock())
    client = AsanaClient(AsanaAccess(account.origin, tokens, WatchedBudget(), RealClock()))
    task = account.bench.world.create("Leiter holen", account.bench.lanes[0])
    assert client.story(account.bench.world.comment(task, "Steht im Keller"))["target"]["gid"] == task


def _read_on(account: _Account) -> None:
    """A card with more comments than one page holds."""
    world, access = account.bench.world, account.secrets
    card = world.create("Kran mieten", account.bench.lanes[0])
    said = [world.comment(card, text) for text in ("Wann?", "Montag", "Gut")]
    client = trello.Client(Access(account.origin, access["key"], access["token"], WatchedBudget(), RealClock()))
    with patch.object(trello, "PAGE", 2):
        assert {each["id"] for each in client.card(card)["actions"]} == set(said)


def _open_line(account: _Account) -> None:
    """A line is opened, and somebody looks at the home tab."""
    kept = account.bench.connector
    assert isinstance(kept, KeptPlace)
    assert isinstance(kept.ear, Ear)
    account.people.act("anna", "home")
    line = Line(kept.ear, account.secrets, account.origin, lambda _: None)
    line.open()
    line.close()


def _meet(account: _Account) -> None:
    """A process that just began meets somebody in the news whose name it does not know."""
    bench = account.bench
    kept = bench.connector
    assert isinstance(kept, KeptPlace)
    card = bench.create("Zaun stellen", task="task-3").ref
    cursor = kept.inner.pull(bench.place, None, Sought()).cursor
    bench.world.comment(card, "Ab wann?")
    tool, connection, origin = account.tool, account.connection(), account.origin
    new = registry.connector(
        tool, connection, account.secrets, origin, budget=WatchedBudget(), clock=RealClock(), zone=BERLIN
    )
    new.pull(bench.place, cursor, Sought())


def _look_up(account: _Account) -> None:
    """The tool is asked who has an account there."""
    make = registry.directory(account.tool)
    directory = make(account.connection(), account.secrets, account.origin, WatchedBudget(), RealClock(), BERLIN)
    assert directory.accounts(account.bench.place)
    if close := getattr(directory, "close", None):
        close()


def _erase(account: _Account) -> None:
    """An item of ours goes with its history; its vendor is asked whose account was deleted, where it wants to be."""
    given = account.connection(), account.secrets, account.origin, WatchedBudget(), RealClock(), BERLIN
    eraser, compliance = registry.eraser(account.tool), registry.compliance(account.tool)
    assert eraser is not None
    ours = account.bench.create("Zaun abbauen", task="task-erased").ref
    eraser(*given).erase(account.bench.place, ours)
    eraser(*given).erase(account.bench.place, ours)
    assert ours not in account.bench.world.holds()
    assert compliance is None or list(compliance(*given).told()) == []


def _sweep(account: _Account) -> None:
    """A label that no item has any more and messages that name somebody are gone through, once for good."""
    bench, name = account.bench, "Anna Apfel"
    ref = bench.create(f"Bei {name}", task="task-swept", labels=frozenset({f"Für {name}"})).ref
    said = CreateComment(bench.place.id, TaskId("task-swept"), CommentId("swept"), ref, plain_document("Wann?"))
    bench.connector.apply(bench.place, said)
    bench.update(ref, labels=frozenset())
    make = registry.sweeper(account.tool)
    assert make is not None
    for found in (True, False):
        given = account.connection(), account.secrets, account.origin, WatchedBudget(), RealClock(), BERLIN
        swept = make(*given).sweep(bench.place, lambda text: text.replace(name, "X"))
        assert (swept > 0) is found


def _post(account: _Account) -> None:
    """The weekly report is put there, looked for and taken away: as an item, and where people talk."""
    posting = registry.posting(account.tool)(
        account.connection(), account.secrets, account.origin, WatchedBudget(), RealClock(), BERLIN
    )
    talking = account.connection().settings.get("channel", "")
    for place in (account.bench.place, *((replace(account.bench.place, conversation=talking),) if talking else ())):
        note = Note(sign_of("2026-W47", place.id), "Wochenbericht KW 47", "Wochenbericht KW 47\n\nFrei: Kran mieten")
        ref = posting.put(place, note)
        assert posting.find(place, note) == ref
        posting.take_away(place, ref)
        posting.take_away(place, ref)
    if close := getattr(posting, "close", None):
        close()


BESIDE: Mapping[str, tuple[Callable[[_Account], None], ...]] = {
    "trello": (_deliver, _read_on, _look_up, _erase, _sweep, _post),
    "asana": (_deliver, _sign_in, _read_comment, _look_up, _erase, _sweep, _post),
    "slack-cards": (_open_line, _meet, _sign_in, _look_up, _sweep, _post),
    "slack-list": (_sweep,),
    "teams": (_deliver, _sign_in, _look_up, _sweep, _post),
}
