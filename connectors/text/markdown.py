"""Markdown as Trello shows it: CommonMark and ~~strike~~, where every line feed is a line break and HTML is text.

Whatever else dialects know (tables, footnotes, reference definitions) is read as the text it was typed as.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bridge.core.model.characters import clean
from bridge.core.model.document import (
    Block,
    Break,
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
    Text,
)
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import normal, restricted
from connectors.text.markdown_blocks import write_markdown
from connectors.text.plain import read_plain

__all__ = ["read_markdown", "write_markdown"]

DEEPEST = 24
"""Levels of blocks within blocks; a text nested deeper is read as it was typed."""


class _Markdown(MarkdownIt):
    """Takes urls as they are written: they go into another tool's text, not into a page."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  markdown-it's name
        return url


def _parser() -> _Markdown:
    parser = _Markdown("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.enable("strikethrough").disable(["reference", "html_block", "html_inline"])
    return parser


_PARSER = _parser()


def read_markdown(source: str) -> Document:
    """The text as a normal document. Never raises; nothing that was typed is lost."""
    tokens = _PARSER.parse(clean(source))
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return restricted(read_plain(source), TextForm.MARKDOWN)
    return normal(Document(tuple(_blocks(SyntaxTreeNode(tokens).children))))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1:]), _inside(node))
            case "blockquote":
                yield Quote(tuple(_blocks(node.children)))
            case "bullet_list":
                yield Items(ordered=False, entries=_entries(node))
            case "ordered_list":
                yield from _numbered(node)
            case "fence" | "code_block":
                yield Preformatted(node.content)
            case "hr":
                yield Rule()
            case _:
                yield Paragraph(_inside(node))


def _entries(node: SyntaxTreeNode) -> tuple[tuple[Block, ...], ...]:
    return tuple(tuple(_blocks(entry.children)) for entry in node.children)


def _numbered(node: SyntaxTreeNode) -> Iterator[Block]:
    """A list; one that does not begin with 1 ("2015. A good year") as the lines it was typed as."""
    start = int(node.attrs.get("start", 1))
    if start == 1:
        yield Items(ordered=True, entries=_entries(node))
        return
    for number, (first, *rest) in enumerate((entry or (Paragraph(()),) for entry in _entries(node)), start):
        sign = Text(f"{number}{node.markup} ")
        if isinstance(first, Paragraph):
            yield Paragraph((sign, *first.inside))
        else:
            yield from (Paragraph((sign,)), first)
        yield from rest


def _inside(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(inline for child in node.children for inline in _inlines(child.children))


def _inlines(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Inline]:
    for node in nodes:
        match node.type:
            case "softbreak" | "hardbreak":
                yield Break()
            case "code_inline":
                yield Code(node.content)
            case "image":
                yield Image(str(node.attrs["src"]), _alternative(node))
            case "link":
                yield Hyperlink(str(node.attrs["href"]), tuple(_inlines(node.children)))
            case "strong" | "em" | "s":
                yield _STYLES[node.type](tuple(_inlines(node.children)))
            case _:
                yield Text(node.content)


_STYLES: dict[str, type[Strong | Emphasis | Strike]] = {"strong": Strong, "em": Emphasis, "s": Strike}


def _alternative(node: SyntaxTreeNode) -> str:
    """The words that stand for a picture, without their styles."""
    return "".join(" " if part.type.endswith("break") else part.content for part in node.walk() if not part.children)
