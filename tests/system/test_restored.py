"""After a restore the service remembers less than its tools know: nothing is doubled, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from typer.testing import CliRunner

from bridge.entry.cli import cobridge
from tests.system.gathering import Gathering, gathered

CARDS: list[dict[str, Any]] = [
    {"name": "Gerüst", "list": "Offen", "comments": [{"by": "anna", "text": "Am Giebel zuerst."}]},
    {"name": "Beton", "list": "In Arbeit", "desc": "C25/30"},
    {"name": "Altlast", "list": "Offen"},
    {"name": "Fliesen", "list": "Offen"},
]
PLACES = ("board", "project")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gathering]:
    """A board and a project that are mirrored, and the service's environment in this process."""
    with gathered(tmp_path, CARDS) as found:
        found.together(board="create", project="create")
        for name, value in found.environment.items():
            if name.startswith("COBRIDGE_") or name == "LANG":
                monkeypatch.setenv(name, value)
        yield found


def run(*words: object) -> Any:
    """A command in this process; what it printed as JSON."""
    done = CliRunner().invoke(cobridge, [*map(str, words), "--json"])
    assert done.exit_code == 0, (done.output, done.exception)
    return json.loads(done.stdout)


def seen(site: Gathering) -> dict[str, list[Any]]:
    """What people see, place by place, without what each tool calls things."""
    return {
        place: sorted(
            (each["title"], each["description"], each["due"], [said["text"] for said in each["comments"]])
            for each in site.items(place)
        )
        for place in PLACES
    }


def asana(site: Gathering, method: str, path: str, **sent: Any) -> Any:
    """What Bob does."""
    answer = requests.request(
        method, f"{site.sandbox.urls['asana']}/api/1.0{path}", json={"data": sent},
        headers={"Authorization": "Bearer asana-bob"}, timeout=10,
    )  # fmt: skip
    answer.raise_for_status()
    return answer.json()["data"]


def people_work(site: Gathering) -> None:
    """Edits, a comment and new tasks on both sides, and a deletion."""
    site.trello("PUT", f"/cards/{site.item('board', 'Gerüst')['ref']}", name="Gerüst stellen")
    site.trello("POST", f"/cards/{site.item('board', 'Beton')['ref']}/actions/comments", text="Kommt am Montag.")
    site.trello("DELETE", f"/cards/{site.item('board', 'Altlast')['ref']}")
    first = site.trello("GET", f"/boards/{site.containers['board']}/lists")[0]["id"]
    site.trello("POST", "/cards", name="Neu in Trello", idList=first)
    asana(site, "PUT", f"/tasks/{site.item('project', 'Fliesen')['ref']}", due_on="2026-12-24")
    asana(site, "POST", "/tasks", name="Neu in Asana", projects=[site.containers["project"]])


def test_pl_25_a_restored_service_neither_doubles_nor_loses_what_people_did_since(
    site: Gathering, tmp_path: Path
) -> None:
    """New tasks are known again, edits and comments stay, what was deleted stays deleted, and then it is calm."""
    run("sync")
    run("backup", tmp_path / "backup.sealed")
    people_work(site)
    run("sync")
    before = seen(site)
    titles = {title for title, *_ in before["project"]}
    assert titles == {"Gerüst stellen", "Beton", "Fliesen", "Neu in Trello", "Neu in Asana"}
    run("restore", tmp_path / "backup.sealed")
    run("sync")
    assert seen(site) == before
    site.writes()
    run("sync")
    assert site.writes() == 0


def test_pl_25_what_people_did_unheard_since_is_heard_after_a_restore(site: Gathering, tmp_path: Path) -> None:
    """The machine broke before it heard of anything: the restored one hears of all of it."""
    run("sync")
    run("backup", tmp_path / "backup.sealed")
    people_work(site)
    run("restore", tmp_path / "backup.sealed")
    run("sync")
    after = seen(site)
    for place in PLACES:
        titles = [title for title, *_ in after[place]]
        assert sorted(titles) == ["Beton", "Fliesen", "Gerüst stellen", "Neu in Asana", "Neu in Trello"]
    assert any("Kommt am Montag." in " ".join(comments) for *_, comments in after["project"])
    assert next(due for title, _, due, _ in after["board"] if title == "Fliesen").startswith("2026-12-24")
