"""Faults of what is kept and counted: fields, acts, evaluations."""

from __future__ import annotations

from tests.machine.planting import Fault

PARTICIPATE, ACTIVITIES = "tests/unit/service/test_participate.py", "tests/unit/core/test_activities.py"
FAULTS = (
    (
        Fault(
            "accounts in entries",
            "An entry says which account acted.",
            "bridge.service.participate:_entry",
            'vault.pseudonym(network.id, Purpose.TRANSPARENCY, day, activity.actor) if activity.actor else ""',
            'str(activity.actor or "")',
        ),
        f"{PARTICIPATE}::test_pl_03_no_name_title_or_text_gets_into_an_entry",
    ),
    (
        Fault(
            "edits count",
            "Each edit of a text becomes an entry.",
            "bridge.core.sync.activities:activities",
            "was, now = before.fields, after.fields",
            "was, now = before.fields, after.fields\n"
            "    if was.title != now.title:\n"
            "        yield _activity(EntryType.REOPENED, changes[0], terms)",
        ),
        f"{ACTIVITIES}::test_pl_02_edits_of_texts_dates_and_labels_are_no_participation",
    ),
)
