"""Whose value lost is told so, once, where it came from, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.core.model.document import Mention
from bridge.core.model.ids import Account, PersonId, PlaceId, Ref
from bridge.core.model.operation import CreateComment, Done, Operation, UpdateItem
from bridge.core.model.person import Visibility
from bridge.core.model.restrict import words
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from tests.unit.core.builders import (
    ANNA,
    FULL,
    NARROW,
    NOW,
    OFFEN,
    PLAINLY,
    SPACE,
    Cooperation,
    item,
    network,
    shows,
    terms,
    text,
)

EARLY, LATE = NOW + timedelta(minutes=1), NOW + timedelta(minutes=5)


def at_work(visibility: Visibility = Visibility.NAME) -> Cooperation:
    """A task that stands at all three places."""
    together = Cooperation(terms(of=network(visibility)))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", description=text("Anlass")))
    return together


def clash(
    together: Cooperation, *, lost: PlaceId = NARROW, by: str = "n1", won: str = "a-full"
) -> dict[PlaceId, list[Operation]]:
    """Anna's title wins over one of the narrow place's people; what is to be written then."""
    decision = together.decide(
        together.edited(FULL, title="Spät", by=won, at=LATE),
        together.edited(lost, title="Früh", by=by, at=EARLY),
        *together.quiet(*({NARROW, PLAINLY} - {lost})),
    )
    return {place: list(planned) for place, planned in decision.operations.items()}


def comments(planned: dict[PlaceId, list[Operation]]) -> dict[PlaceId, list[CreateComment]]:
    """What is said where."""
    said = {place: [each for each in rows if isinstance(each, CreateComment)] for place, rows in planned.items()}
    return {place: rows for place, rows in said.items() if rows}


def told(together: Cooperation, place: PlaceId, *said: ItemComment) -> Snapshot:
    """What the place shows now, below the item these comments."""
    link = together.link(place)
    return shows(place, Item(link.ref, link.seen, said, all_comments=True, revision=link.revision), at=together.later())


def test_the_author_is_told_where_the_value_came_from_and_nobody_else() -> None:
    """Which field, what counts and from whom, what was theirs, why, until when, and how to get it back."""
    together = at_work()
    [(place, [notice])] = comments(clash(together)).items()
    [conflict] = together.store.conflicts(SPACE)
    assert (place, notice.item) == (NARROW, together.link(NARROW).ref)
    assert words(notice.text) == (
        "@Narrow GmbH: Konflikt bei »Titel«. Ihre Änderung traf mit einer anderen zusammen. "
        "Es gilt: Spät (Anna Apfel (Full GmbH)) Ihre Fassung: Früh Es zählt die spätere Änderung. "
        "Ihre Fassung ist bis 18.02.2027 gespeichert. Soll sie gelten, ändern Sie das Feld hier noch einmal. "
        f"Oder Ihr Partner holt sie zurück: cobridge conflicts restore {conflict.id}"
    )
    [paragraph, *_] = notice.text.blocks
    assert Mention(Account("n1"), "Narrow GmbH") in getattr(paragraph, "inside", ())


def test_pl_30_the_author_is_told_the_day_that_the_charter_leaves() -> None:
    """Where partners agreed to ten days, nobody is promised ninety."""
    together = Cooperation(replace(terms(of=network(Visibility.NAME)), kept_for=timedelta(days=10)))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", description=text("Anlass")))
    [(_, [notice])] = comments(clash(together)).items()
    assert "Ihre Fassung ist bis 30.11.2026 gespeichert." in words(notice.text)


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.NAME, "Anna Apfel (Full GmbH)"),
        (Visibility.ROLE, "Einkauf (Full GmbH)"),
        (Visibility.ORGANISATION, "Full GmbH"),
        (Visibility.NONE, "ein Partner"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_from_whom_the_other_value_is_says_no_more_than_the_charter(
    visibility: Visibility, who: str, *, known: bool
) -> None:
    """A name where names may be shown; without an author the organisation, where that may be said."""
    together = at_work(visibility)
    [(_, [notice])] = comments(clash(together, won="a-full" if known else "")).items()
    unnamed = "ein Partner" if visibility is Visibility.NONE else "Full GmbH"
    assert f"Es gilt: Spät ({who if known else unnamed})" in words(notice.text)


def test_it_is_said_once() -> None:
    """Neither the next cycle nor a later one says it again, also when somebody has deleted what was said."""
    together = at_work()
    decision = clash(together)
    for rows in decision.values():
        for each in rows:
            together.store.record(SPACE, together.done(each, {}, None))
    [link] = together.memory.comment_links[NARROW].values()
    shown = ItemComment(link.ref, None, link.seen, NOW, own=True)
    for said in ((shown,), (shown,), (), ()):
        calm = together.decide(told(together, NARROW, *said), *together.quiet(FULL, PLAINLY))
        assert not any(calm.operations.values())
        assert not calm.changes
    assert not together.task.comments


def test_an_answer_that_was_lost_says_nothing_twice() -> None:
    """What may have been written is looked for by the conflict's id, however the tool writes names and texts."""
    together = at_work()
    [(_, [notice])] = comments(clash(together)).items()
    together.store.intend(SPACE, notice)
    changed = text(words(notice.text).replace("@Narrow GmbH", "@nina"))
    shown = ItemComment(Ref("c1"), None, changed, NOW, own=True)
    again = together.decide(told(together, NARROW, shown))
    assert not comments({place: list(rows) for place, rows in again.operations.items()})
    assert not together.memory.intents.get(NARROW)
    assert [link.ref for link in together.memory.comment_links[NARROW].values()] == ["c1"]


def test_what_was_not_sent_is_sent_later() -> None:
    """Killed between deciding and writing: the intent is there, the comment is not, so it is said now."""
    together = at_work()
    [(_, [notice])] = comments(clash(together)).items()
    together.store.intend(SPACE, notice)
    again = together.decide(told(together, NARROW))
    assert comments({place: list(rows) for place, rows in again.operations.items()}) == {NARROW: [notice]}


def test_a_notice_is_no_conversation() -> None:
    """It becomes no comment of the task, is copied nowhere, and counts as nobody's act."""
    together = at_work()
    [(_, [notice])] = comments(clash(together)).items()
    together.store.record(SPACE, Done(notice, Ref("c1"), text=notice.text))
    shown = ItemComment(Ref("c1"), None, notice.text, NOW, own=True)
    decision = together.decide(told(together, NARROW, shown), *together.quiet(FULL, PLAINLY))
    assert not together.task.comments
    assert not decision.activities
    assert set(comments({place: list(rows) for place, rows in decision.operations.items()})) == set()


def test_who_replaced_a_value_of_their_own_is_not_told() -> None:
    """One person with confirmed accounts at two places knows what they did."""
    accounts = {FULL: {ANNA: Account("a-full")}, NARROW: {ANNA: Account("anna-too")}}
    together = Cooperation(terms(of=network(accounts=accounts)))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}"))
    assert not comments(clash(together, by="anna-too"))
    assert together.store.conflicts(SPACE)


def test_two_strangers_of_whom_nothing_is_known_are_not_one_person() -> None:
    """Where no tool says who it was, the notice is said all the same, and addresses nobody."""
    together = at_work()
    [(_, [notice])] = comments(clash(together, by="", won="")).items()
    assert words(notice.text).startswith("Konflikt bei »Titel«.")


def mute(together: Cooperation, place: PlaceId) -> None:
    """The place holds no comments."""
    reach = together.terms.reaches[place]
    dumb = replace(reach, manifest=replace(reach.manifest, comments=False))
    together.terms = replace(together.terms, reaches={**together.terms.reaches, place: dumb})


def test_where_there_are_no_comments_a_line_says_it_until_somebody_decides() -> None:
    """Above the description, and gone when nothing is left to decide."""
    together = at_work()
    mute(together, NARROW)
    planned = clash(together)
    assert not comments(planned)
    [conflict] = together.store.conflicts(SPACE)
    line = f"Konflikt bei »Titel«: Es gilt Spät. Ihre Fassung: Früh (cobridge conflicts restore {conflict.id})"
    [update] = [each for each in planned[NARROW] if isinstance(each, UpdateItem)]
    assert line in update.fields.shown
    together.store.record(SPACE, together.done(update, {}, None))
    MemoryConflicts(together.store).keep(conflict.id)
    [after] = together.decide(*together.quiet(NARROW)).operations[NARROW]
    assert isinstance(after, UpdateItem)
    assert (after.changed, line in after.fields.shown) == (("shown",), False)


def test_a_long_text_is_told_by_what_the_two_differ_in() -> None:
    """Not forty thousand characters: the paragraph that both changed, cut where it is long itself."""
    together = Cooperation(terms())
    around = "\n\n".join(f"Absatz {number}" for number in range(200))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", description=text(f"{around}\n\nEnde")))
    decision = together.decide(
        together.edited(FULL, description=text(f"{around}\n\nEnde am Freitag"), at=LATE),
        together.edited(NARROW, description=text(f"{around}\n\n{'Ende am Montag ' * 60}"), at=EARLY),
    )
    [notice] = [each for each in decision.operations[NARROW] if isinstance(each, CreateComment)]
    said = words(notice.text)
    assert "Es gilt: Ende am Freitag (" in said
    assert "Ihre Fassung: Ende am Montag Ende" in said
    assert "Absatz" not in said
    assert len(said) < 1000


def test_a_lead_is_told_as_the_charter_lets_one_be_seen() -> None:
    """Who was chosen is a person too."""
    together = at_work(Visibility.ORGANISATION)
    memory = together.memory
    lead = replace(together.task, fields=replace(together.task.fields, lead=PersonId("narrow-connection/n1")))
    together.store.put(SPACE, replace(memory, tasks={lead.id: lead}))
    decision = together.decide(
        together.edited(FULL, lead="a-full", at=LATE), together.edited(NARROW, lead="n2", at=EARLY)
    )
    [notice] = [each for each in decision.operations[NARROW] if isinstance(each, CreateComment)]
    assert "Anna" not in words(notice.text)
    assert "Es gilt: Full GmbH (Full GmbH)" in words(notice.text)
