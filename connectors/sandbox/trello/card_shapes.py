"""New cards, with every key that Trello's own have."""

from __future__ import annotations

from connectors.sandbox.trello.ids import short_link
from connectors.sandbox.trello.shapes import limit
from connectors.sandbox.trello.values import Obj

CARD_LIMITS: Obj = {
    "attachments": {"perCard": limit(1000)},
    "checklists": {"perCard": limit(500)},
    "stickers": {"perCard": limit(70)},
}


_UNSET = (
    *(
        "address",
        "coordinates",
        "locationName",
        "dateClosed",
        "dateCompleted",
        "descData",
        "due",
        "dueReminder",
        "start",
    ),
    *("email", "idMemberCreator", "idAttachmentCover", "cardRole", "mirrorSourceId"),
)
_NOT_SO = ("closed", "dueComplete", "manualCoverAttachment", "pinned", "subscribed", "isTemplate")
_EMPTY = (
    *("checkItemStates", "idChecklists", "idLabels", "idMembers", "idMembersVoted", "labels"),
    *("attachments", "pluginData", "customFieldItems", "stickers"),
)


def card(object_id: str, id_list: str, id_board: str, now: str) -> Obj:
    """A card with nothing on it; whoever adds it to a board names and numbers it."""
    link = short_link(object_id)
    return {
        "id": object_id,
        "badges": badges(),
        "dateLastActivity": now,
        "idBoard": id_board,
        "idList": id_list,
        "idShort": 0,
        "limits": CARD_LIMITS,
        "name": "",
        "desc": "",
        "nodeId": f"ari:cloud:trello::card/workspace/{object_id}",
        "pos": 0,
        "shortLink": link,
        "shortUrl": f"https://trello.com/c/{link}",
        "url": f"https://trello.com/c/{link}",
        "cover": cover(),
        **dict.fromkeys(_UNSET),
        **dict.fromkeys(_NOT_SO, False),
        **{key: [] for key in _EMPTY},
    }


def cover() -> Obj:
    """No cover."""
    return {
        "idAttachment": None,
        "color": None,
        "idUploadedBackground": None,
        "size": "normal",
        "brightness": "dark",
        "idPlugin": None,
    }


def badges() -> Obj:
    """What an empty card shows on its front."""
    return {
        "attachmentsByType": {"trello": {"board": 0, "card": 0}},
        "externalSource": None,
        "location": False,
        "votes": 0,
        "viewingMemberVoted": False,
        "subscribed": False,
        "fogbugz": "",
        "checkItems": 0,
        "checkItemsChecked": 0,
        "checkItemsEarliestDue": None,
        "comments": 0,
        "attachments": 0,
        "description": False,
        "due": None,
        "dueComplete": False,
        "lastUpdatedByAi": False,
        "maliciousAttachments": 0,
        "start": None,
    }


def attachment(object_id: str, url: str, id_member: str | None, now: str, pos: float) -> Obj:
    """A link attached to a card, named by its url until it gets a name."""
    return {
        "id": object_id,
        "bytes": None,
        "date": now,
        "edgeColor": None,
        "idMember": id_member,
        "isMalicious": False,
        "isUpload": False,
        "mimeType": "",
        "name": url,
        "previews": [],
        "url": url,
        "pos": pos,
        "fileName": None,
    }
