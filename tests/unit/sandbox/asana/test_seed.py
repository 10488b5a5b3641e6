"""What a seed may say of Asana; whatever is wrong is said in one sentence."""

from typing import Any

import pytest

from connectors.sandbox.asana.stand_in import Asana
from connectors.sandbox.clock import Clock
from connectors.sandbox.seed import Seed
from connectors.sandbox.seed_part import SeedError


def _asana(section: dict[str, Any], service: Any = None) -> Asana:
    raw = {"people": [{"id": "anna"}], "asana": section, "service": {"asana": service} if service else {}}
    return Asana(Seed.read(raw), Clock())


def _with_task(task: dict[str, Any]) -> dict[str, Any]:
    return {"projects": [{"name": "Messe", "sections": ["Offen"], "tasks": [task]}]}


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ({"plan": "gold"}, "asana.plan: expected one of free, paid, found 'gold'."),
        ({"boards": []}, "asana.boards: unknown key; allowed here: plan, projects, tags, time_zone, workspace."),
        ({"time_zone": "Mars"}, "asana.time_zone: 'Mars' is no time zone such as Europe/Berlin."),
        (
            _with_task({"name": "a", "section": "Weg"}),
            "asana.projects[0].tasks[0].section: the project has no section 'Weg'.",
        ),
        (
            _with_task({"assignee": "zoe"}),
            "asana.projects[0].tasks[0].assignee: 'zoe' is nobody with an account in Asana.",
        ),
        (_with_task({"html_notes": "<p>a</p>"}), "asana.projects[0].tasks[0]: html_notes: XML is invalid."),
        (_with_task({"due_on": "morgen"}), 'asana.projects[0].tasks[0]: due_on: Invalid date: "morgen".'),
        (_with_task({"colour": "red"}), "asana.projects[0].tasks[0].colour: unknown key; "),
        (
            {"tags": [{"gid": "7", "name": "a"}, {"gid": "7", "name": "b"}]},
            "asana.tags[1].gid: '7' is taken; ids are unique in the whole workspace.",
        ),
    ],
)
def test_a_wrong_seed_is_refused_in_one_sentence(section: dict[str, Any], sentence: str) -> None:
    """The sentence says where, what was found, and what is allowed."""
    with pytest.raises(SeedError) as refused:
        _asana(section)
    assert str(refused.value).startswith(sentence)


def test_nothing_needs_to_be_said() -> None:
    """Without a seed there is a workspace, a person and the service, with tokens as documented."""
    asana = _asana({})
    (account,) = asana.services()
    assert (account.connection, dict(account.secrets)) == ("asana", {"TOKEN": "cobridge-asana-token"})
    assert asana.effective()["plan"] == "paid"
    assert [user["name"] for user in asana.native()["users"]] == ["anna", "Cobridge"]


def test_two_accounts_need_two_tokens() -> None:
    """Accounts that share a token could not be told apart."""
    with pytest.raises(SeedError, match="this token is taken"):
        _asana({}, [{"token": "a"}, {"token": "a"}])


def test_the_same_seed_gives_the_same_ids() -> None:
    """A run can be repeated: ids depend on the seed alone."""
    section = _with_task({"name": "a", "comments": [{"author": "anna", "text": "b"}]})
    assert _asana(section).effective() == _asana(section).effective()
