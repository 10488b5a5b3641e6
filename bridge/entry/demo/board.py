"""A person's board export as the demo's board."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class UnusableError(Exception):
    """What the demo was given cannot be used; `key` and `values` make the sentence."""

    def __init__(self, key: str, **values: object) -> None:
        """See `bridge.ports.words.Words`."""
        super().__init__(key)
        self.key, self.values = key, values


def board_name(export: Path) -> str:
    """The name of the board in the file. Raises UnusableError where the file cannot be read or holds no board."""
    try:
        content: Any = json.loads(export.read_bytes())
    except OSError as fault:
        raise UnusableError("demo.unreadable", file=export, reason=fault.strerror) from None
    except (ValueError, RecursionError):
        raise UnusableError("demo.no_board", file=export) from None
    name = content.get("name") if isinstance(content, dict) else None
    return name.strip() if isinstance(name, str) and name.strip() else export.stem
