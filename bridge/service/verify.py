"""Verifies the participation log as it stands, and proves what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bridge.core.log.checking import Fault, Kind, Verified, check, holds
from bridge.core.log.merkle import consistency, inclusion, root_of
from bridge.core.log.roots import Anchor, Signed
from bridge.core.log.written import Line, consistency_document, inclusion_document
from bridge.core.model.network import Network
from bridge.ports.log import LogStore, LogView, Signer


def verify_log(log: LogStore, signer: Signer, network: Network, kept: Sequence[Anchor] = ()) -> Verified:
    """Compute everything anew, in memory that does not grow with the log, and say what is wrong.

    The log has to hold the root that the vault remembers, and those in `kept`: what somebody kept elsewhere.
    """
    remembered = signer.anchor(network.id)
    anchors = [*kept, *([remembered] if remembered else [])]
    with log.view(network.id) as view:
        roots = view.roots()
        found = check(network.id, view.leaves(), roots, partial(_authentic, signer, network.id))
        for each in view.strays(search=not found.intact):
            found.add(Fault(Kind.STRAY, event_id=each))
        for day in dict.fromkeys(each.day for each in anchors if not holds(roots, each)):
            found.add(Fault(Kind.CUT, day))
    return found


def prove_entry(log: LogStore, signer: Signer, network: Network, event_id: str) -> Line | None:
    """That the entry is in the log, under the newest root; None for an entry that no signed root speaks of."""
    with log.view(network.id) as view:
        position, last = view.position(event_id), view.last_root()
        if position is None or last is None or position >= last.root.size:
            return None
        leaf = next(view.leaves(position, position + 1))
        path = inclusion(position, last.root.size, partial(_subtree, view))
        return inclusion_document(network.id, signer.public_key(network.id), leaf, path, last)


def prove_days(log: LogStore, signer: Signer, network: Network, before: str, after: str) -> Line | None:
    """That nothing of the log at the seal of one day (ISO) was changed until another's; None without both roots."""
    with log.view(network.id) as view:
        roots = {each.root.day: each for each in view.roots()}
        if before not in roots or after not in roots or before > after:
            return None
        old, new = roots[before], roots[after]
        path = consistency(old.root.size, new.root.size, partial(_subtree, view))
        return consistency_document(network.id, signer.public_key(network.id), old, path, new)


def days_with_roots(log: LogStore, network: Network) -> Sequence[str]:
    """The days (ISO) whose roots were signed, oldest first."""
    with log.view(network.id) as view:
        return [each.root.day for each in view.roots()]


def _subtree(view: LogView, start: int, end: int) -> bytes:
    return root_of(view.commitments(start, end))


def _authentic(signer: Signer, network: str, signed: Signed) -> bool:
    try:
        signature = bytes.fromhex(signed.signature)
    except ValueError:
        return False
    written = signed.signature == signature.hex()
    return written and signer.is_authentic(network, signed.root.statement(), signature)
