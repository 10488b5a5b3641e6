"""What goes wrong in the week, drawn from a seed: places that refuse for hours, bursts, deliveries lost and doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.system.week.place import VENDORS, Json, Site

CALM_FIRST = 2
"""Steps until something goes wrong."""
CALLS: Mapping[str, str] = {"trello": "", "asana": "", "slack": "^/api/(?!apps)", "graph": ""}
"""Which calls a refusal strikes: with Slack all but what opens a line, which is refused at its own expense."""


@dataclass(frozen=True)
class Refusal:
    """A tool refuses every call from one step until before another: its token expired, or it is down."""

    tool: str
    kind: str
    begins: int
    ends: int

    @property
    def fault(self) -> Json:
        vendor = VENDORS[self.tool]
        return {"vendor": vendor, "kind": self.kind, "match": {"path_regex": CALLS[vendor]}}


@dataclass
class Weather:
    """`fired` counts what struck, by kind."""

    site: Site
    draw: Random
    refusals: Sequence[Refusal]
    fired: Counter[str] = field(default_factory=Counter)
    _planted: list[Json] = field(default_factory=list)

    def refused(self, step: int) -> frozenset[str]:
        """The tools that refuse during a step."""
        return frozenset(each.tool for each in self.refusals if each.begins <= step < each.ends)

    def begin(self, step: int) -> None:
        """What holds while people act: refusals, and deliveries that are lost or come twice."""
        lost = {"vendor": "slack", "kind": "lost-webhook", "rate": 0.3, "seed": step}
        doubled = {"vendor": "slack", "kind": "duplicate-webhook", "rate": 0.6, "seed": step}
        notices = [{**each, "vendor": "graph"} for each in (lost, doubled)]
        refusing = [each.fault for each in self.refusals if each.begins <= step < each.ends]
        self._plant([*refusing, lost, doubled, *notices])

    def worsen(self, step: int) -> frozenset[str]:
        """Bursts besides, once people have acted: they would strike them too. The tools that they strike."""
        if step < CALM_FIRST:
            return frozenset()
        struck = self.draw.sample(sorted(set(VENDORS) - self.refused(step)), 2)
        self._plant([*self._planted, *(burst for tool in struck for burst in self._bursts(tool))])
        return frozenset(struck)

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        self._plant([])

    def fires(self, tool: str) -> int:
        """How often calls to the tool have been struck by what is planted now."""
        shown = self.site.control("GET", "/faults")
        return sum(each["fired"] for each in shown if each["vendor"] == VENDORS[tool] and "webhook" not in each["kind"])

    def _bursts(self, tool: str) -> list[Json]:
        vendor = VENDORS[tool]
        bursts: list[Json] = [
            {"vendor": vendor, "kind": "429", "times": self.draw.randint(1, 4)},
            {"vendor": vendor, "kind": "503", "times": self.draw.randint(1, 3)},
            {"vendor": vendor, "kind": "500", "times": 1},
            {"vendor": vendor, "kind": "drop-before", "times": 1},
            {"vendor": vendor, "kind": "drop-after", "times": 1, "match": {"method": "POST"}},
        ]
        if tool == "teams":
            bursts.append({"vendor": vendor, "kind": "expired-token", "times": 1, "match": {"path_regex": "^/v1.0/"}})
            bursts.append({"vendor": vendor, "kind": "stale-etag", "times": 1, "match": {"method": "PATCH"}})
        return self.draw.sample(bursts, 2)

    def _plant(self, faults: Sequence[Json]) -> None:
        for each in self.site.control("GET", "/faults"):
            self.fired[each["kind"]] += each["fired"]
        self._planted = list(faults)
        self.site.control("PUT", "/faults", list(faults))


def drawn(site: Site, draw: Random) -> Weather:
    """Each tool's token expires once, and one tool is down for a day: one after the other."""
    tools = draw.sample(sorted(VENDORS), len(VENDORS))
    kinds = [(tool, "expired-token", draw.randint(1, 2)) for tool in tools]
    kinds.insert(draw.randint(1, 3), (draw.choice(tools), "503", 3))
    refusals, step = list[Refusal](), CALM_FIRST
    for tool, kind, length in kinds:
        refusals.append(Refusal(tool, kind, step, step + length))
        step += length + draw.randint(0, 1)
    return Weather(site, draw, refusals)
