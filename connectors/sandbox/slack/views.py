"""views.*: modals and home tabs."""

from __future__ import annotations

import json
from typing import Any

from connectors.sandbox.slack.blocks import BlockFault, kept_blocks
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import App, Trigger, View
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError, wrong

TRIGGER_SECONDS = 3.0
_MOST_STACKED = 3
_LARGEST = 250_000
_TITLE = 24
_TEXTS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
_LABELS = {"modal": ("title", "submit", "close"), "home": ("submit", "close")}


def open_(call: Call) -> Obj:
    """Open a modal for the person who gave the trigger; what they had open is gone."""
    trigger = _trigger(call)
    view = _new(call, "modal")
    _exchange(call, trigger)
    for each in stack(call.state, _app(call), trigger.user):
        del call.state.views[each.shown["id"]]
    return _opened(call, trigger.user, view, "", view["id"])


def push(call: Call) -> Obj:
    """Put a modal on top of the one that the trigger comes from."""
    trigger = _trigger(call)
    below = stack(call.state, _app(call), trigger.user)
    if not below:
        raise RefusedError("not_found")
    if len(below) >= _MOST_STACKED:
        raise RefusedError("push_limit_reached")
    view = _new(call, "modal")
    _exchange(call, trigger)
    return _opened(call, trigger.user, view, below[-1].shown["id"], below[0].shown["id"])


def update(call: Call) -> Obj:
    """Change an open modal."""
    view = _meant(call)
    if call.args.text("hash", view.shown["hash"]) != view.shown["hash"]:
        raise RefusedError("hash_conflict")
    replace(call.state, view, content(call.state, call.args.thing("view", "invalid_arguments"), "modal"))
    return {"view": view.shown}


def publish(call: Call) -> Obj:
    """Set the home tab that a person sees of the app."""
    user = call.person("user_id")
    app = _app(call)
    shown = content(call.state, call.args.thing("view"), "home")
    found = call.state.homes.get((app.id, user.id))
    if found is None:
        found = View(app, user.id, _framed(call.state, app, shown, "", ""))
        found.shown["root_view_id"] = found.shown["id"]
        call.state.homes[app.id, user.id] = found
    else:
        replace(call.state, found, shown)
    return {"view": found.shown}


def stack(state: State, app: App, user: str) -> list[View]:
    """The modals that a person has open of an app, the top one last."""
    return [view for view in state.views.values() if view.app is app and view.user == user]


def replace(state: State, view: View, shown: Obj) -> None:
    """Show something else in a view; it keeps its id."""
    kept = {key: view.shown[key] for key in ("id", "team_id", "app_id", "bot_id", "root_view_id", "previous_view_id")}
    view.shown = {**view.shown, **shown, **kept, "hash": _hash(state)}


def put_on_top(state: State, app: App, user: str, given: Any) -> None:
    """A modal that came as the answer to a submission."""
    below = stack(state, app, user)
    shown = content(state, given, "modal")
    framed = _framed(state, app, shown, below[-1].shown["id"], below[0].shown["id"])
    state.views[framed["id"]] = View(app, user, framed)


def content(state: State, given: Any, kind: str) -> Obj:
    """A view as given by an app, checked and kept. Raises RefusedError."""
    if not isinstance(given, dict):
        raise wrong("missing required field: view")
    if len(json.dumps(given)) > _LARGEST:
        raise RefusedError("view_too_large")
    if given.get("type") != kind:
        raise wrong(f"invalid type: {given.get('type')} [json-pointer:/view/type]")
    try:
        blocks = kept_blocks(given.get("blocks"), lambda: state.new_id("b")[1:7], "view")
    except BlockFault as fault:
        raise wrong(str(fault).replace("json-pointer:", "json-pointer:/view")) from None
    texts = {key: _limited(given, key, most) for key, most in _TEXTS.items()}
    flags = {key: bool(given.get(key)) for key in ("clear_on_close", "notify_on_close", "submit_disabled")}
    labels = {key: _label(given, key) for key in _LABELS[kind]}
    if kind == "modal" and labels["title"] is None:
        raise wrong("missing required field: title [json-pointer:/view]")
    if kind == "modal" and labels["submit"] is None and any(block["type"] == "input" for block in blocks):
        raise wrong("missing required field: submit [json-pointer:/view]")
    return {"type": kind, "blocks": blocks, **texts, **flags, **labels}


def new_trigger(state: State, app: App, user: str, view: str = "") -> str:
    """What lets an app open a view for a person, once and within three seconds."""
    trigger_id = f"{state.new_id('9')[2:].lower()}.{state.team.id[1:]}.{state.new_id('8')[2:].lower()}"
    state.triggers[trigger_id] = Trigger(app, user, state.now() + TRIGGER_SECONDS, view)
    return trigger_id


def _opened(call: Call, user: str, view: Obj, previous: str, root: str) -> Obj:
    view |= {"previous_view_id": previous or None, "root_view_id": root}
    call.state.views[view["id"]] = View(_app(call), user, view)
    return {"view": view}


def _new(call: Call, kind: str) -> Obj:
    shown = content(call.state, call.args.thing("view"), kind)
    external = shown["external_id"]
    if external and any(view.shown["external_id"] == external for view in call.state.views.values()):
        raise RefusedError("duplicate_external_id")
    return _framed(call.state, _app(call), shown, "", "")


def _framed(state: State, app: App, shown: Obj, previous: str, root: str) -> Obj:
    return {
        "id": state.new_id("V"),
        "team_id": state.team.id,
        **shown,
        "state": {"values": {}},
        "hash": _hash(state),
        "root_view_id": root,
        "previous_view_id": previous or None,
        "app_id": app.id,
        "app_installed_team_id": state.team.id,
        "bot_id": app.bot.bot_id,
    }


def _meant(call: Call) -> View:
    """By id or external id; only of the app that asks."""
    view_id, external = call.args.text("view_id", ""), call.args.text("external_id", "")
    for view in (*call.state.views.values(), *call.state.homes.values()):
        named = view.shown["id"] == view_id if view_id else bool(external) and view.shown["external_id"] == external
        if named and view.app is _app(call):
            return view
    raise RefusedError("not_found")


def _trigger(call: Call) -> Trigger:
    trigger = call.state.triggers.get(call.args.text("trigger_id", ""))
    if trigger is None or trigger.app is not _app(call):
        raise RefusedError("invalid_trigger_id", **wrong("invalid `trigger_id`").further)
    if trigger.used:
        raise RefusedError("exchanged_trigger_id")
    if call.state.now() > trigger.ends:
        raise RefusedError("expired_trigger_id")
    return trigger


def _exchange(call: Call, trigger: Trigger) -> None:
    trigger.used = True
    call.state.triggers = {key: each for key, each in call.state.triggers.items() if call.state.now() < each.ends + 60}


def _app(call: Call) -> App:
    if call.account.app is None:
        raise RefusedError("not_allowed_token_type")
    return call.account.app


def _limited(given: Obj, key: str, most: int) -> str:
    value = given.get(key) or ""
    if not isinstance(value, str) or len(value) > most:
        raise wrong(f"must be less than {most + 1} characters [json-pointer:/view/{key}]")
    return value


def _label(given: Obj, key: str) -> Obj | None:
    label = given.get(key)
    if label is None:
        return None
    text = label.get("text") if isinstance(label, dict) and label.get("type") == "plain_text" else None
    if not isinstance(text, str) or not 0 < len(text) <= _TITLE:
        raise wrong(f"must be less than {_TITLE + 1} characters [json-pointer:/view/{key}/text]")
    return {"type": "plain_text", "text": text, "emoji": label.get("emoji", True)}


def _hash(state: State) -> str:
    return f"{int(state.now())}.{state.new_id('h')[2:].lower()}"
