"""The forms in which documents are handed out."""

from bridge.adapters.render.html import html_page
from bridge.adapters.render.plain import plain_text
from bridge.adapters.render.table import csv_text

__all__ = ["csv_text", "html_page", "plain_text"]
