"""api.test, auth.test, team.info, bots.info and apps.connections.open: who is where."""

from __future__ import annotations

from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.messages import bot_profile
from connectors.sandbox.slack.sockets import Sockets
from connectors.sandbox.slack.values import Obj, RefusedError


def api_test(call: Call) -> Obj:
    """Says back what it was told."""
    args = {key: value for key, value in call.args.values.items() if key != "token"}
    if "error" in args:
        raise RefusedError(str(args["error"]), args=args)
    return {"args": args}


def auth_test(call: Call) -> Obj:
    """Whose token this is, and of which workspace."""
    team = call.state.team
    who: Obj = {"user": call.user.name, "user_id": call.user.id, "team": team.name, "team_id": team.id}
    if call.account.app:
        who |= {"bot_id": call.user.bot_id}
    return {"url": f"https://{team.domain}.slack.com/", **who, "is_enterprise_install": False}


def team_info(call: Call) -> Obj:
    """The workspace."""
    team = call.state.team
    picture = "https://a.slack-edge.example/80588/img/avatars-teams/ava_0001"
    icons = {f"image_{size}": f"{picture}-{size}.png" for size in (34, 44, 68, 88, 102, 132, 230)}
    shown = {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "email_domain": "",
        "icon": {**icons, "image_default": True},
        "is_verified": False,
        "url": f"https://{team.domain}.slack.com/",
        "avatar_base_url": "https://avatars.slack-edge.example/",
        "discoverable": "unlisted",
        "lob_sales_home_enabled": False,
        "is_sfdc_auto_slack": False,
        "locale": "de-DE",
    }
    return {"team": shown}


def bots_info(call: Call) -> Obj:
    """The bot that posts with an id."""
    app = call.state.app_of(call.args.text("bot", ""))
    if app is None:
        raise RefusedError("bot_not_found")
    profile = bot_profile(call.state, app.bot)
    about = {key: profile[key] for key in ("id", "deleted", "name", "updated", "app_id", "icons")}
    return {"bot": {**about, "user_id": app.bot.id}}


def connections_open(call: Call, sockets: Sockets) -> Obj:
    """An address for a WebSocket."""
    if call.account.app is None:
        raise RefusedError("not_allowed_token_type")
    return {"url": sockets.address(call.account.app, call.host)}
