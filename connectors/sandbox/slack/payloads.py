"""What Slack sends an app when somebody presses, submits, calls or asks.

Source: https://docs.slack.dev/reference/interaction-payloads/
"""

from __future__ import annotations

from dataclasses import dataclass

from connectors.sandbox.slack.entities import App, Channel, User, View
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj
from connectors.sandbox.slack.views import new_trigger


@dataclass(frozen=True, slots=True)
class Payloads:
    """Payloads about one person's acts towards one app."""

    state: State
    app: App
    user: User

    def pressed(self, action: Obj, where: Obj) -> Obj:
        """`block_actions`; `where` is the message or view in which it happened."""
        common = self._common("block_actions")
        return {**common, "trigger_id": self._trigger(where), **where, "actions": [action]}

    def submitted(self, view: View, values: Obj) -> Obj:
        """`view_submission`."""
        shown = {**view.shown, "state": {"values": values}}
        trigger = {"trigger_id": new_trigger(self.state, self.app, self.user.id)}
        return {**self._common("view_submission"), **trigger, "view": shown, "response_urls": []}

    def asked(self, callback_id: str, where: Obj) -> Obj:
        """`shortcut`, or `message_action` where it was asked of a message."""
        kind = "message_action" if where else "shortcut"
        stamp = {"action_ts": self.state.new_ts(), "callback_id": callback_id}
        return {**self._common(kind), **stamp, "trigger_id": self._trigger({}), **where}

    def commanded(self, channel: Channel, command: str, text: str, response_url: str) -> Obj:
        """A slash command, a form of texts."""
        return {
            "token": self.app.verification_token,
            "team_id": self.state.team.id,
            "team_domain": self.state.team.domain,
            "channel_id": channel.id,
            "channel_name": channel.name if channel.kind == "public" else _NAMES[channel.kind],
            "user_id": self.user.id,
            "user_name": self.user.name,
            "command": command,
            "text": text,
            "api_app_id": self.app.id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": self._trigger({}),
        }

    def in_message(self, channel: Channel, message: Obj, response_url: str) -> Obj:
        """Where something was pressed: in a message."""
        ephemeral = bool(message.get("is_ephemeral"))
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id}
        threaded = {"thread_ts": message["thread_ts"]} if "thread_ts" in message else {}
        return {
            "container": {**container, "is_ephemeral": ephemeral, **threaded},
            "channel": {"id": channel.id, "name": channel.name or _NAMES[channel.kind]},
            "message": {key: value for key, value in message.items() if key not in ("metadata", "to", "channel")},
            "state": {"values": {}},
            "response_url": response_url,
        }

    def in_view(self, view: View, values: Obj) -> Obj:
        """Where something was pressed: in a modal or a home tab."""
        shown = {**view.shown, "state": {"values": values}}
        return {"container": {"type": "view", "view_id": view.shown["id"]}, "view": shown}

    def _trigger(self, where: Obj) -> str:
        view = where.get("view", {}).get("id", "")
        return new_trigger(self.state, self.app, self.user.id, view)

    def _common(self, kind: str) -> Obj:
        team = self.state.team
        who = {"id": self.user.id, "username": self.user.name, "name": self.user.name, "team_id": team.id}
        return {
            "type": kind,
            "team": {"id": team.id, "domain": team.domain},
            "user": who,
            "api_app_id": self.app.id,
            "token": self.app.verification_token,
            "enterprise": None,
            "is_enterprise_install": False,
        }


_NAMES = {"public": "", "private": "privategroup", "im": "directmessage", "mpim": "mpdm"}
