"""docs/access.md says what the table of roles says."""

import pytest

from tests.docs.access_page import BEGINS, PAGE, blocks, rewritten


def test_pl_15_the_page_of_permissions_is_current() -> None:
    """What each role may, what commands show and the database grants are as in the program; `make docs` writes them."""
    text = PAGE.read_text("utf-8")
    assert rewritten(text) == text


def test_a_page_without_its_places_is_not_written() -> None:
    """Whoever deletes a sign is told which."""
    name = next(iter(blocks()))
    with pytest.raises(ValueError, match=name):
        rewritten(PAGE.read_text("utf-8").replace(BEGINS.format(name=name), ""))
