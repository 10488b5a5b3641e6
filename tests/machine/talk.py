"""What people say to each other below an item, what they put in other words, and what they take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridge.core.model.document import Document, paragraph
from bridge.core.model.ids import Account
from bridge.core.model.restrict import words
from connectors.memory.native import NativeItem
from tests.machine.sites import Site, person

if TYPE_CHECKING:
    from tests.machine.acts import Work

AT_LENGTH = " und zwar weil niemand weiß, wann die Lieferung kommt"
"""Few comments of this length fit into one of the narrow place's."""


def say(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """A comment, one of its words unheard before."""
    _say(work, site, token, item, person(site, choice))


def discuss(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Two to four say something one after the other, some at length."""
    for number in range(choice, choice + 2 + choice % 3):
        _say(work, site, token, item, person(site, number), AT_LENGTH if number % 4 == 0 else "")


def reword(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Somebody says a comment of their own in other words, sometimes at length."""
    own = [each for each in item.comments.values() if each.author in site.people]
    if not own:
        return
    said, word = own[choice % len(own)], work.word("wort")
    text = _saying(word, AT_LENGTH * 2 if choice % 2 == 0 else "")
    site.world.edit_comment(item.ref, said.ref, text, said.author)
    work.pieces[token].edit(site.name, f"comment {_spoken(said.text)}", value=False)
    work.pieces[token].edit(site.name, f"comment {word}", value=True)


def unsay(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """Somebody deletes a comment of their own."""
    own = [each for each in item.comments.values() if each.author in site.people]
    if not own:
        return
    said = own[choice % len(own)]
    site.world.delete_comment(item.ref, said.ref, said.author)
    work.pieces[token].edit(site.name, f"comment {_spoken(said.text)}", value=False)


def _say(work: Work, site: Site, token: str, item: NativeItem, by: Account, more: str = "") -> None:
    word = work.word("wort")
    site.world.comment(item.ref, _saying(word, more), by)
    work.pieces[token].edit(site.name, f"comment {word}", value=True)


def _saying(word: str, more: str) -> Document:
    return Document((paragraph(f"Dazu {word} gesagt{more}"),))


def _spoken(text: Document) -> str:
    """The word by which a comment is known."""
    return next(word for word in words(text).split() if word.startswith("wort"))
