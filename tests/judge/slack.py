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
from typing import Any
from urllib.parse import parse_qsl

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

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is unlike the recorded answer, and what the client would not send."""
        method = exchange.path.strip("/")
        if method not in self.recorded.methods:
            yield Finding(method, "request", method, "no such method")
            return
        values = _values(exchange)
        if not exchange.headers.get("authorization", "").startswith("Bearer ") and "token" not in values:
            yield Finding(method, "request", method, "security")
        yield from _strange_arguments(method, values)
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


@cache
def _arguments(method: str) -> Mapping[str, bool]:
    """What a method takes: whether it cannot do without."""
    own = inspect.signature(getattr(WebClient, method.replace(".", "_"))).parameters
    return {name: each.default is inspect.Parameter.empty for name, each in own.items() if name not in _NO_ARGUMENTS}


_NO_ARGUMENTS = {"self", "kwargs", "app_token"}  # an app's token is sent as any token is


def _strange_arguments(method: str, values: Mapping[str, Any]) -> Iterator[Finding]:
    taken = _arguments(method)
    for name in values:
        if name not in taken and name not in ALWAYS:
            yield Finding(method, "request", method, f"unnamed parameter: {name}", values[name])
    for name, needed in taken.items():
        if needed and name not in values:
            yield Finding(method, "request", method, f"required: {name}")


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
