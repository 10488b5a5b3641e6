"""What goes wrong on purpose in `cobridge demo`, judged by the tools' own state and the commands' exit codes alone."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from tests.system.recorded import VENDORS, Moment, Record

pytestmark = pytest.mark.slow

SAID = "Ich kümmere mich darum und melde mich am Freitag."
TASK = "Bestellung der Namensschilder"
"""What is talked about in the space Messe while Trello is down."""
CONTESTED = "Projektskizze abstimmen"
EMPTIED, ALL = "Frachtpapiere prüfen", 12
"""A task of the space Logistik, and how many of them Asana shows before somebody deletes all."""
PUT_AWAY = ("Protokoll der Besprechung verteilen", "Schlussrechnung vorbereiten")
"""What people of that space themselves archive and delete later on that day."""
RESTORE = "cobridge conflicts restore "


def test_whose_value_lost_reads_so_in_their_own_tool_and_gets_it_back(record: Record) -> None:
    """One comment, in the tool of its author and nowhere else; then all four tools show the value that had lost."""
    asked = record.at("conflicts restore ")
    listed, restored = record.moments[asked - 1], record.moments[asked]
    told = {vendor: [text for text in listed.said(vendor, CONTESTED) if RESTORE in text] for vendor in VENDORS}
    assert {vendor: len(texts) for vendor, texts in told.items()} == {"trello": 1, "asana": 0, "slack": 0, "graph": 0}
    (notice,) = told["trello"]
    conflict = notice.partition(RESTORE)[2].split()[0]
    assert restored.command.startswith(f"conflicts restore {conflict} --as leitung-")
    assert conflict in listed.printed
    assert "Ihre Fassung: 26.11.2026" in notice
    assert listed.days(CONTESTED) == {vendor: {"2026-11-29"} for vendor in VENDORS}
    assert record.after(asked).days(CONTESTED) == {vendor: {"2026-11-26"} for vendor in VENDORS}
    assert record.found("conflict")


def test_a_place_that_was_emptied_empties_no_other_and_gets_everything_back(record: Record) -> None:
    """The sync ends with 3, Slack shows every task as before; `space resume --restore` brings all back to Asana."""
    refused = record.at("sync", ended=3)
    before, then, evening = record.moments[refused - 1], record.moments[refused], record.after(refused)
    places = {each["place"] for vendor in ("asana", "slack") for each in before.live(vendor, EMPTIED)}
    assert len(places) == len(("birke", "zeder", "fichte"))
    was, now, back = ({vendor: _titles(each, vendor, places) for vendor in VENDORS} for each in (before, then, evening))
    assert len(was["asana"]) == ALL
    assert now == {**was, "asana": []}
    answer = record.moments[refused + 1]
    assert (answer.command, answer.ended) == ("space resume logistik --restore", 0)
    assert back["asana"] == [title for title in was["asana"] if title not in PUT_AWAY]
    assert record.found("guard")


def _titles(moment: Moment, vendor: str, places: Collection[str]) -> list[str]:
    """The live items of these places, in the order of their titles."""
    return sorted(each["title"] for each in moment.shown[vendor] if each["place"] in places and not each["archived"])


def test_nobody_else_notices_that_one_tool_is_down_and_it_catches_up_by_itself(record: Record) -> None:
    """Asana and Teams hear each other while Trello answers nobody; the sync of the next day needs no command more."""
    down = record.at("sync", ended=4)
    evening = record.moments[down + 1]
    assert evening.command == "status --json"
    assert '"messe-distel"' in record.moments[down].printed
    heard = {
        vendor: any(SAID in text for text in evening.said(vendor, TASK)) for vendor in ("asana", "graph", "trello")
    }
    assert heard == {"asana": True, "graph": True, "trello": False}
    morrow = record.moments[down + 2]
    assert morrow.command == "sync --json"
    assert any(SAID in text for text in morrow.said("trello", TASK))
    assert record.found("outage")


def test_after_all_that_everything_agrees(record: Record) -> None:
    """Nothing that went wrong leaves a trace."""
    assert [result.good for result in record.results] == [True]
