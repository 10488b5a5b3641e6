"""What people type into and choose in the elements of blocks, as interactions carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from connectors.sandbox.slack.values import Obj
from connectors.sandbox.stand_in import CannotActError

_TYPED = {
    "plain_text_input": "value", "number_input": "value", "email_text_input": "value", "url_text_input": "value",
    "datepicker": "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time",
    "users_select": "selected_user", "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation", "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel", "multi_channels_select": "selected_channels",
    "rich_text_input": "rich_text_value", "static_select": "selected_option", "radio_buttons": "selected_option",
    "external_select": "selected_option", "overflow": "selected_option", "multi_static_select": "selected_options",
    "multi_external_select": "selected_options", "checkboxes": "selected_options",
}  # fmt: skip
_INITIAL = {
    "value": "initial_value", "selected_date": "initial_date", "selected_time": "initial_time",
    "selected_date_time": "initial_date_time", "selected_user": "initial_user", "selected_users": "initial_users",
    "selected_conversation": "initial_conversation", "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel", "selected_channels": "initial_channels",
    "rich_text_value": "initial_value", "selected_option": "initial_option", "selected_options": "initial_options",
}  # fmt: skip
_MANY = ("selected_users", "selected_conversations", "selected_channels", "selected_options")


def elements(blocks: list[Obj]) -> Iterator[tuple[Obj, Obj]]:
    """Each element that takes something, with its block."""
    for block in blocks:
        inner = [block.get("element"), block.get("accessory"), *(block.get("elements") or ())]
        yield from ((block, each) for each in inner if isinstance(each, dict) and "action_id" in each)


def chosen(element: Obj, given: Any, people: Callable[[str], str]) -> Obj:
    """An element's state when somebody has put a value into it; `people` turns a person's id into a user's.

    A value may stand as a script would write it (a text, a list of the options' values) or in Slack's own form.
    """
    kind = element["type"]
    if isinstance(given, Mapping) and "type" in given:
        return dict(given)
    key = _TYPED.get(kind)
    if key is None:
        raise CannotActError(f"Nothing can be put into a {kind} ({element['action_id']}).")
    return {"type": kind, key: _value(element, key, given, people)}


def untouched(element: Obj) -> Obj | None:
    """An element's state when nobody touched it; None for buttons, which have none."""
    key = _TYPED.get(element["type"])
    if key is None or element["type"] == "overflow":
        return None
    return {"type": element["type"], key: element.get(_INITIAL[key], [] if key in _MANY else None)}


def is_empty(state: Obj) -> bool:
    """Whether nothing is typed or chosen."""
    return all(value in (None, "", []) for key, value in state.items() if key != "type")


def _value(element: Obj, key: str, given: Any, people: Callable[[str], str]) -> Any:
    if given in (None, "", []):
        return [] if key in _MANY else None
    match key:
        case "selected_option":
            return _option(element, given)
        case "selected_options":
            return [_option(element, each) for each in _several(given)]
        case "selected_user":
            return people(str(given))
        case "selected_users":
            return [people(str(each)) for each in _several(given)]
        case "selected_conversations" | "selected_channels":
            return _several(given)
        case "value":
            return _typed(element, str(given))
    return given


def _typed(element: Obj, text: str) -> str:
    most = element.get("max_length", 3000)
    if len(text) > most:
        raise CannotActError(f"{element['action_id']} takes at most {most} characters, not {len(text)}.")
    return text


def _option(element: Obj, given: Any) -> Obj:
    """The option with this value or this text."""
    groups = [group["options"] for group in element.get("option_groups", ())]
    options: list[Obj] = [option for group in (element.get("options", []), *groups) for option in group]
    for option in options:
        if given in (option["value"], option["text"]["text"]):
            return {"text": option["text"], "value": option["value"]}
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(given), "emoji": True}, "value": str(given)}
    offered = ", ".join(option["value"] for option in options)
    raise CannotActError(f"{element['action_id']} has no option {given!r}; it has {offered}.")


def _several(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [given]
