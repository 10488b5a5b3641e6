"""Copies what a card holds onto another, as `idCardSource` with `keepFromSource` asks."""

from __future__ import annotations

import copy
from collections.abc import Set as AbstractSet

from connectors.sandbox.trello import history
from connectors.sandbox.trello.access import Call, known, membership_of
from connectors.sandbox.trello.card_parts import set_labels, set_members
from connectors.sandbox.trello.checklists import copy_checklist
from connectors.sandbox.trello.values import Obj


def copy_onto(call: Call, source: Obj, target: Obj, kept: AbstractSet[str]) -> None:
    """Copy each kept part that the target's board can hold; values the caller sent himself stay."""
    sent = call.params
    _copy_dates(source, target, {name for name in ("due", "start") if name in kept and name not in sent})
    if "members" in kept and "idMembers" not in sent:
        board = known(call.store, "boards", target["idBoard"])
        set_members(call, target, [each for each in source["idMembers"] if membership_of(board, each)])
    if "labels" in kept and "idLabels" not in sent and source["idBoard"] == target["idBoard"]:
        set_labels(call, target, source["idLabels"], told=False)
    if "attachments" in kept:
        target["attachments"] = [{**copy.deepcopy(each), "id": call.store.new_id()} for each in source["attachments"]]
    if "checklists" in kept:
        for checklist in call.store.of("checklists", source["id"]):
            copy_checklist(call, checklist, target)
    for key, name in (("customFields", "customFieldItems"), ("stickers", "stickers")):
        if key in kept and source["idBoard"] == target["idBoard"]:
            target[name] = [_of_its_own(call, each, target) for each in source.get(name, [])]
    if "comments" in kept:
        _copy_comments(call, source, target)


def _of_its_own(call: Call, part: Obj, target: Obj) -> Obj:
    """A sticker or a field's value, with an id of its own and the card it is on."""
    of_card = {"idModel": target["id"]} if "idModel" in part else {}
    return {**copy.deepcopy(part), "id": call.store.new_id(), **of_card}


def _copy_dates(source: Obj, target: Obj, names: AbstractSet[str]) -> None:
    target |= {name: source[name] for name in names}
    if "due" in names:
        target["dueReminder"] = source["dueReminder"]


def _copy_comments(call: Call, source: Obj, target: Obj) -> None:
    comments = [action for action in call.store.told(source["id"]) if action["type"] == "commentCard"]
    for action in reversed(comments):
        said = {"text": action["data"]["text"], "textData": {"emoji": {}}, **history.where(call.store, target)}
        history.write(call, "copyCommentCard", {**said, "cardSource": history.card_ref(source)})
        target["badges"]["comments"] += 1
