"""A text given in one of its two forms, and what mentions in it point at."""

from __future__ import annotations

from typing import Literal

from connectors.sandbox.asana.call import Call
from connectors.sandbox.asana.entities import Project, Tag, Task, Text, User
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.rich_text import Find, Target, from_html, from_plain
from connectors.sandbox.asana.state import State


def given_text(call: Call, plain: str, rich: str, place: Literal["notes", "comment"]) -> tuple[Text, list[User]] | None:
    """The text and the people mentioned in it; None where neither form is given. Both at once are refused."""
    if plain in call.data and rich in call.data:
        raise bad(f"{rich}: You can only specify one of {plain} and {rich}")
    field = rich if rich in call.data else plain
    if field not in call.data:
        return None
    value = call.data[field]
    if not isinstance(value, str):
        raise bad(f"{field}: Not a string: {value}")
    if field == plain:
        return from_plain(value, field), []
    text, mentioned = from_html(value, field, place, finder(call.state))
    members = call.state.workspace.members
    return text, [members[gid] for gid in mentioned if gid in members]


def finder(state: State) -> Find:
    """Finds what a mention points at."""

    def find(gid: str) -> Target | None:
        base = f"https://app.asana.com/1/{state.workspace.gid}"
        match state.entities.get(gid):
            case User() as user:
                return Target("user", f"{base}/profile/{gid}", f"@{user.name}")
            case Task() as task:
                return Target("task", f"{base}/task/{gid}", task.name)
            case Project() as project:
                return Target("project", f"{base}/project/{gid}", project.name)
            case Tag() as tag:
                return Target("tag", f"https://app.asana.com/0/{gid}/list", tag.name)
        return None

    return find
