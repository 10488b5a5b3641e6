"""Stories and the event feed: what a change leaves behind."""

from collections.abc import Callable
from typing import Any

import pytest

PROJECT = "1203000000000001"
DOING = "1204000000000002"
PLAN, POSTERS = "1205000000000001", "1205000000000002"
BOB = "1201000000000002"
TAG = "1206000000000001"


@pytest.mark.parametrize(
    ("path", "data", "subtype", "more"),
    [
        ("PUT /tasks/{}", {"name": "Neu"}, "name_changed", {"old_name": "Plakate drucken", "new_name": "Neu"}),
        ("PUT /tasks/{}", {"notes": "Text"}, "notes_changed", {"old_text_value": "", "new_text_value": "Text"}),
        (
            "PUT /tasks/{}",
            {"due_on": "2026-12-24"},
            "due_date_changed",
            {"new_dates": {"start_on": None, "due_at": None, "due_on": "2026-12-24"}},
        ),
        ("PUT /tasks/{}", {"completed": True}, "marked_complete", {}),
        ("PUT /tasks/{}", {"assignee": BOB}, "assigned", {"assignee": BOB}),
        ("POST /tasks/{}/addFollowers", {"followers": [BOB]}, "follower_added", {"follower": BOB}),
        ("POST /tasks/{}/addTag", {"tag": TAG}, "added_to_tag", {"tag": TAG}),
        (
            "POST /tasks/{}/addProject",
            {"project": PROJECT, "section": DOING},
            "section_changed",
            {"old_section": "1204000000000001", "new_section": DOING, "project": PROJECT},
        ),
        ("POST /tasks/{}/removeProject", {"project": PROJECT}, "removed_from_project", {"project": PROJECT}),
    ],
)
def test_each_change_leaves_its_story(
    anna: Any, path: str, data: dict[str, Any], subtype: str, more: dict[str, Any]
) -> None:
    """Asana tells each change with its kind, who did it, and the values before and after."""
    method, _, where = path.format(POSTERS).partition(" ")
    anna.send(method, where, data).raise_for_status()
    last = anna.get(f"/stories/{anna.get(f'/tasks/{POSTERS}/stories')[-1]['gid']}")
    assert (last["resource_subtype"], last["type"], last["created_by"]["name"]) == (subtype, "system", "Anna Weber")
    shown = {name: last[name]["gid"] if "gid" in last[name] else last[name] for name in more}
    assert shown == more


def test_reopening_and_unassigning_are_told_too(anna: Any) -> None:
    """What is undone is told as well."""
    anna.put(f"/tasks/{PLAN}", {"completed": True})
    anna.put(f"/tasks/{PLAN}", {"completed": False, "assignee": None})
    told = [story["resource_subtype"] for story in anna.get(f"/tasks/{PLAN}/stories")]
    assert told[-3:] == ["marked_complete", "unassigned", "marked_incomplete"]


def test_comments_belong_to_their_authors(anna: Any, bob: Any) -> None:
    """Only the author edits or deletes a comment; others are refused with 403."""
    made = anna.post(f"/tasks/{PLAN}/stories", {"text": "Morgen?"})
    path = f"/stories/{made['gid']}"
    assert bob.refused("PUT", path, {"text": "nie"})[0] == 403
    assert bob.refused("DELETE", path)[0] == 403
    edited = anna.put(path, {"html_text": "<body>Morgen <em>früh</em>?</body>"})
    assert (edited["text"], edited["is_edited"]) == ("Morgen früh?", True)
    anna.delete(path)
    assert anna.refused("GET", path)[0] == 404


def test_asanas_own_stories_cannot_be_edited(anna: Any) -> None:
    """Only comments have a text that can be changed."""
    anna.put(f"/tasks/{PLAN}", {"completed": True})
    last = anna.get(f"/tasks/{PLAN}/stories")[-1]
    assert anna.refused("PUT", f"/stories/{last['gid']}", {"text": "x"})[0] == 400


def test_who_comments_or_is_mentioned_follows(anna: Any, bob: Any) -> None:
    """Commenting makes somebody follow; so does being mentioned."""
    mention = '<body>Hallo <a data-asana-gid="1201000000000003"/></body>'
    bob.post(f"/tasks/{POSTERS}/stories", {"html_text": mention})
    followers = anna.get(f"/tasks/{POSTERS}", opt_fields="followers.name")["followers"]
    assert {each["name"] for each in followers} == {"Bob Schulz", "Carla Roth"}


def test_the_feed_begins_with_a_refusal_that_carries_a_token(anna: Any) -> None:
    """Without a token 412 and a fresh one; with it, what happened since, also below the project."""
    first = anna.send("GET", "/events", resource=PROJECT)
    assert first.status_code == 412
    sync = first.json()["sync"]
    assert anna.send("GET", "/events", resource=PROJECT, sync=sync).json()["data"] == []
    comment = anna.post("/tasks/1205000000000011/stories", {"text": "unten"})
    told = anna.send("GET", "/events", resource=PROJECT, sync=sync).json()
    assert (told["has_more"], told["data"][0]["action"]) == (False, "added")
    assert told["data"][0]["resource"]["gid"] == comment["gid"]
    again = anna.send("GET", "/events", resource=PROJECT, sync=sync).json()
    assert again["data"] == told["data"]
    assert anna.send("GET", f"/tasks/{POSTERS}/events", sync=sync).status_code == 412


def test_the_feed_tells_moves_and_deletions(anna: Any) -> None:
    """A project hears of tasks that change section, leave it, or are deleted."""
    sync = anna.send("GET", "/events", resource=PROJECT).json()["sync"]
    anna.post(f"/sections/{DOING}/addTask", {"task": PLAN})
    anna.post(f"/tasks/{POSTERS}/removeProject", {"project": PROJECT})
    anna.delete(f"/tasks/{PLAN}")
    told = anna.send("GET", "/events", resource=PROJECT, sync=sync).json()["data"]
    seen = {(event["action"], event["type"], (event["parent"] or {}).get("gid")) for event in told}
    assert {("added", "task", DOING), ("removed", "task", PROJECT), ("deleted", "task", None)} <= seen


def test_a_hundred_events_come_at_once(anna: Any) -> None:
    """More than a hundred events come in pieces, and `has_more` says so."""
    sync = anna.send("GET", "/events", resource=POSTERS).json()["sync"]
    for index in range(60):
        anna.put(f"/tasks/{POSTERS}", {"name": f"Plakate {index}"})
    first = anna.send("GET", "/events", resource=POSTERS, sync=sync).json()
    assert (len(first["data"]), first["has_more"]) == (100, True)
    rest = anna.send("GET", "/events", resource=POSTERS, sync=first["sync"]).json()
    assert (len(rest["data"]), rest["has_more"]) == (20, False)


def test_tokens_live_for_a_day(anna: Any, advance: Callable[[float], None]) -> None:
    """After 24 hours a token is refused, and everything must be read again."""
    sync = anna.send("GET", "/events", resource=PROJECT).json()["sync"]
    advance(24 * 3600 + 1)
    assert anna.send("GET", "/events", resource=PROJECT, sync=sync).status_code == 412
