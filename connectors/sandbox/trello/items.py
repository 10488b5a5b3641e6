"""Cards in the normal form of `GET /state/trello?form=items`: what a reader sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from connectors.sandbox.trello.store import Store
from connectors.sandbox.trello.values import Obj

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
_BREAKS = ("softbreak", "hardbreak")


def items(store: Store) -> list[Mapping[str, Any]]:
    """All cards of all boards, archived ones too."""
    return [_item(store, card) for board in store.all("boards") for card in store.of("cards", board["id"])]


def _item(store: Store, card: Obj) -> Mapping[str, Any]:
    lane = store.get("lists", card["idList"]) or {}
    return {
        "place": card["idBoard"],
        "ref": card["id"],
        "title": card["name"],
        "description": as_read(card["desc"]),
        "state": "done" if card["dueComplete"] else "open",
        "lane": lane["name"],
        "due": card["due"],
        "people": [_name(store, member) for member in card["idMembers"]],
        "comments": _comments(store, card),
        "checklist": _checklist(store, card),
        "archived": card["closed"] or lane["closed"],
    }


def _checklist(store: Store, card: Obj) -> list[Mapping[str, Any]]:
    """The elements of all checklists."""
    return [
        {"title": each["name"], "done": each["state"] == "complete", "group": checklist["name"]}
        for checklist in store.of("checklists", card["id"])
        for each in checklist["checkItems"]
    ]


def _comments(store: Store, card: Obj) -> list[Mapping[str, str]]:
    """In order of time."""
    said = [action for action in store.told(card["id"]) if action["type"] == "commentCard"]
    return [
        {"author": _name(store, action["idMemberCreator"]), "text": as_read(action["data"].get("text") or "")}
        for action in reversed(said)
    ]


def _name(store: Store, member: str) -> str:
    return str((store.get("members", member) or {}).get("fullName", ""))


@lru_cache(maxsize=20_000)
def as_read(markdown: str) -> str:
    """Markdown as a reader sees it: markup taken off, each run of white space one space.

    The numbers of a list are markup too, but for those of one that begins elsewhere than at 1: somebody chose them.
    """
    return " ".join("".join(_pieces(_MARKDOWN.parse(markdown))).split())


def _pieces(tokens: list[Token]) -> Iterator[str]:
    numbers: list[Iterator[int] | None] = []
    for token in tokens:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                numbers.append(count(int(start)) if (start := token.attrGet("start")) is not None else None)
            case "ordered_list_close" | "bullet_list_close":
                numbers.pop()
            case "list_item_open" if chosen := numbers[-1]:
                yield f"{next(chosen)}{token.markup} "
        if token.children:
            yield from _pieces(token.children)
        elif token.type in _BREAKS:
            yield " "
        else:
            yield token.content
        if token.block:
            yield " "
