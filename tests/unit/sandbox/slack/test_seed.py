"""What the workspace starts with, and what a free one hides."""

from typing import Any

import pytest
import requests

from connectors.sandbox.clock import Clock
from connectors.sandbox.seed import Seed
from connectors.sandbox.seed_part import SeedError
from connectors.sandbox.serve import running
from connectors.sandbox.slack.stand_in import Slack

GENERAL, CARDS, LIST = "C0GENERAL01", "C0CARDS0001", "F0MESSE0001"


def stamps(state: Any) -> list[str]:
    return [message["ts"] for channel in state["channels"] for message in channel["messages"]]


def test_the_effective_seed_is_a_seed(control: Any) -> None:
    """What GET /seed answers starts the same workspace again: ids, time stamps, members, items."""
    effective = control.ok("GET", "/seed")
    before = control.ok("GET", "/state/slack")
    with running(effective) as again:
        assert requests.get(f"{again.control_url}/seed", timeout=10).json()["slack"] == effective["slack"]
        after = requests.get(f"{again.control_url}/state/slack", timeout=10).json()
    for state in (before, after):
        for row in (item for found in state["lists"] for item in found["items"]):
            row.update(date_created=0, updated_timestamp="")
    assert after["lists"] == before["lists"]
    assert stamps(after) == stamps(before)


def test_a_silent_seed_has_a_general_channel_with_everybody() -> None:
    """As in every workspace."""
    with running({"people": [{"id": "anna"}]}) as sandbox:
        (channel,) = requests.get(f"{sandbox.control_url}/seed", timeout=10).json()["slack"]["channels"]
    assert (channel["name"], channel["members"]) == ("general", ["anna", "slack"])


def test_two_apps_live_in_one_workspace() -> None:
    """Each connection has a bot of its own, and hears only of its own channels."""
    accounts = [{"connection": "c"}, {"connection": "f"}]
    channels = [{"name": "c", "members": ["anna", "c"]}, {"name": "f", "members": ["anna", "f"]}]
    seed = {"people": [{"id": "anna"}], "slack": {"channels": channels}, "service": {"slack": accounts}}
    with running(seed) as sandbox:
        names = set(sandbox.environment)
        headers = {"Authorization": "Bearer xoxb-cobridge-2"}
        url = f"{sandbox.urls['slack']}/api/users.conversations"
        mine = requests.get(url, headers=headers, timeout=10).json()["channels"]
    assert {"COBRIDGE_CONNECTIONS__C__TOKEN", "COBRIDGE_CONNECTIONS__F__SIGNING_SECRET"} <= names
    assert [channel["name"] for channel in mine] == ["general", "f"]


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ({"plan": "gold"}, "slack.plan: expected one of free, paid, found 'gold'."),
        ({"channels": [{"id": "C1"}]}, "slack.channels[0].name: expected a text, found nothing."),
        ({"channels": [{"name": "x", "members": ["zoe"]}]},
         "slack.channels[0]: 'zoe' is nobody with an account in Slack."),
        ({"channels": [{"name": "x", "messages": [{"text": ""}]}]},
         "slack.channels[0].messages[0]: Slack refuses this message (no_text)."),
        ({"plan": "free", "lists": [{"name": "x"}]},
         "slack.lists: a free workspace has no Lists; set slack.plan to paid."),
        ({"lists": [{"name": "x", "items": [{"x": 1}]}]},
         "slack.lists[0].items[0].x: no such column; there are name, todo_completed, todo_assignee, todo_due_date."),
        ({"time_zone": "Berlin"}, "slack.time_zone: 'Berlin' is no time zone such as Europe/Berlin."),
    ],
)  # fmt: skip
def test_a_wrong_seed_is_told_in_a_sentence(section: Any, sentence: str) -> None:
    """Where, what, and what is allowed."""
    with pytest.raises(SeedError) as fault:
        Slack(Seed.read({"people": [{"id": "anna"}], "slack": section}), Clock())
    assert str(fault.value) == sentence


@pytest.mark.parametrize(("plan", "texts"), [("free", ["jung"]), ("paid", ["jung", "alt"])])
def test_a_free_workspace_hides_what_is_older_than_90_days(started: Any, plan: str, texts: list[str]) -> None:
    """It is there again when the plan is paid for: absent is not deleted."""
    messages = [
        {"author": "anna", "text": "alt", "at": "2026-08-24T08:59:00Z"},
        {"author": "anna", "text": "jung", "at": "2026-08-24T09:05:00Z"},
    ]
    channels = [{"id": GENERAL, "name": "general", "messages": messages}]
    sandbox = started(slack={"plan": plan, "lists": [], "channels": channels})
    headers = {"Authorization": "Bearer xoxb-app"}
    url = f"{sandbox.urls['slack']}/api/conversations.history"
    answer = requests.get(url, params={"channel": GENERAL}, headers=headers, timeout=10).json()
    assert [message["text"] for message in answer["messages"]] == texts
    assert answer["has_more"] is False
