"""The tools' pages and the sandbox's tell of everything there is."""

import json
import re
from pathlib import Path
from typing import get_args
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bridge.core.model.task import FIELDS
from connectors import registry
from connectors.sandbox.faults import Kind
from connectors.sandbox.serve import Sandbox, running
from tests.docs.pages import codes, rows, section, text_of
from tests.docs.sources import ROOT
from tests.docs.tool_pages import BEGINS, ENDS, besides, blocks, permissions, written

FEWEST_DOUBTS = 3
TOOLS = sorted(tool for tool in registry.TOOLS if tool != "memory")
SANDBOX = text_of("docs/sandbox.md")


@pytest.mark.parametrize("tool", TOOLS)
def test_every_field_has_a_row_with_its_loss(tool: str) -> None:
    """Whoever asks what is mirrored finds each field, where it lives in the tool, and what is lost."""
    told = rows(section(text_of(f"docs/tools/{tool}.md"), "What is mirrored"))
    assert [row[0] for row in told] == list(FIELDS)
    assert all(len(row) == 3 and all(row) for row in told)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_field_that_the_tool_lacks_is_said_to_be_missing(tool: str) -> None:
    """No page promises a field that the tool's manifest does not hold."""
    told = rows(section(text_of(f"docs/tools/{tool}.md"), "What is mirrored"))
    assert {row[0] for row in told if row[1] != "not held"} == registry.manifest(tool).holds


@pytest.mark.parametrize("tool", TOOLS)
def test_the_numbers_of_the_limits_are_those_that_are_kept(tool: str) -> None:
    """The limits a page names are the ones the connector counts by."""
    told = section(text_of(f"docs/tools/{tool}.md"), "Limits").replace(",", "")
    assert all(re.search(rf"\b{limit.count}\b", told) for limit in registry.limits(tool))


@pytest.mark.parametrize("tool", TOOLS)
def test_every_setting_of_a_connection_is_explained(tool: str) -> None:
    """What a connection's `settings` may hold stands on the tool's page."""
    files = (ROOT / "connectors" / tool / f"{name}.py" for name in ("connector", "signin"))
    code = "".join(each.read_text("utf-8") for each in files)
    read = set(re.findall(r'settings\.get\("(\w+)"', code))
    told = {row[0].strip("`") for row in rows(section(text_of(f"docs/tools/{tool}.md"), "What is needed to connect"))}
    assert told == read


@pytest.mark.parametrize("path", blocks(), ids=str)
def test_what_is_written_from_the_declarations_is_up_to_date(path: Path) -> None:
    """Calls, permissions, fields and limits on a page are the connector's own; if not, run `make docs`."""
    text = text_of(str(path))
    assert written(text, blocks()[path]) == text


def test_a_page_that_lost_its_signs_is_refused() -> None:
    """A page without a place for what is written would never be up to date."""
    with pytest.raises(ValueError, match="once each"):
        written("# Trello\n", "new")
    assert written(f"a\n{BEGINS}\nold\n{ENDS}\nb\n", "new\n") == f"a\n{BEGINS}\nnew\n{ENDS}\nb\n"


@pytest.mark.parametrize("tool", TOOLS)
def test_every_permission_stands_where_a_person_looks_for_it(tool: str) -> None:
    """Who sets a connection up reads of each permission that its calls need."""
    told = section(text_of(f"docs/tools/{tool}.md"), "What is needed to connect")
    needed = (*permissions(tool), *besides(tool))
    assert not [each for each in needed if not re.search(f'[`"]{re.escape(each)}[`"]', told)]


@pytest.mark.parametrize("tool", TOOLS)
def test_every_page_says_what_only_a_real_account_can_show(tool: str) -> None:
    """Nobody takes for tried out what was held against descriptions alone."""
    told = section(text_of(f"docs/tools/{tool}.md"), "What could not be checked without a real account")
    assert "nothing here has been sent to" in told
    assert told.count("\n- ") >= FEWEST_DOUBTS


@pytest.fixture(scope="module")
def sandbox() -> object:
    """One that was started from the seed on its page."""
    seed = next(json.loads(code.text) for code in codes(SANDBOX) if code.language == "json" and '"people"' in code.text)
    with running(seed) as started:
        yield started


def test_every_call_of_the_control_has_a_row(sandbox: Sandbox) -> None:
    """Whoever writes a test against the sandbox finds each of its calls."""
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{sandbox.control_url}/nothing")  # noqa: S310  loopback
    offered = json.load(refused.value)["error"].partition("offers ")[2].rstrip(".").split(", ")
    told = " ".join(row[0] for row in rows(section(SANDBOX, "Control")))
    assert len(offered) > 8
    assert not [call for call in offered if f"`{call.removesuffix('…')}" not in told]


def test_the_seed_of_the_page_is_one(sandbox: Sandbox) -> None:
    """Whoever copies the seed gets the board and the project it describes."""
    with urlopen(f"{sandbox.control_url}/state/trello?form=items") as answer:  # noqa: S310  loopback
        (card,) = json.load(answer)
    assert card["comments"] == [{"author": "Anna Weber", "text": "Bis Freitag."}]
    assert {"COBRIDGE_CONNECTIONS__WEBER_TRELLO__KEY", "COBRIDGE_CONNECTIONS__NORDLICHT_ASANA__TOKEN"} < set(
        sandbox.environment
    )


def test_every_kind_of_fault_has_a_row() -> None:
    """The table of faults is complete, and names none that cannot be planted."""
    told = " ".join(row[0] for row in rows(section(SANDBOX, "Faults")))
    assert sorted(re.findall(r"`([\w-]+)`", told)) == sorted(get_args(Kind))
