"""Writing to a board: each operation is one remote effect."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import assert_never

from bridge.core.errors import Replan, Stop
from bridge.core.model.ids import Ref
from bridge.core.model.network import Place
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Done,
    Operation,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.task import Fields
from connectors.memory.client import Client
from connectors.memory.native import Missing, NativeItem, Values
from connectors.memory.translate import Terms, item_of, values_of
from connectors.memory.world import World


@dataclass(frozen=True, slots=True)
class Write:
    """Writes to one place."""

    client: Client
    place: Place
    terms: Terms

    def apply(self, operation: Operation) -> Done:
        match operation:
            case CreateItem():
                return self._create(operation)
            case UpdateItem():
                return self._update(operation)
            case CreateLane() | RenameLane():
                return self._lane(operation)
            case CreateComment() | UpdateComment() | DeleteComment():
                return self._comment(operation)
            case _:
                assert_never(operation)

    def _create(self, operation: CreateItem) -> Done:
        names = operation.held if operation.fields.archived else operation.held - {"archived"}
        values = values_of(operation.fields, names, self.terms, self._target(operation.fields, names))
        native = self.client.write(
            "creating an item",
            lambda world: world.create(self.place.container, self.terms.own, operation.task, **values),
            creates=True,
        )
        return Done(operation, native.ref, item_of(native, self.terms))

    def _update(self, operation: UpdateItem) -> Done:
        changed = operation.changed
        values = values_of(operation.fields, changed, self.terms, self._target(operation.fields, changed))
        native = self.client.write("changing an item", lambda world: self._edited(world, operation, values))
        return Done(operation, native.ref, item_of(native, self.terms))

    def _edited(self, world: World, operation: UpdateItem, values: Values) -> NativeItem:
        """What somebody moved to another board a moment ago is gone from this place: nobody wants it changed there."""
        if world.item(operation.ref).container != self.place.container:
            raise Missing(f"item {operation.ref} is not on board {self.place.container}")
        return world.edit(operation.ref, self.terms.own, operation.revision, **values)

    def _target(self, fields: Fields, names: Collection[str]) -> Ref | None:
        """The lane the item has to stand in, None to leave it; only restoring takes it out of an archive lane."""
        lane = None if fields.status.lane is None else Ref(fields.status.lane)
        if self.terms.manifest.archives or "archived" not in names:
            stored = fields.archived and not self.terms.manifest.archives
            return lane if "status" in names and not stored else None
        return self._archive() if fields.archived else lane or self._first()

    def _archive(self) -> Ref:
        """The archive lane, made behind all others where there is none yet."""
        container, own, name = self.place.container, self.terms.own, self.terms.archive
        lanes = self._lanes()
        if found := next((ref for ref, known in lanes.items() if known == name), None):
            return found
        last = list(lanes)[-1]
        return self.client.write("creating the archive lane", lambda world: world.add_lane(container, name, own, last))

    def _first(self) -> Ref:
        return next(ref for ref, name in self._lanes().items() if name != self.terms.archive)

    def _lanes(self) -> Mapping[Ref, str]:
        try:
            return self.client.read("reading the lanes", lambda world: world.overview(self.place.container))[1]
        except Missing:
            raise Stop("Memory, reading the lanes: the board does not exist.", code="place") from None

    def _lane(self, operation: CreateLane | RenameLane) -> Done:
        container, own = self.place.container, self.terms.own
        if isinstance(operation, RenameLane):
            self.client.write(
                "renaming a lane", lambda world: world.rename_lane(container, operation.ref, operation.name, own)
            )
            return Done(operation, operation.ref)
        ref = self.client.write(
            "creating a lane",
            lambda world: world.add_lane(container, operation.name, own, operation.after),
            creates=True,
        )
        return Done(operation, ref)

    def _comment(self, operation: CreateComment | UpdateComment | DeleteComment) -> Done:
        own = self.terms.own
        match operation:
            case CreateComment(_, _, _, item, text):
                comment = self.client.write("commenting", lambda world: world.comment(item, text, own), creates=True)
                return Done(operation, comment.ref, text=comment.text)
            case UpdateComment(_, _, _, item, ref, text):
                comment = self.client.write(
                    "changing a comment", lambda world: world.edit_comment(item, ref, text, own)
                )
                return Done(operation, ref, text=comment.text)
            case DeleteComment(_, _, _, item, ref):
                with suppress(Replan):  # it is gone, which is what was wanted
                    self.client.write("deleting a comment", lambda world: world.delete_comment(item, ref, own))
                return Done(operation, ref)
