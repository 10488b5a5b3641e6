"""A wrong exchange of every operation in use comes before the judge, so that a blind one is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.judge.beside import everything
from tests.judge.exchange import Exchange
from tests.judge.scenario import Heard
from tests.judge.sitting import REFUSED, exchanged, excused, judge
from tests.judge.wrong import FAULTS

pytestmark = pytest.mark.slow
EMPTY = "its answer is published as an object without saying of what: it is an empty one"
NOTHING = "no answer is published, and no exported board holds one"
BLIND: Mapping[str, Mapping[str, str]] = {
    "another parameter": {},
    "no credential": {"slack oauth.v2.access": "it is what gives the credential"},
    "no precondition": {},
    "another key": {},
    "another type": {},
    "another key in the answer": {
        "asana DELETE /attachments/{attachment_gid}": EMPTY,
        "asana DELETE /stories/{story_gid}": EMPTY,
        "asana DELETE /tags/{tag_gid}": EMPTY,
        "asana DELETE /tasks/{task_gid}": EMPTY,
        "asana DELETE /webhooks/{webhook_gid}": EMPTY,
        "asana POST /sections/{section_gid}/addTask": EMPTY,
        "asana POST /tasks/{task_gid}/addTag": EMPTY,
        "asana POST /tasks/{task_gid}/removeTag": EMPTY,
        "trello DELETE /cards/{id}": NOTHING,
        "trello DELETE /cards/{id}/actions/{idAction}/comments": NOTHING,
        "trello DELETE /cards/{id}/attachments/{idAttachment}": NOTHING,
        "trello DELETE /cards/{id}/checkItem/{idCheckItem}": NOTHING,
        "trello DELETE /labels/{id}": NOTHING,
        "trello DELETE /webhooks/{id}": NOTHING,
        "trello PUT /boards/{id}/members/{idMember}": f"{NOTHING}; it is people who take each other in",
    },
    "another type in the answer": {
        "trello DELETE /cards/{id}": NOTHING,
        "trello DELETE /cards/{id}/attachments/{idAttachment}": NOTHING,
        "trello DELETE /cards/{id}/checkItem/{idCheckItem}": NOTHING,
        "trello DELETE /labels/{id}": NOTHING,
        "trello DELETE /webhooks/{id}": NOTHING,
        "trello POST /cards": "its `stickers` are excused as a key, and no exported card has any",
        "trello POST /labels": "its `limits` are excused as a key, and no exported label has any",
        "trello PUT /boards/{id}/members/{idMember}": f"{NOTHING}; it is people who take each other in",
    },
}
"""Operations whose wrong exchange passes, each with why; any other is a failure, and so is one that does not pass."""
Used = Mapping[str, tuple[str, Exchange]]


@pytest.fixture(scope="module")
def used(shared: Path) -> Used:
    """Of each operation that days at all places and what goes on beside them used, the exchange that carried most."""
    found: dict[str, tuple[str, Exchange]] = {}
    for each in everything():
        for part in _accepted(each, shared):
            operation = judge(each.vendor, shared).operation(part)
            name = f"{each.vendor} {operation}"
            if operation and (name not in found or _weight(part) > _weight(found[name][1])):
                found[name] = (each.vendor, part)
    return found


def test_a_day_uses_every_tool(used: Used) -> None:
    """A scenario that does little would prove little."""
    writing = {vendor for vendor, exchange in used.values() if exchange.method != "GET"}
    assert writing == {"trello", "asana", "slack", "graph"}
    assert len(used) > 90


def test_the_exchanges_themselves_are_right(used: Used, shared: Path) -> None:
    """A finding in a wrong exchange says something only where the right one has none."""
    assert not {name for name, (vendor, exchange) in used.items() if _found(vendor, exchange, shared)}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_exchange_is_found(fault: str, used: Used, shared: Path) -> None:
    """Each operation's own exchange with one fault in it is a finding, whichever key the fault is at."""
    passed = {name for name, (vendor, exchange) in used.items() if _passes(vendor, exchange, fault, shared)}
    assert passed == set(BLIND[fault])


def _passes(vendor: str, exchange: Exchange, fault: str, shared: Path) -> bool:
    return any(not _found(vendor, wrong, shared) for wrong in FAULTS[fault](exchange))


def _found(vendor: str, exchange: Exchange, shared: Path) -> bool:
    findings = judge(vendor, shared).findings(exchange)
    return any((each.place, each.rule) not in excused(vendor) for each in findings)


def _accepted(heard: Heard, shared: Path) -> list[Exchange]:
    exchange = exchanged(heard.vendor, heard.request, heard.response)
    if exchange is None or exchange.status >= REFUSED:
        return []
    return [part for part in judge(heard.vendor, shared).parts(exchange) if part.status < REFUSED]


def _weight(exchange: Exchange) -> int:
    return len(exchange.sent) + len(exchange.query) + len(json.dumps(exchange.answer))
