"""A message as an item: one file for each rule; and what is written as a card reads back as it was."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.model.characters import folded, on_the_web
from bridge.core.model.document import plain_document
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted, words
from bridge.core.model.task import Fields, Status
from connectors.slack.desk.cards import card
from connectors.slack.translate import Terms, instant, lane_ref, read_comment, read_fields, read_item
from connectors.slack.words import LANGUAGES
from tests.unit.text.documents import documents

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures" / "slack").glob("*.json"))
LANES = (("L1", "Offen"), ("L2", "In Arbeit"))
TERMS = Terms("U0BOT00000", {"U0ANNA0000": "Anna Weber"}, dict(LANES))


def due(text: str | None) -> date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_card_is_read_as_its_file_says(path: Path) -> None:
    """The rule stands in the file."""
    fixture = json.loads(path.read_text("utf-8"))
    read, item = read_item(fixture["message"], TERMS), fixture["item"]
    fields = read.fields or Fields()
    assert [words(fields.description)] == (item["description"] or [""]), fixture["rule"]
    expected = Fields(
        title=item["title"],
        description=fields.description,
        status=Status(item["done"], item["lane"]),
        due=due(item["due"]),
        lead=item["lead"],
        helpers=tuple(item["helpers"]),
        labels=frozenset(item["labels"]),
        archived=item["archived"],
        shown=tuple(item["shown"]),
        start=due(item.get("start")),
        priority=item.get("priority"),
        checklist=tuple(Check(*each) for each in item.get("checklist", ())),
        attachments=tuple(Attachment(*each) for each in item.get("attachments", ())),
    )
    assert fields == expected, fixture["rule"]
    assert (read.marker, read.revision, read.own) == (item["marker"], item["revision"], True)


def test_there_are_fixtures() -> None:
    """Moving the folder does not silently drop the tests it generates."""
    assert len(FIXTURES) >= 13


ACCOUNTS = st.from_regex(r"U[A-Z0-9]{8}", fullmatch=True)
LINES = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda text: text[0] not in "–⇄"
)
INSTANTS = st.datetimes(datetime(1990, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds only
DATES = st.one_of(st.none(), st.dates(date(1990, 1, 1)), INSTANTS)
ELEMENTS = st.one_of(
    LINES, st.text("&<> a–🏳️‍🌈", min_size=1, max_size=75), st.just("&" * 75), st.just("<&" + "x" * 73)
).filter(lambda title: folded(title) not in ("", "–"))
CHECKS = st.dictionaries(
    st.from_regex(r"[0-9a-f]{12}", fullmatch=True), st.tuples(ELEMENTS, st.booleans()), max_size=30
)
URLS = st.sampled_from(["https://example.org/a?b=1&c=2", "https://example.org/<x>", "mailto:a@example.org", "D:/plan"])
LINKS = st.dictionaries(URLS, LINES.map(folded))
FIELDS = st.builds(
    Fields,
    title=LINES.map(folded),
    description=documents().map(lambda document: restricted(document, TextForm.BLOCKS)),
    status=st.builds(Status, st.booleans(), st.sampled_from([None, "L1", "L2"])),
    due=DATES,
    start=DATES,
    priority=st.one_of(st.none(), st.sampled_from(Priority)),
    checklist=CHECKS.map(lambda found: tuple(Check(key, folded(title), done) for key, (title, done) in found.items())),
    attachments=LINKS.map(
        lambda found: tuple(Attachment(url, name if on_the_web(url) else "") for url, name in found.items())
    ),
    lead=st.one_of(st.none(), ACCOUNTS),
    helpers=st.lists(ACCOUNTS, unique=True, max_size=3).map(tuple),
    labels=st.frozensets(LINES, max_size=3),
    shown=st.lists(LINES, max_size=2).map(tuple),
)


@given(fields=FIELDS, language=st.sampled_from(sorted(LANGUAGES)))
def test_a_card_reads_back_as_it_was_written(fields: Fields, language: str) -> None:
    """Mirroring a task and looking at its card shows no difference, whatever the task and the language."""
    assert read_fields(kept(card(fields, LANES, LANGUAGES[language])), TERMS) == fields


def kept(value: Any) -> Any:
    """Blocks as Slack keeps them: what is not escaped yet in text objects is."""
    match value:
        case {"type": "plain_text", "text": str(text)}:
            once = re.sub("&(?!(?:amp|lt|gt);)", "&amp;", text)
            return {**value, "text": once.replace("<", "&lt;").replace(">", "&gt;")}
        case dict():
            return {key: kept(inner) for key, inner in value.items()}
        case list():
            return [kept(inner) for inner in value]
    return value


def test_a_collapsed_card_has_nothing_to_press() -> None:
    """What is archived is small and grey."""
    blocks = card(Fields("X", plain_document("viel Text"), archived=True), LANES, LANGUAGES["de"])
    assert {block["type"] for block in blocks} == {"context"}
    assert "viel Text" not in json.dumps(blocks)


def test_a_reply_without_blocks_is_read_by_its_words() -> None:
    """Other apps write with Slack's marks only: people by name, addresses as they lead, and what was typed."""
    text = "<@U0ANNA0000> und <@U0X>: 3 &lt; 4, siehe <https://example.org/a|Plan> &amp; <#C1|halle>"
    comment = read_comment({"user": "U0B", "ts": "1795000000.000100", "text": text}, TERMS)
    assert words(comment.text) == "@Anna Weber und @?: 3 < 4, siehe Plan & halle"
    assert not comment.own


def test_a_time_stamp_is_exact() -> None:
    """Two messages of one second stay apart, and no rounding makes them one."""
    assert instant("1795000000.000100") == datetime(2026, 11, 18, 11, 6, 40, 100, UTC)


def test_a_lane_made_twice_from_the_same_seed_is_one() -> None:
    """A lane whose create is sent again gets the same ref."""
    assert lane_ref("offen") == lane_ref("offen") != lane_ref("fertig")
