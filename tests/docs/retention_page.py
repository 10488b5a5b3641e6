"""Writes the tables of docs/retention.md from the catalogue of deletion rules, in German and English.

`make docs` calls this. What stands between the signs is written anew, all else is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from bridge.adapters.words import spoken
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.retention import Kind, Rule, Store
from bridge.ports.words import Words
from bridge.service.retention import period_in_words
from tests.docs.sources import ROOT

PAGE = ROOT / "docs" / "retention.md"
BEGINS = {
    "de": "<!-- From here on written by `make docs`, from the rules: German. -->",
    "en": "<!-- From here on written by `make docs`, from the rules: English. -->",
}
ENDS = "<!-- Up to here. -->"
HEADS = ("type", "start", "period", "class", "method", "reason", "stores", "charge")


def table(say: Words) -> str:
    """The catalogue in one language, as the page shows it."""
    heads = [say(f"retention.head.{each}") for each in HEADS]
    rows = (list(_cells(rule, say)) for rule in CATALOGUE.values())
    lines = ["| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *rows)]
    return "\n".join([*lines, ""])


def _cells(rule: Rule, say: Words) -> Iterator[str]:
    yield say(f"retention.type.{rule.data_type}")
    yield say(f"retention.start.{rule.start}")
    yield period_in_words(rule.period, say)
    yield f"`{rule.deletion_class}`"
    yield say(f"retention.method.{rule.method}")
    yield say(f"retention.reason.{rule.data_type}")
    yield "; ".join(_store(each, say) for each in rule.stores)
    yield say(f"retention.charge.{rule.charge}")


def _store(each: Store, say: Words) -> str:
    kind = {Kind.TABLE: "retention.table", Kind.VAULT: "retention.vault", Kind.FILE: "retention.file"}[each.kind]
    told = say(kind, name=f"`{each.name}`")
    columns = ", ".join(f"`{column}`" for column in each.columns)
    return say("retention.columns", store=told, columns=columns) if columns else told


def written(text: str) -> str:
    """The page with both tables between the signs. Raises ValueError where it has not the signs."""
    for language, begins in BEGINS.items():
        before, sign, behind = text.partition(f"{begins}\n")
        _, end, rest = behind.partition(ENDS)
        if not sign or not end:
            raise ValueError(f"The page needs the two signs: {begins} and {ENDS}")
        text = f"{before}{sign}{table(spoken(language))}{end}{rest}"
    return text


def main() -> None:
    """Write the page."""
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
