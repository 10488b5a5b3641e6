"""A short day at one place: what the product does there, and what people do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, LaneId, Ref, TaskId
from bridge.core.model.operation import NEW, CreateComment, CreateLane, DeleteComment, RenameLane, UpdateComment
from bridge.core.model.parts import Attachment, Check
from bridge.ports.connector import Sought
from connectors.sandbox import gate
from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.serve import running
from connectors.teams.connector import Teams
from tests.contracts import slack_lists_world, slack_people, slack_world, teams_world, trello_world
from tests.contracts.asana_world import People as AsanaPeople
from tests.contracts.asana_world import asana_bench
from tests.contracts.bench import Bench, PartsWorld, WatchedBudget

TASK = TaskId("task-1")
COMMENT = CommentId("comment-1")
SOON, LATER = date(2026, 12, 1), date(2026, 12, 24)
PAGE = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """One exchange as the sandbox's gate showed it."""

    vendor: str
    request: Request
    response: Response


@contextmanager
def listening() -> Iterator[list[Heard]]:
    """Every exchange with the sandboxes of this process from here on."""
    heard: list[Heard] = []

    def witness(vendor: str, request: Request, response: Response) -> None:
        heard.append(Heard(vendor, request, response))

    gate.WITNESSES.append(witness)
    try:
        yield heard
    finally:
        gate.WITNESSES.remove(witness)


@contextmanager
def trello() -> Iterator[Bench]:
    """At an empty board."""
    with running() as sandbox, trello_world.People(sandbox).session as session:
        yield trello_world.opened(trello_world.People(sandbox, session), WatchedBudget())


@contextmanager
def asana() -> Iterator[Bench]:
    """At an empty project, as an OAuth app."""
    with running() as sandbox:
        people = AsanaPeople(sandbox)
        with people.session:
            yield asana_bench(people, WatchedBudget(), {"sign_in": "oauth"})


@contextmanager
def slack_cards() -> Iterator[Bench]:
    """At a channel for cards."""
    with running() as sandbox, slack_people.open_door() as door:
        people = slack_people.People(sandbox)
        with people.session:
            yield slack_world.opened(people, door, WatchedBudget())


@contextmanager
def slack_list() -> Iterator[Bench]:
    """At an empty List."""
    with running() as sandbox:
        people = slack_people.People(sandbox)
        with people.session:
            yield slack_lists_world.opened(people, WatchedBudget())


@contextmanager
def teams() -> Iterator[Bench]:
    """At an empty plan."""
    with running(teams_world.SEED) as sandbox:
        people = teams_world.People(sandbox)
        with people.session:
            bench = teams_world.teams_bench(people, WatchedBudget(), PAGE)
            assert isinstance(bench.connector, Teams)
            yield bench
            bench.connector.close()


PLACES: Mapping[str, Callable[[], AbstractContextManager[Bench]]] = {
    "trello": trello, "asana": asana, "slack-cards": slack_cards, "slack-list": slack_list, "teams": teams,
}  # fmt: skip
"""Every tool that a service mirrors; Slack in both of its ways."""


def lived(bench: Bench) -> None:
    """A first mirror, people's changes, ours, comments of both, archiving, a deletion, the doctor."""
    ours = bench.create("Fenster prüfen", **_given(bench)).ref
    theirs = bench.world.create("Gerüst bestellen", bench.lanes[0])
    cursor = bench.cursor()
    bench.world.edit(theirs, title="Gerüst abbestellen", text="Es **regnet**", lane=bench.lanes[1], due=LATER)
    _talked(bench, theirs)
    bench.pull(cursor, Sought(refs=frozenset({theirs, ours})))
    bench.update(ours, title="Fenster und Türen prüfen", due=LATER, description=plain_document("Alle im Süden"))
    bench.update(ours, due=None)
    bench.world.edit(theirs, done=True)
    if bench.parts:
        _equipped(bench, bench.parts, ours)
    if bench.connector.manifest.makes_lanes:
        _lanes(bench)
    _left(bench, ours, theirs)


def _given(bench: Bench) -> dict[str, Any]:
    wanted: dict[str, Any] = {
        "due": SOON, "labels": frozenset({"dringend"}), "description": plain_document("Im Süden"),
    }  # fmt: skip
    return {name: value for name, value in wanted.items() if name in bench.connector.manifest.holds}


def _talked(bench: Bench, item: Ref) -> None:
    """A person says something; we answer, correct ourselves and take it back."""
    bench.world.comment(item, "Wer bringt den Schlüssel?")
    apply, place = bench.connector.apply, bench.place
    said = apply(place, CreateComment(place.id, TASK, COMMENT, item, plain_document("Frau Weber"))).ref
    apply(place, UpdateComment(place.id, TASK, COMMENT, item, said, plain_document("Herr Schulz")))
    apply(place, DeleteComment(place.id, TASK, COMMENT, item, said))


def _equipped(bench: Bench, people: PartsWorld, item: Ref) -> None:
    """Elements, links and custom fields of ours: made, changed by us and by a person, taken back."""
    link, cursor = Attachment("https://example.org/plan", "Plan"), bench.cursor()
    group = "Elektro" if bench.connector.manifest.check_groups else ""
    made = tuple(Check(f"{NEW}{title}", title, group=group) for title in ("Glas", "Rahmen"))
    values = tuple(sorted((name, two[0]) for name, two in people.values.items()))
    bench.update(item, checklist=made, attachments=(link,), custom=values, start=SOON, due=LATER)
    people.add_check(item, "Griffe")
    people.attach(item, "https://example.org/foto", "Foto")
    fields = bench.pull(cursor, Sought(refs=frozenset({item}))).items[item].fields
    assert fields is not None
    moved = "Elektro, Keller" if group else ""
    glass, *rest = (replace(each, group=moved if each.group == group else each.group) for each in fields.checklist)
    bench.update(item, checklist=(replace(glass, done=True), *rest[1:]), attachments=(), custom=(), start=None)


def _lanes(bench: Bench) -> None:
    apply, place = bench.connector.apply, bench.place
    made = apply(place, CreateLane(place.id, LaneId("pruefung"), "Prüfung", bench.lanes[0])).ref
    apply(place, RenameLane(place.id, LaneId("pruefung"), made, "Abnahme"))


def _left(bench: Bench, ours: Ref, theirs: Ref) -> None:
    """One is archived, one deleted; then the doctor looks."""
    cursor = bench.cursor()
    bench.update(ours, archived=True)
    bench.world.delete(theirs)
    bench.pull(cursor)
    bench.connector.confirm_gone(bench.place, theirs)
    bench.connector.check(bench.place)
