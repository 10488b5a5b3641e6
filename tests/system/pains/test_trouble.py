"""What people suffer when something goes wrong: silence, lost deliveries, dead tokens, a wiped memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any, cast
from unittest.mock import patch

import pytest

from tests.system.pains.address import Address, address
from tests.system.pains.ground import NETWORK, TOOLS, Ground, ground, write_network
from tests.system.served import until
from tests.unit.adapters.smtp import Post, mail_server

pytestmark = pytest.mark.slow

BOTH = ["anna.weber@musterbau-weber.example", "it@nordlicht-elektro.example"]
LOST = "lost-webhook"
DEAD = {"vendor": "trello", "kind": "expired-token", "times": 10_000}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("trouble")) as found:
        found.settle()
        yield found


@pytest.fixture
def reached(here: Ground) -> Iterator[Address]:
    """An address at which the tools reach the service, and at which they were asked to."""
    with address(here) as found:
        found.subscribe()
        yield found


def stand(here: Ground, *titles: str) -> None:
    """Each of these stands once in every tool."""
    shown = {tool: [here.titles(tool)[title] for title in titles] for tool in TOOLS}
    assert shown == {tool: [1] * len(titles) for tool in TOOLS}


@pytest.mark.pain(5, "The sync has stopped, looks as if it ran, and nobody is told for days.")
def test_no_failure_is_silent(here: Ground) -> None:
    """The command fails by its exit code, status says what and since when, two named persons get a mail, once."""
    alerts = f'name = "Bau"\nalerts = {json.dumps(BOTH)}\n'
    write_network(here, NETWORK.replace('name = "Bau"\n', alerts, 1))
    with mail_server(Post()) as post:
        url = f"smtp://127.0.0.1:{post.port}?from=cobridge@bau.example"
        with patch.dict(os.environ, {"COBRIDGE_SMTP_URL": url}):
            here.settle()
            assert not any(each["trouble"] for each in here.status().values())
            well_until = here.status()["trello"]["last_read"]
            assert not post.mails
            here.faults(DEAD)
            here.create("asana", "Still")
            for _ in range(3):
                assert "trello" in here.sync(ends=4)["unreachable"]
            row = here.status()["trello"]
            assert row["trouble"].endswith(".")
            assert (row["last_read"], row["waiting"]) == (well_until, True)
            troubled = [mail for mail in post.mails if "[Cobridge Bau] trello " in str(mail.message["Subject"])]
            assert len(troubled) == 1
            assert troubled[0].to == BOTH
            here.faults()
            here.settle()
            assert any(str(mail.message["Subject"]).startswith("[Cobridge Bau] Vorbei: trello ") for mail in post.mails)
    assert not any(each["trouble"] for each in here.status().values())
    stand(here, "Still")
    write_network(here)


@pytest.mark.pain(6, "The tool forgets to tell of a change, or tells of it twice, and the copies stay wrong.")
def test_lost_and_doubled_deliveries_change_nothing_but_the_hour(here: Ground, reached: Address) -> None:
    """Whatever becomes of what the tools deliver, the next look brings everything, and everything once."""
    here.create("trello", "Gehört")
    until(lambda: "trello" in reached.telling())
    for kind in (LOST, "duplicate-webhook", "reordered-webhook"):
        reached.forget()
        here.faults(*({"vendor": vendor, "kind": kind} for vendor in ("trello", "asana", "graph")))
        for tool in ("trello", "asana", "teams"):
            here.create(tool, f"{tool} {kind}")
        here.worlds["teams"].comment(here.ref("teams", f"teams {kind}"), f"Gesagt {kind}")
        told = reached.lost if kind == LOST else reached.telling
        until(lambda told=told: told() >= {"trello", "asana", "graph"})  # type: ignore[misc]
        here.sync()
        stand(here, *(f"{tool} {kind}" for tool in ("trello", "asana", "teams")))
    here.faults()
    here.advance(days=1, hours=1)
    here.settle()
    for kind in (LOST, "duplicate-webhook"):
        assert {tool: len(here.said(tool, f"teams {kind}")) for tool in TOOLS} == dict.fromkeys(TOOLS, 1)


@pytest.mark.pain(7, "A subscription runs out or is registered twice, and from then on nothing arrives, or all twice.")
def test_subscriptions_are_renewed_once_each_and_a_gap_is_made_up_for(here: Ground) -> None:
    """Each stands once, is renewed before it ends, and what happened while none stood arrives all the same."""
    with address(here) as first:
        again = first.subscribe()
        standing = first.standing()
        assert len(standing) == 5, "two boards, two projects, a channel"
        assert first.subscribe().keys() == again.keys()
        assert first.standing() == standing, "asked twice, and there once each"
        ends = first.ends()
        assert ends
        assert min(ends.values()) > min(each.again for each in again.values()), "looked at before it ends"
    here.advance(days=8)
    ref = here.ref("teams", "Still") if here.titles("teams")["Still"] else here.create("teams", "Still")
    here.worlds["teams"].comment(ref, "Während niemand zuhörte")
    here.create("trello", "Während niemand zuhörte")
    with address(here, first.port) as second:
        assert len(second.standing()) < len(standing), "some have ended meanwhile"
        missed = {place for each in second.subscribe().values() for place in each.missed}
        assert "teams" in missed
        assert len(second.standing()) == len(standing)
        here.settle()
        stand(here, "Während niemand zuhörte")
        assert {tool: len(here.said(tool, "Still")) for tool in TOOLS} == dict.fromkeys(TOOLS, 1)


@pytest.mark.pain(21, "After a restart or a pause old messages come again, and what happened meanwhile never comes.")
def test_a_restart_or_a_pause_forgets_nothing_and_repeats_nothing(here: Ground) -> None:
    """Three days without a service, then a space that was paused: what people did meanwhile arrives, once."""
    card = here.create("trello", "Vorher")
    here.worlds["trello"].comment(card, "Vorher gesagt")
    here.settle()
    here.forget_calls()
    here.advance(days=3)
    here.worlds["trello"].edit(card, title="Nachher")
    here.worlds["slack"].comment(here.ref("slack", "Vorher"), "Meanwhile in Slack")
    here.worlds["teams"].comment(here.ref("teams", "Vorher"), "Meanwhile in Teams")
    here.create("asana", "Inzwischen")
    assert not here.calls(), "no service ran"
    here.settle()
    stand(here, "Nachher", "Inzwischen")
    for tool in TOOLS:
        said = here.said(tool, "Nachher")
        assert len(said) == 3, said
        assert all(any(word in each for each in said) for word in ("Vorher gesagt", "in Slack", "in Teams"))
    _pause_and_resume(here)


def _pause_and_resume(here: Ground) -> None:
    """The space Dach, by emptying its board; meanwhile somebody works in its project."""
    trello, asana = (cast("Any", here.worlds[tool]).people for tool in ("trello", "asana"))
    lane = trello.call("anna", "GET", f"/boards/{here.ids['other_board']}/lists")[0]["id"]
    cards = [trello.call("anna", "POST", "/cards", name=f"Dach {each}", idList=lane)["id"] for each in range(4)]
    here.settle()
    for each in cards:
        trello.call("anna", "DELETE", f"/cards/{each}")
    assert here.sync(ends=3)["paused"] == ["dach"]
    task = {"name": "In der Pause", "projects": [here.ids["other_project"]]}
    asana.call("bob", "POST", "/tasks", **task)
    here.sync(ends=3)
    assert _dach(here) == []
    here.run("space", "resume", "dach", "--restore")
    here.settle()
    assert _dach(here) == ["Dach 0", "Dach 1", "Dach 2", "Dach 3", "In der Pause"]


def _dach(here: Ground) -> Sequence[str]:
    return sorted(each["title"] for each in here.items("trello", here.ids["other_board"]))


@pytest.mark.pain(22, "One person leaves or changes a password, and the sync stands still for everybody.")
def test_one_dead_token_holds_up_nobody_else(here: Ground) -> None:
    """The others go on; the place is named with what to do; afterwards what gathered arrives on both sides."""
    here.create("trello", "In Trello")
    here.faults(DEAD)
    here.create("asana", "Ohne Trello")
    assert set(here.sync(ends=4)["unreachable"]) == {"trello", "dach-trello"}
    others = [tool for tool in TOOLS if tool != "trello"]
    assert {tool: here.titles(tool)["Ohne Trello"] for tool in TOOLS} == {**dict.fromkeys(others, 1), "trello": 0}
    standing = here.status()
    assert {each for each, row in standing.items() if row["trouble"]} == {"trello", "dach-trello"}
    assert standing["trello"]["trouble"].endswith("sign in again.")
    here.faults()
    here.settle()
    stand(here, "Ohne Trello", "In Trello")
    assert not any(row["trouble"] or row["waiting"] for row in here.status().values())
