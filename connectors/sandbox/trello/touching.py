"""What every change leaves behind: when a board and card were last active, and what a card's front shows."""

from __future__ import annotations

from connectors.sandbox.trello.access import Call
from connectors.sandbox.trello.store import Store
from connectors.sandbox.trello.values import Obj


def touch(call: Call, card: Obj) -> None:
    """Note that a card has just been changed."""
    card["dateLastActivity"] = call.store.last_activity()
    refresh(call.store, card)
    touch_board(call, card["idBoard"])


def touch_board(call: Call, board_id: str) -> None:
    """Note that a board has just been changed."""
    board = call.store.get("boards", board_id)
    if board is not None:
        board["dateLastActivity"] = call.store.last_activity()


def refresh(store: Store, card: Obj) -> None:
    """Bring a card's badges and checklist states up to date; the count of comments is kept by who comments."""
    checklists = store.of("checklists", card["id"])
    items = [item for checklist in checklists for item in checklist["checkItems"]]
    done = [item for item in items if item["state"] == "complete"]
    dues = [item["due"] for item in items if item.get("due") and item["state"] != "complete"]
    card["idChecklists"] = [checklist["id"] for checklist in checklists]
    card["checkItemStates"] = [{"idCheckItem": item["id"], "state": "complete"} for item in done]
    card["badges"] |= {
        "checkItems": len(items),
        "checkItemsChecked": len(done),
        "checkItemsEarliestDue": min(dues, default=None),
        "attachments": len(card["attachments"]),
        "description": bool(card["desc"]),
        "due": card["due"],
        "dueComplete": card["dueComplete"],
        "start": card["start"],
    }
