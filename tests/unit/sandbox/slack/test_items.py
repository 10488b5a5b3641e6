"""The normal form: what a person reads in cards and Lists."""

from collections.abc import Callable
from typing import Any

import pytest

GENERAL, CARDS, LIST, PLAN = "C0GENERAL01", "C0CARDS0001", "F0MESSE0001", "Rec0PLAN0001"
Items = Callable[[], dict[str, Any]]


def section(block_id: str, text: str) -> dict[str, Any]:
    return {"type": "section", "block_id": block_id, "text": {"type": "mrkdwn", "text": text}}


def put(app: Any, items: Items, *blocks: Any) -> Any:
    ts = app.ok("chat.postMessage", channel=CARDS, text="x", blocks=list(blocks))["ts"]
    return items()[ts]


def test_a_card_is_read_by_the_ids_of_its_blocks(app: Any, items: Items) -> None:
    """Labels, marks and references are taken off; the lead comes first."""
    item = put(
        app,
        items,
        section("title", "*Standplan & Strom*"),
        section("description", "Mit der *Messe*\n• <https://a.example|Plan> und <@U0BOB000001>"),
        section("description-2", "_Fortsetzung_"),
        section("status", "*Status:* In Arbeit"),
        section("due", "*Fällig:* 2026-12-01"),
        section("lead", "*Verantwortlich:* <@U0ANNA00001>"),
        section("helpers", "*Helfer:* Dora Klein (Nordlicht), <@U0BOB000001>"),
    )
    assert {key: value for key, value in item.items() if key != "ref"} == {
        "place": CARDS,
        "title": "Standplan & Strom",
        "description": "Mit der Messe Plan und @Bob Schulz Fortsetzung",
        "state": "open",
        "lane": "In Arbeit",
        "due": "2026-12-01",
        "people": ["Anna Weber", "Dora Klein (Nordlicht)", "Bob Schulz"],
        "comments": [],
        "archived": False,
    }


@pytest.mark.parametrize(
    ("text", "state", "lane"),
    [
        ("In Arbeit", "open", "In Arbeit"),
        ("✅ Erledigt · Archiv", "done", "Archiv"),
        (":white_check_mark: Fertig", "done", "Fertig"),
        ("*Status:* ✔️ Fertig", "done", "Fertig"),
        ("Offen · Neu", "open", "Neu"),
        ("–", "open", None),
    ],
)
def test_a_check_mark_says_done_and_the_last_part_is_the_lane(
    app: Any, items: Items, text: str, state: str, lane: str | None
) -> None:
    """State and lane stand in one block."""
    item = put(app, items, section("title", "x"), section("status", text))
    assert (item["state"], item["lane"]) == (state, lane)


@pytest.mark.parametrize(
    ("block", "due"),
    [
        (section("due", "*Fällig:* 01.12.2026"), "2026-12-01"),
        (section("due", "<!date^1796083200^{date_short}|1. Dez.>"), "2026-12-01"),
        (section("due", "<!date^1796128200^{date_short} {time}|x>"), "2026-12-01T12:30:00.000Z"),
        (section("due", "–"), None),
        ({"type": "actions", "block_id": "due",
          "elements": [{"type": "datepicker", "action_id": "due", "initial_date": "2026-12-01"}]}, "2026-12-01"),
    ],
)  # fmt: skip
def test_a_due_date_is_read_in_each_way_to_show_one(app: Any, items: Items, block: Any, due: str | None) -> None:
    """As a date, as Slack's own mark, in a date picker, or none."""
    assert put(app, items, section("title", "x"), block)["due"] == due


def test_comments_are_the_thread(app: Any, anna: Any, items: Items) -> None:
    """Replies with their authors; the card itself and stones are none."""
    ts = app.ok("chat.postMessage", channel=CARDS, text="x", blocks=[section("title", "x")])["ts"]
    anna.post("Halle *4*?", CARDS, thread_ts=ts)
    app.post("Dora: ja", CARDS, thread_ts=ts)
    assert items()[ts]["comments"] == [
        {"author": "Anna Weber", "text": "Halle 4?"},
        {"author": "Cobridge", "text": "Dora: ja"},
    ]


def test_what_stands_above_a_description_is_read_with_it(app: Any, items: Items) -> None:
    """A reader sees both, the upper one first, as in the other tools."""
    shown = section("shown", "⇄ Sichtbar für: Weber")
    assert put(app, items, section("title", "x"), shown, section("description", "Halle 4"))["description"] == (
        "⇄ Sichtbar für: Weber Halle 4"
    )
    assert put(app, items, section("title", "x"), shown)["description"] == "⇄ Sichtbar für: Weber"


def test_a_collapsed_card_is_archived(app: Any, items: Items) -> None:
    """Nothing but context is left of it."""
    folded = {"type": "context", "block_id": "title", "elements": [{"type": "mrkdwn", "text": "~Standplan~"}]}
    item = put(app, items, folded)
    assert (item["archived"], item["title"]) == (True, "Standplan")
    assert not put(app, items, folded, section("description", "offen"))["archived"]


def test_conversation_is_no_item(app: Any, anna: Any, items: Items) -> None:
    """What people say, and what the app says without a title, is no task."""
    anna.post("Hallo")
    anna.ok("chat.postMessage", channel=GENERAL, blocks=[section("title", "Hallo")])
    app.post("Anna (Trello): Hallo")
    assert list(items()) == [PLAN]


def test_a_list_item_is_read_by_its_columns(app: Any, anna: Any, control: Any, items: Items) -> None:
    """Title, description, lane, assignee and due date; archived as people archive it."""
    item = items()[PLAN]
    assert {key: value for key, value in item.items() if key != "ref"} == {
        "place": LIST,
        "title": "Standplan abstimmen",
        "description": "Mit der Messe.",
        "state": "open",
        "lane": "Offen",
        "due": "2026-12-01",
        "people": ["Anna Weber"],
        "comments": [],
        "archived": False,
    }
    cell = {"row_id": PLAN, "column_id": "Col00", "checkbox": True}
    anna.ok("slackLists.items.update", list_id=LIST, cells=[cell])
    control.act("archive", channel=LIST, ts=PLAN)
    assert (items()[PLAN]["state"], items()[PLAN]["archived"]) == ("done", True)
    assert app.ok("slackLists.items.list", list_id=LIST)["items"] == []
    assert len(app.ok("slackLists.items.list", list_id=LIST, archived=True)["items"]) == 1


def test_comments_to_a_list_item_stand_under_a_message_that_names_it(app: Any, anna: Any, items: Items) -> None:
    """The message leads to the item; its replies are the comments."""
    link = f"https://netzwerk.slack.com/lists/T0NETZWERK/{LIST}?record_id={PLAN}"
    ts = app.post(f"<{link}|Standplan abstimmen>", CARDS)
    anna.post("Halle 4?", CARDS, thread_ts=ts)
    assert items()[PLAN]["comments"] == [{"author": "Anna Weber", "text": "Halle 4?"}]
