"""A person whose name stands in every field of every tool is erased, and is brought back by nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from bridge.core.model.task import EDITABLE
from connectors import registry
from tests.system.pains.ground import TOOLS, VENDORS, Json
from tests.system.rights.sown import SOWN, Sown, canary, hits, is_hers, said, sown, url

pytestmark = pytest.mark.slow

UNTOLD = {"status", "due", "start", "archived", "priority"}
"""Fields without words: nobody can be named in one."""
SPARED = {"custom", "group", "lane"}
"""What a tool may lack that another has: custom fields here, names of checklists; lanes are no field of a task."""
Left = Mapping[str, Sequence[str]]
"""By tool what nobody said is left."""


@dataclass(frozen=True)
class Story:
    """What was seen, step by step: of the tools what is left that no receipt tells, of our files which have anything.

    `before` is all that the tools held, `kept` the files that did; `receipts` are both erasures', `output` is what
    commands printed since. `restored` is how things stood before anything was read or written after the restore.
    """

    before: Mapping[str, str]
    kept: Sequence[str]
    receipts: Sequence[Json]
    erased: tuple[Left, Sequence[str]]
    replayed: tuple[int, Left, Sequence[str]]
    joined: tuple[Sequence[str], Left, Sequence[str]]
    restored: tuple[int, Sequence[str], Sequence[Json]]
    after: tuple[Left, Sequence[str]]
    titles: Mapping[str, Counter[str]]
    output: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A backup, the erasure, everything delivered once more, a partner who joins, and the backup put back."""
    folder = tmp_path_factory.mktemp("canaries")
    backup = folder / "backup.sealed"
    with sown(folder / "site") as here:
        before = {tool: json.dumps(here.state(tool), ensure_ascii=False) for tool in TOOLS}
        kept = here.in_files()
        here.here.run("backup", str(backup))
        receipts = here.erase()
        output = [json.dumps(receipts), here.here.run("sync"), here.here.run("log", "export")]
        erased = _left(here, receipts), here.in_files()
        number = here.replay()
        here.backfill()
        output += [here.here.run("sync"), here.here.run("sync")]
        replayed = number, _left(here, receipts), here.in_files()
        joined = _join(here, receipts, output)
        here.receiving.close()
        here.here.forget_calls()
        forgotten = here.here.json("restore", str(backup))["forgotten"]
        restored = forgotten, here.in_files(), here.here.calls()
        output += [here.here.run("sync"), here.here.run("sync")]
        after = _left(here, receipts), here.in_files()
        titles = {tool: here.here.titles(tool) for tool in TOOLS}
        yield Story(before, kept, receipts, erased, replayed, joined, restored, after, titles, "\n".join(output))


def _join(here: Sown, receipts: Sequence[Json], output: list[str]) -> tuple[Sequence[str], Left, Sequence[str]]:
    """Südwind takes part from now on, and gets all there is."""
    project = here.here.ids["other_project"]
    output.append(here.here.run("partner", "join", "suedwind", "--space", "halle", "--container", project, "--yes"))
    output += [here.here.run("sync"), here.here.run("sync")]
    titles = sorted(each["title"] for each in here.here.items("asana", project))
    return titles, _left(here, receipts), here.in_files()


def _left(here: Sown, receipts: Sequence[Json]) -> Left:
    """Every text of hers in a tool that no receipt has told of, with where it stands."""
    found = {tool: [*_untold(tool, here, receipts)] for tool in TOOLS}
    return {tool: texts for tool, texts in found.items() if texts}


def _untold(tool: str, here: Sown, receipts: Sequence[Json]) -> Iterator[str]:
    """Originals are told one by one, histories by place; her account in the tool is no content of ours."""
    told = [
        each for made in receipts for each in made["copies"] if (each["tool"], each["action"]) == (tool, "instructed")
    ]
    originals = {part for each in told if each["cause"] == "original" for part in each["ref"].split("/")}
    history, state = any(each["cause"] == "history" for each in told), here.state(tool)
    originals |= _parts(tool, state, originals)
    account = str(here.here.account("anna", tool))
    for around, text in hits(state):
        is_past = "actions" in around or "stories" in around
        if account in around or not originals.isdisjoint(around) or (history and is_past):
            continue
        if "labels" in {name for each in told for name in each["fields"]} and text == canary("labels", tool):
            continue
        yield f"{'/'.join(around)}: {text}"


def _parts(tool: str, state: Any, items: set[str]) -> set[str]:
    """What belongs to these items and is kept apart from them."""
    match tool:
        case "trello":
            return {each["id"] for each in state["checklists"] if each["idCard"] in items}
        case "asana":
            return {each["gid"] for each in state["tasks"] if (each.get("parent") or {}).get("gid") in items}
        case _:
            return set()


def test_dt_02_a_canary_stands_in_every_field_of_every_tool() -> None:
    """A field that a tool has from some day on, and that holds words, has to be sown too."""
    for tool, names in SOWN.items():
        held = {name for name in registry.manifest(tool).holds if name in EDITABLE} - UNTOLD
        people = {"lead", "helpers"}
        assert held - SPARED - people <= names, tool
        assert names & people


def test_dt_02_each_canary_is_in_the_other_tools_before(story: Story) -> None:
    """Labels, checklists and their names, custom fields, attachments and urls, lanes, comments, mentions, forms."""
    for tool in TOOLS:
        shown = story.before[tool]
        held = registry.manifest(tool).holds | {"lane"} | ({"url"} if tool != "teams" else set())
        for other, names in SOWN.items():
            wanted = [url(other) if name == "url" else canary(name, other) for name in sorted(names & held)
                      if name not in ("lead", "helpers")]  # fmt: skip
            assert not [each for each in wanted if each not in shown], (tool, other)
            assert said(other) in shown, (tool, other)
    assert "data/cobridge.db" in story.kept


def test_dt_02_ds_05b_afterwards_nothing_is_left_that_the_receipt_does_not_tell(story: Story) -> None:
    """Whatever our account wrote is gone, also names of labels and messages that outlive the items; nor in a file."""
    assert story.erased == ({}, [])


def test_ds_05_the_receipts_leave_nothing_undone_and_name_nobody(story: Story) -> None:
    """What is ours is done at once; what is left are originals and histories, and partners were told of each."""
    actions = {each["action"] for made in story.receipts for each in made["copies"]}
    assert actions <= {"deleted", "blanked", "recreated", "absent", "instructed"}
    lanes = {
        (each["tool"], each["action"]) for made in story.receipts for each in made["copies"] if each["kind"] == "lane"
    }
    assert {(tool, "instructed") for tool in ("trello", "asana", "teams")} <= lanes
    assert ("slack", "instructed") not in lanes
    assert not is_hers(story.output)


def test_dt_02_work_stays_without_the_person(story: Story) -> None:
    """Each task is there once, and says what was to be done."""
    for tool in TOOLS:
        cleaned = Counter({f"title-{other} ein Partner des Netzwerks": 1 for other in TOOLS if other != tool})
        assert cleaned <= story.titles[tool], tool
        assert sum(story.titles[tool].values()) == len(TOOLS), tool


def test_dt_03_what_was_delivered_before_brings_nothing_back_when_it_is_delivered_again(story: Story) -> None:
    """Webhooks, events and forms of all four tools, byte for byte, at the real address; and then all is read whole."""
    number, left, files = story.replayed
    assert number > len(VENDORS)
    assert (left, files) == ({}, [])


def test_dt_03_a_partner_who_joins_afterwards_gets_the_tasks_without_the_person(story: Story) -> None:
    """All of them, as if nobody had ever been named."""
    titles, left, files = story.joined
    assert titles == sorted(f"title-{tool} ein Partner des Netzwerks" for tool in TOOLS)
    assert (left, files) == ({}, [])


def test_dt_03_pl_25_a_restored_backup_is_cleaned_before_anything_is_read_or_written(story: Story) -> None:
    """The backup had all of it; when the restore ends nothing is there, and no tool has been asked for anything."""
    forgotten, files, calls = story.restored
    assert forgotten > 0
    assert (files, calls) == ([], [])


def test_dt_02_dt_03_nor_is_anything_back_after_a_restore_and_a_sync(story: Story) -> None:
    """Neither in our files nor in a tool, and nothing is doubled."""
    assert story.after == ({}, [])
