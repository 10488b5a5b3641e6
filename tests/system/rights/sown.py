"""Ottilie writes her name into every field of every tool, and what then is where: canaries, before and after."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import requests

from bridge.bootstrap import Installation, installation
from bridge.core.model.ids import PlaceId, Ref
from bridge.entry.web.hooks import routes
from bridge.entry.web.server import listening, serving
from bridge.ports.receiver import Received, Receiver, Request
from bridge.service.ingest import ingest, note_missed
from bridge.service.subscribe import subscribe
from tests.contracts import asana_parts, trello_parts
from tests.contracts.asana_parts import AsanaParts
from tests.contracts.asana_world import AsanaWorld
from tests.contracts.teams_parts import TeamsParts
from tests.contracts.teams_world import TeamsWorld
from tests.contracts.trello_parts import TrelloParts
from tests.contracts.trello_world import TrelloWorld
from tests.system.pains.ground import TOOLS, VENDORS, Ground, Json, ground

NAME, EMAIL = "Ottilie Kanarienvogel", "ottilie.kanari@musterbau-weber.example"
SIGNS = ("kanari", "zwitschern")
"""What any of hers holds, in small letters."""
NETWORK = (Path(__file__).parent / "canaries.toml").read_text("utf-8")
GUEST = "gast"
PLACES: Mapping[str, str] = {"weber": "trello asana", "nordlicht": "slack teams"}
SOWN: Mapping[str, frozenset[str]] = {
    "trello": frozenset({"title", "description", "helpers", "labels", "checklist", "group", "attachments", "url",
                         "custom", "lane"}),
    "asana": frozenset({"title", "description", "lead", "labels", "checklist", "attachments", "url", "custom", "lane"}),
    "teams": frozenset({"title", "description", "helpers", "labels", "checklist", "attachments", "url", "lane"}),
    "slack": frozenset({"title", "description", "lead", "labels", "checklist", "attachments", "url", "lane"}),
}  # fmt: skip
"""By tool what she writes her name into, or is named by."""


def canary(name: str, tool: str) -> str:
    """What she writes into a field: what is the company's, and who she is."""
    return f"{name}-{tool} {NAME}"


def said(tool: str) -> str:
    """What she says there."""
    return f"Zwitschern-in-{tool}"


def url(tool: str) -> str:
    """Where something of hers lies."""
    return f"https://ablage.example/{tool}/{EMAIL}/plan"


@dataclass
class Sown:
    """`here` are the tools and the commands, `desk` is what receives deliveries at `address`; `heard` is what came.

    `receiving` ends that nothing is delivered any more and nobody but commands has the data directory.
    """

    here: Ground
    desk: Installation
    address: str
    receiving: ExitStack
    heard: list[Request] = field(default_factory=list)

    def state(self, tool: str) -> Any:
        """All that the tool holds."""
        return self.here.control("GET", f"/state/{VENDORS[tool]}")

    def files(self) -> dict[str, str]:
        """Every file of the data directory, and what else commands have written."""
        found = [path for path in self.here.folder.rglob("*") if path.is_file() and path.name != "backup.sealed"]
        return {str(path.relative_to(self.here.folder)): path.read_bytes().decode("latin-1") for path in found}

    def in_files(self) -> list[str]:
        """The files in which anything of hers is."""
        return [name for name, text in self.files().items() if is_hers(text)]

    def ref(self, tool: str) -> Ref:
        """The item that she made there."""
        (found,) = [each["ref"] for each in self.here.items(tool) if each["title"].startswith(f"title-{tool}")]
        return Ref(found)

    def erase(self) -> list[Json]:
        """By both of her ids, as the operator does; the receipts."""
        ids = ("ottilie", GUEST)
        return [self.here.json("report", "erasure", "--person", each, "--yes") for each in ids]

    def backfill(self) -> None:
        """The next sync reads every place whole."""
        for place in TOOLS:
            self.desk.visits.missed(PlaceId(place))

    def replay(self) -> int:
        """Everything that was delivered is delivered once more, byte for byte; how much that was."""
        before = list(self.heard)
        for each in before:
            sent = {name: value for name, value in each.headers.items() if name not in ("host", "content-length")}
            target = f"{self.address}{each.path}"
            requests.post(target, data=each.body, params=dict(each.query), headers=sent, timeout=10)
        return len(before)


def is_hers(text: str) -> bool:
    """Whether it holds anything of hers."""
    small = text.casefold()
    return any(sign in small for sign in SIGNS)


def hits(value: Any, around: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text that is hers, with the keys and the ids of what it stands in."""
    if isinstance(value, Mapping):
        ids = tuple(str(value[name]) for name in ("id", "gid", "ts") if isinstance(value.get(name), str))
        for key, inner in value.items():
            yield from hits(inner, (*around, *ids, str(key)))
            if is_hers(str(key)):
                yield (*around, *ids), str(key)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from hits(inner, around)
    elif isinstance(value, str) and is_hers(value):
        yield around, value


@contextmanager
def sown(folder: Path) -> Iterator[Sown]:
    """Everything is mirrored everywhere, and she is in all of it."""
    folder.mkdir(exist_ok=True)
    with ExitStack() as open_now:
        here = open_now.enter_context(ground(folder, anna={"name": NAME, "email": EMAIL}, network=NETWORK))
        _make_fields(here)
        token = os.environ["COBRIDGE_CONNECTIONS__ASANA__TOKEN"]
        socket = open_now.enter_context(listening("127.0.0.1", 0))
        address = f"http://127.0.0.1:{socket.getsockname()[1]}"
        more = {"COBRIDGE_CONNECTIONS__LATER__TOKEN": token, "COBRIDGE_PUBLIC_URL": address}
        open_now.enter_context(patch.dict(os.environ, more))
        receiving = open_now.enter_context(ExitStack())
        desk = receiving.enter_context(installation(alone=False))
        found = Sown(here, desk, address, receiving)
        receiving.enter_context(
            serving([routes(desk.receivers(), _taking(found), lambda _: None)], socket, lambda: None)
        )
        here.people.act("carla", "register", url=f"{address}/hooks/slack")
        _enlist(here)
        here.sync()
        for wanted in desk.subscriptions().values():
            arranged = subscribe(wanted, desk.visits, desk.clock)
            assert not arranged.trouble, arranged.trouble
        for tool in TOOLS:
            SOWERS[tool](found)
        here.sync()
        for tool in TOOLS:
            _say(found, tool)
        desk.visits.missed(PlaceId("teams"))  # its channel is read once a day
        here.settle()
        yield found


def _taking(found: Sown) -> Callable[[Request, Receiver], Received]:
    space_of = {place.id: terms.space.id for terms in found.desk.terms for place in terms.space.places}

    def take(request: Request, receiver: Receiver) -> Received:
        if request.method == "POST":
            found.heard.append(request)
        received = ingest(request, receiver, found.desk.inbox, space_of)
        note_missed(received, found.desk.visits)
        return received

    return take


def _enlist(here: Ground) -> None:
    """Each partner's list names her; at Nordlicht she is a guest."""
    for partner, tools in PLACES.items():
        person = "ottilie" if partner == "weber" else GUEST
        own = tools.split()
        rows = [["id", "name", "email", *(f"{tool} account" for tool in own)],
                [person, NAME, EMAIL, *(here.account("anna", tool) for tool in own)]]  # fmt: skip
        if partner == "nordlicht":
            rows.append(["carla", "Carla Lang", "", *(here.account("carla", tool) for tool in own)])
        file = here.folder / "people.csv"
        file.write_text("\n".join(";".join(row) for row in rows), "utf-8")
        here.run("people", "import", str(file), "--partner", partner, "--yes")
        file.unlink()
        for tool in own:
            here.run("people", "assign", person, tool, here.account("anna", tool))


def _make_fields(here: Ground) -> None:
    trello, asana = cast("TrelloWorld", here.worlds["trello"]), cast("AsanaWorld", here.worlds["asana"])
    trello_parts.make_fields(trello.people, here.ids["board"])
    asana_parts.make_fields(asana.people, here.ids["project"], asana.workspace)


def _trello(found: Sown) -> None:
    world = cast("TrelloWorld", found.here.worlds["trello"])
    parts = TrelloParts(world.people, found.here.ids["board"])
    lane = world.add_lane(canary("lane", "trello"))
    card = world.create(canary("title", "trello"), lane, text=canary("description", "trello"),
                        labels=frozenset({canary("labels", "trello")}), helpers=(world.person,),
                        start=date(2026, 12, 1), due=date(2026, 12, 24))  # fmt: skip
    parts.add_check(card, canary("checklist", "trello"), group=canary("group", "trello"))
    parts.attach(card, "https://ablage.example/trello/plan", canary("attachments", "trello"))
    parts.attach(card, url("trello"), "Plan")
    parts.set_value(card, "Kostenstelle", canary("custom", "trello"))


def _asana(found: Sown) -> None:
    world = cast("AsanaWorld", found.here.worlds["asana"])
    parts = AsanaParts(world.people, found.here.ids["project"])
    lane = world.add_lane(canary("lane", "asana"))
    task = world.create(canary("title", "asana"), lane, text=canary("description", "asana"), lead=world.person,
                        labels=frozenset({canary("labels", "asana")}),
                        start=date(2026, 12, 1), due=date(2026, 12, 24))  # fmt: skip
    parts.add_check(task, canary("checklist", "asana"))
    parts.attach(task, "https://ablage.example/asana/plan", canary("attachments", "asana"))
    parts.attach(task, url("asana"), "Plan")
    parts.set_value(task, "Kostenstelle", canary("custom", "asana"))


def _teams(found: Sown) -> None:
    world = cast("TeamsWorld", found.here.worlds["teams"])
    parts = TeamsParts(world)
    lane = world.add_lane(canary("lane", "teams"))
    task = world.create(canary("title", "teams"), lane, text=canary("description", "teams"), helpers=(world.person,),
                        start=date(2026, 12, 1), due=date(2026, 12, 24))  # fmt: skip
    parts.add_check(task, canary("checklist", "teams"))
    parts.attach(task, "https://ablage.example/teams/plan", canary("attachments", "teams"))
    parts.attach(task, url("teams"), "Plan")
    names = {"categoryDescriptions": {"category1": canary("labels", "teams")}}
    world.change(f"/planner/plans/{found.here.ids['plan']}/details", names)
    world.change(f"/planner/tasks/{task}", {"appliedCategories": {"category1": True}})


def _slack(found: Sown) -> None:
    """What she fills into the forms: of the lanes, and of a card."""
    here, channel = found.here, found.here.ids["cards"]
    board = next(
        message["ts"]
        for each in found.state("slack")["channels"]
        for message in each["messages"]
        if (message.get("metadata") or {}).get("event_type") == "cobridge_board"
    )
    here.people.act("anna", "press", channel=channel, ts=board, action_id="lanes")
    here.people.act("anna", "submit", values={"new": canary("lane", "slack")})
    here.people.act("anna", "press", channel=channel, ts=board, action_id="create")
    text = {"type": "rich_text_section", "elements": [{"type": "text", "text": canary("description", "slack")}]}
    here.people.act("anna", "submit", values={
        "title": canary("title", "slack"), "labels": canary("labels", "slack"), "lead": here.account("anna", "slack"),
        "description": {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": [text]}},
        "checklist": canary("checklist", "slack"), "start": "2026-12-01", "due": "2026-12-24",
        "attachments": f"https://ablage.example/slack/plan {canary('attachments', 'slack')}\n{url('slack')} Plan",
    })  # fmt: skip


SOWERS: Mapping[str, Callable[[Sown], None]] = {"trello": _trello, "asana": _asana, "teams": _teams, "slack": _slack}


def _say(found: Sown, tool: str) -> None:
    """She says something below her item, and a colleague names her there."""
    world, ref = found.here.worlds[tool], found.ref(tool)
    world.comment(ref, said(tool))
    match tool:
        case "trello":
            text = f"{NAME} hat angerufen, @{_username(found)} weiß mehr."
            cast("TrelloWorld", world).people.call("bob", "POST", f"/cards/{ref}/actions/comments", text=text)
        case "asana":
            named = f'<body>{NAME} und <a data-asana-gid="{found.here.account("anna", "asana")}"/></body>'
            cast("AsanaWorld", world).people.call("bob", "POST", f"/tasks/{ref}/stories", html_text=named)
        case "slack":
            text = f"{NAME} und <@{found.here.account('anna', 'slack')}>"
            found.here.people.call(
                "carla", "chat.postMessage", channel=found.here.ids["cards"], thread_ts=ref, text=text
            )


def _username(found: Sown) -> str:
    who = found.here.account("anna", "trello")
    return next(str(each["username"]) for each in found.state("trello")["members"] if each["id"] == who)
