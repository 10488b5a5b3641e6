"""What CI promises, seen from outside: the same tests in a pytest of their own, at home and in CI."""

import os
import subprocess
import sys
from pathlib import Path

from tests.docs.sources import ROOT

MADE = {
    "test_some.py": """
import pytest

def test_passing() -> None: ...

def test_without_real_input(shared: object) -> None: ...

@pytest.mark.skipif(True, reason="no browser here")
def test_marked() -> None: ...

@pytest.mark.xfail
def test_known_to_fail() -> None:
    assert False
""",
    "test_whole_file.py": "import pytest\npytest.skip('no browser here', allow_module_level=True)\n",
}


def _pytest(folder: Path, *, ci: bool) -> str:
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    for name, source in MADE.items():
        (folder / name).write_text(source, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COBRIDGE_SHARED": "nowhere", "CI": str(ci)}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-rs", "--tb=short"]
    command.append("--continue-on-collection-errors")
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def test_what_is_skipped_at_home_fails_in_ci(tmp_path: Path) -> None:
    """CI installs all that a test needs, so a skip there is a test that was lost; nothing else changes."""
    printed = _pytest(tmp_path, ci=True)
    assert printed.count("CI skips nothing") == 3
    assert "1 passed, 1 xfailed, 3 errors in" in printed


def test_missing_real_input_is_said_in_words(tmp_path: Path) -> None:
    """A person without the folder of real input reads what is missing and how to name another."""
    printed = _pytest(tmp_path, ci=False)
    assert "1 passed, 3 skipped, 1 xfailed in" in printed
    assert "the folder of real input is missing" in printed
    assert "name another in COBRIDGE_SHARED" in printed
