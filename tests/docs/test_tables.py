"""A table of a page is shown as a table, down to its last row."""

from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from connectors import registry
from tests.docs.pages import pages, rows, section, text_of
from tests.docs.sources import ROOT

READER = MarkdownIt("commonmark").enable("table")


def stray(text: str) -> list[str]:
    """Rows that stand in no table: behind an empty line, or without a heading."""
    paragraphs = (inline for opening, inline in pairwise(READER.parse(text)) if opening.type == "paragraph_open")
    return [line for each in paragraphs for line in each.content.splitlines() if line.lstrip().startswith("|")]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_no_row_falls_out_of_its_table(page: Path) -> None:
    """A reader sees cells, and no bars in running text."""
    assert not stray(page.read_text("utf-8"))


def test_a_row_behind_an_empty_line_is_found() -> None:
    """It looks like a row to whoever writes the page, and like bars to whoever reads it."""
    table = "| Key | Meaning |\n|---|---|\n| a | b |\n"
    assert stray(f"{table}| c | d |\n") == []
    assert stray(f"{table}\n| c | d |\n") == ["| c | d |"]


def test_a_connection_may_be_of_each_tool_that_the_page_names() -> None:
    """Whoever sets up a network reads of every tool, at the first step and at the key."""
    page = text_of("docs/install.md")
    (told,) = (row[2] for row in rows(section(page, "Network file")) if row[0] == "`[[partners.connections]]`")
    first = section(page, "First run").splitlines()[1]
    tools = set(registry.TOOLS) - {"memory"}
    assert tools
    assert not {tool for tool in tools if f"`{tool}`" not in told}
    assert not {tool for tool in tools if f"tools/{tool}.md" not in first}
