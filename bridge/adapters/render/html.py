"""A document as one HTML file that stands by itself: no script, nothing loaded, nothing said about who made it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bridge.core.reports.page import Heading, Page, Paragraph, Part, Points, Rows

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#111}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(page: Page) -> str:
    """The whole file. Every text is escaped: what people wrote stays what they wrote."""
    body = "\n".join(line for part in page.parts for line in _elements(part))
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(page.title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _elements(part: Part) -> Iterator[str]:
    match part:
        case Heading(text, level):
            yield f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text):
            yield f"<p>{escape(text)}</p>"
        case Points(texts):
            yield f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"
        case Rows(heads, rows):
            yield "<table>"
            yield f"<thead>{_row('th', heads)}</thead>"
            yield "<tbody>"
            yield from (_row("td", row) for row in rows)
            yield "</tbody></table>"


def _row(element: str, cells: tuple[str, ...]) -> str:
    scope = ' scope="col"' if element == "th" else ""
    return f"<tr>{''.join(f'<{element}{scope}>{escape(cell)}</{element}>' for cell in cells)}</tr>"
