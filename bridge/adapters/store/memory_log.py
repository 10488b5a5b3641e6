"""The participation log in plain dictionaries, with the promises of the one on SQL: `bridge.ports.log.LogStore`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random, SystemRandom

from bridge.core.log.checking import Leaf
from bridge.core.log.commitment import FIELDS, SALT_BYTES, sealed
from bridge.core.log.entry import Entry, Sealed
from bridge.core.log.merkle import Tree
from bridge.core.log.roots import Signed, following, signed

DAY = timedelta(days=1)


@dataclass(slots=True)
class Kept:
    """One network's leaves as commitment and id, its entries and its roots."""

    leaves: list[tuple[str, str | None]] = field(default_factory=list)
    sealed: dict[str, Sealed] = field(default_factory=dict)
    roots: list[Signed] = field(default_factory=list)


class MemoryLog:
    """Staged entries and the log of all networks: `LogStore`."""

    def __init__(self, chance: Random | None = None) -> None:
        """`chance` shuffles and draws salts: the machine's own unless a test says otherwise."""
        self._chance = chance or SystemRandom()
        self._staged: dict[str, Entry] = {}
        self.kept: dict[str, Kept] = {}

    def stage(self, entries: Sequence[Entry]) -> None:
        """Let the entries wait for the seal; `MemorySpaces.agree` calls this."""
        self._staged |= {each.event_id: each for each in entries}

    def seal(self, network: str, before: date, sign: Callable[[bytes], bytes]) -> int:
        """See `LogStore`."""
        day, kept = before - DAY, self.kept.setdefault(network, Kept())
        last = kept.roots[-1] if kept.roots else None
        if last and last.root.day >= day.isoformat():
            return 0
        due = [each for each in self._staged.values() if each.network_id == network and each.occurred_on < before]
        self._chance.shuffle(due)
        for each in due:
            made = kept.sealed[each.event_id] = sealed(each, self._chance.randbytes(SALT_BYTES))
            kept.leaves.append((made.commitment, each.event_id))
            del self._staged[each.event_id]
        tree = Tree()
        tree.grow(bytes.fromhex(commitment) for commitment, _ in kept.leaves)
        root = following(last, network, day, tree)
        kept.roots.append(signed(root, sign(root.statement()), tree))
        return len(due)

    def entries(self, network: str) -> Sequence[Sealed]:
        """See `LogStore`."""
        found = self.kept.get(network, Kept()).sealed.values()
        return sorted(found, key=lambda each: (each.entry.occurred_on, each.entry.event_id))

    def about(self, network: str, actors: Collection[str]) -> Sequence[Sealed]:
        """See `LogStore`."""
        return [each for each in self.entries(network) if each.entry.actor_ref in actors]

    def waiting(self, network: str, actors: Collection[str]) -> Sequence[Entry]:
        """See `LogStore`."""
        found = (each for each in self._staged.values() if each.network_id == network and each.actor_ref in actors)
        return sorted(found, key=lambda each: (each.occurred_on, each.event_id))

    def staged(self, network: str) -> int:
        """See `LogStore`."""
        return sum(each.network_id == network for each in self._staged.values())

    def erase(self, network: str, ids: Sequence[str]) -> int:
        """See `LogStore`."""
        kept = self.kept.get(network, Kept())
        waiting = [each for each in ids if each in self._staged and self._staged[each].network_id == network]
        for each in waiting:
            del self._staged[each]
        gone = kept.sealed.keys() & ids
        for each in gone:
            del kept.sealed[each]
        kept.leaves = [(commitment, None if named in gone else named) for commitment, named in kept.leaves]
        return len(gone) + len(waiting)

    def forget(self, network: str, before: date, held: frozenset[str]) -> int:
        """See `LogStore`."""
        waiting = [each for each in self._staged.values() if each.network_id == network]
        old = [each for each in waiting if each.occurred_on < before and each.actor_ref not in held]
        for each in old:
            del self._staged[each.event_id]
        entries = (each.entry for each in self.entries(network))
        gone = [each.event_id for each in entries if each.occurred_on < before and each.actor_ref not in held]
        return len(old) + self.erase(network, gone)

    @contextmanager
    def view(self, network: str) -> Iterator[MemoryLogView]:
        """See `LogStore`."""
        kept = self.kept.get(network, Kept())
        yield MemoryLogView(replace(kept, leaves=[*kept.leaves], sealed={**kept.sealed}, roots=[*kept.roots]))


class MemoryLogView:
    """See `LogView`."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def roots(self) -> Sequence[Signed]:
        """See `LogView`."""
        return self._kept.roots

    def last_root(self) -> Signed | None:
        """See `LogView`."""
        return self._kept.roots[-1] if self._kept.roots else None

    def leaves(self, start: int = 0, end: int | None = None) -> Iterator[Leaf]:
        """See `LogView`."""
        for position, (commitment, named) in enumerate(self._kept.leaves[start:end], start):
            found = self._kept.sealed.get(named or "")
            if found is None:
                yield Leaf(position, commitment.encode(), named.encode() if named else None, None, None, None)
            else:
                values = tuple(str(getattr(found.entry, name)).encode() for name in FIELDS)
                claimed, named_there, kept, salt = (
                    each.encode() for each in (commitment, named or "", found.commitment, found.salt)
                )
                yield Leaf(position, claimed, named_there, kept, salt, values)

    def commitments(self, start: int, end: int) -> Iterator[bytes]:
        """See `LogView`."""
        yield from (bytes.fromhex(commitment) for commitment, _ in self._kept.leaves[start:end])

    def position(self, event_id: str) -> int | None:
        """See `LogView`."""
        return next((at for at, (_, named) in enumerate(self._kept.leaves) if named == event_id), None)

    def strays(self, *, search: bool) -> Iterator[str]:  # noqa: ARG002  searching costs nothing here
        """See `LogView`."""
        yield from sorted(self._kept.sealed.keys() - {named for _, named in self._kept.leaves})
