"""An OpenAPI description as its vendor publishes it: which operation a call is, and where a schema stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.judge.exchange import Exchange

PART = re.compile(r"\{[^}]*\}")
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the description has it: its path's template, and where it stands."""

    template: str
    method: str
    place: str

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


@dataclass(frozen=True, slots=True)
class Located:
    """A piece of the description and where it stands, with `/` between the keys; references are followed."""

    place: str
    value: Any


@dataclass(frozen=True)
class Description:
    """One vendor's description. `all` is the file as it stands."""

    all: dict[str, Any]
    _known: dict[str, Operation | None] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Description:
        """Read the published file."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def operations(self) -> list[dict[str, Any]]:
        """All of them, as they stand."""
        return [each for one in self.all["paths"].values() for each in one.values() if isinstance(each, dict)]

    @cached_property
    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        """Templates with fewer variables come first: `/cards/{id}/actions` before `/cards/{id}/{field}`."""
        ordered = sorted(self.all["paths"], key=lambda each: (len(PART.findall(each)), -len(each)))
        return [
            (re.compile("[^/]+".join(re.escape(fixed) for fixed in PART.split(each)) + "$"), each) for each in ordered
        ]

    def operation(self, exchange: Exchange) -> Operation | None:
        """Which operation a call is; None where the vendor publishes none like it."""
        key = f"{exchange.method} {exchange.path}"
        if key not in self._known:
            self._known[key] = self._find(exchange.method, exchange.path)
        return self._known[key]

    def _find(self, method: str, path: str) -> Operation | None:
        for pattern, template in self._templates:
            if pattern.match(path) and method.lower() in self.all["paths"][template]:
                return Operation(template, method, f"paths/{template}/{method.lower()}")
        return None

    def at(self, place: Iterable[Any], start: Located | None = None) -> Located:
        """Go along keys from a located piece (else from the operation's root), following each reference.

        Raises KeyError where there is no such key.
        """
        found = start or Located("", self.all)
        for key in place:
            found = self.followed(Located(f"{found.place}/{key}".lstrip("/"), found.value[key]))
        return found

    def found(self, place: str) -> Any:
        """What stands at a place as `Located` names it. Raises KeyError where there is no such key.

        Keys may have slashes themselves, such as paths of the API.
        """
        value: Any = self.all
        rest = place
        while rest:
            keys = range(len(value)) if isinstance(value, list) else value
            fitting = [key for key in keys if rest == str(key) or rest.startswith(f"{key}/")]
            if not fitting:
                raise KeyError(place)
            key = max(fitting, key=lambda each: len(str(each)))
            value = value[key]
            rest = rest[len(str(key)) :].removeprefix("/")
        return value

    def followed(self, found: Located) -> Located:
        """What a reference leads to; anything else is itself."""
        while isinstance(found.value, Mapping) and "$ref" in found.value:
            keys = found.value["$ref"].removeprefix("#/").split("/")
            value = self.all
            for key in keys:
                value = value[key]
            found = Located("/".join(keys), value)
        return found

    def typed(self, name: str) -> Located | None:
        """The schema that an object names as its type (`#microsoft.graph.user`); None where there is none."""
        place = f"components/schemas/{name.removeprefix('#')}"
        found = self.all["components"]["schemas"].get(name.removeprefix("#"))
        return Located(place, found) if found else None

    def taken(self, operation: Operation) -> Located | None:
        """The schema of what an operation takes as JSON; None where none is published."""
        return self._maybe(operation, "requestBody", "content", JSON, "schema")

    def answered(self, operation: Operation, status: int) -> Located | None:
        """The schema of what it answers; None where none is published."""
        answers = self._maybe(operation, "responses")
        for each in (str(status), f"{status // 100}XX", "default"):
            if answers and each in answers.value:
                try:
                    return self.at((each, "content", JSON, "schema"), answers)
                except KeyError:
                    return None
        return None

    def parameters(self, operation: Operation) -> dict[tuple[str, str], Located]:
        """What an operation takes beside its body, by where it stands (`query`, `header`, `path`) and its name."""
        own = self._maybe(operation, "parameters")
        shared = self.all["paths"][operation.template].get("parameters", [])
        listed = [Located(f"paths/{operation.template}/parameters/{index}", each) for index, each in enumerate(shared)]
        listed += [Located(f"{own.place}/{index}", each) for index, each in enumerate(own.value)] if own else []
        found = [self.followed(each) for each in listed]
        return {(each.value["in"], each.value["name"]): each for each in found}

    def _maybe(self, operation: Operation, *keys: str) -> Located | None:
        start = Located(operation.place, self.all["paths"][operation.template][operation.method.lower()])
        try:
            return self.at(keys, start)
        except KeyError:
            return None
