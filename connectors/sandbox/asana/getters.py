"""The parts that the tables of fields are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from connectors.sandbox.asana.rendering import Kind, Viewer, Wanted

Getter = Callable[[Any, Viewer], Any]


def kind(compact: str, full: str, getters: Mapping[str, Getter]) -> Kind:
    """`full` comes on top of `compact`; whatever else has a getter is shown only when asked for."""
    first: dict[str, Wanted] = {name: {} for name in ("gid", *compact.split(), "resource_type")}
    common: dict[str, Getter] = {"gid": lambda it, _: it.gid, "resource_type": lambda it, _: it.kind}
    return Kind(first, first | {name: {} for name in full.split()}, {**common, **getters})


def plain(*names: str) -> dict[str, Getter]:
    """Fields that are attributes of the same name."""
    return {name: lambda it, _, get=attrgetter(name): get(it) for name in names}  # type: ignore[misc]


def constant(value: Any, *names: str) -> dict[str, Getter]:
    return dict.fromkeys(names, lambda _it, _viewer: value)


def workspace(_: Any, viewer: Viewer) -> Any:
    return viewer.workspace
