"""Documents written as Asana's rich text: always well-formed XML, only elements that Asana takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

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
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strike,
    Strong,
    Text,
    Underline,
)
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted

_TAGS: dict[type, str] = {Strong: "strong", Emphasis: "em", Underline: "u", Strike: "s"}


def write_html(document: Document, *, comment: bool = False) -> str:
    """The document as `html_notes`, or as a comment's `html_text`. A mention is written by account; Asana names it."""
    form = TextForm.RICH_COMMENT if comment else TextForm.RICH
    return f"<body>{_blocks(restricted(document, form).blocks)}</body>"


def _blocks(blocks: Sequence[Block]) -> str:
    """A blank line between paragraphs, a line feed elsewhere."""
    written: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            written.append("\n\n" if isinstance(before, Paragraph) and isinstance(block, Paragraph) else "\n")
        written.append(_block(block))
        before = block
    return "".join(written)


def _block(block: Block) -> str:
    match block:
        case Paragraph(inside):
            return _inside(inside)
        case Heading(level, inside):
            return f"<h{level}>{_inside(inside)}</h{level}>"
        case Quote(blocks):
            return f"<blockquote>{_blocks(blocks)}</blockquote>"
        case Items(ordered, entries):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(map(_entry, entries))}</{tag}>"
        case Preformatted(text):
            return f"<pre>{escape(text, quote=False)}</pre>"
        case Rule():
            return "<hr/>"


def _entry(blocks: Sequence[Block]) -> str:
    return f"<li>{''.join(map(_block, blocks))}</li>"


def _inside(inside: Sequence[Inline]) -> str:
    return "".join(part for inline in inside for part in _inline(inline))


def _inline(inline: Inline) -> Iterator[str]:
    match inline:
        case Text(text):
            yield escape(text, quote=False)
        case Break():
            yield "\n"
        case Code(text):
            yield f"<code>{escape(text, quote=False)}</code>"
        case Mention(account):
            yield f'<a data-asana-gid="{escape(account)}"/>'
        case Hyperlink(url, within):
            yield f'<a href="{escape(url)}">{_inside(within)}</a>'
        case Image(url, text):
            yield f'<a href="{escape(url)}">{escape(text or url, quote=False)}</a>'
        case Strong(within) | Emphasis(within) | Underline(within) | Strike(within):
            tag = _TAGS[type(inline)]
            yield f"<{tag}>{_inside(within)}</{tag}>"
