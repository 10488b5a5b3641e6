"""Comments: said once, where somebody said them, and copied to the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.core.model.ids import Ref
from bridge.core.model.operation import CreateComment, DeleteComment, UpdateComment
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, SPACE, Cooperation, item, said, shows, terms, text


@pytest.fixture
def together() -> Cooperation:
    """A task at two places, and one comment that Anna made at the full one, copied to the other."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", comments=(said("c1", "Bitte prüfen"),), all_comments=True))
    return together


def heard(
    together: Cooperation, *comments: ItemComment, gone: str = "", at: str = FULL, whole: bool = True
) -> Snapshot:
    """A place where only comments were read."""
    place = FULL if at == FULL else NARROW
    told = frozenset({Ref(gone)} if gone else set())
    shown = Item(together.link(place).ref, None, comments, all_comments=whole, gone_comments=told)
    return shows(place, shown, at=together.later())


def copy_of(together: Cooperation) -> str:
    """The ref of the only copy."""
    [link] = together.memory.comment_links[NARROW].values()
    return link.ref


def test_a_comment_is_copied_with_its_author_and_day(together: Cooperation) -> None:
    """Whoever reads the copy knows who said it and when, as the charter allows."""
    [link] = together.memory.comment_links[NARROW].values()
    assert words(link.seen) == "Anna Apfel (Full GmbH), 20.11.2026: Bitte prüfen"


def test_our_copies_are_not_mirrored_back(together: Cooperation) -> None:
    """A copy read again is known; one of our account that nobody knows of is nothing to mirror."""
    copy = said(copy_of(together), "x", None, own=True)
    known = replace(copy, text=together.memory.comment_links[NARROW][next(iter(together.task.comments))].seen)
    decision = together.decide(heard(together, known, said("n99", "fremd", None, own=True), at=NARROW))
    assert len(together.task.comments) == 1
    assert not decision.operations[NARROW]


def test_a_comment_whose_answer_was_lost_is_found_by_its_words() -> None:
    """It stands there already: it is linked, not written twice, even where the tool keeps its own form of it."""
    together = Cooperation(terms(FULL, NARROW))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    [create] = together.decide(heard(together, said("c1", "Bitte prüfen")), shows(NARROW)).operations[NARROW]
    assert isinstance(create, CreateComment)
    together.store.intend(SPACE, create)
    there = ItemComment(Ref("n1"), None, text(words(create.text)), NOW, own=True)
    decision = together.decide(heard(together, there, at=NARROW))
    assert not together.memory.intents.get(NARROW)
    assert not decision.operations[NARROW]
    assert copy_of(together) == "n1"


def test_what_its_author_rewords_is_reworded_everywhere(together: Cooperation) -> None:
    """An edited comment is edited in its copies."""
    [update] = together.decide(heard(together, said("c1", "Schon geprüft")), shows(NARROW)).operations[NARROW]
    assert isinstance(update, UpdateComment)
    assert words(update.text).endswith("Schon geprüft")


@pytest.mark.parametrize("told", [True, False])
def test_what_its_author_deletes_is_deleted_everywhere(together: Cooperation, *, told: bool) -> None:
    """Told by the feed or missing from all of them: the comment is gone, and its copies go."""
    snapshot = heard(together, gone="c1", whole=False) if told else heard(together)
    decision = together.decide(snapshot, shows(NARROW))
    assert [type(each) for each in decision.operations[NARROW]] == [DeleteComment]
    together.write(decision)
    assert not together.task.comments
    assert not together.decide(heard(together), shows(NARROW)).operations[NARROW]


def test_an_incomplete_reading_deletes_nothing(together: Cooperation) -> None:
    """Comments that were not read are not gone."""
    assert not together.decide(heard(together, said("c2", "Noch etwas"), whole=False)).operations[FULL]
    assert len(together.task.comments) == 2


def test_a_copy_that_somebody_deleted_is_not_made_again(together: Cooperation) -> None:
    """Whoever does not want the copy does not get it twice, and the comment itself stays."""
    decision = together.decide(heard(together, at=NARROW))
    assert not decision.operations[NARROW]
    assert len(together.task.comments) == 1


def test_comments_that_went_with_their_item_are_written_below_the_new_one(together: Cooperation) -> None:
    """The item was deleted here and edited there: it comes back with everything that was said, its own words too."""
    together.decide(heard(together, said("c1", "Bitte prüfen"), said("c2", "Später", at=NOW + timedelta(minutes=1))))
    gone = shows(FULL, gone=frozenset({together.link(FULL).ref}))
    decision = together.decide(gone, together.edited(NARROW, title="Lebt"))
    said_again = [words(each.text) for each in decision.operations[FULL] if isinstance(each, CreateComment)]
    assert [each.rpartition(" ")[2] for each in said_again] == ["prüfen", "Später"]
    assert len(together.task.comments) == 2


def with_fading_comments(together: Cooperation) -> None:
    """From now on the full place's tool hides old comments."""
    reach = together.terms.reaches[FULL]
    changed = replace(reach, manifest=replace(reach.manifest, comments_fade=True))
    together.terms = replace(together.terms, reaches={**together.terms.reaches, FULL: changed})


def test_what_a_tool_hides_by_itself_is_not_deleted(together: Cooperation) -> None:
    """Where messages fade, one that is no longer among all of them stays in its copies; one called deleted goes."""
    with_fading_comments(together)
    assert not together.decide(heard(together), shows(NARROW)).operations.get(NARROW)
    assert together.task.comments
    [delete] = together.decide(heard(together, gone="c1"), shows(NARROW)).operations[NARROW]
    assert isinstance(delete, DeleteComment)
