"""What `cobridge people` says, in German."""

GERMAN_PEOPLE = {
    "people.file.missing": "{file} lässt sich nicht lesen: {reason}.",
    "people.file.empty": "{file} ist leer. In der ersten Zeile müssen die Überschriften stehen, zum Beispiel "
    "Name;E-Mail;Rolle.",
    "people.file.encoding": "{file} ist keine Textdatei. Speichern Sie die Liste in Excel als „CSV UTF-8 (durch "
    "Trennzeichen getrennt)“.",
    "people.file.quotes": "In {file} schließt ein Anführungszeichen nicht. Speichern Sie die Liste in Excel noch "
    "einmal als CSV.",
    "people.no_partner": "Es gibt keinen Partner {partner}. Vorhanden: {partners}.",
    "people.fault.no_name_heading": "Zeile {line}: Es gibt keine Spalte mit Namen, nur: {value}. Nennen Sie eine "
    "„Name“, oder zwei „Vorname“ und „Nachname“.",
    "people.fault.heading_twice": "Zeile {line}: Die Spalte „{value}“ steht dort zweimal, oder eine andere heißt "
    "dasselbe. Lassen Sie eine davon stehen.",
    "people.fault.too_many_cells": "Zeile {line}: Sie hat {value} Zellen, die Überschriften haben {also}. Steht ein "
    "Trennzeichen im Text, so gehört der Text in Anführungszeichen.",
    "people.fault.no_name": "Zeile {line}: Der Name fehlt.",
    "people.fault.too_long": "Zeile {line}: „{value}“ ist zu lang; höchstens {also} Zeichen.",
    "people.fault.email": "Zeile {line}: „{value}“ ist keine E-Mail-Adresse. Erlaubt ist eine, oder eine leere Zelle.",
    "people.fault.id": "Zeile {line}: „{value}“ ist keine Kennung. Erlaubt sind kleine Buchstaben a bis z, Ziffern "
    "und einzelne Bindestriche, zum Beispiel petra-weber.",
    "people.fault.shortened": "Zeile {line}: „{value}“ ist kein Konto bei {also}: Excel hat die lange Zahl verkürzt. "
    "Stellen Sie die Spalte auf „Text“, und tragen Sie das Konto neu ein.",
    "people.fault.id_twice": "Zeile {line}: Die Kennung „{value}“ steht schon in Zeile {also}. Jede Person hat eine "
    "eigene.",
    "people.fault.email_twice": "Zeile {line}: Die E-Mail-Adresse „{value}“ steht schon in Zeile {also}. Ist es "
    "dieselbe Person, so streichen Sie eine Zeile; sonst lassen Sie die Adresse dort weg, wo sie nicht die eigene "
    "ist.",
    "people.fault.account_twice": "Zeile {line}: Das Konto „{value}“ steht schon in Zeile {also}. Ein Konto gehört "
    "einer Person.",
    "people.fault.no_id": "Zeile {line}: Aus „{value}“ wird keine Kennung. Tragen Sie in der Spalte „ID“ eine ein.",
    "people.fault.same_id": "Zeile {line}: „{value}“ bekäme dieselbe Kennung wie Zeile {also}. Tragen Sie in der "
    "Spalte „ID“ für beide eine ein.",
    "people.fault.elsewhere": "Zeile {line}: Die Kennung „{value}“ hat schon jemand bei {also}. Tragen Sie in der "
    "Spalte „ID“ eine andere ein.",
    "people.fault.held": "Zeile {line}: Das Konto „{value}“ ist als das von {also} bestätigt. Nehmen Sie das erst "
    "zurück: cobridge people assign {also} VERBINDUNG --undo",
    "people.import.none": "Nichts wurde übernommen.",
    "people.import.unread": "Nicht gelesen wurde, was diese Überschriften haben: {headings}",
    "people.import.added": "neu: {name} ({person})",
    "people.import.changed": "geändert: {person}, {what}: {before} → {after}",
    "people.import.missing": "nicht mehr in der Liste: {name} ({person})",
    "people.import.same": "Die Liste sagt nichts Neues.",
    "people.import.ask": "So übernehmen? [j/N] ",
    "people.import.ask_left": "{name} ({person}) steht nicht in der Liste. Hat {name} die Personenliste verlassen? "
    "[j/N] ",
    "people.import.confirm": "Nichts wurde übernommen. Wenn es so gewollt ist: derselbe Befehl mit --yes.",
    "people.import.say_missing": "Für {number} Personen, die nicht mehr in der Liste stehen, fehlt die Angabe: "
    "--missing keep behält sie, --missing leave nimmt sie heraus. Nichts wurde übernommen.",
    "people.import.missing_word": "--missing kennt keep und leave, nicht {word}.",
    "people.import.left": "herausgenommen: {name} ({person})",
    "people.import.done": "Die Personenliste von {partner} ist übernommen. Was das in den Werkzeugen ändert, zeigt: "
    "cobridge plan",
    "people.empty": "(leer)",
    "people.clash.person": "{person}: Es gilt, was die Netzwerkdatei sagt; sie nennt Namen oder Rolle anders.",
    "people.clash.elsewhere": "{person} zählt nicht zu {partner}: Die Netzwerkdatei nennt diese Kennung bei einem "
    "anderen Partner.",
    "people.clash.account": "{person} bei {connection}: Es gilt das Konto, das die Netzwerkdatei nennt.",
    "people.clash.holder": "{person} bei {connection}: Das Konto zählt nicht, es ist in der Netzwerkdatei oder zuvor "
    "als das einer anderen Person bestätigt.",
    "people.clash.connection": "{person}: Das Konto bei {connection} zählt nicht mehr, {partner} hat diese "
    "Verbindung nicht.",
    "people.match.proposals": "Vorschläge (gleiche E-Mail-Adresse):",
    "people.match.proposal": "{name} ({person}) bei {connection}: {account} „{holder}“",
    "people.match.confirm": "Alle bestätigen: cobridge people assign --confirm",
    "people.match.ambiguous": "Nicht eindeutig, einzeln zu entscheiden:",
    "people.match.doubt.persons": "{connection}: mehrere Personen haben die Adresse von {accounts}: {persons}",
    "people.match.doubt.accounts": "{connection}: {persons} kann jedes dieser Konten sein: {accounts}",
    "people.match.doubt.other account": "{connection}: für {persons} ist ein anderes Konto bestätigt als {accounts}",
    "people.match.doubt.other person": "{connection}: {accounts} ist als Konto einer anderen Person bestätigt als "
    "{persons}",
    "people.match.by_hand": "Nur von Hand: Das Werkzeug nennt zu diesen Konten keine E-Mail-Adresse, und ein Name "
    "allein beweist nichts.",
    "people.match.holder": "{connection}: {account} „{holder}“{namesakes}",
    "people.match.namesake": ", heißt wie {person}",
    "people.match.command": "Bestätigen: cobridge people assign PERSON VERBINDUNG KONTO",
    "people.match.gone": "Bestätigt, aber dort nicht mehr zu finden:",
    "people.match.gone_account": "{name} ({person}) bei {connection}: {account}",
    "people.match.unreachable": "Nicht gefragt: {connection}. {reason}",
    "people.match.nothing": "Es gibt nichts vorzuschlagen.",
    "people.assign.usage": "Nennen Sie PERSON VERBINDUNG KONTO, oder PERSON VERBINDUNG --undo, oder --confirm allein.",
    "people.assign.done": "{account} bei {connection} gilt ab jetzt als Konto von {person}.",
    "people.assign.instead": "Es tritt an die Stelle von {account}.",
    "people.assign.undone": "{account} bei {connection} gilt nicht mehr als Konto von {person}.",
    "people.assign.confirmed": "Bestätigt: {number}.",
    "people.assign.next": "In den Werkzeugen ändert sich das mit dem nächsten Abgleich; vorher zeigt es: cobridge plan",
    "people.assign.no_account": "Das Konto fehlt. cobridge people match zeigt, welche es gibt.",
    "people.assign.no_connection": "Es gibt keine Verbindung {connection}. Vorhanden: {connections}.",
    "people.assign.no_person": "{person} steht nicht auf der Personenliste von {partner}, dem die Verbindung gehört.",
    "people.assign.unknown_account": "Bei {connection} gibt es kein Konto {account}. cobridge people match zeigt die "
    "Konten, die es gibt.",
    "people.assign.declared": "Das Konto von {person} bei {connection} steht in der Netzwerkdatei. Ändern Sie es dort.",
    "people.assign.held": "{account} bei {connection} ist das Konto von {person}. Nehmen Sie das erst zurück: "
    "cobridge people assign {person} {connection} --undo",
    "people.assign.nothing": "Für {person} ist bei {connection} kein Konto bestätigt.",
    "doctor.people": "Personenlisten",
}
