"""The app's home tab: words in, view out."""

from __future__ import annotations

from connectors.slack.desk.pieces import Part, button, escaped, marked
from connectors.slack.words import Words


def home(words: Words, *, creates: bool) -> Part:
    """What a person sees who opens the app; `creates`: it is clear which channel a new task would go to."""
    blocks: list[Part] = [{"type": "section", "block_id": "home", "text": marked(escaped(words.home))}]
    if creates:
        buttons = [button("create", words.create, primary=True)]
        blocks.append({"type": "actions", "block_id": "actions", "elements": buttons})
    return {"type": "home", "blocks": blocks}
