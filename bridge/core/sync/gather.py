"""Comments that stand in one native comment together, at tools where each of ours tells everybody.

What waits when the first of our comments is written on an item (an import, as a rule) comes as one, as far as one can
hold it, else as several. What is said later is a native comment of its own. A comment keeps its line with author and
day there; edits and deletions change its part alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, Ref
from bridge.core.model.memory import CommentLink
from bridge.core.model.reach import Manifest
from bridge.core.model.restrict import restricted
from bridge.core.sync.project import comment_room
from bridge.core.sync.shorten import shortened
from bridge.core.sync.size import size

FILLED = 0.8
"""The part of the room that is filled at first: the rest is for words that are added later."""

Part = tuple[CommentId, Document]
"""A comment as our account writes it."""
Together = tuple[tuple[CommentId, ...], Document]


def gathered(waiting: Sequence[Part], last: Document | None, manifest: Manifest) -> Iterator[Together]:
    """Comments that wait to be written, in their order, those together that stand in one.

    `last` is the newest of our native comments on the item: while that has no room for the next, the rest of an import
    that broke off is waiting.
    """
    first = manifest.gathers_comments and (
        last is None or not _fit([last, *(text for _, text in waiting[:1])], manifest)
    )
    batch: list[Part] = []
    for part in waiting:
        if batch and not (first and _fit([text for _, text in (*batch, part)], manifest)):
            yield _together(batch, manifest)
            batch = []
        batch.append(part)
    if batch:
        yield _together(batch, manifest)


def shared(texts: Sequence[Document], manifest: Manifest) -> Document:
    """The text of one native comment for all of them; where it would be too long, the longest are cut."""
    room, weight = comment_room(manifest)
    form = manifest.comment_text
    share = _share([size(text.blocks, form, weight) for text in texts], room)
    cut = (shortened(text, form, share, weight) for text in texts)
    return restricted(Document(tuple(block for text in cut for block in text.blocks)), form)


def by_ref(links: Mapping[CommentId, CommentLink]) -> dict[Ref, list[CommentId]]:
    """Comments by the native comment in which they stand."""
    found: dict[Ref, list[CommentId]] = {}
    for comment, link in links.items():
        found.setdefault(link.ref, []).append(comment)
    return found


def bearer(together: Sequence[CommentId], links: Mapping[CommentId, CommentLink]) -> CommentId:
    """The one of them whose link has the native comment's text; the first where none has."""
    return next((each for each in together if links[each].sent is not None), together[0])


def _together(batch: Sequence[Part], manifest: Manifest) -> Together:
    texts = [text for _, text in batch]
    return tuple(comment for comment, _ in batch), texts[0] if len(texts) == 1 else shared(texts, manifest)


def _fit(texts: Iterable[Document], manifest: Manifest) -> bool:
    room, weight = comment_room(manifest)
    taken = sum(size(text.blocks, manifest.comment_text, weight) for text in texts)
    return room is None or taken <= room * FILLED


def _share(sizes: Sequence[int], room: int | None) -> int | None:
    """How much each may take at most so that all fit; None where they do."""
    if room is None:
        return None
    for number, taken in enumerate(sorted(sizes)):
        share = room // (len(sizes) - number)
        if taken > share:
            return share
        room -= taken
    return None
