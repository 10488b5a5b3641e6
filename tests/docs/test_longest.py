"""The check of lengths that `make check` ends with."""

from pathlib import Path

import pytest

from tests.docs.longest import main


def _source(root: Path, lines: int) -> None:
    (root / "bridge").mkdir()
    (root / "bridge" / "made.py").write_text("def long() -> None:\n" + "    pass\n" * (lines - 1), "utf-8")


def test_a_function_of_forty_lines_passes_and_one_of_forty_one_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No function is longer than forty lines, and the check names the one that is."""
    (fits := tmp_path / "fits").mkdir()
    (too_long := tmp_path / "long").mkdir()
    _source(fits, 40)
    _source(too_long, 41)
    assert main(fits) == 0
    assert main(too_long) == 1
    assert "41 bridge/made.py:1 long IS TOO LONG" in capsys.readouterr().out


def test_a_file_over_the_ceiling_fails(tmp_path: Path) -> None:
    """No file is longer than 400 lines."""
    (tmp_path / "bridge").mkdir()
    (tmp_path / "bridge" / "made.py").write_text("made = 1\n" * 401, "utf-8")
    assert main(tmp_path) == 1
