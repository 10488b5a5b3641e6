"""Notes as items of a tool: made and found by its connector, as any item, and taken away for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bridge.core.model.document import plain_document
from bridge.core.model.ids import Ref
from bridge.core.model.network import Place
from bridge.core.model.note import Form, Note
from bridge.core.model.operation import CreateItem
from bridge.core.model.restrict import restricted
from bridge.core.model.task import Fields
from bridge.ports.connector import Connector, Sought

HELD = frozenset({"title", "description"})
CUT = "…"


@dataclass(frozen=True, slots=True)
class Items:
    """`bridge.ports.posting.Posting` of a tool that has items; `remove` deletes one, also one that is gone."""

    connector: Connector
    remove: Callable[[Place, Ref], None]

    def form(self, place: Place) -> Form:
        """Every place has room for an item."""
        del place
        return Form.ITEM

    def put(self, place: Place, note: Note) -> Ref:
        """In the first lane. Of the text as much as the tool takes."""
        manifest = self.connector.manifest
        text = restricted(plain_document(_cut(note.text, manifest.text_limit)), manifest.text)
        fields = Fields(title=_cut(note.title, manifest.title_limit), description=text)
        return self.connector.apply(place, CreateItem(place.id, note.sign, fields, HELD)).ref

    def find(self, place: Place, note: Note) -> Ref | None:
        """By its sign; a copy that a person made bears it too, and is not ours."""
        sought = Sought(frozenset({note.sign}), titles={note.sign: note.title})
        items = self.connector.pull(place, None, sought).items.values()
        return next(
            (item.ref for item in items if item.marker == note.sign and (item.own or item.author is None)), None
        )

    def take_away(self, place: Place, ref: Ref) -> None:
        """See `Posting`."""
        self.remove(place, ref)


def _cut(text: str, limit: int | None) -> str:
    return text if limit is None or len(text) <= limit else text[: limit - len(CUT)] + CUT
