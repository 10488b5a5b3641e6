"""The transfer matrix: whose data lands in which cloud because of whose tool, as the sync itself will do it."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.core.model.charter import MIRRORED
from tests.unit.papers import changed, drafted, ground, rows

WEBER, NORDLICHT, SUEDBAU, MOLE = "Musterbau Weber GmbH", "Nordlicht Elektro KG", "Südbau eG", "Mole Logistik GbR"


def going(partner: str, text: str = "") -> dict[str, Mapping[str, str]]:
    """By the partner whose tool is the reason."""
    return {row["whom"]: row for row in rows(drafted(ground(text), partner), "transfers", "going")}


def coming(partner: str) -> dict[str, Mapping[str, str]]:
    """By the partner whose staff write."""
    return {row["whom"]: row for row in rows(drafted(ground(), partner), "transfers", "coming")}


def test_tr_04_each_partner_reads_whose_tool_brings_its_data_into_which_cloud() -> None:
    """Every partner of its spaces, with vendor, region and ground; and nobody with whom it shares nothing."""
    found = going("weber")
    assert found.keys() == {NORDLICHT, SUEDBAU, MOLE}
    assert found[NORDLICHT]["vendor"] == "Asana, Inc. (Asana), USA"
    assert (found[NORDLICHT]["region"], found[NORDLICHT]["mechanism"]) == ("innerhalb des EWR", "offen")
    assert found[MOLE]["region"] == "außerhalb des EWR, angenommen; die Angabe ist offen"
    assert found[MOLE]["mechanism"] == "DPF(2023/1795) + SCC(2021/914, module 1); der Beschluss gilt"
    assert going("nordlicht").keys() == {WEBER, SUEDBAU}
    assert coming("mole").keys() == {WEBER}


def test_tr_04_who_stays_inside_the_eea_gives_and_gets_references_alone_outside() -> None:
    """In both directions, and by no detour: what Weber may read in the United States does not come from Südbau."""
    found = going("suedbau")
    assert found[WEBER]["passes"] == "nur Verweise"
    assert found[WEBER]["fields"] == "dass es eine Aufgabe gibt, und ihre Adresse"  # of a partner of no known person
    assert going("weber")[SUEDBAU]["fields"] == "bei wem eine Aufgabe ist, und ihre Adresse"
    assert found[WEBER]["removed"] == "alles"
    assert going("weber")[SUEDBAU]["removed"] == "alles außer der Organisation"
    assert going("weber")[SUEDBAU]["passes"] == "nur Verweise"
    without = going("suedbau", changed("eea = true", "eea = false"))
    assert without[WEBER]["passes"] == "Inhalte"


def test_tr_04_the_fields_that_travel_are_those_that_are_agreed_and_the_own_tool_has() -> None:
    """What the other tool has no field for stands there in words; what its history keeps is said."""
    found = going("weber")[NORDLICHT]
    assert (
        found["fields"]
        == "Titel, Beschreibung, Spalte, Termin, Zuständig, Mitwirkend, Etiketten, Archiviert, Kommentar"
    )
    assert going("nordlicht")[WEBER]["spoken"] == "Zuständig"
    assert going("nordlicht")[WEBER]["kept"] == "Titel, Beschreibung, Spalte"
    fewer = going("weber", changed('"due", "lead"', '"lead"').replace('due = "partner:weber"', ""))
    assert "Termin" not in fewer[NORDLICHT]["fields"]
    assert "due" in MIRRORED


def test_tr_04_what_visibility_takes_out_of_persons_is_said() -> None:
    """A role alone in Asana, not even the organisation in Slack, and the organisation where nobody says anything."""
    assert going("weber")[NORDLICHT]["removed"] == "Name"
    assert going("weber")[MOLE]["removed"] == "Name, Funktion und Organisation"
    assert coming("weber")[NORDLICHT]["removed"] == "Name und Funktion"


def test_tr_03_a_decision_that_falls_turns_contents_into_references() -> None:
    """Where it was the one ground; where another stands beside it, that one carries."""
    text = changed("duties = [", "dpf_valid = false\nduties = [")
    assert "nur Verweise" in going("nordlicht", text)[WEBER]["passes"]
    assert going("nordlicht", text)[WEBER]["mechanism"].startswith("DPF(2023/1795); der Beschluss gilt nicht mehr")
    assert going("weber", text)[MOLE]["mechanism"].endswith("es trägt die andere Grundlage")
