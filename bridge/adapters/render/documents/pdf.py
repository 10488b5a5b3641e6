"""A paper as a PDF: A4 across for the annexes with their wide tables, upright for what is signed."""

from __future__ import annotations

from pathlib import Path

from bridge.adapters.render.paper import missing, printed
from bridge.adapters.render.weekly.templating import filled
from bridge.core.reports.documents.pack import CHARTER, Paper
from bridge.ports.words import Words

__all__ = ["missing", "page", "render"]

TEMPLATES = Path(__file__).with_name("templates")


def render(paper: Paper, language: str, say: Words) -> bytes:
    """The file. Raises Unusable where the machine has no Pango."""
    return printed(page(paper, language, say))


def page(paper: Paper, language: str, say: Words) -> str:
    """The HTML that is printed: all that the JSON says, in its order."""
    across = "portrait" if paper.name == CHARTER else "landscape"
    values = {"paper": paper, "language": language, "across": across, "page": say("documents.page")}
    return filled("paper.html", among=TEMPLATES, **values)
