"""A connection's secrets, of which its tool renews some."""

from __future__ import annotations

import pytest

from bridge.adapters.vault.memory import MemoryVault
from bridge.adapters.vault.secrets import Secrets
from bridge.core.model.ids import ConnectionId

TEAMS = ConnectionId("weber-teams")
CONFIGURED = {"client_id": "c", "refresh_token": "configured"}


def test_a_renewed_secret_takes_the_place_of_the_configured_one() -> None:
    """At once and at the next start; diagnostics learn both times what they have to hide."""
    vault, hidden = MemoryVault(), list[str]()
    secrets = Secrets(TEAMS, CONFIGURED, vault, hidden.append)
    assert dict(secrets) == CONFIGURED
    secrets["refresh_token"] = "renewed"
    assert secrets["refresh_token"] == "renewed"
    later = Secrets(TEAMS, CONFIGURED, vault, hidden.append)
    assert dict(later) == {"client_id": "c", "refresh_token": "renewed"}
    assert hidden == ["renewed", "renewed"]
    assert "renewed" not in repr(later)


def test_a_renewed_secret_is_renewed_again_after_a_restart() -> None:
    """The chain of renewals goes on from start to start."""
    vault = MemoryVault()
    for value in ("first", "second"):
        Secrets(TEAMS, CONFIGURED, vault, str)["refresh_token"] = value
    assert Secrets(TEAMS, CONFIGURED, vault, str)["refresh_token"] == "second"


def test_what_a_tool_gives_by_itself_is_kept_for_everybody_who_asks() -> None:
    """Whoever asked before it was given finds it too, and so does the next start; no list of the configured has it."""
    vault, hidden = MemoryVault(), list[str]()
    before = Secrets(TEAMS, CONFIGURED, vault, hidden.append)
    assert before.get("webhook", "") == ""
    Secrets(TEAMS, CONFIGURED, vault, str)["webhook"] = "given"
    assert before["webhook"] == "given"
    assert Secrets(TEAMS, CONFIGURED, vault, str)["webhook"] == "given"
    assert dict(before) == CONFIGURED
    assert hidden == ["given"]
    with pytest.raises(KeyError):
        Secrets(ConnectionId("other"), CONFIGURED, vault, str)["webhook"]


def test_a_secret_is_never_taken_away() -> None:
    """Only another one takes its place."""
    secrets = Secrets(TEAMS, CONFIGURED, MemoryVault(), str)
    with pytest.raises(TypeError):
        del secrets["client_id"]
    assert dict(secrets) == CONFIGURED
