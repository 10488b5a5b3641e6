"""What the connectors may do in the tools is what mirroring needs, pinned here permission by permission (PL-03)."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from connectors.registry import TOOLS

LEAST = {
    "trello": {"read", "write"},
    "asana": {
        "Full permissions", "attachments:delete", "attachments:read", "attachments:write", "projects:read",
        "stories:delete", "stories:read", "stories:write", "tags:read", "tags:write", "tasks:delete", "tasks:read",
        "tasks:write", "users:read", "webhooks:delete", "webhooks:read", "webhooks:write",
    },
    "slack": {
        "channels:history", "channels:read", "chat:write", "commands", "connections:write", "files:read",
        "groups:history", "groups:read", "lists:read", "lists:write", "metadata.message:read", "users:read",
    },
    "teams": {
        "Channel.ReadBasic.All", "ChannelMessage.Read.All", "ChannelMessage.ReadWrite", "ChannelMessage.Send",
        "GroupMember.Read.All", "Tasks.Read.All", "Tasks.ReadWrite.All", "User.Read", "User.ReadBasic.All",
        "offline_access",
    },
}  # fmt: skip
"""What each is for: docs/tools. A tool without permissions of its own, such as the one in memory, has none."""
MONITORING = re.compile(
    r"analytic|presence|im:history|reaction|admin|audit|usage|report|login|sign.?in|calendar|mail|reminder|dnd|Chat\.",
    re.IGNORECASE,
)
"""Statistics of tools, who is there, private messages, reactions, who signed in, diaries: nothing of it is ours."""


def _asked(tool: str) -> set[str]:
    """For its calls, and when somebody signs in."""
    calls = {
        each for endpoint in import_module(f"connectors.{tool}.endpoints").ENDPOINTS for each in endpoint.permissions
    }
    return calls | set(getattr(import_module(f"connectors.{tool}.signin"), "SCOPES", ()))


@pytest.mark.parametrize("tool", LEAST)
def test_pl_03_a_tool_is_asked_for_no_permission_beyond_the_pinned_least(tool: str) -> None:
    """Whoever adds a call that needs more changes this list, and with it what partners were told."""
    assert _asked(tool) == LEAST[tool]


@pytest.mark.parametrize("tool", LEAST)
def test_pl_03_no_permission_reads_how_people_work(tool: str) -> None:
    """No statistics, presence, private messages, reactions, sign-ins or diaries."""
    assert not [each for each in LEAST[tool] if MONITORING.search(each)]
    assert MONITORING.search("admin.analytics:read")
    assert MONITORING.search("im:history")


def test_every_tool_has_its_list() -> None:
    """A new tool says what it asks for."""
    assert {tool for tool in TOOLS if tool != "memory"} == LEAST.keys()
