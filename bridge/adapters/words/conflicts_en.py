"""How the author of a lost value is told, in English."""

from bridge.core.model.conflict import Reason
from bridge.core.model.phrases import ConflictPhrases

ENGLISH_CONFLICTS = ConflictPhrases(
    fields={
        "title": "title",
        "description": "description",
        "status": "list",
        "due": "due date",
        "lead": "lead",
        "archived": "archived",
        "start": "start",
        "priority": "priority",
        "checklist": "checklist",
        "custom": "other fields",
    },
    values={"urgent": "urgent", "high": "high", "normal": "normal", "low": "low"},
    nothing="(empty)",
    archived="archived",
    not_archived="not archived",
    met='Conflict about "{field}". Your change met another one.',
    kept="What counts: {kept} ({who})",
    lost="Your version: {lost}",
    reasons={
        Reason.LATER: "The later change counts.",
        Reason.ORIGIN: "Nobody knows which was later, so the place where the task was created counts.",
        Reason.ORDER: "Nobody knows which was later, so the fixed order of places counts.",
        Reason.CHARTER: "The charter says so for this field.",
        Reason.PART: "This place shows only the beginning of the text, so the change did not fit in.",
        Reason.RESTORED: "Somebody brought the other version back.",
    },
    back="Your version is kept until {until}. If it is to count, change the field here again. Or your partner brings "
    "it back: cobridge conflicts restore {id}",
    line='Conflict about "{field}": what counts is {kept}. Your version: {lost} (cobridge conflicts restore {id})',
)
