"""The tests that carry identifiers at the beginning of their names: `test_pl_15_nobody_may_what_no_row_allows`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.sources import ROOT

CARRIED = re.compile(r"test_((?:(?:pl|ds|tr|dt|dg|wc)_\d\d[a-z]?_)+)")


@dataclass(frozen=True, slots=True)
class Proof:
    """A test: what it is called, where it stands, what it holds, and for which identifiers."""

    test: str
    file: str
    says: str
    identifiers: tuple[str, ...]


def identifiers_of(test: str) -> tuple[str, ...]:
    """Those that a test's name begins with."""
    carried = CARRIED.match(test)
    parts = re.findall(r"([a-z]{2})_(\d\d[a-z]?)", carried[1]) if carried else []
    return tuple(f"{kind.upper()}-{number}" for kind, number in parts)


def proofs(folder: Path = ROOT / "tests") -> list[Proof]:
    """All of them, ordered by file and place; a promise of a contract stands in the contract's file."""
    files = sorted(path for path in folder.rglob("*.py") if "fixtures" not in path.parts)
    return [proof for file in files for proof in _of(file, folder.parent)]


def _of(file: Path, root: Path) -> Iterator[Proof]:
    code = file.read_text("utf-8")
    if not CARRIED.search(code):
        return
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and (carried := identifiers_of(node.name)):
            says = " ".join((ast.get_docstring(node) or "").split())
            yield Proof(node.name, file.relative_to(root).as_posix(), says, carried)
