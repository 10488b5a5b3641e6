"""A connection of Trello or Asana in the sandbox, its webhooks, their address, and what arrived there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests

from bridge.adapters.clock import Ending, SandboxClock
from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.secrets import Secrets
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId
from bridge.core.model.network import Connection, Place
from bridge.ports.receiver import Received, Receiver, Reply, Request, Subscribed
from connectors import registry
from connectors.sandbox.serve import Sandbox
from tests.contracts.bench import WatchedBudget

HOST, WEBER, ELSEWHERE = "127.0.0.1", ConnectionId("weber"), ConnectionId("weber-2")
HEARD = 10.0
TOOLS = ("trello", "asana")
SEED = {
    "people": [{"id": "anna", "name": "Anna Weber", "email": "anna@example.org"}],
    "trello": {"boards": [{"name": name, "lists": ["Offen"]} for name in ("Halle", "Dach", "Keller")]},
    "asana": {"projects": [{"name": name} for name in ("Halle", "Dach", "Keller")]},
}
BROKEN = Reply(500, body=b"We are out of order.")
CREDENTIALS = {"trello": ("key", "token", "secret"), "asana": ("token",)}


class Welcoming:
    """Somebody else's address."""

    def receive(self, request: Request) -> Received:
        offered = request.headers.get("x-hook-secret")
        return Received(Reply(200, {"X-Hook-Secret": offered} if offered else {}))


@dataclass
class Address:
    """A connection's webhooks, the address that they lead to, and what arrived there."""

    tool: str
    sandbox: Sandbox
    session: requests.Session
    url: str
    vault: MemoryVault = field(default_factory=MemoryVault)
    ear: Receiver | None = None
    answers: bool = True
    told: list[Received] = field(default_factory=list)

    def control(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.session.request(method, self.sandbox.control_url + path, json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    @property
    def configured(self) -> dict[str, str]:
        (account,) = self.control("GET", "/seed")["service"][self.tool]
        return {name: account[name] for name in CREDENTIALS[self.tool]}

    @property
    def containers(self) -> list[str]:
        seed = self.control("GET", "/seed")[self.tool]
        return [each["id"] for each in seed["boards"]] if self.tool == "trello" else _gids(seed)

    def places(self, *numbers: int) -> list[Place]:
        return [Place(PlaceId(f"place-{each}"), WEBER, self.tool, self.containers[each]) for each in numbers]

    def subscribe(self, *numbers: int, url: str = "", **changed: str) -> Subscribed:
        """As a process does that just began."""
        make = registry.subscriber(self.tool)
        assert make is not None
        secrets = Secrets(WEBER, {**self.configured, **changed}, self.vault, str)
        origin, zone = self.sandbox.urls[self.tool], ZoneInfo("Europe/Berlin")
        made = make(self.connection, secrets, origin, WatchedBudget(), self.clock, zone)
        return made.subscribe(self.places(*numbers), url or self.url)

    def receive(self, request: Request) -> Received:
        """The connection's ear; out of order, it hears and does not answer."""
        if self.ear is None:
            make = registry.receiver(self.tool)
            assert make is not None
            secrets, zone = Secrets(WEBER, self.configured, self.vault, str), ZoneInfo("Europe/Berlin")
            self.ear = make(self.connection, self.places(0, 1), secrets, "", WatchedBudget(), self.clock, zone)
        received = self.ear.receive(request)
        return received if self.answers else Received(BROKEN)

    def restart(self, vault: MemoryVault | None = None) -> None:
        """Another process, which finds the vault or an empty one."""
        self.ear, self.vault = None, vault or self.vault

    @property
    def theirs(self) -> str:
        """The address of somebody else's."""
        return self.url.replace(WEBER, ELSEWHERE)

    @property
    def connection(self) -> Connection:
        return Connection(WEBER, PartnerId("weber"), self.tool, settings={"address": self.url})

    @property
    def clock(self) -> SandboxClock:
        return SandboxClock(self.sandbox.control_url, Ending())

    def there(self) -> list[Any]:
        """The webhooks that the tool has."""
        return list(self.control("GET", f"/state/{self.tool}")["webhooks"])

    def pass_by(self, time: timedelta) -> None:
        self.control("POST", "/clock", {"advance": time.total_seconds()})

    def fault(self, kind: str, **more: Any) -> None:
        self.control("PUT", "/faults", {"vendor": self.tool, "kind": kind, **more})

    def deliveries(self) -> list[Any]:
        return list(self.control("GET", f"/deliveries?vendor={self.tool}"))

    def acts(self, number: int = 0, title: str = "Tor") -> None:
        """Somebody makes something at a place."""
        self.acts_as({"key": "k", "token": "trello-anna"}, "asana-anna", number, title)

    def acts_as(self, trello: dict[str, str], asana: str, number: int = 0, title: str = "Tor") -> None:
        if self.tool == "trello":
            (lane, *_) = self.control("GET", "/seed")["trello"]["boards"][number]["lists"]
            url, values = f"{self.sandbox.urls['trello']}/1/cards", {"name": title, "idList": lane["id"]}
            self.session.post(url, params={**trello, **values}, timeout=10).raise_for_status()
        else:
            url, headers = f"{self.sandbox.urls['asana']}/api/1.0/tasks", {"Authorization": f"Bearer {asana}"}
            body = {"data": {"name": title, "projects": [self.containers[number]]}}
            self.session.post(url, json=body, headers=headers, timeout=10).raise_for_status()

    def hints(self) -> int:
        return sum(bool(each.hints) for each in self.told)

    def calls(self) -> int:
        """By the service."""
        counts = self.control("GET", f"/requests?vendor={self.tool}")["counts"][self.tool]
        return int(counts["read"] + counts["write"])


def _gids(seed: Any) -> list[str]:
    return [each["gid"] for each in seed["projects"]]


def failed(address: Address) -> list[Any]:
    return [each for each in address.deliveries() if each["status"] == 500]


def id_of(webhook: Any) -> str:
    return str(webhook.get("id") or webhook.get("gid"))


def url_of(webhook: Any) -> str:
    return str(webhook.get("callbackURL") or webhook.get("target"))


def make_theirs(address: Address) -> None:
    """A webhook of the same account to another address, which takes every handshake."""
    if address.tool == "trello":
        call(address, "POST", "", idModel=address.containers[0], callbackURL=address.theirs)
    else:
        call(address, "POST", "", resource=address.containers[0], target=address.theirs)


def take_away(address: Address, webhook: str) -> None:
    call(address, "DELETE", f"/{webhook}")


def call(address: Address, method: str, path: str, **values: str) -> None:
    """By the service's own account."""
    configured, origin = address.configured, address.sandbox.urls[address.tool]
    if address.tool == "trello":
        query = {"key": configured["key"], "token": configured["token"], **values}
        answer = address.session.request(method, f"{origin}/1/webhooks{path}", params=query, timeout=10)
    else:
        headers, body = {"Authorization": f"Bearer {configured['token']}"}, {"data": values} if values else None
        url = f"{origin}/api/1.0/webhooks{path}"
        answer = address.session.request(method, url, json=body, headers=headers, timeout=10)
    answer.raise_for_status()
