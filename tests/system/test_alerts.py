"""Two named persons are told by mail what troubles a network, by the command and by the running service."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from tests.system.served import World, until, world
from tests.unit.adapters.smtp import Post, mail_server

BOTH = ["anna.weber@musterbau-weber.example", "bob.schulz@nordlicht-schulz.example"]
IN_A_HURRY = """
from datetime import timedelta
from bridge.service import schedule
from bridge.entry import alerts
schedule.BUSY = timedelta(seconds=0.3)
alerts.PAUSE = alerts.LONGEST = timedelta(seconds=0.3)
from bridge.entry.cli import main
main()
"""


def told_by(there: World, post: Post) -> World:
    """The same, with a mail server and two persons in the network file."""
    network = Path(there.environment["COBRIDGE_NETWORK_FILE"])
    text = network.read_text("utf-8").replace('name = "Bau"\n', f'name = "Bau"\nalerts = {json.dumps(BOTH)}\n', 1)
    network.write_text(text, "utf-8")
    url = f"smtp://127.0.0.1:{post.port}?from=cobridge@bau.example"
    return replace(there, environment={**there.environment, "COBRIDGE_SMTP_URL": url})


def subjects(post: Post) -> list[str]:
    return [str(mail.message["Subject"]) for mail in post.mails]


def test_a_sync_tells_once_of_a_paused_space_and_again_when_it_goes_on(tmp_path: Path) -> None:
    """Exit code 3 by cron reaches nobody; the mail does, and a second run does not write again."""
    with mail_server(Post()) as post, world(tmp_path) as bare:
        there = told_by(bare, post)
        assert there.run("sync").returncode == 0
        assert not post.mails
        there.anna_deletes_everything("elektro")
        for _ in range(2):
            assert there.run("sync").returncode == 3
        assert subjects(post) == ["[Cobridge Bau] Der Raum elektro ist angehalten"]
        (mail,) = post.mails
        assert mail.to == BOTH
        assert "elektro-board wurde geleert (3 von 3 Aufgaben fehlen)" in str(mail.message.get_content())
        said = json.loads(there.run("status", "--json").stdout)
        assert [(each["kind"], each["subject"]) for each in said["alerts"]] == [("paused", "elektro")]
        assert said["alerts"][0]["told_at"]
        assert (said["untold"], [each["space"] for each in said["refusals"]]) == ("", ["elektro"])
        assert json.loads(there.run("plan", "--json").stdout)["paused"] == ["elektro"]
        assert there.run("space", "resume", "elektro", "--restore").returncode == 0
        assert there.run("sync").returncode == 0
        assert subjects(post)[1:] == ["[Cobridge Bau] Vorbei: Der Raum elektro ist angehalten"]
        assert there.titles("trello", "elektro") == there.titles("asana", "elektro")
        assert there.titles("trello", "elektro").total() == 3


def test_a_mail_server_that_is_down_stops_nothing_and_loses_no_alert(tmp_path: Path) -> None:
    """The service mirrors on, `status` says that nobody is told, and the mail goes out when the server is back."""
    with mail_server(Post()) as gone:
        port = gone.port
    with world(tmp_path) as bare:
        there = told_by(bare, gone)
        with there.service((sys.executable, "-c", IN_A_HURRY)) as service:
            until(service.is_well)
            there.revoke("elektro")
            until(lambda: service.place("elektro-board")["trouble"])
            until(lambda: json.loads(there.run("status", "--json").stdout)["untold"])
            there.anna_creates("Fenster einsetzen")
            until(lambda: there.titles("asana")["Fenster einsetzen"] == 1)
            with mail_server(Post(port=port)) as post:
                until(lambda: post.mails)
                assert subjects(post) == ["[Cobridge Bau] elektro-board verweigert den Zugang oder wird es bald"]
                there.heal()
                until(lambda: len(post.mails) > 1)
                assert subjects(post)[1].startswith("[Cobridge Bau] Vorbei: elektro-board")
                assert len(post.mails) == 2


def test_without_a_mail_server_it_is_said_that_nobody_is_told(tmp_path: Path) -> None:
    """By `status`, and by `doctor` as a reminder."""
    with world(tmp_path) as there:
        assert "nobody is told" in json.loads(there.run("status", "--json").stdout)["untold"].casefold()
        assert "Nobody is told of troubles" in there.run("doctor").stdout
