"""German."""

from bridge.core.model.phrases import Phrases

GERMAN = Phrases(
    seen_by="Sichtbar für",
    lead="Zuständig",
    helpers="Mitwirkend",
    a_partner="ein Partner des Netzwerks",
    attribution="{who}, {date}",
    date="%d.%m.%Y",
)
