"""German."""

from bridge.adapters.words.conflicts_de import GERMAN_CONFLICTS
from bridge.core.model.parts import Priority
from bridge.core.model.phrases import Phrases

GERMAN = Phrases(
    seen_by="Sichtbar für",
    lead="Zuständig",
    helpers="Mitwirkend",
    whole_at="Gekürzt, ganz bei",
    lane="Spalte",
    labels="Weitere Etiketten",
    a_partner="ein Partner des Netzwerks",
    attribution="{who}, {date}",
    date="%d.%m.%Y",
    conflict=GERMAN_CONFLICTS,
    time="%d.%m.%Y, %H:%M Uhr",
    start="Beginn",
    priority="Priorität",
    priorities={
        Priority.URGENT: "dringend",
        Priority.HIGH: "hoch",
        Priority.NORMAL: "normal",
        Priority.LOW: "niedrig",
    },
    checklist="Checkliste",
    checked="{done} von {number} erledigt",
    more_checks="Weitere Punkte der Checkliste",
    attachments="Anhänge",
    more="und {number} weitere",
    goes_on="Geht weiter in",
    reference="Aufgabe bei: {who}",
    only_reference="Nur ein Verweis. Inhalte werden hier nicht gezeigt, und was hier geändert wird, zählt dort nicht.",
)
