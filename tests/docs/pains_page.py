"""Writes the table of docs/pains.md from the tests below tests/system/pains: what they are called, and what they hold.

`make docs` calls this. What stands between the signs is written anew, all else is left alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.docs.sources import ROOT

PAGE = ROOT / "docs" / "pains.md"
FOLDER = ROOT / "tests" / "system" / "pains"
BEGINS = "<!-- From here on written by `make docs`, from the tests. -->"
ENDS = "<!-- Up to here. -->"
BETWEEN = re.compile(f"(?<={re.escape(BEGINS)}\n).*?(?={re.escape(ENDS)})", re.DOTALL)


class Pain(NamedTuple):
    """What people suffer elsewhere, what happens here, and the test that holds it."""

    number: int
    elsewhere: str
    here: str
    test: str
    file: Path


def pains(folder: Path = FOLDER) -> list[Pain]:
    """Each test with the mark `pain`, in the order of their numbers."""
    return sorted(pain for file in sorted(folder.glob("test_*.py")) for pain in _of(file))


def _of(file: Path) -> Iterator[Pain]:
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.pain":
                    number, elsewhere = map(ast.literal_eval, mark.args)
                    yield Pain(number, elsewhere, ast.get_docstring(node) or "", node.name, file)


def table(found: list[Pain]) -> str:
    """As the page shows it."""
    lines = ["| | Elsewhere | Here | Test |", "|---|---|---|---|"]
    for each in found:
        link = f"[`{each.test}`](../{each.file.relative_to(ROOT).as_posix()})"
        lines.append(f"| {each.number} | {each.elsewhere} | {' '.join(each.here.split())} | {link} |")
    return "\n".join([*lines, ""])


def written(text: str, found: list[Pain]) -> str:
    """The page with the table between the signs. Raises ValueError where it has none."""
    if len(BETWEEN.findall(text)) != 1:
        raise ValueError(f"The page needs the two signs once each: {BEGINS} and {ENDS}")
    return BETWEEN.sub(lambda _: table(found), text)


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(PAGE.read_text("utf-8"), pains()), "utf-8")


if __name__ == "__main__":
    main()
