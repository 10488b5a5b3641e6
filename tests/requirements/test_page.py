"""docs/requirements.md is what the tests hold, and it is whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.requirements.page import PAGE, Shown, page, shown, told_by
from tests.requirements.proofs import Proof, identifiers_of, proofs
from tests.requirements.rules import Rule, Unknown, rules
from tests.requirements.running import HOLDS
from tests.requirements.wanted import PRIORITY

RULE = Rule("Nichts geht verloren.", "Nothing is lost.")
PROOF = Proof("test_pl_01_kept", "tests/test_some.py", "Nothing is lost.", ("PL-01",))
SHOWN = Shown("PL-01", RULE, [PROOF], {"test_pl_01_kept": ["All is lost."]}, {"test_pl_01_kept": HOLDS})


def test_the_page_is_that_of_the_tests() -> None:
    """Rules, tests and planted faults are those of the code; if not, run `python -m tests.requirements.page --new`."""
    text = PAGE.read_text("utf-8")
    assert page(shown(told_by(text))) == text


def test_every_test_of_a_requirement_was_run_and_holds() -> None:
    """The page shows no result but that; a test that fails or is skipped elsewhere fails the run itself."""
    told = told_by(PAGE.read_text("utf-8"))
    assert [each.test for each in proofs() if told.get(each.test) != HOLDS] == []


def test_no_requirement_is_missing() -> None:
    """Each has its rule in both languages, a test, a planted fault where nothing goes without it; or says why not."""
    assert {each.identifier: each.lacks for each in shown({}) if each.lacks} == {}


def test_tests_with_identifiers_say_what_they_hold_under_names_of_their_own() -> None:
    """A reader finds one test by its name, and its rule as a sentence."""
    found = proofs()
    assert not [each.test for each in found if not each.says]
    assert len({each.test for each in found}) == len(found)
    assert not {identifier for each in found for identifier in each.identifiers} - PRIORITY.keys()


@pytest.mark.parametrize(
    ("test", "identifiers"),
    [
        ("test_pl_15_nobody_may", ("PL-15",)),
        ("test_ds_05b_each_copy", ("DS-05b",)),
        ("test_pl_21_dt_02_gone", ("PL-21", "DT-02")),
        ("test_gone", ()),
        ("test_plan_15_steps", ()),
    ],
)
def test_a_name_tells_its_identifiers(test: str, identifiers: tuple[str, ...]) -> None:
    """One or more, at its beginning."""
    assert identifiers_of(test) == identifiers


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        (replace(SHOWN, rule=Rule("Nichts geht verloren.")), "a rule in both languages"),
        (replace(SHOWN, proofs=[]), "a test"),
        (replace(SHOWN, faults={}), "a planted fault"),
        (replace(SHOWN, faults={}, rule=replace(RULE, open="No tool tells it.")), ""),
        (SHOWN, ""),
    ],
)
def test_what_a_requirement_lacks_is_told(without: Shown, lacks: str) -> None:
    """A rule without a test, or a test nobody saw fail, does not pass for shown."""
    assert without.lacks == lacks


def test_results_are_read_from_the_page_as_they_were_written() -> None:
    """A result that changes, changes the page."""
    failed = replace(SHOWN, results={"test_pl_01_kept": "fails"})
    assert told_by(page([SHOWN])) == {"test_pl_01_kept": HOLDS}
    assert told_by(page([failed])) == {"test_pl_01_kept": "fails"}


def test_files_of_rules_are_joined_and_faults_in_them_told(tmp_path: Path) -> None:
    """Two files may speak of one requirement; an identifier or key that there is not is refused."""
    (tmp_path / "rules_a.toml").write_text('[PL-01]\nde = "Eins."\nen = "One."', "utf-8")
    (tmp_path / "rules_b.toml").write_text('[PL-01]\nde = "Zwei."\nen = "Two."', "utf-8")
    assert rules(tmp_path) == {"PL-01": Rule("Eins. Zwei.", "One. Two.")}
    (tmp_path / "rules_c.toml").write_text('[PL-01]\nnl = "Drie."', "utf-8")
    with pytest.raises(Unknown, match=r"rules_c.toml, PL-01: nl is none of"):
        rules(tmp_path)
    (tmp_path / "rules_c.toml").write_text('[PL-99]\nde = "Drei."', "utf-8")
    with pytest.raises(Unknown, match="PL-99 is no identifier"):
        rules(tmp_path)
