"""The people's side of a memory world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack, cast
from zoneinfo import ZoneInfo

from bridge.core.model.document import plain_document
from bridge.core.model.ids import Account, Ref
from connectors.memory.faults import Fault
from connectors.memory.manifest import ARCHIVE_LANE
from connectors.memory.native import NativeItem, Values
from connectors.memory.translate import Terms, written_due
from connectors.memory.world import OWN, PAGE, World
from connectors.text.plain import write_plain
from tests.contracts.bench import Edit, Held, Kind

BOARD, ELSEWHERE = "baustelle", "anderswo"
ANNA, BERT, NOBODY = Account("anna"), Account("bert"), Account("niemand")
PEOPLE = {ANNA: "Anna Weber", BERT: "Bert Kraus"}


@dataclass(frozen=True)
class MemoryWorld:
    """Anna works on the board; `world` is the tool."""

    world: World
    zone: ZoneInfo
    person: Account = ANNA
    other: Account = BERT
    own: Account = OWN
    stranger: Account = NOBODY
    nowhere: str = "nirgends"
    page: int = PAGE

    def __post_init__(self) -> None:
        self.world.open_board(BOARD)
        self.world.open_board(ELSEWHERE)

    def lanes(self) -> Sequence[tuple[Ref, str]]:
        return [lane for lane in self.world.overview(BOARD)[1].items() if not self._archive(lane[1])]

    def add_lane(self, name: str) -> Ref:
        return self.world.add_lane(BOARD, name, ANNA, after=self.lanes()[-1][0])

    def rename_lane(self, lane: Ref, name: str) -> None:
        self.world.rename_lane(BOARD, lane, name, ANNA)

    def close_lane(self, lane: Ref) -> None:
        self.world.close_lane(BOARD, lane, ANNA)

    def create(self, title: str, lane: Ref, /, **fields: Unpack[Edit]) -> Ref:
        return self.world.create(BOARD, ANNA, **self._values({**fields, "title": title, "lane": lane})).ref

    def edit(self, item: Ref, /, **fields: Unpack[Edit]) -> None:
        self.world.edit(item, ANNA, **self._values(fields))

    def delete(self, item: Ref) -> None:
        self.world.delete(item, ANNA)

    def move_out(self, item: Ref) -> None:
        self.world.move_out(item, ANNA, ELSEWHERE)

    def fill(self, number: int) -> None:
        for count in range(number):
            self.world.create(BOARD, ANNA, title=f"Aufgabe {count}")

    def comment(self, item: Ref, text: str) -> Ref:
        return self.world.comment(item, plain_document(text), ANNA).ref

    def edit_comment(self, item: Ref, comment: Ref, text: str) -> None:
        self.world.edit_comment(item, comment, plain_document(text), ANNA)

    def delete_comment(self, item: Ref, comment: Ref) -> None:
        self.world.delete_comment(item, comment, ANNA)

    def holds(self) -> Mapping[Ref, Held]:
        return {item.ref: self._held(item) for item in self.world.items(BOARD)}

    def calls(self) -> int:
        return self.world.calls

    def trouble(self, kind: Kind, after: int = 0) -> None:
        self.world.faults.clear()
        self.world.faults.plan(Fault(kind), after=after)

    def revoke(self) -> None:
        self.world.revoke()

    def _archive(self, name: str) -> bool:
        return not self.world.manifest.archives and name == ARCHIVE_LANE

    def _values(self, fields: Edit) -> Values:
        """What people set, as the tool's own values; without an archive of its own they move it to a lane."""
        values: dict[str, Any] = {name: value for name, value in fields.items() if name not in ("text", "archived")}
        if "text" in fields:
            values["description"] = plain_document(fields["text"])
        if "due" in fields:
            values["due"] = written_due(fields["due"], Terms(self.world.manifest, self.zone, OWN, ARCHIVE_LANE))
        if "start" in fields:
            values["start"] = written_due(fields["start"], Terms(self.world.manifest, self.zone, OWN, ARCHIVE_LANE))
        if "archived" in fields and self.world.manifest.archives:
            values["archived"] = fields["archived"]
        elif "archived" in fields:
            values["lane"] = self._archive_lane() if fields["archived"] else self.lanes()[0][0]
        return cast("Values", values)

    def _archive_lane(self) -> Ref:
        lanes = {name: ref for ref, name in self.world.overview(BOARD)[1].items()}
        return lanes.get(ARCHIVE_LANE) or self.add_lane(ARCHIVE_LANE)

    def _held(self, item: NativeItem) -> Held:
        values = item.values
        archived = values["archived"] or self._archive(values["lane_name"])
        people = frozenset([*values["helpers"], *([values["lead"]] if values["lead"] else [])])
        comments = tuple(write_plain(comment.text) for comment in item.comments.values())
        return Held(
            values["title"], write_plain(values["description"]), values["lane"], values["done"],
            people, comments, archived,
        )  # fmt: skip
