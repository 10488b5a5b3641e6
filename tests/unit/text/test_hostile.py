"""Texts that nobody should write and somebody does."""

from __future__ import annotations

import itertools
import json
import re
import sys
from datetime import UTC
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.document import Document, Paragraph, Text
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.core.model.network import Place
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import normal, restricted, words
from bridge.core.model.task import Fields
from connectors.asana import translate as asana
from connectors.sandbox.graph.html import kept
from connectors.slack import translate as slack
from connectors.slack.desk.cards import card
from connectors.slack.words import LANGUAGES
from connectors.slack.write import reply_of
from connectors.teams import translate as teams
from connectors.teams.message import read_message, write_message
from connectors.text.blocks import read_blocks, write_blocks
from connectors.text.html import read_html, write_html
from connectors.text.markdown import read_markdown, write_markdown
from connectors.text.plain import read_plain, write_plain
from connectors.trello import translate as trello
from tests.unit.text.hostile import Hostile, hostile
from tests.unit.text.test_law import FORMS

LONG = 30_000
PIECES = [
    "*",
    "_",
    "[",
    "](",
    "![",
    "`",
    "> ",
    "- ",
    "1. ",
    "~~",
    "<script>",
    "&amp;",
    "**a",
    "[a](b",
    "\u202e",
    "\u200b",
    "\xa0",
    "\r\n",
    "😀",
    "\U0001f469\u200d\U0001f4bb",
    "\x00",
    "\ud800",
    "\ufffe",
    "```\n",
    "    ",
    "| a |\n",
    "#",
    "שלום ",
    "\t",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_breaks_a_reader_or_a_writer(source: str) -> None:
    """Markdown and plain text of any kind are read, and what is written of them reads back as the same."""
    for document in (read_markdown(source), read_plain(source)):
        assert normal(document) == document
        held = restricted(document, TextForm.MARKDOWN)
        assert read_markdown(write_markdown(held)) == held
        assert read_html(write_html(document)) == restricted(document, TextForm.RICH)
        assert read_plain(write_plain(document)) == restricted(document, TextForm.PLAIN)


@given(st.text(st.characters(), max_size=40))
def test_written_rich_text_is_always_xml(text: str) -> None:
    """Characters that XML cannot carry never reach Asana."""
    for comment in (False, True):
        ET.fromstring(write_html(Document((Paragraph((Text(text),)),)), comment=comment))  # noqa: S314  our own


@pytest.mark.parametrize("piece", PIECES, ids=range(len(PIECES)))
def test_long_texts_take_steps_that_grow_with_them(piece: str) -> None:
    """However long a text is: no sign makes ten times as much take a hundred times the steps."""

    def steps(length: int) -> int:
        source, calls = piece * (length // len(piece)), itertools.count()
        sys.setprofile(lambda *_: next(calls) and None)
        try:
            document = read_markdown(source)
            write_markdown(document)
            read_html(write_html(document))
        finally:
            sys.setprofile(None)
        return next(calls)

    assert steps(LONG) < 20 * steps(LONG // 10)


def test_a_text_of_100_000_signs_is_read_and_written() -> None:
    """Whole books in a description are slow for a person only."""
    source = "Ein *langer* [Text](http://a.example) mit\n\n- **Punkten**\n\n" * 2_000
    document = read_markdown(source)
    assert len(source) > 100_000
    assert read_markdown(write_markdown(document)) == document
    assert read_html(write_html(document)) == document


def test_nothing_deep_is_lost() -> None:
    """Quotes within quotes without end are read as they were typed."""
    assert words(read_markdown(">" * 500 + " innen")).endswith("innen")


def test_real_boards_come_back(shared: Path) -> None:
    """Every description and comment of real boards survives Trello's form and Asana's."""
    for path in sorted((shared / "data" / "trello").glob("*.json")):
        board = json.loads(path.read_text("utf-8"))
        texts = [card.get("desc") or "" for card in board.get("cards", ())]
        texts += [
            action["data"].get("text") or "" for action in board.get("actions", ()) if action["type"] == "commentCard"
        ]
        for text in texts:
            document = read_markdown(text)
            assert restricted(document, TextForm.MARKDOWN) == document
            assert read_markdown(write_markdown(document)) == document
            assert read_html(write_html(document)) == restricted(document, TextForm.RICH)
            assert read_html(write_html(document, comment=True)) == restricted(document, TextForm.RICH_COMMENT)


@pytest.mark.parametrize("case", hostile(), ids=lambda case: case.name)
def test_every_form_holds_what_nobody_should_write(case: Hostile) -> None:
    """Read, written in every form and read again, a hostile text is what that form can hold of it."""
    for document in (read_markdown(case.text), read_plain(case.text)):
        for form, (write, read) in FORMS.items():
            held = restricted(document, form)
            assert read(write(held)) == held, form
        written = str(write_message(document)["body"]["content"])
        assert kept(written)[0].count("<") == written.count("<"), "Teams takes tags away that we wrote"
        assert read_message({"body": {"contentType": "html", "content": kept(written)[0]}}) == restricted(
            document, TextForm.RICH_COMMENT
        )


@pytest.mark.parametrize("depth", [9, 99, 10_000, -3, None, "x", 2.5])
def test_slack_may_say_any_depth(depth: object) -> None:
    """A list that claims to stand ten thousand deep is read like one that stands deep."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "innen"}]}
    listed = {"type": "rich_text_list", "style": "bullet", "indent": depth, "elements": [section]}
    document = read_blocks([listed])
    assert words(document) == "innen"
    assert read_blocks(write_blocks(document)) == restricted(document, TextForm.BLOCKS)


CALLS = ["@card", "@board", "(@board)", "@Anna Weber", "**@board**", "`@card`", "```\n@board\n```", "Bitte @board."]


@pytest.mark.parametrize("source", CALLS)
def test_nobody_in_trello_is_called_by_what_was_said_elsewhere(source: str) -> None:
    """What Trello would take for a call is written so that it is none, shows the same, and reads as it was typed."""
    document = read_markdown(source)
    written = write_markdown(document)
    assert not re.search(r"(?<!\w)@\w", written)
    assert written.replace("\u2060", "") == source
    assert read_markdown(written) == document


@pytest.mark.parametrize("text", ["anna@musterbau.example", "https://a.example/@anna", "5 @ 3 €", "@"])
def test_addresses_stay_as_they_are(text: str) -> None:
    """An address with an "@" can be copied and followed."""
    assert write_markdown(read_plain(text)) == text


@pytest.mark.parametrize("case", hostile(), ids=lambda case: case.name)
def test_nobody_in_slack_is_called_by_what_was_said_elsewhere(case: Hostile) -> None:
    """Where Slack reads marks, mirrored text holds none: no channel is called, no address hides behind another."""
    fields = Fields(case.title, read_plain(case.text[:3_000]), labels=frozenset({case.title[:80]}), shown=(case.title,))
    sent = json.dumps(_without_rich_text(card(fields, (("L1", case.title or "x"),), LANGUAGES["de"])))
    assert not re.search(r"<[!@#]|<https?:|<mailto:", sent)
    assert not re.search(r"<", reply_of(read_plain(case.text[:3_000]))["text"])


def _without_rich_text(blocks: list[dict[str, object]]) -> list[dict[str, object]]:
    """There no sign has a meaning (docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""
    return [block for block in blocks if block["type"] != "rich_text"]


@pytest.mark.parametrize("case", hostile(), ids=lambda case: case.name)
def test_a_persons_text_is_in_its_own_form(case: Hostile) -> None:
    """What somebody typed is what we would write there: nobody's text is rewritten for having been read."""
    for form, read in ((TextForm.MARKDOWN, read_markdown), (TextForm.PLAIN, read_plain)):
        document = read(case.text[:20_000])
        assert restricted(document, form) == document
    sent = write_blocks(read_markdown(case.text[:20_000]))
    assert restricted(read_blocks(sent), TextForm.BLOCKS) == read_blocks(sent)


def test_half_an_emoji_in_a_title_is_none() -> None:
    """A title that a vendor cut within an emoji reads as text that can be kept and sent."""
    broken = "Dach \ud83d\u0000\u2028prüfen\u00a0"
    assert trello.read_fields({"name": broken, "idList": "l"}, trello.Terms(UTC)).title == "Dach prüfen"
    item = asana.read_item(
        {"gid": "1", "name": broken}, asana.Terms(Place(PlaceId("p"), ConnectionId("c"), "asana", "p"), "Archiv", "me")
    )
    assert item.fields is not None
    assert item.fields.title == "Dach prüfen"
    assert teams.read_title({"title": broken}) == "Dach prüfen"
    header = {"block_id": "title", "type": "header", "text": {"type": "plain_text", "text": broken}}
    assert slack.read_fields([header], slack.Terms("bot")).title == "Dach prüfen"
