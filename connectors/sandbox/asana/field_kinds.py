"""The fields of custom fields, of their options and settings, and of a task's values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors.sandbox.asana.entities import Task
from connectors.sandbox.asana.field_entities import CustomField, FieldSetting, FieldValue
from connectors.sandbox.asana.getters import Getter, constant, kind, plain
from connectors.sandbox.asana.rendering import ABSENT, Kind, Part, Viewer

VALUE_OF: Mapping[str, str] = {
    "text": "text_value", "number": "number_value", "enum": "enum_value", "multi_enum": "multi_enum_values",
    "date": "date_value", "people": "people_value",
}  # fmt: skip
"""Where a value stands, by type of field."""


def values_of(task: Task, _: Viewer) -> list[FieldValue]:
    """A task's values: those of all fields of its projects, each once, also where it has none."""
    settings = [setting for section in task.homes.values() for setting in section.project.settings]
    found = {setting.field.gid: setting.field for setting in settings}
    return [FieldValue(each, task.fields.get(each.gid)) for each in found.values()]


def _options(it: CustomField | FieldValue, _: Viewer) -> Any:
    field = it.field if isinstance(it, FieldValue) else it
    return field.options if field.subtype in ("enum", "multi_enum") else ABSENT


def _value(name: str) -> Getter:
    def get(it: FieldValue, _: Viewer) -> Any:
        if VALUE_OF[it.field.subtype] != name:
            return ABSENT
        if it.value is None and it.field.subtype in ("multi_enum", "people"):
            return []
        return Part(it.value) if isinstance(it.value, dict) else it.value

    return get


def displayed(it: FieldValue) -> str | None:
    """A value as people read it."""
    value = it.value
    match value:
        case None | []:
            return None
        case list():
            return ", ".join(each.name for each in value)
        case dict():
            return str(value.get("date_time") or value["date"])
        case int() | float():
            return f"{value:.{it.field.precision}f}"
    return str(getattr(value, "name", value))


def _precision(it: CustomField | FieldValue, _: Viewer) -> Any:
    field = it.field if isinstance(it, FieldValue) else it
    return field.precision if field.subtype == "number" else ABSENT


_SHARED: dict[str, Getter] = {
    **constant(None, "id_prefix", "currency_code", "custom_label", "custom_label_position"),
    "is_formula_field": lambda _it, _viewer: False,
    "format": lambda _it, _viewer: "none",
    "enum_options": _options,
    "precision": _precision,
}
_FIELD: dict[str, Getter] = {
    **_SHARED,
    **plain("name", "description", "created_by"),
    **dict.fromkeys(("resource_subtype", "type", "representation_type"), lambda it, _: it.subtype),
    "is_global_to_workspace": lambda _it, _viewer: True,
    "is_value_read_only": lambda _it, _viewer: False,
    "has_notifications_enabled": lambda it, _: it.notifying,
    "privacy_setting": lambda _it, _viewer: "public_with_guests",
    "default_access_level": lambda _it, _viewer: "admin",
}
_VALUE: dict[str, Getter] = {
    **_SHARED,
    "resource_type": lambda _it, _viewer: "custom_field",
    "name": lambda it, _: it.field.name,
    "created_by": lambda it, _: it.field.created_by,
    "enabled": lambda _it, _viewer: True,
    "display_value": lambda it, _: displayed(it),
    **dict.fromkeys(("resource_subtype", "type", "representation_type"), lambda it, _: it.field.subtype),
    **{name: _value(name) for name in VALUE_OF.values()},
}
_NAMES = "name resource_subtype type enum_options precision is_formula_field"


def _setting(name: str) -> Getter:
    def get(it: FieldSetting, _: Viewer) -> Any:
        return getattr(it, name)

    return get


FIELD_KINDS: Mapping[str, Kind] = {
    "custom_field": kind(
        _NAMES,
        "created_by description format currency_code custom_label custom_label_position is_global_to_workspace "
        "has_notifications_enabled representation_type id_prefix is_value_read_only privacy_setting",
        _FIELD,
    ),
    "custom_field_value": kind(
        f"{_NAMES} enabled display_value representation_type id_prefix {' '.join(VALUE_OF.values())}", "", _VALUE
    ),
    "enum_option": kind("name enabled color", "", plain("name", "enabled", "color")),
    "custom_field_setting": kind(
        "project parent is_important custom_field",
        "",
        {
            **dict.fromkeys(("project", "parent"), _setting("project")),
            "is_important": _setting("important"),
            "custom_field": _setting("field"),
        },
    ),
}
