"""Wrong exchanges, each made from a real one by one fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.judge.described import JSON
from tests.judge.exchange import Exchange

STRANGER = "cobridge_wrong"
"""A key that no vendor knows."""
CREDENTIALS = {"authorization", "key", "token"}
DATA = "data"
"""What Asana's bodies are wrapped in."""
Fault = Callable[[Exchange], Iterator[Exchange]]


def another_parameter(exchange: Exchange) -> Iterator[Exchange]:
    """A parameter that nobody knows."""
    yield replace(exchange, query={**exchange.query, STRANGER: "1"})


def no_credential(exchange: Exchange) -> Iterator[Exchange]:
    """Nobody's call."""
    yield replace(exchange, query=_without(exchange.query), headers=_without(exchange.headers))


def no_precondition(exchange: Exchange) -> Iterator[Exchange]:
    """A write that does not say which state it knows."""
    if "if-match" in exchange.headers:
        yield replace(exchange, headers={k: v for k, v in exchange.headers.items() if k != "if-match"})


def another_key(exchange: Exchange) -> Iterator[Exchange]:
    """A misspelt key in the body."""
    for body, wrap in _bodies(exchange):
        yield wrap({**body, STRANGER: 1})


def another_type(exchange: Exchange) -> Iterator[Exchange]:
    """A value of another type in the body, key by key."""
    for body, wrap in _bodies(exchange):
        for key in body:
            yield wrap({**body, key: _other(body[key])})


def another_answer_key(exchange: Exchange) -> Iterator[Exchange]:
    """A key in the answer that nobody knows."""
    for shown, wrap in _objects(exchange.answer):
        yield replace(exchange, answer=wrap({**shown, STRANGER: 1}))


def another_answer_type(exchange: Exchange) -> Iterator[Exchange]:
    """A value of another type in the answer, key by key; null may stand for any."""
    for shown, wrap in _objects(exchange.answer):
        for key, value in shown.items():
            if value is not None and "@odata." not in key:
                yield replace(exchange, answer=wrap({**shown, key: _other(value)}))


FAULTS: Mapping[str, Fault] = {
    "another parameter": another_parameter, "no credential": no_credential, "no precondition": no_precondition,
    "another key": another_key, "another type": another_type, "another key in the answer": another_answer_key,
    "another type in the answer": another_answer_type,
}  # fmt: skip


def _without(found: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in found.items() if key not in CREDENTIALS}


def _bodies(exchange: Exchange) -> Iterator[tuple[dict[str, Any], Callable[[Any], Exchange]]]:
    """The object that was sent as JSON, and how another stands in its place."""
    sent = exchange.json() if exchange.kind == JSON else None
    if isinstance(sent, dict):
        inner = sent.get(DATA)
        if isinstance(inner, dict):
            yield inner, lambda other: replace(exchange, sent=json.dumps({**sent, DATA: other}))
        else:
            yield sent, lambda other: replace(exchange, sent=json.dumps(other))


def _objects(answer: Any) -> Iterator[tuple[dict[str, Any], Callable[[Any], Any]]]:
    """The object that was answered, or the first of a list, and how another stands in its place."""
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        yield answer[0], lambda other: [other, *answer[1:]]
    elif isinstance(answer, dict):
        key = next((key for key in (DATA, "value") if isinstance(answer.get(key), dict | list)), None)
        if key is None:
            yield answer, lambda other: other
        else:
            for shown, wrap in _objects(answer[key]):
                yield shown, _within(answer, key, wrap)


def _within(answer: dict[str, Any], key: str, wrap: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda other: {**answer, key: wrap(other)}


def _other(value: Any) -> Any:
    return {STRANGER: 1} if not isinstance(value, dict) else STRANGER
