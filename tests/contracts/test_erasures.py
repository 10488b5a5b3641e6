"""Every store of tombstones holds what the port promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.adapters.store.erasures import ErasuresFile
from bridge.adapters.store.memory_erasures import MemoryErasures
from bridge.core.errors import Unusable
from bridge.ports.erasures import Mark, Tombstones


@pytest.fixture(params=["file", "memory"])
def tombstones(request: pytest.FixtureRequest, tmp_path: Path) -> Tombstones:
    """Empty."""
    return ErasuresFile(tmp_path / "erasures.db") if request.param == "file" else MemoryErasures()


def test_what_is_put_is_there_once_under_its_mark(tombstones: Tombstones) -> None:
    """The same put again changes nothing, and one mark knows nothing of another."""
    tombstones.put(Mark.ERASED, ["a", "b"])
    tombstones.put(Mark.ERASED, ["b"])
    assert tombstones.marked(Mark.ERASED) == {"a", "b"}
    assert tombstones.marked(Mark.RESTRICTED) == frozenset()


def test_what_is_taken_out_is_gone(tombstones: Tombstones) -> None:
    """And how many that were is told."""
    tombstones.put(Mark.RESTRICTED, ["a", "b"])
    assert tombstones.take(Mark.RESTRICTED, ["b", "c"]) == 1
    assert tombstones.marked(Mark.RESTRICTED) == {"a"}


def test_another_process_sees_it_at_once_and_nothing_tells_whose_hashes_belong_together(tmp_path: Path) -> None:
    """There is no column but the hash: no date, no order, no case."""
    path = tmp_path / "erasures.db"
    ErasuresFile(path).put(Mark.ERASED, ["f00d", "beef"])
    assert ErasuresFile(path).marked(Mark.ERASED) == {"f00d", "beef"}
    assert path.stat().st_mode & 0o077 == 0
    ErasuresFile(path).take(Mark.ERASED, ["f00d"])
    assert b"f00d" not in path.read_bytes()


def test_a_file_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    """And nobody is taken for not erased because of it."""
    path = tmp_path / "erasures.db"
    path.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    with pytest.raises(Unusable, match=r"tombstones of erased persons .* cannot be used"):
        ErasuresFile(path).marked(Mark.ERASED)
