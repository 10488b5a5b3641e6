"""Which of the feed's entries are worth a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bridge.core.model.ids import Account
from connectors.asana.feed import Contest, Feed, read_feed

PROJECT, ME, ANNA = "500", "900", "101"
AT = "2026-11-22T09:00:00.000Z"


def entry(kind: str, gid: str, action: str, by: str | None = ANNA, /, **more: Any) -> dict[str, Any]:
    subtype, target = more.pop("subtype", None), more.pop("target", None)
    resource = {"gid": gid, **({"resource_subtype": subtype} if subtype else {})}
    return {
        "type": kind,
        "action": action,
        "created_at": AT,
        "user": {"gid": by} if by else None,
        "resource": {**resource, **({"target": {"gid": target}} if target else {})},
        "parent": None,
        **more,
    }


def changed(task: str, name: str, by: str | None = ANNA) -> dict[str, Any]:
    return entry("task", task, "changed", by, change={"field": name, "action": "changed"})


def read(*events: dict[str, Any], comments: dict[str, str] | None = None) -> Feed:
    return read_feed(events, PROJECT, ME, comments or {})


def test_a_change_by_somebody_is_read_with_who_made_it() -> None:
    """A person's edit names the person for the field, and tells when it was made."""
    feed = read(changed("1", "due_at"))
    assert feed.touched == {"1"}
    assert feed.actors == {"1": {"due": ANNA}}
    assert feed.edited == {"1": {"due": datetime.fromisoformat(AT)}}


def test_our_own_changes_are_not_read_again() -> None:
    """Our echo costs nothing: neither our changes nor the stories Asana tells of them."""
    ours = [changed("1", "name", ME), entry("story", "7", "added", ME, subtype="comment_added", target="1")]
    feed = read(*ours, entry("task", "1", "added", ME, parent={"gid": PROJECT, "resource_type": "project"}))
    assert not feed.touched | feed.commented | feed.entered | feed.gone
    assert not feed.contests


def test_a_change_without_a_user_is_somebody_s() -> None:
    """What a rule of Asana's did is told without a user, and is an edit like another."""
    feed = read(changed("1", "completed", None))
    assert feed.touched == {"1"}
    assert feed.actors == {}


def test_asana_s_own_stories_are_not_worth_a_call() -> None:
    """Each change brings a story; only a comment makes us read the comments."""
    feed = read(entry("story", "7", "added", subtype="name_changed", target="1"))
    assert not feed.commented
    assert read(entry("story", "8", "added", subtype="comment_added", target="1")).commented == {"1"}
    assert read(entry("story", "8", "added", parent={"gid": "1", "resource_type": "task"})).commented == {"1"}


def test_a_deleted_comment_is_told_by_the_task_it_was_on() -> None:
    """The feed may not say which task a deleted comment was on: then we remember, else everything is read."""
    gone = entry("story", "7", "deleted")
    assert read(gone, comments={"7": "1"}).dropped == {"1": {"7"}}
    assert not read(gone, comments={"7": "1"}).lost
    assert read(gone).lost


def test_an_edited_comment_of_an_unknown_task_is_looked_up() -> None:
    """One call finds the task; everything need not be read for it."""
    feed = read(entry("story", "7", "changed"))
    assert (feed.adrift, feed.lost) == ({"7"}, False)


def test_deleted_and_removed_tasks_are_suspects_and_not_read() -> None:
    """What went is asked about later; reading it would find nothing."""
    removed = entry("task", "2", "removed", parent={"gid": PROJECT, "resource_type": "project"})
    feed = read(changed("1", "name"), entry("task", "1", "deleted"), removed)
    assert (feed.gone, feed.touched) == ({"1", "2"}, set())


def test_a_task_that_came_back_is_read() -> None:
    """Out of the trash, or back in the project: the last word counts."""
    back = entry("task", "2", "added", parent={"gid": PROJECT, "resource_type": "project"})
    away = entry("task", "2", "removed", parent={"gid": PROJECT, "resource_type": "project"})
    feed = read(entry("task", "1", "deleted"), entry("task", "1", "undeleted"), away, back)
    assert feed.gone == set()
    assert feed.touched == feed.entered == {"1", "2"}


def test_moving_between_sections_is_a_change_of_status() -> None:
    """Leaving a section is not leaving the project."""
    out = entry("task", "1", "removed", parent={"gid": "601", "resource_type": "section"})
    into = entry("task", "1", "added", parent={"gid": "602", "resource_type": "section"})
    feed = read(out, into)
    assert (feed.touched, feed.gone, feed.actors) == ({"1"}, set(), {"1": {"status": ANNA}})


def test_sections_make_us_read_the_lanes() -> None:
    """Ours too: a section whose create went unanswered is found so."""
    assert read(entry("section", "601", "changed", ME)).lanes
    assert not read(changed("1", "name")).lanes


def test_our_write_after_somebody_s_is_a_contest() -> None:
    """Only where we wrote over what somebody had just written the history is worth a call."""
    feed = read(changed("1", "name"), changed("1", "name", ME), changed("1", "due_on", ME))
    assert feed.contests == {("1", "title"): Contest("1", "title", Account(ANNA), AT)}
    assert not read(changed("1", "name", ME), changed("1", "name")).contests
