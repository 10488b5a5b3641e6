"""Three-way merge of texts: block by block, and word by word inside a paragraph that both sides changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from bridge.core.model.document import Block, Document, Inline, Paragraph, Text
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import normal, restricted
from bridge.core.sync.shorten import MORE

T = TypeVar("T", bound=Hashable)
Edit = tuple[int, int, list[T]]
Settle = Callable[[Sequence[T], Sequence[T], Sequence[T]], "list[T] | None"]
"""Called with base, mine and theirs of an overlap; returns the merge, or None where both changed the same."""


def settle_blocks(base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> list[Block] | None:
    """A paragraph that both changed is merged word by word."""
    if base[-1:] == theirs[-1:] == [MORE]:
        return settle_blocks(base[:-1], mine, theirs[:-1])  # the sign that there is more is nobody's text
    match base, mine, theirs:
        case [Paragraph(before)], [Paragraph(left)], [Paragraph(right)]:
            tokens = merge3(_tokens(before), _tokens(left), _tokens(right), _settle_nothing)
            return None if tokens is None else [Paragraph(tuple(tokens))]
    return None


def prefer_mine(base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> list[Block]:
    """What both changed stays as it is in the network's text."""
    merged = settle_blocks(base, mine, theirs)
    return list(mine) if merged is None else merged


def prefer_theirs(base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> list[Block]:
    """What both changed becomes as the place has it."""
    merged = settle_blocks(base, mine, theirs)
    return list(theirs) if merged is None else merged


def merge_documents(
    base: Document, mine: Document, theirs: Document, form: TextForm, settle: Settle[Block] = settle_blocks
) -> Document | None:
    """What results when `theirs`, edited from `base` at a place of `form`, meets `mine`, the network's text.

    Blocks that the place did not change keep what the place cannot show. None where both changed the same words and
    `settle` finds no way.
    """
    shown = [restricted(Document((block,)), form).blocks for block in mine.blocks]
    if any(len(blocks) != 1 for blocks in shown):
        return theirs if restricted(mine, form) == base else None
    keys = [blocks[0] for blocks in shown]
    rich = dict(zip(keys, mine.blocks, strict=True))
    merged = merge3(base.blocks, keys, theirs.blocks, settle)
    if merged is None:
        return None
    blocks = [rich.get(block, block) for block in merged]
    for start, at, size in SequenceMatcher(None, keys, merged, autojunk=False).get_matching_blocks():
        blocks[at : at + size] = mine.blocks[start : start + size]  # blocks that look alike stay apart
    return normal(Document(tuple(blocks)))


def merge3(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T], settle: Settle[T]) -> list[T] | None:
    """The three-way merge of two sequences edited from `base`; None where `settle` finds no way."""
    merged: list[T] = []
    at = 0
    for low, high, left, right in _regions(base, mine, theirs):
        merged += base[at:low]
        piece = _piece(list(base[low:high]), left, right, settle)
        if piece is None:
            return None
        merged += piece
        at = high
    return merged + list(base[at:])


def _piece(base: list[T], left: list[T], right: list[T], settle: Settle[T]) -> list[T] | None:
    if right in (left, base):
        return left
    return right if left == base else settle(base, left, right)


def _regions(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> list[tuple[int, int, list[T], list[T]]]:
    """Stretches of `base` that at least one side changed, widened until edits of the two sides no longer touch."""
    left, right = _edits(base, mine), _edits(base, theirs)
    spans: list[list[int]] = []
    for low, high, _ in sorted([*left, *right], key=lambda edit: edit[:2]):
        if spans and low < max(spans[-1][1], spans[-1][0] + 1):
            spans[-1][1] = max(spans[-1][1], high)
        else:
            spans.append([low, high])
    return [(low, high, _within(base, left, low, high), _within(base, right, low, high)) for low, high in spans]


def _edits(base: Sequence[T], other: Sequence[T]) -> list[Edit[T]]:
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [(low, high, list(other[start:end])) for tag, low, high, start, end in codes if tag != "equal"]


def _within(base: Sequence[T], edits: list[Edit[T]], low: int, high: int) -> list[T]:
    """One side's version of `base[low:high]`."""
    result: list[T] = []
    at = low
    for start, end, put in edits:
        if (low == start or low < start < high) and end <= high:  # what is put behind a stretch belongs to the next one
            result += [*base[at:start], *put]
            at = end
    return result + list(base[at:high])


def _settle_nothing(_base: Sequence[T], _mine: Sequence[T], _theirs: Sequence[T]) -> list[T] | None:
    return None


def _tokens(inside: Sequence[Inline]) -> list[Inline]:
    """Inlines with texts taken apart into words, each with the space behind it."""
    tokens: list[Inline] = []
    for part in inside:
        tokens += (
            [Text(word) for word in re.findall(r"\s*\S+\s*?|\s+", part.text)] if isinstance(part, Text) else [part]
        )
    return tokens
