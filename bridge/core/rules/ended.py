"""Which tasks are over: nothing will be mirrored of them again."""

from __future__ import annotations

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.operation import CreateLane


def ended(memory: Memory, places: frozenset[PlaceId]) -> frozenset[TaskId]:
    """The tasks that none of the space's `places` shows, and none will get an item for.

    What was deleted at one place and is archived at another is not over: somebody may take it out of the archive. Nor
    is what is to be made anew at a place, also where that cannot be reached now.
    """
    creating = (operation for intents in memory.intents.values() for operation in intents)
    begun = {operation.task for operation in creating if not isinstance(operation, CreateLane)}
    return frozenset(
        task
        for task in memory.tasks.keys() - begun
        if _is_over([memory.links.get(place, {}).get(task) for place in places], memory.tasks[task].fields.archived)
    )


def _is_over(links: list[Link | None], archived: bool) -> bool:  # noqa: FBT001  the task's own
    standings = {link.standing if link else Standing.GONE for link in links}
    return Standing.LIVE not in standings and (archived or Standing.GONE not in standings)
