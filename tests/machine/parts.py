"""What a person does to the parts of a task: elements of its checklist, attachments, its start, its custom field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bridge.core.model.parts import Attachment, Check, Priority
from connectors.memory.native import NativeItem
from tests.machine.sites import COST, Site, person
from tests.machine.unread import doubt_removed, part_of

if TYPE_CHECKING:
    from tests.machine.acts import Work

MOST_CHECKS = 8
"""Fewer than are named in one line where a place has no room for them."""
GROUP = "Gruppe"


def group_of(word: str) -> str:
    """Every other element is in a checklist with a name."""
    return GROUP if int(word[1:]) % 2 else ""


def add_check(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """One more element, in the second checklist where the tool has such."""
    checks, limit = item.values["checklist"], site.world.manifest.checks_limit
    if (
        "checklist" not in site.manifest.holds
        or len(checks) == limit
        or sum(name.startswith("check ") for name in site.parts(item)) >= MOST_CHECKS * 3
    ):
        return
    word = work.word("c")
    group = group_of(word) if site.world.manifest.check_groups else ""
    word = word if group == group_of(word) else work.word("c")
    if site.world.manifest.check_groups or not group_of(word):
        _set(site, item, choice, (*checks, Check("", f"{word} neu", done=choice % 3 == 0, group=group_of(word))))
        work.pieces[token].edit(site.name, f"check {word}", value=True)
        work.pieces[token].edit(site.name, f"check {word} done", value=choice % 3 == 0)
        work.pieces[token].edit(site.name, f"check {word} name", value="neu")
        work.own.add((site.name, site.world.item(item.ref).values["checklist"][-1].id))


def tick_check(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """An element is done, or open again."""
    for check in _chosen(item, choice):
        _set(site, item, choice, _with(item, replace(check, done=not check.done)))
        work.pieces[token].edit(site.name, f"check {site.word(check)}", value=True)
        work.pieces[token].edit(site.name, f"check {site.word(check)} done", value=not check.done)


def rename_check(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """An element is called otherwise; sometimes longer than one of the tools can show.

    One that is new may still be on its way without an answer, and has no marker: it is left alone.
    """
    for check in (each for each in _chosen(item, choice) if (site.name, each.id) in work.settled):
        name = work.word("n") + (" mit langem Namen" if choice % 4 == 0 and not site.is_short else "")
        word = site.word(check)
        before, _, _ = check.title.partition(word)
        _set(site, item, choice, _with(item, replace(check, title=f"{before}{word} {name}")))
        work.pieces[token].edit(site.name, f"check {word}", value=True)
        work.pieces[token].edit(site.name, f"check {word} name", value=name)


def remove_check(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """An element goes, and with it what somebody made of it that nobody has read yet."""
    for check in _chosen(item, choice):
        word, piece = site.word(check), work.pieces[token]
        _set(site, item, choice, tuple(each for each in item.values["checklist"] if each != check))
        piece.edit(site.name, f"check {word}", value=False)
        doubt_removed(work, site, item, piece, check)


def attach(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """One more attachment, or one less."""
    if "attachments" not in site.world.manifest.holds:
        return
    there = item.values["attachments"]
    if there and choice % 2:
        gone = there[choice % len(there)]
        site.world.edit(item.ref, person(site, choice), attachments=tuple(each for each in there if each != gone))
        work.pieces[token].edit(site.name, f"attachment {gone.name}", value=False)
        doubt_removed(work, site, item, work.pieces[token], gone)
    elif len(there) < MOST_CHECKS:
        word = work.word("a")
        new = Attachment(f"https://example.org/{word}", word)
        site.world.edit(item.ref, person(site, choice), attachments=(*there, new))
        work.own.add((site.name, part_of(item, new)))
        work.pieces[token].edit(site.name, f"attachment {word}", value=True)


def press_on(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """How pressing it is."""
    if "priority" in site.world.manifest.holds:
        priority = [None, *Priority][choice % 5]
        site.world.edit(item.ref, person(site, choice), priority=priority)
        work.pieces[token].edit(site.name, "priority", priority)


def charge(work: Work, site: Site, token: str, item: NativeItem, choice: int) -> None:
    """The chosen custom field gets a value, or none."""
    if "custom" in site.world.manifest.holds:
        value = "" if choice % 4 == 0 else work.word("k")
        site.world.edit(item.ref, person(site, choice), custom=((COST, value),) if value else ())
        work.pieces[token].edit(site.name, "custom", value)
        read = work.read(site.name, item.ref)
        if read and dict(read.custom).get(COST, "") == value:  # what was written meanwhile may never have arrived
            work.pieces[token].doubt("custom")


def _chosen(item: NativeItem, choice: int) -> list[Check]:
    checks = item.values["checklist"]
    return [checks[choice % len(checks)]] if checks else []


def _with(item: NativeItem, new: Check) -> tuple[Check, ...]:
    return tuple(new if check.id == new.id else check for check in item.values["checklist"])


def _set(site: Site, item: NativeItem, choice: int, checks: tuple[Check, ...]) -> None:
    site.world.edit(item.ref, person(site, choice), checklist=checks)
