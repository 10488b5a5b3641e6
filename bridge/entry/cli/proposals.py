"""Proposals of what is the same, as people see them: lines, JSON, and a table to edit (CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.core.model.ids import TaskId
from bridge.entry.cli.exits import BadInputError

if TYPE_CHECKING:
    from bridge.core.model.task import Task
    from bridge.ports.words import Words
    from bridge.service.open import Opening

COLUMNS = ("confirm", "place", "title", "same_as_place", "same_as_title", "agree", "task", "same_as")
YES, NO = frozenset({"yes", "y", "ja", "j", "x", "1"}), frozenset({"no", "n", "nein", "", "0"})
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula, whoever wrote the title."""
Wanted = tuple[TaskId, TaskId]


def as_values(opening: Opening) -> dict[str, object]:
    """What `--json` prints of the proposals."""
    found = opening.proposals
    return {
        "waiting": list(opening.waiting),
        "proposals": [
            {**_task(each.other), "same_as": _task(each.into), "agree": list(each.agree)} for each in found.pairs
        ],
        "doubts": [{**_task(each.other), "among": [_task(into) for into in each.among]} for each in found.doubts],
        "unreachable": list(opening.unreachable),
    }


def as_lines(opening: Opening, say: Words) -> Iterator[str]:
    """What people read."""
    for place in opening.waiting:
        yield say("open.waits", place=place)
    for each in opening.proposals.pairs:
        agree = ", ".join(say(f"open.{sign}") for sign in ("title", *each.agree))
        yield "  " + say("open.same", title=each.other.fields.title, place=each.other.origin,
                         into=each.into.fields.title, there=each.into.origin, agree=agree)  # fmt: skip
    for doubt in opening.proposals.doubts:
        yield "  " + say("open.doubt", title=doubt.other.fields.title, place=doubt.other.origin,
                         number=len(doubt.among))  # fmt: skip
    for place, reason in opening.unreachable.items():
        yield "  " + say("sync.unreachable", place=place, reason=say.told(reason))
    if not opening.proposals.pairs and not opening.proposals.doubts:
        yield "  " + say("open.nothing")


def write_table(opening: Opening, file: Path) -> None:
    """The proposals with `yes`, the doubts with `no`, for a person to edit and to hand back by `--confirm`."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_rows(opening))
    try:
        file.write_text(text.getvalue(), "utf-8-sig")
    except OSError as fault:
        raise BadInputError(f"{file} cannot be written ({fault.strerror}): name another file.") from None


def read_table(file: Path, say: Words) -> Sequence[tuple[int, Wanted]]:
    """The confirmed pairs with the line each stands on. Spreadsheets may have turned commas into semicolons."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadInputError(say("open.unreadable", file=file)) from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    if not {"confirm", "task", "same_as"} <= set(rows.fieldnames or ()):
        raise BadInputError(say("open.no_table", file=file))
    wanted = list[tuple[int, Wanted]]()
    for row in rows:
        said = (row["confirm"] or "").strip().casefold()
        if said not in YES | NO:
            raise BadInputError(say("open.neither", file=file, line=rows.line_num, said=said))
        if said in YES:
            wanted.append((rows.line_num, (TaskId(row["task"]), TaskId(row["same_as"]))))
    return wanted


def _rows(opening: Opening) -> Iterator[Sequence[str]]:
    for each in opening.proposals.pairs:
        yield _row("yes", each.other, each.into, each.agree)
    for doubt in opening.proposals.doubts:
        for into in doubt.among:
            yield _row("no", doubt.other, into, ())


def _row(said: str, other: Task, into: Task, agree: Sequence[str]) -> Sequence[str]:
    shown = (other.origin, _cell(other), into.origin, _cell(into), " ".join(("title", *agree)))
    return (said, *shown, other.id, into.id)


def _cell(task: Task) -> str:
    title = task.fields.title
    return f"'{title}" if title.startswith(FORMULA) else title


def _task(task: Task) -> dict[str, object]:
    return {"task": task.id, "place": task.origin, "title": task.fields.title}
