"""One task in the form that each tool itself holds it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bridge.entry.demo.native import rows

NATIVE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "fixtures" / "demo" / "native.json").read_text("utf-8")
)
EXPECTED = {
    "trello": [
        ("name", "Standplan"), ("idList", "Offen"), ("dueComplete", "True"), ("idMembers", "Nora Feld"),
        ("labels", "dringend"), ("desc", "Die **Höhe**"),
    ],
    "asana": [
        ("name", "Standplan"), ("section", "Offen"), ("due_on", "2026-11-20"), ("assignee", "Lena Brandt"),
        ("html_notes", "<body>Die <strong>Höhe</strong></body>"),
    ],
    "slack": [
        ("header title", "Standplan"), ("section lead", "*Zuständig:* @Carla Stein"),
        ("rich_text description", "Die Höhe\n1. messen\n  • zweimal"),
        ("section checklist", "*Checkliste:* 1/2\n☑ messen\n☐ notieren"),
        ("rich_text attachments", "• https://example.org/plan"), ("actions actions", "[Bearbeiten] [Erledigt]"),
    ],
    "graph": [
        ("title", "Standplan"), ("bucketId", "Offen"), ("dueDateTime", "2026-11-20T10:00:00Z"),
        ("percentComplete", "100"), ("assignments", "Vera Lindner"), ("description", "Die Höhe"),
        ("checklist", "☑ messen\n☐ notieren"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("vendor", EXPECTED)
def test_a_task_is_shown_by_the_tools_own_names(vendor: str) -> None:
    """Markdown, XML, blocks and plain text stay what they are; ids are shown as names, empty fields not at all."""
    assert rows(vendor, NATIVE[vendor], "t1") == EXPECTED[vendor]
