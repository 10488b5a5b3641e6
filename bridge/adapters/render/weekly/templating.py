"""The templates: whatever they are given is escaped, and a name that they do not know is a fault."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")


def filled(template: str, /, *, among: Path = TEMPLATES, **values: object) -> str:
    """The text of a template of the folder with the values put in, ending in one line feed."""
    return _environment(among).get_template(template).render(values).strip() + "\n"


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
