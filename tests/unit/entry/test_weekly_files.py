"""The files of the weekly report, as `cobridge week --out` writes them."""

from __future__ import annotations

import pytest

from bridge.adapters import words
from bridge.adapters.render import paper
from bridge.adapters.render.weekly import pdf
from bridge.bootstrap.weekly import Rendered
from tests.unit.adapters.weekly_issue import NO_PAPER, VARIANTS, example

RENDERED = Rendered(words.spoken("de"))


@pytest.mark.skipif(bool(NO_PAPER), reason=NO_PAPER)
def test_every_form_is_a_file() -> None:
    """The mail in both forms, the paper, the data, the chart."""
    files = RENDERED.files(example())
    assert sorted(files) == ["chart.svg", "mail.html", "mail.txt", "report.pdf", "weekly.json"]
    assert files["report.pdf"].startswith(b"%PDF-")
    assert files["weekly.json"].decode() == RENDERED.data(example())


def test_without_pango_the_report_goes_out_without_its_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the report because a machine cannot draw; what is missing is said."""
    monkeypatch.setattr(pdf, "missing", lambda: paper.WITHOUT)
    letter = RENDERED.letter(example())
    assert letter.pdf == b""
    assert "Standplan freigeben" in letter.html
    assert "report.pdf" not in RENDERED.files(example())
    assert RENDERED.missing() == paper.WITHOUT


def test_without_figures_there_is_no_file_of_a_chart() -> None:
    """An empty picture would look like a fault."""
    assert "chart.svg" not in RENDERED.files(VARIANTS["few_organisations"]())
