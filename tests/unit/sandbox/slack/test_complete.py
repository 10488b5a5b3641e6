"""What an ordinary client of Slack's does on the objects of a workspace, method by method, through Slack's own client.

Every answer is held against the recorded one by the judge.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

GENERAL, CARDS, ANNA, BOB = "C0GENERAL01", "C0CARDS0001", "U0ANNA00001", "U0BOB000001"
NOW = 1795338000  # the seed's
NOT_CARRIED_OUT = {
    "apps.event.authorizations.list", "chat.appendStream", "chat.startStream", "chat.stopStream", "chat.unfurl",
    "conversations.inviteShared", "conversations.listConnectInvites", "slackLists.download.get",
    "slackLists.download.start", "users.identity",
}  # fmt: skip
"""Of the recorded methods; docs/sandbox.md says so too."""


@pytest.fixture
def sdk(sandbox: Any) -> Callable[[str], WebClient]:
    """The client of whoever has a token."""
    base = f"{sandbox.urls['slack']}/api/"
    return lambda token: WebClient(token=token, base_url=base, retry_handlers=[], timeout=10)


def renamed(bot: WebClient, anna: WebClient) -> Any:
    bot.conversations_rename(channel=CARDS, name="karten")
    shown = anna.conversations_info(channel=CARDS)["channel"]
    return shown["name"], shown["previous_names"], anna.conversations_history(channel=CARDS)["messages"][0]["subtype"]


def described(bot: WebClient, anna: WebClient) -> Any:
    bot.conversations_setPurpose(channel=CARDS, purpose="Was zu tun ist")
    return anna.conversations_info(channel=CARDS)["channel"]["purpose"]["value"]


def archived_and_back(bot: WebClient, anna: WebClient) -> Any:
    bot.conversations_archive(channel=CARDS)
    before = anna.conversations_info(channel=CARDS)["channel"]["is_archived"]
    anna.conversations_unarchive(channel=CARDS)
    return before, anna.conversations_info(channel=CARDS)["channel"]["is_archived"]


def sent_away(bot: WebClient, anna: WebClient) -> Any:
    bot.conversations_kick(channel=CARDS, user=BOB)
    return anna.conversations_members(channel=CARDS)["members"]


def read_so_far(bot: WebClient, anna: WebClient) -> Any:
    ts = str(bot.chat_postMessage(channel=CARDS, text="x")["ts"])
    anna.conversations_mark(channel=CARDS, ts=ts)
    return anna.conversations_info(channel=CARDS)["channel"]["last_read"] == ts


def said_with_me(_: WebClient, anna: WebClient) -> Any:
    anna.chat_meMessage(channel=CARDS, text="geht los")
    message = anna.conversations_history(channel=CARDS)["messages"][0]
    return message["subtype"], message["text"]


def scheduled_and_taken_back(bot: WebClient, _: WebClient) -> Any:
    for number in range(3):
        bot.chat_scheduleMessage(channel=CARDS, text=f"n{number}", post_at=NOW + 3600 + number)
    pages = [page["scheduled_messages"] for page in bot.chat_scheduledMessages_list(limit=2)]
    bot.chat_deleteScheduledMessage(channel=CARDS, scheduled_message_id=pages[0][0]["id"])
    left = bot.chat_scheduledMessages_list(channel=CARDS)["scheduled_messages"]
    return [len(page) for page in pages], [each["text"] for each in left]


def reacted_to(bot: WebClient, _: WebClient) -> Any:
    for number in range(3):
        ts = str(bot.chat_postMessage(channel=CARDS, text=f"n{number}")["ts"])
        bot.reactions_add(channel=CARDS, timestamp=ts, name="eyes")
    by_cursor = [each["message"]["text"] for page in bot.reactions_list(limit=2) for each in page["items"]]
    by_page = bot.reactions_list(count=2, page=2)
    return by_cursor, [each["message"]["text"] for each in by_page["items"]], by_page["paging"]["pages"]


def profile_kept(bot: WebClient, anna: WebClient) -> Any:
    anna.users_profile_set(profile={"status_text": "Messe", "title": "Bau"})
    anna.users_profile_set(name="last_name", value="Weber-Koch")
    seen = bot.users_info(user=ANNA)["user"]
    return seen["real_name"], seen["profile"]["title"], bot.users_profile_get(user=ANNA)["profile"]["status_text"]


def who_is_there(bot: WebClient, anna: WebClient) -> Any:
    return anna.users_getPresence(user=ANNA)["online"], bot.users_getPresence(user=ANNA)["presence"]


def talk_of_three(bot: WebClient, anna: WebClient) -> Any:
    opened = [str(bot.conversations_open(users=f"{ANNA},{BOB}")["channel"]["id"]) for _ in range(2)]
    bot.chat_postMessage(channel=opened[0], text="zu dritt")
    (found,) = anna.conversations_list(types="mpim")["channels"]
    (message,) = anna.conversations_history(channel=found["id"])["messages"]
    return len(set(opened)), found["name"], found["is_mpim"], message["text"]


def groups_of_people(bot: WebClient, _: WebClient) -> Any:
    (group,) = bot.usergroups_list(include_users=True, include_count=True)["usergroups"]
    return group["handle"], group["user_count"], bot.usergroups_users_list(usergroup=group["id"])["users"]


def file_as_a_link(bot: WebClient, anna: WebClient) -> Any:
    bot.files_upload_v2(channel=CARDS, filename="plan.pdf", content=b"%PDF", title="Standplan")
    (shown,) = anna.conversations_history(channel=CARDS)["messages"][0]["files"]
    return (
        shown["title"],
        shown["mimetype"],
        anna.files_info(file=shown["id"])["file"]["permalink"] == shown["permalink"],
    )


WALKS: Mapping[Callable[[WebClient, WebClient], Any], Any] = {
    renamed: ("karten", ["messestand-karten"], "channel_name"),
    described: "Was zu tun ist",
    archived_and_back: (True, False),
    sent_away: [ANNA, "U0COBRIDGE1"],
    read_so_far: True,
    said_with_me: ("me_message", "geht los"),
    scheduled_and_taken_back: ([2, 1], ["n1", "n2"]),
    reacted_to: (["n2", "n1", "n0"], ["n0"], 2),
    profile_kept: ("Anna Weber-Koch", "Bau", "Messe"),
    who_is_there: (True, "away"),
    talk_of_three: (1, "mpdm-cobridge--anna--bob-1", True, "zu dritt"),
    groups_of_people: ("aufbau", 2, [ANNA, BOB]),
    file_as_a_link: ("Standplan", "application/pdf", True),
}


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_an_ordinary_client_finds_what_it_did(
    sdk: Callable[[str], WebClient], walk: Callable[[WebClient, WebClient], Any]
) -> None:
    """What one client writes, another one reads, page by page where there are pages."""
    assert walk(sdk("xoxb-app"), sdk("slack-anna")) == WALKS[walk]


def test_a_scheduled_message_comes_at_its_time(sdk: Callable[[str], WebClient], control: Any) -> None:
    """Not before, and once."""
    bot = sdk("xoxb-app")
    bot.chat_scheduleMessage(channel=CARDS, text="Morgen", post_at=NOW + 86_400)
    assert bot.conversations_history(channel=CARDS)["messages"] == []
    control.advance(86_401)
    found = [bot.conversations_history(channel=CARDS)["messages"] for _ in range(2)]
    assert [[(each["text"], each["ts"]) for each in each_time] for each_time in found] == [
        [("Morgen", f"{NOW + 86_400}.000000")]
    ] * 2
    assert bot.chat_scheduledMessages_list()["scheduled_messages"] == []


PAGED = {
    "users.list": ("members", {}),
    "users.conversations": ("channels", {}),
    "conversations.list": ("channels", {"types": "public_channel,private_channel,im,mpim"}),
    "conversations.members": ("members", {"channel": GENERAL}),
    "conversations.history": ("messages", {"channel": CARDS}),
    "reactions.list": ("items", {}),
    "chat.scheduledMessages.list": ("scheduled_messages", {}),
    "slackLists.items.list": ("items", {"list_id": "F0MESSE0001"}),
}


@pytest.mark.parametrize("size", [1, 2, 1000])
@pytest.mark.parametrize("method", PAGED)
def test_pages_of_any_size_hold_the_same(sdk: Callable[[str], WebClient], method: str, size: int) -> None:
    """Cursors lead through everything once, in one order, and end."""
    bot, (key, args) = sdk("xoxb-app"), PAGED[method]
    for number in range(3):
        ts = str(bot.chat_postMessage(channel=CARDS, text=f"n{number}")["ts"])
        bot.reactions_add(channel=CARDS, timestamp=ts, name="eyes")
        bot.chat_scheduleMessage(channel=CARDS, text=f"s{number}", post_at=NOW + 3600 + number)
        bot.slackLists_items_create(list_id="F0MESSE0001")
    whole = bot.api_call(method, params=args)[key]
    pages = [page[key] for page in bot.api_call(method, params={**args, "limit": min(size, 999)})]
    assert [each for page in pages for each in page] == whole
    assert len(whole) >= 2
    assert all(len(page) == size for page in pages[:-1])


REFUSED = [
    ("xoxb-app", "reminders.add", {"text": "x", "time": "morgen"}, "not_allowed_token_type", True),
    ("slack-anna", "reminders.add", {"text": "x", "time": "morgen"}, "missing_scope", True),
    ("xoxb-app", "users.profile.set", {"name": "title", "value": "x"}, "not_allowed_token_type", False),
    ("xoxb-app", "chat.postPigeon", {}, "unknown_method", True),
    ("xoxb-app", "chat.scheduleMessage", {"channel": CARDS, "text": "x", "post_at": NOW - 1}, "time_in_past", False),
    ("xoxb-app", "conversations.rename", {"channel": CARDS, "name": "general"}, "name_taken", False),
    ("xoxb-app", "conversations.kick", {"channel": GENERAL, "user": BOB}, "cant_kick_from_general", False),
    ("xoxb-app", "conversations.unarchive", {"channel": CARDS}, "not_archived", False),
    ("xoxb-app", "files.completeUploadExternal", {"files": [{"id": "F1"}]}, "file_not_found", False),
]


@pytest.mark.parametrize(("token", "method", "args", "error", "unknown"), REFUSED)
def test_what_is_refused_is_refused_in_slacks_words(
    client: Any, control: Any, token: str, method: str, args: Any, error: str, *, unknown: bool
) -> None:
    """And what the sandbox has not is on record as unknown."""
    control.ok("DELETE", "/requests")
    assert client(token).refused(method, **args) == error
    (call,) = control.ok("GET", "/requests?vendor=slack")["calls"]
    assert call.get("unknown", False) is unknown


def test_every_recorded_method_is_here_or_said_not_to_be(
    sdk: Callable[[str], WebClient], shared: Path, control: Any
) -> None:
    """Of all methods that Slack's own record has, the sandbox lists as unknown those that are named here."""
    methods = {path.stem for path in (shared / "specs/slack/api").glob("*.json")}
    bot = sdk("xoxb-app")
    for method in methods:
        try:
            bot.api_call(method)
        except SlackApiError as refusal:
            assert refusal.response["error"] != "fatal_error"  # noqa: PT017  the rest of the loop goes on
    calls = control.ok("GET", "/requests?vendor=slack")["calls"]
    assert {call["path"].removeprefix("/api/") for call in calls if call.get("unknown")} == NOT_CARRIED_OUT
