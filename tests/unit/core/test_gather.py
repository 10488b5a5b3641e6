"""Where each of our comments tells everybody, an import of comments comes as one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.operation import CreateComment, DeleteComment, Operation, UpdateComment
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from bridge.core.sync.size import octets, size
from connectors.memory.manifest import NARROW as NARROW_TOOL
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, SPACE, Cooperation, item, said, shows, terms, text

LONG = "Die Lieferung kommt am Dienstag und nicht am Montag. " * 2
"""Two of these fill one comment at the narrow place."""


def spoken(number: int, what: str = "") -> ItemComment:
    return said(f"c{number}", what or f"Wort{number}", at=NOW + timedelta(minutes=number))


def imported(*comments: ItemComment) -> Cooperation:
    """A task at two places, of which the narrow one gathers comments."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", comments=comments, all_comments=True))
    return together


@pytest.fixture
def three() -> Cooperation:
    """Three comments in one."""
    return imported(spoken(1), spoken(2), spoken(3))


def heard(together: Cooperation, *comments: ItemComment, at: PlaceId = FULL, gone: str = "") -> Snapshot:
    told = frozenset({Ref(gone)} if gone else ())
    shown = Item(together.link(at).ref, None, comments, all_comments=not gone, gone_comments=told)
    return shows(at, shown, at=together.later())


def then(together: Cooperation, *snapshots: Snapshot) -> list[Operation]:
    """What is written to the narrow place once these were said; it is written."""
    decision = together.decide(*snapshots)
    together.write(decision)
    return list(decision.operations.get(NARROW, ()))


def copies(together: Cooperation) -> dict[str, str]:
    """The native comments of the narrow place by ref, as they read."""
    return {
        link.ref: words(link.seen) for link in together.memory.comment_links[NARROW].values() if link.sent is not None
    }


def test_an_import_comes_as_one_each_with_its_author_and_day(three: Cooperation) -> None:
    """Who reads it sees who said what when, oldest first, and was told once."""
    line = "Anna Apfel (Full GmbH), 20.11.2026:"
    assert list(copies(three).values()) == [f"{line} Wort1 {line} Wort2 {line} Wort3"]
    assert len({link.ref for link in three.memory.comment_links[NARROW].values()}) == 1
    assert len(three.memory.comment_links[NARROW]) == 3


def test_elsewhere_each_comment_is_one_of_its_own() -> None:
    """Only where the tool is one that tells everybody each time."""
    together = Cooperation(terms(FULL, NARROW))
    comments = (spoken(1), spoken(2))
    together.spread(item("n1", comments=comments, all_comments=True), NARROW)
    assert len({link.ref for link in together.memory.comment_links[FULL].values()}) == 2


def test_what_does_not_fit_comes_in_another() -> None:
    """As many as the tool takes stand in one, none is cut."""
    together = imported(*(spoken(number, LONG) for number in range(4)))
    assert [text.count("Dienstag") for text in copies(together).values()] == [4, 4]


def test_what_is_said_later_is_a_comment_of_its_own(three: Cooperation) -> None:
    """Each on its own, also where two come at once."""
    all_of_them = [spoken(number) for number in range(1, 6)]
    written = then(three, heard(three, *all_of_them), shows(NARROW))
    assert [type(each) for each in written] == [CreateComment, CreateComment]
    assert [words(each.text)[-5:] for each in written if isinstance(each, CreateComment)] == ["Wort4", "Wort5"]


def test_an_import_that_broke_off_goes_on_in_few() -> None:
    """Where the first has no room for the next, the rest was waiting with it."""
    together = Cooperation(terms(FULL, NARROW))
    comments = [spoken(number, LONG) for number in range(4)]
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    decision = together.decide(heard(together, *comments), shows(NARROW))
    first, second = decision.operations[NARROW]
    together.store.record(SPACE, together.done(first, {}, None))
    [again] = then(together, heard(together, *comments), shows(NARROW))
    assert again == second


def test_an_edit_changes_its_part_alone(three: Cooperation) -> None:
    """One write, in which the others stand as before; and nothing more after it."""
    now = [spoken(1), spoken(2, "Anders"), spoken(3)]
    [update] = then(three, heard(three, *now), shows(NARROW))
    assert isinstance(update, UpdateComment)
    assert [word for word in words(update.text).split() if word[:4] in {"Wort", "Ande"}] == ["Wort1", "Anders", "Wort3"]
    assert not then(three, heard(three, *now), shows(NARROW))


def test_a_long_edit_cuts_the_longest_and_keeps_the_rest(three: Cooperation) -> None:
    """More than the tool takes is never written; whoever wrote little is still read."""
    [update] = then(three, heard(three, spoken(1), spoken(2, LONG * 12), spoken(3)), shows(NARROW))
    assert isinstance(update, UpdateComment)
    assert {"Wort1", "Wort3", "[…]"} <= set(words(update.text).split())
    assert size(update.text.blocks, NARROW_TOOL.comment_text, octets) <= (NARROW_TOOL.comment_bytes or 0)


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_deletion_takes_its_part_out(three: Cooperation, gone: int) -> None:
    """The others stay; a later edit and a later deletion of them still find their place."""
    [update] = then(three, heard(three, gone=f"c{gone}"), shows(NARROW))
    left = [number for number in (1, 2, 3) if number != gone]
    assert isinstance(update, UpdateComment)
    assert [word for word in words(update.text).split() if word.startswith("Wort")] == [f"Wort{n}" for n in left]
    assert not then(three, heard(three, spoken(left[0]), spoken(left[1])), shows(NARROW))
    [again] = then(three, heard(three, spoken(left[0], "Neu"), spoken(left[1])), shows(NARROW))
    assert isinstance(again, UpdateComment)
    assert "Neu" in words(again.text)
    [last] = then(three, heard(three, gone=f"c{left[0]}"), shows(NARROW))
    assert words(last.text).endswith(f"Wort{left[1]}") if isinstance(last, UpdateComment) else False


def test_when_all_are_deleted_it_goes(three: Cooperation) -> None:
    """Nothing of it stays, and nothing is written again."""
    [delete] = then(three, heard(three), shows(NARROW))
    assert isinstance(delete, DeleteComment)
    assert not then(three, heard(three), shows(NARROW))


def test_one_that_somebody_deleted_at_the_place_is_not_made_again(three: Cooperation) -> None:
    """Whoever does not want the copy does not get it twice, and the comments themselves stay."""
    [ref] = copies(three)
    assert not then(three, heard(three, at=NARROW, gone=ref))
    assert len(three.task.comments) == 3
    assert not then(three, heard(three, spoken(1, "Anders"), spoken(2), spoken(3)), shows(NARROW))


def test_one_that_reads_as_before_is_nothing_new(three: Cooperation) -> None:
    """The place shows it again and again."""
    [ref] = copies(three)
    [seen] = [link.seen for link in three.memory.comment_links[NARROW].values() if link.sent is not None]
    assert not then(three, heard(three, ItemComment(Ref(ref), None, seen, NOW, own=True), at=NARROW))


def test_one_that_was_changed_at_the_place_is_written_again(three: Cooperation) -> None:
    """It is a copy: what somebody did to it there is no edit of what was said."""
    [ref] = copies(three)
    changed = ItemComment(Ref(ref), None, text("Unsinn"), NOW, own=True)
    [update] = then(three, heard(three, changed, at=NARROW))
    assert isinstance(update, UpdateComment)
    assert words(update.text).count("Wort") == 3


def test_one_whose_answer_was_lost_is_found_by_its_words() -> None:
    """It stands there already: all of its comments are linked to it, and none is written twice."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    [create] = together.decide(heard(together, spoken(1), spoken(2)), shows(NARROW)).operations[NARROW]
    assert isinstance(create, CreateComment)
    together.store.intend(SPACE, create)
    there = ItemComment(Ref("n1"), None, text(words(create.text)), NOW, own=True)
    assert not then(together, heard(together, there, at=NARROW))
    assert not together.memory.intents.get(NARROW)
    assert {link.ref for link in together.memory.comment_links[NARROW].values()} == {"n1"}
    assert len(together.memory.comment_links[NARROW]) == 2
