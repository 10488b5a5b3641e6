"""The vendor's own client works against the stand-in without knowing it."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"


@pytest.fixture
def sdk(sandbox: Any) -> WebClient:
    """The client, pointed at the sandbox and with its retries off."""
    return WebClient(token="xoxb-app", base_url=f"{sandbox.urls['slack']}/api/", retry_handlers=[], timeout=10)


def test_messages_go_through_the_client(sdk: WebClient) -> None:
    """Post, answer, change, read with metadata, find the address, delete."""
    marker = {"event_type": "task", "event_payload": {"task": "t1"}}
    block = {"type": "section", "block_id": "title", "text": {"type": "mrkdwn", "text": "Plan"}}
    ts = sdk.chat_postMessage(channel=CARDS, text="Plan", blocks=[block], metadata=marker, unfurl_links=False)["ts"]
    sdk.chat_postMessage(channel=CARDS, text="x", thread_ts=ts)
    sdk.chat_update(channel=CARDS, ts=ts, text="Neu", metadata=marker)
    (message,) = sdk.conversations_history(channel=CARDS, include_all_metadata=True)["messages"]
    assert (message["text"], message["metadata"], message["reply_count"]) == ("Neu", marker, 1)
    assert len(sdk.conversations_replies(channel=CARDS, ts=ts)["messages"]) == 2
    assert "/p" in sdk.chat_getPermalink(channel=CARDS, message_ts=ts)["permalink"]
    sdk.chat_delete(channel=CARDS, ts=ts)
    with pytest.raises(SlackApiError) as refused:
        sdk.chat_update(channel=CARDS, ts=ts, text="x")
    assert refused.value.response["error"] == "cant_update_message"


def test_pages_are_followed_by_the_client(sdk: WebClient) -> None:
    """Its iterator ends where there is no more."""
    pages = [page["members"] for page in sdk.users_list(limit=3)]
    assert [len(page) for page in pages] == [3, 1]
    for number in range(5):
        sdk.chat_postMessage(channel=CARDS, text=f"n{number}")
    found = [
        message["text"] for page in sdk.conversations_history(channel=CARDS, limit=2) for message in page["messages"]
    ]
    assert found == ["n4", "n3", "n2", "n1", "n0"]


def test_people_and_places_are_found(sdk: WebClient) -> None:
    """By id, address and membership."""
    assert sdk.users_lookupByEmail(email="Anna@musterbau-weber.example")["user"]["id"] == "U0ANNA00001"
    assert sdk.users_info(user="U0BOB000001")["user"]["real_name"] == "Bob Schulz"
    mine = sdk.users_conversations(types="public_channel,private_channel")["channels"]
    assert [channel["name"] for channel in mine] == ["general", "messestand-karten"]
    assert sdk.conversations_members(channel=CARDS)["members"] == ["U0ANNA00001", "U0BOB000001", "U0COBRIDGE1"]
    made = sdk.conversations_create(name="neues-projekt")["channel"]["id"]
    sdk.conversations_invite(channel=made, users="U0ANNA00001,U0BOB000001")
    sdk.conversations_setTopic(channel=made, topic="Neu")
    assert sdk.conversations_info(channel=made, include_num_members=True)["channel"]["num_members"] == 3
    direct = sdk.conversations_open(users="U0ANNA00001", return_im=True)["channel"]
    assert direct["user"] == "U0ANNA00001"
    assert sdk.chat_postMessage(channel="U0ANNA00001", text="nur du")["channel"] == direct["id"]


def test_lists_go_through_the_client(sdk: WebClient) -> None:
    """As the connector uses them."""
    item = sdk.slackLists_items_create(list_id="F0MESSE0001")["item"]["id"]
    cells = [{"row_id": item, "column_id": "Col02", "date": ["2026-12-01"]}]
    sdk.slackLists_items_update(list_id="F0MESSE0001", cells=cells)
    listed = sdk.slackLists_items_list(list_id="F0MESSE0001")["items"]
    assert listed[-1]["fields"][0]["date"] == ["2026-12-01"]
    sdk.slackLists_items_delete(list_id="F0MESSE0001", id=item)


def test_a_limit_reaches_the_client_with_its_wait(sdk: WebClient, control: Any) -> None:
    """429 is an error with Retry-After."""
    control.plant({"kind": "429", "seconds": 7, "times": 1})
    with pytest.raises(SlackApiError) as refused:
        sdk.conversations_list()
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
