"""Files that hold a person's data: readable by this account alone, and never in the place of another."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.shown import show


def written(folder: Path | None, name: str, forms: Mapping[str, str], printed: str) -> None:
    """Each form as a file `name.form` in the folder; without a folder `printed` goes to standard output.

    Raises BadInputError for a folder that cannot be written, and for a file that is there already.
    """
    if folder is None:
        sys.stdout.write(printed)
        return
    from bridge.bootstrap import speech

    paths = [folder / f"{name}.{form}" for form in forms]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path, text in zip(paths, forms.values(), strict=True):
            _write(path, text)
    except FileExistsError as fault:
        raise BadInputError(speech()("report.exists", file=fault.filename)) from None
    except OSError as fault:
        raise BadInputError(f"{folder} cannot be written: {fault.strerror}.") from None
    show(speech()("report.written", files=", ".join(map(str, paths))))


def _write(path: Path, text: str) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(text)
