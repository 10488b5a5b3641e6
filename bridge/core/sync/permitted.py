"""What of a snapshot may be taken over where persons are barred: their data were erased, or restricted.

An erased person's tasks go on without them: nothing says who they were, what they commented is not there. What a
restricted person does is left as it was before, so that it is found again when the restriction is lifted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bridge.core.model.ids import Account, PersonId, PlaceId, Ref
from bridge.core.model.memory import Link, Memory
from bridge.core.model.snapshot import Item, ItemComment, Snapshot
from bridge.core.model.task import EDITABLE, Fields
from bridge.core.rules.barred import Without
from bridge.core.sync.learn import taken
from bridge.core.sync.terms import Terms, person_at


def permitted(snapshot: Snapshot, memory: Memory, terms: Terms) -> Snapshot:
    """The snapshot as it may be decided on; the very same where nobody is barred."""
    if not terms.barred:
        return snapshot
    links = {link.ref: link for link in memory.links.get(snapshot.place, {}).values()}
    known = frozenset(link.ref for link in memory.comment_links.get(snapshot.place, {}).values())
    looking = _Looking(snapshot.place, terms, links, known)
    overwritten = (
        replace(each, fields=looking.without.fields(each.fields), by=looking.named(each.by))
        for each in snapshot.overwritten
        if not looking.is_restricted(each.by)
    )
    return replace(
        snapshot,
        items={ref: looking.item(item) for ref, item in snapshot.items.items() if not looking.waits(item)},
        lanes=None
        if snapshot.lanes is None
        else tuple(replace(lane, name=looking.without.text(lane.name)) for lane in snapshot.lanes),
        names={who: name for who, name in snapshot.names.items() if not looking.is_barred(who, name)},
        overwritten=tuple(overwritten),
    )


def without_erased(terms: Terms, place: PlaceId | None) -> Without:
    """Takes erased persons out of values in the terms of a place, or in the network's for None."""
    reach = terms.reaches.get(place) if place else None

    def gone(identity: str) -> bool:
        return terms.is_erased(person_at(reach, identity) if reach else PersonId(identity))

    return Without(gone, terms.barred.names, terms.phrases.a_partner)


class _Looking:
    """One place's snapshot, while it is gone through."""

    def __init__(self, place: PlaceId, terms: Terms, links: Mapping[Ref, Link], comments: frozenset[Ref]) -> None:
        self._terms, self._reach = terms, terms.reaches[place]
        self._links, self._comments = links, comments
        self.without = without_erased(terms, place)

    def is_restricted(self, account: Account | None) -> bool:
        return account is not None and self._terms.is_restricted(person_at(self._reach, account))

    def is_barred(self, account: Account, name: str) -> bool:
        """Also by another account of the same name, such as one at a partner who joins later."""
        return self.without.gone(account) or self.is_restricted(account) or self.without.text(name) != name

    def named(self, account: Account | None) -> Account | None:
        return account if account is not None and not self.without.gone(account) else None

    def waits(self, item: Item) -> bool:
        """Whether a restricted person made the item since."""
        return item.ref not in self._links and self.is_restricted(item.author)

    def item(self, item: Item) -> Item:
        return replace(
            item,
            fields=self._fields(item) if item.fields else None,
            comments=tuple(self._said(item)),
            author=self.named(item.author),
            actors={name: who for name, who in item.actors.items() if not self.without.gone(who)},
        )

    def _fields(self, item: Item) -> Fields:
        """As before where a restricted person has edited since."""
        fields, link = self.without.fields(item.fields or Fields()), self._links.get(item.ref)
        held_back = [name for name in EDITABLE if self.is_restricted(item.actors.get(name))]
        return taken(fields, link.seen, tuple(held_back)) if link and held_back else fields

    def _said(self, item: Item) -> Iterator[ItemComment]:
        """Without what erased persons say; of restricted ones what was there before."""
        for each in item.comments:
            gone = each.author is not None and self.without.gone(each.author)
            if not gone and (each.ref in self._comments or not self.is_restricted(each.author)):
                yield replace(each, text=self.without.document(each.text))
