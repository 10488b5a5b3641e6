"""The Merkle tree of the log (PL-20): RFC 9162, section 2.1, with SHA-256; a leaf is an entry's commitment.

Proofs ask for the roots of ranges of leaves instead of the leaves, so a log of any length needs little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

EMPTY = sha256().digest()
"""The root of a tree without leaves."""

Subtree = Callable[[int, int], bytes]
"""The root of the leaves from one position up to, and without, another."""


def leaf_hash(value: bytes) -> bytes:
    """Leaves and nodes are told apart by their first byte, so neither can be passed off as the other."""
    return sha256(b"\x00" + value).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Of the roots of its two halves."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows. It knows its size and the roots of its full parts, the largest first, and no leaf."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """One that had so many leaves and these full parts. Raises ValueError where they do not fit together."""
        if len(peaks) != size.bit_count():
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} full parts, not {len(peaks)}.")
        self.size = size
        self.peaks = list(peaks)

    def grow(self, values: Iterable[bytes]) -> None:
        """Add leaves at the end."""
        size, peaks, hashed = self.size, self.peaks, sha256
        for value in values:
            node, full = hashed(b"\x00" + value).digest(), size
            while full & 1:
                node = hashed(b"\x01" + peaks.pop() + node).digest()
                full >>= 1
            peaks.append(node)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """The root of all leaves."""
        if not self.peaks:
            return EMPTY
        *others, root = self.peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root


def root_of(values: Iterable[bytes]) -> bytes:
    """The root of these leaves."""
    tree = Tree()
    tree.grow(values)
    return tree.root()


def inclusion(position: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that a leaf is in the tree (2.1.3.1), from the leaf to the root."""
    if not 0 <= position < size:
        raise ValueError(f"A tree of {size} leaves has none at position {position}.")
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + _half(end - start)
        if position < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def is_included(value: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf in the tree of that root (2.1.3.2)."""
    if not 0 <= position < size:
        return False
    at, last, node = position, size - 1, leaf_hash(value)
    for each in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(each, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, each)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def consistency(before: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree began with the tree of `before` leaves (2.1.4.1); empty for an empty or equal one."""
    if not 0 <= before <= size:
        raise ValueError(f"A tree of {size} leaves never had {before}.")
    start, end, known, path = 0, size, True, list[bytes]()
    while before not in {start, end}:
        middle = start + _half(end - start)
        if before <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, known = middle, False
    if before and not known:
        path.append(subtree(start, end))
    return path[::-1]


def is_consistent(before: int, size: int, path: Sequence[bytes], old: bytes, new: bytes) -> bool:
    """Whether the proof shows that the tree of root `new` began with the one of root `old` (2.1.4.2)."""
    if before in {0, size}:
        return not path and old == (EMPTY if before == 0 else new)
    if not 0 < before < size:
        return False
    nodes = [old, *path] if before.bit_count() == 1 else list(path)
    at, last = before - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return _leads_to(nodes, at, last, old, new)


def _leads_to(nodes: Sequence[bytes], at: int, last: int, old: bytes, new: bytes) -> bool:
    if not nodes:
        return False
    first = second = nodes[0]
    for each in nodes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(each, first), node_hash(each, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, each)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old and second == new


def _half(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
