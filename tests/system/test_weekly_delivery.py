"""Three Mondays of a running service: everybody has the weekly report, and nothing of it stays or becomes a task."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.consented import consented
from tests.system.gathering import Gathering, gathered
from tests.system.served import HURRIED, until
from tests.unit.adapters.smtp import Post, mail_server

OFFICE, ANNA, BOB = "buero@netz.example", "anna.weber@musterbau-weber.example", "bob.schulz@nordlicht-schulz.example"
REPORT = f"""
[network.report]
mail = ["{OFFICE}"]
members = true
contact = "Netzwerkbüro"
"""
ANNA_S = f"""
[[partners.roster]]
id = "anna"
name = "Anna Weber"
email = "{ANNA}"
"""
BOB_S = f"""
[[partners.roster]]
id = "bob"
name = "Bob Schulz"
email = "{BOB}"
"""
WEDNESDAY, FIRST, SECOND, THIRD = (
    "2026-11-25T09:00:00+00:00",
    "2026-11-30T05:01:00+00:00",
    "2026-12-07T05:01:00+00:00",
    "2026-12-14T05:01:00+00:00",
)
"""Mondays at a minute past six in Berlin."""
OVERDUE = "Standplan freigeben"
CARDS = [
    {"name": OVERDUE, "list": "Offen", "due": "2026-11-20T11:00:00.000Z"},
    {"name": "Catering anfragen", "list": "Offen"},
]


@dataclass(frozen=True)
class Network:
    """The tools, and what people find in their mailboxes."""

    there: Gathering
    post: Post

    def at(self, moment: str) -> None:
        self.there.control("POST", "/clock", {"now": moment})

    def notes(self, place: str) -> list[str]:
        """Titles of reports among the items there."""
        return sorted(title for title in self.there.titles(place) if title.startswith("Wochenbericht"))

    def tasks(self, place: str) -> list[str]:
        return sorted(title for title in self.there.titles(place) if not title.startswith("Wochenbericht"))

    def said(self) -> list[str]:
        """First lines of reports where Cora's people talk."""
        channels = self.there.control("GET", "/state/slack")["channels"]
        (talk,) = [each["messages"] for each in channels if each["id"] == self.there.containers["talk"]]
        found = (each["text"].partition("\n")[0] for each in talk)
        return sorted(line for line in found if line.startswith("Wochenbericht"))

    def arrived(self, week: str) -> list[str]:
        """Who has that week's mail."""
        return sorted(each.to[0] for each in self.post.mails if week in str(each.message["Subject"]))

    def everybody_has(self, week: str) -> bool:
        """By mail, in the channel and among the items."""
        by_mail = self.arrived(week) == sorted([OFFICE, ANNA, BOB])
        return by_mail and all(self.notes(place) == [f"Wochenbericht {week}"] for place in ("board", "project"))

    def known(self) -> dict[str, list[Any]]:
        """What the service knows of tasks, and what it wrote of them into the log."""
        rows = self.there.rows()
        links = [row[:3] for row in rows["links"]]
        return {"links": links, "log": [*rows["journal_entries"], *rows["log_entries"]], "tasks": list(rows["tasks"])}


@contextmanager
def network(folder: Path, post: Post) -> Iterator[Network]:
    """Everything mirrored once, on a Wednesday; the file names who gets the report."""
    with gathered(folder, CARDS) as bare:
        bare.together("cards", board="create", project="create", cards="create")
        text = bare.network.read_text("utf-8").replace('language = "de"\n', f'language = "de"\n{REPORT}', 1)
        text = text.replace('id = "trello"\ntool = "trello"\n', f'id = "trello"\ntool = "trello"\n{ANNA_S}', 1)
        text = text.replace('settings = { sign_in = "oauth" }\n', f'settings = {{ sign_in = "oauth" }}\n{BOB_S}', 1)
        bare.network.write_text(text, "utf-8")
        consented(bare.environment)
        told = {
            "COBRIDGE_CLOCK_URL": bare.sandbox.control_url,
            "COBRIDGE_SMTP_URL": f"smtp://127.0.0.1:{post.port}?from=cobridge@netz.example",
        }
        found = Network(replace(bare, environment={**bare.environment, **told}), post)
        found.at(WEDNESDAY)
        yield found


@contextmanager
def served(found: Network) -> Iterator[None]:
    """`cobridge run`, until the block ends."""
    command = [*HURRIED, "run", "--port", "0"]
    with subprocess.Popen(command, env=dict(found.there.environment), stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def test_three_mondays(tmp_path: Path) -> None:
    """Nobody has one before the first; then all do at once, the second replaces it, after 14 days it is gone."""
    with mail_server(Post()) as post, network(tmp_path, post) as found:
        with served(found):
            until(lambda: found.tasks("project") == found.tasks("board") == found.tasks("cards"))
            until(lambda: found.there.json("status")["places"][0]["waiting"] is False)
        with served(found):  # a second start in the week in which it began
            until(lambda: found.there.json("status")["places"][0]["waiting"] is False)
            before = found.known()
            assert not post.mails
            assert not found.said()

            found.at(FIRST)
            until(lambda: found.everybody_has("KW 48") and found.said() == ["Wochenbericht KW 48 · Rohbau"])
            calm(found, before)

            found.at(SECOND)
            until(lambda: found.everybody_has("KW 49") and len(found.said()) == 2)
            found.at(THIRD)
            until(lambda: found.everybody_has("KW 50"))
            until(
                lambda: [line.split(" ·")[0] for line in found.said()] == ["Wochenbericht KW 49", "Wochenbericht KW 50"]
            )
        assert len(post.mails) == 9


def calm(found: Network, before: dict[str, list[Any]]) -> None:
    """Nothing of a report is mirrored: no task of it, no entry, and the next looks write nothing."""
    found.there.writes()
    read = [each["last_read"] for each in found.there.json("status")["places"]]
    found.there.control("POST", "/clock", {"advance": 600})
    until(lambda: not {*read} & {each["last_read"] for each in found.there.json("status")["places"]})
    assert found.there.writes() == 0
    assert found.tasks("cards") == found.tasks("board") == sorted(each["name"] for each in CARDS)
    now = found.known()
    assert (now["tasks"], now["links"]) == (before["tasks"], before["links"])
    assert len(now["log"]) == len(before["log"])


def test_a_mail_leads_to_the_worklist_and_does_not_hold_it(tmp_path: Path) -> None:
    """One mail to each address alone, as text, HTML and PDF; titles of tasks stay in the tools."""
    with mail_server(Post(refused=frozenset({BOB}))) as post, network(tmp_path, post) as found:
        found.there.run("sync")
        found.at(FIRST)
        sent = json.loads(found.there.run("week", "--send", "--json"))
        states = {(each["way"], each["recipient"]): each["state"] for each in sent["went"]}
        assert states == {
            ("mail", OFFICE): "delivered",
            ("mail", "Musterbau Weber GmbH"): "delivered",
            ("mail", "Nordlicht Elektro KG"): "refused",
            ("card", "board"): "delivered",
            ("card", "project"): "delivered",
            ("post", "cards"): "delivered",
        }
        assert [each.to for each in post.mails] == [[OFFICE], [ANNA]]
        for each in post.mails:
            kinds = [part.get_content_type() for part in each.message.walk() if not part.is_multipart()]
            assert kinds == ["text/plain", "text/html", "application/pdf"]
            plain = each.message.get_body(("plain",))
            assert plain is not None
            assert OVERDUE not in plain.get_content()
            assert "rohbau" in plain.get_content().casefold()
        assert OVERDUE in found.there.item("project", "Wochenbericht KW 48")["description"]
        again = json.loads(found.there.run("week", "--send", "--json"))
        assert (again["went"], len(post.mails)) == (sent["went"], 2)
        told = json.loads(found.there.run("status", "--json"))
        assert [each["recipient"] for each in told["weekly"]["undelivered"]] == ["Nordlicht Elektro KG"]
