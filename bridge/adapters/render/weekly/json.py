"""The report as JSON for programs: docs/schemas/weekly.json describes it. Values, not sentences, but for `glance`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bridge.adapters.render.weekly.glanced import answers
from bridge.adapters.render.weekly.titles import shown
from bridge.core.reports.figures import Cell, Release
from bridge.core.reports.weekly import Weekly
from bridge.core.reports.worklist import Line, Sheet, Worklist
from bridge.ports.words import Words

SCHEMA = "cobridge.weekly/1"


def render(weekly: Weekly, say: Words) -> str:
    """One object, with a line feed at the end; days as YYYY-MM-DD, titles as the report shows them."""
    told = {
        "schema": SCHEMA,
        "language": say("weekly.language"),
        "network": shown(weekly.network),
        "week": weekly.week,
        "on": weekly.on.isoformat(),
        "charter": shown(weekly.charter),
        "organisations": weekly.organisations,
        "glance": [{"question": each.question, "answers": list(each.answers)} for each in answers(weekly, say)],
        "worklist": worklist_values(weekly.worklist) if weekly.worklist else None,
        "open_spaces": _spaces(weekly.open_spaces),
        "figures": [_release(release, weekly.names) for release in weekly.figures if "F1" in weekly.evaluations],
        "quarter": [_release(release, weekly.names) for release in weekly.quarter],
        "unread": [shown(place) for place in weekly.unread],
        "silent": [shown(tool) for tool in weekly.silent],
        "duties": [
            {"organisation": shown(duty.organisation), "standing": duty.standing, "others": duty.others}
            for duty in weekly.duties
        ],
        "fingerprint": weekly.fingerprint,
        "contact": shown(weekly.contact) or say("weekly.contact"),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _spaces(open_spaces: tuple[str, ...] | None) -> list[str] | None:
    return None if open_spaces is None else [shown(space) for space in open_spaces]


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None


def worklist_values(found: Worklist) -> dict[str, Any]:
    """Part A alone."""
    return {
        "spaces": [_sheet(sheet) for sheet in found.spaces],
        "coming": [{"day": _day(each.day), "title": shown(each.title)} for each in found.coming],
        "memberships": [
            {
                "day": _day(each.day),
                "organisation": shown(each.organisation),
                "space": shown(each.space),
                "comes": each.comes,
            }
            for each in found.memberships
        ],
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "space": sheet.space,
        "name": shown(sheet.name),
        "partners": [shown(partner) for partner in sheet.partners],
        "lines": [_line(line) for line in sheet.lines],
        "more": sheet.more,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "title": shown(line.title),
        "due": _day(line.due),
        "since": _day(line.since),
        "week": line.week,
        "organisation": shown(line.organisation),
        "named": line.named,
        "tool": line.tool,
        "field": line.field,
        "values": [shown(value) for value in line.values],
        "missing": line.missing,
        "of": line.of,
        "reads": line.reads,
        "stopped": line.stopped,
        "befell": line.befell,
    }


def _release(release: Release, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "evaluation": release.evaluation,
        "period": release.period,
        "released_on": _day(release.released_on),
        "charter": release.charter,
        "persons": release.persons,
        "organisations": release.organisations,
        "cells": [_cell(cell, names) for cell in release.cells],
        "excluded": [shown(names.get(space, space)) for space in release.excluded],
        "reason": release.reason,
        "gaps": [{"first": _day(gap.first), "last": _day(gap.last), "places": gap.places} for gap in release.gaps],
    }


def _cell(cell: Cell, names: Mapping[str, str]) -> dict[str, Any]:
    space = shown(names.get(cell.space, cell.space))
    return {"metric": cell.metric, "space": space, "outcome": cell.outcome, "value": cell.value}
