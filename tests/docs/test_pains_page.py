"""What people suffer with tools of this kind is listed whole, and a test stands behind each line."""

from pathlib import Path

from tests.docs.pages import rows
from tests.docs.pains_page import PAGE, Pain, pains, written

NUMBER = 25


def test_each_of_them_has_one_test() -> None:
    """Twenty-five, numbered without a gap; none is held twice under one number, and none has lost its test."""
    assert [each.number for each in pains()] == list(range(1, NUMBER + 1))


def test_each_test_says_what_is_suffered_and_what_happens_here() -> None:
    """Both in whole sentences, and under a name that is nobody else's."""
    found = pains()
    assert len({each.test for each in found}) == NUMBER
    assert not [each.test for each in found if not each.elsewhere.endswith(".") or not each.here.endswith(".")]
    assert not [each.test for each in found if "|" in each.elsewhere + each.here]


def test_the_page_is_that_of_the_tests() -> None:
    """What the page promises is what is tested; if not, run `make docs`."""
    text = PAGE.read_text("utf-8")
    assert written(text, pains()) == text
    assert len(rows(text)) == NUMBER


def test_a_test_that_lost_its_mark_is_missed(tmp_path: Path) -> None:
    """A test counts by its mark, and a number that is gone is noticed."""
    code = 'import pytest\n@pytest.mark.pain(2, "All twice.")\ndef test_once():\n    """Once."""\ndef test_b(): ...\n'
    (tmp_path / "test_some.py").write_text(code, "utf-8")
    assert pains(tmp_path) == [Pain(2, "All twice.", "Once.", "test_once", tmp_path / "test_some.py")]
