"""A table as CSV for Excel: semicolons, UTF-8 with its mark, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so may be taken for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
MARK = "\ufeff"


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The whole file; an apostrophe keeps what looks like a formula a text."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([f"'{cell}" if cell.startswith(COMPUTED) else cell for cell in row] for row in rows)
    return MARK + file.getvalue()
