"""`python -m tests.unit.connectors.first_use TOOL`: what a new process loads, before and at the first calls.

Standard input is what `Sites` tells of the tool as JSON; standard output are the names of modules as JSON.
"""

from __future__ import annotations

import json
import sys

from bridge.core.model.document import plain_document
from bridge.core.model.ids import CommentId, ConnectionId, PartnerId, PlaceId, TaskId
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateComment
from bridge.ports.connector import Sought
from tests.unit.connectors.sites import made, new_task


def main() -> None:
    """Make the connector; then read, write, comment, and read again."""
    tool, told = sys.argv[1], json.load(sys.stdin)
    connection = Connection(ConnectionId(tool), PartnerId("weber"), tool, settings=told["settings"])
    given = {"connection": connection, "secrets": told["secrets"], "origin": told["origin"]}
    connector = made(tool, given)
    place = Place(PlaceId("halle"), connection.id, tool, told["container"])
    before = set(sys.modules)
    snapshot = connector.pull(place, None, Sought())
    done = connector.apply(place, new_task(connector, snapshot))
    said = plain_document("Gern.")
    connector.apply(place, CreateComment(place.id, TaskId("task-1"), CommentId("comment-1"), done.ref, said))
    connector.pull(place, snapshot.cursor, Sought())
    json.dump({"made": sorted(before), "called": sorted(set(sys.modules) - before)}, sys.stdout)


if __name__ == "__main__":
    main()
