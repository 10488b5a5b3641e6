"""Between some places only references pass: what is written, what is remembered, and what counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bridge.core.model.ids import PlaceId
from bridge.core.model.memory import Standing
from bridge.core.model.operation import CreateComment, CreateItem, DeleteComment, UpdateItem
from bridge.core.model.snapshot import Item, Snapshot
from bridge.core.model.task import Fields
from bridge.core.rules.reserved import Reserved, Side, reserved
from bridge.core.sync.terms import Terms
from tests.unit.core.builders import FULL, NARROW, PLAINLY, Cooperation, done, item, said, shows, terms, text

PLACES = (FULL, NARROW, PLAINLY)
CANARY = "Kanarienvogel"


def without(*unready: PlaceId) -> Terms:
    """Terms in which the partners of these places have not agreed."""
    made = terms()
    return replace(
        made,
        reserved=reserved(Side(place, ready=place not in unready) for place in PLACES),
        unready=frozenset(made.hosts[place] for place in unready),
    )


def full_of(ref: str, title: str = CANARY, **more: Any) -> Any:
    """An item with contents in every field."""
    fields = {"description": text(CANARY), "lead": "a-full", "helpers": ("h",), "labels": frozenset({CANARY})}
    comments = (said(f"{ref}-said", CANARY),)
    return item(ref, title, lane="full/Offen", comments=comments, all_comments=True, **{**fields, **more})


def first(at: PlaceId, *items: Any) -> list[Snapshot]:
    return [shows(place, *(items if place == at else ()), complete=True, lanes=["Offen"]) for place in PLACES]


def again(cooperation: Cooperation, **shown: Any) -> list[Snapshot]:
    """Complete readings: what each place was written, and what it shows instead."""
    found = []
    for place in PLACES:
        links = cooperation.memory.links.get(place, {}).values()
        items = {link.ref: Item(link.ref, link.seen) for link in links if link.standing is Standing.LIVE}
        items |= {each.ref: each for each in shown.get(place, ())}
        found.append(shows(place, *items.values(), complete=True, lanes=["Offen"], at=cooperation.later()))
    return found


def created(decision: Any) -> dict[PlaceId, Fields]:
    operations = [each for planned in decision.operations.values() for each in planned]
    return {each.place: each.fields for each in operations if isinstance(each, CreateItem)}


def test_pl_08_a_partner_who_has_not_agreed_gives_references_alone() -> None:
    """Of a task that begins at a partner without consent nothing is stored or written but that it is there."""
    together = Cooperation(without(FULL))
    decision = together.decide(*first(FULL, full_of("1")))
    assert CANARY not in repr(decision)
    assert "a-full" not in repr(decision)
    assert not decision.activities
    references = created(decision)
    assert references.keys() == {NARROW, PLAINLY}
    assert references[NARROW].title == "Aufgabe bei: Full GmbH"
    assert references[NARROW].lead is None
    together.write(decision)
    assert CANARY not in repr(together.memory)
    calm = together.decide(*again(together, full=[full_of("1")]))
    assert not any(calm.operations.values())


def test_pl_08_a_partner_who_has_not_agreed_gets_references_alone() -> None:
    """Others' tasks stand at a partner without consent by reference; among those who agreed they are whole."""
    together = Cooperation(without(NARROW))
    decision = together.decide(*first(FULL, full_of("1")))
    shown = created(decision)
    assert CANARY in repr(shown[PLAINLY])
    assert CANARY not in repr(decision.operations[NARROW])
    assert not any(isinstance(each, CreateComment) for each in decision.operations[NARROW])
    assert all(isinstance(each, CreateItem) for each in decision.operations[NARROW])
    whole = created(Cooperation(terms()).decide(*first(FULL, full_of("1"))))
    assert whole[PLAINLY].shown != shown[PLAINLY].shown
    assert "Narrow GmbH" not in repr(shown[PLAINLY].shown)


def test_what_people_do_to_a_reference_counts_nowhere() -> None:
    """A reference that somebody renames, finishes, comments on or deletes changes nothing about the task."""
    together = Cooperation(without(NARROW))
    together.write(together.decide(*first(FULL, full_of("1"))))
    before = together.task
    ref = together.link(NARROW).ref
    edited = item(ref, "Anders", done=True, comments=(said("c", CANARY, "x"),), all_comments=True, due=None)
    decision = together.decide(*again(together, full=[full_of("1")], narrow=[edited]))
    assert together.task.fields == before.fields
    assert together.task.comments == before.comments
    assert not decision.operations.get(NARROW)
    gone = together.decide(shows(NARROW, complete=True, gone=frozenset({ref}), at=together.later()))
    assert not gone.changes
    assert not together.task.fields.archived
    assert not any(together.decide(*again(together, full=[full_of("1")])).operations.values())


def test_a_reference_goes_when_the_task_is_done() -> None:
    """References stand as long as there is something to do, and count as nobody's act."""
    together = Cooperation(without(FULL))
    together.write(together.decide(*first(FULL, full_of("1"))))
    decision = together.decide(*again(together, full=[replace(full_of("1"), fields=Fields("x", status=done(None)))]))
    assert not decision.activities
    assert not decision.changes
    [update] = decision.operations[PLAINLY]
    assert isinstance(update, UpdateItem)
    assert update.fields.archived
    together.write(decision)
    back = together.decide(*again(together, full=[full_of("1")]))
    [update] = back.operations[PLAINLY]
    assert isinstance(update, UpdateItem)
    assert not update.fields.archived


def test_a_task_that_is_done_gets_no_reference() -> None:
    """The first reading brings no references to what is over."""
    together = Cooperation(without(FULL))
    over = replace(full_of("1"), fields=Fields(CANARY, status=done(None)))
    assert not created(together.decide(*first(FULL, over)))


def test_the_last_gate_fills_references_in() -> None:
    """When the last consent comes, the next cycle makes every reference the task itself, and nobody has acted."""
    together = Cooperation(without(FULL))
    together.write(together.decide(*first(FULL, full_of("1"))))
    together.terms = terms()
    decision = together.decide(*again(together, full=[full_of("1")]))
    assert not decision.activities
    assert not decision.conflicts
    for place in (NARROW, PLAINLY):
        [update] = [each for each in decision.operations[place] if isinstance(each, UpdateItem)]
        assert update.fields.title == CANARY
        assert [each for each in decision.operations[place] if isinstance(each, CreateComment)]
    together.write(decision)
    assert not any(together.decide(*again(together)).operations.values())
    assert together.task.fields.title == CANARY
    assert len(together.task.comments) == 1


def test_until_it_is_read_a_task_stays_a_reference() -> None:
    """Between the consent and the reading of its place nobody's copy is emptied or filled."""
    together = Cooperation(without(FULL))
    together.write(together.decide(*first(FULL, full_of("1"))))
    together.terms = terms()
    decision = together.decide(shows(NARROW, at=together.later()), shows(PLAINLY, at=together.later()))
    assert not any(isinstance(each, UpdateItem) for planned in decision.operations.values() for each in planned)


def test_others_tasks_are_filled_in_too() -> None:
    """The partner who agreed at last reads the others' tasks in its references."""
    together = Cooperation(without(NARROW))
    together.write(together.decide(*first(FULL, full_of("1"))))
    together.terms = terms()
    decision = together.decide(*again(together, full=[full_of("1")], plainly=[]))
    [update] = [each for each in decision.operations[NARROW] if isinstance(each, UpdateItem)]
    assert update.fields.title == CANARY
    assert [each for each in decision.operations[NARROW] if isinstance(each, CreateComment)]


def test_pl_08_a_withdrawn_consent_blanks_what_stands_elsewhere() -> None:
    """Taken back, a consent empties the copies in the others' tools and the service's memory with the next cycle."""
    together = Cooperation(terms())
    together.write(together.decide(*first(FULL, full_of("1"))))
    assert CANARY in repr(together.memory)
    together.terms = without(FULL)
    decision = together.decide(*again(together, full=[full_of("1")]))
    assert not decision.activities
    for place in (NARROW, PLAINLY):
        [update] = [each for each in decision.operations[place] if isinstance(each, UpdateItem)]
        assert update.refers
        assert CANARY not in repr(update.fields)
        assert [each for each in decision.operations[place] if isinstance(each, DeleteComment)]
    together.write(decision)
    assert not any(together.decide(*again(together, full=[full_of("1")])).operations.values())
    assert CANARY not in repr(together.memory)


def test_a_consent_given_again_brings_everything_back() -> None:
    """Withdrawn and given again, the same tasks and comments stand everywhere, none twice."""
    together = Cooperation(terms())
    together.write(together.decide(*first(FULL, full_of("1"))))
    together.terms = without(FULL)
    together.write(together.decide(*again(together, full=[full_of("1")])))
    together.decide(*again(together, full=[full_of("1")]))
    together.terms = terms()
    decision = together.decide(*again(together, full=[full_of("1")]))
    together.write(decision)
    assert together.task.fields.title == CANARY
    assert len(together.task.comments) == 1
    for place in (NARROW, PLAINLY):
        assert together.link(place).seen.title == CANARY
        assert [each for each in decision.operations[place] if isinstance(each, CreateComment)]


def test_withdrawn_at_the_other_end_the_copy_is_blanked() -> None:
    """Whoever takes a consent back keeps no contents of others' tasks, and what its people said there goes."""
    together = Cooperation(terms())
    together.write(together.decide(*first(FULL, full_of("1"))))
    ref = together.link(NARROW).ref
    heard = item(ref, CANARY, comments=(said("theirs", "Gruß", "n-1"),), all_comments=False)
    heard = replace(heard, fields=together.link(NARROW).seen)
    together.write(together.decide(shows(NARROW, heard), *together.quiet(FULL, PLAINLY)))
    assert len(together.task.comments) == 2
    together.terms = without(NARROW)
    decision = together.decide(*again(together, full=[replace(full_of("1"), all_comments=False)]))
    [update] = [each for each in decision.operations[NARROW] if isinstance(each, UpdateItem)]
    assert CANARY not in repr(update.fields)
    assert len(together.task.comments) == 1
    assert [each for each in decision.operations[FULL] if isinstance(each, DeleteComment)]
    assert together.task.fields.title == CANARY


@pytest.mark.parametrize("outside", [NARROW, PLAINLY])
def test_tr_04_what_is_for_the_eea_alone_never_leaves_it(outside: PlaceId) -> None:
    """Tasks of a partner whose staff may be read inside the EEA alone stand outside it by reference."""
    rules = reserved(Side(place, guarded=place == FULL, outside=place == outside) for place in PLACES)
    together = Cooperation(replace(terms(), reserved=rules, unnamed=frozenset({terms().hosts[FULL]})))
    decision = together.decide(*first(FULL, full_of("1")))
    assert CANARY not in repr(decision.operations[outside])
    assert "Full GmbH" not in repr(decision.operations[outside])
    inside = next(place for place in (NARROW, PLAINLY) if place != outside)
    assert CANARY in repr(decision.operations[inside])


def _reads(rules: Reserved, origin: PlaceId, place: PlaceId) -> bool:
    return place not in rules.get(origin, ())


@pytest.mark.parametrize("bits", range(4**3))
def test_tr_04_no_detour_leads_out_of_the_eea(bits: int) -> None:
    """Whoever reads a task may read everybody else who writes on it: no third place opens a way that is closed."""
    sides = [Side(place, guarded=bool(bits >> 2 * n & 1), outside=bool(bits >> 2 * n & 2)) for n, place in
             enumerate(PLACES)]  # fmt: skip
    rules = reserved(sides)
    for origin in PLACES:
        readers = [each for each in sides if _reads(rules, origin, each.place) and _reads(rules, origin, origin)]
        guarded, outside = ([each for each in readers if getattr(each, kind)] for kind in ("guarded", "outside"))
        others = [each.place for each in outside if any(one.place != each.place for one in guarded)]
        assert not others, (rules, origin)


def test_nothing_is_reserved_where_all_may_read_everything() -> None:
    """A space without restrictions costs nothing and looks as before."""
    assert reserved(Side(place) for place in PLACES) == {}
    assert reserved([Side(FULL)]) == {}
    assert reserved([Side(FULL, ready=False)]) == {FULL: frozenset({FULL})}


def test_a_reference_says_where_the_task_is() -> None:
    """The reference leads to the item itself where its tool has a url for it."""
    given = without(NARROW)
    reach = given.reaches[FULL]
    reaches = {
        **given.reaches,
        FULL: replace(reach, manifest=replace(reach.manifest, url="https://full.example/{ref}")),
    }
    together = Cooperation(replace(given, reaches=reaches))
    decision = together.decide(*first(FULL, full_of("1")))
    assert "https://full.example/1" in repr(created(decision)[NARROW].description)
    assert created(decision)[NARROW].shown == (given.phrases.only_reference,)


def test_private_items_get_no_reference() -> None:
    """What its people marked as private is not even referred to."""
    together = Cooperation(without(FULL))
    decision = together.decide(*first(FULL, full_of("1", labels=frozenset({"intern"}))))
    assert not together.memory.tasks
    assert not created(decision)


def test_lanes_stay_where_they_are() -> None:
    """The lists of a partner who has not agreed are neither read nor made elsewhere, nor the others' made there."""
    together = Cooperation(without(NARROW))
    snapshots = [
        shows(FULL, full_of("1"), complete=True, lanes=["Offen"]),
        shows(NARROW, complete=True, lanes=["Eigene Liste"]),
        shows(PLAINLY, complete=True, lanes=["Offen"]),
    ]
    decision = together.decide(*snapshots)
    assert "Eigene Liste" not in repr(decision)
    assert {type(each) for each in decision.operations[NARROW]} == {CreateItem}
