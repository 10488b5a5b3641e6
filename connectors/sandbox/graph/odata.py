"""What the query options do with entities: `$select`, `$expand`, `$top`, `$skiptoken`, `$count`."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from connectors.sandbox.graph.call import Changed, Many, One, Pages
from connectors.sandbox.graph.entities import Entity, Json
from connectors.sandbox.graph.errors import bad
from connectors.sandbox.graph.kinds import Kind
from connectors.sandbox.graph.state import State


@dataclass(frozen=True, slots=True)
class View:
    """What a caller wants to see of a path's entities; `root` is Graph's address, with the version."""

    state: State
    root: str
    path: str
    query: Mapping[str, str]

    def one(self, reply: One) -> Json:
        """One entity with its context."""
        return {
            "@odata.context": f"{self.root}/$metadata#{reply.kind.context}/$entity",
            **self._shown(reply.entity, reply.kind, self._expanded(reply.kind, tuple(reply.kind.expands))),
        }

    def many(self, reply: Many) -> Json:
        """A page of a list, with the link to the next one."""
        start, size = self._start(reply.entities), self._size(reply.pages)
        shown = reply.entities[start : start + size]
        more = start + size < len(reply.entities)
        page = self._page(shown, reply.kind)
        if self.query.get("$count") == "true" or reply.kind.type.startswith("planner") or reply.pages.most == 50:
            page["@odata.count"] = len(shown) if reply.pages.most == 50 else len(reply.entities)
        if more:
            page["@odata.nextLink"] = self._link("$skiptoken", _token(start + size, shown[-1].id))
        return {**page, "value": page.pop("value")}

    def changed(self, reply: Changed) -> Json:
        """A page of changes, with the link to the next page or to what comes later."""
        page = self._page(reply.entities, reply.kind)
        name = "$deltatoken" if reply.finished else "$skiptoken"
        page["@odata.deltaLink" if reply.finished else "@odata.nextLink"] = self._link(name, reply.token)
        return {**page, "value": page.pop("value")}

    def _page(self, entities: Sequence[Entity], kind: Kind) -> Json:
        expanded = self._expanded(kind, tuple(kind.lists))
        context = f"{self.root}/$metadata#Collection(microsoft.graph.{kind.type})"
        return {"@odata.context": context, "value": [self._shown(each, kind, expanded) for each in entities]}

    def _shown(self, entity: Entity, kind: Kind, expanded: Sequence[str]) -> Json:
        shown = kind.show(entity, self.state)
        if "$select" in self.query:
            shown = _selected(shown, kind, self.query["$select"])
        for name in expanded:
            shown[name] = kind.expands[name](entity, self.state)
        return shown

    def _expanded(self, kind: Kind, allowed: Sequence[str]) -> Sequence[str]:
        wanted = [name.partition("(")[0].strip() for name in self.query.get("$expand", "").split(",") if name.strip()]
        for name in wanted:
            if name not in allowed:
                raise bad(f"Parsing OData Select and Expand failed: '{name}' cannot be expanded here.")
        return wanted

    def _size(self, pages: Pages) -> int:
        text = self.query.get("$top")
        if text is None:
            return pages.size
        if not text.isdecimal() or not 1 <= int(text) <= pages.most:
            raise bad(f"Invalid page size specified: '{text}'. Must be between 1 and {pages.most} inclusive.")
        return int(text)

    def _start(self, entities: Sequence[Entity]) -> int:
        token = self.query.get("$skiptoken")
        if token is None:
            return 0
        start, last = _read(token)
        ids = [each.id for each in entities]
        return ids.index(last) + 1 if last in ids else start

    def _link(self, name: str, token: str) -> str:
        kept = {key: value for key, value in self.query.items() if key not in ("$skiptoken", "$deltatoken")}
        query = "&".join(f"{key}={quote(value, safe=_PLAIN)}" for key, value in {**kept, name: token}.items())
        return f"{self.root}{quote(self.path, safe=_PLAIN)}?{query}"


_PLAIN = "$,()'/:@"


def _selected(shown: Json, kind: Kind, names: str) -> Json:
    chosen = {key: value for key, value in shown.items() if key.startswith("@")}
    for name in (each.strip() for each in names.split(",")):
        if name in shown:
            chosen[name] = shown[name]
        elif name in kind.more:
            chosen[name] = kind.more[name]
        else:
            raise bad(
                "Parsing OData Select and Expand failed: "
                f"Could not find a property named '{name}' on type 'microsoft.graph.{kind.type}'."
            )
    return chosen


def _token(start: int, last: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([start, last]).encode()).decode().rstrip("=")


def _read(token: str) -> tuple[int, str]:
    try:
        start, last = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return int(start), str(last)
    except (binascii.Error, ValueError, TypeError):
        raise bad("The value of $skiptoken is not one that was given out.") from None
