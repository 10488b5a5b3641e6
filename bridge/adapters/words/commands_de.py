"""What commands say, in German."""

GERMAN_COMMANDS = {
    "plan.title": "Vorschau für den Raum {space}",
    "plan.creates": "anlegen",
    "plan.updates": "ändern",
    "plan.deletes": "archivieren",
    "plan.notifications": "Benachrichtigungen bei {partner}: {number}",
    "plan.visible": "{name} ({partner}) wird sichtbar für: {to}",
    "plan.nothing": "Nichts zu tun.",
    "plan.written": "Es wurde nichts geschrieben.",
    "sync.title": "Raum {space}",
    "sync.cycle": "Durchlauf {number}: {changes} Änderungen gelesen, {writes} geschrieben",
    "sync.conflicts": "Offene Konflikte: {number}",
    "sync.parked": "Zurückgestellt ({place}): {reason}",
    "sync.unreachable": "Nicht erreichbar: {place}. {reason}",
    "sync.paused": "Der Raum {space} ist angehalten: {reason}",
    "sync.agree": "Alle Orte stimmen überein.",
    "guard.emptied": "{place} wurde geleert ({number} von {total} Aufgaben fehlen).",
    "guard.deleted": "An {place} wurden auf einmal {number} von {total} Aufgaben gelöscht.",
    "guard.left": "Auf einmal wurden {number} von {total} Aufgaben aus {place} verschoben oder sind dort nicht mehr "
    "zugänglich.",
    "guard.archived": "An {place} wurden auf einmal {number} von {total} Aufgaben archiviert, die noch offen sind.",
    "guard.lane": "An {place} verschwand die Liste „{name}“ mit {number} von {total} Aufgaben.",
    "guard.edited": "An {place} wurde auf einmal bei {number} von {total} Aufgaben dasselbe Feld geändert: {name}.",
    "guard.advice": "Ist das so gewollt: cobridge space resume {space}. Soll alles zurückkommen: "
    "cobridge space resume {space} --restore. Danach cobridge sync.",
    "field.title": "der Titel",
    "field.description": "die Beschreibung",
    "field.status": "Stand und Liste",
    "field.due": "die Frist",
    "field.lead": "wer zuständig ist",
    "field.helpers": "wer mitwirkt",
    "field.labels": "die Etiketten",
    "field.start": "der Beginn",
    "field.priority": "die Priorität",
    "field.checklist": "die Checkliste",
    "field.attachments": "die Anhänge",
    "field.custom": "eigene Felder",
    "status.place": "Ort",
    "status.tool": "Werkzeug",
    "status.read": "zuletzt gelesen",
    "status.waiting": "offen",
    "status.trouble": "Störung",
    "status.never": "nie",
    "status.yes": "ja",
    "status.no": "nein",
    "status.late_comments": "{place}: Kommentare kommen bis zu einem Tag später an, weil das Werkzeug sie "
    "nirgends melden kann (COBRIDGE_PUBLIC_URL ist nicht gesetzt).",
    "status.left": "{place}: {number} Aufgaben wurden aus diesem Ort verschoben oder sind dort nicht mehr zugänglich. "
    "Die anderen führen sie weiter; zurückverschoben gehören sie wieder dazu.",
    "status.late_deliveries": "{place}: Kommentare kommen bis zu einem Tag später an, weil das Werkzeug gerade nicht "
    "zustellt. cobridge run kümmert sich darum.",
    "run.begins": "Cobridge gleicht alle Räume nach Zeitplan ab. Beenden mit Strg-C.",
    "run.health": "Wie es steht: {url}",
    "run.ended": "Cobridge ist beendet. Was noch offen war, nimmt der nächste Start auf.",
    "doctor.well": "gut   ",
    "doctor.not_well": "FEHLER",
    "doctor.opened": "Datenverzeichnis, Datenbank und Tresor",
    "doctor.settings": "Einstellungen und Netzwerkdatei",
    "doctor.database": "Datenbank",
    "doctor.vault": "Tresor und sein Schlüssel",
    "doctor.charter": "Zustimmungen zu den Spielregeln",
    "doctor.key_beside": "Der Schlüssel liegt neben dem Tresor: {file}. Bewahren Sie eine Kopie getrennt vom "
    "Datenverzeichnis und dessen Sicherungen auf; ohne ihn lassen sich die Pseudonyme des Protokolls nicht mehr "
    "auflösen.",
    "doctor.key_apart": "Bewahren Sie eine Kopie des Schlüssels getrennt vom Datenverzeichnis und dessen Sicherungen "
    "auf; ohne ihn lassen sich die Pseudonyme des Protokolls nicht mehr auflösen.",
    "doctor.connections": "Verbindungen",
    "doctor.reached": "Werkzeug erreichbar",
    "doctor.limit_token": "höchstens {number} Anfragen in {seconds} Sekunden je Token; wo der Tarif weniger "
    "erlaubt, wartet Cobridge, wie das Werkzeug es sagt",
    "doctor.limit_key": "höchstens {number} Anfragen in {seconds} Sekunden für alle Token eines Schlüssels zusammen",
    "doctor.clock": "Uhrzeit",
    "doctor.set_clock": "Die Uhr dieses Rechners geht {seconds} Sekunden anders als die des Werkzeugs. Stellen Sie sie "
    "(NTP); sonst gewinnt bei gleichzeitigen Änderungen die falsche.",
    "doctor.address": "öffentliche Adresse {url}",
    "doctor.address_plain": "Werkzeuge liefern nur an https. Stellen Sie einen Webserver mit TLS vor cobridge run, und "
    "nennen Sie seine Adresse in COBRIDGE_PUBLIC_URL.",
    "doctor.address_silent": "Unter {url} antwortet kein Cobridge. Starten Sie cobridge run, und lassen Sie den "
    "Webserver /health und /hooks/ an ihn weiterleiten.",
    "doctor.no_address": "öffentliche Adresse: keine",
    "doctor.without_comments": "Kommentare aus {places} kommen bis zu einem Tag später an. Sofort kommen sie, wenn "
    "COBRIDGE_PUBLIC_URL die https-Adresse nennt, unter der das Werkzeug cobridge run erreicht.",
    "doctor.without_edits": "Was Menschen in {places} drücken und ausfüllen, kommt nicht an. Nennen Sie in "
    "COBRIDGE_PUBLIC_URL die https-Adresse, unter der das Werkzeug cobridge run erreicht, oder geben Sie der "
    "Verbindung ein APP_TOKEN.",
    "connect.no_connection": "Die Netzwerkdatei nennt keine Verbindung zu {tool}, bei der man sich anmelden kann. "
    "Möglich sind asana, slack, teams und trello.",
    "connect.which": "Es gibt mehrere Verbindungen zu {tool}: {connections}. Nennen Sie eine mit --connection.",
    "connect.unknown": "Es gibt keine Verbindung {connection} zu {tool}. Vorhanden: {connections}.",
    "connect.asks": "{name} für {connection} (bleibt unsichtbar): ",
    "connect.asks_again": "{name} für {connection} (bleibt unsichtbar, leer lässt es, wie es ist): ",
    "connect.nothing": "Ohne {name} geht es nicht. Wo es steht, sagt docs/tools. Nichts wurde gespeichert.",
    "connect.open": "Öffnen Sie diese Adresse, angemeldet mit dem Konto, unter dem Cobridge arbeiten soll, und stimmen "
    "Sie zu:",
    "connect.waits": "Cobridge wartet zehn Minuten unter {redirect} auf die Antwort. Steht der Browser auf einem "
    "anderen Rechner: Ctrl-C, dann mit --paste.",
    "connect.paste": "Fügen Sie hier die Adresse ein, zu der der Browser danach geschickt wird, auch wenn er dort "
    "nichts findet; oder nur den Code daraus:",
    "connect.thanks": "Das war es. Dieses Fenster kann geschlossen werden; im Terminal steht, wie es ausging.",
    "connect.other_port": "Nehmen Sie mit --redirect eine andere Adresse, die beim Anbieter eingetragen ist, oder "
    "--paste.",
    "connect.other_state": "Die Antwort gehört nicht zu dieser Anmeldung. Nichts wurde gespeichert; beginnen Sie noch "
    "einmal.",
    "connect.declined": "Beim Anbieter wurde nicht zugestimmt. Nichts wurde gespeichert.",
    "connect.no_code": "Es kam kein Code zurück. Nichts wurde gespeichert; beginnen Sie noch einmal.",
    "connect.done": "{connection} ist angemeldet als {account}. Was dazu gehört, liegt verschlüsselt im Tresor.",
    "connect.next": "Weiter mit: cobridge doctor",
    "log.exported": "{number} Einträge geschrieben nach {file}.",
    "log.verified": "{number} Einträge und {roots} Tagesprüfsummen geprüft: alle unverändert.",
    "log.broken": "{number} Einträge geprüft: das Teilnahmeprotokoll ist nicht mehr, was versiegelt wurde. "
    "Fehler: {broken}.",
    "log.more": "Dazu {number} weitere Fehler.",
    "log.erased": "{number} Einträge wurden gelöscht; von ihnen bleibt nur die Prüfsumme. Vergleichen Sie die Zahl mit "
    "den Löschbestätigungen.",
    "log.unsigned": "{number} Einträge haben noch keine Tagesprüfsumme; sie bekommen sie mit dem nächsten Abschluss.",
    "log.fault.altered": "Eintrag {entry} wurde verändert (Tag {day}, Stelle {position}).",
    "log.fault.foreign": "Eintrag {entry} gehört zu einem anderen Netzwerk (Tag {day}, Stelle {position}).",
    "log.fault.missing": "Eintrag {entry} fehlt, oder sein Salz (Tag {day}, Stelle {position}).",
    "log.fault.gap": "An Stelle {position} fehlt ein Eintrag, oder die Reihenfolge stimmt nicht (Tag {day}).",
    "log.fault.stray": "Eintrag {entry} wurde nie versiegelt.",
    "log.fault.tree": "Die Einträge des Tages {day} ergeben nicht seine Prüfsumme.",
    "log.fault.chain": "Die Prüfsumme des Tages {day} schließt nicht an ihre Vorgängerin an.",
    "log.fault.signature": "Die Unterschrift unter der Prüfsumme des Tages {day} ist nicht echt.",
    "log.fault.cut": "Die Prüfsumme des Tages {day}, die anderswo aufbewahrt wurde, steht nicht im Teilnahmeprotokoll: "
    "es wurde abgeschnitten oder ersetzt.",
    "log.no_roots": "Es gibt noch keine Prüfsumme: der erste Tag ist noch nicht abgeschlossen.",
    "log.no_root": "Für den Tag {day} gibt es keine Prüfsumme.",
    "log.root_written": "Prüfsumme des Tages {day} geschrieben nach {file}. Bewahren Sie sie außerhalb von "
    "Cobridge auf.",
    "log.no_kept_root": "{file} ist keine Prüfsumme des Teilnahmeprotokolls. Nehmen Sie die Datei, die "
    "cobridge log root geschrieben hat.",
    "log.no_entry": "Unter keiner Prüfsumme steht ein Eintrag {entry}. Die event_id steht im Export (cobridge log "
    "export); Einträge von heute haben noch keine Prüfsumme.",
    "log.no_days": "Für einen der Tage gibt es keine Prüfsumme, oder der erste liegt nach dem zweiten. Prüfsummen gibt "
    "es für: {days}.",
    "log.prove_what": "Nennen Sie entweder die event_id eines Eintrags oder zwei Tage mit --from und --to.",
    "log.proof_written": "Nachweis geschrieben nach {file}.",
    "log.waiting": "{number} Einträge warten auf den Abschluss ihres Tages.",
    "space.unknown": "Es gibt keinen Raum {space}. Vorhanden: {spaces}.",
    "space.resumed": "Der Raum {space} läuft wieder. Der nächste Durchlauf führt aus, was angehalten war.",
    "space.restored": "Der Raum {space} läuft wieder. Der nächste Durchlauf holt zurück, was verschwunden war.",
    "space.running": "Der Raum {space} war nicht angehalten.",
    "open.waits": "{place} wartet auf Bestätigung: Vorher wird dort nichts verknüpft, angelegt oder geschrieben.",
    "open.same": "dasselbe? „{title}“ ({place}) und „{into}“ ({there}); gleich: {agree}",
    "open.doubt": "unklar: „{title}“ ({place}) kann jede von {number} Aufgaben dieses Titels sein",
    "open.title": "Titel",
    "open.due": "Fälligkeit",
    "open.lane": "Spalte",
    "open.description": "Beschreibung",
    "open.nothing": "Keine Aufgabe scheint doppelt zu sein.",
    "open.how": "Nichts wurde festgehalten. Zum Bestätigen: cobridge space open {space} --confirm all, oder none, oder "
    "--out DATEI, bearbeiten, dann --confirm DATEI.",
    "open.confirmed": "Festgehalten: {number} Paare sind dasselbe. Der nächste Abgleich führt es aus.",
    "open.unreadable": "{file} ist nicht lesbar. --confirm nimmt all, none oder eine mit --out geschriebene Datei.",
    "open.no_table": "{file} ist keine Tabelle von Vorschlägen: Nötig sind die Spalten confirm, task und same_as. "
    "Schreiben Sie sie mit --out neu.",
    "open.neither": "{file}, Zeile {line}: confirm ist „{said}“; erlaubt sind yes und no (ja und nein). Nichts wurde "
    "festgehalten.",
    "open.not_proposed": "{file}, Zeile {line}: Dieses Paar wird nicht mehr vorgeschlagen, oder eine der beiden ist "
    "zweimal gepaart. Nichts wurde festgehalten; schreiben Sie die Tabelle mit --out neu.",
    "sync.unconfirmed": "{place} wartet auf Bestätigung: cobridge space open {space}",
    "status.unconfirmed": "wartet auf Bestätigung: cobridge space open",
    "partner.unknown": "Es gibt keinen Partner {partner} in der Netzwerkdatei. Es gibt: {partners}.",
    "partner.which": "{partner} hat diese Verbindungen: {connections}. Nennen Sie eine mit --connection.",
    "partner.nowhere": "{partner} nimmt nirgends teil: Es gibt keinen Ort zu verlassen.",
    "partner.stays": "{place} scheidet aus: {number} Einträge bleiben dort, wie sie sind, und werden nicht mehr "
    "beschrieben.",
    "partner.sure": "In {file} schreiben? [j/N] ",
    "partner.unwritten": "Nichts wurde geschrieben. Wenn es so gewollt ist: derselbe Befehl mit --yes.",
    "partner.joined": "{place} gehört ab dem nächsten Start zu {space}. Läuft cobridge run, starten Sie es neu.",
    "partner.left": "{partner} ist ab dem nächsten Start ausgeschieden. Läuft cobridge run, starten Sie es neu.",
    "announce.imported": "Cobridge hat {number} Aufgaben des Raums „{space}“ hierher gebracht. Niemand wurde dabei "
    "einzeln benachrichtigt; von jetzt an sehen Sie hier, was die anderen tun.",
    "sandbox.limits": "--limits kennt real, fast und off, nicht {limits}.",
}
