"""Messages: written, answered, changed, deleted, read page by page."""

from typing import Any

import pytest

GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"


def section(text: str, **further: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **further}


LABEL = {"type": "plain_text", "text": "Punkt"}


def boxes(number: int, initial: Any = None, **texts: str) -> dict[str, Any]:
    """A section with so many boxes to tick, each with these texts."""
    written = {name: {"type": "plain_text", "text": text} for name, text in texts.items()}
    options = [{"text": LABEL, "value": str(each), **written} for each in range(number)]
    element = {"type": "checkboxes", "action_id": "check", "options": options}
    return section("Liste", accessory={**element, **({"initial_options": initial} if initial else {})})


def test_a_message_comes_back_as_slack_keeps_it(app: Any) -> None:
    """Three characters are escaped, addresses marked, blocks get ids: who compares must expect that."""
    ts = app.post("A & B <c> https://a.example/x, <@U0ANNA00001>")
    message = app.history()[0]
    assert message["ts"] == ts
    assert message["text"] == "A &amp; B &lt;c&gt; <https://a.example/x>, <@U0ANNA00001>"
    kinds = [element["type"] for element in message["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["text", "link", "text", "user"]
    app.ok("chat.update", channel=GENERAL, ts=ts, blocks=[section("x & y")])
    (block,) = app.history()[0]["blocks"]
    assert block["block_id"]
    assert block["text"] == {"type": "mrkdwn", "text": "x &amp; y", "verbatim": False}


def test_metadata_is_shown_only_to_who_asks(app: Any) -> None:
    """The marker travels with the message and is read with include_all_metadata."""
    marker = {"event_type": "task", "event_payload": {"task": "t1"}}
    app.post("Karte", CARDS, metadata=marker)
    assert "metadata" not in app.history(CARDS)[0]
    assert app.history(CARDS, include_all_metadata=True)[0]["metadata"] == marker


def test_an_update_keeps_metadata_until_it_is_taken_away(app: Any) -> None:
    """A changed card keeps its marker; an empty one removes it."""
    ts = app.post("Karte", CARDS, metadata={"event_type": "task", "event_payload": {"task": "t1"}})
    app.ok("chat.update", channel=CARDS, ts=ts, text="Neu")
    (message,) = app.history(CARDS, include_all_metadata=True)
    assert (message["text"], message["metadata"]["event_type"]) == ("Neu", "task")
    assert message["edited"]["user"] == "U0COBRIDGE1"
    app.ok("chat.update", channel=CARDS, ts=ts, text="Neu", metadata={})
    assert "metadata" not in app.history(CARDS, include_all_metadata=True)[0]


def test_replies_stay_in_their_thread(app: Any, anna: Any, bob: Any) -> None:
    """A reply is not in the channel unless broadcast; the message above counts its replies."""
    ts = app.post("Karte", CARDS)
    first = anna.post("Halle 4?", CARDS, thread_ts=ts)
    anna.post("Ja", CARDS, thread_ts=first, reply_broadcast=True)
    newest, root = app.history(CARDS)
    assert (newest["subtype"], newest["thread_ts"], newest["root"]["ts"]) == ("thread_broadcast", ts, ts)
    assert (root["reply_count"], root["reply_users"]) == (2, ["U0ANNA00001"])
    thread = bob.ok("conversations.replies", channel=CARDS, ts=ts)["messages"]
    assert [message["text"] for message in thread] == ["Karte", "Halle 4?", "Ja"]
    assert thread[1]["parent_user_id"] == "U0COBRIDGE1"


def test_people_change_and_delete_only_what_they_wrote(app: Any, anna: Any, bob: Any) -> None:
    """Nobody edits another's words, the app neither."""
    ts = anna.post("Meins")
    for other in (app, bob):
        assert other.refused("chat.update", channel=GENERAL, ts=ts, text="x") == "cant_update_message"
        assert other.refused("chat.delete", channel=GENERAL, ts=ts) == "cant_delete_message"
    anna.ok("chat.update", channel=GENERAL, ts=ts, text="Meins, neu")
    assert anna.history()[0]["text"] == "Meins, neu"
    anna.ok("chat.delete", channel=GENERAL, ts=ts)
    assert [message["text"] for message in anna.history()] == ["Willkommen"]
    assert anna.refused("chat.delete", channel=GENERAL, ts=ts) == "message_not_found"


def test_a_deleted_message_with_replies_leaves_a_stone(app: Any, anna: Any) -> None:
    """The replies are still to be found under it."""
    ts = app.post("Karte", CARDS)
    anna.post("Halle 4?", CARDS, thread_ts=ts)
    app.ok("chat.delete", channel=CARDS, ts=ts)
    (stone,) = app.history(CARDS)
    assert (stone["subtype"], stone["reply_count"]) == ("tombstone", 1)
    assert len(app.ok("conversations.replies", channel=CARDS, ts=ts)["messages"]) == 2


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0BUERO0001", "text": "x"}, "channel_not_found"),
        ({"channel": GENERAL}, "no_text"),
        ({"channel": GENERAL, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": GENERAL, "text": "x", "thread_ts": "1.1"}, "thread_not_found"),
        ({"channel": GENERAL, "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"channel": GENERAL, "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [section("")]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [section("x", block_id="a")] * 2}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [{"type": "input"}]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [{"type": "wheel"}]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [boxes(11)]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [boxes(1, text="x" * 76)]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [boxes(1, description="x" * 76)]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [boxes(2, initial=[{"value": "2", "text": LABEL}])]}, "invalid_blocks"),
        ({"channel": GENERAL, "blocks": [section("x" * 2800)] * 4}, "msg_blocks_too_long"),
        ({"channel": GENERAL, "text": "x", "metadata": {"event_type": 5}}, "invalid_metadata_format"),
    ],
)
def test_what_slack_does_not_take_is_refused_in_its_words(app: Any, args: Any, error: str) -> None:
    """Texts up to 3,000 in a section, 50 blocks, about 11,000 together; and what else is wrong."""
    assert app.refused("chat.postMessage", **args) == error


def test_a_wrong_block_is_named(app: Any) -> None:
    """The answer says where in the blocks the fault is."""
    answer = app.send("chat.postMessage", channel=GENERAL, blocks=[section("x"), section("x" * 3001)]).json()
    assert answer["errors"] == ["must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]


def test_blocks_just_within_the_limits_are_taken(app: Any) -> None:
    """50 blocks, 3,000 characters, ten boxes and 11,000 characters together are still fine."""
    app.ok("chat.postMessage", channel=GENERAL, blocks=[boxes(10, text="x" * 75, description="y" * 75)])
    app.ok("chat.postMessage", channel=GENERAL, blocks=[{"type": "divider"}] * 50)
    app.ok("chat.postMessage", channel=GENERAL, blocks=[section("x" * 2750)] * 4)


def test_only_members_post(app: Any, client: Any) -> None:
    """Who is not in a channel joins first; an archived one takes nothing."""
    carla = client("slack-carla")
    assert carla.refused("chat.postMessage", channel=CARDS, text="x") == "not_in_channel"
    carla.ok("conversations.join", channel=CARDS)
    carla.post("x", CARDS)
    app.ok("conversations.archive", channel=CARDS)
    assert carla.refused("chat.postMessage", channel=CARDS, text="x") == "is_archived"


def test_history_is_read_page_by_page(app: Any) -> None:
    """Newest first, with a cursor until there is no more; nothing twice, nothing left out."""
    stamps = [app.post(f"n{number}", CARDS) for number in range(7)]
    found, cursor = [], ""
    while True:
        answer = app.ok("conversations.history", channel=CARDS, limit=3, cursor=cursor)
        found += [message["ts"] for message in answer["messages"]]
        cursor = answer.get("response_metadata", {}).get("next_cursor", "")
        assert answer["has_more"] == bool(cursor)
        assert len(answer["messages"]) == (3 if cursor else 1)
        if not cursor:
            break
    assert found == stamps[::-1]
    assert app.refused("conversations.history", channel=CARDS, cursor="nonsense") == "invalid_cursor"
    assert app.refused("conversations.history", channel=CARDS, limit=1000) == "invalid_limit"


def test_replies_are_read_page_by_page_below_their_message(app: Any) -> None:
    """The message above comes with each page."""
    root = app.post("Karte", CARDS)
    stamps = [app.post(f"n{number}", CARDS, thread_ts=root) for number in range(5)]
    first = app.ok("conversations.replies", channel=CARDS, ts=root, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = app.ok("conversations.replies", channel=CARDS, ts=root, limit=3, cursor=cursor)
    pages = [[message["ts"] for message in page["messages"]] for page in (first, second)]
    assert pages == [[root, *stamps[:3]], [root, *stamps[3:]]]


def test_a_window_has_borders_that_count_only_where_asked(app: Any) -> None:
    """Oldest and latest leave their own messages out unless inclusive."""
    low, middle, high = (app.post(text, CARDS) for text in "abc")
    window = {"oldest": low, "latest": high}
    assert [message["ts"] for message in app.history(CARDS, **window)] == [middle]
    assert len(app.history(CARDS, **window, inclusive=True)) == 3
    assert app.refused("conversations.history", channel=CARDS, oldest="gestern") == "invalid_ts_oldest"


def test_reactions_are_one_each(app: Any, anna: Any, bob: Any) -> None:
    """A person reacts once with a sign, and takes back only their own."""
    ts = app.post("Karte", CARDS)
    anna.ok("reactions.add", channel=CARDS, timestamp=ts, name="eyes")
    bob.ok("reactions.add", channel=CARDS, timestamp=ts, name="eyes")
    assert anna.refused("reactions.add", channel=CARDS, timestamp=ts, name="eyes") == "already_reacted"
    (reaction,) = app.ok("reactions.get", channel=CARDS, timestamp=ts)["message"]["reactions"]
    assert reaction == {"name": "eyes", "users": ["U0ANNA00001", "U0BOB000001"], "count": 2}
    anna.ok("reactions.remove", channel=CARDS, timestamp=ts, name="eyes")
    assert anna.refused("reactions.remove", channel=CARDS, timestamp=ts, name="eyes") == "no_reaction"


def test_pins_and_bookmarks_are_kept(app: Any) -> None:
    """A pin names its message once; a bookmark is added, changed and taken away."""
    ts = app.post("Karte", CARDS)
    app.ok("pins.add", channel=CARDS, timestamp=ts)
    assert app.refused("pins.add", channel=CARDS, timestamp=ts) == "already_pinned"
    assert [pin["message"]["ts"] for pin in app.ok("pins.list", channel=CARDS)["items"]] == [ts]
    app.ok("pins.remove", channel=CARDS, timestamp=ts)
    link = {"channel_id": CARDS, "title": "Plan", "type": "link", "link": "https://a.example"}
    made = app.ok("bookmarks.add", **link)["bookmark"]
    app.ok("bookmarks.edit", channel_id=CARDS, bookmark_id=made["id"], title="Neu")
    assert [each["title"] for each in app.ok("bookmarks.list", channel_id=CARDS)["bookmarks"]] == ["Neu"]
    app.ok("bookmarks.remove", channel_id=CARDS, bookmark_id=made["id"])
    assert app.ok("bookmarks.list", channel_id=CARDS)["bookmarks"] == []


def test_a_permalink_names_message_and_thread(app: Any) -> None:
    """The address a person may open."""
    root = app.post("Karte", CARDS)
    reply = app.post("x", CARDS, thread_ts=root)
    link = app.ok("chat.getPermalink", channel=CARDS, message_ts=reply)["permalink"]
    number = reply.replace(".", "")
    assert link == f"https://netzwerk.slack.com/archives/{CARDS}/p{number}?thread_ts={root}&cid={CARDS}"


def test_what_only_one_sees_is_in_no_history(app: Any, control: Any) -> None:
    """An ephemeral message is for one member and found nowhere again."""
    app.ok("chat.postEphemeral", channel=CARDS, user="U0ANNA00001", text="nur du")
    assert app.history(CARDS) == []
    (kept,) = control.ok("GET", "/state/slack")["ephemeral"]
    assert (kept["to"], kept["text"]) == ("U0ANNA00001", "nur du")
    assert app.refused("chat.postEphemeral", channel=CARDS, user="U0CARLA0001", text="x") == "user_not_in_channel"
