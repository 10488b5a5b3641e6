"""Start, priority, checklist, attachments and custom fields of a manifest in words, for the tools' pages."""

from __future__ import annotations

from bridge.core.model.reach import Manifest

NOTHING = "–"
LACKING = ("not held", "it is said in words above the description")
_PRIORITIES = {"teams": "Planner's four steps; the medium one, which every task has, is none"}
Pair = tuple[str, str]


def parts(manifest: Manifest, day: Pair) -> dict[str, Pair]:
    """How each of these fields is read and written, and what of it does not fit; `day` are the words for days."""
    held = {
        "start": (day[0], _start(manifest)),
        "priority": (_PRIORITIES.get(manifest.tool, "four steps, or none"), NOTHING),
        "checklist": _checklist(manifest),
        "attachments": ("links", _attachments(manifest)),
        "custom": ("those that the network file names, as text", "what the field refuses is parked"),
    }
    named = ("a custom field that the network file names", "where none is named it is said in words")
    lacking = {"priority": named if "custom" in manifest.holds else LACKING}
    return {name: pair if name in manifest.holds else lacking.get(name, LACKING) for name, pair in held.items()}


def _start(manifest: Manifest) -> str:
    if manifest.start_needs_due:
        return "a start without a due value of its kind, which is said in words"
    return "a start after the due value, which is said in words" if manifest.start_until_due else NOTHING


def _checklist(manifest: Manifest) -> Pair:
    groups = "several, each with its name" if manifest.check_groups else "one; another one's name stands before titles"
    limits = [
        f"elements after the first {manifest.checks_limit}, which are said in words" if manifest.checks_limit else "",
        f"titles beyond {manifest.check_title_limit:,} characters" if manifest.check_title_limit else "",
        "order, days and people of elements",
    ]
    return groups, "; ".join(filter(None, limits))


def _attachments(manifest: Manifest) -> str:
    most = manifest.attachments_limit
    beyond = f"links after the first {most}, which are said in words; " if most else ""
    return f"{beyond}files themselves: a link leads to where they lie"
