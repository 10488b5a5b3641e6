"""German."""

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
)
