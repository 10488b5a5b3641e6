"""The master key that seals the vault: from the settings, from a file, or made on first use."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_bytes

from bridge.core.errors import Unusable

MASTER_BYTES = 32
ADVICE = "It has to be 64 hexadecimal digits; make one with: openssl rand -hex 32"


def read_master(text: str, origin: str) -> bytes:
    """The key that `text` spells. Raises Unusable, naming `origin`, when it spells none."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as fault:
        raise Unusable(f"{origin} is no key of the vault. {ADVICE}") from fault
    if len(key) != MASTER_BYTES:
        raise Unusable(f"{origin} is no key of the vault. {ADVICE}")
    return key


def read_master_file(path: Path) -> bytes:
    """The key in a file."""
    try:
        text = path.read_text("ascii")
    except OSError as fault:
        raise Unusable(f"The vault's key file {path} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise Unusable(f"{path} is no key of the vault. {ADVICE}") from fault
    return read_master(text, str(path))


def found_or_made(path: Path) -> tuple[bytes, bool]:
    """The key in the file, and whether the file was made now, readable by this account alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_master_file(path), False
    except OSError as fault:
        raise Unusable(f"The vault's key file {path} cannot be written: {fault.strerror}.") from fault
    key = token_bytes(MASTER_BYTES)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{key.hex()}\n")
        file.flush()
        os.fsync(descriptor)
    return key, True
