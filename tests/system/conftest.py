"""What several files of system tests look at, made once."""

from __future__ import annotations

import pytest

from tests.system.recorded import Record, recorded_demo


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """One demo from outside; see `Record`."""
    return recorded_demo(tmp_path_factory.mktemp("demo") / "out")
