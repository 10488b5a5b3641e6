"""What a place promises of start, priority, checklists, attachments and chosen custom fields, as far as it has them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bridge.core.errors import Park, Replan
from bridge.core.model.ids import Ref
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check, Custom, Priority, contents
from bridge.core.model.reach import DueForm
from bridge.core.model.task import Due, Fields
from tests.contracts.bench import Bench, PartsWorld
from tests.contracts.promises.reading import failure

START, DUE = date(2026, 12, 1), date(2026, 12, 24)
PLAN, PHOTO = Attachment("https://example.org/plan?a=1&b=2", "Plan „Süd“"), Attachment("https://example.org/foto.jpg")


def parts(bench: Bench) -> PartsWorld:
    assert bench.parts is not None, "a place that holds these fields has people who use them"
    return bench.parts


def holds(bench: Bench, name: str) -> bool:
    """Whether items of this place have the field."""
    match name:
        case "custom":
            return "custom" in bench.connector.manifest.holds and bool(bench.place.custom)
        case "priority" if bench.place.priority:
            return True
    return name in bench.connector.manifest.holds


def new(*titles: str, group: str = "", done: bool = False) -> tuple[Check, ...]:
    return tuple(Check(f"{NEW}check-{title}", title, done, group) for title in titles)


def wanted(bench: Bench) -> tuple[Check, ...]:
    """Three elements, one of them done, one in a checklist of its own where there are such."""
    group = "Elektro" if bench.connector.manifest.check_groups else ""
    return (*new("Türen <A> & Co"), *new("Tore @board", done=True), *new("Kabel", group=group))


def said(bench: Bench, ref: Ref) -> list[tuple[str, str, bool]]:
    """The elements as people see them."""
    return contents(tuple(parts(bench).checks(ref)))


def with_checklist(bench: Bench) -> tuple[Ref, tuple[Check, ...]]:
    ref = bench.create().ref
    return ref, checks_of(bench.update(ref, checklist=wanted(bench)).item)


def checks_of(item: object) -> tuple[Check, ...]:
    fields = getattr(item, "fields", None)
    assert isinstance(fields, Fields)
    return fields.checklist


def starts(bench: Bench) -> Sequence[Due]:
    instant = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
    return [START] if bench.connector.manifest.due is DueForm.DAY else [START, instant]


class Parts:
    """Created, changed, removed, by us and by people."""

    def test_elements_come_back(self, bench: Bench) -> None:
        """Elements that we add are there once, with title, tick and checklist, and the reply names the ids they got."""
        if not holds(bench, "checklist"):
            return
        ref, replied = with_checklist(bench)
        assert contents(replied) == contents(wanted(bench)) == said(bench, ref)
        assert not [check.id for check in replied if check.id.startswith(NEW)]
        assert {check.id: check for check in bench.fields(ref).checklist} == {check.id: check for check in replied}

    def test_elements_are_ticked_renamed_and_removed(self, bench: Bench) -> None:
        """Only the difference is written; an element keeps its id whatever becomes of it."""
        if not holds(bench, "checklist"):
            return
        ref, (doors, gates, cables) = with_checklist(bench)
        changed = (replace(doors, done=True), replace(gates, title="Tore Nord", done=False), *new("Lampen"))
        replied = checks_of(bench.update(ref, checklist=changed).item)
        assert contents(replied) == contents(changed) == said(bench, ref)
        kept = {check.id: check for check in bench.fields(ref).checklist}
        assert (kept[doors.id], kept[gates.id]) == changed[:2]
        assert cables.id not in kept
        bench.update(ref, checklist=())
        assert (bench.fields(ref).checklist, said(bench, ref)) == ((), [])

    def test_elements_move_between_checklists(self, bench: Bench) -> None:
        """Where an item has several checklists, an element moves, and one whose elements all move is renamed."""
        if not holds(bench, "checklist") or not bench.connector.manifest.check_groups:
            return
        ref, (doors, gates, cables) = with_checklist(bench)
        for groups in (("", "Elektro", "Elektro"), ("", "Strom", "Strom"), ("Dach", "", "Strom")):
            moved = tuple(
                replace(check, group=group) for check, group in zip((doors, gates, cables), groups, strict=True)
            )
            assert contents(checks_of(bench.update(ref, checklist=moved).item)) == contents(moved) == said(bench, ref)
            assert {check.id for check in bench.fields(ref).checklist} == {doors.id, gates.id, cables.id}

    def test_what_people_do_to_elements_is_read(self, bench: Bench) -> None:
        """Somebody adds, ticks, renames and removes elements: each is told by the next pull, by its id."""
        if not holds(bench, "checklist"):
            return
        ref, (doors, gates, cables) = with_checklist(bench)
        cursor = bench.cursor()
        people = parts(bench)
        people.edit_check(ref, doors.id, done=True)
        people.edit_check(ref, gates.id, title="Tore Süd")
        people.remove_check(ref, cables.id)
        lamps = people.add_check(ref, "Lampen", done=True)
        fields = bench.pull(cursor).items[ref].fields
        assert fields is not None
        assert {check.id: (check.title, check.done) for check in fields.checklist} == {
            doors.id: (doors.title, True),
            gates.id: ("Tore Süd", gates.done),
            lamps: ("Lampen", True),
        }

    def test_elements_by_people_survive_our_writes(self, bench: Bench) -> None:
        """What somebody adds or changes after our pull is not undone by our write to other elements.

        A tool that takes all of them as one value tells what was replaced instead.
        """
        manifest = bench.connector.manifest
        if not holds(bench, "checklist") or manifest.preconditions or (manifest.checks_limit or 4) < 4:
            return
        ref, (doors, gates, cables) = with_checklist(bench)
        item, cursor = bench.item(ref), bench.cursor()
        parts(bench).edit_check(ref, doors.id, title="Türen Süd")
        parts(bench).edit_check(ref, gates.id, title="Tore Süd")
        parts(bench).add_check(ref, "Lampen")
        update = bench.updating(item, checklist=(replace(doors, done=True), gates))
        bench.connector.apply(bench.place, update)
        if [each.name for each in bench.pull(cursor).overwritten] == ["checklist"]:
            return
        assert {(title, done) for _, title, done in said(bench, ref)} == {
            ("Türen Süd", True),
            ("Tore Süd", gates.done),
            ("Lampen", False),
        }
        assert cables.id not in {check.id for check in parts(bench).checks(ref)}

    def test_a_write_of_elements_that_breaks_off_is_never_taken_for_undone(self, bench: Bench) -> None:
        """The answer to one of five elements is lost: nothing is there twice, whatever we do next.

        Where each is a call of its own, the write is not to be sent again before the item was read.
        """
        if not holds(bench, "checklist") or (bench.connector.manifest.checks_limit or 5) < 5:
            return
        ref, one_by_one = with_checklist(bench)
        before = bench.item(ref)
        more = (*one_by_one, *new("Eins", "Zwei", "Drei", "Vier", "Fünf"))
        update = bench.updating(before, checklist=more)
        bench.world.trouble("unanswered")
        if failure(lambda: bench.connector.apply(bench.place, update)) != "Ambiguous":
            with suppress(Replan):
                bench.connector.apply(bench.place, update)
        titles = [title for _, title, _ in said(bench, ref)]
        assert len(titles) == len(set(titles)), "nothing was created twice"
        assert titles.count("Eins") == 1
        assert contents(bench.fields(ref).checklist) == said(bench, ref)

    def test_elements_that_are_written_at_once_come_whole(self, bench: Bench) -> None:
        """The answer to the write is lost: if one of its elements is there, an absent one was removed by a person."""
        manifest = bench.connector.manifest
        if not holds(bench, "checklist") or not manifest.checks_at_once or (manifest.checks_limit or 5) < 5:
            return
        ref, already = with_checklist(bench)
        update = bench.updating(bench.item(ref), checklist=(*already, *new("Eins", "Zwei")))
        bench.world.trouble("unanswered")
        failure(lambda: bench.connector.apply(bench.place, update))
        assert {"Eins", "Zwei"} <= {title for _, title, _ in said(bench, ref)}

    def test_a_start_comes_back_in_its_own_kind(self, bench: Bench) -> None:
        """A day stays a day and an instant an instant; cleared is cleared, and the due date is not touched."""
        if not holds(bench, "start"):
            return
        for number, start in enumerate(starts(bench)):
            due = DUE if not isinstance(start, datetime) else datetime(2026, 12, 24, 9, tzinfo=UTC)
            created = bench.create(task=f"task-{number}", start=start, due=due).ref
            assert (bench.fields(created).start, bench.fields(created).due) == (start, due)
            for value in (None, start):
                shown = bench.update(created, start=value).item
                assert shown is not None
                assert shown.fields is not None
                assert (bench.fields(created).start, bench.fields(created).due) == (value, due)
                assert shown.fields.start == value

    def test_start_and_due_change_together(self, bench: Bench) -> None:
        """From days to instants and back, and both gone, in one write each."""
        if not holds(bench, "start"):
            return
        ref = bench.create(start=START, due=DUE).ref
        instants = (datetime(2026, 12, 2, 7, tzinfo=UTC), datetime(2026, 12, 3, 7, tzinfo=UTC))
        pairs: list[tuple[Due | None, Due | None]] = [(None, None), (START, DUE)]
        if bench.connector.manifest.due is not DueForm.DAY:
            pairs = [instants, *pairs]
        for start, due in pairs:
            bench.update(ref, start=start, due=due)
            assert (bench.fields(ref).start, bench.fields(ref).due) == (start, due)

    def test_a_start_by_a_person_is_read(self, bench: Bench) -> None:
        """The day somebody sets is the one that is read, and that it went is read too."""
        if not holds(bench, "start"):
            return
        ref = bench.world.create("Beginnt", bench.lanes[0], due=DUE)
        cursor = bench.cursor()
        bench.world.edit(ref, start=START, due=DUE)
        fields = bench.pull(cursor).items[ref].fields
        assert fields is not None
        assert (fields.start, fields.due) == (START, DUE)

    def test_attachments_come_and_go(self, bench: Bench) -> None:
        """Links of ours are there once, are taken off again, and our marker is never among them."""
        if not holds(bench, "attachments"):
            return
        ref = bench.create().ref
        for urls in ((PLAN,), (PLAN, PHOTO), (PHOTO,), ()):
            shown = bench.update(ref, attachments=urls).item
            assert shown is not None
            assert shown.fields is not None
            assert set(shown.fields.attachments) == set(urls) == set(bench.fields(ref).attachments)
            assert sorted(parts(bench).attached(ref)) == sorted(each.url for each in urls)
        assert bench.item(ref).marker == "task-1"

    def test_attachments_of_people_are_read(self, bench: Bench) -> None:
        """Somebody attaches a link and takes it off: each is told by the next pull."""
        if not holds(bench, "attachments"):
            return
        ref = bench.create().ref
        cursor = bench.cursor()
        parts(bench).attach(ref, PLAN.url, PLAN.name)
        snapshot = bench.pull(cursor)
        fields = snapshot.items[ref].fields
        assert fields is not None
        assert fields.attachments == (PLAN,)
        assert snapshot.cursor is not None
        parts(bench).detach(ref, PLAN.url)
        fields = bench.pull(snapshot.cursor).items[ref].fields
        assert fields is not None
        assert fields.attachments == ()

    def test_a_link_by_a_person_stays_when_others_go(self, bench: Bench) -> None:
        """What somebody attached after our pull is not taken off by our write, or told as replaced."""
        if not holds(bench, "attachments") or bench.connector.manifest.preconditions:
            return
        ref = bench.create().ref
        bench.update(ref, attachments=(PLAN,))
        item, cursor = bench.item(ref), bench.cursor()
        parts(bench).attach(ref, PHOTO.url, "")
        bench.connector.apply(bench.place, bench.updating(item, attachments=()))
        if [each.name for each in bench.pull(cursor).overwritten] == ["attachments"]:
            return
        assert parts(bench).attached(ref) == [PHOTO.url]

    def test_a_write_of_another_field_shows_them_as_they_are(self, bench: Bench) -> None:
        """The reply to a new title is the item as a pull reads it, with everything that was not written."""
        if not any(holds(bench, name) for name in ("checklist", "attachments", "custom", "priority")):
            return
        values = {
            "checklist": wanted(bench),
            "attachments": (PLAN,),
            "custom": tuple(sorted((name, two[0]) for name, two in parts(bench).values.items())),
            "priority": Priority.HIGH,
        }
        ref = bench.create().ref
        bench.update(ref, **{name: value for name, value in values.items() if holds(bench, name)})
        shown = bench.update(ref, title="Anders").item
        assert shown is not None
        assert shown.fields == bench.fields(ref)

    def test_priorities_come_back(self, bench: Bench) -> None:
        """Each priority is set, read and taken off, and one that somebody sets is read."""
        if not holds(bench, "priority"):
            return
        ref = bench.create().ref
        for priority in (*Priority, None):
            bench.update(ref, priority=priority)
            assert bench.fields(ref).priority is (None if priority is parts(bench).silent else priority)
        cursor = bench.cursor()
        parts(bench).prioritise(ref, Priority.HIGH)
        fields = bench.pull(cursor).items[ref].fields
        assert fields is not None
        assert fields.priority is Priority.HIGH

    def test_chosen_custom_fields_come_back(self, bench: Bench) -> None:
        """Values of every kind of field are set, changed and cleared one by one, as text of one normal form."""
        if not holds(bench, "custom"):
            return
        ref = bench.create().ref
        for number in (0, 1):
            values: Custom = tuple(sorted((name, two[number]) for name, two in parts(bench).values.items()))
            shown = bench.update(ref, custom=values).item
            assert shown is not None
            assert shown.fields is not None
            assert shown.fields.custom == values == bench.fields(ref).custom
        first, *rest = bench.fields(ref).custom
        bench.update(ref, custom=tuple(rest))
        assert bench.fields(ref).custom == tuple(rest)
        assert first[0] not in dict(bench.fields(ref).custom)

    def test_custom_fields_by_people_are_read_where_they_are_chosen(self, bench: Bench) -> None:
        """The value that somebody gives a chosen field is read; a field that the place does not name never is."""
        if not holds(bench, "custom"):
            return
        ref = bench.create().ref
        cursor = bench.cursor()
        name, (value, _) = next(iter(sorted(parts(bench).values.items())))
        parts(bench).set_value(ref, name, value)
        parts(bench).set_unchosen(ref, "geheim")
        fields = bench.pull(cursor).items[ref].fields
        assert fields is not None
        assert fields.custom == ((name, value),)
        assert "geheim" not in repr(bench.pull())

    def test_a_value_that_a_field_cannot_take_is_parked(self, bench: Bench) -> None:
        """An option that the field does not have waits for a person, in one sentence; the rest is written."""
        if not holds(bench, "custom") or not parts(bench).choice:
            return
        ref = bench.create().ref
        item = bench.item(ref)
        update = bench.updating(item, title="Neuer Titel", custom=((parts(bench).choice, "Gibt es nicht"),))
        with pytest.raises(Park) as caught:
            bench.connector.apply(bench.place, update)
        assert caught.value.message.endswith(".")
        assert bench.fields(ref).custom == ()
