"""What people do in Trello and Asana reaches a running service by their webhooks, without waiting for its next turn."""

from __future__ import annotations

import socket
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
import requests

from tests.system.served import COBRIDGE, SPACES, Service, World, until, world

pytestmark = pytest.mark.slow

PROMPT = 20.0
"""Seconds; by schedule alone the next turn begins half a minute after the last."""
UNHURRIED = (
    sys.executable,
    "-c",
    """
from datetime import timedelta
from bridge.service import schedule
schedule.BUSY = schedule.QUIET = timedelta(days=1)
from bridge.entry.cli import main
main()
""",
)
"""The same command, which looks only when it is told to once its first turn is over."""
REST = 1.0
"""Seconds without a call: within a turn the calls follow each other at once."""
FAULTS = ("lost-webhook", "duplicate-webhook", "late-webhook", "reordered-webhook", "forged-webhook")


@dataclass(frozen=True)
class Site:
    """Boards and projects, and a service that both tools deliver to."""

    there: World
    port: int

    def webhooks(self) -> set[str]:
        """The ids of those that both tools have."""
        trello, asana = (self.there.control("GET", f"/state/{tool}")["webhooks"] for tool in ("trello", "asana"))
        return {*(each["id"] for each in trello), *(each["gid"] for each in asana)}

    def bob_creates(self, title: str) -> None:
        """A task in Asana."""
        url, headers = f"{self.there.sandbox.urls['asana']}/api/1.0/tasks", {"Authorization": "Bearer asana-bob"}
        body = {"data": {"name": title, "projects": [self.there.projects[SPACES[0]]]}}
        self.there.session.post(url, headers=headers, json=body, timeout=10).raise_for_status()

    def stand(self, *titles: str) -> bool:
        """Whether these have arrived in both."""
        return all(self.there.titles(tool)[title] for tool in ("trello", "asana") for title in titles)

    def deliveries(self, tool: str) -> list[Any]:
        return list(self.there.control("GET", f"/deliveries?vendor={tool}"))

    def spoil(self, kind: str) -> None:
        """What befalls the next thing that either tool tells."""
        names = {"trello": "/webhooks/createCard", "asana": "/webhooks/events"}
        faults = [
            {"vendor": tool, "kind": kind, "times": 1, "match": {"path_regex": name}} for tool, name in names.items()
        ]
        self.there.control("PUT", "/faults", faults)

    def at_rest(self) -> list[Any]:
        """All calls so far, as soon as none has come for a while."""
        calls, since = list[Any](), monotonic()
        while monotonic() - since < REST:
            if (now := self.there.control("GET", "/requests")["calls"]) != calls:
                calls, since = now, monotonic()
            sleep(0.05)
        return calls

    @contextmanager
    def service(self, command: Sequence[str] = COBRIDGE) -> Iterator[Service]:
        """At its own pace, after its first turn, with a webhook on each board and project."""
        with self.there.service(command, self.port) as service:
            until(service.is_well)
            until(lambda: len(self.webhooks()) == 2 * len(SPACES))
            until(lambda: self.stand("Aufgabe 0", "Aufgabe 1", "Aufgabe 2"))
            yield service


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with world(tmp_path) as there, socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        taken.close()
        told = {**there.environment, "COBRIDGE_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        yield Site(replace(there, environment=told), port)


def test_an_edit_in_either_tool_arrives_at_once_and_once(site: Site) -> None:
    """Each delivered twice; what we write ourselves wakes nobody, so the two do not wake each other without end."""
    with site.service():
        site.there.control(
            "PUT", "/faults", [{"vendor": each, "kind": "duplicate-webhook"} for each in ("trello", "asana")]
        )
        site.there.anna_creates("Fenster einsetzen")
        until(lambda: site.stand("Fenster einsetzen"), PROMPT)
        site.bob_creates("Gerüst abbauen")
        until(lambda: site.stand("Gerüst abbauen"), PROMPT)
        site.there.bob_comments("Fenster einsetzen", "Am Freitag")
        until(lambda: any(each["comments"] for each in site.there.items("trello")), PROMPT)
        wanted = Counter({"Fenster einsetzen": 1, "Gerüst abbauen": 1, **{f"Aufgabe {each}": 1 for each in range(3)}})
        assert site.there.titles("trello") == site.there.titles("asana") == wanted
        assert {each["status"] for tool in ("trello", "asana") for each in site.deliveries(tool)} == {200}


def test_nothing_that_befalls_a_delivery_does_harm(site: Site) -> None:
    """Lost, doubled, late, overtaken or forged: the next one brings what it should have told, and all stays once."""
    with site.service():
        for number, kind in enumerate(FAULTS):
            site.spoil(kind)
            titles = [f"{who} {number} {turn}" for turn in ("erst", "dann") for who in ("Anna", "Bob")]
            site.there.anna_creates(titles[0])
            site.there.anna_creates(titles[2])
            site.bob_creates(titles[1])
            site.bob_creates(titles[3])
            until(lambda titles=titles: site.stand(*titles), PROMPT)  # type: ignore[misc]
        shown = site.there.titles("trello")
        assert shown == site.there.titles("asana")
        assert set(shown.values()) == {1}
        assert len(shown) == 3 + 4 * len(FAULTS)


def test_what_nobody_signed_is_refused(site: Site) -> None:
    """Whoever knows the address gets 401, and no tool is asked anything for it; what Asana signs is heard at once."""
    with site.service(UNHURRIED):
        before = site.at_rest()
        board, project = site.there.boards[SPACES[0]], site.there.projects[SPACES[0]]
        action = {"id": "1", "idMemberCreator": "2", "date": "2026-11-23T08:00:00.000Z"}
        forged = {"trello": {"action": action, "model": {"id": board}}, "asana": {"events": []}}
        headers = {"X-Trello-Webhook": "geraten", "X-Hook-Signature": "geraten"}
        for tool, body in forged.items():
            url = f"http://127.0.0.1:{site.port}/hooks/{tool}?place={project}&sign=geraten"
            assert requests.post(url, json=body, headers=headers, timeout=10).status_code == 401
            answer = requests.post(url, json={}, headers={"X-Hook-Secret": "eigenes-geheimnis"}, timeout=10)
            assert (answer.status_code, answer.headers.get("X-Hook-Secret")) == (401, None)
        assert site.at_rest() == before
        site.bob_creates("Gerüst abbauen")
        until(lambda: site.stand("Gerüst abbauen"), PROMPT)


def test_webhooks_outlive_a_restart(site: Site) -> None:
    """The next start finds them and still believes them: Asana's secrets were kept."""
    with site.service() as service:
        first = site.webhooks()
        service.process.terminate()
        assert service.process.wait(30) == 0
    with site.service():
        until(
            lambda: any("/webhooks" in each["path"] for each in site.there.control("GET", "/requests")["calls"][-40:])
        )
        site.bob_creates("Gerüst abbauen")
        until(lambda: site.stand("Gerüst abbauen"), PROMPT)
        assert site.webhooks() == first
        told = [each for each in site.deliveries("asana") if each["name"] == "/webhooks/events"]
        assert {each["status"] for each in told} == {200}
