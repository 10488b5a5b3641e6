"""Shows entities as JSON: the compact form, the full form, or the fields that `opt_fields` names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from connectors.sandbox.asana.entities import User
from connectors.sandbox.clock import iso

Wanted = Mapping[str, "Wanted"]
_REFERENCE: Wanted = {"gid": {}, "resource_type": {}}
ABSENT = object()
"""What a getter gives for a field that Asana leaves out of this entity (*Conditional* in its description)."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: some fields depend on the person, `external` on the app (None with a personal access token)."""

    user: User
    app: str | None
    workspace: Any
    asked: bool = False


class Kind(NamedTuple):
    """How one type of entity is shown. `getters` knows every field; the others list what the two forms hold."""

    compact: Wanted
    full: Wanted
    getters: Mapping[str, Callable[[Any, Viewer], Any]]


class Part(NamedTuple):
    """A value with named fields but without an id, such as a membership."""

    fields: Mapping[str, Any]


@lru_cache(maxsize=512)
def wanted(opt_fields: str) -> Wanted:
    """The fields named by `opt_fields`: comma-separated, nested by dots, with or without `this.`."""
    tree: dict[str, Any] = {}
    for path in opt_fields.split(","):
        branch = tree
        for name in path.strip().removeprefix("this.").split("."):
            if name:
                branch = branch.setdefault(name, {})
    return {"gid": {}, **tree}


class Renderer:
    """Renders with one table of kinds."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = kinds

    def compact(self, entity: Any, viewer: Viewer) -> dict[str, Any]:
        """The form in lists."""
        return self._entity(entity, self._kinds[entity.kind].compact, viewer)

    def full(self, entity: Any, viewer: Viewer) -> dict[str, Any]:
        """The form of a single record; nested entities are compact."""
        return self._entity(entity, self._kinds[entity.kind].full, viewer)

    def chosen(self, entity: Any, tree: Wanted, viewer: Viewer) -> dict[str, Any]:
        """The fields of `opt_fields` and the gid. A nested entity without fields of its own is only a reference."""
        return self._entity(entity, tree, viewer)

    def _entity(self, entity: Any, tree: Wanted, viewer: Viewer) -> dict[str, Any]:
        getters = self._kinds[entity.kind].getters
        shown = {}
        for name, below in tree.items():
            getter = getters.get(name)
            if getter is not None and (value := getter(entity, viewer)) is not ABSENT:
                shown[name] = self._value(value, below, viewer)
        return shown

    def _value(self, value: Any, below: Wanted, viewer: Viewer) -> Any:
        match value:
            case str() | bool() | int() | float() | None:
                return value
            case datetime():
                return iso(value)
            case date():
                return value.isoformat()
            case list() | tuple() if not isinstance(value, Part):
                return [self._value(each, below, viewer) for each in value]
            case Part(fields):
                chosen = {name: below.get(name, {}) for name in fields if not below or name in below}
                return {name: self._value(fields[name], deeper, viewer) for name, deeper in chosen.items()}
            case _:
                bare = _REFERENCE if viewer.asked else self._kinds[value.kind].compact
                return self._entity(value, {"gid": {}, **below} if below else bare, viewer)
