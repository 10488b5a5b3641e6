"""What a person watching the demo reads of an access report and of a receipt."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from rich.console import Console

from bridge.adapters.words import spoken
from bridge.entry.demo.hands import Person
from bridge.entry.demo.lines import Lines
from bridge.entry.demo.result import Cycle
from bridge.entry.demo.rights import Asked, Erased
from bridge.entry.demo.rights_shown import MOST, RightsShown
from bridge.entry.demo.service import Synced
from bridge.entry.demo.stage import PARTNERS, Stage
from tests.unit.entry.test_result import SCENE

CARLA = Person("carla", "Carla Stein", "U1")
REPORT: Mapping[str, Any] = {
    "name": "Carla Stein", "person": "carla", "partner": "Muster Zeder GmbH", "network": "Muster", "case": "2026-1",
    "confirmation": "Ja, zu Ihnen werden Daten verarbeitet.",
    "copy": {
        "comments": [{"text": "Ich rufe [andere Person] an."}], "log": [{"event_type": "opened"}] * 2, "holds": [],
    },
    "codes": {"event_type": {"opened": "eröffnet"}},
}  # fmt: skip
LOOK = {"case": "2026-1", "at": "2026-11-22T23:30:00+00:00", "verb": "export"}


def line(number: int, action: str = "instructed") -> dict[str, Any]:
    """A comment in Slack, of which the receipt says what became."""
    said = {"kind": "comment", "ref": f"c{number}", "action": action, "cause": "original"}
    return {"tool": "slack", "place": "p", "partner": "Muster Zeder GmbH", **said}


def receipt(*lines: Mapping[str, Any]) -> Mapping[str, Any]:
    """With these copies."""
    own = {"what": "log", "action": "deleted", "number": "3"}
    return {"case": "2026-2", "complete": False, "open": len(lines), "own": [own], "copies": lines}


def printed(told: Asked | Erased, language: str = "de") -> str:
    """What a wide terminal shows."""
    console = Console(file=io.StringIO(), width=160, color_system=None)
    shown = RightsShown(Lines(console, spoken(language)))
    if isinstance(told, Asked):
        shown.asked(told)
    else:
        shown.erased(told)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def erased(*lines: Mapping[str, Any], after: tuple[str, ...] = ()) -> Erased:
    """Somebody who was to be read in one place before."""
    stage = Stage((SCENE,), (), SCENE.control)
    return Erased(CARLA, receipt(*lines), Synced((Cycle(0, 1),), 0, {}), ("network.toml",), after, stage)


def test_the_report_shows_how_much_there_is_of_each_kind_and_what() -> None:
    """Brackets that stand for somebody else are shown as they are; kinds without a record are left out."""
    shown = printed(Asked(PARTNERS["zeder"], CARLA, REPORT, (LOOK,)))
    assert "Ich rufe [andere Person] an." in shown
    assert "eröffnet" in shown
    assert "Aufbewahrung wegen eines Falls" not in shown
    assert "23.11.2026, Anfrage 2026-1" in shown


def test_a_look_that_was_not_recorded_is_told_and_counts() -> None:
    """The demo then ends with 1."""
    asked = Asked(PARTNERS["zeder"], CARLA, REPORT, ())
    assert "Das darf nicht sein" in printed(asked)
    assert not asked.holds
    assert Asked(PARTNERS["zeder"], CARLA, REPORT, (LOOK,)).holds


def test_the_receipt_counts_what_was_done_and_names_what_is_left() -> None:
    """By whom and why; of many the rest is counted."""
    told = erased(line(1, "deleted"), line(2, "deleted"), *(line(number) for number in range(10, 10 + MOST + 2)))
    shown = printed(told)
    assert "In Slack gelöscht: 2" in shown
    assert "Kommentar c10" in shown
    assert "das Original gehört dem Partner" in shown
    assert "Kommentar c21" not in shown
    assert "und 2 weitere" in shown
    assert "Muster Zeder GmbH" in printed(told, "en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_where_the_name_is_still_to_be_read_is_told_and_counts(language: str) -> None:
    """Nothing then says that it stands nowhere."""
    clean, left = erased(line(1)), erased(line(1), after=("Trello (messe-distel): Catering",))
    assert (clean.holds, left.holds) == (True, False)
    assert "Trello (messe-distel): Catering" in printed(left, language)
    gone = spoken(language)("demo.erased.gone", person="Carla Stein")
    assert gone in " ".join(printed(clean, language).split())
    assert gone not in " ".join(printed(left, language).split())
