"""Reactions on comments, each an emoji that Trello knows by name, by its characters or by their code points."""

from __future__ import annotations

import unicodedata
from typing import Any

from connectors.sandbox.trello import history, views
from connectors.sandbox.trello.access import NOT_FOUND, Call
from connectors.sandbox.trello.values import Obj, Params, RefusedError, invalid

_SHORT = {
    "thumbsup": "👍", "+1": "👍", "thumbsdown": "👎", "-1": "👎", "heart": "❤️", "smile": "😄", "tada": "🎉",
    "eyes": "👀", "rocket": "🚀", "fire": "🔥", "clap": "👏", "pray": "🙏", "white_check_mark": "✅", "x": "❌",
    "thinking_face": "🤔",
}  # fmt: skip


def of_action(call: Call, key: str) -> Any:
    """`GET /actions/{id}/reactions`."""
    call.action(key)
    return [_shown(each, call.params) for each in call.store.reactions[key]]


def read(call: Call, key: str, id_reaction: str) -> Any:
    """`GET /actions/{id}/reactions/{idReaction}`."""
    call.action(key)
    return _shown(_reaction(call, key, id_reaction), call.params)


def create(call: Call, key: str) -> Any:
    """`POST /actions/{id}/reactions`, on comments; each member once with each emoji."""
    action = call.action(key)
    if action["type"] != "commentCard":
        raise RefusedError(400, "invalid action type")
    call.find("boards", action["data"]["board"]["id"], "write")
    emoji = _emoji(call.params)
    held = call.store.reactions[key]
    if any((each["idMember"], each["idEmoji"]) == (call.by, emoji["unified"]) for each in held):
        raise RefusedError(400, "REACTION_ALREADY_EXISTS")
    made = {
        "id": call.store.new_id(),
        "idMember": call.by,
        "idModel": key,
        "idEmoji": emoji["unified"],
        "member": history.brief(call.member(call.by), views.MEMBER_FIELDS),
        "emoji": emoji,
    }
    held.append(made)
    return made


def delete(call: Call, key: str, id_reaction: str) -> Any:
    """`DELETE /actions/{id}/reactions/{idReaction}`: one's own."""
    call.action(key)
    found = _reaction(call, key, id_reaction)
    if found["idMember"] != call.by:
        raise RefusedError(401, "unauthorized reaction permission requested")
    call.store.reactions[key].remove(found)
    return {"_value": None}


def summary(call: Call, key: str) -> Any:
    """`GET /actions/{id}/reactionsSummary`: how often each emoji stands there, the first one first."""
    call.action(key)
    found: dict[str, Obj] = {}
    for each in call.store.reactions[key]:
        first = {"id": each["id"], "idModel": key, "idEmoji": each["idEmoji"], "count": 0, "emoji": each["emoji"]}
        found.setdefault(each["idEmoji"], {**first, "firstReacted": each["id"]})["count"] += 1
    return list(found.values())


def _shown(reaction: Obj, params: Params) -> Obj:
    left_out = {name for name in ("member", "emoji") if not params.flag(name, default=True)}
    return {name: value for name, value in reaction.items() if name not in left_out}


def _reaction(call: Call, key: str, id_reaction: str) -> Obj:
    for each in call.store.reactions[key]:
        if each["id"] == id_reaction:
            return each
    raise RefusedError(404, NOT_FOUND)


def _emoji(params: Params) -> Obj:
    native = params.plain("native") or _SHORT.get(params.plain("shortName").strip(":"), "")
    if not native and params.plain("unified"):
        try:
            native = "".join(chr(int(point, 16)) for point in params.plain("unified").split("-"))
        except (ValueError, OverflowError):
            raise invalid("unified") from None
    if not native or unicodedata.category(native[0]) not in ("So", "Sk", "Sm"):
        raise invalid("emoji")
    short = next((name for name, each in _SHORT.items() if each == native), None)
    name = unicodedata.name(native[0], "")
    return {
        "unified": "-".join(f"{ord(each):04X}" for each in native),
        "name": name,
        "native": native,
        "shortName": short or name.lower().replace(" ", "_"),
        "skinVariation": params.plain("skinVariation") or None,
    }
