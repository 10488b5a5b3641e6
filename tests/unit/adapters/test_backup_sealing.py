"""A sealed file of several pieces: none can be left out, put elsewhere, or come from another file."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from random import Random

import pytest

from bridge.adapters.backup.sealing import HEADING_BYTES, PIECE_BYTES, TAG_BYTES, SealedReader, SealedWriter, day_of
from bridge.core.errors import Unusable

DAY, MASTER = date(2026, 11, 22), bytes(range(32))
CONTENT = Random(7).randbytes(3 * PIECE_BYTES)
WHOLE = PIECE_BYTES + TAG_BYTES


def sealed(content: bytes = CONTENT) -> tuple[bytes, list[bytes]]:
    """The heading, and the pieces."""
    file = BytesIO()
    writer = SealedWriter(file, MASTER, DAY)
    for at in range(0, len(content), 700_001):
        writer.write(content[at : at + 700_001])
    writer.close()
    said = file.getvalue()
    rest = said[HEADING_BYTES:]
    return said[:HEADING_BYTES], [rest[at : at + WHOLE] for at in range(0, len(rest), WHOLE)]


def read(heading: bytes, pieces: list[bytes], master: bytes = MASTER) -> bytes:
    """In small bites, to the end."""
    reader = SealedReader(BytesIO(heading + b"".join(pieces)), master, "file")
    found = bytearray()
    while part := reader.read(300_007):
        found += part
    reader.rest()
    return bytes(found)


def test_what_was_sealed_is_read_again() -> None:
    """Whatever the size, and the day can be told without a key."""
    heading, pieces = sealed()
    assert len(pieces) > 2
    assert read(heading, pieces) == CONTENT
    assert read(*sealed(b"")) == b""
    assert day_of(BytesIO(heading)) == DAY


def test_pl_25_a_piece_left_out_moved_or_taken_from_another_file_is_noticed() -> None:
    """Cut off between two pieces too, where nothing is torn."""
    heading, pieces = sealed()
    other = sealed()[1]
    for harmed in (
        pieces[:-1],
        pieces[:1],
        [],
        [pieces[0], *pieces[2:]],
        [pieces[1], pieces[0], *pieces[2:]],
        [other[0], *pieces[1:]],
        [*pieces, pieces[-1]],
    ):
        with pytest.raises(Unusable):
            read(heading, harmed)
    with pytest.raises(Unusable):
        read(heading, pieces, bytes(32))
