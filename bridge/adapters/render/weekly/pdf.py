"""The report as a PDF by WeasyPrint: A4, tagged (PDF/UA-1), in its own language, the same bytes for the same report."""

from __future__ import annotations

import hashlib
from typing import Any

import weasyprint
from markupsafe import Markup
from weasyprint.document import Document

from bridge.adapters.render.weekly.chart import drawn
from bridge.adapters.render.weekly.telling import issue
from bridge.adapters.render.weekly.templating import filled
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words

PRODUCT = "Cobridge"


def render(weekly: Weekly, say: Words) -> bytes:
    """The file. Nothing is loaded from anywhere, and nobody is named as its author."""
    html = page(weekly, say)
    made = weasyprint.HTML(string=html, url_fetcher=_nothing)
    name = hashlib.sha256(html.encode()).digest()[:16]
    written: bytes = made.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=name, finisher=_signless)
    return written


def page(weekly: Weekly, say: Words) -> str:
    """The HTML that is printed."""
    told = issue(weekly, say)
    # The chart's template escaped its texts already.
    flow = Markup(drawn(told.numbers.chart)) if told.numbers.chart else ""  # noqa: S704  see above
    return filled("print.html", told=told, flow=flow)


def _nothing(url: str) -> dict[str, Any]:
    raise ValueError(f"A report loads nothing, and {url!r} would be loaded.")


def _signless(document: Document, pdf: Any) -> None:  # noqa: ANN401  pydyf is published without types
    """Name the product as the producer, in both places where a PDF has that; readers need no library's name."""
    del document
    library = pdf.info["Producer"]
    pdf.info["Producer"] = type(library)(PRODUCT)
    told = next(each for each in pdf.objects if each.reference == pdf.catalog["Metadata"])
    told.stream = [part.replace(library.string.encode(), PRODUCT.encode()) for part in told.stream]
