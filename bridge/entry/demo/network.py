"""The network file of the demo, as its partners agreed on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bridge.entry.demo.stage import Stage, Workplace

MADE_BY = "# Written by cobridge demo. Everything beside it is written anew by the next one."
SPACE = "raum"
CONNECTION_COMMENT = "The secrets come from the environment that `cobridge sandbox` prints."


def network_file(stage: Stage, done_lane: str) -> str:
    """The text: names shown as agreed, everybody at work on the roster with the account confirmed."""
    lines = [
        MADE_BY,
        f"# {CONNECTION_COMMENT}",
        *_table("[network]", {"id": "muster", "name": "Netzwerk Muster", "language": "de", "zone": "Europe/Berlin"}),
    ]
    for place in stage.places:
        lines += _partner(place)
    lines += _table("[[spaces]]", {"id": SPACE, "name": stage.name, "done_lane": done_lane})
    for place in stage.places:
        where = {"id": place.id, "connection": place.tool.id, "container": place.container}
        lines += _table("[[spaces.places]]", where)
    lines += _table("[charter]", {"version": "1"})
    lines += _table("[charter.visibility]", {place.tool.id: "name" for place in stage.places})
    return "\n".join(lines) + "\n"


def _partner(place: Workplace) -> Iterator[str]:
    tool = place.tool
    yield from _table("[[partners]]", {"id": tool.partner, "name": tool.partner_name})
    yield from _table("[[partners.connections]]", {"id": tool.id, "tool": tool.id, "settings": tool.settings})
    for person in place.people:
        accounts = {tool.id: person.account}
        yield from _table("[[partners.roster]]", {"id": person.id, "name": person.name, "accounts": accounts})


def _table(head: str, values: Mapping[str, object]) -> Iterator[str]:
    yield ""
    yield head
    yield from (f"{key} = {_value(value)}" for key, value in values.items() if value)


def _value(value: object) -> str:
    """A string or a table of strings; TOML's strings are JSON's."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    return json.dumps("".join(character for character in str(value) if character.isprintable()), ensure_ascii=False)
