"""Chosen custom fields of a board <-> the model, without I/O. Fields that the place does not name are not looked at.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/getting-started-with-custom-fields/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from bridge.core.errors import Park
from bridge.core.model.network import Place
from bridge.core.model.parts import Custom, Priority
from connectors.text.values import FALSE, TRUE, is_number, option_for, option_named, read_number, read_priority

Json = Any
NOON = time(12)


@dataclass(frozen=True, slots=True)
class CustomField:
    """A custom field of the board; `options` are the choices of a list, names by id."""

    id: str
    name: str
    type: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomFields:
    """The board's fields that the place names: by the network's name, and the one for the priority."""

    named: Mapping[str, CustomField] = field(default_factory=dict)
    priority: CustomField | None = None

    def field_of(self, custom_field: str) -> str | None:
        """Which of an item's fields the custom field of this id belongs to."""
        if self.priority and self.priority.id == custom_field:
            return "priority"
        return "custom" if any(each.id == custom_field for each in self.named.values()) else None


NO_FIELDS = CustomFields()


def is_asked(place: Place) -> bool:
    """Whether the place names any custom field."""
    return bool(place.custom or place.priority)


def read_definitions(board: Json, place: Place) -> CustomFields:
    """The fields of a board that the place names; of several of one name the first."""
    known = dict[str, CustomField]()
    for each in board.get("customFields") or ():
        known.setdefault(each["name"].strip(), _definition(each))
    named = {name: known[native] for name, native in place.custom if native in known}
    priority = known.get(place.priority)
    return CustomFields(named, priority if priority and priority.type == "list" else None)


def missing(board: Json, place: Place) -> list[str]:
    """What the doctor says of fields that the place names and the board has not, or not as a list of choices."""
    types = {each["name"].strip(): each["type"] for each in board.get("customFields") or ()}
    wanted = {*(native for _, native in place.custom), place.priority} - {"", *types}
    found = [f"The board has no custom field “{name}”; add it there, or correct its name." for name in wanted]
    if types.get(place.priority, "list") != "list":
        found.append(f"The custom field “{place.priority}” is no list of choices; make one for the priority.")
    return sorted(found)


def read_custom(card: Json, fields: CustomFields, zone: tzinfo) -> Custom:
    """The values of the named fields, those without a value left out."""
    items = _values(card)
    pairs = ((name, _read(items.get(each.id) or {}, each, zone)) for name, each in fields.named.items())
    return tuple(sorted((name, value) for name, value in pairs if value))


def card_priority(card: Json, fields: CustomFields) -> Priority | None:
    """What the card's chosen option stands for; None for an option with another name."""
    if fields.priority is None:
        return None
    chosen = (_values(card).get(fields.priority.id) or {}).get("idValue") or ""
    return read_priority(fields.priority.options.get(chosen, ""))


def write_custom(
    wanted: Mapping[str, str], names: Iterable[str], fields: CustomFields, place: Place, zone: tzinfo
) -> list[Json]:
    """What to send for the named fields. Raises Park where the board lacks one, or one cannot take its value."""
    return [_written(wanted.get(name, ""), _defined(name, fields, place), zone) for name in names]


def write_priority(priority: Priority | None, fields: CustomFields, place: Place) -> Json:
    """What to send for the priority. Raises Park where no option stands for it."""
    if fields.priority is None:
        raise _refused(place.priority, "the board has no such custom field of the type list; see `cobridge doctor`")
    if priority is None:
        return _cleared(fields.priority)
    option = option_for(priority, fields.priority.options.values())
    if option is None:
        raise _refused(fields.priority.name, f"none of its options stands for the priority {priority.value}")
    return _chosen(fields.priority, option)


def _definition(each: Json) -> CustomField:
    options = {option["id"]: option["value"]["text"] for option in each.get("options") or ()}
    return CustomField(each["id"], each["name"].strip(), each["type"], options)


def _values(card: Json) -> dict[str, Json]:
    return {each["idCustomField"]: each for each in card.get("customFieldItems") or ()}


def _read(item: Json, custom: CustomField, zone: tzinfo) -> str:
    value = item.get("value") or {}
    match custom.type:
        case "list":
            return custom.options.get(item.get("idValue") or "", "")
        case "number":
            return read_number(str(value.get("number", "")))
        case "checkbox":
            return TRUE if str(value.get("checked", "")).lower() == TRUE else ""
        case "date" if value.get("date"):
            return datetime.fromisoformat(value["date"]).astimezone(zone).date().isoformat()
    return str(value.get("text", ""))


def _written(value: str, custom: CustomField, zone: tzinfo) -> Json:
    if not value or (custom.type == "checkbox" and value == FALSE):
        return _cleared(custom)
    if custom.type == "list":
        return _option(value, custom)
    return {"idCustomField": custom.id, "value": _WRITERS[custom.type](value, custom, zone)}


def _option(value: str, custom: CustomField) -> Json:
    option = option_named(value, custom.options.values())
    if option is None:
        raise _refused(custom.name, "it has no option of that name")
    return _chosen(custom, option)


def _number(value: str, custom: CustomField, zone: tzinfo) -> dict[str, object]:
    del zone
    if not is_number(value):
        raise _refused(custom.name, "it takes numbers only")
    return {"number": value}


def _date(value: str, custom: CustomField, zone: tzinfo) -> dict[str, object]:
    try:
        noon = datetime.combine(date.fromisoformat(value), NOON, zone)
    except ValueError:
        raise _refused(custom.name, "it takes days only") from None
    return {"date": noon.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")}


def _checkbox(value: str, custom: CustomField, zone: tzinfo) -> dict[str, object]:
    del zone
    if value != TRUE:
        raise _refused(custom.name, "it can only be ticked or not")
    return {"checked": True}


def _text(value: str, custom: CustomField, zone: tzinfo) -> dict[str, object]:
    del custom, zone
    return {"text": value}


_WRITERS: Mapping[str, Callable[[str, CustomField, tzinfo], dict[str, object]]] = {
    "number": _number,
    "date": _date,
    "checkbox": _checkbox,
    "text": _text,
}


def _chosen(custom: CustomField, option: str) -> Json:
    found = next(key for key, name in custom.options.items() if name == option)
    return {"idCustomField": custom.id, "idValue": found}


def _cleared(custom: CustomField) -> Json:
    return {"idCustomField": custom.id, "value": "", "idValue": ""}


def _defined(name: str, fields: CustomFields, place: Place) -> CustomField:
    if name not in fields.named:
        raise _refused(dict(place.custom).get(name, name), "the board has no such custom field; see `cobridge doctor`")
    return fields.named[name]


def _refused(name: str, why: str) -> Park:
    return Park(f"Trello does not take the value of the custom field “{name}”: {why}.", code="customField")
