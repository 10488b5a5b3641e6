"""Texts that are longer than a tool can hold: the beginning, and a sign that there is more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bridge.core.model.characters import beginning
from bridge.core.model.document import Block, Document, Inline, Items, Paragraph, Preformatted, Quote, Text
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from bridge.core.sync.size import Weight, characters, size

MORE = Paragraph((Text("[…]"),))
_FOR_MORE = 60
"""What the sign that there is more takes, with the marks around a block that was cut."""

_WORD = Text("x")
"""What may stand beside a mark, at worst."""


def shortened(document: Document, form: TextForm, room: int | None, weight: Weight = characters) -> Document:
    """The document, or as much of its beginning as fits into the room when written, and a paragraph that says `[…]`.

    The document must be one that the form can hold. An edit of the part that is shown leaves the rest of the agreed
    text as it is (`text.merge_documents`).
    """
    if room is None or size(document.blocks, form, weight) <= room:
        return document
    kept = _Cut(form, weight).blocks(document.blocks, room - _FOR_MORE * weight("x"))
    return restricted(Document((*kept, MORE)), form)


def is_shortened(document: Document) -> bool:
    """Whether a place shows only the beginning of a text."""
    return document.blocks[-1:] == (MORE,)


class _Cut:
    """Takes beginnings: whole blocks, and of the one that does not fit whole lines, entries or words."""

    def __init__(self, form: TextForm, weight: Weight) -> None:
        self._form, self._weight = form, weight

    def blocks(self, blocks: Sequence[Block], room: int) -> Iterator[Block]:
        for block in blocks:
            needed = self._size(block)
            if needed > room:
                yield from self._beginning(block, room)
                return
            room -= needed
            yield block

    def _size(self, *blocks: Block) -> int:
        return size(blocks, self._form, self._weight)

    def _beginning(self, block: Block, room: int) -> Iterable[Block]:
        match block:
            case Paragraph(inside):
                kept = tuple(self._inlines(inside, room - self._size(Paragraph(()))))
                return [Paragraph(kept)] if kept else []
            case Preformatted(text):
                kept_text = self._words(text, room - self._size(Preformatted("")), "\n")
                return [Preformatted(kept_text)] if kept_text else []
            case Quote(blocks):
                return self._quoted(blocks, room, room - self._size(Quote(())))
            case Items(ordered, entries):
                return self._entries(block, room) if ordered or entries else []
        return []

    def _quoted(self, blocks: Sequence[Block], room: int, left: int) -> Iterable[Block]:
        """Each quoted line takes more than it does by itself: less is tried until the quote fits."""
        while inner := tuple(self.blocks(blocks, left)):
            excess = self._size(Quote(inner)) - room
            if excess <= 0:
                return [Quote(inner)]
            left -= excess
        return []

    def _entries(self, items: Items, room: int) -> Iterable[Block]:
        kept = list[tuple[Block, ...]]()
        left = room - self._size(Items(items.ordered, ()))
        for entry in items.entries:
            left -= self._size(Items(items.ordered, (entry,)))
            if left < 0:
                break
            kept.append(entry)
        return [replace(items, entries=tuple(kept))] if kept else []

    def _inlines(self, inside: Sequence[Inline], room: int) -> Iterator[Inline]:
        for inline in inside:
            needed = self._size(Paragraph((_WORD, inline, _WORD))) - self._size(Paragraph((_WORD, _WORD)))
            if needed <= room:
                yield inline
                room -= needed
                continue
            if isinstance(inline, Text) and (text := self._words(inline.text, room, " ")):
                yield Text(text)
            return

    def _words(self, text: str, room: int, gap: str) -> str:
        """As many whole words as fit; of one that is longer than the room, whole signs."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self._size(Paragraph((Text(text[:middle]),))) - self._size(Paragraph(())) <= room:
                low = middle
            else:
                high = middle - 1
        cut = beginning(text, low)
        return (cut.rpartition(gap)[0] or cut).rstrip() if len(cut) < len(text) else cut
