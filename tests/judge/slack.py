"""Slack's calls against the shapes recorded from its API, and against what Slack's own client sends.

What a call may carry are the parameters of the client's method, without which ones it is none are those that have no
default there; blocks and views have to pass the client's own models, which know their limits.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import parse_qsl

from pydantic import ConfigDict, TypeAdapter, ValidationError
from slack_sdk import WebClient
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.judge.described import JSON
from tests.judge.exchange import Exchange, Finding, cut
from tests.judge.recorded import Recorded

FORM = "application/x-www-form-urlencoded"
ALWAYS = {"token"}
"""What a call of any method may carry."""
WITHOUT_TOKEN = {"oauth.v2.access"}
"""Methods that give the first one."""


@dataclass(frozen=True)
class Slack:
    """Judges one exchange after the other."""

    recorded: Recorded

    @classmethod
    def read(cls, shared: Path) -> Slack:
        """From the folder of real input."""
        return cls(Recorded.read(shared / "specs" / "slack" / "api"))

    def parts(self, exchange: Exchange) -> Iterator[Exchange]:
        """The exchange; Slack refuses with status 200 and says so in its answer."""
        refused = isinstance(exchange.answer, Mapping) and exchange.answer.get("ok") is False
        yield replace(exchange, status=400) if refused else exchange

    def operation(self, exchange: Exchange) -> str:
        """What the vendor calls it; empty where it publishes none like it."""
        return method if (method := exchange.path.strip("/")) in self.recorded.methods else ""

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is unlike the recorded answer, and what the client would not send."""
        method = exchange.path.strip("/")
        if method not in self.recorded.methods:
            yield Finding(method, "request", method, "no such method")
            return
        values = _values(exchange)
        signed = exchange.headers.get("authorization", "").startswith("Bearer ") or "token" in values
        if not signed and method not in WITHOUT_TOKEN:
            yield Finding(method, "request", method, "security")
        yield from _strange_arguments(method, values)
        if exchange.sent and exchange.kind == JSON:
            yield from _strange_types(method, exchange.json())
        yield from _malformed(method, values)
        if exchange.answer is None:
            return
        for place, rule, each in self.recorded.unlike(method, exchange.answer):
            yield Finding(method, "answer", place, rule, each)


def _values(exchange: Exchange) -> dict[str, Any]:
    sent: dict[str, Any] = dict(exchange.query)
    if exchange.sent and exchange.kind == FORM:
        return sent | dict(parse_qsl(exchange.sent, keep_blank_values=True))
    return sent | ((exchange.kind == JSON and exchange.json()) or {})


@dataclass(frozen=True)
class _Argument:
    """What a method takes; `type` holds a JSON value against the client's annotation."""

    needed: bool
    type: TypeAdapter[Any]


@cache
def _arguments(method: str) -> Mapping[str, _Argument]:
    own = getattr(WebClient, method.replace(".", "_"))
    types = get_type_hints(own)
    return {
        name: _Argument(each.default is inspect.Parameter.empty, TypeAdapter(types[name], config=_ANY_CLASS))
        for name, each in inspect.signature(own).parameters.items()
        if name not in _NO_ARGUMENTS
    }


_ANY_CLASS = ConfigDict(arbitrary_types_allowed=True)
_NO_ARGUMENTS = {"self", "kwargs", "app_token"}  # an app's token is sent as any token is


def _strange_arguments(method: str, values: Mapping[str, Any]) -> Iterator[Finding]:
    taken = _arguments(method)
    for name in values:
        if name not in taken and name not in ALWAYS:
            yield Finding(method, "request", method, f"unnamed parameter: {name}", values[name])
    for name, each in taken.items():
        if each.needed and name not in values:
            yield Finding(method, "request", method, f"required: {name}")


def _strange_types(method: str, sent: Mapping[str, Any]) -> Iterator[Finding]:
    """Of what was sent as JSON; in a form everything is a text."""
    for name, each in _arguments(method).items():
        if name in sent:
            try:
                each.type.validate_python(sent[name])
            except ValidationError:
                yield Finding(method, "request", method, f"type: {name}", sent[name])


def _malformed(method: str, values: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        for given in _read(values.get("blocks")) or []:
            block = Block.parse(given)
            if block is None:
                yield Finding(method, "request", method, "malformed: no such block", given)
            else:
                block.validate_json()
        view = _read(values.get("view"))
        if view:
            View(**view).validate_json()
    except (SlackObjectFormationError, TypeError, ValueError) as fault:
        yield Finding(method, "request", method, f"malformed: {type(fault).__name__}", cut(str(fault)))


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
