"""What callers send: each value checked as Trello checks it, each refusal in Trello's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from connectors.sandbox.clock import iso

Obj = dict[str, Any]
"""A Trello object as JSON shows it."""
MOST_TEXT = 16384
SHADES = ("", "_light", "_dark")
HUES = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
COLOURS = frozenset(hue + shade for hue in HUES for shade in SHADES)


class RefusedError(Exception):
    """A call that Trello refuses, with its status and body."""

    def __init__(self, status: int, body: Any) -> None:
        """Most bodies are plain text."""
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def invalid(name: str) -> RefusedError:
    """The refusal of one value."""
    return RefusedError(400, f"invalid value for {name}")


@dataclass(frozen=True, slots=True)
class Params:
    """Query and body of a call as one. A key that is there with an empty value, `null` or null clears."""

    values: Mapping[str, Any]

    def __contains__(self, name: str) -> bool:
        """Whether the caller sent it."""
        return name in self.values

    def plain(self, name: str, default: str = "") -> str:
        """The value as text, lists joined by commas."""
        value = self.values.get(name, default)
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case list():
                return ",".join(str(each) for each in value)
            case _:
                return str(value)

    def text(self, name: str, *, least: int = 0) -> str:
        """A text of at most 16384 characters."""
        value = self.plain(name)
        if not least <= len(value) <= MOST_TEXT:
            raise invalid(name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A `true` or `false`."""
        match self.plain(name, "true" if default else "false"):
            case "true":
                return True
            case "false":
                return False
            case _:
                raise invalid(name)

    def instant(self, name: str) -> str | None:
        """An instant in Trello's form, None where the value clears."""
        value = self.plain(name)
        return None if value in ("", "null") else iso(read_instant(value, name))

    def whole(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        value = self.plain(name) or str(default)
        if not value.isascii() or not value.isdigit() or int(value) > most:
            raise invalid(name)
        return int(value)

    def parts(self, name: str) -> list[str]:
        """The parts of a comma list, each once, in order."""
        return list(dict.fromkeys(part for part in self.plain(name).split(",") if part))

    def colour(self, name: str) -> str | None:
        """A label's colour, None for no colour."""
        value = self.plain(name)
        if value in ("", "null"):
            return None
        if value not in COLOURS:
            raise invalid(name)
        return value

    def place(self, name: str) -> float | Literal["top", "bottom"]:
        """A position: `top`, `bottom` (also where none is sent) or a positive number."""
        value = self.plain(name, "bottom") or "bottom"
        if value in ("top", "bottom"):
            return "top" if value == "top" else "bottom"
        try:
            number = float(value)
        except ValueError:
            raise invalid(name) from None
        if not 0 < number < float("inf"):
            raise invalid(name)
        return number

    def nested(self, *prefixes: str) -> Params:
        """The values of a nested resource, such as `card_fields` as `fields`; a later prefix wins."""
        found = {
            key.removeprefix(prefix): value
            for prefix in prefixes
            for key, value in self.values.items()
            if key.startswith(prefix)
        }
        return Params(found)


def reminder(params: Params) -> int | None:
    """Minutes before something is due; none where `dueReminder` is cleared or -1."""
    return None if params.plain("dueReminder") in ("", "null", "-1") else params.whole("dueReminder", 0, 1_000_000)


def read_instant(value: str, name: str) -> datetime:
    """A moment as callers write it; without a zone it is UTC, a date alone is its midnight."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise invalid(name) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
