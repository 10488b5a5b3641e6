"""What the worklist says where it stands by itself, in German."""

GERMAN_WORKLIST = {
    "worklist.title": "Arbeitsblatt {network}, Stand {day}",
    "worklist.what": "Keine Auswertung. So stehen die Aufgaben jetzt; aufbewahrt wird das nicht.",
    "worklist.confirmed": "Bestätigt für {partner}.",
    "worklist.whose": "Nennen Sie mit --partner, für wen Sie das Arbeitsblatt bestätigen.",
}
