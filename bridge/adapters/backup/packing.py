"""One sealed file from the copies, with a manifest that says what they are; and the copies back from it."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO, Any, cast

from bridge.adapters.backup.sealing import DAMAGED, SealedReader, SealedWriter
from bridge.core.errors import Unusable

MANIFEST = "manifest.json"
PIECE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is. `day` is that of the network's zone, `files` leads from names to SHA-256.

    `erased` is how many tombstones there were then: a file that has fewer is not the one that belongs to it.
    """

    network: str
    day: str
    version: str
    tables: str
    erased: int
    files: Mapping[str, str]


def pack(copies: list[Path], manifest: Manifest, to: Path, master: bytes) -> None:
    """Write the file, for this account alone; it is there whole or not at all. Raises Unusable where it cannot be."""
    new = to.with_name(f".{to.name}.new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            sealing = SealedWriter(file, master, date.fromisoformat(manifest.day))
            with tarfile.open(fileobj=cast("IO[bytes]", sealing), mode="w|") as packing:
                text = json.dumps(asdict(manifest)).encode()
                _add(packing, MANIFEST, len(text), _Text(text))
                for each in copies:
                    with each.open("rb") as copy:
                        _add(packing, each.name, each.stat().st_size, copy)
            sealing.close()
            file.flush()
            os.fsync(file.fileno())
        new.replace(to)
        os.utime(to, (at := _midnight(manifest.day), at))
    except OSError as fault:
        new.unlink(missing_ok=True)
        raise Unusable(f"The backup {to} cannot be written: {fault.strerror}.") from fault


def unpack(file: Path, master: bytes, folder: Path) -> Manifest:
    """The copies in the folder, each as the manifest says. Raises Unusable for a file that is not a whole backup."""
    try:
        with file.open("rb") as opened:
            reading = SealedReader(opened, master, file.name)
            with tarfile.open(fileobj=cast("IO[bytes]", reading), mode="r|") as packed:
                first = packed.next()
                taken = packed.extractfile(first) if first else None
                if first is None or taken is None or first.name != MANIFEST:
                    raise Unusable(DAMAGED.format(name=file.name))
                manifest = _manifest(json.loads(taken.read()))
                found = {each.name: _take(packed, each, folder) for each in packed if each.name in manifest.files}
            reading.rest()
    except OSError as fault:
        raise Unusable(f"The backup {file} cannot be read: {fault.strerror}. Nothing was changed.") from fault
    except (tarfile.TarError, ValueError, KeyError, TypeError) as fault:
        raise Unusable(DAMAGED.format(name=file.name)) from fault
    if found != manifest.files:
        raise Unusable(DAMAGED.format(name=file.name))
    return manifest


def hash_of(file: Path) -> str:
    """SHA-256 in hex."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _midnight(day: str) -> float:
    """Nothing about the file tells more than the day."""
    return datetime.combine(date.fromisoformat(day), time(), UTC).timestamp()


class _Text:
    def __init__(self, text: bytes) -> None:
        self._text = text

    def read(self, number: int) -> bytes:
        given, self._text = self._text[:number], self._text[number:]
        return given


def _add(packing: tarfile.TarFile, name: str, size: int, content: Any) -> None:  # noqa: ANN401  anything with `read`
    """No time, no account: a member is its name and its bytes."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    packing.addfile(member, content)


def _take(packed: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    source = packed.extractfile(member)
    if source is None or Path(member.name).name != member.name:
        raise ValueError(member.name)
    hashed = hashlib.sha256()
    with os.fdopen(os.open(folder / member.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
        while piece := source.read(PIECE_BYTES):
            hashed.update(piece)
            to.write(piece)
    return hashed.hexdigest()


def _manifest(value: Mapping[str, Any]) -> Manifest:
    files = {str(name): str(hashed) for name, hashed in value["files"].items()}
    network, day, version, tables = (str(value[name]) for name in ("network", "day", "version", "tables"))
    return Manifest(network, day, version, tables, int(value["erased"]), files)
