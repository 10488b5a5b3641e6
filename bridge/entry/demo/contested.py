"""Two people change the same field in two tools: whose value lost is told in their own tool, and gets it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from bridge.entry.demo.acts import CONTRADICTED
from bridge.entry.demo.mishap import Mishap, Planned, Ran, Step, Steps
from bridge.entry.demo.officers import coordinator
from bridge.entry.demo.panels import as_read
from bridge.entry.demo.reading import NOTICE, folded
from bridge.entry.demo.stage import Workplace


@dataclass(slots=True)
class Contested(Mishap):
    """The first two acts of the day that contradict each other; see `Mishap`."""

    name: ClassVar[str] = "conflict"
    lost: list[Planned] = field(default_factory=list)

    def evening(self, acts: Sequence[Planned]) -> Steps:
        """The author reads of it below the task, `cobridge conflicts` shows it and is asked to bring it back."""
        two = [each for each in acts if each.act.key == CONTRADICTED and each.scene is self.stage.scenes[0]]
        self.lost = [each for each in two if not _stands(each)]
        if len(two) - len(self.lost) != 1:
            return [Step("demo.contested.equal", holds=False)]
        (lost,) = self.lost
        notices = _notices(lost)
        values = {"person": lost.act.person.name, "tool": lost.act.place.tool.name, "title": lost.act.values["title"]}
        if len(notices) != 1:
            return [Step("demo.contested.untold", values, holds=False)]
        (notice,) = notices
        conflict = notice.partition(NOTICE)[2].split()[0]
        elsewhere = [place for place in lost.scene.places if place is not lost.act.place and _notices(lost, place)]
        space = lost.scene.space.id
        who = coordinator(lost.act.place.partner)
        listed = self.service.run_as(who, "conflicts", "list", "--space", space)
        return [
            Step("demo.contested.told", values, not elsewhere),
            Step("demo.contested.notice", {"notice": notice}),
            Ran(f"conflicts list --space {space}", listed),
            *([] if conflict in listed else [Step("demo.contested.unlisted", holds=False)]),
            Ran(f"conflicts restore {conflict}", self.service.run_as(who, "conflicts", "restore", conflict)),
        ]

    def after(self) -> Steps:
        """Every place shows the value that had lost."""
        steps = []
        for each in self.lost:
            sight, title = each.scene.sight(), each.act.values["title"]
            dues = {as_read(item.due) if (item := sight.one(place, title)) else "" for place in each.scene.places}
            values = {"title": title, "day": ", ".join(sorted(dues))}
            steps.append(Step("demo.contested.restored", values, dues == {each.act.values["day"]}))
        return steps


def _stands(planned: Planned) -> bool:
    item = planned.scene.sight().one(planned.act.place, planned.act.values["title"])
    return item is not None and as_read(item.due) == planned.act.values["day"]


def _notices(planned: Planned, place: Workplace | None = None) -> list[str]:
    """What the place where somebody acted, or another one, says below the task about a value that lost."""
    where = place or planned.act.place
    item = planned.scene.sight().one(where, planned.act.values["title"])
    found = [each for each in planned.scene.control.items(where.tool.vendor) if item and each["ref"] == item.ref]
    said = [folded(comment["text"]) for each in found for comment in each["comments"]]
    return [text for text in said if NOTICE in text]
