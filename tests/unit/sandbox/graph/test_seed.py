"""What a seed may say, and the items that come of it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from connectors.sandbox.graph.stand_in import Graph
from connectors.sandbox.seed import Seed
from connectors.sandbox.seed_part import SeedError
from connectors.sandbox.serve import running

STANDPLAN = "TaskStandplan-00000000000001"
TEAM = "22222222-0000-4000-8000-000000000001"
MESSAGES = f"/teams/{TEAM}/channels/19:messe@thread.tacv2/messages"


def _graph(section: dict[str, Any], service: Any = None) -> Graph:
    raw = {
        "people": [{"id": "anna"}, {"id": "bob"}],
        "graph": section,
        "service": {"graph": service} if service else {},
    }
    return Graph(Seed.read(json.loads(json.dumps(raw))), lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))


def _with_task(task: dict[str, Any]) -> dict[str, Any]:
    return {"teams": [{"name": "A", "plan": {"tasks": [task]}}]}


def test_an_item_is_what_a_reader_of_the_task_sees(items: Callable[[], dict[str, Any]]) -> None:
    """Words only, the day of the due date, people in their order, the comments of the thread that links to it."""
    assert items()[STANDPLAN] == {
        "place": "PlanMessestand-0000000000001",
        "ref": STANDPLAN,
        "title": "Standplan abstimmen",
        "description": "Mit der Messe. Halle 4.",
        "state": "open",
        "lane": "Offen",
        "due": "2026-12-01",
        "people": ["Anna Weber", "Bob Schulz"],
        "comments": [
            {"author": "Bob Schulz", "text": "Halle 4?"},
            {"author": "Anna Weber", "text": "Ja, Halle 4."},
        ],
        "archived": False,
    }


def test_done_and_archived_are_two_things(items: Callable[[], dict[str, Any]], anna: Any) -> None:
    """Done is the progress, archived is the bucket called Archiv; half done is open."""
    found = items()
    half, old = found["TaskPlakate-0000000000000001"], found["TaskAltes-000000000000000001"]
    assert (half["state"], half["archived"]) == ("open", False)
    assert (old["state"], old["archived"], old["lane"]) == ("done", True, "Archiv")
    archive = anna.get("/planner/tasks/TaskAltes-000000000000000001")["bucketId"]
    anna.change("/planner/tasks/TaskPlakate-0000000000000001", {"bucketId": archive})
    open_one = items()["TaskPlakate-0000000000000001"]
    assert (open_one["state"], open_one["archived"]) == ("open", True)
    anna.change("/planner/tasks/TaskAltes-000000000000000001", {"percentComplete": 0, "bucketId": None})
    assert items()["TaskAltes-000000000000000001"]["archived"] is False
    assert items()["TaskAltes-000000000000000001"]["lane"] is None


def test_the_thread_of_a_task_is_the_oldest_message_that_links_to_it(
    items: Callable[[], dict[str, Any]], anna: Any, bob: Any
) -> None:
    """Deleted messages and deleted replies do not count, nor does a longer word around the id."""
    ref = "TaskPlakate-0000000000000001"
    link = f'<a href="https://tasks.office.com/x/Home/Task/{ref}">Plakate</a>'
    for content in (f"{link}9", f"x{ref}x", link, link):
        made = anna.post(MESSAGES, {"body": {"contentType": "html", "content": content}})
        bob.post(f"{MESSAGES}/{made['id']}/replies", {"body": {"content": f"zu {content[-5:]}"}})
    roots = [each["id"] for each in reversed(anna.get(MESSAGES)["value"][:4])]
    assert len(items()[ref]["comments"]) == 1
    anna.send("POST", f"{MESSAGES}/{roots[0]}/softDelete")
    anna.send("POST", f"{MESSAGES}/{roots[1]}/softDelete")
    reply = anna.post(f"{MESSAGES}/{roots[2]}/replies", {"body": {"content": "Weg"}})
    assert [comment["author"] for comment in items()[ref]["comments"]] == ["Bob Schulz", "Anna Weber"]
    anna.send("POST", f"{MESSAGES}/{roots[2]}/replies/{reply['id']}/softDelete")
    assert [comment["author"] for comment in items()[ref]["comments"]] == ["Bob Schulz"]


def test_a_seeded_task_refers_to_its_thread(anna: Any) -> None:
    """So the thread can be found without reading the whole channel."""
    [reference] = anna.get(f"/planner/tasks/{STANDPLAN}/details")["references"]
    root = anna.get(MESSAGES)["value"][0]
    assert root["id"] in reference
    assert STANDPLAN in root["body"]["content"]
    assert root["createdDateTime"] == "2026-11-20T09:00:00.000Z"


def test_the_effective_seed_makes_the_same_sandbox_again(control: Any) -> None:
    """With every id: what is read from it is what it was read from."""
    seed = control("GET", "/seed")
    with running(seed) as again:
        for path in ("/state/graph?form=items", "/seed"):
            theirs = requests.get(f"{again.control_url}{path}", timeout=10).json()
            assert theirs == control("GET", path)


def test_the_native_state_shows_everything(control: Any) -> None:
    """Tasks with details, channels with threads."""
    state = control("GET", "/state/graph")
    assert {name: len(state[name]) for name in ("users", "groups", "plans", "buckets", "tasks", "channels")} == {
        "users": 4, "groups": 2, "plans": 2, "buckets": 4, "tasks": 3, "channels": 3,
    }  # fmt: skip
    assert state["tasks"][0]["details"]["description"].startswith("Mit der Messe")
    assert len(state["channels"][0]["messages"][0]["replies"]) == 2


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ({"boards": []}, "graph.boards: unknown key; allowed here: teams, tenant."),
        ({"teams": [{}]}, "graph.teams[0].name: expected a text, found nothing."),
        (
            {"teams": [{"name": "A", "members": ["zoe"]}]},
            "graph.teams[0].members: 'zoe' is nobody with an account in Teams.",
        ),
        ({"teams": [{"id": "t", "name": "A"}, {"id": "t", "name": "B"}]}, "graph.teams[1].id: 't' is taken"),
        (_with_task({}), "graph.teams[0].plan.tasks[0].title: expected a text, found nothing."),
        (_with_task({"title": "a", "bucket": "B"}), "graph.teams[0].plan.tasks[0].bucket: the plan has no bucket 'B'."),
        (_with_task({"title": "a", "due": "bald"}), "graph.teams[0].plan.tasks[0]: Cannot convert the literal 'bald'"),
        (_with_task({"title": "a", "colour": "red"}), "graph.teams[0].plan.tasks[0].colour: unknown key; "),
        (
            _with_task({"title": "a", "start": "2026-12-02", "due": "2026-12-01"}),
            "graph.teams[0].plan.tasks[0]: Schema validation has failed.",
        ),
        (
            _with_task({"title": "a", "assignments": ["zoe"]}),
            "graph.teams[0].plan.tasks[0].assignments: 'zoe' is nobody with an account in Teams.",
        ),
    ],
)
def test_a_wrong_seed_is_refused_in_one_sentence(section: dict[str, Any], sentence: str) -> None:
    """The sentence says where, what was found, and what is allowed."""
    with pytest.raises(SeedError) as refused:
        _graph(section)
    assert str(refused.value).startswith(sentence)


def test_nothing_needs_to_be_said() -> None:
    """Without a seed there are the people and the service, with secrets as documented."""
    graph = _graph({})
    (account,) = graph.services()
    assert account.connection == "teams"
    assert set(account.secrets) == {"CLIENT_ID", "CLIENT_SECRET", "TENANT_ID", "REFRESH_TOKEN"}
    assert [user["displayName"] for user in graph.native()["users"]] == ["anna", "bob", "Cobridge"]


def test_a_service_may_have_nobody_to_sign_in_as() -> None:
    """Then it has no refresh token, and only application permission."""
    (account,) = _graph({}, {"refresh_token": ""}).services()
    assert set(account.secrets) == {"CLIENT_ID", "CLIENT_SECRET", "TENANT_ID"}


def test_several_applications_have_names_of_their_own() -> None:
    """Connections, ids and users differ; the same id twice is refused, and so is another tenant."""
    first, second = _graph({}, [{}, {"connection": "teams-nord"}]).services()
    assert (first.connection, second.connection) == ("teams", "teams-nord")
    assert not set(first.secrets.values()) & set(second.secrets.values()) - {first.secrets["TENANT_ID"]}
    with pytest.raises(SeedError, match="taken by another application"):
        _graph({}, [{"client_id": "a"}, {"client_id": "a"}])
    with pytest.raises(SeedError, match="there is one tenant here"):
        _graph({}, {"tenant_id": "other"})


def test_a_team_may_have_further_plans() -> None:
    """Each with buckets and tasks of its own; the effective seed names them, and makes them again."""
    further = {"title": "Zweiter", "buckets": ["Neu"], "tasks": [{"title": "b"}]}
    graph = _graph({"teams": [{**_with_task({"title": "a"})["teams"][0], "plans": [further]}]})
    (team,) = graph.effective()["teams"]
    assert [item["title"] for item in graph.items() if item["place"] == team["plans"][0]["id"]] == ["b"]
    assert _graph(dict(graph.effective())).items() == graph.items()


def test_an_effective_seed_can_be_added_to() -> None:
    """What is new in it takes no id that stands further down."""
    seed = dict(_graph(_with_task({"title": "a"})).effective())
    kept = seed["teams"][0]["plan"]
    added = {**kept, "tasks": [{"title": "b"}, *kept["tasks"]], "buckets": ["Neu", *kept["buckets"]]}
    graph = _graph({**seed, "teams": [{**seed["teams"][0], "plan": added}]})
    assert {task["title"] for task in graph.native()["tasks"]} == {"a", "b"}
    assert len({bucket["id"] for bucket in graph.native()["buckets"]}) == 2


def test_the_same_seed_gives_the_same_ids() -> None:
    """A run can be repeated: ids depend on the seed alone."""
    section = _with_task({"title": "a", "checklist": ["b"], "comments": [{"author": "anna", "text": "c"}]})
    assert _graph(section).native() == _graph(section).native()
