"""`python -m tests.requirements.page [--new]`: runs the tests of all requirements and writes docs/requirements.md.

With `--new` only tests run whose result the page does not hold yet. `make docs` runs all. The page is compared with the
tests by tests/requirements/test_page.py, which takes the results from the page itself.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.docs.sources import ROOT
from tests.requirements.faults import Row, faults, name_of
from tests.requirements.proofs import Proof, proofs
from tests.requirements.rules import Rule, rules
from tests.requirements.running import HOLDS, results
from tests.requirements.wanted import PRIORITY, in_order

PAGE = ROOT / "docs" / "requirements.md"
HEAD = """# Anforderungen und ihre Tests / Requirements and their tests

Diese Seite schreibt `make docs` nach einem Lauf der Tests. Jede Anforderung steht hier in unseren Worten, mit den
Tests, die sie halten, deren Ergebnis und dem Fehler, der eingepflanzt wurde, um den Test scheitern zu sehen.

`make docs` writes this page after a run of the tests. Each requirement stands here in our words, with the tests that
hold it, their result, and the fault that was planted to see the test fail. P0: without it the service is not rolled
out. `make test` runs all of them, and plants each fault.
"""
SHOWN = re.compile(r"^\| \[`(test_\w+)`\]\([^)]*\) \| .* \| (\w+) \| [^|]* \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement, as the page shows it."""

    identifier: str
    rule: Rule
    proofs: Sequence[Proof]
    faults: Mapping[str, Sequence[str]]
    results: Mapping[str, str]

    @property
    def result(self) -> str:
        """The worst of its tests; empty where there is none."""
        found = {self.results.get(each.test, "unknown") for each in self.proofs}
        return HOLDS if found == {HOLDS} else ", ".join(sorted(found - {HOLDS}))

    @property
    def lacks(self) -> str:
        """What it would take to be shown; empty where nothing."""
        if not (self.rule.de and self.rule.en):
            return "a rule in both languages"
        if self.rule.open:
            return ""
        if not self.proofs:
            return "a test"
        if PRIORITY[self.identifier] == "P0" and not self.faults:
            return "a planted fault"
        return ""


def shown(told: Mapping[str, str]) -> list[Shown]:
    """Each identifier with what there is, and the results that are known."""
    said, rows = rules(), faults()
    by_identifier: defaultdict[str, list[Proof]] = defaultdict(list)
    for proof in proofs():
        for each in proof.identifiers:
            by_identifier[each].append(proof)
    return [
        Shown(each, said.get(each, Rule()), by_identifier[each], _noticed(by_identifier[each], rows), told)
        for each in in_order(set(PRIORITY) | set(by_identifier))
    ]


def _noticed(those: Iterable[Proof], rows: Iterable[Row]) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    names = {each.test for each in those}
    for fault, test in rows:
        if name_of(test) in names:
            found[name_of(test)].append(fault.world)
    return found


def page(all_shown: Sequence[Shown]) -> str:
    """The whole text."""
    return "\n".join([HEAD, *_overview(all_shown), *(line for each in all_shown for line in _section(each)), ""])


def told_by(text: str) -> dict[str, str]:
    """The results that a page holds, by test."""
    return dict(SHOWN.findall(text))


def _overview(all_shown: Sequence[Shown]) -> Iterator[str]:
    yield from ("| Id | | Anforderung | Tests | Ergebnis |", "|---|---|---|---|---|")
    for each in all_shown:
        link, state = f"[{each.identifier}](#{each.identifier.lower()})", each.result if each.proofs else "open"
        yield f"| {link} | {PRIORITY.get(each.identifier, '')} | {each.rule.de} | {len(each.proofs)} | {state} |"


def _section(each: Shown) -> Iterator[str]:
    yield from ("", f"## {each.identifier}", "")
    yield from (line for text in (each.rule.de, each.rule.en) if text for line in (text, ""))
    if each.rule.open:
        yield from (f"**Open:** {each.rule.open}", "")
    if each.proofs:
        yield from ("| Test | Holds | Result | Seen to fail when |", "|---|---|---|---|")
    for proof in each.proofs:
        link, worlds = f"[`{proof.test}`](../{proof.file})", " ".join(each.faults.get(proof.test, ()))
        yield f"| {link} | {_cell(proof.says)} | {each.results.get(proof.test, 'unknown')} | {_cell(worlds)} |"


def _cell(text: str) -> str:
    return text.replace("|", "/")


def main() -> int:
    """Run, write, and end with 1 where a test does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.requirements.page", description=__doc__)
    parser.add_argument("--new", action="store_true", help="run only tests whose result the page does not hold")
    known = told_by(PAGE.read_text("utf-8")) if parser.parse_args().new and PAGE.exists() else {}
    held = {test: result for test, result in known.items() if result == HOLDS}
    told = held | results([each for each in proofs() if each.test not in held])
    PAGE.write_text(page(shown(told)), "utf-8")
    return 0 if all(result == HOLDS for result in told.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
