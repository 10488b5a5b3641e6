"""Stickers and votes on cards."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, views
from connectors.sandbox.trello.access import NOT_FOUND, Call, known, membership_of
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid

_LOWEST, _HIGHEST = -60, 100
_MOST_ROTATE = 360
_MOST_STICKERS = 70


def of_card(call: Call, key: str) -> Any:
    """`GET /cards/{id}/stickers`."""
    fields = call.params.plain("fields", "all")
    return [views.chosen(each, fields) for each in call.find("cards", key)["stickers"]]


def read(call: Call, key: str, id_sticker: str) -> Any:
    """`GET /cards/{id}/stickers/{idSticker}`."""
    return views.chosen(_sticker(call.find("cards", key), id_sticker), call.params.plain("fields", "all"))


def create(call: Call, key: str) -> Any:
    """`POST /cards/{id}/stickers`: an image by name, and where it sticks in per cent of the card's front."""
    card, image = call.find("cards", key, "write"), call.params.text("image", least=1)
    place = {name: _number(call.params, name) for name in ("top", "left", "zIndex", "rotate")}
    if len(card["stickers"]) >= _MOST_STICKERS:
        raise RefusedError(403, "STICKER_LIMIT_EXCEEDED")
    url = f"https://trello.com/images/stickers/{image}.png"
    made = {"id": call.store.new_id(), "image": image, "imageUrl": url, "imageScaled": [], **place}
    card["stickers"].append(made)
    touch(call, card)
    return made


def update(call: Call, key: str, id_sticker: str) -> Any:
    """`PUT /cards/{id}/stickers/{idSticker}`."""
    card = call.find("cards", key, "write")
    found = _sticker(card, id_sticker)
    sent = [name for name in ("top", "left", "zIndex", "rotate") if name in call.params]
    found |= {name: _number(call.params, name) for name in sent}
    touch(call, card)
    return found


def delete(call: Call, key: str, id_sticker: str) -> Any:
    """`DELETE /cards/{id}/stickers/{idSticker}`."""
    card = call.find("cards", key, "write")
    card["stickers"].remove(_sticker(card, id_sticker))
    touch(call, card)
    return {"stickers": card["stickers"]}


def voters(call: Call, key: str) -> Any:
    """`GET /cards/{id}/membersVoted`."""
    asked = Params({"member_fields": call.params.plain("fields")})
    return views.members(call, call.find("cards", key)["idMembersVoted"], asked)


def vote(call: Call, key: str) -> Any:
    """`POST /cards/{id}/membersVoted`."""
    card, member = call.find("cards", key, "write"), call.params.plain("value")
    if membership_of(known(call.store, "boards", card["idBoard"]), member) is None:
        raise invalid("value")
    if member in card["idMembersVoted"]:
        raise RefusedError(400, "member has already voted on the card")
    card["idMembersVoted"].append(member)
    return _voted(call, card, voted=True)


def take_vote_back(call: Call, key: str, member: str) -> Any:
    """`DELETE /cards/{id}/membersVoted/{idMember}`."""
    card = call.find("cards", key, "write")
    if member not in card["idMembersVoted"]:
        raise RefusedError(400, "member has not voted on the card")
    card["idMembersVoted"].remove(member)
    return _voted(call, card, voted=False)


def _voted(call: Call, card: Obj, *, voted: bool) -> Any:
    card["badges"]["votes"] = len(card["idMembersVoted"])
    place = history.where(call.store, card)
    place.pop("list")
    history.write(call, "voteOnCard", {"voted": voted, **place})
    touch(call, card)
    return views.members(call, card["idMembersVoted"], Params({}))


def _number(params: Params, name: str) -> float:
    raw = params.plain(name, "0" if name == "rotate" else "")
    least, most = (0, _MOST_ROTATE) if name in ("rotate", "zIndex") else (_LOWEST, _HIGHEST)
    try:
        number = float(raw)
    except ValueError:
        raise invalid(name) from None
    if not least <= number <= (float("inf") if name == "zIndex" else most):
        raise invalid(name)
    return int(number) if number == int(number) else number


def _sticker(card: Obj, key: str) -> Obj:
    found: Obj | None = next((each for each in card["stickers"] if each["id"] == key), None)
    if found is None:
        raise RefusedError(404, NOT_FOUND)
    return found
