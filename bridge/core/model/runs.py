"""Inline text as runs: leaves in reading order, each with the styles it stands in.

The same looks can be nested in many ways (bold in italic, italic in bold, one bold word beside another). Taken apart
into runs and put together again, they are nested in one way only: hyperlinks outermost, then `STYLES` in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from bridge.core.model.characters import clean, clean_url, composed, folded, followable, on_the_web
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

Style = type[Strong] | type[Emphasis] | type[Underline] | type[Strike]
STYLES: tuple[Style, ...] = (Strong, Emphasis, Underline, Strike)
Leaf = Text | Code | Image | Mention

_ENDS_WORD = re.compile(r"""[.,;:!?)\]"'»“”]*(?:\s|$)""")


@dataclass(frozen=True, slots=True)
class Run:
    """One leaf with the styles and the hyperlink it stands in; `url` is empty outside of hyperlinks."""

    leaf: Leaf
    styles: frozenset[Style] = frozenset()
    url: str = ""

    @property
    def blank(self) -> bool:
        """Whether it is nothing but white space."""
        return isinstance(self.leaf, Text) and not self.leaf.text.strip()


Line = list[Run]


def lines_of(inside: Sequence[Inline]) -> list[Line]:
    """The runs of each line, in normal form: no white space at a line's end, neighbours of one style joined."""
    lines: list[Line] = [[]]
    for piece in _pieces(inside, Run(Text(""))):
        if piece is None:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [joined(line) for line in lines]


def inside_of(lines: Iterable[Line]) -> tuple[Inline, ...]:
    """Lines in normal form as inline text, a break between each two."""
    inside: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            inside.append(Break())
        inside += _in_hyperlinks(line)
    return tuple(inside)


def joined(line: Iterable[Run]) -> Line:
    """The line in normal form."""
    line = list(line)
    if len(line) == 1 and _is_plain(line[0]):
        return line
    apart = _merged((part for run in line for part in _apart(run)), _or_blank)
    spaced = _merged(_with_plain_spaces(apart), _kind)
    return _merged(_without_bare_hyperlinks(spaced), _kind)


def _is_plain(run: Run) -> bool:
    """Whether it is words that stay as they are: most lines are nothing else."""
    leaf = run.leaf
    return isinstance(leaf, Text) and not run.url and leaf.text.strip() == leaf.text == composed(leaf.text) != ""


def _pieces(inside: Sequence[Inline], around: Run) -> Iterator[Run | None]:
    """Every leaf with what stands around it; None is a line break."""
    for inline in inside:
        match inline:
            case Break():
                yield None
            case Text(text):
                yield from _text_lines(text, around)
            case Code(text):
                yield Run(Code(clean(text).replace("\n", " ")), around.styles, around.url)
            case Image(url, text):
                yield from _picture(clean_url(url), folded(text), around)
            case Mention(account, name):
                yield Run(Mention(account, folded(name)), around.styles, around.url)
            case Hyperlink(url, within):
                yield from _led(clean_url(url), within, around)
            case Strong(within) | Emphasis(within) | Underline(within) | Strike(within):
                yield from _pieces(within, Run(around.leaf, around.styles | {type(inline)}, around.url))


def _text_lines(text: str, around: Run) -> Iterator[Run | None]:
    for number, part in enumerate(clean(text).split("\n")):
        if number:
            yield None
        yield Run(Text(part), around.styles, around.url)


def _picture(url: str, text: str, around: Run) -> Iterator[Run]:
    if followable(url):
        yield Run(Image(url, text), around.styles, around.url)
    else:
        yield Run(Text(beside(text, url)), around.styles, around.url)


def _led(url: str, within: Sequence[Inline], around: Run) -> Iterator[Run | None]:
    if followable(url):
        yield from _pieces(within, Run(around.leaf, around.styles, url))
        return
    yield from _pieces(within, around)
    if url:
        yield Run(Text(f" ({url})"), around.styles, around.url)


def beside(text: str, url: str) -> str:
    """Words and where they lead, for readers of plain text."""
    if not url or text == url:
        return text
    return f"{text} ({url})" if text else url


def _apart(run: Run) -> Iterator[Run]:
    """White space at the edges of a run as runs of their own, never as code; nothing empty."""
    leaf = run.leaf
    if not isinstance(leaf, Text | Code):
        yield run
        return
    text = composed(leaf.text)
    core = text.strip()
    if core == leaf.text and core:
        yield run
        return
    start = text.index(core)
    parts = (Text(text[:start]), type(leaf)(core), Text(text[start + len(core) :]))
    yield from (Run(part, run.styles, run.url) for part in parts if part.text)


def _kind(run: Run) -> object:
    return type(run.leaf), run.styles, run.url


def _or_blank(run: Run) -> object:
    return "blank" if run.blank else _kind(run)


def _merged(runs: Iterable[Run], kind: Callable[[Run], object]) -> Line:
    """Neighbouring texts of one kind joined."""
    merged: Line = []
    for _, group in groupby(runs, kind):
        first, *others = group
        if others and isinstance(first.leaf, Text | Code):
            texts = [run.leaf.text for run in (first, *others) if isinstance(run.leaf, Text | Code)]
            merged.append(Run(type(first.leaf)(composed("".join(texts))), first.styles, first.url))
        else:
            merged += (first, *others)
    return merged


def _with_plain_spaces(runs: Line) -> Line:
    """White space carries only what both its neighbours stand in together; at the line's end there is none."""
    if runs and runs[-1].blank:
        runs = runs[:-1]
    return [_spaced(runs, place) if run.blank else run for place, run in enumerate(runs)]


def _spaced(runs: Line, place: int) -> Run:
    leaf = runs[place].leaf
    if place == 0 or runs[place - 1].url != runs[place + 1].url:
        return Run(leaf)
    left, right = runs[place - 1].styles, runs[place + 1].styles
    together = takewhile(lambda style: (style in left) == (style in right), STYLES)
    return Run(leaf, left & frozenset(together), runs[place - 1].url)


def _without_bare_hyperlinks(runs: Line) -> Line:
    """A url that leads to itself is text: every tool makes it a hyperlink on its own where it stands apart."""
    return [Run(run.leaf, run.styles) if _bare(runs, place) else run for place, run in enumerate(runs)]


def _bare(runs: Line, place: int) -> bool:
    run = runs[place]
    if not run.url or run.leaf != Text(run.url) or not on_the_web(run.url):
        return False
    before = runs[place - 1].leaf if place else Text(" ")
    after = runs[place + 1].leaf if place + 1 < len(runs) else Text(" ")
    return (
        isinstance(before, Text)
        and before.text[-1] in " \t("
        and isinstance(after, Text)
        and bool(_ENDS_WORD.match(after.text))
    )


def _in_hyperlinks(line: Line) -> Iterator[Inline]:
    for url, group in groupby(line, lambda run: run.url):
        inside = tuple(_in_styles(list(group), STYLES))
        if url:
            yield Hyperlink(url, inside)
        else:
            yield from inside


def _in_styles(runs: Line, styles: tuple[Style, ...]) -> Iterator[Inline]:
    if not any(run.styles for run in runs) or not styles:
        yield from (run.leaf for run in runs)
        return
    style, rest = styles[0], styles[1:]
    for styled, group in groupby(runs, lambda run: style in run.styles):
        inside = _in_styles(list(group), rest)
        if styled:
            yield style(tuple(inside))
        else:
            yield from inside
