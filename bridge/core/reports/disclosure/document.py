"""W8: a release as the one document that everybody is given, is signed, and is rendered from."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

from bridge.core.log.evaluations import Threshold
from bridge.core.reports.disclosure.rounding import LEAST, STEP
from bridge.core.reports.figures import Cell, Gap, Outcome, Release

SCHEMA = "cobridge.figures/1"


def document(release: Release, threshold: Threshold) -> bytes:
    """Canonical JSON (UTF-8, keys in order, no spaces): equal releases are equal byte for byte.

    It says what the figures are: tasks, their period, whom they rest upon and how they are told.
    """
    said = {
        "schema": SCHEMA,
        "evaluation": release.evaluation,
        "network": release.network,
        "period": release.period,
        "released_on": release.released_on.isoformat(),
        "charter": release.charter,
        "unit": "tasks",
        "rounded_to": STEP,
        "told_from": LEAST,
        "least": {
            "organisations": threshold.organisations,
            "persons": threshold.persons,
            "persons_without_one_organisation": threshold.without_one,
        },
        "basis": {"organisations": release.organisations, "persons": release.persons},
        "excluded": list(release.excluded),
        "reason": release.reason,
        "gaps": [_gap(each) for each in release.gaps],
        "figures": [_cell(each) for each in release.cells],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def release_of(document: bytes) -> Release:
    """What the document says. Raises ValueError for one of another schema."""
    said = json.loads(document)
    if said.get("schema") != SCHEMA:
        raise ValueError(f"No figures of the form {SCHEMA}.")
    return Release(
        said["evaluation"],
        said["network"],
        said["period"],
        date.fromisoformat(said["released_on"]),
        said["charter"],
        said["basis"]["persons"],
        said["basis"]["organisations"],
        tuple(
            Cell(each["metric"], each["space"], Outcome(each["outcome"]), each["value"] or 0)
            for each in said["figures"]
        ),
        tuple(said["excluded"]),
        said["reason"],
        tuple(
            Gap(date.fromisoformat(each["first"]), date.fromisoformat(each["last"]), each["places"])
            for each in said["gaps"]
        ),
    )


def fingerprint(document: bytes) -> str:
    """Prüfsumme: SHA-256, in hex."""
    return sha256(document).hexdigest()


def _cell(cell: Cell) -> dict[str, Any]:
    """What is not shown has no value, rather than zero."""
    value = cell.value if cell.outcome is Outcome.SHOWN else None
    return {"metric": cell.metric, "space": cell.space, "outcome": cell.outcome.value, "value": value}


def _gap(gap: Gap) -> dict[str, Any]:
    return {"first": gap.first.isoformat(), "last": gap.last.isoformat(), "places": gap.places}
