"""When two e-mail addresses are one."""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"_]+\.[^\s@<>(),;:\"_.]+")


def is_address(text: str) -> bool:
    """Whether somebody could have this address."""
    return _ADDRESS.fullmatch(text) is not None and ".." not in text


def normalised(address: str) -> str:
    """Equal for what is one address: case and form of letters do not matter, nor how a domain with umlauts is written.

    Dots and what stands behind a plus sign do: only some servers pass them over, and others have two people there.
    """
    local, _, domain = unicodedata.normalize("NFC", address.strip()).lower().rpartition("@")
    try:
        written = domain if "ß" in domain else domain.encode("idna").decode("ascii")  # the codec would make it ss
    except UnicodeError:
        written = domain
    return f"{local}@{written}" if local else ""
