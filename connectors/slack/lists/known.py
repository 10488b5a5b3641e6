"""What is known of the Lists of one connection, as last read. May be lost: it is read again."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from connectors.slack.client import Client
from connectors.slack.lists.columns import Columns, columns_of, complete
from connectors.slack.lists.talk import Talk


@dataclass(slots=True)
class Known:
    """Lists by id; places are read and written in threads of their own. `channel` is where they are talked about."""

    client: Client
    archive_lane: str
    channel: str = ""
    _talks: dict[str, Talk] = field(default_factory=dict)
    _columns: dict[str, Columns] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def columns(self, list_id: str) -> Columns:
        """The columns, asked for where they are not known yet. Raises Stop where one is lacking."""
        with self._lock:
            known = self._columns.get(list_id)
        return known or self.read(list_id)

    def talk(self, list_id: str) -> Talk | None:
        """Where the List's items are talked about, None where no channel is set."""
        if not self.channel:
            return None
        with self._lock:
            return self._talks.setdefault(list_id, Talk(self.client, self.channel))

    def read(self, list_id: str) -> Columns:
        """The columns, asked for now. Raises Stop where one is lacking."""
        found = complete(columns_of(self.client.columns(list_id), self.archive_lane))
        with self._lock:
            self._columns[list_id] = found
        return found
