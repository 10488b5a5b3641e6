"""Whether a log is what was sealed: every byte of it computed anew, in memory that does not grow with it (PL-23)."""

from __future__ import annotations

from binascii import unhexlify
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bridge.core.log.commitment import FIELDS, fits
from bridge.core.log.merkle import EMPTY, Tree
from bridge.core.log.roots import NO_ROOT, Anchor, Signed

TOLD = 100
"""So many faults are told one by one; of more the number is."""
NETWORK = FIELDS.index("network_id")


class Leaf(NamedTuple):
    """A leaf of the tree and what the log has of its entry, as bytes, whatever stands there.

    Without `event_id` the entry was erased. `kept` is the commitment beside the entry, `values` are in the order of
    `FIELDS`; None where there is no such row.
    """

    position: int
    commitment: bytes
    event_id: bytes | None
    kept: bytes | None
    salt: bytes | None
    values: tuple[bytes, ...] | None


class Kind(StrEnum):
    """What can be wrong."""

    ALTERED = "altered"
    FOREIGN = "foreign"
    MISSING = "missing"
    GAP = "gap"
    STRAY = "stray"
    TREE = "tree"
    CHAIN = "chain"
    SIGNATURE = "signature"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is not as it was sealed. What is not known of day, position and entry is empty or None."""

    kind: Kind
    day: str = ""
    position: int | None = None
    event_id: str = ""


@dataclass(slots=True)
class Verified:
    """What was found. `waiting` are leaves without a root yet; `number` counts all faults, the told ones too."""

    entries: int = 0
    erased: int = 0
    roots: int = 0
    waiting: int = 0
    number: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Count it, and keep it while there are few."""
        self.number += 1
        if self.number <= TOLD:
            self.faults.append(fault)

    @property
    def intact(self) -> bool:
        return not self.number


def check(
    network: str, leaves: Iterable[Leaf], roots: Sequence[Signed], authentic: Callable[[Signed], bool]
) -> Verified:
    """Compare every entry with its leaf, every day's leaves with its root, every root with the one before it.

    A day that does not fit is told once; the days after it are checked from what its own signed root says.
    """
    found = Verified(roots=len(roots))
    trust = _chain(network, roots, authentic, found)
    looked = _Looked(network, iter(leaves), found)
    tree: Tree | None = Tree()
    for signed, trusted in zip(roots, trust, strict=True):
        tree = _day(looked, signed, tree, found, trusted=trusted)
    for _ in looked.upto(None, ""):
        found.waiting += 1
    return found


def holds(roots: Iterable[Signed], anchor: Anchor) -> bool:
    """Whether the anchored root is among them."""
    return any(each.root.day == anchor.day and each.root.hashed() == anchor.hashed for each in roots)


def _day(looked: _Looked, signed: Signed, tree: Tree | None, found: Verified, *, trusted: bool) -> Tree | None:
    """Read the day's leaves; the tree to go on with, None where it is not known."""
    values = looked.upto(signed.root.size, signed.root.day)
    if tree is None:
        deque(values, maxlen=0)
    else:
        tree.grow(values)
    fits = tree is not None and (tree.size, tree.root().hex()) == (signed.root.size, signed.root.root)
    claimed = signed.tree()
    if not fits or claimed is None:
        found.add(Fault(Kind.TREE, signed.root.day))
    return tree if fits or not trusted else claimed


def _chain(
    network: str, roots: Sequence[Signed], authentic: Callable[[Signed], bool], found: Verified
) -> Sequence[bool]:
    """Whether each root can be trusted; what is wrong with them is told."""
    trust, before, day, size = list[bool](), NO_ROOT, "", 0
    for each in roots:
        root, genuine = each.root, authentic(each)
        if not genuine:
            found.add(Fault(Kind.SIGNATURE, root.day))
        elif root.network != network or root.previous != before or root.day <= day or root.size < size:
            found.add(Fault(Kind.CHAIN, root.day))
        trust.append(genuine)
        before, day, size = root.hashed(), root.day, root.size
    return trust


class _Looked:
    """The leaves in their order, each looked at as it passes."""

    def __init__(self, network: str, leaves: Iterator[Leaf], found: Verified) -> None:
        self._network, self._leaves, self._found = network.encode(), leaves, found
        self._ahead: Leaf | None = next(leaves, None)
        self._position = 0

    def upto(self, end: int | None, day: str) -> Iterator[bytes]:
        """What each leaf before position `end` commits to, as the tree takes it."""
        leaf, network, found = self._ahead, self._network, self._found
        while leaf is not None and (end is None or leaf.position < end):
            position, claimed, _, kept, salt, values = leaf
            if position != self._position:
                found.add(Fault(Kind.GAP, day, self._position))
            self._position = position + 1
            if values and salt and kept == claimed and fits(values, salt, claimed) and values[NETWORK] == network:
                found.entries += 1
            else:
                self._blame(leaf, day)
            yield _value(claimed)
            leaf = next(self._leaves, None)
        self._ahead = leaf
        if end is not None and self._position < end:
            found.add(Fault(Kind.GAP, day, self._position))
            self._position = end

    def _blame(self, leaf: Leaf, day: str) -> None:
        if leaf.event_id is None:
            self._found.erased += 1
            return
        self._found.entries += 1
        named = leaf.event_id.decode(errors="replace")
        if leaf.values is None or leaf.salt is None:
            kind = Kind.MISSING
        elif leaf.values[NETWORK] != self._network and fits(leaf.values, leaf.salt, leaf.commitment):
            kind = Kind.FOREIGN
        else:
            kind = Kind.ALTERED
        self._found.add(Fault(kind, day, leaf.position, named))


def _value(claimed: bytes) -> bytes:
    """The commitment; of one that is no hex, something that fits no root."""
    try:
        return unhexlify(claimed)
    except ValueError:
        return EMPTY
