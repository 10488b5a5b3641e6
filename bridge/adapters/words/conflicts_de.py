"""How the author of a lost value is told, in German."""

from bridge.core.model.conflict import Reason
from bridge.core.model.phrases import ConflictPhrases

GERMAN_CONFLICTS = ConflictPhrases(
    fields={
        "title": "Titel",
        "description": "Beschreibung",
        "status": "Spalte",
        "due": "Termin",
        "lead": "Zuständig",
        "archived": "Archiviert",
        "start": "Beginn",
        "priority": "Priorität",
        "checklist": "Checkliste",
        "custom": "Weitere Felder",
    },
    values={"urgent": "dringend", "high": "hoch", "normal": "normal", "low": "niedrig"},
    nothing="(leer)",
    archived="archiviert",
    not_archived="nicht archiviert",
    met="Konflikt bei »{field}«. Ihre Änderung traf mit einer anderen zusammen.",
    kept="Es gilt: {kept} ({who})",
    lost="Ihre Fassung: {lost}",
    reasons={
        Reason.LATER: "Es zählt die spätere Änderung.",
        Reason.ORIGIN: "Welche später war, ist nicht bekannt. Deshalb zählt der Ort, an dem die Aufgabe entstand.",
        Reason.ORDER: "Welche später war, ist nicht bekannt. Deshalb zählt die feste Reihenfolge der Orte.",
        Reason.CHARTER: "So sehen es die Spielregeln für dieses Feld vor.",
        Reason.PART: "Dieser Ort zeigt nur den Anfang des Textes. Deshalb ließ sich die Änderung nicht einfügen.",
        Reason.RESTORED: "Jemand hat die andere Fassung zurückgeholt.",
    },
    back="Ihre Fassung ist bis {until} gespeichert. Soll sie gelten, ändern Sie das Feld hier noch einmal. Oder Ihr "
    "Partner holt sie zurück: cobridge conflicts restore {id}",
    line="Konflikt bei »{field}«: Es gilt {kept}. Ihre Fassung: {lost} (cobridge conflicts restore {id})",
)
