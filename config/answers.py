"""The file of answers: what only people can say for the documents before the start, by table and name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from config.faults import ConfigError


def read_answers(path: Path) -> Mapping[str, str]:
    """Each answer by its whole name, such as `partners.weber.address`. Raises ConfigError for what is no such file."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise ConfigError([f"The file of answers {path} cannot be read ({fault.strerror})."]) from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigError([f"{path.name} is not TOML in UTF-8: {fault}."]) from fault
    return dict(_answers(data, "", path.name))


def _answers(table: Mapping[str, Any], above: str, file: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{above}{name}"
        match value:
            case str():
                yield key, value
            case dict():
                yield from _answers(value, f"{key}.", file)
            case _:
                raise ConfigError([f'{file}: {key} is no text: write it like {name} = "…".'])
