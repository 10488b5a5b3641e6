"""users.profile.* and users.getPresence: what people say of themselves.

Source: https://docs.slack.dev/reference/methods/users.profile.set
"""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import User
from connectors.sandbox.slack.users import user_shown
from connectors.sandbox.slack.values import Obj, RefusedError

_WRITABLE = (
    "display_name", "first_name", "last_name", "phone", "pronouns", "real_name", "skype", "status_emoji",
    "status_expiration", "status_text", "title",
)  # fmt: skip
_LONGEST_STATUS = 100
_NOT_HERE = (
    "team", "bot_id", "api_app_id", "guest_invited_by", "status_emoji_display_info", "huddle_state_expiration_ts",
)  # fmt: skip


def get(call: Call) -> Obj:
    """Somebody's profile, the caller's if nobody is named."""
    return {"profile": _shown(call, call.person() if call.args.has("user") else call.user)}


def set_(call: Call) -> Obj:
    """Change one's own profile: one field, or several."""
    if call.args.has("user") and call.person() is not call.user:
        raise RefusedError("not_admin")
    wanted = call.args.thing("profile", "invalid_profile")
    if wanted is None and call.args.has("name"):
        wanted = {call.args.text("name"): call.args.text("value", "")}
    if not isinstance(wanted, dict) or not wanted:
        raise RefusedError("invalid_profile")
    if len(str(wanted.get("status_text", ""))) > _LONGEST_STATUS:
        raise RefusedError("too_long")
    changes = {key: value for key, value in wanted.items() if key in _WRITABLE}
    call.user.profile |= changes
    _name(call.user, changes)
    profile = _shown(call, call.user)
    del profile["always_active"]
    return {"profile": profile, "username": call.user.name}


def presence(call: Call) -> Obj:
    """Bots are always there; so is, in the sandbox, everybody who calls. Details only of the caller."""
    user = call.person() if call.args.has("user") else call.user
    if user is not call.user:
        return {"presence": "active" if user.bot_id else "away"}
    now = {"connection_count": 1, "last_activity": int(call.state.now())}
    return {"presence": "active", "online": True, "auto_away": False, "manual_away": False, **now}


def _name(user: User, changes: Obj) -> None:
    """The real name is the first and the last one, whichever of them was changed."""
    if "real_name" in changes:
        user.real_name = str(changes["real_name"])
    elif changes.keys() & {"first_name", "last_name"}:
        first, _, last = user.real_name.partition(" ")
        user.real_name = f"{changes.get('first_name', first)} {changes.get('last_name', last)}".strip()
    for key in ("real_name", "first_name", "last_name"):
        user.profile.pop(key, None)


def _shown(call: Call, user: User) -> Obj:
    shown = user_shown(call.state, user, with_email="users:read.email" in call.account.scopes)["profile"]
    kept = {key: value for key, value in shown.items() if key not in _NOT_HERE}
    return {"pronouns": "", "status_emoji_url": "", "fields": {}, **kept, "status_emoji_display_info": []}
