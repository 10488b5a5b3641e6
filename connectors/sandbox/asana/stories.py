"""Endpoints of stories. Only comments can be written, and only their authors change or delete them."""

from __future__ import annotations

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply
from connectors.sandbox.asana.entities import Story, Task, User
from connectors.sandbox.asana.errors import bad, forbidden
from connectors.sandbox.asana.history import changed, event, tell_story
from connectors.sandbox.asana.task_changes import follow
from connectors.sandbox.asana.texts import given_text


def list_stories(call: Call) -> Reply:
    """Oldest first."""
    return Listed(call.at(Task).stories)


def get_story(call: Call) -> Reply:
    return Full(call.at(Story))


def create_story(call: Call) -> Reply:
    """A comment by the caller, who follows the task from then on, as does everybody mentioned."""
    task = call.at(Task)
    text = given_text(call, "text", "html_text", "comment")
    if text is None:
        raise bad("text: Missing input")
    pinned = call.flag("is_pinned", call.data.get("is_pinned", False))
    comment = tell_story(call, task, "comment_added", text[0])
    comment.pinned = pinned
    _follow(call, task, text[1])
    return Full(comment, 201)


def update_story(call: Call) -> Reply:
    story = call.at(Story)
    text = given_text(call, "text", "html_text", "comment")
    if text and not story.is_comment:
        raise bad("text: Only comment stories can be edited")
    if story.created_by is not call.user:
        raise forbidden("story: Only its author can edit a comment")
    if "is_pinned" in call.data:
        story.pinned = call.flag("is_pinned", call.data["is_pinned"])
    if text and text[0] != story.text:
        story.text, story.edited = text[0], True
        story.task.modified_at = call.state.now()
        changed(call, story, "text")
        _follow(call, story.task, text[1])
    return Full(story)


def delete_story(call: Call) -> Reply:
    story = call.at(Story)
    if story.created_by is not call.user:
        raise forbidden("story: A user can only delete stories they have created")
    event(call, "deleted", story)
    story.task.stories.remove(story)
    story.task.modified_at = call.state.now()
    call.state.drop([story])
    return Bare()


def _follow(call: Call, task: Task, mentioned: list[User]) -> None:
    follow(call, task, [call.user, *mentioned], quietly=True)
