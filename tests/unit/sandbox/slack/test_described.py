"""Every answer and every event has the keys that Slack's recorded ones have."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

GENERAL, CARDS, LIST, PLAN = "C0GENERAL01", "C0CARDS0001", "F0MESSE0001", "Rec0PLAN0001"
OPEN = ("blocks", "metadata", "event_payload", "state", "rich_text", "args", "elements", "attachments", "choices")
"""What is inside is the app's own, or of many kinds."""
TOGETHER = {"user", "date", "select", "parent_record_id"}
"""Of List items: in the vendor's page on slackLists.items.create, not in the record of its answer."""
NOT_RECORDED = {
    "slackLists.items": TOGETHER,
    "chat.postMessage": {"warning"},
    "conversations.replies": {"client_msg_id", "subtype", "root"},  # recorded of bots; the record of history has them
    "pins.list": {"channel", "message"},
}


MARKER = {"event_type": "task", "event_payload": {"task": "t1"}}
BUTTON = {"type": "button", "action_id": "edit", "text": {"type": "plain_text", "text": "x"}}
BLOCKS = [{"type": "actions", "block_id": "actions", "elements": [BUTTON]}]
REFUSAL = {"error", "warning", "needed", "provided"}
GRID = {"enterprise_id", "enterprise_name", "enterprise_domain"}
UNFURLED = {"entity_url", "external_ref", "app_unfurl_url"}


def unknown(ours: Any, recorded: Any, further: Iterable[str] = (), at: str = "") -> list[str]:
    """Keys of ours that the record has not, with where they stand."""
    if isinstance(ours, dict) and isinstance(recorded, dict):
        if at and at.rsplit(".", 1)[-1] in OPEN:
            return []
        found = [f"{at}.{key}" for key in ours if key not in recorded and key not in further]
        for key, value in ours.items():
            found += unknown(value, recorded.get(key), further, f"{at}.{key}")
        return found
    if isinstance(ours, list) and isinstance(recorded, list) and recorded and at.rsplit(".", 1)[-1] not in OPEN:
        return [each for one in ours for each in unknown(one, recorded[0], further, at)]
    return []


def missing(ours: Any, recorded: Any) -> set[str]:
    """Keys that the record has and ours has not."""
    return set(recorded) - set(ours)


@pytest.fixture
def recorded(shared: Path) -> Callable[[str], Any]:
    """A recorded answer."""
    return lambda method: json.loads((shared / "specs/slack/api" / f"{method}.json").read_text(encoding="utf-8"))


class Calls:
    """Calls methods and keeps their answers."""

    def __init__(self, app: Any, press: Callable[[str], str]) -> None:
        self.app, self.press = app, press
        self.answers: dict[str, Any] = {}

    def __call__(self, method: str, **args: Any) -> Any:
        self.answers[method] = self.app.ok(method, **args)
        return self.answers[method]

    def messages(self, anna: Any) -> str:
        """Write, read, mark; the time stamp of a card with a button."""
        ts: str = self("chat.postMessage", channel=CARDS, text="x", blocks=BLOCKS, metadata=MARKER)["ts"]
        anna.post("y", CARDS, thread_ts=ts, reply_broadcast=True)
        on = {"channel": CARDS, "timestamp": ts}
        self("reactions.add", **on, name="eyes")
        self("pins.add", **on)
        self("chat.update", channel=CARDS, ts=ts, blocks=BLOCKS)
        self("conversations.history", channel=CARDS, limit=1, include_all_metadata=True)
        self("conversations.replies", channel=CARDS, ts=ts, limit=1)
        self("reactions.get", **on)
        self("pins.list", channel=CARDS)
        self("reactions.remove", **on, name="eyes")
        self("pins.remove", **on)
        self("chat.getPermalink", channel=CARDS, message_ts=ts)
        self("chat.postEphemeral", channel=CARDS, user="U0ANNA00001", text="x")
        return ts

    def places(self) -> None:
        """Look at people and channels, make a channel and links."""
        for method in ("api.test", "auth.test", "team.info", "users.list", "users.conversations", "conversations.list"):
            self(method)
        self("users.info", user="U0ANNA00001")
        self("users.lookupByEmail", email="anna@musterbau-weber.example")
        self("conversations.info", channel=CARDS, include_locale=True, include_num_members=True)
        self("conversations.members", channel=CARDS)
        self("conversations.open", users="U0ANNA00001", return_im=True)
        made = self("conversations.create", name="neu")["channel"]["id"]
        self("conversations.invite", channel=made, users="U0ANNA00001")
        self("conversations.setTopic", channel=made, topic="x")
        self("conversations.join", channel=made)
        self("conversations.archive", channel=made)
        link = {"channel_id": CARDS, "title": "x", "type": "link", "link": "https://a.example"}
        bookmark = self("bookmarks.add", **link)["bookmark"]["id"]
        self("bookmarks.edit", channel_id=CARDS, bookmark_id=bookmark, title="y")
        self("bookmarks.list", channel_id=CARDS)
        self("bookmarks.remove", channel_id=CARDS, bookmark_id=bookmark)

    def views(self, ts: str) -> None:
        """Open modals from a card, and a home tab."""
        view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": BLOCKS}
        opened = self("views.open", trigger_id=self.press(ts), view=view)["view"]
        self("views.update", view_id=opened["id"], view=view)
        self("views.push", trigger_id=self.press(ts), view=view)
        self("views.publish", user_id="U0ANNA00001", view={"type": "home", "blocks": BLOCKS})

    def lists(self) -> None:
        """Make a List, share it, write rows."""
        todo = [{"key": "t", "name": "T", "type": "text"}]
        new = self("slackLists.create", name="x", todo_mode=True, schema=todo)["list_id"]
        self("slackLists.update", id=new, name="y")
        self("slackLists.access.set", list_id=new, access_level="write", user_ids=["U0ANNA00001"])
        row = self("slackLists.items.create", list_id=LIST, parent_item_id=PLAN)["item"]["id"]
        self("slackLists.items.update", list_id=LIST, cells=[{"row_id": row, "column_id": "Col00", "checkbox": True}])
        self("slackLists.items.list", list_id=LIST)
        self("slackLists.items.info", list_id=LIST, id=PLAN, include_is_subscribed=True)
        self("files.info", file=LIST)
        self("slackLists.items.delete", list_id=LIST, id=row)
        self("slackLists.items.deleteMultiple", list_id=LIST, ids=[PLAN])


@pytest.fixture
def calls(app: Any, anna: Any, control: Any, listener: Any) -> dict[str, Any]:
    """An answer of each method that the record has."""

    def press(ts: str) -> str:
        control.act("press", channel=CARDS, ts=ts, action_id="edit")
        trigger: str = [each for each in listener.heard if each.body.startswith(b"payload=")][-1].payload["trigger_id"]
        return trigger

    call = Calls(app, press)
    ts = call.messages(anna)
    call.places()
    call.views(ts)
    call.lists()
    call("chat.delete", channel=CARDS, ts=ts)
    return call.answers


def test_no_answer_has_a_key_that_slack_has_not(calls: dict[str, Any], recorded: Any) -> None:
    """A client that relies on a key found here finds it in Slack."""
    for method, answer in calls.items():
        further = {key for name, keys in NOT_RECORDED.items() if method.startswith(name) for key in keys}
        assert unknown(answer, recorded(method), further) == [], method


@pytest.mark.parametrize(
    ("method", "path", "absent"),
    [
        ("users.list", ("members", 0), set()),
        ("users.list", ("members", 0, "profile"), set()),
        ("users.info", ("user",), set()),
        ("users.info", ("user", "profile"), set()),
        ("users.lookupByEmail", ("user",), set()),
        ("auth.test", (), REFUSAL | {"enterprise_id", "app_name", "app_id", "expires_in"}),
        ("team.info", ("team",), GRID | {"sso_provider", "pay_prod_cur"}),
        ("conversations.info", ("channel",), {
            "connected_limited_team_ids", "connected_team_ids", "is_non_threadable", "is_read_only", "is_thread_only",
            "properties"}),
        ("conversations.setTopic", ("channel",), {"last_read"}),
        ("slackLists.items.list", ("items", 0), set()),
        ("slackLists.items.info", ("list",), set()),
        ("slackLists.items.info", ("list", "list_metadata"), set()),
        ("slackLists.items.info", ("list", "list_limits"), set()),
        ("slackLists.items.info", ("record",), set()),
        ("bookmarks.list", ("bookmarks", 0), set()),
        ("views.open", ("view",), UNFURLED | {"message_ts", "thread_ts", "channel"}),
    ],
)  # fmt: skip
def test_an_object_has_every_key_that_slack_records(
    calls: dict[str, Any], recorded: Any, method: str, path: tuple[Any, ...], absent: set[str]
) -> None:
    """What is left out is named here: it belongs to Enterprise Grid or to features that are not offered."""
    ours, theirs = calls[method], recorded(method)
    for step in path:
        ours, theirs = ours[step], theirs[step]
    assert missing(ours, theirs) == absent


EVENTS = {
    "message": "MessagePayload",
    "message_changed": "MessageChangedPayload",
    "message_deleted": "MessageDeletedPayload",
    "thread_broadcast": "MessageThreadBroadcastPayload",
    "bot_message": "MessageBotPayload",
    "channel_join": "MessageChannelJoinPayload",
    "channel_topic": "MessageChannelTopicPayload",
    "reaction_added": "ReactionAddedPayload",
    "reaction_removed": "ReactionRemovedPayload",
    "pin_added": "PinAddedPayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "member_left_channel": "MemberLeftChannelPayload",
    "channel_created": "ChannelCreatedPayload",
    "channel_archive": "ChannelArchivePayload",
    "app_home_opened": "AppHomeOpenedPayload",
}


def named(event: Any) -> str:
    name: str = event.get("subtype") or event["type"]
    return name


def test_events_have_the_keys_that_slack_records(
    app: Any, anna: Any, client: Any, control: Any, listener: Any, shared: Path
) -> None:
    """Each event of the record that is sent here has its keys, in the envelope and inside, and no others."""
    ts = anna.post("x", CARDS)
    anna.post("y", CARDS, thread_ts=ts, reply_broadcast=True)
    app.post("z", CARDS, username="Dora")
    anna.ok("chat.update", channel=CARDS, ts=ts, text="neu")
    for method in ("reactions.add", "reactions.remove"):
        anna.ok(method, channel=CARDS, timestamp=ts, name="eyes")
    app.ok("pins.add", channel=CARDS, timestamp=ts)
    client("slack-carla").ok("conversations.join", channel=CARDS)
    app.ok("conversations.setTopic", channel=CARDS, topic="x")
    client("slack-carla").ok("conversations.leave", channel=CARDS)
    anna.ok("chat.delete", channel=CARDS, ts=ts)
    app.ok("conversations.create", name="neu")
    app.ok("conversations.archive", channel=CARDS)
    app.ok("views.publish", user_id="U0ANNA00001", view={"type": "home", "blocks": []})
    control.act("home")
    ends = time.monotonic() + 5
    while missed := set(EVENTS) - {named(heard.event) for heard in listener.heard}:  # they may overtake one another
        assert time.monotonic() < ends, f"these never came: {missed}"
        time.sleep(0.01)
    schema = json.loads((shared / "specs/slack/slack_common_event_wrapper_schema.json").read_text(encoding="utf-8"))
    seen = {}
    for heard in listener.heard:
        envelope = json.loads(heard.body)
        event = envelope["event"]
        name = named(event)
        seen[name] = event
        theirs = json.loads((shared / "specs/slack/events" / f"{EVENTS[name]}.json").read_text(encoding="utf-8"))
        assert unknown(envelope, {"authed_users": [], **theirs}) == [], name
        assert set(schema["required"]) <= set(envelope)
    assert set(seen) == set(EVENTS)


def test_the_check_itself_finds_faults() -> None:
    """An unknown key is found on each level, a missing one too."""
    assert unknown({"a": [{"b": 1, "c": {"d": 1}}]}, {"a": [{"c": {}}]}) == [".a.b", ".a.c.d"]
    assert missing({"a": 1}, {"a": 1, "b": 2}) == {"b"}


def test_an_export_of_a_real_workspace_has_no_field_of_messages_that_is_missing_here(
    shared: Path, app: Any, anna: Any
) -> None:
    """What people's messages consist of in an export can be read here."""
    ts = anna.post("x", CARDS)
    anna.ok("reactions.add", channel=CARDS, timestamp=ts, name="eyes")
    anna.ok("chat.update", channel=CARDS, ts=ts, text="y")
    ours = set(app.history(CARDS)[0])
    found: set[str] = set()
    for day in sorted((shared / "data/slack/houstondatavis/general").glob("2016-07-*.json")):
        for message in json.loads(day.read_text(encoding="utf-8")):
            found |= set(message) if "subtype" not in message and "attachments" not in message else set()
    assert found - ours == set()
