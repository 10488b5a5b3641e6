"""What the tests of Trello's stand-in share."""

from __future__ import annotations

import pytest

BOARD = "5f0000000000000000000001"


@pytest.fixture
def board() -> str:
    return f"/boards/{BOARD}"


@pytest.fixture
def card() -> str:
    """Open, in the list Offen, with Anna, a label, a due date, a comment of Bob's and a checklist."""
    return "/cards/5f0000000000000000000031"


@pytest.fixture
def offen() -> str:
    return "5f0000000000000000000011"


@pytest.fixture
def erledigt() -> str:
    return "5f0000000000000000000013"
