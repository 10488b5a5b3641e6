"""Names for identifiers, so that one kind is never taken for another."""

from __future__ import annotations

from typing import NewType

TaskId = NewType("TaskId", str)
CommentId = NewType("CommentId", str)
LaneId = NewType("LaneId", str)
CheckId = NewType("CheckId", str)
PersonId = NewType("PersonId", str)
"""A person of the network: a roster id, or `connection/account` for whoever was met by that account."""
PartnerId = NewType("PartnerId", str)
ConnectionId = NewType("ConnectionId", str)
PlaceId = NewType("PlaceId", str)
SpaceId = NewType("SpaceId", str)
Ref = NewType("Ref", str)
"""An item's, comment's or lane's native id at one place."""
Account = NewType("Account", str)
"""A native user id in one tool."""
Cursor = NewType("Cursor", str)
"""How far a place's feed has been read; only the connector that wrote it can read it."""
