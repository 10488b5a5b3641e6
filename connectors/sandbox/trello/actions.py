"""Single actions."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello import history, views
from connectors.sandbox.trello.access import NOT_FOUND, Call
from connectors.sandbox.trello.values import RefusedError


def read(call: Call, key: str) -> Any:
    """`GET /actions/{id}`, also of a type that no list shows."""
    return history.shown(call, call.action(key), call.params)


def field(call: Call, key: str, name: str) -> Any:
    """`GET /actions/{id}/{field}`."""
    return views.field(call.action(key), name)


def board_of(call: Call, key: str) -> Any:
    """`GET /actions/{id}/board`."""
    return views.board(call, call.find("boards", call.action(key)["data"]["board"]["id"]), call.params)


def card_of(call: Call, key: str) -> Any:
    """`GET /actions/{id}/card`."""
    return views.card(call, call.find("cards", call.action(key)["data"].get("card", {}).get("id", "")), call.params)


def list_of(call: Call, key: str) -> Any:
    """`GET /actions/{id}/list`."""
    lane = call.find("lists", call.action(key)["data"].get("list", {}).get("id", ""))
    return views.chosen(lane, call.params.plain("fields", "all"), "lists")


def member_creator(call: Call, key: str) -> Any:
    """`GET /actions/{id}/memberCreator`."""
    member = call.member(call.action(key)["idMemberCreator"])
    return history.brief(member, call.params.plain("fields") or views.MEMBER_FIELDS)


def member(call: Call, key: str) -> Any:
    """`GET /actions/{id}/member`: whom it concerns."""
    action = call.action(key)
    if "member" not in action:
        raise RefusedError(404, NOT_FOUND)
    found = call.member(action["member"]["id"])
    return history.brief(found, call.params.plain("fields") or views.MEMBER_FIELDS)
