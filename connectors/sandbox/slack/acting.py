"""`POST /act`: what people do in Slack itself, sent to the app as Slack sends it, with the app's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from connectors.sandbox.loopback import Answer, is_loopback
from connectors.sandbox.slack import reply_addresses
from connectors.sandbox.slack.accounts import Accounts
from connectors.sandbox.slack.elements import chosen
from connectors.sandbox.slack.entities import App, Channel, User
from connectors.sandbox.slack.feed import ACT_SECONDS, Feed
from connectors.sandbox.slack.finding import Finder, Wanted, element_named, text_in
from connectors.sandbox.slack.messages import remove
from connectors.sandbox.slack.messenger import Messenger, body_of
from connectors.sandbox.slack.modals import check_required, filled, follow
from connectors.sandbox.slack.payloads import Payloads
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.told import deleted
from connectors.sandbox.slack.values import Obj
from connectors.sandbox.stand_in import CannotActError

_KEYS = ("tool", "person", "do", "channel", "ts", "action_id", "values", "connection", "url")


@dataclass(slots=True)
class Stage:
    """Where people act."""

    state: State
    feed: Feed
    accounts: Accounts
    _find: Finder = field(init=False)
    _send: Messenger = field(init=False)

    def __post_init__(self) -> None:
        """Take hold of who finds and who sends."""
        self._find = Finder(self.state, self.accounts)
        self._send = Messenger(self.feed)

    async def act(self, wanted: Wanted) -> Obj:
        """Carry out one act. Raises CannotActError."""
        if unknown := [key for key in wanted if key not in _KEYS]:
            raise CannotActError(f"Unknown key {unknown[0]!r}; allowed: {', '.join(_KEYS)}.")
        acts: Mapping[str, Callable[[Wanted], Any]] = {
            "press": self._press,
            "submit": self._submit,
            "slash": self._slash,
            "shortcut": self._shortcut,
            "delete": self._delete,
            "archive": self._archive,
            "options": self._options,
            "home": self._home,
            "close": self._close,
            "register": self._register,
        }
        act = acts.get(str(wanted.get("do")))
        if act is None:
            raise CannotActError(f"do must be one of {', '.join(acts)}, not {wanted.get('do')!r}.")
        answer = await act(wanted)
        return {"status": answer.status, "body": body_of(answer)}

    async def _press(self, wanted: Wanted) -> Answer:
        """A button, or a value chosen (`values`), in a message, else in what the person has open."""
        person = self._find.person(wanted)
        action_id = text_in(wanted, "action_id")
        if wanted.get("ts"):
            channel = self._find.channel(wanted)
            message = self._find.message(wanted, channel, person)
            app = self._find.app_of(message)
            block, element = element_named(
                message.get("blocks", []), action_id, f"The message {message['ts']}", wanted.get("values")
            )
            url = self._response_url(app, person, channel, message["ts"])
            where = Payloads(self.state, app, person).in_message(channel, message, url)
        else:
            view = self._find.open(person, action_id)
            app = view.app
            block, element = element_named(view.shown["blocks"], action_id, "What is open", wanted.get("values"))
            where = Payloads(self.state, app, person).in_view(view, filled(view, {}, self._find.user_id))
        action = self._action(block, element, wanted.get("values"))
        payload = Payloads(self.state, app, person).pressed(action, where)
        return await self._send.told(app, "interactive", payload, "/interactions/block_actions")

    async def _submit(self, wanted: Wanted) -> Answer:
        """The modal that the person has open, filled in with `values` by block id."""
        person = self._find.person(wanted)
        views = [view for view in self.state.views.values() if view.user == person.id]
        if not views:
            raise CannotActError(f"{person.name} has no modal open; press what opens one first.")
        view = views[-1]
        values = filled(view, wanted.get("values") or {}, self._find.user_id)
        check_required(view, values)
        payload = Payloads(self.state, view.app, person).submitted(view, values)
        answer = await self._send.told(view.app, "interactive", payload, "/interactions/view_submission")
        if answer.taken:
            follow(self.state, view, body_of(answer))
        return answer

    async def _slash(self, wanted: Wanted) -> Answer:
        """`values` may hold `command` (else `action_id`, else /task) and `text`."""
        person, channel = self._find.person(wanted), self._find.channel(wanted)
        app = self._find.app(wanted, channel)
        values = wanted.get("values") or {}
        command = str(values.get("command") or wanted.get("action_id") or "/task")
        url = self._response_url(app, person, channel, "")
        payload = Payloads(self.state, app, person).commanded(channel, command, str(values.get("text", "")), url)
        return await self._send.told(app, "slash_commands", payload, f"/commands/{command.removeprefix('/')}")

    async def _shortcut(self, wanted: Wanted) -> Answer:
        """A shortcut of the app (`action_id` is its callback id), of a message where `ts` names one."""
        person = self._find.person(wanted)
        callback_id = text_in(wanted, "action_id")
        where: Obj = {}
        channel = self._find.channel(wanted) if wanted.get("channel") else None
        app = self._find.app(wanted, channel)
        if channel is not None and wanted.get("ts"):
            message = self._find.message(wanted, channel, person)
            url = self._response_url(app, person, channel, message["ts"])
            inside = Payloads(self.state, app, person).in_message(channel, message, url)
            where = {
                **{key: inside[key] for key in ("channel", "message", "response_url")},
                "message_ts": message["ts"],
            }
        payload = Payloads(self.state, app, person).asked(callback_id, where)
        return await self._send.told(app, "interactive", payload, "/interactions/shortcut")

    async def _delete(self, wanted: Wanted) -> Answer:
        """A message, as an admin may delete any; or an item of a List."""
        if found := self.state.lists.get(str(wanted.get("channel"))):
            if found.rows.pop(str(wanted.get("ts")), None) is None:
                raise CannotActError(f"The List {found.id} has no item {wanted.get('ts')!r}.")
            return Answer()
        channel = self._find.channel(wanted)
        message = self._find.message(wanted, channel, self._find.person(wanted))
        remove(self.state, channel, message)
        content = {"type": "message", **deleted(self.state, channel, message)}
        return await self._send.first(channel, content, "message.message_deleted")

    async def _archive(self, wanted: Wanted) -> Answer:
        """An item of a List, which its API cannot; `values: {"archived": false}` takes it back."""
        found = self.state.lists.get(str(wanted.get("channel")))
        row = found.rows.get(str(wanted.get("ts"))) if found else None
        if row is None:
            raise CannotActError("channel and ts must name a List and one of its items.")
        row.archived = bool((wanted.get("values") or {}).get("archived", True))
        return Answer()

    async def _options(self, wanted: Wanted) -> Answer:
        """What a List's column `action_id` offers, which its API cannot change: names by option, in order."""
        found = self.state.lists.get(str(wanted.get("channel")))
        columns = found.columns.values() if found else ()
        column = next((each for each in columns if each.key == wanted.get("action_id")), None)
        if column is None or "choices" not in column.options:
            raise CannotActError("channel and action_id must name a List and one of its columns with options.")
        names: Mapping[str, str] = wanted.get("values") or {}
        column.options["choices"] = [{"value": value, "label": name} for value, name in names.items()]
        return Answer()

    async def _home(self, wanted: Wanted) -> Answer:
        """Opens the app's home tab."""
        person = self._find.person(wanted)
        app = self._find.app(wanted, None)
        home = self.state.homes.get((app.id, person.id))
        keys = [key for key in home.shown if key != "blocks"] if home else []
        view = {"view": {key: home.shown[key] for key in keys}} if home else {}
        im = self.state.direct({app.bot.id, person.id})
        about = {"user": person.id, "channel": im.id if im else f"D{person.id[1:]}", "tab": "home"}
        event = {"type": "app_home_opened", **about, "event_ts": self.state.new_ts(), **view}
        return await self._send.sent(self.feed.told(app, event, "app_home_opened"))

    async def _close(self, wanted: Wanted) -> Answer:
        """Closes the modal without submitting it; the app is told where it asked to be."""
        person = self._find.person(wanted)
        views = [view for view in self.state.views.values() if view.user == person.id]
        if not views:
            raise CannotActError(f"{person.name} has no modal open.")
        view = self.state.views.pop(views[-1].shown["id"])
        if not view.shown["notify_on_close"]:
            return Answer()
        payload = Payloads(self.state, view.app, person).submitted(view, filled(view, {}, self._find.user_id))
        payload = {**payload, "type": "view_closed", "is_cleared": False}
        return await self._send.told(view.app, "interactive", payload, "/interactions/view_closed")

    async def _register(self, wanted: Wanted) -> Answer:
        """An admin enters the app's address; it is kept when it answers Slack's challenge."""
        url = text_in(wanted, "url")
        if not is_loopback(url):
            raise CannotActError(f"url: {url!r} is no http address on this machine, and nothing else gets mail.")
        app = self._find.app(wanted, None)
        challenge = self.state.new_id("c").lower()
        payload = {"type": "url_verification", "token": app.verification_token, "challenge": challenge}
        new = replace(app, request_url=url)
        if self.feed.sockets.of(app) is not None:
            raise CannotActError("The app has a WebSocket open (Socket Mode) and needs no address.")
        answer = await self.feed.attempt(new, "events_api", payload, ACT_SECONDS)(0, Answer())
        said = body_of(answer)
        if answer.taken and challenge in (said, said.get("challenge") if isinstance(said, dict) else None):
            app.request_url = url
        return answer

    def _action(self, block: Obj, element: Obj, values: Any) -> Obj:
        about = {"action_id": element["action_id"], "block_id": block["block_id"], "action_ts": self.state.new_ts()}
        if element["type"] == "button":
            kept: Obj = {key: element[key] for key in ("text", "value", "style") if key in element}
            return {"type": "button", **about, **kept}
        for key in (block["block_id"], element["action_id"]):
            if isinstance(values, Mapping) and key in values:
                values = values[key]
        return {**about, **chosen(element, values, self._find.user_id)}

    def _response_url(self, app: App, person: User, channel: Channel, ts: str) -> str:
        origin = self._send.outbox().origins.get("slack", "")
        return reply_addresses.new(self.state, origin, app, person.id, channel, ts)
