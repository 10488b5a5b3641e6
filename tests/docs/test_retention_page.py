"""docs/retention.md is the catalogue of deletion rules as it stands in the code."""

from bridge.adapters.words import COMMANDS
from bridge.core.rules.catalogue import CATALOGUE
from tests.docs.pages import rows, section
from tests.docs.retention_page import PAGE, written


def test_pl_30_the_page_is_the_catalogue() -> None:
    """Whoever reads the page reads what the program does: `make docs` writes it."""
    text = PAGE.read_text("utf-8")
    assert written(text) == text


def test_pl_30_every_rule_stands_there_in_both_languages_with_a_reason() -> None:
    """One row for each data type, with no cell left empty."""
    text = PAGE.read_text("utf-8")
    for heading in ("Der Katalog", "The catalogue"):
        found = rows(section(text, heading))
        assert len(found) == len(CATALOGUE)
        assert all(cell.strip() for row in found for cell in row)


def test_no_words_are_left_over_of_a_rule_that_there_is_not() -> None:
    """A data type that was renamed leaves no sentence behind."""
    of_types = {key.removeprefix("retention.type.") for key in COMMANDS["de"] if key.startswith("retention.type.")}
    assert of_types == set(map(str, CATALOGUE))
