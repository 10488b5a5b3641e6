"""How commands show what they found: sentences for people, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table


def show_json(value: object) -> None:
    """One JSON document on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def show(*lines: str) -> None:
    """Lines of text, as they are."""
    console = Console(highlight=False)
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table; cells are text, not markup."""
    from rich.text import Text

    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(highlight=False).print(table)
