"""Who may call Trello, and what it says to the others."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.sandbox.serve import Sandbox


@pytest.fixture
def url(sandbox: Sandbox) -> str:
    return sandbox.urls["trello"] + "/1/members/me"


def test_key_and_token_are_taken_from_query_body_and_header(url: str, control: Any) -> None:
    """Clients send credentials in three ways, all work."""
    both = {"key": "cobridge-key", "token": "cobridge-token"}
    header = {"Authorization": 'OAuth oauth_consumer_key="cobridge-key", oauth_token="cobridge-token"'}
    for sent in ({"params": both}, {"headers": header}):
        assert control.session.get(url, timeout=10, **sent).json()["fullName"] == "Cobridge"
    board = url.replace("members/me", "boards/5f0000000000000000000001")
    assert control.session.put(board, data={**both, "desc": "Neu"}, timeout=10).json()["desc"] == "Neu"
    assert control.session.put(board, json={**both, "desc": "Neuer"}, timeout=10).json()["desc"] == "Neuer"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "invalid key"),
        ({"token": "trello-anna"}, "invalid key"),
        ({"key": "any", "token": "trello-nobody"}, "invalid token"),
        ({"key": "any"}, "unauthorized permission requested"),
        ({"key": "another", "token": "cobridge-token"}, "invalid key"),
    ],
)
def test_a_wrong_credential_is_refused_in_trellos_words(
    url: str, control: Any, sent: dict[str, str], words: str
) -> None:
    """A connection can tell a wrong key from a wrong token; the service's token works with its own key only."""
    answer = control.session.get(url, params=sent, timeout=10)
    assert (answer.status_code, answer.text) == (401, words)


def test_who_is_not_on_a_private_board_sees_nothing_of_it(trello_as: Any, board: str, card: str) -> None:
    """Carla has an account, but not on this board."""
    carla = trello_as("carla")
    assert carla.call("GET", board).text == "unauthorized permission requested"
    refused = carla.call("GET", card)
    assert (refused.status_code, refused.text) == (401, "unauthorized card permission requested")
    assert carla.get("/members/me/boards") == []


def test_observers_read_and_do_not_write(anna: Any, trello_as: Any, board: str, card: str) -> None:
    """An observer of a board may look."""
    carla = trello_as("carla")
    anna.done("PUT", f"{board}/members/{carla.get('/members/me')['id']}", type="observer")
    assert carla.get(card)["name"] == "Standplan abstimmen"
    assert carla.call("PUT", card, name="x").status_code == 401


def test_a_public_board_is_read_by_everybody(anna: Any, trello_as: Any, board: str, card: str) -> None:
    """Who is not on a public board may look too."""
    anna.done("PUT", board, **{"prefs/permissionLevel": "public"})
    assert trello_as("carla").get(card)["name"] == "Standplan abstimmen"
    assert trello_as("carla").call("PUT", card, name="x").status_code == 401


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/cards/Stuff", 400, "invalid id"),
        ("/cards/5f00000000000000000000ff", 404, "The requested resource was not found."),
        ("/cards/AbCd1234", 404, "The requested resource was not found."),
        ("/lists/AbCd1234", 400, "invalid id"),
        ("/boards/5f00000000000000000000ff", 404, "The requested resource was not found."),
        ("/kards", 404, "Cannot GET /1/kards"),
    ],
)
def test_what_is_not_there_is_told_from_what_cannot_be(anna: Any, path: str, status: int, words: str) -> None:
    """A malformed id is 400, a well-formed one of nothing is 404."""
    answer = anna.call("GET", path)
    assert (answer.status_code, answer.text) == (status, words)


def test_an_account_shows_its_mail_address_to_itself_only(anna: Any, bob: Any) -> None:
    """Other people's addresses are not handed out."""
    me = anna.get("/members/me")
    assert me["email"] == "anna@musterbau-weber.example"
    assert "email" not in bob.get(f"/members/{me['id']}")
    assert bob.get("/members/anna", fields="fullName") == {"id": me["id"], "fullName": "Anna Weber"}
    assert anna.get("/tokens/trello-anna/member")["id"] == me["id"]
    assert anna.call("GET", "/tokens/trello-bob").status_code == 404
