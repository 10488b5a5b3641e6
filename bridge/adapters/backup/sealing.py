"""A file that tells nothing but its day: compressed, and sealed piece by piece with AES-GCM.

The key is drawn from the vault's master and a salt of the file's own (HKDF-SHA-256), so a piece's number is nonce
enough. A piece says by its nonce whether it is the last: none can be left out, put elsewhere or cut off. All are bound
to the heading.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from secrets import token_bytes
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bridge.core.errors import Unusable

MAGIC = b"cobridge-backup/1 "
SALT_BYTES = 32
DAY_BYTES = len("2026-11-22\n")
HEADING_BYTES = len(MAGIC) + DAY_BYTES + SALT_BYTES
PIECE_BYTES = 1 << 20
TAG_BYTES = 16
COUNT_BYTES = 11
FOREIGN = "{name} is no backup of Cobridge. Nothing was changed."
DAMAGED = "{name} is damaged, or was sealed with another vault's key. Nothing was changed."


def day_of(file: BinaryIO) -> date | None:
    """The day on which a backup was written; None for any other file. Needs no key."""
    heading = file.read(HEADING_BYTES)
    if len(heading) < HEADING_BYTES or not heading.startswith(MAGIC):
        return None
    try:
        return date.fromisoformat(heading[len(MAGIC) :][: DAY_BYTES - 1].decode())
    except ValueError:
        return None


class SealedWriter:
    """Takes bytes and writes them sealed; `close` ends the file."""

    def __init__(self, file: BinaryIO, master: bytes, day: date) -> None:
        self._file, self._heading = file, MAGIC + f"{day}\n".encode() + token_bytes(SALT_BYTES)
        self._cipher, self._number = _cipher(master, self._heading), 0
        self._waiting, self._packing = bytearray(), zlib.compressobj()
        file.write(self._heading)

    def write(self, value: bytes) -> int:
        """All of it is taken."""
        self._waiting += self._packing.compress(value)
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        return len(value)

    def close(self) -> None:
        """Write what waits."""
        self._waiting += self._packing.flush()
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, self._heading))
        self._number += 1


class SealedReader:
    """Gives the bytes that were sealed. Raises Unusable for any other file, key or order, before it gives them."""

    def __init__(self, file: BinaryIO, master: bytes, name: str) -> None:
        self._name, heading = name, file.read(HEADING_BYTES)
        if not heading.startswith(MAGIC):
            raise Unusable(FOREIGN.format(name=name))
        if len(heading) < HEADING_BYTES:
            raise Unusable(DAMAGED.format(name=name))
        self._unpacking, self._ready = zlib.decompressobj(), b""
        self._pieces = self._opened(file, _cipher(master, heading), heading)

    def read(self, number: int) -> bytes:
        """So many bytes, fewer at the end."""
        parts, missing = [self._ready[:number]], number - len(self._ready)
        self._ready = self._ready[number:]
        while missing > 0 and (piece := next(self._pieces, None)) is not None:
            parts.append(piece[:missing])
            self._ready = piece[missing:]
            missing -= len(parts[-1])
        return b"".join(parts)

    def rest(self) -> None:
        """Look at what nobody asked for: the file ends as it was written."""
        for _ in self._pieces:
            pass

    def _opened(self, file: BinaryIO, cipher: AESGCM, heading: bytes) -> Iterator[bytes]:
        number, ahead = 0, file.read(PIECE_BYTES + TAG_BYTES)
        last = False
        while not last:
            piece, ahead = ahead, file.read(PIECE_BYTES + TAG_BYTES)
            last = not ahead
            try:
                opened = cipher.decrypt(_nonce(number, last=last), piece, heading)
            except InvalidTag as fault:
                raise Unusable(DAMAGED.format(name=self._name)) from fault
            number += 1
            yield self._unpacking.decompress(opened)
        yield self._unpacking.flush()


def _cipher(master: bytes, heading: bytes) -> AESGCM:
    salt = heading[-SALT_BYTES:]
    return AESGCM(HKDF(algorithm=SHA256(), length=len(master), salt=salt, info=b"cobridge backup").derive(master))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(COUNT_BYTES) + bytes([last])
