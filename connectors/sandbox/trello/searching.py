"""Search over what the caller may see: words, and the operators people write most.

`board: list: label: member: name: description: comment:`, `is:open`, `is:archived`, `@member`, `#label`, and a leading
minus (https://support.atlassian.com/trello/docs/searching-for-cards-all-boards/).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from connectors.sandbox.trello import views
from connectors.sandbox.trello.access import Call, may, membership_of
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.values import Obj, Params, invalid

_TYPES = ("actions", "boards", "cards", "members", "organizations")
_MOST_CARDS, _MOST = 1000, 1000
_MOST_MEMBERS = 20
_PAGES = 100


def search(call: Call) -> Any:
    """`GET /search`: what was found by kind, the latest changed cards first."""
    params = call.params
    terms = _terms(params.text("query", least=1))
    kinds = params.parts("modelTypes") or ["all"]
    if set(kinds) - {*_TYPES, "all"}:
        raise invalid("modelTypes")
    asked = [kind for kind in _TYPES if kind in kinds or "all" in kinds]
    options = {"terms": [{"text": each} for each in terms], "modifiers": [], "modelTypes": asked, "partial": False}
    found = {"actions": _none, "organizations": _none, "boards": _boards, "cards": _cards, "members": _members}
    return {"options": options, **{kind: found[kind](call, terms) for kind in asked}}


def members(call: Call) -> Any:
    """`GET /search/members`: those who share a board with the caller first of all, by name or username."""
    params, wanted = call.params, call.params.text("query", least=1).casefold()
    limit = params.whole("limit", 8, _MOST_MEMBERS)
    board = call.find("boards", params.plain("idBoard")) if params.plain("idBoard") else None
    found = [each for each in call.store.all("members") if _is_called(each, wanted)]
    if board is not None:
        found.sort(key=lambda each: membership_of(board, each["id"]) is None)
    return [views.chosen(each, f"{views.MEMBER_FIELDS},confirmed,url") for each in found[:limit]]


def _none(_: Call, __: list[str]) -> list[Obj]:
    return []


def _boards(call: Call, terms: list[str]) -> list[Obj]:
    limit = call.params.whole("boards_limit", 10, _MOST)
    fields = call.params.plain("board_fields") or "name,idOrganization"
    found = [each for each in _readable(call) if all(_in_words(term, each["name"]) for term in terms)]
    return [views.chosen(each, fields, "boards") for each in found[:limit]]


def _members(call: Call, terms: list[str]) -> list[Obj]:
    limit = call.params.whole("members_limit", 10, _MOST)
    fields = call.params.plain("member_fields") or views.MEMBER_FIELDS
    found = [each for each in call.store.all("members") if all(_is_called(each, term.casefold()) for term in terms)]
    return [views.chosen(each, fields) for each in found[:limit]]


def _cards(call: Call, terms: list[str]) -> list[Obj]:
    params = call.params
    limit, page = params.whole("cards_limit", 10, _MOST_CARDS), params.whole("cards_page", 0, _PAGES)
    only = params.parts("idCards")
    found = [
        card
        for board in _readable(call)
        for card in call.store.of("cards", board["id"])
        if (not only or card["id"] in only) and all(_fits(call, board, card, term) for term in terms)
    ]
    found.sort(key=lambda each: each["dateLastActivity"], reverse=True)
    nested = _nested(params)
    return [views.card(call, each, nested) for each in found[limit * page : limit * (page + 1)]]


def _nested(params: Params) -> Params:
    sent: dict[str, Any] = {"fields": params.plain("card_fields") or "all"}
    for name in ("board", "list", "members", "stickers", "attachments"):
        if f"card_{name}" in params:
            sent[name] = params.plain(f"card_{name}")
    return Params(sent)


def _readable(call: Call) -> Iterator[Obj]:
    """The boards named by `idBoards`, or all (`mine`) that the caller is on."""
    wanted = call.params.parts("idBoards")
    by_id = any(is_object_id(each) for each in wanted)
    for board in call.store.all("boards"):
        chosen = board["id"] in wanted if by_id else membership_of(board, call.by) is not None
        if chosen and may(board, call.by, "read") and not board["closed"]:
            yield board


def _terms(query: str) -> list[str]:
    """The words of a query; quotes hold several together."""
    try:
        return shlex.split(query)
    except ValueError:
        return query.split()


def _fits(call: Call, board: Obj, card: Obj, term: str) -> bool:
    if len(term) > 1 and term.startswith("-"):
        return not _fits(call, board, card, term[1:])
    key, colon, value = term.partition(":")
    short = {"@": "member", "#": "label"}.get(term[:1])
    if short:
        key, colon, value = short, ":", term[1:]
    texts = _texts(call, board, card)
    if key == "is" and value in ("open", "archived"):
        return bool(card["closed"]) == (value == "archived")
    if colon and key in texts:
        return _in_words(value, texts[key])
    return _in_words(term, "\n".join(texts[name] for name in ("name", "description", "comment", "checklist")))


def _texts(call: Call, board: Obj, card: Obj) -> Mapping[str, str]:
    store = call.store
    labels = [store.get("labels", key) or {} for key in card["idLabels"]]
    people = [found for key in card["idMembers"] if (found := store.get("members", key))]
    checklists = store.of("checklists", card["id"])
    return {
        "name": card["name"],
        "description": card["desc"],
        "board": f"{board['name']}\n{board['id']}",
        "list": (store.get("lists", card["idList"]) or {})["name"],
        "label": "\n".join(f"{each.get('name')}\n{each.get('color')}" for each in labels),
        "member": "\n".join([f"{each['username']}\n{each['fullName']}" for each in people] + _me(call, card)),
        "comment": "\n".join(each["data"]["text"] for each in store.told(card["id"]) if each["type"] == "commentCard"),
        "checklist": "\n".join(item["name"] for each in checklists for item in [each, *each["checkItems"]]),
    }


def _me(call: Call, card: Obj) -> list[str]:
    return ["me"] if call.by in card["idMembers"] else []


def _in_words(wanted: str, text: str) -> bool:
    return wanted.casefold() in text.casefold()


def _is_called(member: Obj, wanted: str) -> bool:
    return wanted in f"{member['fullName']}\n{member['username']}".casefold()
