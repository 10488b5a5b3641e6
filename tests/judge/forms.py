"""What exchanges have in common that differ in names, texts and numbers alone."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from tests.judge.exchange import Exchange
from tests.judge.learnt import LONGEST

WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d+")


def formed(exchange: Exchange) -> Hashable:
    """The same for exchanges that a judge can only find the same in."""
    sent = exchange.json() if exchange.sent and exchange.kind == "application/json" else exchange.sent
    return (
        exchange.method, _form(exchange.path), exchange.status, _form(dict(exchange.query)), _form(sent),
        _form(exchange.answer), exchange.kind, frozenset(exchange.headers),
    )  # fmt: skip


def _form(value: Any) -> Hashable:
    match value:
        case Mapping():
            return frozenset((key if len(key) <= LONGEST else _form(key), _form(each)) for key, each in value.items())
        case list():
            return frozenset(_form(each) for each in value)
        case str() if len(value) <= LONGEST and value.replace("_", "").isalpha() and value.islower():
            return value  # may be one of a vendor's fixed words
        case str():
            return NUMBER.sub("0", WORD.sub("a", value[:LONGEST]))
        case _:
            return type(value).__name__
