"""Forms as views: values in, views out. What stands in a form is what its person saw; block ids are fields' names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from bridge.core.model.document import Document
from bridge.core.model.reach import DueForm, Manifest
from bridge.core.model.task import Due, Fields
from connectors.slack.desk.cards import Lanes, lane_choice
from connectors.slack.desk.part_forms import part_inputs, told_checks
from connectors.slack.desk.pieces import Part, option, plain
from connectors.slack.manifest import MANIFEST, MOST_IN_TITLE
from connectors.slack.words import Words
from connectors.text.blocks import write_blocks

TASK, LANES = "task", "lanes"
"""The callback ids of our forms."""
NEW_LANES = "new"
"""The block of a form in which new lanes are typed."""
_LABEL = 24
"""Slack's limit for a form's title and buttons."""


def task_form(
    fields: Fields, lanes: Lanes, words: Words, zone: tzinfo, about: Mapping[str, str], held: Manifest = MANIFEST
) -> Part:
    """The form of a task with what is `held` of it; `about` comes back with it, and has no `ts` for a new one."""
    is_new = "ts" not in about
    blocks = [
        _input("title", words.title, _typed(fields.title, MOST_IN_TITLE), optional=False),
        _input("description", words.description, _rich(fields.description)),
        _input("status", words.status, _state(fields, words), optional=False),
        _input("lane", words.lane, lane_choice(lanes, fields.status.lane)),
        *_date("due", words.due, fields.due, zone, held),
        *(_date("start", words.start, fields.start, zone, held) if "start" in held.holds else ()),
        _input("lead", words.lead, _lead(fields) if held.tells_lead else {}),
        _input("helpers", words.helpers, _people("helpers", fields.helpers)),
        _input("labels", words.labels, _typed(", ".join(sorted(fields.labels)), 3000, "labels"), words.labels_hint),
        *(_input(*each) for each in part_inputs(fields, words, held.holds)),
        {} if is_new else _input("archived", words.archive, _archived(fields, words)),
    ]
    told = {**about, **({"checks": told_checks(fields.checklist)} if fields.checklist else {})}
    return _view(TASK, words.create if is_new else words.edit, [block for block in blocks if block], words, told)


def lanes_form(lanes: Lanes, words: Words, about: Mapping[str, str]) -> Part:
    """The form of a place's lanes: a name for each, and new ones."""
    blocks = [_input(ref, words.lane, _typed(name, 250, "name"), words.lanes_hint) for ref, name in lanes]
    more = {"type": "plain_text_input", "action_id": "names", "multiline": True}
    return _view(LANES, words.lanes, [*blocks, _input(NEW_LANES, words.new_lanes, more)], words, about)


def notice(text: str) -> Part:
    """A form that only says something."""
    labels = {name: {"type": "plain_text", "text": label} for name, label in (("title", "Cobridge"), ("close", "OK"))}
    return {"type": "modal", **labels, "blocks": [{"type": "section", "block_id": "notice", "text": plain(text)}]}


def untouched(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a view held before anybody touched it, as its submission would tell."""
    inputs = [block for block in view.get("blocks") or () if block.get("element")]
    return {str(block["block_id"]): {block["element"]["action_id"]: _held(block["element"])} for block in inputs}


def _held(element: Mapping[str, Any]) -> dict[str, Any]:
    """An element's first value, under the name its state has."""
    names = {
        "plain_text_input": ("value", "initial_value"),
        "rich_text_input": ("rich_text_value", "initial_value"),
        "datepicker": ("selected_date", "initial_date"),
        "timepicker": ("selected_time", "initial_time"),
        "static_select": ("selected_option", "initial_option"),
        "multi_users_select": ("selected_users", "initial_users"),
        "checkboxes": ("selected_options", "initial_options"),
    }
    state, initial = names[str(element["type"])]
    return {"type": element["type"], state: element.get(initial)}


def _view(callback: str, title: str, blocks: list[Part], words: Words, about: Mapping[str, str]) -> Part:
    labels = {"title": title, "submit": words.save, "close": words.cancel}
    return {
        "type": "modal",
        "callback_id": callback,
        **{name: {"type": "plain_text", "text": label[:_LABEL]} for name, label in labels.items()},
        "private_metadata": json.dumps(dict(about)),
        "blocks": blocks,
    }


def _input(name: str, label: str, element: Part, hint: str = "", *, optional: bool = True) -> Part:
    """An input for a field; nothing where there is nothing to put into it."""
    if not element:
        return {}
    further = {"hint": plain(hint)} if hint else {}
    block = {"type": "input", "block_id": name, "label": plain(label), "element": element}
    return {**block, "optional": optional, **further}


def _typed(text: str, most: int, action: str = "title") -> Part:
    initial = {"initial_value": text[:most]} if text else {}
    return {"type": "plain_text_input", "action_id": action, "max_length": most, **initial}


def _rich(document: Document) -> Part:
    elements = write_blocks(document)
    initial = {"initial_value": {"type": "rich_text", "elements": elements}} if elements else {}
    return {"type": "rich_text_input", "action_id": "description", **initial}


def _state(fields: Fields, words: Words) -> Part:
    options = {"open": option("open", words.open), "done": option("done", words.done)}
    initial = options["done" if fields.status.done else "open"]
    return {
        "type": "static_select",
        "action_id": "status",
        "options": list(options.values()),
        "initial_option": initial,
    }


def _date(name: str, label: str, value: Due | None, zone: tzinfo, held: Manifest) -> list[Part]:
    """Inputs for a day, and for a time of day where the place holds instants."""
    day, time = _picked(value, zone)
    days = _input(name, label, {"type": "datepicker", "action_id": name, **day})
    if held.due is not DueForm.BOTH:
        return [days]
    return [days, _input(f"{name}_time", f"{label}: …", {"type": "timepicker", "action_id": f"{name}_time", **time})]


def _picked(value: Due | None, zone: tzinfo) -> tuple[Part, Part]:
    """Day and time of day as they are picked; only an instant has a time."""
    if value is None:
        return {}, {}
    if not isinstance(value, datetime):
        return {"initial_date": value.isoformat()}, {}
    local = value.astimezone(zone)
    return {"initial_date": local.date().isoformat()}, {"initial_time": local.strftime("%H:%M")}


def _lead(fields: Fields) -> Part:
    return _people("lead", (fields.lead,) if fields.lead else (), most=1)


def _people(name: str, accounts: tuple[str, ...], most: int | None = None) -> Part:
    """Several can be taken off again; of a choice of one, Slack lets nobody choose none."""
    limit = {"max_selected_items": most} if most else {}
    initial = {"initial_users": list(accounts)} if accounts else {}
    return {"type": "multi_users_select", "action_id": name, **limit, **initial}


def _archived(fields: Fields, words: Words) -> Part:
    archived = option("archived", words.archived)
    initial = {"initial_options": [archived]} if fields.archived else {}
    return {"type": "checkboxes", "action_id": "archived", "options": [archived], **initial}
