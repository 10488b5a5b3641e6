"""The salted commitment of an entry (PL-20): it proves an entry, and once the salt is destroyed it tells nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256

from bridge.core.log.entry import Entry, Sealed

SALT_BYTES = 32


def canonical(entry: Entry) -> bytes:
    """The entry as JSON in UTF-8: keys sorted, no spaces, days as ISO dates. Equal entries give equal bytes."""
    values = asdict(entry) | {"occurred_on": entry.occurred_on.isoformat()}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def commitment(entry: Entry, salt: bytes) -> str:
    """SHA-256 over the salt and the canonical entry, in hex."""
    return sha256(salt + canonical(entry)).hexdigest()


def sealed(entry: Entry, salt: bytes) -> Sealed:
    """The entry as the log keeps it. `salt` is drawn for this entry alone, at random."""
    return Sealed(entry, salt.hex(), commitment(entry, salt))
