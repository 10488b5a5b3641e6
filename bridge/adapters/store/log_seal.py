"""How a day's entries become rows of the log: each salted and committed to, and their order drawn by lot.

All that Python does for an entry is here, a few microseconds, so sealing takes little more than writing the rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from random import Random

from sqlalchemy import Connection

from bridge.adapters.store.codec import value_of
from bridge.adapters.store.columns import insert_rows
from bridge.adapters.store.log_tables import ENTRIES, LEAVES, SALTS
from bridge.core.log.commitment import FIELDS, SALT_BYTES, canonical, plain_values
from bridge.core.log.entry import WEEK, Entry, Purpose
from bridge.core.log.merkle import Tree
from bridge.core.model.activity import EntryType

KINDS = 1_000
"""So many combinations of type, purpose, day and week are remembered as known."""
_NAMES = [each.name for each in fields(Entry)]
_AS_COLUMNS = itemgetter(*(FIELDS.index(name) for name in _NAMES))
_KIND = itemgetter(*(FIELDS.index(name) for name in ("event_type", "purpose", "occurred_on", "recorded_week")))
_ID = FIELDS.index("event_id")

_TYPES, _PURPOSES = frozenset(EntryType), frozenset(Purpose)
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Salted = tuple[str, str, tuple[str, ...]]
"""Commitment and salt in hex, and the entry's values in the order of `FIELDS`."""


def salted(waiting: Sequence[str], chance: Random) -> list[Salted]:
    """What waits, with a salt for each, in the order of their commitments: these are random, so it tells nothing.

    Raises ValueError where something waits that is no entry.
    """
    salts = chance.randbytes(SALT_BYTES * len(waiting))
    made = list[Salted]()
    for at, text in enumerate(waiting):
        said, values = _read(text)
        salt = salts[at * SALT_BYTES : (at + 1) * SALT_BYTES]
        made.append((sha256(salt + said).hexdigest(), salt.hex(), values))
    made.sort()
    return made


def keep(connection: Connection, network: str, tree: Tree, made: Sequence[Salted]) -> None:
    """Write entries, salts and leaves; the tree grows by the leaves."""
    if not made:
        return
    entries = [(*_AS_COLUMNS(values), commitment) for commitment, _, values in made]
    salts = [(values[_ID], salt) for _, salt, values in made]
    leaves = [(network, at, commitment, values[_ID]) for at, (commitment, _, values) in enumerate(made, tree.size)]
    for table, rows in ((ENTRIES, entries), (SALTS, salts), (LEAVES, leaves)):
        insert_rows(connection, table, rows)
    tree.grow(bytes.fromhex(commitment) for commitment, _, _ in made)


def _read(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The canonical entry, and its values."""
    values = plain_values(text)
    if values is not None and _is_known(*_KIND(values)):
        return text.encode(), values
    entry = value_of(text, Entry)
    return canonical(entry), tuple(str(getattr(entry, name)) for name in FIELDS)


@lru_cache(maxsize=KINDS)
def _is_known(kind: str, purpose: str, day: str, week: str) -> bool:
    """Whether an entry may be of this type, for this purpose, of this day; if not, `Entry` says what is wrong."""
    known = kind in _TYPES and purpose in _PURPOSES and WEEK.fullmatch(week) is not None
    return known and DAY.fullmatch(day) is not None
