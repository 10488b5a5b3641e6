"""The values of custom fields on cards."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import custom_fields, history
from connectors.sandbox.trello.access import Call
from connectors.sandbox.trello.touching import touch
from connectors.sandbox.trello.values import Obj, RefusedError, invalid, read_instant

_KEYS = {"text": "text", "number": "number", "date": "date", "checkbox": "checked"}


def of_card(call: Call, key: str) -> Any:
    """`GET /cards/{id}/customFieldItems`."""
    return call.find("cards", key)["customFieldItems"]


def put(call: Call, key: str, id_field: str) -> Any:
    """`PUT /cards/{id}/customField/{idCustomField}/item`: a `value` or an `idValue`; an empty one clears."""
    card = call.find("cards", key, "write")
    return _put(call, card, {**call.params.values, "idCustomField": id_field})


def put_all(call: Call, key: str) -> Any:
    """`PUT /cards/{id}/customFields`: several at once."""
    card, sent = call.find("cards", key, "write"), call.params.values.get("customFieldItems")
    if not isinstance(sent, list) or not all(isinstance(each, dict) for each in sent):
        raise invalid("customFieldItems")
    return [_put(call, card, each) for each in sent]


def _put(call: Call, card: Obj, sent: Obj) -> Obj:
    field = custom_fields.find(call, str(sent.get("idCustomField", "")))
    if field["idModel"] != card["idBoard"]:
        raise RefusedError(400, "Custom field is not on the card's board")
    value, id_value = _wanted(field, sent)
    items = card["customFieldItems"]
    old = next((each for each in items if each["idCustomField"] == field["id"]), None)
    made = {
        "id": old["id"] if old else call.store.new_id(),
        "value": value,
        "idValue": id_value,
        "idCustomField": field["id"],
        "idModel": card["id"],
        "modelType": "card",
    }
    left = [each for each in items if each is not old]
    card["customFieldItems"] = left if value is None and id_value is None else [*left, made]
    before = {name: old[name] if old else None for name in ("value", "idValue")}
    if before != {"value": value, "idValue": id_value}:
        _tell(call, card, field, made, before)
    return made


def _wanted(field: Obj, sent: Obj) -> tuple[Obj | None, str | None]:
    """The checked value of a field, or the option of a list; nothing where it is to be cleared."""
    if field["type"] == "list":
        id_value = sent.get("idValue") or None
        return None, custom_fields.find_option(field, str(id_value))["id"] if id_value else None
    value = sent.get("value")
    if value in ("", None, {}):
        return None, None
    key = _KEYS[field["type"]]
    if not isinstance(value, dict) or list(value) != [key]:
        raise RefusedError(400, "Invalid custom field item value.")
    return _checked(key, value[key])


def _checked(key: str, raw: Any) -> tuple[Obj | None, str | None]:
    """Trello keeps every value as text, and an unticked box as none."""
    text = str(raw).lower() if isinstance(raw, bool) else str(raw)
    match key:
        case "checked":
            if text not in ("true", "false"):
                raise RefusedError(400, "Invalid custom field item value.")
            return ({"checked": "true"} if text == "true" else None), None
        case "number":
            try:
                float(text)
            except ValueError:
                raise RefusedError(400, "Invalid custom field item value.") from None
        case "date":
            read_instant(text, "value")
    return {key: text}, None


def _tell(call: Call, card: Obj, field: Obj, made: Obj, old: Obj) -> None:
    place = history.where(call.store, card)
    place.pop("list")
    named = {"customField": custom_fields.ref(field), "customFieldItem": dict(made), "old": old}
    history.write(call, "updateCustomFieldItem", {**named, **place})
    touch(call, card)
