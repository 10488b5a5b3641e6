"""What the sandbox starts with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from connectors.sandbox.seed import Seed
from connectors.sandbox.seed_part import SeedError
from connectors.sandbox.serve import running


def test_the_effective_seed_names_every_id_and_token(control: Any) -> None:
    """A script finds in GET /seed all that it needs to act."""
    seed = control.get("/seed")
    assert seed["people"][0]["tokens"] == {
        "trello": "trello-anna",
        "asana": "asana-anna",
        "slack": "slack-anna",
        "teams": "teams-anna",
    }
    assert seed["people"][2]["tokens"] == {"trello": "trello-carla"}
    (board,) = seed["trello"]["boards"]
    assert [lane["name"] for lane in board["lists"]] == ["Offen", "In Arbeit", "Erledigt"]
    assert all(len(entry["id"]) == 24 for entry in (*board["lists"], *board["labels"], *board["cards"]))
    (service,) = seed["service"]["trello"]
    assert (service["key"], service["token"], service["member"]["fullName"]) == (
        "cobridge-key",
        "cobridge-token",
        "Cobridge",
    )


def test_the_effective_seed_is_a_seed(control: Any) -> None:
    """What GET /seed answers can start another run, which then has the same ids."""
    effective = control.get("/seed")
    with running(effective) as again:
        assert again.environment["COBRIDGE_CONNECTIONS__TRELLO__TOKEN"] == "cobridge-token"
        answer = control.session.get(again.control_url + "/seed", timeout=10).json()
    assert answer["trello"] == effective["trello"]


def test_the_environment_points_the_service_to_the_sandbox(seed: dict[str, Any]) -> None:
    """The lines that are printed name each vendor's origin, each connection's secrets, the clock if it helps."""
    second = {"key": "k2", "token": "t2", "connection": "weber-trello"}
    services = {"trello": [*[seed["service"]["trello"]], second]}
    with running({**seed, "service": services}, limits="fast") as sandbox:
        environment = dict(sandbox.environment)
        assert environment.pop("COBRIDGE_TRELLO_URL") == sandbox.urls["trello"]
        assert environment.pop("COBRIDGE_ASANA_URL") == sandbox.urls["asana"]
        assert environment.pop("COBRIDGE_CLOCK_URL") == sandbox.control_url
        assert environment.pop("COBRIDGE_CONNECTIONS__ASANA__TOKEN")
        assert environment["COBRIDGE_SLACK_URL"] == sandbox.urls["slack"]
        assert environment["COBRIDGE_CONNECTIONS__SLACK__SIGNING_SECRET"]
    assert {name: value for name, value in environment.items() if "TRELLO" in name} == {
        "COBRIDGE_CONNECTIONS__TRELLO__KEY": "cobridge-key",
        "COBRIDGE_CONNECTIONS__TRELLO__TOKEN": "cobridge-token",
        "COBRIDGE_CONNECTIONS__TRELLO__SECRET": "secret-of-trello",
        "COBRIDGE_CONNECTIONS__WEBER_TRELLO__KEY": "k2",
        "COBRIDGE_CONNECTIONS__WEBER_TRELLO__TOKEN": "t2",
        "COBRIDGE_CONNECTIONS__WEBER_TRELLO__SECRET": "secret-of-weber-trello",
    }


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"persons": []}, "persons: unknown key; allowed here: asana, graph, now, people, service, slack, trello."),
        ({"now": "today"}, "now: expected an instant such as 2026-11-22T09:00:00Z, found 'today'."),
        ({"people": [{"name": "A"}]}, "people[0].id: expected a text, found nothing."),
        ({"people": {"id": "a"}}, "people: expected a list, found {'id': 'a'}."),
        ({"people": [{"id": "a"}, {"id": "a"}]}, "people[1].id: 'a' is taken; each person needs an id of their own."),
        ({"people": [{"id": "a", "accounts": {"jira": "1"}}]}, "people[0].accounts.jira: unknown key"),
        ({"people": [{"id": "a", "accounts": {"trello": "1"}}]}, "no Trello id; it needs 24 hexadecimal digits"),
        ({"trello": {"boards": [{"id": "b"}]}}, "trello.boards[0].name: expected a text, found nothing."),
        ({"trello": {"boards": [{"name": "B", "id": "b"}]}}, "trello.boards[0].id: 'b' is no Trello id"),
        ({"trello": {"boards": [{"name": "B", "members": ["zoe"]}]}}, "trello.boards[0].members: 'zoe' has no account"),
        (
            {"trello": {"boards": [{"name": "B", "lists": ["L"], "cards": [{"name": "c", "list": "M"}]}]}},
            "trello.boards[0].cards[0].list: 'M' is no list of this board; allowed: L.",
        ),
        (
            {"trello": {"boards": [{"name": "B", "labels": [{"name": "l", "color": "beige"}]}]}},
            "trello.boards[0].labels[0].color: expected one of",
        ),
        (
            {"trello": {"boards": [{"name": "B", "lists": [{"title": "L"}]}]}},
            "trello.boards[0].lists[0].title: unknown key",
        ),
        ({"service": {"trello": {"password": "s"}}}, "service.trello.password: unknown key"),
        ([], "the seed: expected an object, found []."),
    ],
)
def test_a_wrong_seed_is_told_in_one_sentence(fault: Any, sentence: str) -> None:
    """Whoever writes a seed reads where it is wrong and what is allowed, and nothing is started."""
    with pytest.raises(SeedError) as told, running(fault):
        pass
    assert sentence in str(told.value)


def test_a_seed_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file and one that is no JSON are told with the file's name."""
    with pytest.raises(SeedError, match=r"missing\.json: the seed file cannot be read"):
        Seed.load(tmp_path / "missing.json")
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(SeedError, match=r"broken\.json: this is no JSON"):
        Seed.load(tmp_path / "broken.json")


def test_the_built_in_seed_has_something_to_try() -> None:
    """Without a seed file there are two people and a board."""
    seed = Seed.load()
    assert [person.name for person in seed.people] == ["Anna Weber", "Bob Schulz"]
    assert seed.section("trello").parts("boards")


def test_a_run_repeated_gives_the_same_ids(control: Any, anna: Any) -> None:
    """After a reset the same calls create objects with the same ids, but for the second in them."""

    def created() -> str:
        found: str = anna.done("POST", "/cards", idList="5f0000000000000000000011", name="x")["id"]
        return found[8:]

    first = created()
    control.done("POST", "/reset")
    assert created() == first
