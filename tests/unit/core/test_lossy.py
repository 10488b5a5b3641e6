"""What a place cannot hold: how it is shown there, and how it comes back unharmed from edits there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bridge.core.model.document import Document, Mention, Paragraph, Strong, Text, paragraph
from bridge.core.model.ids import Account, PersonId
from bridge.core.model.person import Visibility
from bridge.core.model.task import Fields
from bridge.core.sync.dates import due_at
from bridge.core.sync.lift import lift
from bridge.core.sync.shorten import is_shortened
from tests.unit.core.builders import (
    ANNA,
    FULL,
    NARROW,
    OFFEN,
    PLAINLY,
    Cooperation,
    item,
    network,
    shows,
    terms,
    text,
)

DAY = date(2026, 11, 24)
LONG = "Abnahme der Halle 3 mit allen Beteiligten und dem Bauamt"
NOON_IN_BERLIN = datetime(2026, 11, 24, 11, tzinfo=UTC)
HALF_PAST_TWO = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
RICH = Document((Paragraph((Text("Bitte "), Strong((Text("bald"),)))), paragraph("Danke")))


def spread(visibility: Visibility = Visibility.NAME, **fields: object) -> Cooperation:
    """A task with these fields, created at the full place."""
    together = Cooperation(terms(of=network(visibility)))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", **fields))  # type: ignore[arg-type]
    return together


@pytest.mark.parametrize(
    ("due", "at_days", "at_noon"),
    [(DAY, DAY, DAY), (HALF_PAST_TWO, DAY, HALF_PAST_TWO), (NOON_IN_BERLIN, DAY, DAY), (None, None, None)],
)
def test_a_due_date_reads_the_same_in_every_form(due: date | None, at_days: date | None, at_noon: date | None) -> None:
    """A place of days shows the local day; where a day is written as noon, noon reads as the day."""
    reaches = terms().reaches
    assert (due_at(due, reaches[NARROW]), due_at(due, reaches[PLAINLY])) == (at_days, at_noon)


def test_an_evening_in_utc_is_the_next_day_here() -> None:
    """Days are those of the network's zone: half past eleven in London is tomorrow in Berlin."""
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert due_at(late, terms().reaches[NARROW]) == date(2026, 11, 25)


def test_moving_the_day_keeps_the_agreed_time() -> None:
    """Whoever sees only days moves the day; the time of day that was agreed stays, also across summer time."""
    together = spread(due=HALF_PAST_TWO)
    together.decide(together.edited(NARROW, due=date(2027, 6, 1)))
    assert together.task.fields.due == datetime(2027, 6, 1, 12, 30, tzinfo=UTC)


def test_a_title_that_had_to_be_cut_keeps_its_end() -> None:
    """An edit of the part that is shown does not take the rest away; without the sign of the cut, it is the title."""
    together = spread(title=LONG)
    cut = together.link(PLAINLY).seen.title
    assert cut == LONG[:39] + "…"
    together.decide(together.edited(PLAINLY, title=cut.replace("Halle 3", "Halle 4")))
    assert together.task.fields.title == LONG.replace("Halle 3", "Halle 4")
    together = spread(title=LONG)
    together.decide(together.edited(PLAINLY, title="Abnahme"))
    assert together.task.fields.title == "Abnahme"


def test_a_text_that_had_to_be_cut_says_where_it_is_whole() -> None:
    """Above the beginning stands at whose places the rest can be read; with a text that fits the line goes away."""
    given = terms(FULL, NARROW)
    short = replace(given.reaches[NARROW], manifest=replace(given.reaches[NARROW].manifest, text_limit=100))
    together = Cooperation(replace(given, reaches={**given.reaches, NARROW: short}))
    together.spread(item("f1", lane=f"{FULL}/{OFFEN}", description=text("Sehr lang. " * 20)))
    seen, names = together.link(NARROW).seen, ", ".join(sorted(given.partners.values()))
    assert seen.shown == (f"Sichtbar für: {names}", "Gekürzt, ganz bei: Full GmbH")
    assert is_shortened(seen.description)
    together.write(together.decide(together.edited(FULL, description=text("Kurz")), *together.quiet(NARROW)))
    assert together.link(NARROW).seen.shown == (f"Sichtbar für: {names}",)


def test_labels_survive_edits_at_a_place_without_labels() -> None:
    """A place that knows no labels shows none and removes none."""
    together = spread(labels=frozenset({"Eilt"}))
    together.decide(together.edited(PLAINLY, title="Neu"))
    assert together.link(PLAINLY).seen.labels == frozenset()
    assert together.task.fields.labels == {"Eilt"}


def test_bold_words_survive_an_edit_at_a_plain_place() -> None:
    """The paragraph that somebody adds where there is no bold leaves the other paragraphs bold."""
    together = spread(description=RICH)
    plain = together.link(PLAINLY).seen.description
    assert plain == text("Bitte bald\n\nDanke")
    together.decide(together.edited(PLAINLY, description=text("Bitte bald\n\nDanke\n\nBis dann")))
    assert together.task.fields.description == Document((*RICH.blocks, paragraph("Bis dann")))


def test_people_without_an_account_are_said_in_words() -> None:
    """The lead of another partner stands above the text, and no edit there takes the lead away."""
    together = spread(lead="a-full", helpers=("b-full",))
    shown = together.link(NARROW).seen
    assert (shown.lead, shown.helpers) == (None, ())
    assert shown.shown[1] == "Zuständig: Anna Apfel (Full GmbH)"
    together.decide(together.edited(NARROW, title="Neu", shown=()))
    assert together.terms.identity(PersonId(together.task.fields.lead or "")) == ANNA


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        (Visibility.NAME, "Anna Apfel (Full GmbH)"),
        (Visibility.ROLE, "Einkauf (Full GmbH)"),
        (Visibility.ORGANISATION, "Full GmbH"),
        (Visibility.NONE, "ein Partner"),
    ],
)
def test_others_read_of_a_person_what_the_charter_allows(visibility: Visibility, said: str) -> None:
    """TR-04: the name, the role, the organisation, or none of them; in texts and mentions too."""
    mention = Document((Paragraph((Mention("a-full", "Anna Apfel"), Text(" weiß es"))),))
    together = spread(visibility, lead="a-full", description=mention)
    seen = together.link(NARROW).seen
    assert seen.shown[1] == f"Zuständig: {said}"
    assert seen.description == text(f"@{said} weiß es")
    everything = str(together.memory.links[NARROW])
    assert ("Anna" in everything) == (visibility is Visibility.NAME)


def test_an_account_that_its_partner_confirmed_is_set_natively() -> None:
    """Once Anna's account at the other place is known, she leads there too, in her own right."""
    known = network(accounts={FULL: {ANNA: Account("a-full")}, NARROW: {ANNA: Account("a-narrow")}})
    together = Cooperation(terms(of=known))
    together.spread(item("f1"))
    together.write(together.decide(together.edited(FULL, lead="a-full"), *together.quiet(NARROW, PLAINLY)))
    assert together.link(NARROW).seen.lead == "a-narrow"
    assert together.link(NARROW).seen.shown == ("Sichtbar für: Full GmbH, Narrow GmbH, Plainly GmbH",)


def test_a_mapped_person_causes_a_write_and_no_change() -> None:
    """A reach that grew is work to do, never an edit."""
    together = spread(lead="a-full")
    known = network(accounts={FULL: {ANNA: Account("a-full")}, NARROW: {ANNA: Account("a-narrow")}})
    together.terms = terms(of=known)
    decision = together.decide(*together.quiet(NARROW))
    assert not decision.changes
    assert [getattr(each, "changed", None) for each in decision.operations[NARROW]] == [("lead", "shown")]


def test_a_tool_that_tells_no_lead_shows_the_lead_first_and_gives_away_a_free_lead() -> None:
    """Without a lead of its own, a tool's first member takes the lead that nobody has."""
    together = Cooperation(terms())
    together.spread(item("p1", helpers=("p-eins", "p-zwei")), at=PLAINLY)
    fields = together.task.fields
    assert (fields.lead, fields.helpers) == ("plainly-connection/p-eins", ("plainly-connection/p-zwei",))
    together.decide(together.edited(PLAINLY, helpers=("p-zwei",)))
    assert (together.task.fields.lead, together.task.fields.helpers) == (None, ("plainly-connection/p-zwei",))


def test_helpers_come_and_go_one_by_one() -> None:
    """Removing one helper where only some are shown leaves the others."""
    reach = terms().reaches[FULL]
    fields = Fields(lead="x/l", helpers=("x/fremd", "full-connection/b", "full-connection/c"))
    before, after = Fields(helpers=("b", "c")), Fields(helpers=("c", "d"))
    lifted = lift(fields, "helpers", before, after, reach)
    assert lifted == replace(fields, helpers=("x/fremd", "full-connection/c", "full-connection/d"))


def test_an_archived_task_has_no_lane_where_a_lane_is_the_archive() -> None:
    """Put away here, it lies in the archive lane there; the task's own lane is kept for its return."""
    together = spread()
    lane = together.task.fields.status.lane
    together.write(together.decide(together.edited(FULL, archived=True), *together.quiet(NARROW, PLAINLY)))
    seen = together.link(NARROW).seen
    assert (seen.archived, seen.status.lane) == (True, None)
    together.write(together.decide(together.edited(FULL, archived=False), *together.quiet(NARROW, PLAINLY)))
    assert together.task.fields.status.lane == lane
    assert together.link(NARROW).seen.status.lane is not None


def test_a_field_that_a_place_gained_is_written_and_no_edit() -> None:
    """A place that shows labels since today has not lost those that it could not show yesterday."""
    together = spread(labels=frozenset({"Eilt"}))
    reach = together.terms.reaches[PLAINLY]
    able = replace(reach, manifest=replace(reach.manifest, holds=reach.holds | {"labels"}))
    together.terms = replace(together.terms, reaches={**together.terms.reaches, PLAINLY: able})
    decision = together.decide(together.edited(PLAINLY, labels=frozenset({"Schon lange da"})))
    assert not decision.changes
    together.write(decision)
    together.decide(shows(PLAINLY))
    assert together.task.fields.labels == {"Eilt"}
    assert together.link(PLAINLY).seen.labels == {"Eilt"}


def test_a_long_text_is_never_cut_where_somebody_wrote_it() -> None:
    """A text close to the tool's limit stays as its author left it; room for our own lines is made elsewhere only."""
    given = terms(FULL, NARROW)
    limited = {
        place: replace(reach, manifest=replace(reach.manifest, text_limit=1_000))
        for place, reach in given.reaches.items()
    }
    together = Cooperation(replace(given, reaches=limited))
    together.decide(shows(FULL, complete=True, lanes=[OFFEN]), shows(NARROW, complete=True, lanes=[OFFEN]))
    long = text(("Sehr lang. " * 88).strip())
    decision = together.decide(shows(FULL, item("f1", lane=f"{FULL}/{OFFEN}", description=long)), shows(NARROW))
    assert decision.operations[FULL] == ()
    together.write(decision)
    assert is_shortened(together.link(NARROW).seen.description)
    assert together.link(NARROW).seen.shown[1] == "Gekürzt, ganz bei: Full GmbH"
