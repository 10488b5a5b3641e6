"""Users: how they are shown, and users.*."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.channel_shapes import listed
from connectors.sandbox.slack.channels import of_types
from connectors.sandbox.slack.entities import Channel, User
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError

_SIZES = (24, 32, 48, 72, 192, 512, 1024)


def users_list(call: Call) -> Obj:
    """Everybody, page by page."""
    page, cursor = call.page(list(call.state.users.values()), default=1000)
    members = [_member(call, user) for user in page]
    return {"members": members, "cache_ts": int(call.state.now()), "response_metadata": {"next_cursor": cursor}}


def users_info(call: Call) -> Obj:
    """One user."""
    return {"user": _single(call, call.person())}


def lookup_by_email(call: Call) -> Obj:
    """The user with an address."""
    wanted = call.args.text("email").lower()
    for user in call.state.users.values():
        if user.email and user.email.lower() == wanted:
            return {"user": _found(call, user)}
    raise RefusedError("users_not_found")


def users_conversations(call: Call) -> Obj:
    """The conversations of a user, the caller if nobody is named."""
    user = call.person() if call.args.has("user") else call.user
    mine = [channel for channel in of_types(call) if user.id in channel.members and call.sees(channel)]
    page, cursor = call.page(mine)
    return {"channels": [_joined(call, each) for each in page], "response_metadata": {"next_cursor": cursor}}


def _joined(call: Call, channel: Channel) -> Obj:
    shown = listed(call, channel)
    for key in ("is_member", "num_members"):
        shown.pop(key, None)
    return shown


def _member(call: Call, user: User) -> Obj:
    shown = user_shown(call.state, user, with_email="users:read.email" in call.account.scopes)
    shown["two_factor_type"] = "app"
    shown["profile"]["fields"] = {}
    return shown


def _single(call: Call, user: User) -> Obj:
    shown = user_shown(call.state, user, with_email="users:read.email" in call.account.scopes)
    shown["profile"] = {"pronouns": "", "status_emoji_url": "", **shown["profile"]}
    return shown | {
        "teams": [call.state.team.id],
        "enterprise_id": "",
        "enterprise_name": "",
        "is_stranger": False,
        "is_invited_user": False,
        "is_connector_bot": False,
    }


def _found(call: Call, user: User) -> Obj:
    """As users.lookupByEmail shows somebody: with less than the other methods."""
    shown = user_shown(call.state, user, with_email=True)
    for key in ("enterprise_user", "is_workflow_bot", "locale"):
        del shown[key]
    for key in ("always_active", "api_app_id", "bot_id"):
        del shown["profile"][key]
    shown["profile"] = {"pronouns": "", "status_emoji_url": "", **shown["profile"]}
    return {**shown, "two_factor_type": "app", "is_invited_user": False}


def user_shown(state: State, user: User, *, with_email: bool) -> Obj:
    """A user with every field that Slack shows; the address only for who may read addresses."""
    zone = ZoneInfo(state.team.zone)
    offset = datetime.now(UTC).astimezone(zone).utcoffset()
    return {
        "id": user.id,
        "team_id": state.team.id,
        "name": user.name,
        "deleted": False,
        "color": "9f69e7",
        "real_name": user.real_name,
        "tz": zone.key,
        "tz_label": "Central European Time",
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(state, user, with_email=with_email),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": bool(user.bot_id),
        "is_app_user": False,
        "is_workflow_bot": False,
        "updated": 1_700_000_000,
        "is_email_confirmed": bool(user.email),
        "has_2fa": False,
        "locale": "de-DE",
        "who_can_share_contact_card": "EVERYONE",
        "enterprise_user": {
            "id": "",
            "enterprise_id": "",
            "enterprise_name": "",
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "teams": [],
        },
    }


def _profile(state: State, user: User, *, with_email: bool) -> Obj:
    first, _, last = user.real_name.partition(" ")
    images = {f"image_{size}": f"https://avatars.slack-edge.example/{user.id}_{size}.png" for size in _SIZES}
    return {
        **images,
        "image_original": f"https://avatars.slack-edge.example/{user.id}_original.png",
        "is_custom_image": False,
        "avatar_hash": user.id[-8:].lower(),
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": "" if user.bot_id else user.name,
        "display_name_normalized": "" if user.bot_id else user.name,
        "first_name": first,
        "last_name": last,
        "title": "",
        "phone": "",
        "skype": "",
        "team": state.team.id,
        "status_text": "",
        "status_text_canonical": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "huddle_state": "default_unset",
        "huddle_state_expiration_ts": 0,
        "start_date": "",
        "guest_invited_by": "",
        "always_active": bool(user.bot_id),
        "bot_id": user.bot_id,
        "api_app_id": user.app_id,
        "email": user.email if with_email else "",
        **user.profile,
    }
