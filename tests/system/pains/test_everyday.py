"""What people suffer while they work: echoes, lost edits, deletions, flattened lists, text and files that erode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from tests.contracts.asana_parts import AsanaParts
from tests.contracts.trello_parts import TrelloParts
from tests.contracts.trello_world import BERLIN
from tests.system.pains.ground import TOOLS, Ground, ground

pytestmark = pytest.mark.slow

ROUNDS = 20
RICH = """## Ablauf

Erst **Gerüst**, dann _Dach_ und `Rinne`.

- Giebel
- Traufe

[Plan](https://plan.example/halle)"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("everyday")) as found:
        found.settle()
        yield found


@pytest.mark.pain(2, "What the sync wrote comes back as an edit and goes round for ever; or every bot is ignored.")
def test_other_bots_are_heard_and_our_own_echo_is_not(here: Ground) -> None:
    """Another company's bot creates and comments like a person; what the service wrote itself is never read as news."""
    here.create("trello", "Von Hand")
    here.settle()
    words = {"channel": here.ids["cards"], "thread_ts": here.ref("slack", "Von Hand"), "text": "Wetter: Sturm"}
    headers = {"Authorization": f"Bearer {here.seed['service']['slack'][1]['token']}"}
    url = f"{here.sandbox.urls['slack']}/api/chat.postMessage"
    answer = here.people.session.post(url, json=words, headers=headers, timeout=10).json()
    assert answer["message"]["bot_id"] != here.seed["service"]["slack"][0]["bot_id"]
    assert sum(each["writes"] for each in here.sync()["cycles"]) == 3, "one copy in each other tool"
    said = {tool: here.said(tool, "Von Hand") for tool in TOOLS}
    assert all(len(each) == 1 and "Wetter: Sturm" in each[0] for each in said.values()), said
    here.forget_calls()
    for _ in range(3):
        here.settle()
    assert here.calls()
    assert not [call for call in here.calls() if call["method"] in {"PUT", "PATCH", "DELETE"}]


@pytest.mark.pain(3, "Two people change the same task in two tools, and one of the two edits is gone without a word.")
def test_no_edit_is_lost_when_both_sides_change(here: Ground) -> None:
    """Different fields both count; of two values for one field one is kept, and its author can have the other back."""
    here.create("trello", "Zwei Seiten", text="Anfang")
    here.settle()
    here.worlds["trello"].edit(here.ref("trello", "Zwei Seiten"), title="Zwei Seiten, Süd")
    here.worlds["asana"].edit(here.ref("asana", "Zwei Seiten"), done=True)
    here.settle()
    assert {here.item(tool, "Zwei Seiten, Süd")["state"] for tool in TOOLS} == {"done"}
    before = {each["id"] for each in here.json("conflicts", "list")["conflicts"]}
    titles = {"trello": "Nach Trello", "asana": "Nach Asana"}
    for tool, title in titles.items():
        here.worlds[tool].edit(here.ref(tool, "Zwei Seiten, Süd"), title=title)
    here.settle()
    shown = [set(here.titles(tool)) & set(titles.values()) for tool in TOOLS]
    assert shown == [shown[0]] * len(TOOLS)
    (kept,) = shown[0]
    (lost,) = set(titles.values()) - {kept}
    (conflict,) = [each for each in here.json("conflicts", "list")["conflicts"] if each["id"] not in before]
    here.run("conflicts", "restore", conflict["id"])
    here.settle()
    assert {tool: here.titles(tool)[lost] for tool in TOOLS} == dict.fromkeys(TOOLS, 1)


@pytest.mark.pain(4, "Something deleted in one tool stays for ever in the others; or everything is deleted at once.")
def test_deleting_archives_elsewhere_and_a_mass_deletion_asks_first(here: Ground) -> None:
    """One deletion puts the copies away and keeps their comments; a tool that loses everything stops the space."""
    card = here.create("trello", "Weg damit")
    here.worlds["trello"].comment(card, "Bleibt lesbar")
    here.settle()
    here.worlds["trello"].delete(card)
    here.settle()
    assert {tool: here.titles(tool)["Weg damit"] for tool in TOOLS} == dict.fromkeys(TOOLS, 0)
    archived = [each for each in here.control("GET", "/state/asana?form=items") if each["title"] == "Weg damit"]
    assert [each["archived"] for each in archived] == [True]
    assert "Bleibt lesbar" in archived[0]["comments"][0]["text"]
    other = here.ids["other_board"]
    trello = cast("Any", here.worlds["trello"]).people
    lane = trello.call("anna", "GET", f"/boards/{other}/lists")[0]["id"]
    cards = [trello.call("anna", "POST", "/cards", name=f"Dach {each}", idList=lane)["id"] for each in range(5)]
    here.settle()
    before = here.items("asana", here.ids["other_project"])
    assert len(before) == len(cards)
    for each in cards:
        trello.call("anna", "DELETE", f"/cards/{each}")
    assert here.sync(ends=3)["paused"] == ["dach"]
    assert here.items("asana", here.ids["other_project"]) == before
    here.run("space", "resume", "dach", "--restore")
    here.settle()
    assert len(here.items("trello", other)) == len(cards)


@pytest.mark.pain(16, "Subtasks arrive as tasks of their own beside their task, and of several checklists only one.")
def test_subtasks_and_checklists_stay_within_their_task(here: Ground) -> None:
    """All checklists of a card are subtasks below one Asana task and one checklist in Planner; ticks go both ways."""
    trello = TrelloParts(cast("Any", here.worlds["trello"]).people, here.ids["board"])
    asana = AsanaParts(cast("Any", here.worlds["asana"]).people, here.ids["project"])
    card = here.create("trello", "Mit Listen")
    trello.add_check(card, "Giebel")
    trello.add_check(card, "Strom", group="Elektro", done=True)
    here.settle()
    task = here.ref("asana", "Mit Listen")
    assert [(each.title, each.done) for each in asana.checks(task)] == [("Giebel", False), ("Elektro: Strom", True)]
    asana.edit_check(task, asana.checks(task)[0].id, done=True)
    asana.add_check(task, "Traufe")
    here.settle()
    assert Counter((each.title, each.done, each.group) for each in trello.checks(card)) == Counter([
        ("Giebel", True, ""), ("Strom", True, "Elektro"), ("Traufe", False, ""),
    ])  # fmt: skip
    planned = here.native("teams", "Mit Listen")["details"]["checklist"].values()
    assert {(each["title"], each["isChecked"]) for each in planned} == {
        ("Giebel", True), ("Elektro: Strom", True), ("Traufe", False),
    }  # fmt: skip
    assert all(each in here.everything("slack", "Mit Listen") for each in ("Giebel", "Strom", "Traufe"))
    assert not [tool for tool in TOOLS if here.titles(tool).keys() & {"Giebel", "Strom", "Elektro: Strom", "Traufe"}]


@pytest.mark.pain(17, "Files are missing, have lost their names, or cannot be opened by those who should see them.")
def test_attachments_arrive_as_links_with_their_names(here: Ground) -> None:
    """What is attached in one tool is a link by the same name in the others; where a tool has none it is said."""
    trello = TrelloParts(cast("Any", here.worlds["trello"]).people, here.ids["board"])
    asana = AsanaParts(cast("Any", here.worlds["asana"]).people, here.ids["project"])
    urls = {f"https://ablage.example/plan-{number}.pdf": f"Plan {number}: 100 % <Süd>.pdf" for number in range(12)}
    card = here.create("trello", "Mit Anhang")
    for url, name in urls.items():
        trello.attach(card, url, name)
    here.settle()
    task = here.ref("asana", "Mit Anhang")
    assert set(asana.attached(task)) == set(urls)
    found = asana._anna("GET", "/attachments", parent=task, opt_fields="name")  # noqa: SLF001  the names beside the urls
    assert {each["name"] for each in found} == set(urls.values())
    details = here.native("teams", "Mit Anhang")["details"]
    native = {each.get("alias") for each in details["references"].values()} & set(urls.values())
    assert len(native) == 8
    said = [details["description"], here.everything("slack", "Mit Anhang")]
    assert all(name in said[0] for name in set(urls.values()) - native)
    assert "plan-11.pdf" in said[1] or "2 weitere" in said[1], said[1]


@pytest.mark.pain(18, "Bold, lists and links turn into plain text, a little more with each sync.")
def test_rich_text_survives_twenty_rounds_through_plain_tools(here: Ground) -> None:
    """Edited twenty times by turns in Planner, which is plain, and Asana: headings, lists and links stay in Trello."""
    here.create("trello", "Formatiert", text=RICH)
    here.settle()
    for number in range(ROUNDS):
        if number % 2:
            here.worlds["asana"].edit(here.ref("asana", f"Formatiert {number - 1}"), title=f"Formatiert {number}")
        else:
            _append_in_planner(here, "Formatiert" if number == 0 else f"Formatiert {number - 1}", number)
        here.sync()
    text = here.native("trello", f"Formatiert {ROUNDS - 1}")["desc"]
    assert text.startswith(RICH), text
    assert [line for line in text.splitlines() if line.startswith("Runde ")] == [
        f"Runde {number}" for number in range(0, ROUNDS, 2)
    ]
    html = here.native("asana", f"Formatiert {ROUNDS - 1}")["html_notes"]
    assert "<strong>Gerüst</strong>" in html
    assert "<li>Giebel</li>" in html
    here.settle()


def _append_in_planner(here: Ground, title: str, number: int) -> None:
    """A new last paragraph, and another title."""
    teams = here.worlds["teams"]
    text = here.native("teams", title)["details"]["description"]
    teams.edit(here.ref("teams", title), text=f"{text}\n\nRunde {number}", title=f"Formatiert {number}")


@pytest.mark.pain(19, "Due dates are a day off, or creep by a day with every sync.")
def test_due_dates_stay_on_their_day_over_both_clock_changes(here: Ground) -> None:
    """Days around the ends of summer and winter time are the same in every tool, also after twenty edits elsewhere."""
    days = [date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 30), date(2027, 10, 31)]
    for number, day in enumerate(days):
        here.create(("asana", "trello", "teams")[number % 3], f"Frist {day}", due=day)
    early = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    here.create("asana", "Frist nachts", due=early)
    here.settle()
    for number in range(20):
        tool = TOOLS[number % len(TOOLS)]
        moved = here.worlds[tool].lanes()[(number + 1) % 2][0]
        title = [*(f"Frist {day}" for day in days), "Frist nachts"][number % 6]
        here.worlds[tool].edit(here.ref(tool, title), lane=moved)
        here.sync()
    for day in days:
        shown = {tool: str(here.item(tool, f"Frist {day}")["due"]) for tool in TOOLS}
        assert {_local_day(each) for each in shown.values()} == {day.isoformat()}, shown
    instants = [here.native("trello", "Frist nachts")["due"], here.native("asana", "Frist nachts")["due_at"]]
    assert [datetime.fromisoformat(each) for each in instants] == [early, early], "half past one, before the hour skips"
    here.worlds["teams"].edit(here.ref("teams", f"Frist {days[1]}"), due=date(2027, 10, 31))
    here.settle()
    assert here.native("asana", f"Frist {days[1]}")["due_on"] == "2027-10-31"


def _local_day(value: str) -> str:
    """The day that readers in Berlin see."""
    return datetime.fromisoformat(value).astimezone(BERLIN).date().isoformat() if "T" in value else value


@pytest.mark.pain(20, "Replies in threads are not carried over, or lose their thread at the next restart.")
def test_replies_stay_in_their_thread_and_follow_edits_and_deletions(here: Ground) -> None:
    """A reply in Slack or Teams is a comment below the same task everywhere; edited or deleted later, so are copies."""
    here.create("trello", "Gespräch")
    here.create("trello", "Daneben")
    here.settle()
    ref = here.ref("slack", "Gespräch")
    reply = here.worlds["slack"].comment(ref, "Wann kommt der Kran?")
    here.settle()
    root = here.worlds["teams"].comment(here.ref("teams", "Gespräch"), "Am Freitag.")
    here.advance(days=1, hours=1)
    here.settle()
    words = ("Wann kommt der Kran?", "Am Freitag.")
    for tool in TOOLS:
        assert all(any(word in said for said in here.said(tool, "Gespräch")) for word in words), tool
        assert not here.said(tool, "Daneben")
    here.worlds["slack"].edit_comment(ref, reply, "Wann kommt der zweite Kran?")
    here.worlds["teams"].delete_comment(here.ref("teams", "Gespräch"), root)
    here.advance(days=1, hours=1)
    here.settle()
    for tool in TOOLS:
        (said,) = here.said(tool, "Gespräch")
        assert "der zweite Kran" in said, tool
