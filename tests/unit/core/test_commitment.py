"""What an entry's commitment is made of: one JSON text, whatever stands in it (PL-20)."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from bridge import verifier
from bridge.core.log.commitment import FIELDS, canonical, canonical_values, commitment
from tests.contracts import kept

ENTRY = kept.entry("ab" * 16)
TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from(
    ['"', "\\", "\n", "\x1f", "\x7f", '","purpose":"P4', ""]
)


@given(TEXTS, TEXTS, st.binary(min_size=32, max_size=32))
def test_pl_20_it_is_the_plain_json_that_anybody_can_make(org: str, space: str, salt: bytes) -> None:
    """Quotes, backslashes and control characters too; the verifier makes the same of it."""
    entry = replace(ENTRY, org_id=org, space_ref=space)
    said = asdict(entry) | {"occurred_on": entry.occurred_on.isoformat()}
    plain = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    assert canonical(entry) == plain
    assert canonical_values(tuple(str(said[name]).encode() for name in FIELDS)) == plain
    assert verifier.commitment(said, salt.hex()) == commitment(entry, salt)


@given(TEXTS, TEXTS)
def test_pl_20_unlike_entries_have_unlike_texts(one: str, other: str) -> None:
    """Nothing can be moved from one field to the next."""
    first, second = (replace(ENTRY, org_id=a, space_ref=b) for a, b in ((one, other), (other, one)))
    assert (canonical(first) == canonical(second)) == (one == other)
