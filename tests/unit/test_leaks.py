"""A test that shows a token fails, whoever said it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.leaks import leaked

MADE = """
import logging, os, sys

def test_printed() -> None:
    print("sandbox-access-" + "0" * 40)

def test_logged() -> None:
    logging.getLogger().warning("%s", {"token": "xoxb-cobridge"})

def test_said_by_a_process() -> None:
    os.write(2, b"cobridge-asana-token")

def test_silent() -> None:
    assert "sandbox-access-" + "0" * 40
"""


def test_what_the_suite_says_is_searched(tmp_path: Path) -> None:
    """Printed, logged, or said by a process that a test started."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    (tmp_path / "test_some.py").write_text(MADE, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COBRIDGE_SHARED": "nowhere"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "--tb=short"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "3 failed, 1 passed" in done.stdout, done.stdout
    assert done.stdout.count("A token stands in what this test said") >= 3


@pytest.mark.parametrize("said", ["cobridge sandbox", "xoxb-geheim", "a token of a sandbox"])
def test_what_is_no_token_is_let_pass(said: str) -> None:
    """Words about tokens are none."""
    assert not leaked(said)
