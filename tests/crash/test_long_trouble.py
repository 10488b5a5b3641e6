"""A tool that is out of reach or out of hand for long, while people work on, there too: nobody loses anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.crash.strikes import PER_TOOL, work
from tests.crash.struck import Bench, bench

pytestmark = pytest.mark.slow

A_DAY = 24 * 3600.0
TOOLS = ("trello", "asana", "slack", "teams")
DEEDS = ("rename", "comment", "describe", "move", "create", "schedule", "finish", "comment", "rename", "reopen")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, seed=1) as made:
        yield made


def refusing(made: Bench, tool: str, kind: str) -> dict[str, object]:
    """Every call to the tool's vendor."""
    return {"vendor": made.where.places[tool].tool.vendor, "kind": kind}


def days(made: Bench, number: int, *faults: dict[str, object]) -> list[str]:
    """People work in the morning, in all four tools; then the service looks. Whom it could not reach on the last day.

    Faults meet the service alone.
    """
    deeds, unreachable = cycle(DEEDS), list[str]()
    for _ in range(number):
        made.plant()
        work(made, deeds)
        made.plant(*faults)
        unreachable = [str(place) for place in made.sync().unreachable]
        made.where.control.advance(A_DAY)
    return unreachable


def lacks(made: Bench, tool: str) -> set[str]:
    """What the place does not show of what two others show."""
    shown = {name: {each.title for each in made.where.sight().places[place.id]} for name, place in places(made)}
    others = [titles for name, titles in shown.items() if name != tool]
    assert others[0] == others[1] == others[2], "the others wait for it"
    return others[0] - shown[tool]


def places(made: Bench) -> list[tuple[str, Any]]:
    return list(made.where.places.items())


@pytest.mark.parametrize("tool", TOOLS)
def test_a_token_that_was_revoked_and_given_again_costs_time_only(made: Bench, tool: str) -> None:
    """For two days a tool accepts no credential: it says so, the others go on; then everything is everywhere."""
    assert days(made, 2, refusing(made, tool, "expired-token")) == [made.where.places[tool].id]
    assert made.calm() == []


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_that_is_down_for_a_week_catches_up(made: Bench, tool: str) -> None:
    """Its own people worked in it all the week, the others elsewhere: nobody's work is lost or doubled."""
    assert days(made, 7, refusing(made, tool, "503")) == [made.where.places[tool].id]
    assert lacks(made, tool), "nothing was made elsewhere meanwhile"
    assert made.calm() == []


def test_a_board_that_we_may_only_read_gets_everything_when_we_may_write_again(made: Bench) -> None:
    """For a day the service is an observer in Trello: what people do there is mirrored, what others do has to wait."""
    board = made.where.containers["trello"]
    ours = made.where.seed["service"]["trello"][0]["member"]["id"]
    standing(made, board, ours, "observer")
    days(made, 2)
    assert lacks(made, "trello")
    standing(made, board, ours, "normal")
    assert made.calm() == []


def test_a_channel_that_was_archived_for_a_day_gets_everything_when_it_is_back(made: Bench) -> None:
    """Nobody can write to an archived channel in Slack; the others do not notice."""
    channel = made.where.containers["slack"]
    slack(made, "conversations.archive", channel)
    unreachable, deeds = [], cycle(DEEDS)
    for place in [place for tool, place in places(made) if tool != "slack"]:
        for _ in range(PER_TOOL):
            made.people.act_as(next(deeds) if place.tool.id != "teams" else "create", place)
    unreachable = [str(place) for place in made.sync().unreachable]
    assert unreachable == [made.where.places["slack"].id]
    made.where.control.advance(A_DAY)
    slack(made, "conversations.unarchive", channel)
    assert made.calm() == []


def test_places_may_be_called_otherwise(made: Bench) -> None:
    """Somebody renames the board, the project, the channel and the plan: everything goes on as before."""
    where = made.where
    answers = (
        trello(made, "PUT", f"/boards/{where.containers['trello']}", name="Neubau"),
        asana(made, where.containers["asana"], name="Neubau"),
        slack(made, "conversations.rename", where.containers["slack"], name="neubau"),
        planner(made, f"/planner/plans/{where.containers['teams']}", title="Neubau"),
    )
    assert all(answer.ok for answer in answers), [answer.text for answer in answers]
    assert days(made, 1) == []
    assert made.calm() == []


def standing(made: Bench, board: str, member: str, kind: str) -> None:
    answer = trello(made, "PUT", f"/boards/{board}/members/{member}", type=kind)
    assert answer.ok, answer.text


def trello(made: Bench, method: str, path: str, **sent: str) -> requests.Response:
    query = {"key": "people", "token": "trello-nora"}
    return requests.request(method, f"{made.where.sandbox.urls['trello']}/1{path}", params=query, data=sent, timeout=30)


def asana(made: Bench, project: str, **data: str) -> requests.Response:
    url, headers = (
        f"{made.where.sandbox.urls['asana']}/api/1.0/projects/{project}",
        {"Authorization": "Bearer asana-lena"},
    )
    return requests.put(url, headers=headers, json={"data": data}, timeout=30)


def slack(made: Bench, method: str, channel: str, **sent: str) -> requests.Response:
    url, headers = f"{made.where.sandbox.urls['slack']}/api/{method}", {"Authorization": "Bearer slack-carla"}
    answer = requests.post(url, headers=headers, json={"channel": channel, **sent}, timeout=30)
    assert answer.json()["ok"], answer.text
    return answer


def planner(made: Bench, path: str, **values: str) -> requests.Response:
    url = f"{made.where.sandbox.urls['graph']}/v1.0{path}"
    headers = {"Authorization": "Bearer teams-vera"}
    etag = requests.get(url, headers=headers, timeout=30).json()["@odata.etag"]
    return requests.patch(url, headers={**headers, "If-Match": etag}, json=values, timeout=30)
