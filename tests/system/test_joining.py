"""Places that are full before they come together, come later, leave and come back: nothing is doubled or lost."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.system.gathering import SPACE, Gathering, gathered
from tests.system.served import until

pytestmark = pytest.mark.slow  # each test runs several commands

CARDS: list[dict[str, Any]] = [
    {
        "name": "Gerüst stellen",
        "list": "Offen",
        "labels": [],
        "comments": [{"by": "anna", "text": "Am Giebel zuerst."}],
    },
    {"name": "Beton bestellen", "list": "In Arbeit", "desc": "C25/30", "due": "2026-12-01T11:00:00Z"},
    {"name": "Abnahme", "list": "Offen", "due": "2026-12-10T11:00:00Z"},
    {"name": "Abnahme", "list": "Offen"},
    {"name": "Nur auf dem Brett", "list": "Offen"},
    {"name": "Längst fertig", "list": "Erledigt", "done": True, "due": "2026-11-02T11:00:00Z"},
]
TASKS: list[dict[str, Any]] = [
    {"name": "gerüst stellen!", "section": "Offen", "notes": "Bauamt ist informiert.",
     "comments": [{"author": "bob", "text": "Die Ladung kommt Montag."}]},
    {"name": "Beton bestellen", "section": "In Arbeit", "due_on": "2026-12-08"},
    {"name": "Abnahme", "section": "Offen", "due_on": "2026-12-10"},
    {"name": "Nur im Projekt", "section": "Offen"},
]  # fmt: skip


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Gathering]:
    """A board and a project that were both in use before."""
    with gathered(tmp_path, CARDS, TASKS) as found:
        yield found


def test_a_place_that_matches_is_not_touched_before_a_person_says_so(full: Gathering) -> None:
    """The other one is mirrored as far as it can be; status and plan say what is waited for."""
    full.together(board="create", project="match")
    done = full.json("sync")
    assert done["unconfirmed"] == ["project"]
    assert full.writes() == 0
    assert full.json("plan")["unconfirmed"] == ["project"]
    waits = {each["id"]: each["trouble"] for each in full.json("status")["places"]}
    assert "confirmation" in waits["project"]
    assert not waits["board"]


def test_both_sides_full_before_the_first_sync(full: Gathering) -> None:
    """What a person confirmed is one task with everything that either side said; of the rest nothing is doubled."""
    full.together(board="create", project="match")
    asked = full.json("space", "open", SPACE)
    assert full.writes() == 0
    pairs = {(each["title"], each["same_as"]["title"]) for each in asked["proposals"]}
    assert pairs == {("gerüst stellen!", "Gerüst stellen"), ("Beton bestellen",) * 2, ("Abnahme",) * 2}
    assert not asked["doubts"]
    full.run("space", "open", SPACE, "--confirm", "all")
    assert full.writes() == 0
    full.run("sync")
    expected = Counter({"Abnahme": 2, "Beton bestellen": 1, "Nur auf dem Brett": 1, "Nur im Projekt": 1})
    for place in ("board", "project"):
        titles = full.titles(place)
        titles["Gerüst stellen"] += titles.pop("gerüst stellen!", 0)
        assert titles == expected + Counter({"Gerüst stellen": 1, "Längst fertig": 1}), place
    for place in ("board", "project"):
        (scaffold,) = [each for each in full.items(place) if each["title"].casefold().startswith("gerüst")]
        said = " ".join(each["text"] for each in scaffold["comments"])
        assert "Am Giebel zuerst." in said
        assert "Die Ladung kommt Montag." in said
        assert "Bauamt ist informiert." in scaffold["description"]
        assert "C25/30" in full.item(place, "Beton bestellen")["description"]
    assert full.json("sync")["conflicts"] >= 2  # two titles, two due dates: one of each was kept
    full.writes()
    full.run("sync")
    assert full.writes() == 0


def test_a_table_that_a_person_edits(full: Gathering) -> None:
    """Only what says yes is joined; what cannot be is told with its line, and then nothing is kept."""
    full.together(board="create", project="match")
    table = full.folder / "pairs.csv"
    full.run("space", "open", SPACE, "--out", str(table))
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {each["confirm"] for each in rows} == {"yes"}
    for each in rows:
        each["confirm"] = "ja" if each["title"] == "Beton bestellen" else "nein"
    _write(table, rows)
    full.run("space", "open", SPACE, "--confirm", str(table))
    full.run("sync")
    assert full.titles("board")["Beton bestellen"] == 1
    assert full.titles("board")["Abnahme"] == 3
    rows[0]["confirm"] = "vielleicht"
    _write(table, rows)
    assert "line 2" in full.run("space", "open", SPACE, "--confirm", str(table), ends=2)


def test_matching_alone_brings_nothing_over(full: Gathering) -> None:
    """Each side keeps what only it has; what people create later goes both ways."""
    full.together(board="create", project="match-only")
    full.run("space", "open", SPACE, "--confirm", "all")
    full.run("sync")
    assert "Nur im Projekt" not in full.titles("board")
    assert "Nur auf dem Brett" not in full.titles("project")
    lists = full.trello("GET", f"/boards/{full.containers['board']}/lists")
    full.trello("POST", "/cards", name="Neu", idList=lists[0]["id"])
    full.run("sync")
    assert full.titles("project")["Neu"] == 1


def test_a_plan_writes_nothing_here_or_there(full: Gathering) -> None:
    """Not a call that writes, and not a row that changed, whether anything waits or not."""
    full.together(board="create", project="match")
    full.run("sync")
    full.together(board="create", project="match", cards="create")
    before = full.rows()
    full.writes()
    assert full.json("plan")["creates"] == 5  # of six, the finished one is not shown in Slack
    full.run("space", "open", SPACE)
    assert full.writes() == 0
    assert {**full.rows(), "access_entries": []} == before, "nothing but that somebody looked"


def test_a_place_comes_later_leaves_and_comes_back(full: Gathering) -> None:
    """It gets the open tasks; when it leaves its items stay; when it comes back it finds them."""
    full.together(board="create")
    full.run("sync")
    join = ("partner", "join", "suedwind", "--space", SPACE, "--container", full.containers["cards"])
    previewed = json.loads(full.run(*join, "--json", ends=3))
    assert (previewed["written"], previewed["plan"]["creates"]) == (False, 5)
    assert not full.titles("cards")
    full.run(*join, "--yes")
    full.run("sync")
    expected = full.titles("board") - Counter(["Längst fertig"])
    assert full.titles("cards") == expected
    assert "5 items stay" in full.run("partner", "leave", "suedwind", "--yes")
    card = full.item("board", "Nur auf dem Brett")
    full.trello("PUT", f"/cards/{card['ref']}", name="Umbenannt")
    full.run("sync")
    assert full.titles("cards") == expected
    assert full.titles("board")["Umbenannt"] == 1
    full.run(*join, "--yes")
    full.run("sync")
    assert full.titles("cards") == full.titles("board") - Counter(["Längst fertig"])
    full.writes()
    full.run("sync")
    assert full.writes() == 0


def test_what_cannot_join_is_told(full: Gathering) -> None:
    """A partner, a space or a container there is not leaves the network file as it was."""
    full.together(board="create")
    before = full.network.read_text("utf-8")
    board = ("--space", SPACE, "--container", full.containers["board"])
    assert "no partner ost" in full.run("partner", "join", "ost", *board, "--yes", ends=2)
    assert "no space dach" in full.run("partner", "join", "weber", "--space", "dach", "--container", "x", ends=2)
    assert "is the place" in full.run("partner", "join", "weber", *board, "--yes", ends=2)
    assert "nowhere" in full.run("partner", "leave", "nordlicht", "--yes", ends=2)
    assert full.network.read_text("utf-8") == before
    assert not list(full.folder.glob("*.new"))


def test_a_join_that_is_killed_goes_on_where_it_was(full: Gathering) -> None:
    """Whatever was made before is found again; nothing stands there twice."""
    full.together(board="create")
    full.run("sync")
    full.together(board="create", project="create")
    before = sum(full.titles("project").values())
    slow = {"vendor": "asana", "kind": "slow", "match": {"method": "POST"}, "seconds": 0.3}
    full.control("PUT", "/faults", slow)
    with full.begin("sync") as process:
        until(lambda: sum(full.titles("project").values()) > before + 1)
        process.kill()
    full.control("PUT", "/faults", [])
    full.run("sync")
    assert full.titles("project") == Counter(each["name"] for each in (*CARDS, *TASKS))


def test_two_created_the_same_in_a_running_space(full: Gathering) -> None:
    """It is proposed, never done by itself; confirmed, each place keeps the item that its people made."""
    full.together(board="create", project="create")
    made = {place: full.item(place, "Beton bestellen")["ref"] for place in ("board", "project")}
    full.run("sync")
    assert full.titles("board")["Beton bestellen"] == 2
    asked = full.json("space", "open", SPACE)
    assert ("Beton bestellen", "Beton bestellen") in {
        (each["title"], each["same_as"]["title"]) for each in asked["proposals"]
    }
    full.run("space", "open", SPACE, "--confirm", "all")
    full.run("sync")
    for place in ("board", "project"):
        kept = full.item(place, "Beton bestellen")
        assert kept["ref"] == made[place]
    archived = [each for each in full.control("GET", "/state/trello?form=items") if each["archived"]]
    assert any("Geht weiter in: Beton bestellen" in each["description"] for each in archived)
    full.writes()
    full.run("sync")
    assert full.writes() == 0


def _write(table: Path, rows: list[dict[str, str]]) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
