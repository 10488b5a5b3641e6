"""The list of copies against what the tools themselves say our account wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bridge.core.rules.copies import Kind, copies
from tests.system.rights.ground import CANARIES, Ground, ground

pytestmark = pytest.mark.slow
OBJECTS = (Kind.ITEM, Kind.COMMENT)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Something came from each side."""
    with ground(tmp_path_factory.mktemp("copies")) as found:
        asana = found.site.worlds["asana"]
        asana.create("In Asana angelegt", next(ref for ref, _ in asana.lanes()))
        found.sync()
        yield found


def test_ds_05b_the_list_of_copies_has_every_item_and_comment_of_our_account_and_no_other(here: Ground) -> None:
    """Both ways, in all tools, by whom the tools themselves name as its author."""
    listed = {(each.place, str(each.ref)) for each in copies(here.site.memory) if each.kind in OBJECTS}
    assert {place for place, _ in listed} == {"trello", "asana", "teams", "cards", "list"}
    assert listed == {(place, ref) for place, found in _written(here).items() for ref in found}


def test_ds_05b_what_our_account_writes_besides_names_no_person(here: Ground) -> None:
    """The board of a channel and the messages below which comments stand hold titles and links alone."""
    besides = [*_openings(here)]
    assert besides
    assert not [text for text in besides if any(canary in text for canary in CANARIES)]


def _written(here: Ground) -> Mapping[str, set[str]]:
    return {
        "trello": set(_trello(here)),
        "asana": set(_asana(here)),
        "teams": set(_teams(here)),
        "cards": set(_cards(here)),
        "list": set(_list(here)),
    }


def _state(here: Ground, vendor: str) -> Any:
    return here.site.control.control("GET", f"/state/{vendor}")


def _own(here: Ground, place: str) -> str:
    return str(here.site.worlds[place].own)


def _trello(here: Ground) -> Iterator[str]:
    for action in _state(here, "trello")["actions"]:
        if action["idMemberCreator"] == _own(here, "trello"):
            if action["type"] == "commentCard":
                yield action["id"]
            elif action["type"] == "createCard":
                yield action["data"]["card"]["id"]


def _asana(here: Ground) -> Iterator[str]:
    for task in _state(here, "asana")["tasks"]:
        if task["created_by"]["gid"] == _own(here, "asana"):
            yield task["gid"]
        for story in task["stories"]:
            if story["resource_subtype"] == "comment_added" and story["created_by"]["gid"] == _own(here, "asana"):
                yield story["gid"]


def _teams(here: Ground) -> Iterator[str]:
    state = _state(here, "graph")
    for task in state["tasks"]:
        if (task["createdBy"].get("application") or {}).get("id") == _own(here, "teams"):
            yield task["id"]
    for root in (root for channel in state["channels"] for root in channel["messages"]):
        for reply in root["replies"]:
            if reply["from"]["user"]["displayName"] == "Cobridge" and not reply["deletedDateTime"]:
                yield f"{root['id']}/{reply['id']}"


def _messages(here: Ground, place: str) -> Iterator[Any]:
    name = {"cards": "aufgaben", "list": "gespräch"}[place]
    for channel in _state(here, "slack")["channels"]:
        for message in channel["messages"]:
            if channel["name"] == name and message.get("user") == _own(here, place) and not message.get("subtype"):
                yield message


def _cards(here: Ground) -> Iterator[str]:
    for message in _messages(here, "cards"):
        if (message.get("metadata") or {}).get("event_type") != "cobridge_board":
            yield message["ts"]


def _list(here: Ground) -> Iterator[str]:
    for each in _state(here, "slack")["lists"]:
        yield from (item["id"] for item in each["items"] if item["created_by"] == _own(here, "list"))
    for message in _messages(here, "list"):
        if (message.get("metadata") or {}).get("event_type") != "cobridge_talk":
            yield message["ts"]


def _openings(here: Ground) -> Iterator[str]:
    for place in ("cards", "list"):
        for message in _messages(here, place):
            if (message.get("metadata") or {}).get("event_type") in ("cobridge_board", "cobridge_talk"):
                yield repr(message)
    for channel in _state(here, "graph")["channels"]:
        yield from (repr({**root, "replies": []}) for root in channel["messages"])
