"""Was die Nachrichten an die zwei benannten Personen sagen, auf Deutsch."""

GERMAN_ALERTS = {
    "alert.subject": "[Cobridge {network}] {what}",
    "alert.over": "[Cobridge {network}] Vorbei: {what}",
    "alert.is_over": "Diese Störung ist vorbei. Es ist nichts mehr zu tun.",
    "alert.what": "Was: {what}",
    "alert.since": "Seit: {since}",
    "alert.advice": "Was zu tun ist: {advice}",
    "alert.again": "Cobridge meldet sich dazu wieder, wenn sich etwas ändert, nach einem Tag und wenn es vorbei ist.",
    "alert.sender": "Diese Nachricht schreibt Cobridge von selbst. Wer sie bekommt, steht in der Netzwerkdatei unter "
    "[network] alerts.",
    "alert.refused": "Der Mailserver nahm diese Adressen nicht an: {addresses}.",
    "alert.stale": "{subject} wird nicht mehr gelesen",
    "alert.stale.advice": "Läuft das Werkzeug, und ist es von hier erreichbar? cobridge status sagt, woran es liegt. "
    "Was sich staut, wird nachgeholt.",
    "alert.credential": "{subject} verweigert den Zugang oder wird es bald",
    "alert.credential.advice": "Mit cobridge connect neu anmelden oder im Werkzeug die Berechtigung wiederherstellen; "
    "cobridge doctor prüft es. Die anderen Orte werden weiter abgeglichen.",
    "alert.paused": "Der Raum {subject} ist angehalten",
    "alert.paused.advice": "Im Werkzeug nachsehen. Ist das so gewollt: cobridge space resume {subject}. Soll alles "
    "zurückkommen: cobridge space resume {subject} --restore.",
    "alert.delivery": "{subject} stellt nicht mehr zu",
    "alert.delivery.advice": "Ist die öffentliche Adresse erreichbar? cobridge doctor prüft es. Bis dahin kommt alles "
    "nach Zeitplan, und Eingaben in Slack gehen ins Leere.",
    "alert.parked": "An {subject} warten {number} Schreibvorgänge auf einen Menschen",
    "alert.parked.advice": "cobridge sync sagt, was das Werkzeug nicht annimmt und warum.",
    "alert.disk": "Der Datenträger nimmt nichts mehr auf oder ist fast voll",
    "alert.disk.advice": "Platz schaffen oder das Datenverzeichnis wieder beschreibbar machen. Bis dahin wird nichts "
    "abgeglichen und nichts halb geschrieben.",
    "alert.service": "Ein eigener Fehler von Cobridge: {subject}",
    "alert.service.advice": "Cobridge neu starten. Die Diagnosemeldungen sagen, was geschah.",
    "alert.little": "Es sind noch {megabytes} MB frei.",
    "alert.ends": "Die Anmeldung endet am {day}.",
    "alert.ended": "Die Anmeldung endete am {day}.",
    "alert.nobody": "Störungen werden niemandem gemeldet: COBRIDGE_SMTP_URL ist nicht gesetzt.",
    "alert.no_addresses": "Störungen werden niemandem gemeldet: die Netzwerkdatei nennt unter [network] alerts keine "
    "zwei Adressen.",
    "alert.standing": "Störung seit {since}: {what}",
    "alert.mail_trouble": "Störungen können gerade nicht gemeldet werden. {trouble}",
    "doctor.alerts": "Meldung von Störungen",
}
