"""Writes what docs/access.md says of roles, commands and grants, from the table of roles: `make docs` calls it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import bridge.bootstrap.opening
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.store.grants import statements
from bridge.adapters.words import spoken
from bridge.core.rules.access import GRANTS, Resource, Role, Scope, Verb
from bridge.entry.cli.showing import SHOWS
from tests.docs.sources import ROOT

__all__ = ["PAGE", "blocks", "rewritten"]

PAGE = ROOT / "docs" / "access.md"
BEGINS = "<!-- {name}: written by `make docs`. -->"
ENDS = "<!-- Up to here. -->"
OVER = {
    "de": {
        Scope.NETWORK: "aller Partner",
        Scope.PARTNER: "des eigenen Partners",
        Scope.SELF: "nur die eigenen",
        Scope.VACANT: "von Partnern ohne eigene Koordination",
    },
    "en": {
        Scope.NETWORK: "of all partners",
        Scope.PARTNER: "of the own partner",
        Scope.SELF: "the own only",
        Scope.VACANT: "of partners without a coordinator",
    },
}
MATRIX = {"de": "Was", "en": "What"}
COMMAND = {"de": ("Befehl", "zeigt"), "en": ("Command", "shows")}
NOBODY = {"de": "keine Person", "en": "no person"}
_LOADED = bridge.bootstrap.opening  # with it every table is in the catalogue


def blocks() -> dict[str, str]:
    """What is written, by the name of its place on the page."""
    found = {f"roles-{language}": "\n".join(_roles(language)) for language in ("de", "en")}
    found |= {f"commands-{language}": "\n".join(_commands(language)) for language in ("de", "en")}
    sql = "\n".join(statements(tuple(sorted(CATALOGUE.tables))))
    return {**found, "grants": f"```sql\n{sql}\n```\n"}


def rewritten(text: str) -> str:
    """The page with each block in its place. Raises ValueError where a place is missing."""
    for name, block in blocks().items():
        begin = BEGINS.format(name=name)
        before, found, rest = text.partition(begin)
        _, ended, after = rest.partition(ENDS)
        if not (found and ended):
            raise ValueError(f"docs/access.md needs: {begin} and {ENDS}")
        text = f"{before}{begin}\n{block}{ENDS}{after}"
    return text


def _roles(language: str) -> Iterator[str]:
    """One table for each role: what it may, and over whose data. What is not there is denied."""
    say = spoken(language)
    for role in Role:
        yield f"**{say(f'access.role.{role}')}** (`{role}`)\n"
        yield from _table(
            (MATRIX[language], *(say(f"access.verb.{verb}") for verb in Verb), ""),
            [
                (
                    say(f"access.resource.{resource}"),
                    *("x" if verb in grant.verbs else "" for verb in Verb),
                    OVER[language][grant.scope],
                )
                for resource in Resource
                if (grant := GRANTS[role].get(resource))
            ],
        )
        yield ""


def _commands(language: str) -> Iterator[str]:
    say = spoken(language)
    yield from _table(
        COMMAND[language],
        [
            (f"`cobridge {name}`", say(f"access.resource.{resource}") if resource else NOBODY[language])
            for name, resource in sorted(SHOWS.items())
        ],
    )
    yield ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text("utf-8")), "utf-8")
