"""Rich text blocks as people's clients write them, and lists beside and within lists."""

from __future__ import annotations

from typing import Any

import pytest

from bridge.core.model.document import (
    Block,
    Code,
    Document,
    Hyperlink,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Text,
    paragraph,
)
from bridge.core.model.restrict import words
from connectors.text.blocks import read_blocks, write_blocks


def listed(*entries: str, ordered: bool = False) -> Items:
    return Items(ordered, tuple((paragraph(entry),) for entry in entries))


def section(*parts: Any) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(parts)}


def text(content: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": content, **({"style": style} if style else {})}


def bullets(*entries: str, indent: int = 0, style: str = "bullet") -> dict[str, Any]:
    sections = [section(text(entry)) for entry in entries]
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": sections}


NESTED = Items(ordered=True, entries=((paragraph("a"), listed("a1", "a2")), (paragraph("b"),)))
BLOCKS: list[tuple[Block, ...]] = [
    (listed("a", "b"), listed("c")),
    (listed("a", ordered=True), listed("b", ordered=True)),
    (listed("a"), listed("b", ordered=True)),
    (NESTED,),
    (NESTED, NESTED),
    (Items(ordered=False, entries=((listed("tief"),),)),),
    (Quote((paragraph("x"), paragraph("y"))), Quote((paragraph("z"),))),
    (paragraph("x\ny"), paragraph("z"), Preformatted("a  b\n\nc"), paragraph("w")),
]


@pytest.mark.parametrize("blocks", BLOCKS)
def test_blocks_side_by_side_stay_apart(blocks: tuple[Block, ...]) -> None:
    """Two lists are not read as one, a list within a list stays in its entry, and quotes do not grow together."""
    assert read_blocks(write_blocks(Document(blocks))) == Document(blocks)


def test_a_numbered_list_goes_on_after_a_list_within_it() -> None:
    """What comes after the inner list has the next number."""
    assert [part.get("offset", 0) for part in write_blocks(Document((NESTED,)))] == [0, 0, 1]


def test_what_a_person_types_is_read_as_it_looks() -> None:
    """Slack's own editor writes lists of depths, styles on words, people, addresses and emoji."""
    typed = [
        section(text("Bitte "), text("heute", bold=True), text("\n\n"), {"type": "user", "user_id": "U1"}),
        bullets("Tür"),
        bullets("Griff", indent=1),
        bullets("Fenster"),
        section(
            {"type": "link", "url": "https://example.org/a", "text": "Plan"},
            text(" "),
            text("K-17", code=True),
            {"type": "emoji", "name": "key", "unicode": "1f511"},
            {"type": "emoji", "name": "eigenes"},
            {"type": "broadcast", "range": "here"},
            {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "morgen"},
        ),
    ]
    inner = Items(ordered=False, entries=((paragraph("Tür"), listed("Griff")), (paragraph("Fenster"),)))
    assert read_blocks(typed, {"U1": "Anna Weber"}) == Document((
        Paragraph((Text("Bitte "), Strong((Text("heute"),)))),
        Paragraph((Mention("U1", "Anna Weber"),)),
        inner,
        Paragraph((
            Hyperlink("https://example.org/a", (Text("Plan"),)), Text(" "), Code("K-17"),
            Text("🔑:eigenes:@heremorgen"),
        )),
    ))  # fmt: skip


def test_an_account_without_a_name_shows_no_id() -> None:
    """Nobody reads an account's id."""
    assert words(read_blocks([section({"type": "user", "user_id": "U0GEHEIM"})])) == "@?"


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": "neu"},
        section(None, "x", {"type": "neu"}),
        section({"type": "emoji", "unicode": "zz", "name": "n"}),
    ],
)
def test_what_nobody_knows_yet_is_no_failure(odd: dict[str, Any]) -> None:
    """A kind of element that Slack adds is passed over."""
    assert isinstance(read_blocks([odd]), Document)


def test_lists_stand_no_deeper_than_slack_shows() -> None:
    """Nine levels are lists (0 to 8), what is deeper is lines of the ninth."""
    items = listed("Ebene 11")
    for level in range(10, -1, -1):
        items = Items(ordered=False, entries=((paragraph(f"Ebene {level}"), items),))
    written = write_blocks(Document((items,)))
    assert [part["indent"] for part in written] == list(range(9))
    assert words(read_blocks(written)).endswith("Ebene 8 - Ebene 9 - Ebene 10 - Ebene 11")
