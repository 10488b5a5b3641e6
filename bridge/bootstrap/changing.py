"""The network file as the settings name it, changed as a person asked and looked at before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from config.faults import ConfigError
from config.network import parse_network, read_network
from config.rows import with_place, without_places
from config.settings import read_settings
from connectors import registry

Edit = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A network file with one more or fewer places: `draft` holds it, until `keep` puts it in the other's place."""

    file: Path
    draft: Path

    def keep(self) -> None:
        """From the next start on it is so. Nobody ever finds half a file."""
        self.draft.replace(self.file)


def joining(space: str, row: Mapping[str, str]) -> Edit:
    """Put a place into a space; see `config.rows.with_place`."""
    return partial(with_place, space=space, row=row)


def leaving(places: Collection[str]) -> Edit:
    """Take places out."""
    return partial(without_places, places=places)


@contextmanager
def changed(edit: Edit) -> Iterator[Changed]:
    """The file as it would be. Raises ConfigError where it is wrong, before or after, or cannot be written."""
    file, tools = read_settings().network_file, tuple(registry.TOOLS)
    read_network(file, tools)
    text = edit(file.read_text("utf-8"))
    parse_network(text, file.name, tools)
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=file.parent, prefix=file.stem, suffix=".new", delete=False
        ) as written:
            written.write(text)
        draft = Path(written.name)
        draft.chmod(file.stat().st_mode)
    except OSError as fault:
        raise ConfigError(
            [f"{file.parent} cannot be written ({fault.strerror}): change {file.name} by hand."]
        ) from None
    try:
        yield Changed(file, draft)
    finally:
        draft.unlink(missing_ok=True)
