"""What a tool itself holds of one task, by the tool's own names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Native = Any
Part = Any
"""All of a vendor's state, as `GET /state/{vendor}` has it."""
Row = tuple[str, str]


def rows(vendor: str, state: Native, ref: str) -> list[Row]:
    """The item's fields in the vendor's own form, in the vendor's order; those without a value are left out."""
    return [(name, str(value)) for name, value in _ROWS[vendor](state, ref) if value not in (None, "", [], False)]


def _trello(state: Native, ref: str) -> Iterator[tuple[str, object]]:
    """A description is Markdown."""
    card = _one(state["cards"], "id", ref)
    yield "name", card["name"]
    yield "idList", _one(state["lists"], "id", card["idList"])["name"]
    yield "due", card["due"]
    yield "dueComplete", card["dueComplete"]
    yield "idMembers", _names(state["members"], "id", "fullName", card["idMembers"])
    yield "labels", ", ".join(_one(state["labels"], "id", each)["name"] for each in card["idLabels"])
    yield "desc", card["desc"]


def _asana(state: Native, ref: str) -> Iterator[tuple[str, object]]:
    """Notes are XML."""
    task = _one(state["tasks"], "gid", ref)
    yield "name", task["name"]
    yield "section", ", ".join(each["section"]["name"] for each in task["memberships"])
    yield "due_on", task["due_at"] or task["due_on"]
    yield "completed", task["completed"]
    yield "assignee", (task["assignee"] or {}).get("name")
    yield "tags", ", ".join(each["name"] for each in task["tags"])
    yield "html_notes", task["html_notes"]


def _slack(state: Native, ref: str) -> Iterator[tuple[str, object]]:
    """A card is a message of blocks."""
    people = {each["id"]: each["real_name"] for each in state["users"]}
    for block in _one([each for channel in state["channels"] for each in channel["messages"]], "ts", ref)["blocks"]:
        yield f"{block['type']} {block['block_id']}", _read(block, people)


def _graph(state: Native, ref: str) -> Iterator[tuple[str, object]]:
    """A description is plain, and a checklist stands beside it."""
    task = _one(state["tasks"], "id", ref)
    yield "title", task["title"]
    yield "bucketId", _one(state["buckets"], "id", task["bucketId"])["name"]
    yield "dueDateTime", task["dueDateTime"]
    yield "percentComplete", str(task["percentComplete"])
    yield "assignments", _names(state["users"], "id", "displayName", task["assignments"])
    yield "description", task["details"]["description"]
    entries = (task["details"]["checklist"] or {}).values()
    yield "checklist", "\n".join(f"{'☑' if each['isChecked'] else '☐'} {each['title']}" for each in entries)


_ROWS: Mapping[str, Callable[[Native, str], Iterator[tuple[str, object]]]] = {
    "trello": _trello,
    "asana": _asana,
    "slack": _slack,
    "graph": _graph,
}


def _one(found: Part, key: str, wanted: str) -> Part:
    return next(each for each in found if each[key] == wanted)


def _names(found: Part, key: str, name: str, wanted: Part) -> str:
    return ", ".join(str(_one(found, key, each)[name]) for each in wanted)


def _read(block: Part, people: Mapping[str, str]) -> str:
    """The words of a block, with what can be ticked, and in brackets what can be pressed."""
    words = "".join(_texts(block.get("text"))) + "".join(_texts(block.get("elements")))
    text = "\n".join([words, *_boxes(block.get("accessory") or {})])
    for account, name in people.items():
        text = text.replace(f"<@{account}>", f"@{name}")
    return text.strip()


def _boxes(accessory: Part) -> Iterator[str]:
    """A line for each box; a title that is long goes on in its description."""
    if accessory.get("type") == "checkboxes":
        ticked = [each["value"] for each in accessory.get("initial_options", ())]
        for each in accessory["options"]:
            title = "".join(_texts([each["text"], each.get("description")]))
            yield f"{'☑' if each['value'] in ticked else '☐'} {title}"


def _depth(part: Part) -> int:
    return int(part.get("indent") or 0)


def _texts(part: Part, before: str = "") -> Iterator[str]:
    match part:
        case {"type": "button", "text": {"text": text}}:
            yield f"[{text}] "
        case {"type": "rich_text_list", "elements": entries, **more}:
            for number, entry in enumerate(entries, start=1):
                sign = f"{number}." if more.get("style") == "ordered" else "•"
                yield from _texts(entry, f"{'  ' * _depth(part)}{sign} ")
        case {"type": str(kind), "elements": inner} if kind.startswith("rich_text"):
            yield before
            yield from _texts(inner)
            yield "\n"
        case {"text": str(text)} | {"type": "link", "url": str(text)}:
            yield text
        case list():
            for each in part:
                yield from _texts(each)
