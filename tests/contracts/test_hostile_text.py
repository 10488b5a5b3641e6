"""Hostile texts through every tool: what we write and what people type, on the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache

import pytest

from bridge.core.errors import Failure
from bridge.core.model.characters import folded
from bridge.core.model.document import Document
from bridge.core.model.ids import CommentId, Ref, TaskId
from bridge.core.model.operation import CreateComment, UpdateComment
from bridge.core.model.reach import Manifest
from bridge.core.model.restrict import restricted
from bridge.core.sync.said import room_for
from bridge.core.sync.shorten import shortened
from bridge.core.sync.size import characters, octets
from bridge.core.sync.titles import cut
from connectors.sandbox.serve import running
from connectors.text.markdown import read_markdown
from connectors.text.plain import read_plain
from tests.contracts import asana_world, slack_lists_world, slack_people, slack_world, teams_world, trello_world
from tests.contracts.bench import Bench, WatchedBudget
from tests.unit.text.hostile import Hostile, hostile

LINES = ("Sichtbar für: Musterbau Weber GmbH, Nordlicht Elektro KG", "Zuständig: Anna & <Bob> @card")


@contextmanager
def trello() -> Iterator[Bench]:
    with running() as sandbox, trello_world.People(sandbox).session as session:
        yield trello_world.opened(trello_world.People(sandbox, session), WatchedBudget())


@contextmanager
def asana() -> Iterator[Bench]:
    with running() as sandbox:
        yield asana_world.asana_bench(asana_world.People(sandbox), WatchedBudget(), {})


@contextmanager
def slack_cards() -> Iterator[Bench]:
    with running() as sandbox, slack_people.open_door() as door:
        yield slack_world.opened(slack_people.People(sandbox), door, WatchedBudget())


@contextmanager
def slack_list() -> Iterator[Bench]:
    with running() as sandbox:
        yield slack_lists_world.opened(slack_people.People(sandbox), WatchedBudget())


@contextmanager
def teams() -> Iterator[Bench]:
    with running(teams_world.SEED) as sandbox:
        yield teams_world.teams_bench(teams_world.People(sandbox), WatchedBudget(), 100)


pytestmark = pytest.mark.slow

BENCHES: dict[str, Callable[[], AbstractContextManager[Bench]]] = {
    each.__name__: each for each in (trello, asana, slack_cards, slack_list, teams)
}


@pytest.fixture(scope="module", params=BENCHES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Each tool, in a sandbox of its own that all texts share."""
    with ExitStack() as stack:
        yield stack.enter_context(BENCHES[request.param]())


def described(document: Document, manifest: Manifest) -> Document:
    """A description as the core would send it."""
    return shortened(restricted(document, manifest.text), manifest.text, room_for(LINES, manifest))


def said(document: Document, manifest: Manifest) -> Document:
    """A comment as the core would send it."""
    form, bound = manifest.comment_text, manifest.comment_bytes
    weight = octets if bound else characters
    return shortened(restricted(document, form), form, bound or room_for((), manifest), weight)


@cache
def texts(case: Hostile) -> tuple[Document, Document]:
    """What the text says to a tool that knows marks, and to one that does not."""
    return read_markdown(case.text[:20_000]), read_plain(case.text)


def test_nothing_we_mirror_breaks_a_write_or_comes_back_changed(bench: Bench) -> None:
    """Created and updated with any text as title, description and comment, an item shows what was sent."""
    wrong, sent = list[str](), dict[str, tuple[str, Document]]()
    manifest = bench.connector.manifest
    for case in hostile():
        marked, plain = (described(each, manifest) for each in texts(case))
        title = cut(folded(case.title), manifest.title_limit)
        try:
            made = bench.create(title, f"task-{case.name}", description=plain, shown=LINES)
            assert made.item, "a create is answered with the item"
            done = bench.connector.apply(bench.place, bench.updating(made.item, description=marked))
        except Failure as refused:
            wrong.append(f"{case.name}: {refused}")
            continue
        shows = done.item and done.item.fields
        if not shows or shows.description != marked:
            wrong.append(f"{case.name}: the reply to the update shows another description")
        sent[case.name] = (title, marked)
        wrong += commented(bench, made.ref, case)
    wrong += unlike(bench, sent)
    assert not wrong, "\n".join(wrong)


def commented(bench: Bench, item: Ref, case: Hostile) -> Iterator[str]:
    marked, plain = (said(each, bench.connector.manifest) for each in texts(case))
    if not plain.blocks:
        return
    names = (bench.place.id, TaskId("task"), CommentId("comment"), item)
    try:
        first = bench.connector.apply(bench.place, CreateComment(*names, plain))
        second = bench.connector.apply(bench.place, UpdateComment(*names, first.ref, marked))
    except Failure as refused:
        yield f"{case.name}, comment: {refused}"
        return
    if first.text != plain:
        yield f"{case.name}: the new comment shows another text"
    if second.text != marked:
        yield f"{case.name}: the changed comment shows another text"


def unlike(bench: Bench, sent: dict[str, tuple[str, Document]]) -> Iterator[str]:
    """What two complete readings show otherwise than it was sent."""
    first, second = bench.pull(), bench.pull()
    for ref, item in first.items.items():
        name = str(item.marker).removeprefix("task-")
        if item.fields is None or name not in sent:
            continue
        wanted = (*sent[name], LINES)
        shown = (item.fields.title, item.fields.description, item.fields.shown)
        for what, left, right in zip(("title", "description", "shown"), shown, wanted, strict=True):
            if left != right:
                yield f"{name}: the {what} is {str(left)[:300]}, not {str(right)[:300]}"
        if item != second.items[ref]:
            yield f"{name}: a second reading shows something else"


def test_nothing_people_type_breaks_reading_or_leads_to_a_write(bench: Bench) -> None:
    """Whatever somebody types into the tool is read, reads the same again, and is what we would write there."""
    manifest, wrong = bench.connector.manifest, list[str]()
    known = set(bench.pull().items)
    for case in hostile():
        ref = bench.world.create(f"Von Hand: {case.name}", bench.lanes[0], text=case.typed)
        if case.typed.strip():
            bench.world.comment(ref, case.typed.replace("<at ", "<b "))  # Teams itself refuses a call of nobody
    first, second = bench.pull(), bench.pull()
    for ref, item in first.items.items():
        if ref in known or item.fields is None:
            continue
        description, name = item.fields.description, item.fields.title
        if restricted(description, manifest.text) != description:
            wrong.append(f"{name}: the description would be written anew")
        if (item.fields, item.comments) != (second.items[ref].fields, second.items[ref].comments):
            wrong.append(f"{name}: a second reading shows something else")
    assert len(first.items) - len(known) == len(hostile())
    assert not wrong, "\n".join(wrong)
