"""A manifest in words, for the tools' pages: what of each field goes into a tool, and what does not."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.core.model.occasion import Occasion
from bridge.core.model.reach import Delivery, DueForm, Manifest, TextForm
from bridge.core.model.task import FIELDS
from connectors.layers.limit import Limit
from tests.docs.part_words import LACKING, NOTHING, parts

NAMES = {"asana": "Asana", "slack": "Slack", "teams": "Microsoft Graph", "trello": "Trello"}
PLACES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "asana": (("", "1"),), "slack": (("Cards", "C1"), ("Lists", "F1")), "teams": (("", "p"),), "trello": (("", "1"),),
}  # fmt: skip
"""Each tool's kinds of places with a container of the kind."""
STRANGERS = "people without an account here"
Row = tuple[str, str, str]

_TEXT: Mapping[TextForm, tuple[str, str]] = {
    TextForm.MARKDOWN: ("Markdown", "underline"),
    TextForm.RICH: ("rich text", "pictures, tables, headings below the second level"),
    TextForm.RICH_COMMENT: ("rich text", "pictures, tables, headings, rules"),
    TextForm.BLOCKS: ("rich text", "pictures, tables, headings, rules"),
    TextForm.PLAIN: ("plain text", "all marks"),
}
_DUE: Mapping[DueForm, tuple[str, str]] = {
    DueForm.BOTH: ("a day or an instant", NOTHING),
    DueForm.DAY: ("a day", "the time of day, which the network keeps"),
    DueForm.NOON: ("an instant; a day is 12:00", NOTHING),
}
_TOLD: Mapping[Delivery, str] = {
    Delivery.NOTHING: "everything comes",
    Delivery.COMMENTS: "comments come a day late",
    Delivery.EDITS: "what people press never comes",
}
_TIMES: Mapping[float, str] = {1: "a second", 60: "a minute", 86_400: "a day"}


def fields(manifest: Manifest) -> list[Row]:
    """How each field is read and written, and what of it does not fit; comments come last."""
    forms = _forms(manifest)
    further = parts(manifest, _DUE[manifest.due])
    rows = [(name, *(further.get(name) or (forms[name] if name in manifest.holds else LACKING))) for name in FIELDS]
    return [*rows, ("comments", *_comments(manifest))]


def _forms(manifest: Manifest) -> dict[str, tuple[str, str]]:
    text, lost = _TEXT[manifest.text]
    lanes, people = manifest.lanes_limit, manifest.helpers_limit
    return {
        "title": ("text on one line", _beyond(manifest.title_limit)),
        "description": (text, f"{lost}; {_beyond(manifest.text_limit)}"),
        "status": (
            f"done or open, and the lane; {_lanes(manifest)}",
            f"lanes after the first {lanes}" if lanes else NOTHING,
        ),
        "due": _DUE[manifest.due],
        "lead": ("one person" if manifest.tells_lead else "one among the helpers", STRANGERS),
        "helpers": ("people", STRANGERS + (f"; people after the first {people}" if people else "")),
        "labels": ("names", "colours"),
        "archived": (_archive(manifest), NOTHING),
        "shown": ("lines above the description", NOTHING),
    }


def _beyond(limit: int | None) -> str:
    return f"what is beyond {limit:,} characters" if limit else NOTHING


def _lanes(manifest: Manifest) -> str:
    return "Cobridge makes lanes" if manifest.makes_lanes else "people make lanes"


def _archive(manifest: Manifest) -> str:
    return "natively" if manifest.archives else f"the lane `{manifest.archive_lane}`"


def _comments(manifest: Manifest) -> tuple[str, str]:
    form, lost = _TEXT[manifest.comment_text]
    form += ", those that come first together in one" if manifest.gathers_comments else ""
    where = f", with the setting `{manifest.comment_setting}`" if manifest.comment_setting else ""
    most = (
        f"what is beyond {manifest.comment_bytes:,} bytes" if manifest.comment_bytes else _beyond(manifest.text_limit)
    )
    return f"{form}{where}", f"{lost}; {most}"


def limit_words(limit: Limit) -> Row:
    """Which calls, how many in what time, and for whom they are counted."""
    time = _TIMES.get(limit.seconds) or f"in {limit.seconds:,.0f} seconds"
    calls = f"`{limit.name}`" if limit.name else "all"
    return calls, f"{limit.count:,} {time}", f"one {limit.scope}"


_TELLS = {
    Occasion.ITEM: "a new item (once)",
    Occasion.SET: "being set on a new item",
    Occasion.ADDED: "being added to an item",
    Occasion.COMMENT: "a comment on an item one is set on",
    Occasion.MESSAGE: "a comment (once, in its channel)",
    Occasion.MENTION: "being mentioned",
}


def capabilities(manifest: Manifest) -> dict[str, str]:
    """What tells one tool from another."""
    return {
        "fields not held": ", ".join(each for each in FIELDS if each not in manifest.holds) or "none",
        "lead told apart": _yes(manifest.tells_lead),
        "due": _DUE[manifest.due][0],
        "description": _TEXT[manifest.text][0],
        "comments": _comments(manifest)[0],
        "longest title": f"{manifest.title_limit:,}" if manifest.title_limit else NOTHING,
        "longest description": f"{manifest.text_limit:,}" if manifest.text_limit else NOTHING,
        "archived": _archive(manifest),
        "lanes made by Cobridge": _yes(manifest.makes_lanes),
        "says who changed what, and when": _yes(manifest.tells_changes),
        "refuses a write that an edit overtook": _yes(manifest.preconditions),
        "without an address or a line": _TOLD[manifest.delivers],
        "notifies its people of (estimate)": ", ".join(_TELLS[each] for each in Occasion if each in manifest.notifies),
        "an item that a whole reading lacks": "asked for" if manifest.absence_is_deletion else "made again",
    }


def _yes(holds: bool) -> str:  # noqa: FBT001  a word for it
    return "yes" if holds else "no"
