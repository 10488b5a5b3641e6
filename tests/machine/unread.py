"""What nobody can know of elements and attachments that were removed before the service had read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridge.core.model.parts import Attachment, Check
from connectors.memory.native import NativeItem
from tests.machine.expected import Piece
from tests.machine.sites import Site

if TYPE_CHECKING:
    from tests.machine.acts import Work


def part_of(item: NativeItem, part: Check | Attachment) -> str:
    """What tells an element, or an attachment of an item, from all others of its site."""
    return part.id if isinstance(part, Check) else f"{item.ref} {part.url}"


def doubt_removed(work: Work, site: Site, item: NativeItem, piece: Piece, part: Check | Attachment) -> None:
    """Somebody removed this of the item, which is as it was before: what nobody had read of it nobody can know.

    That is what was made of an element there. It is also whether it was there at all, where our write of it went
    unanswered; but where one call writes a checklist, another element of ours says that the write had arrived, until
    that one is removed as well.
    """
    read = work.read(site.name, item.ref)
    if read is None or part in (*read.checklist, *read.attachments):
        return
    kind, word = ("check", site.word(part)) if isinstance(part, Check) else ("attachment", part.name)
    for name in (f"{kind} {word} done", f"{kind} {word} name"):
        if site.name in piece.edits.get(name, {}):
            piece.doubt(name)
    if isinstance(part, Attachment):
        if (site.name, part_of(item, part)) not in work.own:
            piece.doubt(f"attachment {word}")
        return
    known = {each.id for each in read.checklist}
    ours = [each for each in item.values["checklist"] if each.id not in known and (site.name, each.id) not in work.own]
    if part in ours and not site.manifest.checks_at_once:
        piece.doubt(f"check {word}")
    elif ours == [part]:  # and with it all that were removed before
        for name in [name for name, edits in piece.edits.items() if edits.get(site.name, True) is False]:
            if name.startswith("check ") and not name.endswith((" done", " name")):
                piece.doubt(name)
