"""What people say in a Teams channel reaches the service by Graph's notifications, and Trello from there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests

from connectors.sandbox.serve import running
from tests.consented import consented
from tests.contracts.teams_world import People
from tests.system.free_port import free_port
from tests.system.served import LANES, PEOPLE, SPACES, Service, World, until

pytestmark = pytest.mark.slow

ROHBAU = SPACES[0]
PROMPT = 20.0
"""Seconds of the machine's time; by schedule alone the next look at a channel is a day away."""
TITLE = "Fenster einsetzen"
AUTHOR_AND_DAY = re.compile(r"^.*\d\d\.\d\d\.\d{4}\s+", re.DOTALL)
NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "nordlicht-teams"
tool = "teams"
settings = {{ channel = "{team}/{channel}" }}
[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "rohbau-board"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "rohbau-plan"
connection = "nordlicht-teams"
container = "{plan}"
"""


@dataclass(frozen=True)
class Site:
    """A board and a plan with one task that is talked about, and where the service has its address."""

    there: World
    people: People
    team: str
    channel: str
    port: int

    @property
    def path(self) -> str:
        return f"/teams/{self.team}/channels/{quote(self.channel, safe='')}/messages"

    def root(self) -> str:
        """The message below which the task is talked about; empty before the first comment."""
        channels = self.people.control("GET", "/state/graph")["channels"]
        (messages,) = (each["messages"] for each in channels if each["id"] == self.channel)
        return next((str(each["id"]) for each in messages if TITLE in each["body"]["content"]), "")

    def bob_says(self, text: str) -> None:
        """Below the task's message in Teams."""
        self.people.call("bob", "POST", f"{self.path}/{self.root()}/replies", {"body": {"content": text}})

    def anna_says(self, text: str) -> None:
        """On the card in Trello."""
        (ref,) = [each["ref"] for each in self.there.items("trello") if each["title"] == TITLE]
        url = f"{self.people.sandbox.urls['trello']}/1/cards/{ref}/actions/comments"
        query = {"key": "people", "token": "trello-anna", "text": text}
        self.people.session.post(url, params=query, timeout=10).raise_for_status()

    def said(self) -> list[str]:
        """The comments on the card in Trello, without who is named for them."""
        (card,) = [each for each in self.there.items("trello") if each["title"] == TITLE]
        return [AUTHOR_AND_DAY.sub("", each["text"]) for each in card["comments"]]

    def subscriptions(self) -> list[Any]:
        return list(self.people.control("GET", "/state/graph")["subscriptions"])

    def deliveries(self) -> list[int]:
        """What the service answered to notifications."""
        shown = self.people.control("GET", "/deliveries?vendor=graph")
        return [each["status"] for each in shown if each["name"] == "/notifications" and each["status"]]

    def fault(self, kind: str, times: int) -> None:
        match = {"path_regex": "notifications"}
        self.there.control("PUT", "/faults", {"vendor": "graph", "kind": kind, "times": times, "match": match})

    def now(self) -> datetime:
        return datetime.fromisoformat(self.people.control("GET", "/clock")["now"])

    def pass_by(self, time: timedelta) -> None:
        self.people.control("POST", "/clock", json={"advance": time.total_seconds()})

    def posted(self, body: object) -> int:
        url = f"http://127.0.0.1:{self.port}/hooks/nordlicht-teams"
        return requests.post(url, json=body, timeout=10).status_code

    @contextmanager
    def service(self) -> Iterator[Service]:
        """Running, subscribed, and its first turn done; the task is talked about in Teams."""
        with self.there.service(port=self.port) as service:
            until(service.is_well)
            until(self.subscriptions)
            until(lambda: len(self.there.titles("trello")) == 1)
            yield service


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """With the sandbox's clock as the service's."""
    board = {"name": ROHBAU, "lists": LANES, "members": ["anna", "bob", "service"]}
    team = {"name": "Nordlicht", "channels": ["Rohbau"], "plan": {"buckets": LANES, "tasks": [{"title": TITLE}]}}
    seed = {"people": PEOPLE, "trello": {"boards": [board]}, "graph": {"teams": [team]}}
    with running(seed) as sandbox, People(sandbox).session as session:
        people = People(sandbox, session)
        told = people.control("GET", "/seed")
        (group,) = told["graph"]["teams"]
        places = {"board": told["trello"]["boards"][0]["id"], "plan": group["plan"]["id"]}
        named = {"team": group["id"], "channel": group["channels"][0]["id"]}
        network = tmp_path / "network.toml"
        network.write_text(NETWORK.format(**places, **named), "utf-8")
        port = free_port()
        ours = {
            "COBRIDGE_DATA_DIR": str(tmp_path / "data"),
            "COBRIDGE_NETWORK_FILE": str(network),
            "COBRIDGE_CLOCK_URL": sandbox.control_url,
            "COBRIDGE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            **_secrets(told["service"]["graph"]),
        }
        consented(ours)
        there = World(sandbox, {**sandbox.environment, **ours}, {ROHBAU: places["board"]}, {})
        with there.session:
            yield Site(there, people, named["team"], named["channel"], port)


def _secrets(service: Sequence[dict[str, Any]]) -> dict[str, str]:
    """As the network file calls the connection."""
    names = ("tenant_id", "client_id", "client_secret", "refresh_token")
    return {f"COBRIDGE_CONNECTIONS__NORDLICHT_TEAMS__{name.upper()}": service[0][name] for name in names}


def test_a_reply_arrives_at_once_and_once(site: Site) -> None:
    """By its notification, delivered twice; a forged one has no effect, and ours cause no echo."""
    with site.service():
        site.anna_says("Wann kommt ihr?")
        until(site.root)
        site.fault("duplicate-webhook", 1)
        site.bob_says("Am Freitag")
        until(lambda: "Am Freitag" in site.said(), PROMPT)
        site.bob_says("Mit drei Leuten")
        until(lambda: "Mit drei Leuten" in site.said(), PROMPT)
        assert site.said() == ["Wann kommt ihr?", "Am Freitag", "Mit drei Leuten"]
        assert set(site.deliveries()) == {202}
        assert site.posted({"value": [{"clientState": "geraten", "lifecycleEvent": "missed"}]}) == 401


def test_a_lost_notification_costs_time_alone(site: Site) -> None:
    """The next one on the same task brings both, or Graph's word that some were lost, or else the daily look."""
    with site.service():
        site.anna_says("Wann kommt ihr?")
        until(site.root)
        site.fault("lost-webhook", 1)
        site.bob_says("Am Freitag")
        site.bob_says("Mit drei Leuten")
        until(lambda: site.said() == ["Wann kommt ihr?", "Am Freitag", "Mit drei Leuten"], PROMPT)
        site.fault("lost-webhook", 1)
        site.bob_says("Vielleicht auch vier")
        (subscription,) = site.subscriptions()
        lost = {"clientState": subscription["clientState"], "lifecycleEvent": "missed"}
        assert site.posted({"value": [lost]}) == 202
        until(lambda: site.said()[-1] == "Vielleicht auch vier", PROMPT)
        site.fault("lost-webhook", 1)
        site.bob_says("Und dem Kran")
        site.pass_by(timedelta(days=1, minutes=10))
        until(lambda: site.said()[-1] == "Und dem Kran", PROMPT)


def test_a_subscription_is_renewed_before_it_ends(site: Site) -> None:
    """After a week, step by step, it is still the first one, and still tells."""
    with site.service():
        site.anna_says("Wann kommt ihr?")
        until(site.root)
        (first,) = site.subscriptions()
        for _ in range(14):
            site.pass_by(timedelta(hours=12, minutes=1))
            until(lambda: _left(site) > timedelta(days=2, hours=12), PROMPT)
        (last,) = site.subscriptions()
        assert last["id"] == first["id"]
        site.bob_says("Am Freitag")
        until(lambda: "Am Freitag" in site.said(), PROMPT)


def test_a_subscription_that_ended_is_made_anew_and_what_went_untold_is_read(site: Site) -> None:
    """The service was down for four days; the day it starts, nothing is missing."""
    with site.service() as service:
        site.anna_says("Wann kommt ihr?")
        until(site.root)
        service.process.terminate()
        assert service.process.wait(30) == 0
    site.pass_by(timedelta(days=4))
    until(lambda: not site.subscriptions())
    site.bob_says("Am Freitag")
    with site.service():
        until(lambda: "Am Freitag" in site.said(), PROMPT)
        site.bob_says("Mit drei Leuten")
        until(lambda: "Mit drei Leuten" in site.said(), PROMPT)


def test_status_and_doctor_say_what_an_address_is_for(site: Site) -> None:
    """Without one comments are late, and both commands say so; with one that answers both are content."""
    with site.service():
        doctor = site.there.run("doctor")
        assert doctor.returncode == 0, doctor.stdout
        assert f"public address http://127.0.0.1:{site.port}" in doctor.stdout
        assert "day late" not in site.there.run("status").stdout
    silent = site.there.run("doctor")
    assert silent.returncode == 1
    assert f"No Cobridge answers at http://127.0.0.1:{site.port}/health" in silent.stdout
    without = World(site.there.sandbox, {**site.there.environment, "COBRIDGE_PUBLIC_URL": ""}, {}, {})
    with without.session:
        doctor = without.run("doctor")
        assert doctor.returncode == 0, doctor.stdout
        assert "Comments from rohbau-plan arrive up to a day late" in doctor.stdout
        assert "rohbau-plan: comments arrive up to a day late" in without.run("status").stdout


def _left(site: Site) -> timedelta:
    """How long the subscription still lasts."""
    ends = [datetime.fromisoformat(each["expirationDateTime"]) for each in site.subscriptions()]
    return max(ends, default=site.now()) - site.now()
