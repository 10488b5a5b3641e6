"""How a List was read. Without I/O."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.snapshot import Item


@dataclass(frozen=True, slots=True)
class Mark:
    """Each item's revision as last read, which items people had archived in Slack, and a sum over the lanes told.

    The text is our cursor.

    Lists have no feed (docs.slack.dev/reference/events): what changed is what differs.
    """

    revisions: Mapping[str, str] = field(default_factory=dict)
    archived: frozenset[str] = frozenset()
    lanes: str = ""

    @classmethod
    def read(cls, cursor: Cursor) -> Mark | None:
        """The mark of a cursor, None for one that is not ours."""
        try:
            told = json.loads(cursor)
            revisions = {str(ref): str(known) for ref, known in told["items"].items()}
            return cls(revisions, frozenset(told["archived"]), str(told["lanes"]))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    def after(self, items: Iterable[Item], archived: Iterable[Ref], lanes: Mapping[str, str]) -> Mark:
        """The mark of what was read now; what is archived stays so until it is seen among the others again."""
        revisions = {str(item.ref): item.revision for item in items}
        return Mark(revisions, (self.archived | frozenset(archived)) - revisions.keys(), sum_of(lanes))

    @property
    def cursor(self) -> Cursor:
        """The mark as a cursor."""
        told = {"items": dict(self.revisions), "archived": sorted(self.archived), "lanes": self.lanes}
        return Cursor(json.dumps(told, sort_keys=True, separators=(",", ":")))

    def lacking(self, refs: AbstractSet[Ref]) -> frozenset[Ref]:
        """Items that were there, and are not any more."""
        return frozenset(map(Ref, self.revisions.keys() - refs))

    def is_changed(self, item: Item) -> bool:
        """Whether the item is new or differs."""
        return self.revisions.get(item.ref) != item.revision


def sum_of(lanes: Mapping[str, str]) -> str:
    """A sum over lanes, their names and their order."""
    return hashlib.sha256(json.dumps(list(lanes.items())).encode()).hexdigest()[:16]
