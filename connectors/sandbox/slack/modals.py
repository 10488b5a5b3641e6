"""Modals: what stands in them when they are submitted, and what becomes of them then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from connectors.sandbox.slack.elements import chosen, elements, is_empty, untouched
from connectors.sandbox.slack.entities import View
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError
from connectors.sandbox.slack.views import content, put_on_top, replace, stack
from connectors.sandbox.stand_in import CannotActError


def filled(view: View, given: Mapping[str, Any], user_id: Callable[[str], str]) -> Obj:
    """The state of a modal: what is given, else what stands there."""
    values: Obj = {}
    blocks = {block["block_id"]: block for block in view.shown["blocks"]}
    if unknown := [block_id for block_id in given if block_id not in blocks]:
        raise CannotActError(f"The modal has no block {unknown[0]!r}; it has {', '.join(blocks)}.")
    for block, element in elements(view.shown["blocks"]):
        shown = untouched(element)
        block_id, action_id = block["block_id"], element["action_id"]
        if block_id in given:
            raw = given[block_id]
            named = isinstance(raw, Mapping) and action_id in raw
            shown = chosen(element, raw[action_id] if named else raw, user_id)
        if shown is not None:
            values.setdefault(block_id, {})[action_id] = shown
    return values


def check_required(view: View, values: Obj) -> None:
    """Slack itself does not let a modal go whose inputs are not filled in."""
    for block in view.shown["blocks"]:
        required = block["type"] == "input" and not block["optional"]
        if required and is_empty(values[block["block_id"]][block["element"]["action_id"]]):
            raise CannotActError(f"{block['block_id']} must be filled in before the modal can be submitted.")


def follow(state: State, view: View, said: Any) -> None:
    """What becomes of a modal when its submission was answered."""
    action = said.get("response_action", "") if isinstance(said, dict) else ""
    try:
        match action:
            case "errors":
                return
            case "update":
                replace(state, view, content(state, said.get("view"), "modal"))
                return
            case "push":
                put_on_top(state, view.app, view.user, said.get("view"))
                return
    except RefusedError as refusal:
        raise CannotActError(f"The app's answer is no view that Slack takes ({refusal.error}).") from refusal
    closed = stack(state, view.app, view.user) if action == "clear" or view.shown["clear_on_close"] else [view]
    for each in closed:
        state.views.pop(each.shown["id"], None)
