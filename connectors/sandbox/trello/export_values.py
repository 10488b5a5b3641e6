"""Values of a board export, whatever their year left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from connectors.sandbox.seed import native_id
from connectors.sandbox.stand_in import NotLoadableError
from connectors.sandbox.trello import card_shapes, shapes
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.values import Obj

_TEXTS = "name desc date due start text type fullName username initials shortLink shortUrl color memberType state"
_NUMBERS = "pos idShort comments"
_OBJECTS = "data old card list board listBefore listAfter memberCreator member badges cover prefs labelNames"
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    **dict.fromkeys(_TEXTS.split(), ((str,), "text")),
    **dict.fromkeys(_NUMBERS.split(), ((int, float), "number")),
    **dict.fromkeys(_OBJECTS.split(), ((Mapping,), "object")),
}


def own_badges(card: Obj) -> Mapping[str, Any]:
    """The badges an export brings; a card without any has the empty front it was made with."""
    return {} if card["badges"] == card_shapes.badges() else checked(card["badges"], "badges of a card")


def objects(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects under a key, none where it is missing. Raises NotLoadableError."""
    entries = raw.get(key)
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise NotLoadableError(f"This is no Trello board export: {key} is no list.")
    return [checked(entry, f"{key}[{index}]") for index, entry in enumerate(entries)]


def checked(raw: object, where: str) -> Mapping[str, Any]:
    """An object whose values are of the kinds that Trello writes; null may stand for any. Raises NotLoadableError."""
    if not isinstance(raw, Mapping):
        raise NotLoadableError(f"This is no Trello board export: {where} is no object.")
    for key, value in raw.items():
        kind = _KINDS.get(key)
        if kind is not None and value is not None and (not isinstance(value, kind[0]) or isinstance(value, bool)):
            raise NotLoadableError(f"This is no Trello board export: {where}.{key} is no {kind[1]}.")
    return raw


def list_of(raw: Mapping[str, Any], key: str) -> Iterable[Any]:
    """The list under a key, empty where there is none."""
    value = raw.get(key)
    return value if isinstance(value, list) else ()


def mapping(value: object) -> Mapping[str, Any]:
    """An object, empty where there is none."""
    return value if isinstance(value, Mapping) else {}


def without_none(raw: Mapping[str, Any], *keys: str) -> Obj:
    """All of an object; these keys only where they have a value, so that a default stands in for null."""
    return {key: value for key, value in raw.items() if key not in keys or value is not None}


def member_id(old: object) -> str:
    """A member's id, empty where there is none; one that Trello never gives becomes a new one, always the same."""
    if not old:
        return ""
    return str(old) if is_object_id(old) else native_id("trello", f"member-{old}")


def person(raw: Mapping[str, Any], object_id: str) -> Obj:
    """A member; somebody of whom nothing but the id is left is shown as Trello shows a deleted account."""
    known = shapes.member(object_id, raw.get("fullName") or "[deleted account]", raw.get("username") or object_id)
    return {**known, **without_none(raw, "fullName", "username", "initials"), "id": object_id}


def short_link(raw: Mapping[str, Any], kind: str) -> str | None:
    """The short link an export names, or the one in its short url."""
    named = raw.get("shortLink") or str(raw.get("shortUrl") or "").partition(f"trello.com/{kind}/")[2]
    return str(named) if named else None
