"""Lines of inline text written as Markdown that reads back the same.

A mark counts only in the right company: a closing `**` after punctuation, for one, must not be followed by a letter
(spec.commonmark.org, "left-flanking"). Where the company is wrong, the neighbouring letter is written as a character
reference: `**Achtung!**&#65;`, which shows the same.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bridge.core.model.characters import quiet
from bridge.core.model.document import (
    Break,
    Code,
    Emphasis,
    Hyperlink,
    Image,
    Inline,
    Mention,
    Strike,
    Strong,
    Text,
    Underline,
)

_SPECIAL = re.compile(
    r"""[*`]
    | \\(?=[!-/:-@\[-`{-~]|\Z)      # a backslash that would take the next sign for itself
    | (?<![^\W_])_ | _(?![^\W_])     # an underscore at a word's edge
    | ~(?=~|\Z) | (?<=~)~ | \A~
    | &(?=\#?\w+;)                   # what would read as a character reference
    | <(?=[A-Za-z][^<>\s]*(?:[:@][^<>\s]*>|\Z))
    | \](?=\()
    """,
    re.VERBOSE,
)
_SPECIAL_IN_BRACKETS = re.compile(rf"[\[\]]|{_SPECIAL.pattern}", re.VERBOSE)
_SPECIAL_IN_URL = re.compile(r"[()]|&(?=#?\w+;)")
_BLOCK_SIGN = re.compile(r"#{1,6}(?=\s|$)|>|[-+=](?=[-+=\s]|$)")
_NUMBER_SIGN = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_OPENING = "["
_LAST, _FIRST = -1, 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text, or (with `source`) a mark or anything else that begins and ends with punctuation.

    `side`: 1 opens a style, -1 closes one, 0 for everything else.
    """

    text: str = ""
    source: str = ""
    side: int = 0
    bracketed: bool = False


_MARKS: dict[type, str] = {Strong: "**", Emphasis: "_", Strike: "~~"}


def marked_line(inside: Sequence[Inline]) -> str:
    """One line; it does not read as a list, a headline, a quote or a rule."""
    pieces = list(_pieces(inside, bracketed=False))
    referenced = _referenced(pieces)
    line = "".join(_written(pieces, place, referenced) for place in range(len(pieces)))
    if _BLOCK_SIGN.match(line):
        return f"\\{line}"
    return _NUMBER_SIGN.sub(r"\1\\\2", line, count=1) if _NUMBER_SIGN.match(line) else line


def marked_lines(inside: Sequence[Inline]) -> str:
    """Lines with a line feed between each two."""
    lines: list[list[Inline]] = [[]]
    for inline in inside:
        if isinstance(inline, Break):
            lines.append([])
        else:
            lines[-1].append(inline)
    return "\n".join(map(marked_line, lines))


def _pieces(inside: Sequence[Inline], *, bracketed: bool) -> Iterator[_Piece]:
    for inline in inside:
        match inline:
            case Text(text):
                yield _Piece(text=quiet(text), bracketed=bracketed)
            case Mention(_, name):
                yield _Piece(text=quiet(f"@{name}"), bracketed=bracketed)
            case Code(text):
                yield _Piece(source=_code(quiet(text)))
            case Image(url, text):
                yield _Piece(source=f"![{_escaped(quiet(text), bracketed=True)}]({_url(url)})")
            case Hyperlink(url, within):
                yield _Piece(source=_OPENING)
                yield from _pieces(within, bracketed=True)
                yield _Piece(source=f"]({_url(url)})")
            case Strong(within) | Emphasis(within) | Strike(within):
                yield _Piece(source=_MARKS[type(inline)], side=1)
                yield from _pieces(within, bracketed=bracketed)
                yield _Piece(source=_MARKS[type(inline)], side=-1)
            case Underline() | Break():
                pass  # `restricted` leaves neither here


def _code(text: str) -> str:
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _url(url: str) -> str:
    return _SPECIAL_IN_URL.sub(r"\\\g<0>", url)


def _escaped(text: str, *, bracketed: bool) -> str:
    return (_SPECIAL_IN_BRACKETS if bracketed else _SPECIAL).sub(r"\\\g<0>", text)


def _referenced(pieces: Sequence[_Piece]) -> set[tuple[int, int]]:
    """Which texts' first and last signs have to be written as references: (place of the piece, `_FIRST` or `_LAST`).

    A reference is punctuation to the marks on both its sides, so one may ask for another: repeated until none does.
    """
    referenced: set[tuple[int, int]] = set()
    while True:
        more = {
            (place - piece.side, _LAST if piece.side > 0 else _FIRST)
            for place, piece in enumerate(pieces)
            if piece.side and _in_wrong_company(pieces, place, referenced)
        }
        if more <= referenced:
            return referenced
        referenced |= more


def _in_wrong_company(pieces: Sequence[_Piece], place: int, referenced: set[tuple[int, int]]) -> bool:
    side = pieces[place].side
    outside = place - side
    if not 0 <= outside < len(pieces) or not pieces[outside].text:
        return False
    if _sets_apart(pieces[outside].text[_LAST if side > 0 else _FIRST]):
        return False
    inner, edge = pieces[place + side], _FIRST if side > 0 else _LAST
    letter_inside = bool(inner.text) and inner.text[edge].isalnum() and (place + side, edge) not in referenced
    return pieces[place].source == "_" or not letter_inside


def _sets_apart(sign: str) -> bool:
    return sign.isspace() or sign in string.punctuation or unicodedata.category(sign).startswith("P")


def _written(pieces: Sequence[_Piece], place: int, referenced: set[tuple[int, int]]) -> str:
    piece = pieces[place]
    if piece.source:
        return piece.source
    text, first, last = piece.text, "", ""
    if (place, _FIRST) in referenced:
        first, text = f"&#{ord(text[0])};", text[1:]
    if text and (place, _LAST) in referenced:
        last, text = f"&#{ord(text[-1])};", text[:-1]
    elif text.endswith("!") and place + 1 < len(pieces) and pieces[place + 1].source == _OPENING:
        last, text = "\\!", text[:-1]  # with what follows it would be a picture
    return first + _escaped(text, bracketed=piece.bracketed) + last
