"""Who takes part: what people set by hand, and how a person who has an account at a place must be shown there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from connectors.memory.native import NativeItem
from tests.machine.sites import PHRASES, Site, person

if TYPE_CHECKING:
    from tests.machine.acts import Work
    from tests.machine.expected import Piece

Roles = dict[tuple[str, str], tuple[str, frozenset[str]]]
"""By task and site the lead's name, where the tool tells one, and the names of all who take part."""


def take(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """A colleague takes part, or no longer does."""
    account = person(site, choice)
    name, helpers = site.people[account], item.values["helpers"]
    if account == item.values["lead"]:
        return
    after = tuple(each for each in helpers if each != account) if account in helpers else (*helpers, account)
    site.world.edit(item.ref, account, helpers=after)
    piece = work.pieces[token]
    people: frozenset[str] = piece.now(site.name, "people")
    piece.edit(site.name, "people", people | {name} if account in after else people - {name})
    if account in after:
        piece.by_hand.setdefault(name, set()).add((site.name, item.ref))
    else:
        piece.by_hand.pop(name, None)
        if work.undone:  # by another account they may still take part
            piece.doubt("people")


def lead(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """A colleague takes the lead where nobody has it."""
    account = person(site, choice)
    if (
        not site.world.manifest.tells_lead
        or item.values["lead"]
        or any(PHRASES.lead in x for x in item.values["shown"])
    ):
        return
    helpers = tuple(each for each in item.values["helpers"] if each != account)
    site.world.edit(item.ref, account, lead=account, helpers=helpers)
    piece, name = work.pieces[token], site.people[account]
    piece.edit(site.name, "people", piece.now(site.name, "people") | {name})
    piece.by_hand[name] = {(site.name, item.ref)}


def roles(site: Site, item: NativeItem) -> tuple[str, frozenset[str]]:
    """The lead's name, where the tool tells one, and the names of all who take part."""
    everybody, values = site.shown(item).people, item.values
    said = [name for name in everybody for line in values["shown"] if line.startswith(PHRASES.lead) and name in line]
    native = [site.people[values["lead"]]] if values["lead"] else []
    return next(iter([*native, *said]), "") if site.manifest.tells_lead else "", everybody


def check_persons(site: Site, item: NativeItem, piece: Piece, undone: set[str], quiet: Collection[str]) -> None:
    """Who has an account here is set here, once, and not named in words besides; who was set by hand stays set.

    That is so of the item where they were set: what an import puts in the place of one that went, names them in words
    and sets nobody. These are `quiet` until somebody sets them. Of a person
    who is known by some of their accounts only, the others may be named besides.
    """
    for account, name in site.people.items():
        if name not in site.shown(item).people:
            continue
        natively = [*_native(item)].count(account)
        in_words = sum(line.count(name) for line in item.values["shown"])
        if undone and site.is_shared(account):
            assert natively <= 1, f"{name} is set {natively} times at {site.name}"
        else:
            wanted = (0, 1) if account in quiet else (1, 0)
            assert (natively, in_words) == wanted, f"{name} is set {natively} times at {site.name}, named {in_words}"
        if (site.name, item.ref) in piece.by_hand.get(name, ()) and piece.certain("people"):
            assert natively, f"{name} was set by hand at {site.name} and is not set any more"


def _native(item: NativeItem) -> Iterator[str]:
    yield from item.values["helpers"]
    if item.values["lead"]:
        yield item.values["lead"]
