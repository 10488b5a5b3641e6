"""New objects with every key that Trello's own have."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from connectors.sandbox.trello.ids import short_link
from connectors.sandbox.trello.values import COLOURS, Obj


def _limit(most: int) -> Obj:
    return {"status": "ok", "disableAt": most, "warnAt": most * 4 // 5}


CARD_LIMITS: Obj = {
    "attachments": {"perCard": _limit(1000)},
    "checklists": {"perCard": _limit(500)},
    "stickers": {"perCard": _limit(70)},
}
LIST_LIMITS: Obj = {"cards": {"openPerList": _limit(5000), "totalPerList": _limit(1_000_000)}}
BOARD_LIMITS: Obj = {
    "attachments": {"perBoard": _limit(36000), "perCard": _limit(1000)},
    "boards": {"totalMembersPerBoard": _limit(1600)},
    "cards": {"openPerBoard": _limit(5000), "openPerList": _limit(5000), "totalPerBoard": _limit(2_000_000)},
    "checklists": {"perBoard": _limit(1_800_000), "perCard": _limit(500)},
    "checkItems": {"perChecklist": _limit(200)},
    "customFields": {"perBoard": _limit(50)},
    "labels": {"perBoard": _limit(1000)},
    "lists": {"openPerBoard": _limit(500), "totalPerBoard": _limit(3000)},
    "reactions": {"perAction": _limit(900), "uniquePerAction": _limit(17)},
}
CHECKLIST_LIMITS: Obj = {"checkItems": {"perChecklist": _limit(200)}}


def slug(name: str) -> str:
    """A name as it ends a url."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100]


def member(object_id: str, full_name: str, username: str) -> Obj:
    """A person's account."""
    initials = "".join(word[0] for word in full_name.split()[:3]).upper()
    return {
        "id": object_id,
        "activityBlocked": False,
        "avatarHash": None,
        "avatarUrl": None,
        "bio": "",
        "bioData": None,
        "confirmed": True,
        "fullName": full_name,
        "idEnterprise": None,
        "idEnterprisesDeactivated": [],
        "idMemberReferrer": None,
        "idPremOrgsAdmin": [],
        "initials": initials,
        "memberType": "normal",
        "nonPublic": {},
        "nonPublicAvailable": False,
        "products": [],
        "status": "disconnected",
        "url": f"https://trello.com/u/{username}",
        "username": username,
    }


def membership(object_id: str, id_member: str, member_type: str) -> Obj:
    """A member's place on a board."""
    return {
        "id": object_id,
        "idMember": id_member,
        "memberType": member_type,
        "unconfirmed": False,
        "deactivated": False,
    }


def board(object_id: str, name: str, now: str) -> Obj:
    """A board without lists, labels or members."""
    link = short_link(object_id)
    return {
        "id": object_id,
        "nodeId": f"ari:cloud:trello::board/workspace/{object_id}",
        "name": name,
        "desc": "",
        "descData": None,
        "closed": False,
        "dateClosed": None,
        "idOrganization": None,
        "idEnterprise": None,
        "limits": BOARD_LIMITS,
        "pinned": False,
        "starred": False,
        "url": f"https://trello.com/b/{link}/{slug(name)}",
        "prefs": _prefs(),
        "shortLink": link,
        "subscribed": False,
        "labelNames": dict.fromkeys(sorted(COLOURS), ""),
        "powerUps": [],
        "dateLastActivity": now,
        "dateLastView": None,
        "shortUrl": f"https://trello.com/b/{link}",
        "idTags": [],
        "datePluginDisable": None,
        "creationMethod": None,
        "ixUpdate": "1",
        "templateGallery": None,
        "enterpriseOwned": False,
        "idBoardSource": None,
        "premiumFeatures": [],
        "idMemberCreator": None,
        "memberships": [],
        "customFields": [],
        "pluginData": [],
    }


def _prefs() -> Obj:
    return {
        "permissionLevel": "private",
        "hideVotes": False,
        "voting": "disabled",
        "comments": "members",
        "invitations": "members",
        "selfJoin": True,
        "cardCovers": True,
        "isTemplate": False,
        "cardAging": "regular",
        "calendarFeedEnabled": False,
        "background": "blue",
        "backgroundColor": "#0079BF",
        "backgroundImage": None,
        "backgroundTile": False,
        "backgroundBrightness": "dark",
        "canBePublic": True,
        "canBeEnterprise": True,
        "canBeOrg": True,
        "canBePrivate": True,
        "canInvite": True,
    }


def lane(object_id: str, id_board: str, name: str, pos: float) -> Obj:
    """A list."""
    return {
        "id": object_id,
        "name": name,
        "closed": False,
        "color": None,
        "idBoard": id_board,
        "pos": pos,
        "subscribed": False,
        "softLimit": None,
        "type": None,
        "datasource": {"filter": False},
        "creationMethod": None,
        "limits": LIST_LIMITS,
    }


def card(object_id: str, id_list: str, id_board: str, now: str) -> Obj:
    """A card with nothing on it; whoever adds it to a board names and numbers it."""
    link = short_link(object_id)
    return {
        "id": object_id,
        "address": None,
        "badges": badges(),
        "checkItemStates": [],
        "closed": False,
        "coordinates": None,
        "creationMethod": None,
        "dueComplete": False,
        "dateClosed": None,
        "dateCompleted": None,
        "dateLastActivity": now,
        "desc": "",
        "descData": None,
        "due": None,
        "dueReminder": None,
        "email": None,
        "idBoard": id_board,
        "idChecklists": [],
        "idLabels": [],
        "idList": id_list,
        "idMemberCreator": None,
        "idMembers": [],
        "idMembersVoted": [],
        "idShort": 0,
        "idAttachmentCover": None,
        "labels": [],
        "limits": CARD_LIMITS,
        "locationName": None,
        "manualCoverAttachment": False,
        "name": "",
        "nodeId": f"ari:cloud:trello::card/workspace/{object_id}",
        "pinned": False,
        "pos": 0,
        "shortLink": link,
        "shortUrl": f"https://trello.com/c/{link}",
        "start": None,
        "subscribed": False,
        "url": f"https://trello.com/c/{link}",
        "cover": cover(),
        "isTemplate": False,
        "cardRole": None,
        "mirrorSourceId": None,
        "attachments": [],
        "pluginData": [],
        "customFieldItems": [],
        "stickers": [],
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


def label(object_id: str, id_board: str, name: str, colour: str | None) -> Obj:
    """A label that no card has."""
    return {"id": object_id, "idBoard": id_board, "name": name, "color": colour, "uses": 0}


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


def checklist(object_id: str, id_board: str, id_card: str, name: str, pos: float) -> Obj:
    """A checklist without items."""
    return {
        "id": object_id,
        "name": name,
        "idBoard": id_board,
        "idCard": id_card,
        "pos": pos,
        "limits": CHECKLIST_LIMITS,
        "creationMethod": None,
        "checkItems": [],
    }


def check_item(object_id: str, id_checklist: str, name: str, pos: float) -> Obj:
    """An item of a checklist, not yet done."""
    return {
        "id": object_id,
        "name": name,
        "nameData": {"emoji": {}},
        "pos": pos,
        "state": "incomplete",
        "due": None,
        "dueReminder": None,
        "idMember": None,
        "idChecklist": id_checklist,
    }


def action(object_id: str, kind: str, by: str, date: str, data: dict[str, Any]) -> Obj:
    """Something that somebody did."""
    return {
        "id": object_id,
        "idMemberCreator": by,
        "data": data,
        "appCreator": None,
        "type": kind,
        "date": date,
        "limits": None,
    }
