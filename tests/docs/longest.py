"""Prints the five longest files and functions; fails where one is longer than the project allows.

A file over 250 lines says at its top why it is not two. Nothing is over the ceilings, tests included.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.docs.sources import ROOT, python_files

FILE_CEILING = 400
FUNCTION_CEILING = 40
SHOWN = 5


@dataclass(frozen=True, slots=True, order=True)
class Length:
    lines: int
    where: str


def of_files(paths: Iterable[Path], root: Path) -> list[Length]:
    counted = (Length(len(path.read_text("utf-8").splitlines()), str(path.relative_to(root))) for path in paths)
    return sorted((length for length in counted if length.lines), reverse=True)


def of_functions(paths: Iterable[Path], root: Path) -> list[Length]:
    return sorted((length for path in paths for length in _functions(path, root)), reverse=True)


def _functions(path: Path, root: Path) -> Iterator[Length]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            yield Length(last - node.lineno + 1, f"{path.relative_to(root)}:{node.lineno} {node.name}")


def _show(title: str, lengths: list[Length], ceiling: int) -> bool:
    """Print the longest; True where none is over the ceiling."""
    middle = median(length.lines for length in lengths) if lengths else 0
    print(f"Longest {title} (median {middle:g} lines, ceiling {ceiling}):")
    over = [length for length in lengths if length.lines > ceiling]
    for length in over or lengths[:SHOWN]:
        print(f"  {length.lines:4} {length.where}" + (" IS TOO LONG" if length.lines > ceiling else ""))
    return not over


def main(root: Path = ROOT) -> int:
    paths = list(python_files(root))
    files_fit = _show("files", of_files(paths, root), FILE_CEILING)
    functions_fit = _show("functions", of_functions(paths, root), FUNCTION_CEILING)
    return 0 if files_fit and functions_fit else 1


if __name__ == "__main__":
    sys.exit(main())
