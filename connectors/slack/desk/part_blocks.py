"""Checklist, attachments and priority as blocks of a card; `connectors.slack.parts` reads them.

Source: docs.slack.dev/reference/block-kit/block-elements/checkboxes-element
"""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.model.characters import on_the_web
from bridge.core.model.parts import Attachment, Check, Priority
from connectors.slack.desk.pieces import Part, long_option, marked
from connectors.slack.parts import MOST_IN_BLOCK, NO_TITLE, block_name
from connectors.slack.words import Words

CHECK = "check"
"""The action id of a card's checkboxes."""


def checkboxes(checks: tuple[Check, ...], words: Words) -> Iterator[Part]:
    """The elements in blocks of as many as one takes; the first block says how many are done, the others which."""
    for number, first in enumerate(range(0, len(checks), MOST_IN_BLOCK)):
        some = checks[first : first + MOST_IN_BLOCK]
        which = f"{first + 1}–{first + len(some)}" if number else f"{sum(each.done for each in checks)}/{len(checks)}"
        text = marked(f"*{words.checklist}:* {which}")
        yield {"type": "section", "block_id": block_name(number), "text": text, "accessory": _boxes(some)}


def prioritised(priority: Priority | None, words: Words) -> Part:
    """The priority in words; nothing where nobody said any."""
    if priority is None:
        return {}
    text = f"*{words.priority}:* {words.priorities[priority]}"
    return {"type": "section", "block_id": "priority", "text": marked(text)}


def attached(attachments: tuple[Attachment, ...], words: Words) -> Part:
    """A list of links; what leads nowhere in the web is shown as code."""
    if not attachments:
        return {}
    head = {"type": "text", "text": words.attachments, "style": {"bold": True}}
    rows = [{"type": "rich_text_section", "elements": [_link(each)]} for each in attachments]
    listed: Part = {"type": "rich_text_list", "style": "bullet", "elements": rows}
    elements = [{"type": "rich_text_section", "elements": [head]}, listed]
    return {"type": "rich_text", "block_id": "attachments", "elements": elements}


def _boxes(checks: tuple[Check, ...]) -> Part:
    options = {check.id: long_option(check.id, check.title or NO_TITLE) for check in checks}
    done = [options[check.id] for check in checks if check.done]
    boxes = {"type": "checkboxes", "action_id": CHECK, "options": list(options.values())}
    return {**boxes, **({"initial_options": done} if done else {})}


def _link(attachment: Attachment) -> Part:
    if not on_the_web(attachment.url):
        return {"type": "text", "text": attachment.url, "style": {"code": True}}
    return {"type": "link", "url": attachment.url, **({"text": attachment.name} if attachment.name else {})}
