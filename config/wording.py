"""What pydantic finds wrong in a network file, in words for who wrote the file."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from config.document import NetworkDocument
from config.faults import nearest
from config.references import Fault

LONGEST = 60
"""A value is shown up to so many characters."""

KINDS = {
    "string_type": "a text is allowed",
    "int_type": "a whole number is allowed",
    "float_type": "a number is allowed",
    "dict_type": "a table is allowed",
    "model_type": "a table is allowed",
    "list_type": "a list is allowed",
    "too_short": "at least one is needed",
    "string_too_short": "it may not be empty",
    "greater_than": "more than {gt:g} is allowed",
    "greater_than_equal": "{ge:g} or more is allowed",
    "less_than_equal": "{le:g} or less is allowed",
    "string_too_long": "{max_length} characters at most are allowed",
    "string_pattern_mismatch": "small letters, digits and single hyphens are allowed, such as weber-trello",
}


def worded(fault: ErrorDetails) -> Fault:
    """One fault, with where it is and what is allowed there."""
    path = fault["loc"]
    match fault["type"]:
        case "extra_forbidden":
            return Fault(path, f'"{path[-1]}" is no key here: {nearest(str(path[-1]), _keys(path[:-1]))}')
        case "missing":
            return Fault(path, f'"{path[-1]}" is missing')
        case "literal_error" | "enum":
            return Fault(path, f"{_shown(fault)}allowed: {fault['ctx']['expected'].replace(chr(39), '')}")
        case "value_error":
            return Fault(path, f"{_shown(fault)}{fault['ctx']['error']}")
        case kind:
            return Fault(path, f"{_shown(fault)}{KINDS.get(kind, fault['msg']).format(**fault.get('ctx', {}))}")


def _shown(fault: ErrorDetails) -> str:
    """The value and what it is a value of. Settings are never shown: somebody may have put a secret there."""
    path, value = fault["loc"], fault["input"]
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if "settings" in path or not isinstance(value, str | int | float):
        return f"{name}: "
    shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
    return f"{name} = {shown if len(shown) <= LONGEST else shown[:LONGEST] + '...'}: "


def _keys(path: tuple[str | int, ...]) -> list[str]:
    """The keys of the table at the path."""
    table: type[BaseModel] = NetworkDocument
    for name in path:
        if isinstance(name, str):
            table = _table(table.model_fields[name].annotation)
    return list(table.model_fields)


def _table(annotation: Any) -> type[BaseModel]:  # noqa: ANN401  an annotation is anything
    while get_args(annotation):
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else BaseModel
