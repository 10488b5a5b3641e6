"""The network file of the demo, as its partners agreed on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bridge.entry.demo.officers import officers, protection
from bridge.entry.demo.stage import Connected, Scene, Stage

MADE_BY = "# Written by cobridge demo. Everything beside it is written anew by the next one."
CONNECTION_COMMENT = "The secrets come from the environment that `cobridge sandbox` prints."

ROSTER = "[[partners.roster]]"


def network_file(stage: Stage, done_lane: str) -> str:
    """The text: names shown as agreed, everybody at work on the roster with the account confirmed."""
    lines = [
        MADE_BY,
        f"# {CONNECTION_COMMENT}",
        *_table("[network]", {"id": "muster", "name": "Muster", "language": "de", "zone": "Europe/Berlin"}),
        *_table("[[officers]]", protection()),
    ]
    for connected in stage.connections:
        lines += _partner(connected)
    for scene in stage.scenes:
        lines += _space(scene, done_lane)
    lines += _table("[charter]", {"version": "1"})
    tools = dict.fromkeys(connected.partner.tool.id for connected in stage.connections)
    lines += _table("[charter.visibility]", dict.fromkeys(tools, "name"))
    return "\n".join(lines) + "\n"


def without(network: str, person: str) -> str:
    """The file without the person's row of a roster; everything else stays as it is."""
    tables = network.split("\n\n")
    return "\n\n".join(each for each in tables if not each.startswith(f'{ROSTER}\nid = "{person}"\n'))


def _partner(connected: Connected) -> Iterator[str]:
    partner = connected.partner
    yield from _table("[[partners]]", {"id": partner.id, "name": partner.name})
    for officer in officers(partner):
        yield from _table("[[partners.officers]]", officer)
    connection = {"id": partner.id, "tool": partner.tool.id, "settings": connected.settings}
    yield from _table("[[partners.connections]]", connection)
    for person in connected.people:
        accounts = {partner.id: person.account}
        yield from _table(ROSTER, {"id": person.id, "name": person.name, "accounts": accounts})


def _space(scene: Scene, done_lane: str) -> Iterator[str]:
    space = scene.space
    yield from _table("[[spaces]]", {"id": space.id, "name": space.name, "done_lane": done_lane})
    for place in scene.places:
        where = {"id": place.id, "connection": place.partner.id, "container": place.container}
        yield from _table("[[spaces.places]]", where)


def _table(head: str, values: Mapping[str, object]) -> Iterator[str]:
    yield ""
    yield head
    yield from (f"{key} = {_value(value)}" for key, value in values.items() if value)


def _value(value: object) -> str:
    """A string or a table of strings; TOML's strings are JSON's."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    return json.dumps("".join(character for character in str(value) if character.isprintable()), ensure_ascii=False)
