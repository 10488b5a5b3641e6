"""New objects with every key that Trello's own have."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from connectors.sandbox.trello.ids import short_link
from connectors.sandbox.trello.values import COLOURS, Obj


def limit(most: int) -> Obj:
    """How many of something Trello holds."""
    return {"status": "ok", "disableAt": most, "warnAt": most * 4 // 5}


LIST_LIMITS: Obj = {"cards": {"openPerList": limit(5000), "totalPerList": limit(1_000_000)}}
BOARD_LIMITS: Obj = {
    "attachments": {"perBoard": limit(36000), "perCard": limit(1000)},
    "boards": {"totalMembersPerBoard": limit(1600)},
    "cards": {"openPerBoard": limit(5000), "openPerList": limit(5000), "totalPerBoard": limit(2_000_000)},
    "checklists": {"perBoard": limit(1_800_000), "perCard": limit(500)},
    "checkItems": {"perChecklist": limit(200)},
    "customFields": {"perBoard": limit(50)},
    "labels": {"perBoard": limit(1000)},
    "lists": {"openPerBoard": limit(500), "totalPerBoard": limit(3000)},
    "reactions": {"perAction": limit(900), "uniquePerAction": limit(17)},
}
CHECKLIST_LIMITS: Obj = {"checkItems": {"perChecklist": limit(200)}}


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


_UNSET = (
    *("descData", "dateClosed", "dateLastView", "datePluginDisable", "creationMethod", "templateGallery"),
    *("idOrganization", "idEnterprise", "idBoardSource", "idMemberCreator"),
)


def board(object_id: str, name: str, now: str) -> Obj:
    """A board without lists, labels or members."""
    link = short_link(object_id)
    return {
        "id": object_id,
        "nodeId": f"ari:cloud:trello::board/workspace/{object_id}",
        "name": name,
        "desc": "",
        "limits": BOARD_LIMITS,
        "url": f"https://trello.com/b/{link}/{slug(name)}",
        "prefs": prefs(),
        "shortLink": link,
        "shortUrl": f"https://trello.com/b/{link}",
        "labelNames": dict.fromkeys(sorted(COLOURS), ""),
        "dateLastActivity": now,
        "ixUpdate": "1",
        **dict.fromkeys(_UNSET),
        **dict.fromkeys(("closed", "pinned", "starred", "subscribed", "enterpriseOwned"), False),
        **{key: [] for key in ("powerUps", "idTags", "premiumFeatures", "memberships", "customFields", "pluginData")},
    }


def prefs() -> Obj:
    """A new board's preferences: private."""
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


def label(object_id: str, id_board: str, name: str, colour: str | None) -> Obj:
    """A label that no card has."""
    return {"id": object_id, "idBoard": id_board, "name": name, "color": colour, "uses": 0}


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
