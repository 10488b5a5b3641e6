"""The fields of stories and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from connectors.sandbox.asana.entities import Event, Story
from connectors.sandbox.asana.getters import Getter, constant, kind, plain
from connectors.sandbox.asana.rendering import ABSENT, Kind, Part, Viewer


def _more(name: str) -> Getter:
    def get(story: Story, _: Viewer) -> Any:
        return story.more.get(name, ABSENT)

    return get


def _of_comment(get: Callable[[Story, Viewer], Any]) -> Getter:
    """A field that only comments have."""
    return lambda story, viewer: get(story, viewer) if story.is_comment else ABSENT


_STORY_MORE = (
    "old_name new_name old_dates new_dates old_section new_section old_text_value new_text_value "
    "assignee follower project tag task duplicated_from old_resource_subtype new_resource_subtype dependency "
    "custom_field old_number_value new_number_value old_enum_value new_enum_value old_multi_enum_values "
    "new_multi_enum_values old_date_value new_date_value old_people_value new_people_value"
)
_STORY: dict[str, Getter] = {
    **plain("created_at", "created_by"),
    **{name: _more(name) for name in _STORY_MORE.split()},
    **constant("api", "source"),
    **constant([], "likes", "hearts", "reaction_summary"),
    **constant(0, "num_likes", "num_hearts"),
    **dict.fromkeys(("liked", "hearted"), lambda _it, _viewer: False),
    "resource_subtype": lambda it, _: it.subtype,
    "type": lambda it, _: "comment" if it.is_comment else "system",
    "text": lambda it, _: it.text.plain,
    "html_text": lambda it, _: it.text.html,
    "is_pinned": _of_comment(lambda it, _: it.pinned),
    "is_edited": _of_comment(lambda it, _: it.edited),
    "is_editable": _of_comment(lambda it, viewer: it.created_by is viewer.user),
    "previews": _of_comment(lambda _it, _viewer: []),
    "target": lambda it, _: it.task,
}
STORY = kind(
    "created_at created_by resource_subtype text",
    f"type source target is_pinned is_edited is_editable liked likes num_likes hearted hearts num_hearts "
    f"reaction_summary previews {_STORY_MORE}",
    _STORY,
)


def _named(entity: Any) -> Part:
    """A resource as an event names it."""
    shown = {"gid": entity.gid, "resource_type": entity.kind}
    return Part({**shown, "name": entity.name} if hasattr(entity, "name") else shown)


def _event_field(name: str) -> Getter:
    """A field of an event: named shortly, or shown with the fields asked for."""

    def get(event: Event, viewer: Viewer) -> Any:
        value = getattr(event, name)
        return value if viewer.asked or value is None else _named(value)

    return get


def _change(event: Event, viewer: Viewer) -> Any:
    if event.change is None:
        return ABSENT
    return Part({key: value if isinstance(value, str) else _named(value) for key, value in event.change.items()})


EVENT = Kind(
    compact={},
    full={name: {} for name in ("user", "created_at", "type", "action", "resource", "parent", "change")},
    getters={
        **plain("created_at", "action"),
        **{name: _event_field(name) for name in ("user", "resource", "parent")},
        "type": lambda it, _: it.resource.kind,
        "change": _change,
    },
)
