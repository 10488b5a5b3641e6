"""Reads a board export as downloaded from trello.com, of any year, into objects of today's form.

Exports since 2012 differ: labels without ids, cards without `idLabels`, positions or short links, actions without
their author. Ids that are missing, malformed or used twice are replaced. Nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.stand_in import NotLoadableError
from connectors.sandbox.trello import card_shapes, shapes
from connectors.sandbox.trello.export_values import (
    checked,
    list_of,
    mapping,
    member_id,
    objects,
    own_badges,
    person,
    short_link,
    without_none,
)
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.store import STEP
from connectors.sandbox.trello.values import Obj

_NOT_KEPT = ("lists", "cards", "labels", "members", "checklists", "actions")


@dataclass(slots=True)
class Export:
    """A board and all that stands on it. `former` are people known only from what they did."""

    board: Obj
    lists: list[Obj] = field(default_factory=list)
    labels: list[Obj] = field(default_factory=list)
    cards: list[Obj] = field(default_factory=list)
    checklists: list[Obj] = field(default_factory=list)
    members: list[Obj] = field(default_factory=list)
    former: list[Obj] = field(default_factory=list)
    actions: list[Obj] = field(default_factory=list)


class Reading:
    """Reads one export. `taken` says whether an id belongs to another board's object."""

    def __init__(self, new_id: Callable[[], str], taken: Callable[[str], bool], now: str) -> None:
        """`now` dates what has no date."""
        self._new_id = new_id
        self._taken = taken
        self._now = now
        self._used: set[str] = set()
        self._met: set[str] = set()
        self._ids: dict[tuple[str, str], str] = {}

    def read(self, raw: Any) -> Export:
        """Read all of it. Raises NotLoadableError."""
        if not isinstance(raw, Mapping) or not isinstance(raw.get("name"), str):
            raise NotLoadableError("This is no Trello board export: it has no board name.")
        for key in ("lists", "cards"):
            if not isinstance(raw.get(key), list):
                raise NotLoadableError(f"This is no Trello board export: it has no list of {key}.")
        if raw["cards"] and not raw["lists"]:
            raise NotLoadableError("This export has cards but no lists that they could stand in.")
        export = Export(self._board(checked(raw, "the board")))
        self._read_people(raw, export)
        export.lists = [self._list(each, index, export.board) for index, each in enumerate(objects(raw, "lists"))]
        export.labels = self._labels(raw, export.board)
        export.cards = [self._card(each, index, export) for index, each in enumerate(objects(raw, "cards"))]
        export.checklists = self._checklists(raw, export)
        export.actions = [self._action(each, export) for each in objects(raw, "actions")]
        for card in export.cards:
            self._complete(card, export)
        return export

    def _id(self, kind: str, raw: Mapping[str, Any]) -> str:
        """The id of an object: its own, unless it is missing, malformed or taken."""
        old = raw.get("id")
        usable = is_object_id(old) and old not in self._used and not self._taken(str(old))
        new = str(old) if usable else self._new_id()
        self._used.add(new)
        self._ids.setdefault((kind, str(old)), new)
        return new

    def _known(self, kind: str, old: object) -> str | None:
        """The id that an object named elsewhere in the export has now."""
        return self._ids.get((kind, str(old)))

    def _board(self, raw: Mapping[str, Any]) -> Obj:
        old = raw.get("id")
        object_id = str(old) if is_object_id(old) else self._new_id()
        self._used.add(object_id)
        self._ids["board", str(old)] = object_id
        kept = {key: value for key, value in raw.items() if key not in _NOT_KEPT}
        board = {
            **shapes.board(object_id, raw["name"], self._now),
            **without_none(kept, "prefs", "desc"),
            "id": object_id,
        }
        board["shortLink"] = short_link(raw, "b") or board["shortLink"]
        board["prefs"] = {**shapes.prefs(), **mapping(board["prefs"])}
        board["closed"] = board["closed"] is True
        for key in ("customFields", "pluginData"):
            board[key] = list(objects(raw, key))
        return board

    def _read_people(self, raw: Mapping[str, Any], export: Export) -> None:
        for each in objects(raw, "members"):
            self._meet(each, export.members)
        memberships = [each for each in objects(raw, "memberships") if member_id(each.get("idMember")) in self._met]
        export.board["memberships"] = [self._membership(each) for each in memberships]
        placed = {each["idMember"] for each in export.board["memberships"]}
        export.board["memberships"] += [
            shapes.membership(self._new_id(), member["id"], "normal")
            for member in export.members
            if member["id"] not in placed
        ]
        for each in objects(raw, "actions"):
            for who in (each.get("memberCreator"), each.get("member"), {"id": each.get("idMemberCreator")}):
                self._meet(checked(who or {}, "who acted"), export.former)

    def _meet(self, raw: Mapping[str, Any], among: list[Obj]) -> None:
        """Take a person in once."""
        object_id = member_id(raw.get("id"))
        if object_id and object_id not in self._met:
            self._met.add(object_id)
            among.append(person(raw, object_id))

    def _membership(self, raw: Mapping[str, Any]) -> Obj:
        member = member_id(raw["idMember"])
        made = shapes.membership(self._id("membership", raw), member, "normal")
        return {**made, **raw, "id": made["id"], "idMember": member}

    def _list(self, raw: Mapping[str, Any], index: int, board: Obj) -> Obj:
        lane = shapes.lane(self._id("list", raw), board["id"], "", STEP * (index + 1))
        return {**lane, **without_none(raw, "name", "pos"), "id": lane["id"], "idBoard": board["id"]}

    def _labels(self, raw: Mapping[str, Any], board: Obj) -> list[Obj]:
        """The board's labels; before they had ids a board had one for each colour, kept where named or used."""
        found = [
            {
                **shapes.label(self._id("label", each), board["id"], "", None),
                **without_none(each, "id", "name"),
                "id": self._known("label", each.get("id")),
                "idBoard": board["id"],
            }
            for each in objects(raw, "labels")
        ]
        if isinstance(raw.get("labels"), list):
            return found
        names = mapping(raw.get("labelNames"))
        return [shapes.label(self._new_id(), board["id"], str(name), colour) for colour, name in names.items() if name]

    def _card(self, raw: Mapping[str, Any], index: int, export: Export) -> Obj:
        object_id = self._id("card", raw)
        id_list = self._known("list", raw.get("idList")) or export.lists[0]["id"]
        card = card_shapes.card(object_id, id_list, export.board["id"], self._now)
        card["pos"] = STEP * (index + 1)
        card |= without_none(raw, "name", "desc", "pos", "badges", "idMembers", "idShort", "cover", "dateLastActivity")
        card |= {"id": object_id, "idList": id_list, "idBoard": export.board["id"], "closed": raw.get("closed") is True}
        card["shortLink"] = short_link(raw, "c") or card["shortLink"]
        members = (member_id(each) for each in list_of(raw, "idMembers"))
        card["idMembers"] = list(dict.fromkeys(each for each in members if each in self._met))
        card["idLabels"] = self._card_labels(raw, export)
        card["dueComplete"] = raw.get("dueComplete") is True
        for key in ("attachments", "customFieldItems", "pluginData", "stickers"):
            card[key] = [{**each, "id": each.get("id") or self._new_id()} for each in objects(raw, key)]
        return card

    def _card_labels(self, raw: Mapping[str, Any], export: Export) -> list[str]:
        """A card's labels by id; those named by colour alone are found or made."""
        found = [new for old in list_of(raw, "idLabels") if (new := self._known("label", old))]
        for each in objects(raw, "labels"):
            object_id = self._known("label", each["id"]) if each.get("id") else self._by_colour(each, export)
            found.append(object_id or self._added_label(each, export))
        return list(dict.fromkeys(found))

    def _by_colour(self, raw: Mapping[str, Any], export: Export) -> str | None:
        name, colour = raw.get("name") or "", raw.get("color")
        alike = (label["id"] for label in export.labels if (label["name"], label["color"]) == (name, colour))
        return next(alike, None)

    def _added_label(self, raw: Mapping[str, Any], export: Export) -> str:
        label = shapes.label(self._id("label", raw), export.board["id"], raw.get("name") or "", raw.get("color"))
        export.labels.append(label)
        return str(label["id"])

    def _checklists(self, raw: Mapping[str, Any], export: Export) -> list[Obj]:
        """The checklists of cards that are there."""
        found = []
        for each in objects(raw, "checklists"):
            id_card = self._known("card", each.get("idCard"))
            if id_card is not None:
                made = shapes.checklist(self._id("checklist", each), export.board["id"], id_card, "", STEP)
                own = {"id": made["id"], "idBoard": export.board["id"], "idCard": id_card}
                items = [self._item(item, index, made["id"]) for index, item in enumerate(objects(each, "checkItems"))]
                found.append({**made, **without_none(each, "name", "pos"), **own, "checkItems": items})
        return found

    def _item(self, raw: Mapping[str, Any], index: int, id_checklist: str) -> Obj:
        item = shapes.check_item(self._id("item", raw), id_checklist, "", STEP * (index + 1))
        state = "complete" if raw.get("state") == "complete" else "incomplete"
        return {
            **item,
            **without_none(raw, "name", "pos"),
            "id": item["id"],
            "idChecklist": id_checklist,
            "state": state,
        }

    def _action(self, raw: Mapping[str, Any], export: Export) -> Obj:
        """An action as it stands, on this board; its author may be somebody who has left."""
        data = dict(checked(raw.get("data") or {}, "data of an action"))
        data["board"] = {**mapping(data.get("board")), "id": export.board["id"]}
        for kind in ("card", "list"):
            if isinstance(data.get(kind), Mapping):
                old = data[kind].get("id")
                data[kind] = {**data[kind], "id": self._known(kind, old) or old}
        author, date = member_id(raw.get("idMemberCreator")), str(raw.get("date") or self._now)
        action = shapes.action(self._id("action", raw), str(raw.get("type") or ""), author, date, data)
        own = {"id": action["id"], "idMemberCreator": author, "data": data}
        for key in ("memberCreator", "member"):
            if isinstance(raw.get(key), Mapping):
                own[key] = {**raw[key], "id": member_id(raw[key].get("id"))}
        return {**action, **without_none(raw, "date", "type"), **own}

    def _complete(self, card: Obj, export: Export) -> None:
        """Fill in what older exports leave out."""
        checklists = [each["id"] for each in export.checklists if each["idCard"] == card["id"]]
        named = [new for old in list_of(card, "idChecklists") if (new := self._known("checklist", old)) in checklists]
        card["idChecklists"] = list(dict.fromkeys([*named, *checklists]))
        comments = sum(
            action["type"] == "commentCard" and mapping(action["data"].get("card")).get("id") == card["id"]
            for action in export.actions
        )
        front = {"comments": comments, "attachments": len(card["attachments"]), "description": bool(card["desc"])}
        card["badges"] = {**card_shapes.badges(), **front, "due": card["due"], **own_badges(card)}
