"""Help is quick: it loads nothing that it does not need."""

import subprocess
import sys

import pytest

from tests.docs.sources import ROOT

HEAVY = ("trello", "asana", "requests", "msgraph", "slack_sdk", "slack_bolt", "sqlalchemy", "alembic", "uvicorn")
SCRIPT = """
import sys
sys.argv = ["cobridge", *{arguments!r}]
try:
    from bridge.entry.cli import main
    main()
finally:
    print("LOADED", *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def loaded(*arguments: str) -> set[str]:
    """The packages that a command has loaded when it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(arguments=arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    said = [line for line in ran.stdout.splitlines() if line.startswith("LOADED ")]
    assert said, ran.stderr
    return set(said[-1].split()[1:])


@pytest.mark.parametrize("arguments", [("--help",), ("sync", "--help"), ("sandbox", "--help"), ("demo", "--help")])
def test_help_loads_no_client_of_a_vendor_and_no_store(arguments: tuple[str, ...]) -> None:
    """Whoever asks for help does not wait for what help does not need."""
    found = loaded(*arguments)
    assert "bridge" in found
    assert not found & set(HEAVY)
