"""Values of custom fields as text in one normal form, and the words that stand for priorities. Without I/O."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from bridge.core.model.characters import folded
from bridge.core.model.parts import Priority

TRUE, FALSE = "true", "false"
_MOST_DIGITS = 40
_WORDS = {
    Priority.URGENT: ("dringend", "urgent"),
    Priority.HIGH: ("hoch", "high"),
    Priority.NORMAL: ("normal", "mittel", "medium"),
    Priority.LOW: ("niedrig", "low"),
}
_PRIORITIES = {word: priority for priority, words in _WORDS.items() for word in words}


def read_number(text: str) -> str:
    """A number with a point and without zeros that say nothing; what is none, as it is."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return text
    return format(number.normalize() + 0, "f")


def is_number(text: str) -> bool:
    """Whether a tool's field for numbers takes it."""
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def read_priority(option: str) -> Priority | None:
    """The priority that an option's name stands for, in German or English; None for other names."""
    return _PRIORITIES.get(folded(option).casefold())


def option_for(priority: Priority, options: Iterable[str]) -> str | None:
    """The first option that stands for the priority."""
    return next((each for each in options if read_priority(each) is priority), None)


def option_named(name: str, options: Iterable[str]) -> str | None:
    """The option of this name: exactly, else whatever its spaces and capitals."""
    known = list(options)
    alike = (each for each in known if folded(each).casefold() == folded(name).casefold())
    return name if name in known else next(alike, None)
