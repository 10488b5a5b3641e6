"""Who may not be mirrored or named: persons whose data were erased, and persons who had their data restricted.

Nobody is listed here. Whether somebody is barred is asked by id, and whether some words are the name of one who was
erased by the words themselves; what stands behind may be keyed hashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bridge.core.model.document import (
    Block,
    Code,
    Document,
    Heading,
    Hyperlink,
    Image,
    Inline,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Text,
    mapped,
)
from bridge.core.model.normal import normal
from bridge.core.model.runs import Leaf, Line, beside, lines_of
from bridge.core.model.task import Fields

LONGEST_NAME = 4
"""Words of a name that is recognised in a text."""
_WORD = re.compile(r"[\w@.+'&-]+")
_CODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_APART = re.compile(r"[-_.+~]")
"""What stands in a url where words of a name would have a space."""


class Asked(Protocol):
    """What can be asked about an id or a name, and told to be empty. A set is one, and so are keyed hashes of a set."""

    def __contains__(self, each: object, /) -> bool: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Barred:
    """`erased` and `restricted` hold persons by any of their ids; `names` the names of those erased, in `folded` form.

    An erased person's task goes on without them; what a restricted person does waits until the restriction is lifted.
    """

    erased: Asked = frozenset()
    restricted: Asked = frozenset()
    names: Asked = frozenset()

    def __bool__(self) -> bool:
        """Whether anybody is."""
        return len(self.erased) + len(self.restricted) > 0


NOBODY_BARRED = Barred()


def _decoded(coded: re.Match[str]) -> str:
    """What percent signs stand for in a url."""
    return bytes.fromhex(coded[0].replace("%", "")).decode("utf-8", "replace")


def folded(name: str) -> str:
    """A name as it is compared: its words in small letters, one space between them, without the sign that calls it."""
    return " ".join(word.strip(".'-").lstrip("@").casefold() for word in _WORD.findall(name)).strip()


def recognisable(name: str) -> str:
    """The folded name where a text can be searched for it, else empty.

    A first name alone is many people's, and would take words out of texts that are about others.
    """
    found = folded(name)
    return found if "@" in found or 1 < len(found.split()) <= LONGEST_NAME else ""


def unspoken(text: str, names: Container[str], instead: str) -> str:
    """The text with `instead` in place of every name that is in `names`."""
    kept, end = list[str](), 0
    for start, stop in _found(text, names):
        kept += [text[end:start], instead]
        end = stop
    return "".join([*kept, text[end:]]) if end else text


def _found(text: str, names: Container[str]) -> Iterator[tuple[int, int]]:
    """Where names stand, the longest first, none within another."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        length = next((each for each in _lengths(words, at, text) if _is_name(words[at : at + each], text, names)), 0)
        if length:
            start, stop = words[at][0], words[at + length - 1][1]
            yield start + _sign(text[start:stop]), stop - _sign(text[start:stop][::-1])
        at += length or 1


def _lengths(words: list[tuple[int, int]], at: int, text: str) -> Iterator[int]:
    yield from range(min(LONGEST_NAME, len(words) - at), 1, -1)
    if "@" in text[slice(*words[at])]:
        yield 1


def _is_name(words: list[tuple[int, int]], text: str, names: Container[str]) -> bool:
    return folded(text[words[0][0] : words[-1][1]]) in names


def _sign(text: str) -> int:
    """How much of the beginning is a sign that belongs to the sentence."""
    return len(text) - len(text.lstrip(".'-"))


@dataclass(frozen=True, slots=True)
class Without:
    """Takes people out of values. `gone` says whether an id, in the terms of the values, is theirs."""

    gone: Callable[[str], bool]
    names: Container[str]
    instead: str

    def text(self, text: str) -> str:
        """A text without their names."""
        return unspoken(text, self.names, self.instead)

    def leads_to(self, url: str) -> bool:
        """Whether a url tells who it is: by an address, or by a name in whatever stands between its words."""
        plain = _CODED.sub(_decoded, url)
        return any(self.text(each) != each for each in (plain, _APART.sub(" ", plain)))

    def document(self, document: Document) -> Document:
        """A document that neither addresses nor names them."""
        found = Document(tuple(map(self._block, mapped(document, self._part).blocks)))
        return document if found == document else normal(found)

    def fields(self, fields: Fields) -> Fields:
        """Fields in which they have no part; equal to the ones given where they had none."""
        lead = fields.lead if fields.lead and not self.gone(fields.lead) else None
        return replace(
            fields,
            title=self.text(fields.title),
            description=self.document(fields.description),
            lead=lead,
            helpers=tuple(each for each in fields.helpers if not self.gone(each)),
            labels=frozenset(each for each in fields.labels if self.text(each) == each),
            checklist=tuple(
                replace(each, title=self.text(each.title), group=self.text(each.group)) for each in fields.checklist
            ),
            attachments=tuple(
                replace(each, name=self.text(each.name)) for each in fields.attachments if not self.leads_to(each.url)
            ),
            custom=tuple((name, self.text(value)) for name, value in fields.custom),
            shown=tuple(map(self.text, fields.shown)),
        )

    def _part(self, part: Inline) -> Inline:
        match part:
            case Mention(account, name) if self.gone(account) or self.text(name) != name:
                return Text(self.instead)
            case Hyperlink(url, inside) if self.leads_to(url):
                return Text(_words(inside))
            case Image(url, text) if self.leads_to(url):
                return Text(self.text(text) or self.instead)
            case Text(text) | Code(text) | Image(_, text):
                return replace(part, text=self.text(text))
            case _:
                return part

    def _block(self, block: Block) -> Block:
        """What is shown as it was typed holds no inlines."""
        match block:
            case Paragraph(inside) | Heading(_, inside):
                return replace(block, inside=self._inside(inside))
            case Preformatted(text):
                return Preformatted(self.text(text))
            case Quote(blocks):
                return Quote(tuple(map(self._block, blocks)))
            case Items(ordered, entries):
                return Items(ordered, tuple(tuple(map(self._block, entry)) for entry in entries))
            case _:
                return block

    def _inside(self, inside: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A name half of which is bold, or that a line ends in, stands in no single part: then the words stay alone."""
        if len(inside) == 1 and isinstance(inside[0], Text):
            return inside
        said = _words(inside)
        return inside if self.text(said) == said else (Text(self.text(said)),)


def _words(inside: Sequence[Inline]) -> str:
    return "\n".join(map(_spoken, lines_of(inside)))


def _spoken(line: Line) -> str:
    """A line without its styles; where a part of it leads stands beside it."""
    return "".join(beside(_word(run.leaf), run.url) for run in line)


def _word(leaf: Leaf) -> str:
    match leaf:
        case Text(text) | Code(text):
            return text
        case Image(url, text):
            return beside(text, url)
        case Mention(_, name):
            return f"@{name}"
