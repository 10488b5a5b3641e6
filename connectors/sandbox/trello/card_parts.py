"""What is on a card: members, labels, comments, links."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import card_shapes, history, shapes, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, known, may, membership_of
from connectors.sandbox.trello.store import STEP
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid


def set_members(call: Call, card: Obj, wanted: list[str]) -> None:
    """Make these a card's members, one action for each who comes or goes."""
    for member in [each for each in card["idMembers"] if each not in wanted]:
        card["idMembers"].remove(member)
        _tell_member(call, card, "removeMemberFromCard", member)
    for member in [each for each in wanted if each not in card["idMembers"]]:
        card["idMembers"].append(member)
        _tell_member(call, card, "addMemberToCard", member)
    card["idMembers"] = list(wanted)


def _tell_member(call: Call, card: Obj, kind: str, member: str) -> None:
    place = history.where(call.store, card)
    place.pop("list")
    gone = {"deactivated": False} if kind == "removeMemberFromCard" else {}
    shown = call.store.get("members", member) or {}
    named = {"member": {"id": member, "name": shown.get("fullName", "")}}
    history.write(call, kind, {**place, **gone, **named}, member=member)


def set_labels(call: Call, card: Obj, wanted: list[str], *, told: bool = True) -> None:
    """Make these a card's labels, in one action."""
    old = card["idLabels"]
    if old == wanted:
        return
    for label in call.store.of("labels", card["idBoard"]):
        change = (label["id"] in wanted) - (label["id"] in old)
        if change and "uses" in label:
            label["uses"] = max(label["uses"] + change, 0)
    card["idLabels"] = list(wanted)
    if told:
        place = history.where(call.store, card)
        place["card"] = {"idLabels": list(wanted), **place["card"]}
        history.write(call, "updateCard", {"old": {"idLabels": old}, **place})


def attach(call: Call, card: Obj, url: str, name: str) -> Obj:
    """Attach a link to a card."""
    pos = max((each.get("pos") or 0 for each in card["attachments"]), default=0) + STEP
    attachment = card_shapes.attachment(call.store.new_id(), url, call.by, call.store.now(), pos)
    attachment["name"] = name
    card["attachments"].append(attachment)
    named = {"id": attachment["id"], "name": name, "url": url}
    history.write(call, "addAttachmentToCard", {"attachment": named, **history.where(call.store, card)})
    return attachment


def members(call: Call, key: str) -> Any:
    """`GET /cards/{id}/members`."""
    card = call.find("cards", key)
    asked = Params({"member_fields": call.params.plain("fields", views.MEMBER_FIELDS)})
    return views.members(call, card["idMembers"], asked)


def add_member(call: Call, key: str) -> Any:
    """`POST /cards/{id}/idMembers`."""
    card = call.find("cards", key, "write")
    member = call.params.plain("value")
    if membership_of(known(call.store, "boards", card["idBoard"]), member) is None:
        raise invalid("value")
    if member in card["idMembers"]:
        raise RefusedError(400, "member is already on the card")
    set_members(call, card, [*card["idMembers"], member])
    touch(call, card)
    return views.members(call, card["idMembers"], Params({}))


def remove_member(call: Call, key: str, member: str) -> Any:
    """`DELETE /cards/{id}/idMembers/{idMember}`."""
    card = call.find("cards", key, "write")
    if member not in card["idMembers"]:
        raise RefusedError(400, "member is not on the card")
    set_members(call, card, [each for each in card["idMembers"] if each != member])
    touch(call, card)
    return views.members(call, card["idMembers"], Params({}))


def add_label(call: Call, key: str) -> Any:
    """`POST /cards/{id}/idLabels`."""
    card = call.find("cards", key, "write")
    label = call.store.get("labels", call.params.plain("value"))
    if label is None or label["idBoard"] != card["idBoard"]:
        raise invalid("value")
    if label["id"] in card["idLabels"]:
        raise RefusedError(400, "that label is already on the card")
    _change_label(call, card, "addLabelToCard", label, [*card["idLabels"], label["id"]])
    return card["idLabels"]


def remove_label(call: Call, key: str, id_label: str) -> Any:
    """`DELETE /cards/{id}/idLabels/{idLabel}`."""
    card = call.find("cards", key, "write")
    if id_label not in card["idLabels"]:
        raise RefusedError(400, "that label is not on the card")
    label = known(call.store, "labels", id_label)
    left = [each for each in card["idLabels"] if each != id_label]
    _change_label(call, card, "removeLabelFromCard", label, left)
    return card["idLabels"]


def create_label(call: Call, key: str) -> Any:
    """`POST /cards/{id}/labels`: a new label, on the board and on the card."""
    card = call.find("cards", key, "write")
    colour, name = call.params.colour("color"), call.params.text("name")
    label = shapes.label(call.store.new_id(), card["idBoard"], name, colour)
    call.store.add("labels", label)
    _change_label(call, card, "addLabelToCard", label, [*card["idLabels"], label["id"]])
    return label


def _change_label(call: Call, card: Obj, kind: str, label: Obj, wanted: list[str]) -> None:
    set_labels(call, card, wanted, told=False)
    named = {"id": label["id"], "name": label["name"], "color": label["color"]}
    history.write(call, kind, {"label": named, "text": label["name"], **history.where(call.store, card)})
    touch(call, card)


def comment(call: Call, key: str) -> Any:
    """`POST /cards/{id}/actions/comments`."""
    card = call.find("cards", key, "write")
    text = call.params.text("text", least=1)
    said = {"text": text, "textData": {"emoji": {}}, **history.where(call.store, card)}
    action = history.write(call, "commentCard", said)
    card["badges"]["comments"] += 1
    touch(call, card)
    return history.shown(call, action, Params({}))


def edit_comment(call: Call, key: str) -> Any:
    """`PUT /actions/{id}`: only who wrote a comment may edit it."""
    action = _comment(call, key)
    if action["idMemberCreator"] != call.by:
        raise RefusedError(401, "unauthorized action permission requested")
    text = call.params.text("text" if "text" in call.params else "value", least=1)
    old = action["data"]["text"]
    action["data"] |= {"text": text, "dateLastEdited": call.store.now()}
    place = {name: action["data"][name] for name in ("board", "card", "list") if name in action["data"]}
    history.write(call, "updateComment", {**place, "action": {"id": key, "text": text}, "old": {"text": old}})
    _touch_commented(call, action)
    return history.shown(call, action, Params({}))


def delete_comment(call: Call, key: str) -> Any:
    """`DELETE /actions/{id}`: who wrote it may, and the board's admins."""
    action = _comment(call, key)
    board = known(call.store, "boards", action["data"]["board"]["id"])
    if action["idMemberCreator"] != call.by and not may(board, call.by, "admin"):
        raise RefusedError(401, "unauthorized action permission requested")
    history.forget(call.store, action)
    card = _touch_commented(call, action)
    if card is not None:
        card["badges"]["comments"] = max(card["badges"]["comments"] - 1, 0)
    place = {name: action["data"][name] for name in ("board", "card", "list") if name in action["data"]}
    history.write(call, "deleteComment", {**place, "action": {"id": key}})
    return {"_value": None}


def edit_card_comment(call: Call, key: str, action: str) -> Any:
    """`PUT /cards/{id}/actions/{idAction}/comments`."""
    _on_card(call, key, action)
    return edit_comment(call, action)


def delete_card_comment(call: Call, key: str, action: str) -> Any:
    """`DELETE /cards/{id}/actions/{idAction}/comments`."""
    _on_card(call, key, action)
    return delete_comment(call, action)


def _comment(call: Call, key: str) -> Obj:
    action = call.action(key)
    if action["type"] != "commentCard":
        raise RefusedError(400, "invalid action type")
    call.find("boards", action["data"]["board"]["id"], "write")
    return action


def _on_card(call: Call, key: str, action: str) -> None:
    card = call.find("cards", key)
    if call.action(action)["data"].get("card", {}).get("id") != card["id"]:
        raise RefusedError(404, NOT_FOUND)


def _touch_commented(call: Call, action: Obj) -> Obj | None:
    card = call.store.get("cards", action["data"].get("card", {}).get("id", ""))
    if card is not None:
        touch(call, card)
    return card


def attachments(call: Call, key: str) -> Any:
    """`GET /cards/{id}/attachments`."""
    card = call.find("cards", key)
    fields = call.params.plain("fields", "all")
    return views.attachments(card, Params({**call.params.values, "attachment_fields": fields}))


def attachment(call: Call, key: str, id_attachment: str) -> Any:
    """`GET /cards/{id}/attachments/{idAttachment}`."""
    found = _attachment(call.find("cards", key), id_attachment)
    return views.chosen(found, call.params.plain("fields", "all"))


def add_attachment(call: Call, key: str) -> Any:
    """`POST /cards/{id}/attachments` of a url; files are not taken."""
    card = call.find("cards", key, "write")
    url = call.params.text("url")
    if not url.startswith(("http://", "https://")):
        raise RefusedError(400, "invalid value for url")
    name = call.params.text("name") or url
    added = attach(call, card, url, name)
    touch(call, card)
    return added


def delete_attachment(call: Call, key: str, id_attachment: str) -> Any:
    """`DELETE /cards/{id}/attachments/{idAttachment}`."""
    card = call.find("cards", key, "write")
    gone = _attachment(card, id_attachment)
    card["attachments"].remove(gone)
    if card["idAttachmentCover"] == id_attachment:
        card["idAttachmentCover"] = None
    place = history.where(call.store, card)
    place.pop("list")
    named = {"id": gone["id"], "name": gone["name"]}
    history.write(call, "deleteAttachmentFromCard", {"attachment": named, **place})
    touch(call, card)
    return {"limits": {}}


def _attachment(card: Obj, key: str) -> Obj:
    found: Obj | None = next((each for each in card["attachments"] if each["id"] == key), None)
    if found is None:
        raise RefusedError(404, NOT_FOUND)
    return found
