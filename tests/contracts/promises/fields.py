"""Each field comes back as it was written, as far as the manifest says that the tool holds it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bridge.core.model.document import (
    Code,
    Document,
    Emphasis,
    Hyperlink,
    Items,
    Paragraph,
    Strong,
    Text,
    paragraph,
    plain_document,
)
from bridge.core.model.reach import DueForm, Manifest, TextForm
from bridge.core.model.task import Due, Status
from tests.contracts.bench import Bench

TITLE = "Straße prüfen 🚧 „Süd“ & <Nord> *2*"
RICH = Document((
    Paragraph((Text("Bitte "), Strong((Text("vor Ort"),)), Text(" prüfen, "), Emphasis((Text("nicht"),)),
               Text(" am Plan."))),
    Items(ordered=False, entries=((paragraph("Tür"),), (paragraph("Fenster & <Rahmen>"),))),
    Items(ordered=True, entries=((paragraph("messen"),), (paragraph("melden"),))),
    Paragraph((Hyperlink("https://example.org/plan?a=1&b=2", (Text("Plan"),)), Text(" und "), Code("K-17"))),
))  # fmt: skip
PLAIN = plain_document("Größe: 3 < 4 & 5 > 2\nzweite Zeile\n\n* kein Punkt 🚧\n# keine Überschrift\n\n1. kein Schritt")
DAY = date(2026, 12, 24)
INSTANT = datetime(2026, 12, 24, 15, 30, tzinfo=UTC)


def texts(manifest: Manifest) -> list[Document]:
    return [Document(), PLAIN] if manifest.text is TextForm.PLAIN else [Document(), PLAIN, RICH]


def dues(manifest: Manifest) -> list[Due]:
    return [DAY] if manifest.due is DueForm.DAY else [DAY, INSTANT]


class FieldPromises:
    """Created, updated, cleared: what a place then shows is what was wanted."""

    def test_a_title_comes_back(self, bench: Bench) -> None:
        """Umlauts, emoji, quotes and signs of markup in a title are nothing but characters."""
        ref = bench.create(TITLE).ref
        assert bench.fields(ref).title == TITLE
        bench.update(ref, title=f"{TITLE}!")
        assert bench.fields(ref).title == f"{TITLE}!"
        assert bench.world.holds()[ref].title == f"{TITLE}!"

    def test_a_title_of_the_greatest_length_comes_back(self, bench: Bench) -> None:
        """A title as long as the manifest allows is kept to its last character."""
        title = ("Länge " * 40)[: bench.connector.manifest.title_limit or 200].strip().ljust(3, "x")
        assert bench.fields(bench.create(title).ref).title == title

    def test_descriptions_come_back(self, bench: Bench) -> None:
        """Structure that the tool can hold survives creating and updating, and text is never taken for markup."""
        for number, text in enumerate(texts(bench.connector.manifest)):
            created = bench.create(task=f"task-{number}", description=text).ref
            updated = bench.create(task=f"task-{number}-later", description=plain_document("Vorher")).ref
            bench.update(updated, description=text)
            assert bench.fields(created).description == text
            assert bench.fields(updated).description == text

    def test_a_description_by_a_person_is_read(self, bench: Bench) -> None:
        """What a person types into the description is what we read."""
        ref = bench.world.create("Beschrieben", bench.lanes[0], text="Bitte am Montag liefern")
        assert bench.fields(ref).description == plain_document("Bitte am Montag liefern")

    def test_shown_lines_stand_above_the_description_and_are_no_part_of_it(self, bench: Bench) -> None:
        """Our own lines come back as ours, whatever the description, and leave no trace when they are taken off."""
        lines = ("Sichtbar für: Musterbau Weber GmbH", "Lead: Anna (Musterbau)")
        ref = bench.create(description=plain_document("Der Text"), shown=lines).ref
        assert (bench.fields(ref).shown, bench.fields(ref).description) == (lines, plain_document("Der Text"))
        bench.update(ref, description=Document())
        assert (bench.fields(ref).shown, bench.fields(ref).description) == (lines, Document())
        bench.update(ref, shown=())
        assert (bench.fields(ref).shown, bench.fields(ref).description) == ((), Document())

    def test_due_dates_come_back_in_their_own_kind(self, bench: Bench) -> None:
        """A day stays a day and an instant an instant; cleared is cleared."""
        for number, due in enumerate(dues(bench.connector.manifest)):
            ref = bench.create(task=f"task-{number}", due=due).ref
            assert bench.fields(ref).due == due
            bench.update(ref, due=None)
            assert bench.fields(ref).due is None
            bench.update(ref, due=due)
            assert bench.fields(ref).due == due
            assert type(bench.fields(ref).due) is type(due)

    def test_due_dates_of_people_are_read(self, bench: Bench) -> None:
        """The day or the time a person sets is the one that is read."""
        for due in dues(bench.connector.manifest):
            ref = bench.world.create("Mit Termin", bench.lanes[0], due=due)
            assert bench.fields(ref).due == due
            bench.world.edit(ref, due=None)
            assert bench.fields(ref).due is None

    def test_done_and_open_again(self, bench: Bench) -> None:
        """Completing and reopening goes by the tool's own sign, and the lane stays."""
        lane = bench.lanes[0]
        ref = bench.create().ref
        for done in (True, False):
            bench.update(ref, status=Status(done, lane))
            assert bench.fields(ref).status == Status(done, lane)
            assert bench.world.holds()[ref].done is done
        assert bench.fields(bench.create(task="task-2", status=Status(done=True, lane=lane)).ref).status == Status(
            done=True, lane=lane
        )

    def test_moves_between_lanes(self, bench: Bench) -> None:
        """An item stands in the lane that it was created in or moved to, with or without completing it."""
        first, second = bench.lanes[:2]
        ref = bench.create(status=Status(lane=second)).ref
        for status in (Status(lane=first), Status(done=True, lane=second), Status(lane=first)):
            bench.update(ref, status=status)
            assert bench.fields(ref).status == status
            assert bench.world.holds()[ref].lane == status.lane

    def test_lead_and_helpers(self, bench: Bench) -> None:
        """Where the tool tells a lead apart both come back; elsewhere everybody on the item is a helper."""
        person, other = bench.world.person, bench.world.other
        if not bench.connector.manifest.tells_lead:
            ref = bench.world.create("Zu zweit", bench.lanes[0], helpers=(person, other))
            assert bench.fields(ref).lead is None
            assert set(bench.fields(ref).helpers) == {person, other}
            return
        ref = bench.create(lead=person, helpers=(other,)).ref
        assert (bench.fields(ref).lead, bench.fields(ref).helpers) == (person, (other,))
        bench.update(ref, lead=other, helpers=(person,))
        assert (bench.fields(ref).lead, bench.fields(ref).helpers) == (other, (person,))
        bench.update(ref, lead=None)
        assert (bench.fields(ref).lead, bench.fields(ref).helpers) == (None, (person,))

    def test_helpers_are_added_and_taken_off(self, bench: Bench) -> None:
        """Exactly the people wanted are on the item afterwards; our own account never adds itself."""
        person, other = bench.world.person, bench.world.other
        ref = bench.create(helpers=(person,)).ref
        assert set(bench.fields(ref).helpers) == {person}
        for wanted in ({person, other}, {other}, set()):
            bench.update(ref, helpers=tuple(sorted(wanted)))
            assert set(bench.fields(ref).helpers) == wanted
            assert bench.world.holds()[ref].people - {bench.world.own} == wanted

    def test_labels_are_added_and_taken_off(self, bench: Bench) -> None:
        """Labels go by name, new ones too; a tool without labels shows none."""
        if "labels" not in bench.connector.manifest.holds:
            assert bench.fields(bench.create().ref).labels == frozenset()
            return
        ref = bench.create(labels=frozenset({"Dringend"})).ref
        assert bench.fields(ref).labels == {"Dringend"}
        for wanted in (frozenset({"Dringend", "Süd & Nord"}), frozenset({"Süd & Nord"}), frozenset()):
            bench.update(ref, labels=wanted)
            assert bench.fields(ref).labels == wanted

    def test_archived_and_back(self, bench: Bench) -> None:
        """Archiving keeps whether the item is done, and coming back puts it into the lane that is wanted."""
        lane = bench.lanes[1]
        for number, done in enumerate((False, True)):
            ref = bench.create(task=f"task-{number}", status=Status(done, bench.lanes[0])).ref
            item = bench.item(ref)
            shown = bench.connector.apply(bench.place, bench.updating(item, archived=True)).item
            assert bench.world.holds()[ref].archived
            assert shown is not None
            assert shown.fields is not None
            assert (shown.fields.archived, shown.fields.status.done) == (True, done)
            assert shown.fields.status.lane == (bench.lanes[0] if bench.connector.manifest.archives else None)
            back = bench.updating(shown, archived=False, status=Status(done, lane))
            bench.connector.apply(bench.place, back)
            assert (bench.fields(ref).archived, bench.fields(ref).status) == (False, Status(done, lane))
            assert not bench.world.holds()[ref].archived

    def test_an_archive_lane_is_no_lane(self, bench: Bench) -> None:
        """Where a lane serves as archive people's lanes stay as they were; natively there is no such lane."""
        before = list(bench.world.lanes())
        bench.update(bench.create().ref, archived=True)
        lanes = bench.pull().lanes
        assert lanes is not None
        assert [(lane.ref, lane.name) for lane in lanes] == before
