"""The network whose figures are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.service.figures.figured import Figured, figured


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Figured]:
    """Live since the quarter began; nothing has happened yet."""
    with figured(tmp_path) as made:
        yield made
