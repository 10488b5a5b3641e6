"""How much room a text takes where it is written: never less than it does, with all marks and escapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bridge.core.model.document import (
    Block,
    Break,
    Code,
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

Weight = Callable[[str], int]
"""How much a text counts."""
_ESCAPED = re.compile(r"[*`\\_~&<\[\]!@()]")
_FOLDED = re.compile(r"(?<= ) | (?= )|^ | $")
"""Spaces that HTML folds, which are written as references."""
_MARKED_UP = (TextForm.RICH, TextForm.RICH_COMMENT)
_REFERENCES = 40
"""What Markdown's marks may need beside a letter: four character references (spec.commonmark.org, "left-flanking")."""
_TAGS = 26
"""The longest pair of tags."""


def characters(text: str) -> int:
    """UTF-16 units: an emoji is two. Vendors do not say what they count; this is the most."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def octets(text: str) -> int:
    """Bytes in UTF-8 or in UTF-16, for each sign whichever is more."""
    return len(text.encode("utf-8", "surrogatepass")) + len(text.encode("ascii", "ignore"))


def size(blocks: Iterable[Block], form: TextForm, weight: Weight = characters) -> int:
    """The most that the blocks take, written in the form and with what stands between them."""
    ruler = _Ruler(form, weight)
    return sum(ruler.block(block, 0) for block in blocks)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """`indent`: how many signs stand in front of each line of a block."""

    form: TextForm
    weight: Weight

    def block(self, block: Block, indent: int) -> int:
        match block:
            case Paragraph(inside):
                return self._lines(inside, indent)
            case Heading(_, inside):
                return self._lines(inside, indent) + self._around(9)
            case Quote(blocks):
                return sum(self.block(inner, indent + 2) for inner in blocks) + self._around(_TAGS)
            case Items(_, entries):
                sign = len(str(len(entries))) + 2
                inner = sum(self.block(part, indent + sign) for entry in entries for part in entry)
                return inner + self._around(9) * (1 + len(entries))
            case Preformatted(text):
                ticks = max(map(len, re.findall("`+", text)), default=0)
                fences = self._around(12) + 2 * ticks * self.weight("x")
                return self._text(text) + fences + self._in_front(text.count("\n"), indent)
            case Rule():
                return self._around(12)

    def _lines(self, inside: Sequence[Inline], indent: int) -> int:
        breaks = sum(isinstance(part, Break) for part in inside)
        tags = self._around(7) if self.form is TextForm.RICH_COMMENT else 0  # Teams puts paragraphs into <p>
        return self._inside(inside) + self._in_front(breaks, indent) + tags

    def _inside(self, inside: Sequence[Inline]) -> int:
        beside = [None, *inside, None]
        return sum(self._inline(part, *beside[place : place + 3 : 2]) for place, part in enumerate(inside))

    def _inline(self, part: Inline, before: Inline | None, after: Inline | None) -> int:
        match part:
            case Text(text):
                return self._text(text)
            case Break():
                return self._around(4)
            case Code(text):
                ticks = max(map(len, re.findall("`+", text)), default=0)
                return self._text(text) + self._around(15) + 2 * ticks * self.weight("x")
            case Mention(account, name):
                return self._text(account) + self._text(name) + 2 * self._around(_TAGS)
            case Image(url, text):
                return 2 * self._text(url) + self._text(text) + self._around(15)
            case Hyperlink(url, inside):
                times = _leaves(inside) if self.form is TextForm.BLOCKS else 1
                return times * self._text(url) + self._inside(inside) + self._around(15)
            case Strong(inside) | Emphasis(inside) | Underline(inside) | Strike(inside):
                alone = _ends_blank(before, -1) and _ends_blank(after, 0)
                marks = 17 if alone or self.form is not TextForm.MARKDOWN else _REFERENCES
                return self._inside(inside) + self._around(marks if self.form in _MARKED_UP or not alone else 4)

    def _text(self, text: str) -> int:
        if self.form in _MARKED_UP:
            return self.weight(escape(text)) + 5 * len(_FOLDED.findall(text)) * self.weight("x")
        signs = len(_ESCAPED.findall(text)) if self.form is TextForm.MARKDOWN else 0
        return self.weight(text) + signs * self.weight("x")

    def _around(self, marks: int) -> int:
        """What stands around something; forms without marks need line feeds at most."""
        marked = self.form in _MARKED_UP or self.form is TextForm.MARKDOWN
        return (marks if marked else min(marks, 2)) * self.weight("x")

    def _in_front(self, breaks: int, indent: int) -> int:
        """A line feed and an escape, or a blank line, and what the line stands behind."""
        return (breaks + 1) * (2 + (0 if self.form in _MARKED_UP else indent)) * self.weight("x")


def _leaves(inside: Sequence[Inline]) -> int:
    """Into how many pieces Slack parts a hyperlink, each with the url."""
    styled = (part for part in inside if isinstance(part, Strong | Emphasis | Underline | Strike))
    return len(inside) + sum(_leaves(part.inside) for part in styled)


def _ends_blank(part: Inline | None, edge: int) -> bool:
    """Whether a mark beside it counts without more ado."""
    return part is None or isinstance(part, Break) or (isinstance(part, Text) and part.text[edge].isspace())
