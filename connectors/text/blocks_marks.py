"""Documents written as the elements of a rich text block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bridge.core.model.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Image,
    Inline,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Strike,
    Strong,
    Text,
    Underline,
)
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from bridge.core.model.runs import Run, lines_of

Part = dict[str, Any]
STYLES: Mapping[type[Strong | Emphasis | Underline | Strike], str] = {
    Strong: "bold",
    Emphasis: "italic",
    Underline: "underline",
    Strike: "strike",
}


def write_blocks(document: Document) -> list[Part]:
    """The document as a rich text block's elements; none for an empty one."""
    written: list[Part] = []
    before: type[Block] | None = None
    for kind, group in groupby(restricted(document, TextForm.BLOCKS).blocks, type):
        if kind is Paragraph:
            written.append(_holding("rich_text_section", _joined(list(group))))
        else:
            for block in group:
                if before is Items and kind is Items:  # else two lists would be read as one
                    written.append(_holding("rich_text_section", [_text("\n")]))
                written += _block(block)
                before = kind
        before = kind
    return written


def _block(block: Block) -> Iterator[Part]:
    match block:
        case Quote(blocks):
            yield _holding("rich_text_quote", _joined(blocks))
        case Items():
            yield from _lists(block, 0)
        case Preformatted(text):
            yield {**_holding("rich_text_preformatted", [_text(text)]), "border": 0}
        case _:
            yield _holding("rich_text_section", _joined((block,)))


def _joined(blocks: Sequence[Block]) -> list[Part]:
    """Paragraphs with a blank line between each two."""
    parts: list[Part] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts += [_text("\n\n")] if parts else []
            parts += _parts(block.inside)
    return parts


def _lists(items: Items, depth: int) -> Iterator[Part]:
    """One list of the block for each run of entries without a deeper list between them."""
    run: list[Part] = []
    done = 0
    for entry in items.entries:
        lines = [block for block in entry if isinstance(block, Paragraph)]
        run.append(_holding("rich_text_section", _joined(lines)))
        nested = [block for block in entry if isinstance(block, Items)]
        if nested:
            yield _list(items, run, depth, done)
            done, run = done + len(run), []
            for inner in nested:
                yield from _lists(inner, depth + 1)
    if run:
        yield _list(items, run, depth, done)


def _list(items: Items, entries: list[Part], depth: int, done: int) -> Part:
    style = "ordered" if items.ordered else "bullet"
    further = {"offset": done} if items.ordered and done else {}
    return {**_holding("rich_text_list", entries), "style": style, "indent": depth, "border": 0, **further}


def _parts(inside: Sequence[Inline]) -> list[Part]:
    parts: list[Part] = []
    for number, line in enumerate(lines_of(inside)):
        parts += [_text("\n")] if number else []
        parts += map(_part, line)
    return parts


def _part(run: Run) -> Part:
    styles = {name: True for style, name in STYLES.items() if style in run.styles}
    if isinstance(run.leaf, Code):
        styles["code"] = True
    styled = {"style": styles} if styles else {}
    match run.leaf:
        case Mention(account):
            return {"type": "user", "user_id": account, **styled}
        case Image(url, text):
            return {"type": "link", "url": url, "text": text or url, **styled}
        case Text(text) | Code(text) if run.url:
            return {"type": "link", "url": run.url, "text": text, **styled}
        case Text(text) | Code(text):
            return {**_text(text), **styled}


def _text(text: str) -> Part:
    return {"type": "text", "text": text}


def _holding(kind: str, elements: list[Part]) -> Part:
    return {"type": kind, "elements": elements}
