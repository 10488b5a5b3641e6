"""Loads a board export as one more board, or in the place of the board with the same id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.sandbox.trello import boards, history, shapes
from connectors.sandbox.trello.access import membership_of
from connectors.sandbox.trello.export import Export, Reading
from connectors.sandbox.trello.store import Store
from connectors.sandbox.trello.values import Obj


def load(store: Store, joining: Sequence[str], raw: Any) -> Mapping[str, Any]:
    """Load an export; `joining` become members of its board. Raises NotLoadableError and changes nothing then."""
    there = store.get("boards", str(raw.get("id"))) if isinstance(raw, Mapping) else None
    export = Reading(store.new_id, lambda key: _taken(store, there, key), store.now()).read(raw)
    if there is not None:
        boards.empty(store, there)
    _enter(store, export)
    for member in joining:
        if membership_of(export.board, member) is None:
            export.board["memberships"].append(shapes.membership(store.new_id(), member, "normal"))
    return {
        "board": export.board["id"],
        "lists": len(export.lists),
        "cards": len(export.cards),
        "archived": sum(card["closed"] for card in export.cards),
        "comments": sum(action["type"] == "commentCard" for action in export.actions),
        "members": len(export.members),
        "labels": len(export.labels),
    }


def _taken(store: Store, there: Obj | None, key: str) -> bool:
    """Whether an id belongs to an object of another board than the one being replaced."""
    for kind in ("lists", "cards", "labels", "checklists"):
        thing = store.get(kind, key)
        if thing is not None:
            return there is None or thing["idBoard"] != there["id"]
    action = store.get("actions", key)
    return action is not None and (there is None or action["data"]["board"]["id"] != there["id"])


def _enter(store: Store, export: Export) -> None:
    for member in (*export.members, *export.former):
        if store.get("members", member["id"]) is None:
            store.add("members", member)
    store.add("boards", export.board)
    for lane in export.lists:
        store.add("lists", lane)
    for label in export.labels:
        store.add("labels", label)
    for card in export.cards:
        card["idShort"] = card["idShort"] or store.next_short(export.board["id"])
        store.add("cards", card)
    for checklist in export.checklists:
        store.add("checklists", checklist)
    for action in export.actions:
        store.add("actions", action)
        store.tell(action, history.models_of(action))
