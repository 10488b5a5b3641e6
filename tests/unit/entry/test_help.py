"""The command line is quick where it has nothing to do."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "apscheduler",
    "asana",
    "fastapi",
    "msgraph",
    "requests",
    "slack_bolt",
    "sqlalchemy",
    "starlette",
    "trello",
    "uvicorn",
)
SCRIPT = f"""
import sys
from bridge.entry.cli import cobridge
try:
    cobridge(["--help"])
finally:
    print("loaded:", [name for name in {HEAVY!r} if name in sys.modules])
"""


def test_help_loads_no_tool_no_server_and_no_store() -> None:
    """Whoever asks for help does not wait for what only the work needs."""
    said = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60).stdout
    assert "doctor" in said
    assert "loaded: []" in said
