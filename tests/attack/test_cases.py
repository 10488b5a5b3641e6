"""Each case finds what it looks for, and says what was learned."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from bridge.adapters.words import spoken
from bridge.core.reports.attack.cases import CASES, attacked
from bridge.core.reports.attack.learned import Result, Verdict
from bridge.core.reports.attack.material import Artefact, Document, Reader, Secrets, World
from bridge.core.reports.disclosure.document import release_of
from tests.attack.office import Office
from tests.attack.scenes import EVEN, SIX, WEEKS, working
from tests.docs.sources import ROOT

RAW = working(SIX, {"antrag": EVEN}, 2)
DOCUMENTS = tuple(Office(RAW).live(WEEKS[0], 2))
SECRETS = Secrets(
    frozenset({"Frau ahorn-1", "anna@ahorn.example"}), frozenset({"Catering anfragen"}), frozenset({"Ahorn GmbH"})
)
AHORN = Reader(frozenset({"ahorn"}))


def world(change: Callable[[dict[str, Any]], object] = dict, *artefacts: Artefact) -> World:
    """What is released of two usual weeks, the second changed."""
    said = json.loads(DOCUMENTS[1].text)
    change(said)
    text = json.dumps(said).encode()
    altered = Document("second.json", text, release_of(text))
    return World((DOCUMENTS[0], altered), {"": RAW.rosters}, parts=RAW.parts(), artefacts=artefacts, secrets=SECRETS)


def found(here: World, reader: Reader = AHORN) -> dict[str, Result]:
    """By case."""
    return {each.case: each for each in attacked(here, [reader])}


def figure(outcome: str, value: int | None) -> Callable[[dict[str, Any]], object]:
    return lambda said: said["figures"][0].update(outcome=outcome, value=value)


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "A02": lambda said: said.update(by_tool={"slack": 4}),
    "A05": figure("shown", 0),
    "A07": lambda said: said["basis"].update(persons=40),
    "A08": lambda said: said.update(period="2026-W27/W30"),
    "A09": lambda said: said.update(excluded=["antrag"]),
    "A10": figure("shown", 17),
    "A11": lambda said: (said.update(period=WEEKS[0]), figure("shown", 45)(said)),
    "A12": lambda said: said.update(commitment=sha256(b"opened:23").hexdigest()),
    "A13": lambda said: said.update(key=sha256(b"anna@ahorn.example").hexdigest()),
    "A14": lambda said: said.update(rows=[{"who": "5f0c9a7be2d14c53", "opened": 4}]),
    "A17": lambda said: said["figures"][0].update(metric="substitutions"),
    "A18": lambda said: said.update(made_at="2026-07-06T22:47:10Z"),
    "A19": lambda said: said.update(period=WEEKS[0], reason=" "),
    "A21": lambda said: said["figures"].pop(),
    "A22": lambda said: said.update(reason="Catering anfragen: Frau Ahorn-1 im Urlaub"),
    "A24": lambda said: said["basis"].update(persons=58),
    "A25": lambda said: said["basis"].update(persons=38),
}


@pytest.mark.parametrize(("case", "change"), HOSTILE.items(), ids=HOSTILE.keys())
def test_dg_06_a_case_notices_what_it_is_about(case: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Each fault of a document is told by the case that looks for it."""
    assert found(world())[case].verdict is Verdict.HELD
    assert found(world(change))[case].verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("case", "name", "content"),
    [
        ("A22", "bericht.html", '<td title="anna&#64;ahorn.example">30</td>'),
        ("A22", "Bericht Frau ahorn-1.pdf", "%PDF-1.7"),
        ("A18", "bericht.pdf", "%PDF-1.7 /CreationDate (D:20260706224710+02'00')"),
        ("A18", "bericht.html", "<!-- 018f2c3e-7b1a-7c3d-9f00-0123456789ab -->"),
        ("A13", "bericht.html", f'<img alt="{sha256(b"anna@ahorn.example").hexdigest()}">'),
    ],
)
def test_dg_08_a_rendered_file_is_searched_too(case: str, name: str, content: str) -> None:
    """Attributes, metadata, comments and file names speak as well as the text does."""
    harmless = Artefact("bericht.html", b"<p>Catering anfragen, 30 erledigt</p>")
    assert found(world(dict, harmless))[case].verdict is Verdict.HELD
    assert found(world(dict, Artefact(name, content.encode())))[case].verdict is Verdict.BROKEN


def test_two_who_put_together_what_they_know_are_told_apart_from_one() -> None:
    """That two learn more than one may is shown, and is no fault: it was not promised."""
    few = working(SIX, {"antrag": {"ahorn": 5, "birke": 5, "zeder": 1, "distel": 1}}, 1)
    here = World(tuple(Office(few).live(WEEKS[0], 1)), {"": few.rosters}, parts=few.parts())
    both = found(here, Reader(frozenset({"ahorn", "birke"})))["A01"]
    assert (both.verdict, both.reader) == (Verdict.BEYOND, "ahorn+birke")
    assert (both.findings[0].values["least"], both.findings[0].values["most"]) == (0, 2)
    assert found(here)["A01"].verdict is Verdict.HELD


def test_what_takes_rosters_or_parts_is_not_said_to_have_been_tried_without_them() -> None:
    """A case that could not be tried must not look like one that held."""
    bare = replace(world(), rosters={}, parts={})
    untried = {each for each, result in found(bare).items() if result.verdict is Verdict.UNTRIED}
    assert untried == {"A03", "A04", "A06", "A16", "A20", "A23", "A24", "A26"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_case_says_what_it_tries_and_what_protects(language: str) -> None:
    """26 cases from A01 to A26, in both languages."""
    say = spoken(language)
    assert [each.id for each in CASES] == [f"A{number:02}" for number in range(1, 27)]
    assert all(say(f"attack.case.{each.id}") and say(f"attack.by.{each.id}") for each in CASES)


def test_the_page_has_the_table_of_cases_in_both_languages() -> None:
    """docs/attack.md says of each case what the command says, and the rules that it notices the absence of."""
    page = (ROOT / "docs" / "attack.md").read_text("utf-8")
    for language in ("de", "en"):
        say = spoken(language)
        for each in CASES:
            by = say(f"attack.by.{each.id}").partition(": ")[2]
            row = (each.id, say(f"attack.case.{each.id}"), by[0].upper() + by[1:], ", ".join(each.rules))
            assert f"| {' | '.join(row)} |" in page
