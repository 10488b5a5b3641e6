"""Endpoints of custom fields: their definitions, the options of choices, and which projects show them."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply
from connectors.sandbox.asana.entities import Project, Workspace
from connectors.sandbox.asana.errors import bad, paid
from connectors.sandbox.asana.field_entities import CustomField, EnumOption, FieldSetting
from connectors.sandbox.asana.field_kinds import VALUE_OF
from connectors.sandbox.asana.history import changed

_MOST_OPTIONS = 500
_MOST_PRECISION = 6
_COLORS = (
    *("none", "red", "orange", "yellow-orange", "yellow", "yellow-green", "green", "blue-green", "aqua", "blue"),
    *("indigo", "purple", "magenta", "hot-pink", "pink", "cool-gray"),
)


def create_field(call: Call) -> Reply:
    call.named(Workspace, "workspace", call.given("workspace"))
    return Full(_made(call, call.data), 201)


def list_fields(call: Call) -> Reply:
    call.at(Workspace)
    return Listed(list(call.state.fields.values()))


def get_field(call: Call) -> Reply:
    return Full(call.at(CustomField))


def update_field(call: Call) -> Reply:
    """Its name, description and precision; the type stays."""
    field = call.at(CustomField)
    for name in ("resource_subtype", "type", "enum_options"):
        if name in call.data:
            raise bad(f"{name}: Cannot write this property")
    name, values = call.name() if "name" in call.data else field.name, _values(call.data)
    field.name = name
    for attribute, value in values.items():
        setattr(field, attribute, value)
    return Full(field)


def delete_field(call: Call) -> Reply:
    """With its values on every task."""
    field = call.at(CustomField)
    for project in call.state.projects.values():
        project.settings = [each for each in project.settings if each.field is not field]
    for task in call.state.tasks.values():
        task.fields.pop(field.gid, None)
    call.state.drop([field, *field.options])
    return Bare()


def create_option(call: Call) -> Reply:
    field = _choice(call)
    option = _option(call, field, call.data)
    field.options.insert(_index(call, field, option, "insert_before", "insert_after"), call.state.add(option))
    return Full(option, 201)


def insert_option(call: Call) -> Reply:
    """Another place among the options."""
    field = _choice(call)
    option = call.named(EnumOption, "enum_option", call.given("enum_option"))
    if option not in field.options:
        raise bad(f"enum_option: Not an option of this custom field: {option.gid}")
    index = _index(call, field, option, "before_enum_option", "after_enum_option")
    field.options.remove(option)
    field.options.insert(index, option)
    return Full(option)


def update_option(call: Call) -> Reply:
    """Its name and colour, and whether it can still be chosen; options are never deleted."""
    option = call.at(EnumOption)
    name = call.name() if "name" in call.data else option.name
    enabled = call.flag("enabled", call.data.get("enabled", option.enabled))
    option.color = _color(call.data.get("color", option.color))
    option.name, option.enabled = name, enabled
    return Full(option)


def list_settings(call: Call) -> Reply:
    return Listed(call.at(Project).settings)


def add_setting(call: Call) -> Reply:
    """Show a field in a project: one that is there, or a new one."""
    project, wanted = call.at(Project), call.given("custom_field")
    field = _made(call, wanted) if isinstance(wanted, dict) else call.named(CustomField, "custom_field", wanted)
    if any(each.field is field for each in project.settings):
        raise bad(f"custom_field: Custom field {field.gid} is already on the project")
    important = call.flag("is_important", call.data.get("is_important", False))
    setting = call.state.add(FieldSetting(call.state.new_gid(), project, field, important=important))
    project.settings.append(setting)
    changed(call, project, "custom_field_settings")
    return Full(setting)


def remove_setting(call: Call) -> Reply:
    project = call.at(Project)
    field = call.named(CustomField, "custom_field", call.given("custom_field"))
    gone = [each for each in project.settings if each.field is field]
    if not gone:
        raise bad(f"custom_field: Custom field {field.gid} is not on the project")
    project.settings.remove(gone[0])
    call.state.drop(gone)
    changed(call, project, "custom_field_settings")
    return Bare()


def _made(call: Call, data: Any) -> CustomField:
    if call.state.plan == "free":
        raise paid("Custom Fields are not available for free users or guests.")
    name, subtype = data.get("name"), data.get("resource_subtype", data.get("type"))
    if not isinstance(name, str) or not name:
        raise bad("name: Missing input")
    if subtype not in VALUE_OF:
        raise bad(f"resource_subtype: Not a valid value: {subtype}")
    if any(each.name == name for each in call.state.fields.values()):
        raise bad(f"name: A custom field with the name '{name}' already exists")
    field = CustomField(call.state.new_gid(), name, subtype, call.user, **_values(data))
    field.options = [_option(call, field, each) for each in data.get("enum_options") or []]
    for option in field.options:
        call.state.add(option)
    return call.state.add(field)


def _values(data: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "description" in data:
        values["description"] = str(data["description"])
    if "has_notifications_enabled" in data:
        values["notifying"] = data["has_notifications_enabled"] is True
    if "precision" in data:
        precision = data["precision"]
        if not isinstance(precision, int) or not 0 <= precision <= _MOST_PRECISION:
            raise bad(f"precision: Not a valid value: {precision}")
        values["precision"] = precision
    return values


def _choice(call: Call) -> CustomField:
    field = call.at(CustomField)
    if field.subtype not in ("enum", "multi_enum"):
        raise bad("custom_field: Only enum custom fields have options")
    return field


def _option(call: Call, field: CustomField, data: Any) -> EnumOption:
    name = data.get("name") if isinstance(data, dict) else None
    if not isinstance(name, str) or not name:
        raise bad("name: Missing input")
    if len(field.options) >= _MOST_OPTIONS:
        raise bad(f"enum_options: At most {_MOST_OPTIONS} options are allowed")
    return EnumOption(call.state.new_gid(), name, _color(data.get("color") or "none"))


def _color(value: Any) -> str:
    if value not in _COLORS:
        raise bad(f"color: Not a valid value: {value}")
    return str(value)


def _index(call: Call, field: CustomField, option: EnumOption, before: str, after: str) -> int:
    siblings = [each for each in field.options if each is not option]
    for name, behind in ((before, 0), (after, 1)):
        if call.data.get(name) is not None:
            anchor = call.named(EnumOption, name, call.data[name])
            if anchor not in siblings:
                raise bad(f"{name}: Not an option of this custom field: {anchor.gid}")
            return siblings.index(anchor) + behind
    return len(siblings)
