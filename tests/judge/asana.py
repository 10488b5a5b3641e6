"""Asana's calls against Asana's description.

Lists are described by the few fields they hold when nothing else is asked for. With `opt_fields` the elements hold
whatever was asked for, so there they are held against the schema of the whole object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.judge.described import Description
from tests.judge.exchange import Exchange, Finding, pairs
from tests.judge.openapi import Held

BASE = ("https://app.asana.com", "/api/1.0")
BATCH = "/batch"
REFUSED = 400
TASK = "/tasks/{task_gid}/"
EXTERNAL = "(?<=^/tasks/)external:.+?(?=(/({}))?$)"
"""A task by the gid that a client gave it, which may be an address; then what belongs to it."""
OPTIONS = {"fields": "opt_fields", "limit": "limit", "offset": "offset", "pretty": "opt_pretty"}
COMPACT, WHOLE = "Compact", "Response"


@dataclass(frozen=True)
class Asana:
    """Judges one exchange after the other."""

    brief: Held
    whole: Held
    external: re.Pattern[str]

    @classmethod
    def read(cls, shared: Path) -> Asana:
        """From the folder of real input."""
        path = shared / "specs" / "asana" / "openapi.json"
        brief = Description.read(path)
        whole = Description.read(path)
        for each in (brief, whole):
            _signed_in_by_token(each)
        for operation in whole.operations():
            _lengthen(operation.get("responses", {}), whole.all["components"]["schemas"])
        owned = [each.removeprefix(TASK) for each in brief.all["paths"] if each.startswith(TASK)]
        return cls(Held(brief, *BASE), Held(whole, *BASE), re.compile(EXTERNAL.format("|".join(owned))))

    def parts(self, exchange: Exchange) -> Iterator[Exchange]:
        """The exchange, and each action of a batch as if it had come alone."""
        yield replace(exchange, path=self.external.sub("external", exchange.path))
        if exchange.path == BATCH and exchange.status == 200 and exchange.answer is not None:
            actions = exchange.json()["data"]["actions"]
            for action, answer in zip(actions, exchange.answer["data"], strict=True):
                if answer["status_code"] < REFUSED:  # what was refused may be no action at all
                    yield _alone(action, answer, exchange.headers)

    def operation(self, exchange: Exchange) -> str:
        """What the vendor calls it; empty where it publishes none like it."""
        return self.brief.operation(exchange)

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is not as published."""
        yield from (self.whole if "opt_fields" in exchange.query else self.brief).findings(exchange)


def _alone(action: Mapping[str, Any], answer: Mapping[str, Any], headers: Mapping[str, str]) -> Exchange:
    address = urlsplit(action["relative_path"])
    options = {
        OPTIONS[key]: ",".join(each) if isinstance(each, list) else each
        for key, each in action.get("options", {}).items()
    }
    method, data = action["method"].upper(), action.get("data", {})
    query = dict(parse_qsl(address.query)) | pairs(options) | (pairs(data) if method == "GET" else {})
    sent = json.dumps({"data": data}) if method in {"POST", "PUT"} and data else ""
    return Exchange(method, address.path, query, headers, sent, answer["status_code"], answer["body"])


def _signed_in_by_token(description: Description) -> None:
    """Ask for the header alone that every way to sign in leads to: openapi-core takes any call for one by OAuth."""
    for each in (description.all, *description.operations()):
        if "security" in each:
            each["security"] = [{"personalAccessToken": []}]


def _lengthen(found: Any, schemas: Mapping[str, Any]) -> None:
    """Lead each list of brief objects to whole ones."""
    if isinstance(found, list):
        for each in found:
            _lengthen(each, schemas)
    elif isinstance(found, dict):
        items = found.get("items", {})
        name = items.get("$ref", "") if isinstance(items, dict) else ""
        longer = name.removesuffix(COMPACT) + WHOLE
        if name.endswith(COMPACT) and longer.rpartition("/")[2] in schemas:
            items["$ref"] = longer
        for each in found.values():
            _lengthen(each, schemas)
