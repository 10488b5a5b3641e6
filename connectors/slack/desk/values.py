"""What people put into a form, by field: the state of its blocks, each of which has one element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bridge.core.model.characters import folded

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""A view's state: by block id and action id."""


def value(values: Values, name: str) -> Mapping[str, Any]:
    """The state of a block's one element."""
    return next(iter((values.get(name) or {}).values()), {})


def typed(values: Values, name: str) -> str:
    """What was typed, without space around it."""
    return str(value(values, name).get("value") or "").strip()


def lines(values: Values, name: str) -> list[str]:
    """What was typed line by line; blank lines are none."""
    return [line for each in typed(values, name).split("\n") if (line := folded(each))]


def chosen(values: Values, name: str) -> str | None:
    """The option that was chosen."""
    option = value(values, name).get("selected_option") or {}
    return str(option["value"]) if option.get("value") else None


def users(values: Values, name: str) -> tuple[str, ...]:
    """The people who were chosen."""
    return tuple(map(str, value(values, name).get("selected_users") or ()))
