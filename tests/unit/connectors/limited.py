"""A sandbox whose limits count, and calls that come to a limit there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import requests

from bridge.adapters.clock import SandboxClock
from bridge.core.model.ids import ConnectionId, PartnerId
from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from connectors import registry
from connectors.asana.client import Client as Asana
from connectors.asana.sending import Access as AsanaAccess
from connectors.asana.signin import tokens_of as asana_tokens
from connectors.layers.budget import Budgets
from connectors.sandbox.serve import Sandbox
from connectors.slack.client import Client as Slack
from connectors.slack.signin import tokens_of as slack_tokens
from connectors.teams.client import Channel
from connectors.teams.sending import Access as TeamsAccess
from connectors.teams.tokens import Tokens
from connectors.trello.client import Client as Trello
from connectors.trello.transport import Access as TrelloAccess

NAMES = ("anna", "bob", "cora", "dirk")
PEOPLE = [{"id": each, "name": each.title(), "email": f"{each}@weber.example"} for each in NAMES]
SEED: Mapping[str, Any] = {
    "people": PEOPLE,
    "trello": {"boards": [{"name": "Bau", "lists": ["Offen"], "members": [*NAMES, "service"]}]},
    "asana": {"projects": [{"name": "Bau"}]},
    "slack": {"plan": "free", "channels": [{"name": each, "members": ["anna", "service"]} for each in ("bau", "putz")]},
    "graph": {"teams": [{"name": "Bau", "channels": ["Allgemein", "Putz"], "plan": {}}]},
}
MESSAGE = {"body": {"contentType": "html", "content": "Guten Tag"}}


@dataclass(frozen=True)
class Site:
    """A sandbox whose limits count, and the budgets of one process there."""

    sandbox: Sandbox
    session: requests.Session
    seed: Mapping[str, Any]
    clock: SandboxClock
    budgets: Callable[[], Budgets]

    def trello(self, token: str = "", key: str = "key-of-the-network") -> Trello:
        """A connection; without a token the service's own."""
        mine = self._secrets("trello") | ({"key": key, "token": token} if token else {})
        origin = self.sandbox.urls["trello"]
        budget = self._budget("trello", mine)
        return Trello(TrelloAccess(origin, mine["key"], mine["token"], budget, self.clock))

    def asana(self) -> Asana:
        mine, origin = self._secrets("asana"), self.sandbox.urls["asana"]
        tokens = asana_tokens(_connection("asana"), mine, origin, self.clock)
        return Asana(AsanaAccess(origin, tokens, self._budget("asana", mine), self.clock))

    def slack(self) -> Slack:
        mine, origin = self._secrets("slack"), self.sandbox.urls["slack"]
        tokens = slack_tokens(_connection("slack"), mine, origin, self.clock)
        return Slack(origin, tokens, self._budget("slack", mine))

    def teams(self, channel: int = 0) -> Channel:
        """One of the team's channels."""
        mine, origin, team = self._secrets("teams"), self.sandbox.urls["graph"], self.seed["graph"]["teams"][0]
        tokens = Tokens(origin, mine, self.clock, ConnectionId("teams"))
        access = TeamsAccess(origin, tokens, self._budget("teams", mine), self.clock)
        return Channel(access, team["id"], team["channels"][channel]["id"])

    def board(self) -> str:
        return str(self.seed["trello"]["boards"][0]["id"])

    def project(self) -> str:
        return str(self.seed["asana"]["projects"][0]["gid"])

    def channel(self, number: int) -> str:
        return str(self.seed["slack"]["channels"][number]["id"])

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The sandbox's control."""
        answer = self.session.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def statuses(self) -> list[int]:
        return [call["status"] for call in self.ask("GET", "/requests")["calls"]]

    def waited(self, calls: list[Callable[[], object]]) -> float:
        """How many seconds of the sandbox's time these calls took, one after the other."""
        began = self.clock.now()
        for call in calls:
            call()
        return (self.clock.now() - began).total_seconds()

    def _secrets(self, tool: str) -> dict[str, str]:
        start = f"COBRIDGE_CONNECTIONS__{tool.upper()}__"
        given = self.sandbox.environment.items()
        return {name.removeprefix(start).lower(): value for name, value in given if name.startswith(start)}

    def _budget(self, tool: str, mine: Mapping[str, str]) -> Budget:
        token = "\0".join(mine[each] for each in registry.secrets(tool))
        return self.budgets().budget(tool, registry.limits(tool), token=token, key=mine.get("key", ""))


def _connection(tool: str) -> Connection:
    return Connection(ConnectionId(tool), PartnerId("weber"), tool)


def at_first(
    served: Sandbox, session: requests.Session, budgets: Callable[[SandboxClock], Callable[[], Budgets]]
) -> Site:
    """The sandbox as it was seeded; each connection asks `budgets` for the ones that it belongs to."""
    session.post(f"{served.control_url}/reset", timeout=30).raise_for_status()
    seed, clock = session.get(f"{served.control_url}/seed", timeout=30).json(), SandboxClock(served.control_url)
    return Site(served, session, seed, clock, budgets(clock))


Calls = list[Callable[[], object]]


def same_token(site: Site) -> Calls:
    """101 calls of two connections with one Trello token."""
    clients = [site.trello(), site.trello()]
    return [partial(clients[number % 2].members, site.board()) for number in range(101)]


def same_key(site: Site) -> Calls:
    """301 calls of four connections with one Trello key, none of which comes to 100."""
    clients = [site.trello(f"trello-{each}") for each in NAMES]
    return [partial(clients[number % 4].members, site.board()) for number in range(301)]


def members(site: Site) -> Calls:
    """101 questions for a Trello account, of two connections with one token."""
    clients = [site.trello(), site.trello()]
    return [clients[number % 2].account for number in range(101)]


def batches(site: Site) -> Calls:
    """151 batches of ten actions, which Asana counts one by one."""
    clients, tasks = [site.asana(), site.asana()], [str(number) for number in range(10)]
    return [partial(clients[number % 2].many_stories, tasks) for number in range(151)]


def messages(site: Site) -> Calls:
    """Nine messages in one Slack channel, by two connections."""
    clients = [site.slack(), site.slack()]
    sent = {"channel": site.channel(0), "text": "Guten Tag"}
    return [partial(clients[number % 2].post, "a greeting", **sent) for number in range(9)]


def histories(site: Site) -> Calls:
    """51 readings of Slack channels, by two connections."""
    clients = [site.slack(), site.slack()]
    return [partial(clients[number % 2].messages, site.channel(number % 2)) for number in range(51)]


def team(site: Site) -> Calls:
    """Nine messages in two channels of one team."""
    channels = [site.teams(0), site.teams(1)]
    return [partial(channels[number % 2].post, MESSAGE) for number in range(9)]


def replies(site: Site) -> Calls:
    """61 replies of one app."""
    channels = [site.teams(), site.teams()]
    root = str(channels[0].post(MESSAGE)["id"])
    return [partial(channels[number % 2].reply, root, MESSAGE) for number in range(61)]


CASES: list[tuple[Callable[[Site], Calls], float, int]] = [
    (same_token, 10, 1),
    (same_key, 10, 1),
    (members, 900, 1),
    (batches, 60, 1),
    (messages, 4, 2),
    (histories, 60, 1),
    (team, 1, 2),
    (replies, 60, 1),
]
"""What is called, how long the limit's window is, and how many of them have to pass."""
