"""The `trello` package, as a client of the sandbox."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
import requests
import trello

from connectors.sandbox.serve import Sandbox

PREFIX = "https://trello.com/1"


class Redirected:
    """Stands in for `requests` in the package and sends each call to the sandbox."""

    def __init__(self, session: requests.Session, origin: str) -> None:
        self._session, self._origin = session, origin

    def __getattr__(self, method: str) -> Any:
        def call(url: str, *, params: Any = None, data: Any = None) -> requests.Response:
            target = self._origin + "/1" + url.removeprefix(PREFIX)
            return self._session.request(method.upper(), target, params=params, data=data, timeout=10)

        return call


@pytest.fixture
def sdk(control: Any, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Any:
    redirected = Redirected(control.session, sandbox.urls["trello"])
    for found in pkgutil.iter_modules(trello.__path__):
        module = importlib.import_module(f"trello.{found.name}")
        if hasattr(module, "requests"):
            monkeypatch.setattr(module, "requests", redirected)
    return trello.TrelloApi("cobridge-key", "cobridge-token")


def test_the_package_reads_and_writes_a_board(sdk: Any, offen: str) -> None:
    """The calls a connector needs go through the vendor's own package, and each answer is JSON."""
    board = "5f0000000000000000000001"
    assert sdk.boards.get(board)["name"] == "Messestand"
    assert [lane["name"] for lane in sdk.boards.get_list(board)] == ["Offen", "In Arbeit", "Erledigt"]
    made = sdk.cards.new("Vom Paket", offen, desc="x")
    sdk.cards.update_name(made["id"], "Anders")
    sdk.cards.update_due(made["id"], "2026-12-01")
    said = sdk.cards.new_action_comment(made["id"], "Hallo")
    sdk.cards.delete_action_comment_idAction(said["id"], made["id"])
    sdk.cards.new_label(made["id"], "sky", "neu")
    sdk.cards.new_attachment(made["id"], url="https://us.example/o/1")
    listed = sdk.checklists.new(made["id"], "Liste")
    sdk.checklists.new_checkItem(listed["id"], "Punkt")
    read = sdk.cards.get(made["id"], checklists="all")
    assert (read["name"], read["due"]) == ("Anders", "2026-12-01T00:00:00.000Z")
    assert read["checklists"][0]["checkItems"][0]["name"] == "Punkt"
    assert sdk.boards.get_action(board, limit=1, filter="createCard")[0]["data"]["card"]["id"] == made["id"]
    sdk.cards.delete(made["id"])
    with pytest.raises(requests.HTTPError):
        sdk.cards.get(made["id"])
