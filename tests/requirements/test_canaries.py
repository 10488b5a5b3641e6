"""People fill every field in every tool with words that are nowhere else; none of them gets into what is recorded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import operator
from bridge.core.rules.access import Resource, Verb
from bridge.service.seal import export_log
from tests.system.removal import site as removal
from tests.system.removal.site import TOOLS, Site, site

pytestmark = pytest.mark.slow

PEOPLE = {"anna": "Ottilie Kanarienvogel", "bob": "Benno Kanarienhahn"}
KINDS = ("titel", "text", "wort")
VENDORS = {"trello": "trello", "asana": "asana", "teams": "graph", "cards": "slack", "list": "slack"}
WORDS = ("Kanari", "kanari")
"""In each title, text, comment, name and address."""
LOG = ("log_entries", "log_salts", "log_leaves", "log_roots", "journal_entries")
EXACT = "journal_notes"
"""What is kept of a task in the technical record is its id, and of a person nothing."""


@dataclass(frozen=True)
class Recorded:
    """`tools` is what each vendor holds, `rows` what each of our tables does, as text."""

    tools: dict[str, str]
    rows: dict[str, str]
    exported: str
    said: str
    native: frozenset[str]


def _fill(here: Site) -> frozenset[str]:
    """In each tool a task with everything a person can write; what the tools call people and tasks.

    Slack's cards are opened by the service, so there it is a card that is there already.
    """
    native = set[str]()
    for tool, world in here.worlds.items():
        if tool == "cards":
            ref = here.ref(tool, "Bleibt")
            world.edit(ref, text="Kanaritext-cards")
        else:
            lane, given = world.lanes()[0][0], f"Kanarititel-{tool}"
            ref = world.create(given, lane, text=f"Kanaritext-{tool}", helpers=[world.person])
        native |= {ref, world.person, world.other}
    here.sync()
    for tool, world in here.worlds.items():
        world.comment(here.ref(tool, "Bleibt" if tool == "cards" else f"Kanarititel-{tool}"), f"Kanariwort-{tool}")
    here.look()
    return frozenset(native)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """After people worked, one of them finished a task, the day was sealed and somebody looked."""
    folder = tmp_path_factory.mktemp("canaries")
    people = [
        {**each, "name": PEOPLE[each["id"]], "email": f"{each['id']}.kanari@musterbau-weber.example"}
        for each in removal.SEED["people"]
    ]
    capture = pytest.MonkeyPatch()
    said = (folder / "said.txt").open("w+", encoding="utf-8")
    capture.setattr("sys.stderr", said)
    try:
        with patch.dict(removal.SEED, people=people), site(folder) as here:
            native = _fill(here)
            here.worlds["asana"].edit(here.ref("asana", "Kanarititel-asana"), done=True)
            here.sync()
            found = here.found
            with found.access.recorded(operator(), Verb.READ, Resource.LOG, Purpose.SECURITY):
                pass
            tomorrow = found.clock.now().astimezone(found.network.zone).date() + timedelta(days=1)
            assert found.log.seal("bau", tomorrow, partial(found.signer.sign, "bau")) >= len(TOOLS)
            with export_log(found.log, found.signer, found.network) as lines:
                exported = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
            tools = {vendor: _state(here, vendor) for vendor in set(VENDORS.values())}
            said.seek(0)
            yield Recorded(tools, _rows(folder / "data" / "cobridge.db"), exported, said.read(), native)
    finally:
        capture.undo()
        said.close()


def _state(here: Site, vendor: str) -> str:
    return json.dumps(here.control.control("GET", f"/state/{vendor}"), ensure_ascii=False)


def _rows(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as opened:
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: json.dumps(opened.execute(f"SELECT * FROM {name}").fetchall(), default=str, ensure_ascii=False)  # noqa: S608  our own names
            for name in names
        }


def test_pl_02_everything_was_there_to_be_recorded(recorded: Recorded) -> None:
    """Titles, texts and comments stand in each tool and in what sync remembers, and people's names in the tools."""
    remembered = "".join(recorded.rows.values())
    for tool, vendor in VENDORS.items():
        for kind in KINDS if tool != "cards" else KINDS[1:]:
            assert f"Kanari{kind}-{tool}" in recorded.tools[vendor]
            assert f"Kanari{kind}-{tool}" in remembered
        assert PEOPLE["anna"] in recorded.tools[vendor]
    assert all(each in "".join(recorded.tools.values()) for each in recorded.native)


@pytest.mark.parametrize("table", LOG)
def test_pl_02_no_table_of_the_log_holds_anything_that_people_wrote(recorded: Recorded, table: str) -> None:
    """Nor a name, an address, or what a tool calls a person or a task: fields that are not on the list are not kept."""
    rows = recorded.rows[table]
    assert not [each for each in (*WORDS, *PEOPLE.values(), *recorded.native) if each in rows]


def test_pl_03_an_export_of_the_log_holds_nothing_that_people_wrote(recorded: Recorded) -> None:
    """What a verifier is given is as sparing as the log; edits and comments are no entries at all."""
    assert '"event_type": "completed"' in recorded.exported
    assert not [each for each in (*WORDS, *PEOPLE.values(), *recorded.native) if each in recorded.exported]
    kinds = {json.loads(line)["entry"]["event_type"] for line in recorded.exported.splitlines() if '"entry"' in line}
    assert kinds <= {"opened", "completed", "claimed", "handed_over", "released"}


def test_pl_03_the_access_log_says_who_looked_and_nothing_of_what_was_seen(recorded: Recorded) -> None:
    """Content has no place in it."""
    table = recorded.rows["access_entries"]
    assert "operator" in table
    assert not [each for each in (*WORDS, *PEOPLE.values(), *recorded.native) if each in table]


def test_pl_03_journal_and_diagnostics_hold_no_word_of_anybody(recorded: Recorded) -> None:
    """The exact record names operations and tasks by our own ids; what the program tells its operator, no content."""
    assert recorded.rows[EXACT] != "[]"
    for told in (recorded.rows[EXACT], recorded.said):
        assert not [each for each in (*WORDS, *PEOPLE.values()) if each in told]
