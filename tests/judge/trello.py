"""Trello's calls against Atlassian's description, and its objects against those of real boards.

The description has every parameter in the query. It names no schema for more than half of its answers, and
forgets keys and nulls that real objects have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tests.judge.amended import amended
from tests.judge.described import Operation
from tests.judge.exchange import Exchange, Finding, pairs
from tests.judge.exports import Exports
from tests.judge.openapi import Held

OAUTH = re.compile(r'oauth_consumer_key="(?P<key>[^"]*)", oauth_token="(?P<token>[^"]*)"')
FORM = "application/x-www-form-urlencoded"
EMPTY = "EmptyQueryParameterValue"
BY_EXPORTS = {
    "GET /boards/{id}/cards": "Card",
    "GET /boards/{id}/lists": "TrelloList",
    "GET /boards/{id}/labels": "Label",
    "GET /boards/{id}/members": "Member",
    "GET /boards/{id}/checklists": "Checklist",
    "GET /boards/{boardId}/actions": "Action",
    "GET /cards/{id}/actions": "Action",
    "GET /cards/{id}/checklists": "Checklist",
    "GET /cards/{id}/members": "Member",
    "GET /cards/{id}/attachments/{idAttachment}": "Attachment",
    "POST /cards/{id}/attachments": "Attachment",
    "POST /cards/{id}/checklists": "Checklist",
    "PUT /cards/{id}/checkItem/{idCheckItem}": "CheckItem",
    "PUT /checklists/{id}": "Checklist",
    "POST /checklists/{id}/checkItems": "CheckItem",
    "GET /lists/{id}/cards": "Card",
    "POST /boards/": "Board",
    "PUT /cards/{id}/actions/{idAction}/comments": "Action",
    "POST /lists": "TrelloList",
    "PUT /lists/{id}": "TrelloList",
    "POST /labels": "Label",
}
"""What the answers hold for which no schema is published, or that of a list where there is one object."""


@dataclass(frozen=True)
class Trello:
    """Judges one exchange after the other."""

    held: Held
    exports: Exports

    @classmethod
    def read(cls, shared: Path) -> Trello:
        """From the folder of real input."""
        described = amended(shared / "specs" / "trello" / "openapi.json")
        return cls(Held(described, "https://api.trello.com", "/1"), Exports.read(shared / "data" / "trello"))

    def parts(self, exchange: Exchange) -> Iterator[Exchange]:
        """The exchange with its body and its credential where the description has them: in the query. Some of its
        paths end with a slash, which no call needs.
        """
        slashed = replace(exchange, path=f"{exchange.path}/")
        find = self.held.description.operation
        known = slashed if find(slashed) and not find(exchange) else exchange
        operation = find(known)
        yield folded(known, whole=bool(operation and self.held.description.taken(operation)))

    def operation(self, exchange: Exchange) -> str:
        """What the vendor calls it; empty where it publishes none like it."""
        return self.held.operation(exchange)

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is not as published and not as real boards show it."""
        operation = self.held.description.operation(exchange)
        if operation and str(operation) in BY_EXPORTS and exchange.status == 200:
            yield from (each for each in self.held.request(exchange, operation) if not _harmless(each))
            yield from self._unlike_exports(exchange, operation)
        else:
            for each in self.held.findings(exchange):
                if each.side == "answer":
                    yield from self.exports.left(each)
                elif not _harmless(each):
                    yield each

    def _unlike_exports(self, exchange: Exchange, operation: Operation) -> Iterator[Finding]:
        if exchange.answer is None:
            return
        kind = BY_EXPORTS[str(operation)]
        for place, rule, each in self.exports.unlike(kind, exchange.answer):
            yield Finding(f"{operation} 200", "answer", place, rule, each)


def folded(exchange: Exchange, *, whole: bool = False) -> Exchange:
    """As the description has it; `whole` says that it takes a body."""
    query = dict(exchange.query)
    if exchange.sent and not whole:
        query |= dict(parse_qsl(exchange.sent, keep_blank_values=True)) if exchange.kind == FORM else _pairs(exchange)
    found = OAUTH.search(exchange.headers.get("authorization", ""))
    sent = exchange.sent if whole else ""
    headers = {name: value for name, value in exchange.headers.items() if whole and name == "content-type"}
    return replace(exchange, query=query | (found.groupdict() if found else {}), sent=sent, headers=headers)


def _pairs(exchange: Exchange) -> Mapping[str, str]:
    sent: Any = exchange.json()
    return pairs(sent)


def _harmless(finding: Finding) -> bool:
    """The credential, which stands in the header; an empty text, which the description has no word for and which
    empties a field.
    """
    return finding.value == "" or finding.rule in {"unnamed parameter: key", "unnamed parameter: token", EMPTY}
