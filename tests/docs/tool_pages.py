"""Writes what the tools' pages say of calls, permissions, fields and limits, from the connectors' own declarations.

`make docs` calls this. What stands between the signs is written anew, all else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from bridge.core.model.reach import Manifest
from connectors import registry
from connectors.layers.endpoint import Endpoint
from connectors.layers.limit import Limit
from tests.docs.sources import ROOT
from tests.docs.tool_words import NAMES, PLACES, capabilities, fields, limit_words

BEGINS = "<!-- From here on written by `make docs`, from manifest.py and endpoints.py. -->"
ENDS = "<!-- Up to here. -->"
BETWEEN = re.compile(f"(?<={re.escape(BEGINS)}\n).*?(?={re.escape(ENDS)})", re.DOTALL)
OVERVIEW = Path("connectors/README.md")


def page(tool: str) -> Path:
    """Where people read of a tool, from the project's folder."""
    return Path("docs") / "tools" / f"{tool}.md"


def endpoints(tool: str) -> Sequence[Endpoint]:
    """The calls that a connector sends."""
    found: Sequence[Endpoint] = _module(tool).ENDPOINTS
    return found


def _module(tool: str) -> ModuleType:
    return import_module(f"connectors.{tool}.endpoints")


def permissions(tool: str) -> list[str]:
    """All that a connection needs, as far as calls ask for it."""
    contained: Sequence[str] = getattr(_module(tool), "CONTAINED", ())
    named = {each for endpoint in endpoints(tool) for each in endpoint.permissions}
    return sorted(named - set(contained), key=str.casefold)


def besides(tool: str) -> Mapping[str, str]:
    """What it needs though no call asks for it, and what for."""
    found: Mapping[str, str] = getattr(_module(tool), "BESIDES", {})
    return found


def manifests(tool: str) -> list[tuple[str, Manifest]]:
    """What the tool can do at each kind of its places."""
    return [(name, registry.manifest_at(tool, container)) for name, container in PLACES[tool]]


def written(text: str, block: str) -> str:
    """A page with the block between the signs. Raises ValueError where it has none."""
    if len(BETWEEN.findall(text)) != 1:
        raise ValueError(f"The page needs the two signs once each: {BEGINS} and {ENDS}")
    return BETWEEN.sub(lambda _: block, text)


def of_tool(tool: str) -> str:
    """What a tool's page says of calls, fields and limits."""
    return "\n".join([*_calls(tool), *_fields(tool), *_limits(registry.limits(tool))])


def _calls(tool: str) -> Iterable[str]:
    yield "## Calls and permissions\n"
    yield f"All that Cobridge sends to {NAMES[tool]}; the tests see to it that each call is sent, and no other.\n"
    yield from _table(
        ("Call", "For", "Least permission"),
        ((f"`{_shown(each)}`", each.use, _any(each.permissions)) for each in endpoints(tool)),
    )
    yield f"\nTogether: {', '.join(f'`{each}`' for each in permissions(tool))}.\n"
    if beside := besides(tool):
        yield f"Besides: {'; '.join(f'`{name}` for {use}' for name, use in beside.items())}.\n"


def _shown(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {re.sub('^//', '/', endpoint.path)}"


def _any(words: Sequence[str]) -> str:
    return " or ".join(f"`{each}`" for each in words) or "none named"


def _fields(tool: str) -> Iterable[str]:
    yield "## What is read and written\n"
    for name, manifest in manifests(tool):
        if name:
            yield f"{name}:\n"
        yield from _table(("Field", "Read and written as", "What does not fit"), fields(manifest))
        yield ""


def _limits(limits: Sequence[Limit]) -> Iterable[str]:
    yield "## Calls per time\n"
    yield from _table(("Calls", "At most", "Counted for"), map(limit_words, limits))
    yield ""


def overview() -> str:
    """All tools side by side."""
    tools = sorted(PLACES, key=str.casefold)
    known = [(tool, name, manifest) for tool in tools for name, manifest in manifests(tool)]
    heads = [f"{tool.title()}{f', {name}' if name else ''}" for tool, name, _ in known]
    rows = zip(*(_column(tool, manifest) for tool, _, manifest in known), strict=True)
    named = zip(_labels(), rows, strict=True)
    return "\n".join([*_table(("", *heads), ((label, *row) for label, row in named)), ""])


def _column(tool: str, manifest: Manifest) -> list[str]:
    limits = "; ".join(f"{each[1]} for {each[2]}" for each in map(limit_words, _general(registry.limits(tool))))
    page_link = f"[{len(endpoints(tool))}](../{page(tool)}#calls-and-permissions)"
    return [*capabilities(manifest).values(), limits or "each method by itself", page_link]


def _labels() -> list[str]:
    return [*capabilities(registry.manifest("memory")), "calls per time", "calls"]


def _general(limits: Sequence[Limit]) -> list[Limit]:
    return [each for each in limits if not each.name]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def blocks() -> dict[Path, str]:
    """What each page holds between its signs."""
    return {OVERVIEW: overview(), **{page(tool): of_tool(tool) for tool in PLACES}}


def main() -> None:
    """Write every page."""
    for path, block in blocks().items():
        text = (ROOT / path).read_text("utf-8")
        (ROOT / path).write_text(written(text, block), "utf-8")


if __name__ == "__main__":
    main()
