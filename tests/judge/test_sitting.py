"""The session's judge, and the list of what it lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.sandbox import gate
from connectors.sandbox.exchange import Request, Response
from tests.judge.described import Description
from tests.judge.excused import Excuse, excuses
from tests.judge.exports import KINDS, Exports
from tests.judge.recorded import Recorded
from tests.judge.sitting import READING, Sitting

HEADERS = {"authorization": "Bearer x", "content-type": "application/json"}
FEWEST_WORDS = 8
EXCUSES = [(vendor, each) for vendor in READING for each in excuses(vendor)]


@pytest.mark.parametrize(
    ("vendor", "excuse"), EXCUSES, ids=[f"{vendor} {each.place} {each.rule}" for vendor, each in EXCUSES]
)
def test_a_fault_that_is_excused_stands_in_the_published_file(vendor: str, excuse: Excuse, shared: Path) -> None:
    """An excuse names one place that is there, one rule, and how we know; a place that is no more excuses nothing."""
    assert len(excuse.reason.split()) >= FEWEST_WORDS
    assert "*" not in excuse.place
    assert excuse.rule.strip()
    _stands(vendor, excuse.place, shared)


def test_no_fault_is_excused_twice() -> None:
    """One entry for each fault, so that whoever mends one finds one."""
    named = [(vendor, each.place, each.rule) for vendor, each in EXCUSES]
    assert sorted(named) == sorted(set(named))


def test_the_same_kind_of_exchange_is_judged_once(shared: Path) -> None:
    """Many thousand exchanges cost what a few hundred do: other names and numbers make no other exchange."""
    sitting = Sitting(shared)
    for number in ("1", "22"):
        sitting.witness("asana", _read(number), _task(number, name=f"Aufgabe {number}"))
    assert (sitting.exchanges, sitting.judged, sitting.taken()) == (2, 1, [])


def test_another_type_makes_another_exchange(shared: Path) -> None:
    """What has been judged with a text is judged again with a number."""
    sitting = Sitting(shared)
    sitting.witness("asana", _read("1"), _task("1", name="Aufgabe"))
    sitting.witness("asana", _read("1"), _task("1", name=5))
    found = f"{sitting.taken()[-1]}"
    place = "components/schemas/TaskCompact/properties/name"
    assert found == f"GET /tasks/{{task_gid}} 200, answer: type: string, is number at {place} (5)"


def test_what_was_refused_is_judged_by_its_answer(shared: Path) -> None:
    """A client that sends nonsense and is told so has done no harm; the refusal has to be as published."""
    sitting = Sitting(shared)
    refusal = {"errors": [{"message": "task: Unknown object: 1", "help": "…", "phrase": "…", "text": 1}]}
    sitting.witness("asana", Request("GET", "/api/1.0/tasks/1", {"nonsense": "1"}, HEADERS), Response(404, refusal))
    assert [each.rule for each in sitting.taken()] == ["unnamed: text"]


def test_only_the_answer_counts_where_the_client_is_a_test(shared: Path) -> None:
    """The sandbox's own tests send what nobody should, to see how the sandbox takes it."""
    sitting = Sitting(shared)
    sitting.sides = ("answer",)
    sitting.witness("asana", Request("GET", "/api/1.0/tasks/1", {"nonsense": "1"}, HEADERS), _task("1"))
    assert sitting.taken() == []
    sitting.sides = ("request", "answer")
    sitting.witness("asana", Request("GET", "/api/1.0/tasks/1", {"nonsense": "1"}, HEADERS), _task("1"))
    assert [each.rule for each in sitting.taken()] == ["unnamed parameter: nonsense"]


def _stands(vendor: str, place: str, shared: Path) -> None:
    """Raises KeyError where there is no such place."""
    specs = shared / "specs" / vendor
    start, _, rest = place.partition("/")
    if vendor == "slack":
        Recorded.read(specs / "api").at(place)
    elif start == "exports":
        kind, *way = rest.split("/")
        assert kind in KINDS
        assert Exports.read(shared / "data" / "trello").of(kind).at(way) is not None
    else:
        Description.read(specs / "openapi.json").found(place)


def _read(gid: str) -> Request:
    return Request("GET", f"/api/1.0/tasks/{gid}", {}, HEADERS)


def _task(gid: str, **more: object) -> Response:
    return Response(200, {"data": {"gid": gid, "resource_type": "task", **more}})


def test_every_exchange_of_this_suite_is_judged(shared: Path) -> None:
    """Each call to a sandbox in this process comes before the judge; without the vendors' descriptions there is none,
    and this test is skipped and says so.
    """
    assert shared.is_dir()
    assert any(isinstance(getattr(witness, "__self__", None), Sitting) for witness in gate.WITNESSES)
