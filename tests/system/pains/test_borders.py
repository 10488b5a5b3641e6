"""What people fear of the whole: work that strays into other tools, losses nobody mentions, and being watched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest
import typer

from bridge.core.errors import NotPermittedError
from bridge.core.model.task import FIELDS
from bridge.entry.cli import cobridge
from bridge.entry.cli.exits import BadInputError
from tests.contracts.trello_parts import TrelloParts, make_fields
from tests.docs.pages import rows, section, text_of
from tests.system.pains.ground import NETWORK, TOOLS, Ground, ground, write_network

pytestmark = pytest.mark.slow

CHOSEN = 'container = "{board}"\n'
CUSTOM = f'{CHOSEN}custom_fields = {{ Kostenstelle = "Cost center" }}\npriority_field = "Priorität"\n'
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PEOPLE = ("anna", "bob", "carla", "david")
NEVER_RUN = {"demo", "sandbox", "run", "connect"}
"""They serve, or ask a person; what they print is held by their own tests."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("borders")) as found:
        make_fields(cast("Any", found.worlds["trello"]).people, found.ids["board"])
        write_network(found, NETWORK.replace(CHOSEN, CUSTOM))
        found.settle()
        yield found


@pytest.mark.pain(15, "A task that is shared with one tool turns up in a third one that has nothing to do with it.")
def test_a_task_reaches_its_own_space_and_no_other(here: Ground) -> None:
    """Each space has its places: what is in Dach reaches neither Slack nor Planner, and nothing of Halle is in Dach."""
    people = cast("Any", here.worlds["trello"]).people
    lane = people.call("anna", "GET", f"/boards/{here.ids['other_board']}/lists")[0]["id"]
    people.call("anna", "POST", "/cards", name="Nur im Dach", idList=lane)
    here.create("trello", "Nur in der Halle")
    here.create("teams", "Auch in der Halle")
    here.settle()
    other = {"trello": here.ids["other_board"], "asana": here.ids["other_project"]}
    for tool, container in other.items():
        assert [each["title"] for each in here.items(tool, container)] == ["Nur im Dach"]
    for tool in TOOLS:
        assert here.titles(tool)["Nur in der Halle"] == 1
        assert here.titles(tool)["Auch in der Halle"] == 1
        assert "Nur im Dach" not in here.titles(tool)


@pytest.mark.pain(24, "Half of the fields are silently left behind, and nobody says which.")
def test_what_a_tool_cannot_hold_is_said_in_the_item_and_on_its_page(here: Ground) -> None:
    """A card with everything: each value is in Planner and in Slack, natively or in words, and every page tells all."""
    parts = TrelloParts(cast("Any", here.worlds["trello"]).people, here.ids["board"])
    card = here.create(
        "trello", "Mit allem", text="Beschrieben", due=date(2027, 2, 5), start=date(2027, 2, 1),
        labels=frozenset({"dringlich"}), helpers=(here.account("anna", "trello"),),
    )  # fmt: skip
    parts.add_check(card, "Giebel prüfen")
    parts.attach(card, "https://ablage.example/plan.pdf", "Plan")
    parts.set_value(card, "Kostenstelle", "4711-Nord")
    parts.choose(card, "Priorität", "Dringend")
    here.settle()
    words = {
        "asana": ("Beschrieben", "2027-02-05", "2027-02-01", "dringlich", "Anna Weber", "4711-Nord", "dringend"),
        "teams": (
            "Beschrieben",
            '"category1": true',
            '"priority": 1',
            "Anna Weber",
            "Giebel prüfen",
            "Plan",
            "4711-Nord",
        ),
        "slack": ("Beschrieben", "dringlich", "Anna Weber", "Giebel prüfen", "Plan", "4711-Nord", "01.02.2027"),
    }
    shown = {tool: here.everything(tool, "Mit allem") for tool in words}
    missing = {tool: [each for each in wanted if each not in shown[tool]] for tool, wanted in words.items()}
    assert missing == {tool: [] for tool in words}
    for tool in TOOLS:
        told = rows(section(text_of(f"docs/tools/{tool}.md"), "What is mirrored"))
        assert {row[0] for row in told} == set(FIELDS)
        assert all(all(row) for row in told), tool


@pytest.mark.pain(25, "The tool turns into surveillance: who did how much, and when, is there for every superior.")
def test_nobody_can_be_counted_ranked_or_watched(here: Ground) -> None:
    """No command prints a person beside a number or a time; the log keeps days and pseudonyms, no names or accounts."""
    card = here.create("trello", "Von Anna", helpers=(here.account("anna", "trello"),))
    here.settle()
    here.worlds["trello"].edit(card, done=True)
    here.settle()
    here.advance(days=1, hours=2)
    here.settle()
    printed = {" ".join(words): said for words in printing() if (said := answered(here, words)) is not None}
    assert {"status", "sync", "plan", "doctor", "conflicts list", "parked list", "log verify"} <= printed.keys()
    known = persons(here)
    assert not {name: found for name, said in printed.items() if (found := list(beside_numbers(said, known)))}
    assert list(beside_numbers([{"person": "Anna Weber", "tasks": 3}], known)), "such a table would be found"
    exported = [json.loads(line) for line in here.run("log", "export").splitlines()]
    lines = [line["entry"] for line in exported if "entry" in line]
    assert {"opened", "completed"} <= {each["event_type"] for each in lines}
    for each in lines:
        assert DAY.fullmatch(each["occurred_on"])
        assert not [value for value in each.values() if isinstance(value, str) and re.search(r"\d\d:\d\d", value)]
        assert not [name for name in known if name in each.values()]
        assert "Von Anna" not in str(each)


def printing() -> Iterator[tuple[str, ...]]:
    """Every command that prints JSON and needs no argument."""

    def walk(command: Any, *words: str) -> Iterator[tuple[str, ...]]:
        for name, each in getattr(command, "commands", {}).items():
            yield from walk(each, *words, name)
        if (
            not hasattr(command, "commands")
            and not any(each.required for each in command.params)
            and any("--json" in each.opts for each in command.params)
        ):
            yield words

    yield from walk(typer.main.get_command(cobridge))


def answered(here: Ground, words: tuple[str, ...]) -> Any:
    """What it prints; None where it is no command to run here, needs more to go by, or is not for the operator."""
    if words[0] in NEVER_RUN:
        return None
    try:
        return here.json(*words)
    except (BadInputError, NotPermittedError):
        return None


def persons(here: Ground) -> set[str]:
    """All that stands for somebody: ids, names, addresses and accounts."""
    people = here.seed["people"]
    named = {each[key] for each in people for key in ("id", "name", "email")}
    return named | {account for each in people for account in each["accounts"].values()}


def beside_numbers(value: Any, known: set[str]) -> Iterator[Any]:
    """Each object that has a person and, beside it, a number or a time of day."""
    if isinstance(value, dict):
        own = list(value.values())
        names = [each for each in (*value.keys(), *own) if isinstance(each, str) and each in known]
        numbers = [each for each in own if isinstance(each, int | float) and not isinstance(each, bool)]
        times = [each for each in own if isinstance(each, str) and re.search(r"T\d\d:\d\d", each)]
        if names and (numbers or times):
            yield value
        for each in own:
            yield from beside_numbers(each, known)
    elif isinstance(value, list):
        for each in value:
            yield from beside_numbers(each, known)
