"""Plain names that we wrote for people in a text, read back as the people.

A place without an account for somebody shows a name, as the charter allows there. Who edits that text edits our words
for the person: taken as they stand, they would end the mention, and carry a name that one partner may read to all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import repeat

from bridge.core.model.document import (
    Block,
    Document,
    Emphasis,
    Heading,
    Hyperlink,
    Inline,
    Items,
    Mention,
    Paragraph,
    Quote,
    Strike,
    Strong,
    Text,
    Underline,
    mapped,
)
from bridge.core.model.ids import PersonId, PlaceId
from bridge.core.sync.terms import Terms, called, mentionable

Inside = tuple[Inline, ...]
_OPENS, _CLOSES = "\ue0f0", "\ue0f1"
"""Signs that no alphabet has (of Unicode's area for private use)."""


def recalled(shown: Document, agreed: Document, terms: Terms, place: PlaceId) -> Document:
    """What the place shows, with the mentions of the agreed text where it shows names for them.

    Persons who read alike there are told apart by their order, as long as there are as many of them as before.
    """
    waiting: dict[str, list[Mention]] = {}
    for name, mention in _names(agreed, terms, place):
        waiting.setdefault(name, []).append(mention)
    pattern = _any_of(waiting)
    there = Counter(found for part in _texts(shown) for found in pattern.findall(part))
    clear = {name: iter(each) for name, each in waiting.items() if there[name] == len(each) or _is_one(each)}
    return Document(tuple(_block(block, pattern, clear) for block in shown.blocks)) if clear else shown


def held(document: Document, signs: dict[str, Mention]) -> Document:
    """The text with a sign for each mention, which stands in every form of text; `signs` remembers what they mean."""
    known = {mention.account: sign for sign, mention in signs.items()}

    def sign(part: Inline) -> Inline:
        if not isinstance(part, Mention):
            return part
        given = known.setdefault(part.account, f"{_OPENS}{len(known)}{_CLOSES}")
        signs.setdefault(given, part)
        return Text(given)

    return mapped(document, sign)


def released(document: Document, signs: Mapping[str, Mention]) -> Document:
    """The text with its mentions again."""
    if not signs:
        return document
    means = {sign: repeat(mention) for sign, mention in signs.items()}
    return Document(tuple(_block(block, _any_of(signs), means) for block in document.blocks))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


def _names(agreed: Document, terms: Terms, place: PlaceId) -> Iterator[tuple[str, Mention]]:
    found = list[Mention]()

    def noted(part: Inline) -> Inline:
        if isinstance(part, Mention) and not mentionable(terms.reaches[place], part.account):
            found.append(part)
        return part

    mapped(agreed, noted)
    for mention in found:
        yield f"@{called(PersonId(mention.account), terms, place, mention.name)}", mention


def _is_one(mentions: list[Mention]) -> bool:
    return len({each.account for each in mentions}) == 1


def _texts(document: Document) -> list[str]:
    found = list[str]()

    def noted(part: Inline) -> Inline:
        found.extend([part.text] if isinstance(part, Text) else [])
        return part

    mapped(document, noted)
    return found


def _block(block: Block, pattern: re.Pattern[str], clear: Mapping[str, Iterator[Mention]]) -> Block:
    match block:
        case Paragraph(inside) | Heading(_, inside):
            return replace(block, inside=tuple(_inside(inside, pattern, clear)))
        case Quote(blocks):
            return replace(block, blocks=tuple(_block(each, pattern, clear) for each in blocks))
        case Items(_, entries):
            each_entry = (tuple(_block(each, pattern, clear) for each in entry) for entry in entries)
            return replace(block, entries=tuple(each_entry))
    return block


def _inside(inside: Inside, pattern: re.Pattern[str], clear: Mapping[str, Iterator[Mention]]) -> Iterator[Inline]:
    for part in inside:
        match part:
            case Text(text):
                yield from _split(text, pattern, clear)
            case Strong() | Emphasis() | Underline() | Strike() | Hyperlink():
                yield replace(part, inside=tuple(_inside(part.inside, pattern, clear)))
            case _:
                yield part


def _split(text: str, pattern: re.Pattern[str], clear: Mapping[str, Iterator[Mention]]) -> Iterator[Inline]:
    behind = 0
    for found in pattern.finditer(text):
        mention = next(clear.get(found.group(), iter(())), None)
        if mention:
            yield from [Text(text[behind : found.start()])] if found.start() > behind else []
            yield mention
            behind = found.end()
    yield from [Text(text[behind:])] if text[behind:] else []
