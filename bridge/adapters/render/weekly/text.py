"""The report as plain text: the mail's twin, laid out for 80 columns of equal signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from bridge.adapters.render.weekly.issue import Issue, Numbers, Row, Space, Table, Work
from bridge.adapters.render.weekly.telling import issue
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words

WIDTH = 80
RULE = "═" * WIDTH
LABEL, WHAT, WHEN, WHO = 11, 30, 14, 21
"""Columns of a line of the worklist, behind three spaces."""
QUESTION, VALUE = 25, 11


def render(weekly: Weekly, say: Words) -> str:
    """Lines of at most 80 signs, and a line feed at the end."""
    told = issue(weekly, say)
    parts = (_head(told), _glance(told), _work(told.work), _numbers(told.numbers), _closing(told), _rights(told))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def lines_of(space: Space) -> Iterator[str]:
    """One space of the worklist."""
    yield from _wrapped(f"{space.name}   ({space.partners})" if space.partners else space.name, " ", "   ")
    for row in space.rows:
        yield from _row(row)
    if space.closing:
        yield f"   {space.closing}"


def _head(told: Issue) -> Iterator[str]:
    left = f"{told.title.upper()}  {told.network}"
    yield RULE
    if len(left) + len(told.period) + 6 <= WIDTH:
        yield f"  {left}{told.period:>{WIDTH - len(left) - 4}}"
    else:
        yield from _wrapped(left, "  ", "  ")
        yield f"  {told.period}"
    yield from _wrapped(told.standing, "  ", "  ")
    yield RULE


def _glance(told: Issue) -> Iterator[str]:
    yield f" {told.glance_title.upper()}"
    for answer in told.glance:
        for number, sentence in enumerate(answer.answers):
            question = answer.question if number == 0 else ""
            yield from _wrapped(sentence, f"   {question:{QUESTION}}", " " * (QUESTION + 3))


def _work(work: Work) -> Iterator[str]:
    title = f"{work.part}  {work.title}".upper()
    yield f" {title}{f'({work.audience})':>{WIDTH - len(title) - 2}}"
    for sentence in work.sentences:
        yield from _wrapped(sentence, " ", " ")
    for space in work.spaces:
        yield ""
        yield from lines_of(space)
    if work.further:
        yield ""
    for head, text in work.further:
        yield from _wrapped(text, f" {head:18}", " " * 19)


def _row(row: Row) -> Iterator[str]:
    label = f"   {row.label:{LABEL}} "
    if row.who:
        cells = (wrap(row.text, WHAT - 1), wrap(row.when, WHEN - 1), wrap(row.who, WHO))
        for number, (what, when, who) in enumerate(zip_longest(*cells, fillvalue="")):
            before = label if number == 0 else " " * len(label)
            yield f"{before}{what:{WHAT}}{when:{WHEN}}{who}".rstrip()
        return
    for number, text in enumerate(row.flowing):
        yield from _wrapped(text, label if number == 0 else " " * len(label), " " * len(label))


def _numbers(numbers: Numbers) -> Iterator[str]:
    title = f"{numbers.part}  {numbers.title}".upper()
    yield f" {title}{f'({numbers.audience})':>{WIDTH - len(title) - 2}}"
    if numbers.reason:
        yield from _wrapped(numbers.reason, " ", " ")
    if numbers.table:
        yield from _table(numbers.table)
    if numbers.sentences:
        yield from _wrapped(" ".join(numbers.sentences), " ", " ")
    if numbers.quarter:
        yield ""
        yield f" {numbers.quarter.title}"
        yield from _table(numbers.quarter)
        yield from _wrapped(" ".join(numbers.quarter_notes), " ", " ")


def _table(table: Table) -> Iterator[str]:
    columns = len(table.heads) - 1
    width = max(VALUE, *(len(cell) + 2 for row in (table.heads, *table.rows) for cell in row[1:]))
    for row in (("", *table.heads[1:]), *table.rows):
        first = wrap(row[0], WIDTH - width * columns - 4) or [""]
        for begin in first[:-1]:
            yield f"   {begin}"
        yield f"   {first[-1]:{WIDTH - width * columns - 4}}{''.join(f'{cell:>{width}}' for cell in row[1:])}"


def _closing(told: Issue) -> Iterator[str]:
    for section in told.ground:
        yield from _wrapped(f"{section.title.upper()}   {section.text}", " ", " ")
    if told.footnotes:
        yield ""
    for mark, text in told.footnotes:
        yield from _wrapped(f"{mark} {text}", " ", "   ")
    yield from _wrapped(" · ".join((*told.closing, told.rights_below)), " ", " ")


def _rights(told: Issue) -> Iterator[str]:
    yield RULE
    yield f" {told.rights_title.upper()}"
    yield from _wrapped(told.rights_lead, " ", " ")
    for section in told.rights:
        yield ""
        yield f" {section.title}"
        yield from _wrapped(section.text, "   ", "   ")


def _wrapped(text: str, first: str, further: str) -> Sequence[str]:
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False) or [
        first.rstrip()
    ]
