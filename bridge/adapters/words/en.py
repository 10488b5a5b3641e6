"""English. Months are short names of the C locale, which the service never leaves."""

from bridge.adapters.words.conflicts_en import ENGLISH_CONFLICTS
from bridge.core.model.parts import Priority
from bridge.core.model.phrases import Phrases

ENGLISH = Phrases(
    seen_by="Visible to",
    lead="Lead",
    helpers="Helpers",
    whole_at="Cut, whole at",
    lane="List",
    labels="Further labels",
    a_partner="a partner of the network",
    attribution="{who}, {date}",
    date="%d %b %Y",
    conflict=ENGLISH_CONFLICTS,
    time="%d %B %Y, %H:%M",
    start="Start",
    priority="Priority",
    priorities={Priority.URGENT: "urgent", Priority.HIGH: "high", Priority.NORMAL: "normal", Priority.LOW: "low"},
    checklist="Checklist",
    checked="{done} of {number} done",
    more_checks="More on the checklist",
    attachments="Attachments",
    more="and {number} more",
    reference="Task at: {who}",
    only_reference="A reference only. Contents are not shown here, and what is changed here does not count there.",
    goes_on="Goes on in",
)
