"""Several files that belong together: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bridge.entry.cli.exits import BadInputError


def written_whole(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """The files in the folder, readable by this account alone. Raises BadInputError; then none of them is there.

    Each is written beside its place and put there when all of them are on the disk.
    """
    from bridge.bootstrap import speech

    say, paths = speech(), [folder / name for name in files]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _beside(folder) as aside:
            for name, content in files.items():
                _write(aside / name, content)
            _place(aside, paths)
    except FileExistsError as fault:
        raise BadInputError(say("week.exists", file=fault.filename2 or fault.filename)) from None
    except OSError as fault:
        raise BadInputError(say("week.unwritable", folder=folder, reason=fault.strerror)) from None
    return paths


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix=".week-", dir=folder) as aside:
        yield Path(aside)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _place(aside: Path, paths: list[Path]) -> None:
    """A link never takes the place of another file; where one cannot be made, those made before go again."""
    with ExitStack() as undo:
        for path in paths:
            os.link(aside / path.name, path)
            undo.callback(path.unlink)
        undo.pop_all()
