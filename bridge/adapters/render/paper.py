"""HTML as a PDF by WeasyPrint: tagged (PDF/UA-1), the same bytes for the same page, nobody named as its author.

WeasyPrint draws with the machine's Pango and fonts (https://doc.courtbouillon.org/weasyprint/stable/first_steps.html).
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import warnings
from contextlib import redirect_stdout
from types import ModuleType
from typing import Any

from bridge.core.errors import Unusable

PRODUCT = "Cobridge"
WITHOUT = (
    "PDFs need the library Pango, which this machine does not have: install it (Debian: apt-get install "
    "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation; macOS: brew install pango). All other forms work without."
)


def printed(html: str) -> bytes:
    """The file. Nothing is loaded from anywhere. Raises Unusable where the machine has no Pango."""
    made = _library().HTML(string=html, url_fetcher=nothing)
    name = hashlib.sha256(html.encode()).digest()[:16]
    written: bytes = made.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=name, finisher=_signless)
    return written


def missing() -> str:
    """Why this machine makes no PDF, in a sentence; empty where it does."""
    try:
        _library()
    except Unusable as fault:
        return str(fault)
    return ""


def _library() -> ModuleType:
    """WeasyPrint; where it cannot start it prints advice of its own, which is replaced by ours."""
    try:
        with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: PLC0415  it looks for Pango as it is imported
    except OSError as fault:
        raise Unusable(WITHOUT) from fault
    # Without HarfBuzz's subsetter fontTools cuts the fonts, and would write the time into them.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    # It warns of each font that fontTools cuts; the PDF is as good, and its reader can do nothing about it.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    found: ModuleType = weasyprint
    return found


def nothing(url: str) -> dict[str, Any]:
    """What is asked for whatever a page would load: it is refused."""
    raise ValueError(f"A report loads nothing, and {url!r} would be loaded.")


def _signless(document: object, pdf: Any) -> None:  # noqa: ANN401  pydyf is published without types
    """Name the product as the producer, in both places where a PDF has that; readers need no library's name."""
    del document
    library = pdf.info["Producer"]
    pdf.info["Producer"] = type(library)(PRODUCT)
    told = next(each for each in pdf.objects if each.reference == pdf.catalog["Metadata"])
    told.stream = [part.replace(library.string.encode(), PRODUCT.encode()) for part in told.stream]
