"""What `cobridge demo` shows of one person's rights, judged by the tools' own state and the files alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bridge.adapters.store.access_log import SqlAccessLog
from bridge.adapters.store.database import Database
from bridge.core.model.caller import Caller, Role
from bridge.core.rules.access import Resource, Verb
from tests.system.recorded import Record

pytestmark = pytest.mark.slow

NAME, ACCOUNT = "Carla Stein", "U9EC2773C92"
SAID = "Im Raum Logistik übernehme ich auch das hier."
"""On Friday, in Slack."""
ACCOUNTS = ("users", "members")
"""Where a vendor keeps whose account it is; that is the company's own, and no copy."""
VERIFIER = Path(__file__).parents[2] / "bridge" / "verifier.py"


@pytest.fixture(scope="module")
def receipt(record: Record) -> Mapping[str, Any]:
    """As `cobridge report erasure` printed it."""
    told: Mapping[str, Any] = json.loads(record.moments[record.at("report erasure")].printed)
    return told


def _held(state: Mapping[str, Any], sought: str) -> Iterator[str]:
    """Every text in what a vendor holds, in its own form with all histories, that has it."""
    yield from (text for key, held in state.items() if key not in ACCOUNTS for text in _texts(held) if sought in text)


def _texts(held: Any) -> Iterator[str]:
    match held:
        case dict():
            yield from (text for value in held.values() for text in _texts(value))
        case list():
            yield from (text for value in held for text in _texts(value))
        case str():
            yield held


def _with(sought: str, held: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The vendors who hold it."""
    return {vendor for vendor, state in held.items() if any(_held(state, sought))}


def test_dt_02_the_name_stood_in_tools_and_files_and_stands_nowhere_after(record: Record) -> None:
    """Not in an item, not in a history, not in the network file, not in the database; colleagues' names stay."""
    before, after = record.traces
    assert _with(NAME, before.held) == {"asana", "slack"}
    assert {"network.toml", "data/cobridge.db"} <= {
        name for name, content in before.files.items() if NAME.encode() in content
    }
    assert _with(NAME, after.held) == set()
    assert [name for name, content in after.files.items() if NAME.encode() in content] == []
    assert _with("Nora Feld", after.held)
    assert b"Nora Feld" in after.files["network.toml"]


def test_dt_02_ds_05_what_the_person_said_is_left_where_the_receipt_says_alone(
    record: Record, receipt: Mapping[str, Any]
) -> None:
    """Copies of the comment are gone; the original is hers and her company's, which was told."""
    before, after = record.traces
    assert _with(SAID, before.held) == {"asana", "slack"}
    assert _with(SAID, after.held) == {"slack"}
    messages = [each for channel in after.held["slack"]["channels"] for each in channel["messages"]]
    left = [each for each in messages if any(SAID in text for text in _texts(each))]
    told = [each for each in receipt["copies"] if (each["kind"], each["cause"]) == ("comment", "original")]
    assert [(each["ts"], each["user"]) for each in left] == [(each["ref"], ACCOUNT) for each in told]
    assert [(each["action"], each["partner"]) for each in told] == [("instructed", "Muster Zeder GmbH")]
    assert not receipt["complete"]
    assert receipt["open"] == len([each for each in receipt["copies"] if each["action"] == "instructed"]) + len(
        ("file",)
    )


def test_pl_21_the_log_fits_the_root_that_was_kept_before(
    record: Record, receipt: Mapping[str, Any], tmp_path: Path
) -> None:
    """Her entries are gone from the export, and whoever has nothing of ours verifies it offline."""
    before, after = record.traces
    (tmp_path / "log.jsonl").write_bytes(after.files["log.jsonl"])
    (tmp_path / "root.txt").write_bytes(before.files["root.txt"])
    command = [sys.executable, "-I", str(VERIFIER), "log.jsonl", "--kept", "root.txt", "--english"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stdout
    (number,) = [each["number"] for each in receipt["own"] if each["what"] == "log"]
    assert int(number) > 0
    assert f"{number} entries were erased." in checked.stdout
    lines = [content.count(b'{"entry": ') for content in (before.files["log.jsonl"], after.files["log.jsonl"])]
    assert lines[0] - lines[1] == int(number)
    assert record.results[0].log.verified
    assert sum(record.results[0].log.types.values()) == lines[1]


def test_dt_08_the_look_at_ones_own_data_stands_in_the_access_log(record: Record, tmp_path: Path) -> None:
    """Once, by the person and for their own request; the erasure follows by the data-protection officer."""
    (tmp_path / "cobridge.db").write_bytes(record.traces[-1].files["data/cobridge.db"])
    with closing(Database(f"sqlite:///{tmp_path}/cobridge.db")) as database:
        looks = SqlAccessLog(database).read("muster", Caller("datenschutz", Role.DSB))
    own = [each for each in looks if each.resource is Resource.OWN_DATA]
    assert {(each.role, each.verb) for each in own} == {(Role.PERSON, Verb.EXPORT), (Role.DSB, Verb.CHANGE)}
    (shown,) = [each for each in own if each.role is Role.PERSON]
    assert shown.case
    assert shown.subject
    assert NAME not in repr(own)


def test_after_the_erasure_everything_agrees_and_nothing_is_left_to_write(record: Record) -> None:
    """Tasks stay, and no place shows more of her than another."""
    (result,) = record.results
    assert result.good
    assert result.mishaps["access"]
    assert result.mishaps["erasure"]
    assert result.rights.left < result.rights.copies
    assert result.rights.found > 0
