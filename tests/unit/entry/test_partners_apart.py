"""Partners are separated: for whoever acts for one, what is another's does not exist, in any command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bridge.adapters.store.conflicts import SqlConflicts
from bridge.adapters.store.spaces import SqlSpaces
from bridge.bootstrap.agreed import agreed
from bridge.service.parked import waiting
from config.network import read_network
from tests.unit.entry.office import FILE, OURS, THEIRS, Office, office

__all__ = ["office"]

Asked = Mapping[str, tuple[str, Callable[[str], tuple[str, ...]]]]


def _of_others(office: Office) -> Asked:
    """What a coordinator of Weber may ask for by an id, with the id of Südbau's."""
    file = str(office.people("Name\nAnna Apfel\n"))
    with office.database() as database:
        conflict = SqlConflicts(database).retrievable(THEIRS)[0].id
        terms = next(each for each in agreed(read_network(FILE, ("trello", "asana"))) if each.space.id == THEIRS)
        parked = waiting(terms, SqlSpaces(database))[0].id
    return {
        "conflicts list": (THEIRS, lambda each: ("conflicts", "list", "--space", each)),
        "conflicts restore": (conflict, lambda each: ("conflicts", "restore", each)),
        "conflicts keep": (conflict, lambda each: ("conflicts", "restore", each, "--keep")),
        "parked list": (THEIRS, lambda each: ("parked", "list", "--space", each)),
        "parked retry": (parked, lambda each: ("parked", "retry", each)),
        "parked drop": (parked, lambda each: ("parked", "drop", each)),
        "plan": (THEIRS, lambda each: ("plan", "--space", each)),
        "space open": (THEIRS, lambda each: ("space", "open", each)),
        "partner join, space": (THEIRS, lambda each: ("partner", "join", "weber", "--space", each, "--container", "x")),
        "partner join": ("suedbau", lambda each: ("partner", "join", each, "--space", OURS, "--container", "x")),
        "partner leave": ("suedbau", lambda each: ("partner", "leave", each, "--yes")),
        "partner leave, space": (THEIRS, lambda each: ("partner", "leave", "weber", "--space", each, "--yes")),
        "people import": ("suedbau", lambda each: ("people", "import", file, "--partner", each)),
        "people assign, person": ("tom-sommer", lambda each: ("people", "assign", each, "weber-trello", "5f3c")),
        "people assign": ("suedbau-trello", lambda each: ("people", "assign", "petra-weber", each, "5f3c")),
        "people undo": ("suedbau-trello", lambda each: ("people", "assign", "petra-weber", each, "--undo")),
        "partner status": ("suedbau", lambda each: ("partner", "status", each)),
        "charter consent": (
            "suedbau",
            lambda each: ("charter", "consent", "--partner", each, "--gate", "signed", "--reference", "file-7"),
        ),
        "report receive": ("tom-sommer", lambda each: ("report", "receive", "access", "--person", each)),
        "report access": ("tom-sommer", lambda each: ("report", "access", "--person", each)),
        "report erasure": ("tom-sommer", lambda each: ("report", "erasure", "--person", each)),
        "report restriction": ("tom-sommer", lambda each: ("report", "restriction", "--person", each)),
        "report rectification": (
            "tom-sommer",
            lambda each: ("report", "rectification", "--person", each, "--name", "Somebody"),
        ),
        "worklist, partner": ("suedbau", lambda each: ("worklist", "--confirm", "--partner", each)),
        "officer code": ("tom-sommer", lambda each: ("officer", "code", each, "--reset")),
    }


def test_pl_16_what_is_another_partners_does_not_exist(office: Office) -> None:
    """Each command answers an id of another partner as one that there is not, and does nothing."""
    before, all_of_it = _kept(office), _of_others(office)
    for name, (theirs, words) in all_of_it.items():
        asked = office.run(*words(theirs), who="coord-weber").without(theirs)
        nothing = office.run(*words("nowhere-7"), who="coord-weber").without("nowhere-7")
        assert asked == nothing, name
        assert asked[0] in {2, 3}, name
        assert not [each for each in ("suedbau", "Südbau", "tom-", "haus-8") if each in f"{asked[1]}{asked[2]}"], name
    assert _kept(office) == before
    for name in ("conflicts restore", "parked retry", "people import", "officer code"):
        theirs, words = all_of_it[name]
        assert office.run(*words(theirs)).code == 0, f"{name}: there is such an id, for who looks after it"


def test_pl_16_lists_without_an_id_name_no_other(office: Office) -> None:
    """What a coordinator lists is of the own partner's spaces, in counts and in JSON too."""
    for words in (("conflicts", "list", "--json"), ("parked", "list", "--json")):
        said = office.run(*words, who="coord-weber")
        assert said.code == 0
        assert not [each for each in ("haus-8", "Südbau", "suedbau") if each in said.out + said.err]


def _kept(office: Office) -> list[Any]:
    with office.database() as database:
        spaces = SqlSpaces(database)
        return [spaces.memory(each) for each in (OURS, THEIRS)]
