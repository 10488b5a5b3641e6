"""The report as an HTML mail: one column, styles in the elements, nothing loaded; the chart is told by its table."""

from __future__ import annotations

from bridge.adapters.render.weekly.telling import issue
from bridge.adapters.render.weekly.templating import filled
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words


def render(weekly: Weekly, say: Words) -> str:
    """The mail's HTML part; `text.render` makes its twin."""
    return filled("mail.html", told=issue(weekly, say))


def subject(weekly: Weekly, say: Words) -> str:
    """The mail's subject, on one line."""
    return issue(weekly, say).subject
