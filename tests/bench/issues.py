"""Real issues of a public Jira as one Trello board: an export that the sandbox loads."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

ARCHIVE = Path("data") / "jira" / "tidev-ALOY.tar.xz"
"""Where it lies in the folder of real input: 1,499 issues, one JSON file each, and the project they belong to."""
MOST_IN_TRELLO = 16_384
"""Characters of a description or comment."""
COLOURS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
Json = Mapping[str, Any]


def issues(shared: Path, count: int | None = None) -> list[Json]:
    """The issues by number, evenly chosen where `count` says how many: old ones are done, new ones are not."""
    with tarfile.open(shared / ARCHIVE) as files:
        read = [json.load(file) for each in files if each.isfile() and (file := files.extractfile(each))]
    found = sorted((each for each in read if "fields" in each), key=lambda issue: int(issue["key"].split("-")[1]))
    wanted = len(found) if count is None else count
    return [found[number * len(found) // wanted] for number in range(wanted)]


def board(found: Sequence[Json]) -> dict[str, Any]:
    """One list for each status, one label for each of theirs, a card for each issue with what was said on it."""
    states = dict.fromkeys(each["fields"]["status"]["name"] for each in found)
    labels = dict.fromkeys(label for each in found for label in _labels(each))
    said = [(each, comment) for each in found for comment in _comments(each)]
    people = {comment["author"]["name"]: comment["author"] for _, comment in said}
    return {
        "id": _id("board", "Alloy"),
        "name": "Alloy",
        "lists": [{"id": _id("list", name), "name": name} for name in states],
        "labels": [
            {"id": _id("label", name), "name": name, "color": COLOURS[number % len(COLOURS)]}
            for number, name in enumerate(labels)
        ],
        "members": [_member(each) for each in people.values()],
        "cards": [_card(each) for each in found],
        "actions": [_comment(issue, comment) for issue, comment in said],
    }


def is_done(issue: Json) -> bool:
    """Whether Jira counts its status among those that end an issue."""
    return bool(issue["fields"]["status"]["statusCategory"]["key"] == "done")


def _card(issue: Json) -> dict[str, Any]:
    fields, done = issue["fields"], is_done(issue)
    return {
        "id": _id("card", issue["key"], fields["created"]),
        "name": f"{issue['key']} {fields['summary']}",
        "desc": (fields.get("description") or "")[:MOST_IN_TRELLO],
        "idList": _id("list", fields["status"]["name"]),
        "idLabels": [_id("label", name) for name in _labels(issue)],
        "dueComplete": done,
        "dateLastActivity": _instant(fields["updated"]),
    }


def _comment(issue: Json, comment: Json) -> dict[str, Any]:
    return {
        "id": _id("comment", comment["id"], comment["created"]),
        "type": "commentCard",
        "date": _instant(comment["created"]),
        "idMemberCreator": _id("member", comment["author"]["name"]),
        "memberCreator": _member(comment["author"]),
        "data": {
            "text": comment["body"][:MOST_IN_TRELLO],
            "card": {"id": _id("card", issue["key"], issue["fields"]["created"]), "name": issue["fields"]["summary"]},
        },
    }


def _member(author: Json) -> dict[str, Any]:
    return {
        "id": _id("member", author["name"]),
        "fullName": author.get("displayName") or author["name"],
        "username": _id("member", author["name"]),
    }


def _comments(issue: Json) -> Iterator[Json]:
    """Those in which something stands, from somebody."""
    for each in (issue["fields"].get("comment") or {}).get("comments") or ():
        if each.get("body", "").strip() and each.get("author"):
            yield each


def _labels(issue: Json) -> list[str]:
    return list(dict.fromkeys(issue["fields"].get("labels") or ()))


def _id(kind: str, name: str, created: str = "2013-01-01T00:00:00.000+0000") -> str:
    """An id as Trello's are, which begin with the second in which the thing was made."""
    made = int(datetime.fromisoformat(created).timestamp())
    return f"{made:08x}{sha256(f'{kind} {name}'.encode()).hexdigest()[:16]}"


def _instant(written: str) -> str:
    """As Trello writes it."""
    return datetime.fromisoformat(written).isoformat(timespec="milliseconds").replace("+00:00", "Z")
