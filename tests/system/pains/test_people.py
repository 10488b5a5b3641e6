"""What people suffer in the tools of others: wrong names, dead mentions, lost colleagues, identities that stick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest

from tests.contracts.asana_world import AsanaWorld
from tests.contracts.trello_world import BERLIN
from tests.system.pains.ground import TOOLS, Ground, Json, ground

pytestmark = pytest.mark.slow

OURS = "Cobridge"
WEBER, NORDLICHT = "Musterbau Weber GmbH", "Nordlicht Elektro KG"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("people")) as found:
        found.settle()
        yield found


def posted(here: Ground, who: str, ref: str, text: str) -> None:
    """A reply below a card in Slack."""
    here.people.call(who, "chat.postMessage", channel=here.ids["cards"], thread_ts=ref, text=text)


def replies(here: Ground) -> list[Json]:
    """Every reply in the channel of Teams, as Graph keeps it."""
    roots = here.control("GET", "/state/graph")["channels"][0]["messages"]
    return [reply for root in roots for reply in root.get("replies", [])]


@pytest.mark.pain(11, "A mention arrives as a dead code such as `<@U123>`, or calls somebody who is not meant.")
def test_mentions_call_those_who_are_meant_or_name_them(here: Ground) -> None:
    """Who is known in the other tool is mentioned there; everybody else is named in words; no account's id shows."""
    here.create("trello", "Erwähnt")
    here.settle()
    carla, bob = here.account("carla", "slack"), here.account("bob", "slack")
    posted(here, "anna", here.ref("slack", "Erwähnt"), f"Bitte <@{carla}> und <@{bob}> ansehen")
    here.settle()
    (reply,) = [each for each in replies(here) if "ansehen" in each["body"]["content"]]
    mentioned = [each["mentioned"]["user"]["id"] for each in reply["mentions"]]
    assert mentioned == [here.account("carla", "teams")]
    for tool in ("trello", "asana", "teams"):
        (said,) = here.said(tool, "Erwähnt")
        assert "Carla Lang" in said, tool
        assert "Bob Schulz" in said, tool
        assert not [each for each in (carla, bob, here.account("carla", "teams")) if each in said]
    task = here.ref("asana", "Erwähnt")
    gid = here.account("anna", "asana")
    link = f'<body>Frage an <a data-asana-gid="{gid}"/></body>'
    cast("AsanaWorld", here.worlds["asana"]).people.call("bob", "POST", f"/tasks/{task}/stories", html_text=link)
    here.settle()
    for tool in ("trello", "slack", "teams"):
        said = next(each for each in here.said(tool, "Erwähnt") if "Frage an" in each)
        assert "Anna Weber" in said, tool
        assert gid not in said


@pytest.mark.pain(12, "All comments seem to be written by whoever connected the tools.")
def test_every_copied_comment_names_its_author_company_and_day(here: Ground) -> None:
    """The service's own account writes, in nobody's name; the first line says who said it, of which company, when."""
    card = here.create("trello", "Wer sagt das")
    here.settle()
    here.worlds["trello"].comment(card, "Aus Trello")
    posted(here, "carla", here.ref("slack", "Wer sagt das"), "Aus Slack")
    here.settle()
    day = here.advance(seconds=0).astimezone(BERLIN).strftime("%d.%m.%Y")
    said = {
        tool: " ".join(each["text"] for each in here.item(tool, "Wer sagt das")["comments"] if each["author"] == OURS)
        for tool in TOOLS
    }
    for text, name, company, at, home in (
        ("Aus Trello", "Anna Weber", WEBER, "trello", ("asana",)),
        ("Aus Slack", "Carla Lang", NORDLICHT, "slack", ("teams",)),
    ):
        assert text not in said[at]
        for tool in set(TOOLS) - {at}:
            who = name if tool in home else f"{name} ({company})"
            assert said[tool].count(f"{who}, {day} {text}") == 1, said[tool]
    authors = {each["author"] for each in here.item("asana", "Wer sagt das")["comments"]}
    assert authors == {OURS}


@pytest.mark.pain(13, "Whoever has no account in the other tool disappears from the task, or somebody else gets it.")
def test_nobody_disappears_for_want_of_an_account(here: Ground) -> None:
    """Known people are set natively, all others named in words; confirming an account later makes words a person."""
    david = here.account("david", "teams")
    ref = here.create("teams", "Zuständig", helpers=(david,))
    here.settle()
    for tool in ("trello", "asana", "slack"):
        item = here.item(tool, "Zuständig")
        assert item["people"] == [], tool
        assert "David Ohm" in item["description"], tool
    here.worlds["teams"].edit(ref, helpers=(david, here.account("carla", "teams")))
    here.settle()
    assert here.item("slack", "Zuständig")["people"] == ["Carla Lang"]
    assert f"Carla Lang ({NORDLICHT})" in here.item("asana", "Zuständig")["description"]
    for connection in ("teams", "slack"):
        here.run("people", "assign", "david", connection, here.account("david", connection))
    here.settle()
    assert set(here.item("slack", "Zuständig")["people"]) == {"Carla Lang", "David Ohm"}
    assert set(here.item("teams", "Zuständig")["people"]) == {"Carla Lang", "David Ohm"}
    for connection in ("teams", "slack"):
        here.run("people", "assign", "david", connection, "--undo")
    here.settle()


@pytest.mark.pain(14, "A tool that knows one person for a task throws the others out, and who leads is lost.")
def test_lead_and_helpers_survive_tools_that_tell_them_apart_differently(here: Ground) -> None:
    """Asana has one lead, Trello has members without order: edits there change neither who leads nor who helps."""
    anna, bob = here.account("anna", "asana"), here.account("bob", "asana")
    here.create("asana", "Zu zweit", lead=bob, helpers=(anna,))
    here.settle()
    assert set(here.item("trello", "Zu zweit")["people"]) == {"Anna Weber", "Bob Schulz"}
    for tool in ("trello", "teams", "slack", "trello"):
        shown = next(each for each in here.titles(tool) if each.startswith("Zu zweit"))
        here.worlds[tool].edit(here.ref(tool, shown), title=f"{shown}+")
        here.settle()
    title = "Zu zweit++++"
    task = here.native("asana", title)
    assert task["assignee"]["gid"] == bob
    assert anna in {each["gid"] for each in task["followers"]}
    for tool in ("slack", "teams"):
        words = here.item(tool, title)["description"]
        assert f"Zuständig: Bob Schulz ({WEBER})" in words
        assert f"Mitwirkend: Anna Weber ({WEBER})" in words
    carla = here.account("carla", "teams")
    here.worlds["teams"].edit(here.ref("teams", title), helpers=(carla,))
    here.settle()
    task = here.native("asana", title)
    assert task["assignee"]["gid"] == bob, "a third one joins, and nobody is thrown out"
    assert set(here.item("trello", title)["people"]) == {"Anna Weber", "Bob Schulz"}
    assert "Carla Lang" in task["notes"]


@pytest.mark.pain(23, "Two people become one by mistake, for good, and their tasks cannot be told apart again.")
def test_identities_are_proposed_confirmed_and_taken_back_without_loss(here: Ground) -> None:
    """Equal addresses are proposed and nothing more; what a person confirmed can be undone, and all is as before."""
    david = here.account("david", "teams")
    here.create("teams", "Wer ist wer", helpers=(david,))
    here.settle()
    before = {tool: here.item(tool, "Wer ist wer") for tool in TOOLS}
    asked = here.json("people", "match")
    proposed = {(each["person"], each["connection"]) for each in asked["proposals"]}
    assert {("david", "teams"), ("david", "slack")} <= proposed
    assert not [each for each in asked["proposals"] if each["connection"] == "trello"], "by a name alone: never"
    here.settle()
    assert {tool: here.item(tool, "Wer ist wer") for tool in TOOLS} == before, "a proposal changes nothing"
    here.json("people", "assign", "--confirm")
    here.settle()
    assert here.item("slack", "Wer ist wer")["people"] == ["David Ohm"]
    for each in asked["proposals"]:
        here.run("people", "assign", each["person"], each["connection"], "--undo")
    here.settle()
    after: dict[str, Any] = {tool: here.item(tool, "Wer ist wer") for tool in TOOLS}
    assert after == before
