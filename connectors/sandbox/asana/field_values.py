"""A task's values of custom fields: checked as a whole, then written with the story each change leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from connectors.sandbox.asana.call import Call
from connectors.sandbox.asana.entities import Project, Task
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.field_entities import CustomField, EnumOption, FieldValue
from connectors.sandbox.asana.field_kinds import VALUE_OF, displayed
from connectors.sandbox.asana.history import changed, story
from connectors.sandbox.asana.rendering import Part

_LONGEST_TEXT = 1024


def given_fields(call: Call, projects: Iterable[Project]) -> dict[str, Any]:
    """The values of `custom_fields`, by gid; a field that none of the task's projects shows is refused."""
    sent = call.data.get("custom_fields", {})
    if not isinstance(sent, Mapping):
        raise bad("custom_fields: Must be an object")
    shown = {setting.field.gid: setting.field for project in projects for setting in project.settings}
    found: dict[str, Any] = {}
    for gid, value in sent.items():
        if gid not in shown:
            raise bad(f"custom_fields: Custom field with ID {gid} is not on given object")
        found[gid] = None if value is None else _checked(call, shown[gid], value)
    return found


def keep_fields(call: Call, task: Task, wished: Mapping[str, Any]) -> None:
    """Bring values to those wished for; what is so already leaves no trace."""
    for gid, value in wished.items():
        old = task.fields.get(gid)
        if old == value:
            continue
        if value is None:
            del task.fields[gid]
        else:
            task.fields[gid] = value
        _tell(call, task, call.state.fields[gid], old, value)


def _checked(call: Call, field: CustomField, value: Any) -> Any:
    wrong = bad(f"custom_fields: Invalid value for the {field.subtype} custom field {field.gid}")
    match field.subtype, value:
        case "text", str() if len(value) <= _LONGEST_TEXT:
            return value
        case "number", int() | float() if not isinstance(value, bool):
            return value
        case "number", str():
            return _number(value, wrong)
        case "enum", str():
            return _option(field, value)
        case "multi_enum", list():
            return [_option(field, each) for each in value] or None
        case "people", list():
            return [call.person("custom_fields", each) for each in value] or None
        case "date", {"date_time": str(moment)}:
            instant = call.moment("custom_fields", moment)
            return {"date": instant.astimezone(call.state.zone).date(), "date_time": instant}
        case "date", {"date": str(day)}:
            return {"date": call.moment("custom_fields", day).date(), "date_time": None}
    raise wrong


def _number(value: str, wrong: Exception) -> float:
    try:
        return float(value)
    except ValueError:
        raise wrong from None


def _option(field: CustomField, gid: object) -> EnumOption:
    found = next((each for each in field.options if each.gid == gid and each.enabled), None)
    if found is None:
        raise bad(f"custom_fields: {gid} is no enabled option of custom field {field.gid}")
    return found


def _tell(call: Call, task: Task, field: CustomField, old: Any, new: Any) -> None:
    name = VALUE_OF[field.subtype]
    more = {f"old_{name}": _said(old), f"new_{name}": _said(new)}
    shown = displayed(FieldValue(field, new))
    said = f"changed {field.name} to {shown}" if shown else f"removed {field.name}"
    held = {key: value for key, value in more.items() if value is not None}
    story(call, task, f"{field.subtype}_custom_field_changed", said, custom_field=field, **held)
    changed(call, task, "custom_fields")


def _said(value: Any) -> Any:
    """As stories show values: numbers without their fraction, days as dates of a task are."""
    match value:
        case float():
            return int(value)
        case {"date": day, "date_time": moment}:
            return Part({"due_on": day, "due_at": moment})
    return value
