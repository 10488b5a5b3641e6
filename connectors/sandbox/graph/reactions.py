"""Endpoints of reactions to channel messages.

Source: https://learn.microsoft.com/graph/api/chatmessage-setreaction
"""

from __future__ import annotations

from connectors.sandbox.graph.call import Call, Plain, Reply
from connectors.sandbox.graph.errors import bad
from connectors.sandbox.graph.messages import message, stir, writer


def set_reaction(call: Call) -> Reply:
    """One of each type by each person; doing it again changes nothing."""
    user, found, kind = writer(call), message(call), _type(call)
    if not any(each["user"]["user"]["id"] == user.id and each["reactionType"] == kind for each in found.reactions):
        person = {"id": user.id, "displayName": user.name, "userIdentityType": "aadUser"}
        who = {"application": None, "device": None, "user": person}
        found.reactions.append({"reactionType": kind, "createdDateTime": call.state.now(), "user": who})
        stir(call, found)
        call.state.tell("updated", found)
    return Plain()


def unset_reaction(call: Call) -> Reply:
    """Take one's own back."""
    user, found, kind = writer(call), message(call), _type(call)
    kept = [each for each in found.reactions if each["user"]["user"]["id"] != user.id or each["reactionType"] != kind]
    if len(kept) < len(found.reactions):
        found.reactions = kept
        stir(call, found)
        call.state.tell("updated", found)
    return Plain()


def _type(call: Call) -> str:
    kind = call.data.get("reactionType")
    if not isinstance(kind, str) or not kind:
        raise bad("reactionType cannot be null or empty.")
    return kind
