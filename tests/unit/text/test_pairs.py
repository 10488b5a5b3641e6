"""What people write in one tool, and what the others then show: one test for each pair of files."""

from __future__ import annotations

import json

import pytest

from bridge.core.model.restrict import restricted
from tests.unit.text.pairs import FOLDER, TOOLS, Pair, pairs

PAIRS = pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.tool}/{pair.path.stem} in {pair.other}")
def test_a_text_is_shown_elsewhere_as_its_file_says(pair: Pair) -> None:
    """What a tool gets stands in a file; what it cannot show stands in words in another, and nothing else is lost."""
    tool, wanted = TOOLS[pair.other], pair.shown.read_text("utf-8").removesuffix("\n")
    assert tool.write(pair.document) == wanted
    assert tool.read(wanted) == pair.kept()
    named = pair.loss.read_text("utf-8").splitlines() if pair.loss.exists() else []
    assert pair.lost() == named


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.tool}/{pair.path.stem} by {pair.other}")
def test_the_way_there_and_back_changes_nothing_that_the_tool_holds(pair: Pair) -> None:
    """What comes back from another tool is what that tool could hold, in the form of the first one."""
    here, there = TOOLS[pair.tool], TOOLS[pair.other]
    arrived = there.read(there.write(pair.document))
    back = here.read(here.write(arrived))
    assert back == restricted(pair.kept(), here.form)
    assert there.read(there.write(back)) == restricted(back, there.form)


def test_nothing_is_written_for_who_wrote_it() -> None:
    """A text that nobody edited is what its own tool would be given: no write follows from reading it."""
    for pair in PAIRS:
        assert restricted(pair.document, TOOLS[pair.tool].form) == pair.document, pair.path.name


def test_no_file_belongs_to_nothing() -> None:
    """Every file of the folders is a text, what becomes of it, or what it loses."""
    known = {path for pair in PAIRS for path in (pair.path, pair.shown, pair.loss)}
    assert [str(path) for tool in TOOLS for path in sorted((FOLDER / tool).glob("*")) if path not in known] == []
    assert len({pair.path for pair in PAIRS}) >= 25
    assert all(json.loads(path.read_text("utf-8")) for path in (FOLDER / "slack").glob("*.json"))
