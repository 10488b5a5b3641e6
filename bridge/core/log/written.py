"""The log as it is written for others: the lines of an exported file and the documents that prove something.

`bridge/verifier.py` reads them, without anything else of ours; `docs/log.md` describes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bridge.core.log.checking import Leaf
from bridge.core.log.commitment import FIELDS
from bridge.core.log.roots import Signed

FORM = 1

Line = Mapping[str, object]


def heading(network: str, key: bytes) -> Line:
    """The first line: whose log it is, and what its roots are signed with."""
    return {"log": FORM, "network": network, "key": key.hex()}


def leaf_line(leaf: Leaf) -> Line:
    """An entry with what proves it; of an erased one its commitment alone."""
    if leaf.values is None or leaf.event_id is None:
        return {"erased" if leaf.event_id is None else "missing": _text(leaf.commitment)}
    entry = dict(zip(FIELDS, map(_text, leaf.values), strict=True))
    return {"entry": entry, "salt": _text(leaf.salt or b""), "commitment": _text(leaf.commitment)}


def root_line(signed: Signed) -> Line:
    """A signed root; it stands behind the leaves that it speaks of."""
    root = signed.root
    said = {"network": root.network, "day": root.day, "size": root.size, "root": root.root, "previous": root.previous}
    return {"signed": said, "signature": signed.signature}


def lines(network: str, key: bytes, leaves: Iterator[Leaf], roots: Sequence[Signed]) -> Iterator[Line]:
    """All of them: each leaf in its place in the tree, each root behind its last leaf."""
    yield heading(network, key)
    waiting = list(roots)
    for leaf in leaves:
        while waiting and waiting[0].root.size <= leaf.position:
            yield root_line(waiting.pop(0))
        yield leaf_line(leaf)
    yield from map(root_line, waiting)


def inclusion_document(network: str, key: bytes, leaf: Leaf, path: Sequence[bytes], under: Signed) -> Line:
    """Proves that an entry is in the log of a signed root."""
    proof = {"position": leaf.position, **leaf_line(leaf), "path": [each.hex() for each in path]}
    return {"proof": FORM, "network": network, "key": key.hex(), "included": proof, "under": root_line(under)}


def consistency_document(network: str, key: bytes, before: Signed, path: Sequence[bytes], after: Signed) -> Line:
    """Proves that nothing that stood under one signed root was changed until another."""
    said = {"before": root_line(before), "after": root_line(after), "path": [each.hex() for each in path]}
    return {"proof": FORM, "network": network, "key": key.hex(), "consistent": said}


def _text(value: bytes) -> str:
    return value.decode(errors="replace")
