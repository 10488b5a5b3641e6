"""Builds the boards of a seed, as its people would: through the same calls."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.seed_part import Part, SeedError
from connectors.sandbox.trello import boards, card_parts, cards, check_items, checklists, labels, lists, shapes
from connectors.sandbox.trello.access import Call, known
from connectors.sandbox.trello.accounts import SERVICE, Accounts
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.store import Store
from connectors.sandbox.trello.values import COLOURS, Obj, Params, RefusedError

_CARD = ("id", "name", "desc", "list", "members", "labels", "due", "start", "done", "closed", "comments", "checklists")


def plant(store: Store, accounts: Accounts, section: Part) -> Obj:
    """Build every board; returns the section with every id filled in. Raises SeedError."""
    section.only("boards", "loaded_members")
    for account in accounts.known:
        store.add("members", account)
    return {**section.value, "boards": [_plant_board(store, accounts, part) for part in section.parts("boards")]}


def _plant_board(store: Store, accounts: Accounts, part: Part) -> Obj:
    part.only("id", "name", "desc", "lists", "members", "labels", "cards", "shortLink", "url")
    members = accounts.members_named(part, "members")
    if not members:
        raise SeedError(f"{part.at('members')}: a board needs at least one member.")
    call = Call(store, members[0], Params({}))
    sent = {"name": part.text("name"), "desc": part.text("desc", ""), "defaultLists": "false", "defaultLabels": "false"}
    board = _made(call, part, boards.create, sent)
    found = known(store, "boards", board["id"])
    found["memberships"] += [shapes.membership(store.new_id(), each, "normal") for each in members[1:]]
    filled: Obj = {"lists": [], "labels": []}
    for entry in _named(part, "lists"):
        sent = {"name": entry.text("name"), "pos": "bottom"}
        lane = _made(call, entry, lists.create_on_board, sent, found["id"])
        filled["lists"].append({"id": lane["id"], "name": lane["name"]})
    for entry in _named(part, "labels"):
        sent = {"name": entry.text("name", ""), "color": entry.choice("color", ("", *sorted(COLOURS)), "")}
        label = _made(call, entry, labels.create_on_board, sent, found["id"])
        filled["labels"].append({"id": label["id"], **sent})
    filled["cards"] = [_plant_card(call, accounts, entry, found) for entry in part.parts("cards")]
    named = {key: found[key] for key in ("id", "name", "shortLink", "url")}
    return {**part.value, **named, "members": _everybody(accounts, members), **filled}


def _everybody(accounts: Accounts, members: list[str]) -> list[str]:
    """A board's members as a seed names them."""
    persons = [person for person, member in accounts.members.items() if member in members]
    return persons if len(persons) == len(members) else [*persons, SERVICE]


def _named(part: Part, key: str) -> list[Part]:
    """Entries that are a name alone or an object with one."""
    raw = part.value.get(key)
    named = [{"name": each} if isinstance(each, str) else each for each in raw] if isinstance(raw, list) else raw
    found = Part(part.where, {key: named}).parts(key)
    for entry in found:
        entry.only("id", "name", *(("color",) if key == "labels" else ()))
    return found


def _plant_card(call: Call, accounts: Accounts, part: Part, board: Obj) -> Obj:
    part.only(*_CARD)
    sent: dict[str, Any] = {
        "name": part.text("name"),
        "desc": part.text("desc", ""),
        "idList": _list(call, part, board),
        "idMembers": ",".join(accounts.person(each, part.at("members")) for each in part.texts("members")),
        "idLabels": ",".join(_label(call, each, part, board) for each in part.texts("labels")),
        "due": _instant(part, "due"),
        "start": _instant(part, "start"),
        "dueComplete": part.flag("done"),
    }
    card = _made(call, part, cards.create, sent)
    for entry in part.parts("checklists"):
        entry.only("name", "items")
        made = _made(call, entry, checklists.create_on_card, {"name": entry.text("name", "Checklist")}, card["id"])
        for item in entry.texts("items"):
            _made(call, entry, check_items.create_item, {"name": item}, made["id"])
    for entry in part.parts("comments"):
        entry.only("by", "text")
        author = accounts.person(entry.text("by"), entry.at("by")) if entry.value.get("by") else call.by
        _made(Call(call.store, author, Params({})), entry, card_parts.comment, {"text": entry.text("text")}, card["id"])
    if part.flag("closed"):
        cards.update(call.with_params(Params({"closed": "true"})), card["id"])
    return {**part.value, "id": card["id"]}


def _list(call: Call, part: Part, board: Obj) -> str:
    found = call.store.of("lists", board["id"])
    wanted = part.text("list", found[0]["name"] if found else "")
    named: list[str] = [lane["id"] for lane in found if wanted in (lane["name"], lane["id"])]
    if not named:
        allowed = ", ".join(lane["name"] for lane in found) or "none, the board has no lists"
        raise SeedError(f"{part.at('list')}: {wanted!r} is no list of this board; allowed: {allowed}.")
    return named[0]


def _label(call: Call, wanted: str, part: Part, board: Obj) -> str:
    found = call.store.of("labels", board["id"])
    named: list[str] = [label["id"] for label in found if wanted in (label["name"], label["id"])]
    if not named:
        allowed = ", ".join(label["name"] for label in found) or "none, the board has no labels"
        raise SeedError(f"{part.at('labels')}: {wanted!r} is no label of this board; allowed: {allowed}.")
    return named[0]


def _instant(part: Part, key: str) -> str:
    moment = part.instant(key)
    return moment.isoformat() if moment else ""


def _made(call: Call, part: Part, create: Any, sent: dict[str, Any], *path: str) -> Obj:
    """Carry out one call, with the id that the seed names, if it names one."""
    if part.value.get("id") is not None:
        object_id = part.text("id")
        if not is_object_id(object_id):
            raise SeedError(f"{part.at('id')}: {object_id!r} is no Trello id; it needs 24 hexadecimal digits.")
        call.store.new_id.next_is(object_id)
    try:
        made: Obj = create(call.with_params(Params(sent)), *path)
    except RefusedError as refusal:
        raise SeedError(f"{part.where}: Trello refuses this ({refusal.body}).") from refusal
    return made
