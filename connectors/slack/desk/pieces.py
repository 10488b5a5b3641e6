"""The small parts of blocks: texts, buttons and options; values in, parts of blocks out.

Source: docs.slack.dev/reference/block-kit/composition-objects
"""

from __future__ import annotations

from typing import Any

from bridge.core.model.characters import beginning

Part = dict[str, Any]
MOST_OPTIONS, MOST_IN_OPTION = 100, 75
CUT = "…"
_LONGEST = 3_000


def escaped(text: str) -> str:
    """The text for a message's plain words, where three signs have a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The text as it was typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str, most: int = _LONGEST) -> Part:
    """Text in which no sign has a meaning; as much of it as Slack takes."""
    return {"type": "plain_text", "text": _fitted(text, most) or " ", "emoji": False}


def marked(text: str) -> Part:
    """Text with Slack's marks."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def button(action: str, label: str, value: str = "", *, primary: bool = False) -> Part:
    """A button; its value comes back with a press."""
    style = {"style": "primary"} if primary else {}
    shown = {"type": "button", "action_id": action, "text": plain(label, MOST_IN_OPTION)}
    return {**shown, **({"value": value} if value else {}), **style}


def option(value: str, label: str) -> Part:
    """One of several values to choose from."""
    return {"text": plain(label, MOST_IN_OPTION), "value": value}


def long_option(value: str, label: str) -> Part:
    """One whose label goes on in its description where, escaped, it is too long for its text.

    What does not fit there either stays as it was typed, which Slack escapes itself: no sign of it may get lost.
    """
    length = len(label)
    while len(escaped(label[:length])) > MOST_IN_OPTION or " " in label[length - 1 : length + 1]:
        length = len(beginning(label, length - 1))
    rest = label[length:]
    if len(escaped(rest)) > MOST_IN_OPTION:
        return {"text": {**plain(""), "text": label[:MOST_IN_OPTION]}, "value": value}
    return {**option(value, label[:length]), **({"description": plain(rest, MOST_IN_OPTION)} if rest else {})}


def label_of(choice: Part) -> str:
    """The whole label of such an option."""
    texts = [choice.get(name) or {} for name in ("text", "description")]
    return unescaped("".join(str(text.get("text") or "") for text in texts))


def _fitted(text: str, most: int) -> str:
    """The text escaped; of one that is too long then, the beginning with a sign that it goes on."""
    kept = text if len(text) <= most else beginning(text, most - 1) + CUT
    while len(escaped(kept)) > most:
        kept = beginning(text, len(kept.removesuffix(CUT)) - 1) + CUT
    return escaped(kept)
