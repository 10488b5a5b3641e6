"""The root of each day: what is signed, so that a log that was changed later no longer fits (PL-20, PL-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bridge.core.log.merkle import Tree

FORM = "Cobridge log root, form 1"
NO_ROOT = "0" * 64
"""What the first root names as its predecessor."""


@dataclass(frozen=True, slots=True)
class Root:
    """The tree of a network at the seal of a day (ISO). `previous` is the hash of the root before; hashes are hex."""

    network: str
    day: str
    size: int
    root: str
    previous: str

    def statement(self) -> bytes:
        """What is signed."""
        lines = (
            FORM,
            f"network: {self.network}",
            f"day: {self.day}",
            f"size: {self.size}",
            f"root: {self.root}",
            f"previous: {self.previous}",
        )
        return "".join(f"{line}\n" for line in lines).encode(errors="surrogateescape")

    def hashed(self) -> str:
        """SHA-256 of the statement: what the next root names, and what a partner keeps."""
        return sha256(self.statement()).hexdigest()


@dataclass(frozen=True, slots=True)
class Signed:
    """A root with its Ed25519 signature, and the full parts of its tree, from which the tree grows on (all hex)."""

    root: Root
    signature: str
    peaks: tuple[str, ...]

    def tree(self) -> Tree | None:
        """The tree of the root; None where its parts are not those that the root is made of."""
        try:
            tree = Tree(self.root.size, [bytes.fromhex(each) for each in self.peaks])
        except ValueError:
            return None
        fits = tree.root().hex() == self.root.root and all(each == each.lower() for each in self.peaks)
        return tree if fits else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept elsewhere of a signed root: its day and its hash. A log that lacks it was cut off or replaced."""

    day: str
    hashed: str


def anchor_of(signed: Signed) -> Anchor:
    """To be kept elsewhere."""
    return Anchor(signed.root.day, signed.root.hashed())


def following(last: Signed | None, network: str, day: date, tree: Tree) -> Root:
    """The root of `day`, after the last one there is."""
    previous = last.root.hashed() if last else NO_ROOT
    return Root(network, day.isoformat(), tree.size, tree.root().hex(), previous)


def signed(root: Root, signature: bytes, tree: Tree) -> Signed:
    """The root with what belongs to it."""
    return Signed(root, signature.hex(), tuple(each.hex() for each in tree.peaks))


def kept_root(text: str) -> Root:
    """The root in what `cobridge log root` printed. Raises ValueError for anything else."""
    first, *lines = text.strip().splitlines() or [""]
    said = dict(line.split(": ", 1) for line in lines)
    if first != FORM or not {"network", "day", "size", "root", "previous"} <= said.keys():
        raise ValueError("No root of a log.")
    return Root(said["network"], said["day"], int(said["size"]), said["root"], said["previous"])
