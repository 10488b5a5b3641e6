"""Runs tests and keeps how each ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest

from tests.docs.sources import ROOT
from tests.requirements.proofs import Proof

HOLDS, FAILS, SKIPPED, UNKNOWN = "holds", "fails", "skipped", "unknown"
WORST = (UNKNOWN, HOLDS, SKIPPED, FAILS)


class _Kept:
    """A plugin of pytest: the worst result of each test, whatever it was given."""

    def __init__(self) -> None:
        self.results: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One of set-up, call and tear-down is over."""
        test = report.nodeid.rpartition("::")[2].partition("[")[0]
        if report.failed:
            self._note(test, FAILS)
        elif report.skipped:
            self._note(test, SKIPPED)
        elif report.when == "call":
            self._note(test, HOLDS)

    def _note(self, test: str, result: str) -> None:
        self.results[test] = max(self.results.get(test, UNKNOWN), result, key=WORST.index)


def results(those: Sequence[Proof]) -> dict[str, str]:
    """How each ended, by name; one that pytest does not find is unknown."""
    kept = _Kept()
    if those:
        names = " or ".join(sorted({each.test for each in those}))
        pytest.main(["-q", "-p", "no:cacheprovider", "-k", names, *_files(those)], plugins=[kept])
    return {each.test: kept.results.get(each.test, UNKNOWN) for each in those}


def _files(those: Sequence[Proof]) -> list[str]:
    """The files of these tests; a contract is run by the files beside it that join it."""
    files = {each.file if PurePosixPath(each.file).name.startswith("test_") else "tests/contracts" for each in those}
    return [str(ROOT / each) for each in sorted(files)]
