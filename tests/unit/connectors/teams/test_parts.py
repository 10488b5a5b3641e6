"""Checklist, attachments and priority of a Planner task: what is sent, and what of a reply is ours."""

from __future__ import annotations

from bridge.core.model.parts import Attachment, Check, Priority
from connectors.teams.parts import (
    key_for,
    read_priority,
    said_checklist,
    write_attachments,
    write_checklist,
    write_priority,
)

GERUEST, KRAN = Check("g1", "Gerüst bestellen"), Check("k1", "Kran mieten")
NEW = Check("new:9f3a", "Strom abstellen", done=True)


def test_only_elements_that_change_are_sent() -> None:
    """One is ticked, one goes, one comes; the one that stays as it is does not appear."""
    ticked, stays = Check("g1", "Gerüst bestellen", done=True), Check("s1", "Sand")
    sent = write_checklist((GERUEST, KRAN, stays), (ticked, stays, NEW))
    assert sent.keys() == {"g1", "k1", key_for(NEW)}
    assert (sent["g1"]["isChecked"], sent["k1"], sent[key_for(NEW)]["title"]) == (True, None, "Strom abstellen")


def test_writing_an_element_twice_writes_the_same() -> None:
    """A write whose answer was lost is sent again under the same key, so nothing stands twice."""
    assert write_checklist((), (NEW,)) == write_checklist((), (NEW,))


def test_new_elements_keep_their_order() -> None:
    """Each is placed behind the one before it."""
    sent = write_checklist((), (Check("new:1", "a"), Check("new:2", "b"), Check("new:3", "c")))
    assert [each["orderHint"] for each in sent.values()] == [" !", " ! !", " ! ! !"]


def test_what_somebody_did_to_the_list_meanwhile_is_left_to_the_next_reading() -> None:
    """The reply shows a stranger's element and a stranger's tick: neither is what we wrote."""
    reply = (
        Check("g1", "Gerüst bestellen", done=True),
        Check("x1", "Fremd"),
        Check(key_for(NEW), NEW.title, done=True),
    )
    said = said_checklist((GERUEST, KRAN), (GERUEST, NEW), reply)
    assert said == (GERUEST, Check(key_for(NEW), NEW.title, done=True))


def test_an_element_that_was_not_taken_off_is_still_seen() -> None:
    """Where the reply still shows what was to go, it is there."""
    assert said_checklist((GERUEST, KRAN), (GERUEST,), (GERUEST, KRAN)) == (GERUEST, KRAN)


def test_references_come_and_go_by_url_and_only_into_the_web() -> None:
    """A file of somebody's disk cannot be referred to."""
    sent = write_attachments(
        (Attachment("https://example.org/alt", "Alt"),),
        (Attachment("https://example.org/neu", "Neu"), Attachment("file:///c:/plan.pdf", "Plan")),
    )
    assert sent.keys() == {"https%3A//example%2Eorg/alt", "https%3A//example%2Eorg/neu"}
    assert sent["https%3A//example%2Eorg/alt"] is None


def test_priorities_are_those_of_planners_buttons() -> None:
    """Each comes back as it went, but for the medium one: Planner gives that to every task."""
    assert {each: read_priority(write_priority(each)) for each in (*Priority, None)} == {
        Priority.URGENT: Priority.URGENT,
        Priority.HIGH: Priority.HIGH,
        Priority.NORMAL: None,
        Priority.LOW: Priority.LOW,
        None: None,
    }
    assert [read_priority(value) for value in (0, 2, 7, 10)] == [
        Priority.URGENT,
        Priority.HIGH,
        Priority.NORMAL,
        Priority.LOW,
    ]
