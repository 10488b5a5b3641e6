"""The columns of the Lists of one connection, as last read. May be lost: they are read again."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from connectors.slack.client import Client
from connectors.slack.lists.columns import Columns, columns_of, complete


@dataclass(slots=True)
class Known:
    """Lists by id; places are read and written in threads of their own."""

    client: Client
    archive_lane: str
    _columns: dict[str, Columns] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def columns(self, list_id: str) -> Columns:
        """The columns, asked for where they are not known yet. Raises Stop where one is lacking."""
        with self._lock:
            known = self._columns.get(list_id)
        return known or self.read(list_id)

    def read(self, list_id: str) -> Columns:
        """The columns, asked for now. Raises Stop where one is lacking."""
        found = complete(columns_of(self.client.columns(list_id), self.archive_lane))
        with self._lock:
            self._columns[list_id] = found
        return found
