"""Finds what a call names and whether the caller may: 400 for a malformed id, 404 for none, 401 for a closed door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from connectors.sandbox.trello.ids import is_object_id, is_short_link
from connectors.sandbox.trello.store import Kind, Store
from connectors.sandbox.trello.values import Obj, Params, RefusedError

Need = Literal["read", "write", "admin"]
_NAMES: dict[Kind, str] = {"cards": "card", "lists": "list", "labels": "label", "checklists": "checklist"}
NOT_FOUND = "The requested resource was not found."


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that waits for somebody else's; until then other calls go on."""

    finish: Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Call:
    """One authorised call: who calls, with what."""

    store: Store
    by: str
    params: Params
    token: str = ""
    key: str = ""

    def with_params(self, params: Params) -> Call:
        """The same caller with other values."""
        return replace(self, params=params)

    def find(self, kind: Kind, key: str, need: Need = "read") -> Obj:
        """A board, or what belongs to one. Raises RefusedError."""
        thing = known(self.store, kind, key)
        board = thing if kind == "boards" else known(self.store, "boards", thing["idBoard"])
        if not may(board, self.by, need):
            name = f"{_NAMES[kind]} " if kind in _NAMES else ""
            raise RefusedError(401, f"unauthorized {name}permission requested")
        return thing

    def member(self, key: str) -> Obj:
        """A member by id, by username, or the caller as `me`. Raises RefusedError."""
        wanted = self.by if key == "me" else key
        found = self.store.get("members", wanted) or next(
            (member for member in self.store.all("members") if member["username"] == wanted), None
        )
        if found is None:
            raise RefusedError(404, NOT_FOUND)
        return found

    def action(self, key: str) -> Obj:
        """An action the caller may see. Raises RefusedError."""
        if not is_object_id(key):
            raise RefusedError(400, "invalid id")
        action = self.store.get("actions", key)
        if action is None:
            raise RefusedError(404, NOT_FOUND)
        self.find("boards", action["data"]["board"]["id"])
        return action


def known(store: Store, kind: Kind, key: str) -> Obj:
    """The object with this id or, for boards and cards, short link. Raises RefusedError."""
    thing = store.get(kind, key)
    if thing is not None:
        return thing
    wellformed = is_object_id(key) or (kind in ("boards", "cards") and is_short_link(key))
    raise RefusedError(404, NOT_FOUND) if wellformed else RefusedError(400, "invalid id")


def may(board: Obj, member: str, need: Need) -> bool:
    """Whether a member may: observers read, members write, admins decide about it; anybody reads a public board."""
    mine = membership_of(board, member)
    if mine is None:
        return need == "read" and board["prefs"].get("permissionLevel") == "public"
    match need:
        case "read":
            return True
        case "write":
            return bool(mine["memberType"] != "observer")
        case "admin":
            return bool(mine["memberType"] == "admin")


def membership_of(board: Obj, member: str) -> Obj | None:
    """A member's place on a board."""
    return next(
        (each for each in board["memberships"] if each["idMember"] == member and not each.get("deactivated")), None
    )
