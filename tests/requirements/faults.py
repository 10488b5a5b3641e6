"""The faults that are planted to see the tests fail: the rows `FAULTS` of the files `planted_*.py` beside this one.

A row is a fault and the node id of the test that notices it, `tests/unit/some/test_file.py::test_pl_15_some_rule`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.machine.planting import Fault

FOLDER = Path(__file__).parent
Row = tuple[Fault, str]


def faults() -> list[Row]:
    """All rows, by file."""
    modules = [import_module(f"tests.requirements.{file.stem}") for file in sorted(FOLDER.glob("planted_*.py"))]
    return [row for module in modules for row in module.FAULTS]


def name_of(test: str) -> str:
    """The name in a node id."""
    return test.rpartition("::")[2].partition("[")[0]
