"""The report as a PDF: A4, tagged, in its own language (`bridge.adapters.render.paper`)."""

from __future__ import annotations

from markupsafe import Markup

from bridge.adapters.render.paper import missing, printed
from bridge.adapters.render.weekly.chart import drawn
from bridge.adapters.render.weekly.telling import issue
from bridge.adapters.render.weekly.templating import filled
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words

__all__ = ["missing", "page", "render"]


def render(weekly: Weekly, say: Words) -> bytes:
    """The file. Raises Unusable where the machine has no Pango."""
    return printed(page(weekly, say))


def page(weekly: Weekly, say: Words) -> str:
    """The HTML that is printed."""
    told = issue(weekly, say)
    # The chart's template escaped its texts already.
    flow = Markup(drawn(told.numbers.chart)) if told.numbers.chart else ""  # noqa: S704  see above
    return filled("print.html", told=told, flow=flow)
