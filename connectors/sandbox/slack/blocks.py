"""Block Kit: what Slack refuses in blocks, and how it keeps those it takes.

Source: https://docs.slack.dev/reference/block-kit/blocks/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.slack.kept import as_kept
from connectors.sandbox.slack.values import Obj, RefusedError

MOST_TOGETHER = 11_000
"""Not documented; texts were refused from 11,341 characters on (https://github.com/slackapi/bolt-js/issues/2509)."""
_MOST = {"message": 50, "view": 100}
_OTHERS = ("image", "rich_text", "file", "video", "table", "call")
_MOST_OPTIONS = {"static_select": 100, "multi_static_select": 100, "checkboxes": 10, "radio_buttons": 10, "overflow": 5}
_MARKED = ("checkboxes", "radio_buttons")
"""Elements whose options may have marks in their texts."""


class BlockFault(Exception):
    """What is wrong, with the place in the blocks."""


@dataclass(slots=True)
class _Check:
    """Goes through blocks; `together` counts the characters of all texts."""

    new_id: Callable[[], str]
    together: int = 0
    ids: set[str] = field(default_factory=set)

    def block(self, block: Any, at: str) -> Obj:
        if not isinstance(block, dict):
            raise BlockFault(f"must be an object [json-pointer:{at}]")
        kept = dict(block)
        match block.get("type"):
            case "section":
                kept |= self._section(block, at)
            case "header":
                kept["text"] = self._text(block.get("text"), f"{at}/text", 150, ("plain_text",))
            case "context":
                kept["elements"] = [self._in_context(*each) for each in _each(block, "elements", at, 10)]
            case "actions":
                kept["elements"] = self._actions(block, at)
            case "input":
                kept |= self._input(block, at)
            case "markdown":
                self._length(block.get("text"), f"{at}/text", 12_000)
            case "divider":
                pass
            case other if other not in _OTHERS:
                raise BlockFault(f"unsupported type: {other} [json-pointer:{at}/type]")
        kept["block_id"] = self._id(block.get("block_id"), at)
        return kept

    def _id(self, given: Any, at: str) -> str:
        if given in (None, ""):
            return self.new_id()
        if not isinstance(given, str) or len(given) > 255:
            raise BlockFault(f"must be less than 256 characters [json-pointer:{at}/block_id]")
        if given in self.ids:
            raise BlockFault(f"block_id already exists: {given} [json-pointer:{at}/block_id]")
        self.ids.add(given)
        return given

    def _section(self, block: Obj, at: str) -> Obj:
        kept: Obj = {}
        if block.get("text") is None and not block.get("fields"):
            raise BlockFault(f"missing required field: text [json-pointer:{at}]")
        if block.get("text") is not None:
            kept["text"] = self._text(block["text"], f"{at}/text", 3000)
        if block.get("fields"):
            kept["fields"] = [self._text(each, where, 2000) for each, where in _each(block, "fields", at, 10)]
        if block.get("accessory") is not None:
            kept["accessory"] = self._element(block["accessory"], f"{at}/accessory")
        return kept

    def _in_context(self, element: Any, at: str) -> Obj:
        if isinstance(element, dict) and element.get("type") == "image":
            return element
        return self._text(element, at, 3000)

    def _actions(self, block: Obj, at: str) -> list[Obj]:
        elements = [self._element(*each) for each in _each(block, "elements", at, 25)]
        names = [each["action_id"] for each in elements]
        if len(set(names)) < len(names):
            raise BlockFault(f"action_id must be unique within a block [json-pointer:{at}/elements]")
        return elements

    def _input(self, block: Obj, at: str) -> Obj:
        if block.get("element") is None:
            raise BlockFault(f"missing required field: element [json-pointer:{at}]")
        kept = {"label": self._text(block.get("label"), f"{at}/label", 2000, ("plain_text",))}
        if block.get("hint") is not None:
            kept["hint"] = self._text(block["hint"], f"{at}/hint", 2000, ("plain_text",))
        element = self._element(block["element"], f"{at}/element")
        shape = {"dispatch_action": bool(block.get("dispatch_action")), "optional": bool(block.get("optional"))}
        return {**kept, "element": element, **shape}

    def _element(self, element: Any, at: str) -> Obj:
        if not isinstance(element, dict) or not isinstance(element.get("type"), str):
            raise BlockFault(f"must be an element with a type [json-pointer:{at}]")
        kept = dict(element)
        if element["type"] == "image":
            return kept
        kept["action_id"] = self._name(element.get("action_id"), at)
        if element["type"] == "button":
            kept["text"] = self._text(element.get("text"), f"{at}/text", 75, ("plain_text",))
            self._length(element.get("value", "-"), f"{at}/value", 2000)
        if element["type"] in _MOST_OPTIONS and not element.get("option_groups"):
            kept |= self._options(element, at)
        if element.get("placeholder") is not None:
            kept["placeholder"] = self._text(element["placeholder"], f"{at}/placeholder", 150, ("plain_text",))
        if element["type"] == "plain_text_input":
            self._length(element.get("initial_value") or "-", f"{at}/initial_value", 3000)
        return kept

    def _options(self, element: Obj, at: str) -> Obj:
        """The options, and those of them that are chosen at first."""
        kinds = ("plain_text", "mrkdwn") if element["type"] in _MARKED else ("plain_text",)
        most = _MOST_OPTIONS[element["type"]]
        kept: Obj = {
            "options": [self._option(option, where, kinds) for option, where in _each(element, "options", at, most)]
        }
        offered = {option["value"]: each for option, each in zip(element["options"], kept["options"], strict=True)}
        if "initial_options" in element:
            chosen = [option for option, _ in _each(element, "initial_options", at, most)]
            if not all(option in element["options"] for option in chosen):
                raise BlockFault(f"must match an option exactly [json-pointer:{at}/initial_options]")
            kept["initial_options"] = [offered[option["value"]] for option in chosen]
        return kept

    def _option(self, option: Any, at: str, kinds: tuple[str, ...]) -> Obj:
        if not isinstance(option, dict):
            raise BlockFault(f"must be an object [json-pointer:{at}]")
        self._length(option.get("value"), f"{at}/value", 150)
        kept = {**option, "text": self._text(option.get("text"), f"{at}/text", 75, kinds)}
        if option.get("description") is not None:
            kept["description"] = self._text(option["description"], f"{at}/description", 75, kinds)
        return kept

    def _name(self, given: Any, at: str) -> str:
        if given is None:
            return self.new_id()
        if not isinstance(given, str) or not 0 < len(given) <= 255:
            raise BlockFault(f"must be less than 256 characters [json-pointer:{at}/action_id]")
        return given

    def _text(self, text: Any, at: str, most: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Obj:
        if not isinstance(text, dict) or text.get("type") not in kinds:
            raise BlockFault(f"must be a text object of type {' or '.join(kinds)} [json-pointer:{at}]")
        content = self._length(text.get("text"), f"{at}/text", most)
        if text["type"] == "plain_text":
            return {**text, "text": as_kept(content, addresses=False), "emoji": text.get("emoji", True)}
        verbatim = bool(text.get("verbatim"))
        return {**text, "text": as_kept(content, addresses=not verbatim), "verbatim": verbatim}

    def _length(self, text: Any, at: str, most: int) -> str:
        if not isinstance(text, str) or not text:
            raise BlockFault(f"must be more than 0 characters [json-pointer:{at}]")
        if len(text) > most:
            raise BlockFault(f"must be less than {most + 1} characters [json-pointer:{at}]")
        self.together += len(text)
        return text


def kept_blocks(blocks: Any, new_id: Callable[[], str], surface: str) -> list[Obj]:
    """Blocks as Slack keeps them: each with an id, texts escaped. Raises BlockFault."""
    if not isinstance(blocks, list):
        raise BlockFault("must be an array [json-pointer:/blocks]")
    if len(blocks) > _MOST[surface]:
        raise BlockFault(f"no more than {_MOST[surface]} items allowed [json-pointer:/blocks]")
    check = _Check(new_id)
    kept = [check.block(block, f"/blocks/{index}") for index, block in enumerate(blocks)]
    if surface == "message" and check.together > MOST_TOGETHER:
        raise RefusedError("msg_blocks_too_long")
    return kept


def message_blocks(blocks: Any, new_id: Callable[[], str]) -> list[Obj]:
    """The blocks of a message. Raises RefusedError."""
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    try:
        return kept_blocks(blocks, new_id, "message")
    except BlockFault as fault:
        messages = [f"[ERROR] {fault}"]
        raise RefusedError("invalid_blocks", errors=[str(fault)], response_metadata={"messages": messages}) from None


def _each(block: Obj, key: str, at: str, most: int) -> Iterator[tuple[Any, str]]:
    values = block.get(key)
    if not isinstance(values, list) or not values:
        raise BlockFault(f"must provide at least one item [json-pointer:{at}/{key}]")
    if len(values) > most:
        raise BlockFault(f"no more than {most} items allowed [json-pointer:{at}/{key}]")
    yield from ((value, f"{at}/{key}/{index}") for index, value in enumerate(values))
