"""Which column of a List holds which field. Without I/O.

The columns of a List's task tracking are known by their type, its title by being the primary column. People make the
others in Slack, so those are known by their name in either language.

Source: docs.slack.dev/reference/methods/slackLists.create
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bridge.core.errors import Stop
from connectors.slack.translate import Json

TITLE, DONE, PEOPLE, DUE = "title", "done", "people", "due"
DESCRIPTION, LANE, LABELS, MARKER = "description", "lane", "labels", "marker"
_TRACKING: Mapping[str, str] = {DONE: "todo_completed", PEOPLE: "todo_assignee", DUE: "todo_due_date"}
_TEXTS = ("text", "rich_text")
_NAMED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    DESCRIPTION: (_TEXTS, ("beschreibung", "description")),
    LANE: (("select",), ("spalte", "lane", "status")),
    LABELS: (_TEXTS, ("etiketten", "labels")),
    MARKER: (_TEXTS, ("cobridge",)),
}
_SHOULD: Mapping[str, str] = {
    DONE: "task tracking",
    PEOPLE: "task tracking",
    DUE: "task tracking",
    DESCRIPTION: "a text column Beschreibung",
    LANE: "a selection column Spalte",
    LABELS: "a text column Etiketten",
    MARKER: "a text column Cobridge",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """A List's columns: ids by what they hold, and the lanes from left to right, names by ref; `url` is the List's.

    `archive` is the option that holds what is archived, None where the List has none.
    """

    name: str
    ids: Mapping[str, str]
    lanes: Mapping[str, str] = field(default_factory=dict)
    archive: str | None = None
    url: str = ""

    @property
    def lacking(self) -> Sequence[str]:
        """What a person has to add to the List, in words; nothing where it is as needed."""
        return tuple(dict.fromkeys(words for name, words in _SHOULD.items() if name not in self.ids))

    def offers(self, lane: str) -> bool:
        """Whether this is an option that was there when the columns were read."""
        return lane in self.lanes or lane == self.archive


def columns_of(described: Json, archive_lane: str) -> Columns:
    """The columns of a List as `files.info` describes it."""
    schema = (described.get("list_metadata") or {}).get("schema") or ()
    ids = {name: found for name in (TITLE, *_SHOULD) if (found := _id_of(name, schema))}
    options = next((each.get("options") or {} for each in schema if each["id"] == ids.get(LANE)), {})
    named = {str(each["value"]): str(each.get("label") or each["value"]) for each in options.get("choices") or ()}
    archive = next((ref for ref, name in named.items() if _folded(name) == _folded(archive_lane)), None)
    lanes = {ref: name for ref, name in named.items() if ref != archive}
    name, url = described.get("title") or described.get("name") or "", described.get("permalink") or ""
    return Columns(str(name), ids, lanes, archive, str(url))


def complete(columns: Columns) -> Columns:
    """The columns, where none is lacking. Raises Stop with what has to be added."""
    if columns.lacking:
        wanted = ", ".join(columns.lacking)
        raise Stop(f"Slack, reading a List: it lacks {wanted}; add this in Slack.", code="columns")
    return columns


def _id_of(name: str, schema: Sequence[Json]) -> str | None:
    return next((str(each["id"]) for each in schema if _holds(name, each)), None)


def _holds(name: str, column: Json) -> bool:
    if name == TITLE:
        return bool(column.get("is_primary_column"))
    if name in _TRACKING:
        return column.get("type") == _TRACKING[name]
    kinds, names = _NAMED[name]
    called = {_folded(str(column.get(key) or "")) for key in ("key", "name")}
    return column.get("type") in kinds and not column.get("is_primary_column") and bool(called & set(names))


def _folded(name: str) -> str:
    return name.strip().casefold()
