"""Native texts and what each other tool shows of them, as files.

`tests/fixtures/text/<tool>/<case>.<form>` is a text as people write it in the tool. Beside it stand
`<case>.in-<other>.<form>`, what we then write in the other tool, and where something is lost on the way
`<case>.lost-in-<other>.txt`, a sentence for each loss. `python -m tests.unit.text.pairs` writes what we write now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bridge.core.model.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Image,
    Inline,
    Items,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strike,
    Strong,
    Underline,
)
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from connectors.teams.message import read_message, write_message
from connectors.text.blocks import read_blocks, write_blocks
from connectors.text.html import read_html, write_html
from connectors.text.markdown import read_markdown, write_markdown
from connectors.text.plain import read_plain, write_plain

FOLDER = Path(__file__).parents[2] / "fixtures" / "text"


@dataclass(frozen=True)
class Written:
    """How a tool's texts are read and written."""

    form: TextForm
    ending: str
    read: Callable[[str], Document]
    write: Callable[[Document], str]


def _message(content: str) -> Document:
    return read_message({"body": {"contentType": "html", "content": content}})


TOOLS: Mapping[str, Written] = {
    "trello": Written(TextForm.MARKDOWN, "md", read_markdown, write_markdown),
    "asana": Written(TextForm.RICH, "html", read_html, write_html),
    "asana-comments": Written(TextForm.RICH_COMMENT, "html", read_html, lambda text: write_html(text, comment=True)),
    "slack": Written(
        TextForm.BLOCKS,
        "json",
        lambda text: read_blocks(json.loads(text)),
        lambda text: json.dumps(write_blocks(text), ensure_ascii=False, indent=2),
    ),
    "teams": Written(TextForm.PLAIN, "txt", read_plain, write_plain),
    "teams-comments": Written(
        TextForm.RICH_COMMENT, "html", _message, lambda text: str(write_message(text)["body"]["content"])
    ),
}

SENTENCES: Mapping[str, str] = {
    "bold": "Bold is left out.",
    "italic": "Italic is left out.",
    "underline": "Underlining is left out.",
    "strike": "What is struck through is no longer struck through.",
    "code": "Code within a line is ordinary text.",
    "hyperlink": "A hyperlink is its words, with the address behind them.",
    "picture": "A picture is a hyperlink, or its words with the address behind them.",
    "heading": "A heading is a bold line, or an ordinary one.",
    "deep heading": "A heading below the second level becomes one of the second level.",
    "rule": "A line across is three dashes.",
    "quote": "A quote is lines with > in front.",
    "blocks in a quote": "Blocks within a quote are its lines.",
    "list": "A list is lines with signs in front.",
    "paragraphs in an entry": "Several paragraphs in an entry of a list are its lines.",
    "code block": "Lines of code are lines of text.",
}
"""What can be lost, in words."""
_INLINES: Mapping[type, str] = {
    Strong: "bold", Emphasis: "italic", Underline: "underline", Strike: "strike", Code: "code",
    Hyperlink: "hyperlink", Image: "picture",
}  # fmt: skip
_BLOCKS: Mapping[type, str] = {Rule: "rule", Quote: "quote", Items: "list", Preformatted: "code block"}


@dataclass(frozen=True)
class Pair:
    """One text of a tool, and another tool that shows it."""

    tool: str
    path: Path
    other: str

    @property
    def document(self) -> Document:
        """What people wrote."""
        return TOOLS[self.tool].read(self.path.read_text("utf-8"))

    @property
    def shown(self) -> Path:
        """The file with what the other tool gets."""
        return self.path.with_name(f"{self.path.stem}.in-{self.other}.{TOOLS[self.other].ending}")

    @property
    def loss(self) -> Path:
        """The file that says what is lost."""
        return self.path.with_name(f"{self.path.stem}.lost-in-{self.other}.txt")

    def lost(self) -> list[str]:
        """What the other tool cannot show, a sentence for each."""
        before, after = (Counter(traits(each)) for each in (self.document, self.kept()))
        if before["heading"] > after["heading"]:
            del before["deep heading"]
        return [SENTENCES[name] for name in SENTENCES if before[name] > after[name]]

    def kept(self) -> Document:
        """The document as the other tool holds it."""
        return restricted(self.document, TOOLS[self.other].form)


def pairs() -> list[Pair]:
    """Every text with every tool."""
    return [
        Pair(tool, path, other)
        for tool in TOOLS
        for path in sorted((FOLDER / tool).glob("*"))
        if ".in-" not in path.name and ".lost-in-" not in path.name
        for other in TOOLS
        if other != tool
    ]


def traits(document: Document) -> Iterator[str]:
    """What a text has beside its words, each as often as it has it."""
    for block in document.blocks:
        yield from _traits(block)


def _traits(block: Block) -> Iterator[str]:
    if name := _BLOCKS.get(type(block)):
        yield name
    match block:
        case Paragraph(inside):
            yield from _inline_traits(inside)
        case Heading(level, inside):
            yield from ("heading", *(["deep heading"] if level > 2 else []))
            yield from _inline_traits(inside)
        case Quote(blocks):
            yield from (["blocks in a quote"] if any(not isinstance(inner, Paragraph) for inner in blocks) else [])
            yield from (each for inner in blocks for each in _traits(inner))
        case Items(_, entries):
            for entry in entries:
                yield from ["paragraphs in an entry"] * (sum(isinstance(each, Paragraph) for each in entry) > 1)
                yield from (each for inner in entry for each in _traits(inner))


def _inline_traits(inside: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inside:
        if name := _INLINES.get(type(inline)):
            yield name
        if isinstance(inline, Strong | Emphasis | Underline | Strike | Hyperlink):
            yield from _inline_traits(inline.inside)


def main() -> None:
    """Write what the tools get now, and what is lost."""
    for pair in pairs():
        pair.shown.write_text(TOOLS[pair.other].write(pair.document) + "\n", "utf-8")
        pair.loss.unlink(missing_ok=True)
        if lost := pair.lost():
            pair.loss.write_text("\n".join(lost) + "\n", "utf-8")


if __name__ == "__main__":
    main()
