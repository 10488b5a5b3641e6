"""Chosen custom fields of a project <-> the model, without I/O. Fields that the place does not name are not looked at.

Source: developers.asana.com/docs/custom-fields-guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bridge.core.errors import Park
from bridge.core.model.network import Place
from bridge.core.model.parts import Custom, Priority
from connectors.text.values import is_number, option_for, option_named, read_number, read_priority

Json = dict[str, Any]
KINDS = ("text", "number", "enum", "date")
"""What is mirrored; Asana's other kinds have several values, or are worked out."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A custom field that the project shows; `options` are the choices of an enum, gids by name."""

    gid: str
    name: str
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)


Definitions = Mapping[str, CustomField]
"""By name; of several of one name the first."""


def is_asked(place: Place) -> bool:
    """Whether the place names any custom field."""
    return bool(place.custom or place.priority)


def read_definitions(settings: Iterable[Json]) -> Definitions:
    """The fields that a project shows."""
    found = dict[str, CustomField]()
    for each in settings:
        defined = each["custom_field"]
        options = {
            option["name"]: option["gid"] for option in defined.get("enum_options") or () if option.get("enabled", True)
        }
        name = defined["name"].strip()
        found.setdefault(name, CustomField(defined["gid"], name, defined["resource_subtype"], options))
    return found


def missing(known: Definitions, place: Place) -> list[str]:
    """What the doctor says of fields that the place names and the project lacks, or has of a kind not mirrored."""
    told = []
    for name in sorted({*(native for _, native in place.custom), place.priority} - {""}):
        if name not in known:
            told.append(f"The project has no custom field “{name}”; add it there, or correct its name.")
        elif name == place.priority and known[name].kind != "enum":
            told.append(f"The custom field “{name}” is no choice among options; make one for the priority.")
        elif known[name].kind not in KINDS:
            told.append(f"The custom field “{name}” is of a kind that is not mirrored; name one of {', '.join(KINDS)}.")
    return told


def read_custom(task: Json, place: Place) -> Custom:
    """The values of the fields that the place names, those without a value left out."""
    values = _values(task)
    pairs = ((name, _read(values[native])) for name, native in place.custom if native in values)
    return tuple(sorted((name, value) for name, value in pairs if value))


def task_priority(task: Json, place: Place) -> Priority | None:
    """What the task's chosen option stands for; None for an option with another name."""
    chosen = _values(task).get(place.priority) if place.priority else None
    return read_priority((chosen.get("enum_value") or {}).get("name") or "") if chosen else None


def write_custom(wanted: Mapping[str, str], names: Iterable[str], known: Definitions, place: Place) -> Json:
    """What to send for the named fields, by gid. Raises Park where one is not there, or cannot take its value."""
    natives = dict(place.custom)
    fields = ((_defined(natives.get(name, name), known), wanted.get(name, "")) for name in names)
    return {each.gid: _written(value, each) if value else None for each, value in fields}


def write_priority(priority: Priority | None, known: Definitions, place: Place) -> Json:
    """What to send for the priority. Raises Park where no option stands for it."""
    custom = _defined(place.priority, known)
    if priority is None:
        return {custom.gid: None}
    option = option_for(priority, custom.options)
    if option is None:
        raise refused(custom.name, f"none of its options stands for the priority {priority.value}")
    return {custom.gid: custom.options[option]}


def refused(name: str, why: str) -> Park:
    """A value that waits for a person."""
    return Park(f"Asana does not take the value of the custom field “{name}”: {why}.", code="custom_fields")


def _values(task: Json) -> dict[str, Json]:
    found = dict[str, Json]()
    for each in task.get("custom_fields") or ():
        found.setdefault((each.get("name") or "").strip(), each)
    return found


def _read(value: Json) -> str:
    match value.get("resource_subtype"):
        case "number":
            number = value.get("number_value")
            return "" if number is None else read_number(str(number))
        case "enum":
            return str((value.get("enum_value") or {}).get("name") or "")
        case "date":
            return str((value.get("date_value") or {}).get("date") or "")
        case "text":
            return str(value.get("text_value") or "")
    return ""


def _written(value: str, custom: CustomField) -> object:
    if custom.kind not in _WRITERS:
        raise refused(custom.name, "it is of a kind that is not mirrored")
    return _WRITERS[custom.kind](value, custom)


def _option(value: str, custom: CustomField) -> object:
    option = option_named(value, custom.options)
    if option is None:
        raise refused(custom.name, "it has no option of that name")
    return custom.options[option]


def _number(value: str, custom: CustomField) -> object:
    if not is_number(value):
        raise refused(custom.name, "it takes numbers only")
    return int(value) if value.lstrip("-").isdigit() else float(value)


def _date(value: str, custom: CustomField) -> object:
    try:
        return {"date": date.fromisoformat(value).isoformat()}
    except ValueError:
        raise refused(custom.name, "it takes days only") from None


def _text(value: str, custom: CustomField) -> object:
    del custom
    return value


_WRITERS: Mapping[str, Callable[[str, CustomField], object]] = {
    "number": _number,
    "date": _date,
    "enum": _option,
    "text": _text,
}


def _defined(name: str, known: Definitions) -> CustomField:
    if name not in known:
        raise refused(name, "the project has no such custom field; see `cobridge doctor`")
    return known[name]
