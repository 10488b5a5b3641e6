"""Was Personen und Partner über Löschung, Einschränkung und Widerspruch lesen, auf Deutsch."""

GERMAN_RIGHTS = {
    "rights.act.erasure": "Löschung",
    "rights.act.restriction": "Einschränkung der Verarbeitung",
    "rights.act.objection": "Widerspruch",
    "rights.act.rectification": "Berichtigung",
    "rights.tool.trello": "Trello",
    "rights.tool.asana": "Asana",
    "rights.tool.slack": "Slack",
    "rights.tool.teams": "Teams",
    "rights.tool.memory": "Speicher",
    "rights.tool.": "Werkzeug",
    # Mitteilung an Partner (Art. 19)
    "rights.notice.subject": "[Cobridge] {act}, Vorgang {case}",
    "rights.notice.erasure": "Im Netzwerk {network} wurden Daten einer Person gelöscht (Art. 17 DSGVO, Vorgang "
    "{case}). Sie haben solche Daten über gemeinsame Räume erhalten. Cobridge hat seine eigenen Kopien in Ihren "
    "Werkzeugen entfernt. Bitte löschen Sie auch, was Sie selbst davon kopiert haben (Art. 19 DSGVO).",
    "rights.notice.restriction": "Im Netzwerk {network} dürfen Daten einer Person bis auf Weiteres nur noch "
    "gespeichert werden (Art. 18 DSGVO, Vorgang {case}). Sie haben solche Daten über gemeinsame Räume erhalten. "
    "Cobridge zeigt sie in Ihren Werkzeugen nicht mehr. Bitte nutzen Sie auch eigene Kopien nicht weiter (Art. 19 "
    "DSGVO).",
    "rights.notice.objection": "Im Netzwerk {network} hat eine Person der Verarbeitung ihrer Daten widersprochen "
    "(Art. 21 DSGVO, Vorgang {case}). Bis darüber entschieden ist, zeigt Cobridge sie in Ihren Werkzeugen nicht "
    "mehr. Bitte nutzen Sie auch eigene Kopien nicht weiter.",
    "rights.notice.rectification": "Im Netzwerk {network} wurden Angaben zu einer Person berichtigt (Art. 16 DSGVO, "
    "Vorgang {case}). Bitte berichtigen Sie auch eigene Kopien (Art. 19 DSGVO).",
    "rights.notice.asked": "Das kann Cobridge nicht selbst entfernen, weil es Ihnen gehört oder weil das Werkzeug "
    "keinen Weg dafür hat. Bitte entfernen Sie es:",
    "rights.notice.confirm": "Sagen Sie dem Betreiber, wenn das erledigt ist. Bis dahin gilt der Vorgang als offen.",
    "rights.notice.ask_us": "Um wen es geht, sagt Ihnen auf Nachfrage der Partner, bei dem die Person arbeitet.",
    "rights.asked.item": "{tool} ({place}): der Verlauf des Eintrags {ref}, der frühere Fassungen zeigt",
    "rights.asked.fields": "{tool} ({place}): der Eintrag {ref}, in Feldern oder Verlauf",
    "rights.asked.comment": "{tool} ({place}): der Kommentar {ref}",
    "rights.asked.lane": "{tool} ({place}): der Name der Spalte {ref}",
    "rights.asked.history": "{tool} ({place}): was das Werkzeug selbst über Handlungen der Person festhält",
    "rights.undelivered.no_address": "Für {partner} ist keine Koordination mit Adresse eingetragen.",
    "rights.undelivered.no_server": "An {partner} geht keine Mail, weil kein Mailserver eingestellt ist.",
    "rights.undelivered.refused": "Der Mailserver hat die Mail an {partner} nicht angenommen.",
    "rights.undelivered.doubtful": "Ob die Mail an {partner} hinausging, ist ungewiss: Fragen Sie nach.",
    "rights.undelivered": "Vorgang {case}: {why} Schicken Sie die Mitteilung selbst; ihren Text zeigt cobridge "
    "report notices --case {case}.",
    "rights.all_told": "Alle Partner, denen etwas mitzuteilen ist, haben ihre Mitteilung.",
    # Löschbestätigung
    "receipt.title": "Bestätigung der Löschung (Art. 17 DSGVO)",
    "receipt.about": "Vorgang {case} im Netzwerk {network}. Der Antrag ging am {received_on} ein; {by} hat geprüft, "
    "wer ihn stellte. Stand dieser Bestätigung: {made_on}.",
    "receipt.complete": "Alles, was von Ihnen gespeichert oder in ein Werkzeug geschrieben war, ist gelöscht.",
    "receipt.incomplete": "Die Löschung ist noch nicht abgeschlossen: {number} Angaben stehen noch aus. Wir erinnern "
    "bis zur Erledigung daran.",
    "receipt.own": "In Cobridge selbst",
    "receipt.own.mark": "Kennzeichen, damit nichts wiederkehrt",
    "receipt.own.log": "Einträge des Teilnahmeprotokolls ({number}), mit ihrem Salz",
    "receipt.own.memory": "Aufgaben, Kommentare, Konflikte und alles, was zu einem Raum gemerkt war",
    "receipt.own.people": "Personenliste, Konten und Schlüssel",
    "receipt.own.file": "Zeile in der Netzwerkdatei",
    "receipt.copies": "In den Werkzeugen",
    "receipt.no_copies": "Dort ist noch nichts erledigt, oder es stand nichts dort.",
    "receipt.left": "Was noch aussteht",
    "receipt.left.why": "Das lässt sich nicht über die Schnittstelle löschen, gehört dem Partner, oder das Werkzeug "
    "war nicht zu erreichen.",
    "receipt.head.place": "Werkzeug und Ort",
    "receipt.head.what": "Was",
    "receipt.head.action": "Was geschah",
    "receipt.head.responsible": "Verantwortlich",
    "receipt.kind.item": "Eintrag {ref}",
    "receipt.kind.fields": "Felder im Eintrag {ref}",
    "receipt.kind.comment": "Kommentar {ref}",
    "receipt.kind.lane": "Name der Spalte {ref}",
    "receipt.kind.besides": "Namen von Etiketten und Nachrichten von uns an diesem Ort",
    "receipt.kind.history": "Verlauf des Werkzeugs",
    "receipt.shown": "unsere Zeilen über der Beschreibung",
    "receipt.action.open": "steht noch aus",
    "receipt.action.deleted": "gelöscht",
    "receipt.action.blanked": "ohne Ihre Angaben neu geschrieben",
    "receipt.action.recreated": "mit Verlauf gelöscht, wird ohne Ihre Angaben neu angelegt",
    "receipt.action.absent": "war nicht mehr da",
    "receipt.action.instructed": "Verantwortlicher angewiesen",
    "receipt.action.confirmed": "vom Verantwortlichen als erledigt bestätigt",
    "receipt.cause.original": "das Original gehört dem Partner",
    "receipt.cause.history": "nicht über die Schnittstelle löschbar",
    "receipt.cause.lost": "für unser Konto nicht mehr sichtbar",
    "receipt.recipients": "Wer davon erfahren hat (Art. 19 DSGVO)",
    "receipt.no_recipients": "Niemand sonst hatte Ihre Angaben.",
    "receipt.notice.owed": "wird benachrichtigt",
    "receipt.notice.sending": "wird benachrichtigt",
    "receipt.notice.sent": "benachrichtigt",
    "receipt.notice.undelivered": "noch nicht zu erreichen, der Betreiber kümmert sich darum",
    "receipt.besides": "Außerdem",
    "receipt.work": "Aufgaben, die Sie angelegt oder bearbeitet haben, bleiben als Arbeitsergebnis Ihres Betriebs "
    "bestehen, ohne Ihren Namen und ohne einen Hinweis, dass sie von Ihnen sind.",
    "receipt.tombstone": "Damit ein Abgleich Ihre Angaben nicht zurückbringt, bleibt ein verschlüsselter "
    "Vergleichswert. Aus ihm lässt sich nicht lesen, wer Sie sind.",
    "receipt.backups": "Sicherungen, die vor der Löschung entstanden, werden bis zum {backups_until} überschrieben. "
    "Wird eine davon eingespielt, wird die Löschung vor dem Start wiederholt.",
    "receipt.access_log": "Dass Ihre Daten eingesehen wurden, bleibt zwölf Monate im Zugriffsprotokoll, unter einem "
    "Kennzeichen, das niemand mehr zuordnen kann.",
    "receipt.complaint": "Sind Sie damit nicht einverstanden, können Sie sich bei einer Datenschutz-Aufsichtsbehörde "
    "beschweren (Art. 77 DSGVO).",
    # Befehle
    "erasure.preview": "Eine Löschung würde {entries} Einträge des Teilnahmeprotokolls vernichten und in den "
    "Werkzeugen:",
    "erasure.preview.line": "  {tool} ({place}): {action} {number}",
    "erasure.remedy.delete": "löschen:",
    "erasure.remedy.blank": "ohne die Angaben neu schreiben:",
    "erasure.remedy.recreate": "mit Verlauf löschen und neu anlegen:",
    "erasure.remedy.instruct": "den Partner anweisen:",
    "erasure.preview.nothing": "  nichts",
    "erasure.preview.file": "Die Person steht in der Netzwerkdatei. Nehmen Sie ihre Zeile dort heraus.",
    "erasure.preview.yes": "Nichts wurde gelöscht. Mit --yes wird es getan; rückgängig machen kann das niemand.",
    "erasure.begun": "Vorgang {case}. Bricht etwas ab, geht es weiter mit: cobridge report erasure --case {case} --yes",
    "erasure.confirmed": "{number} Angaben an {place} gelten als erledigt.",
    "erasure.nothing_to_confirm": "An {place} steht zu diesem Vorgang nichts aus, was ein Partner bestätigen könnte.",
    "people.import.erased": "Diese Personen wurden gelöscht und kommen so nicht zurück: {persons}. Nehmen Sie sie "
    "aus der Liste; wer neu anfängt, bekommt eine neue Kennung und ein neues Konto. Nichts wurde übernommen.",
    "erasure.held": "Nicht gelöscht: Die Daten dieser Person werden für den Fall {hold} bis zum {until} aufbewahrt "
    "(Art. 17 Abs. 3 Buchst. e DSGVO). Sagen Sie der Person das und wo sie sich beschweren kann. Die Anfrage {case} "
    "bleibt offen; danach geht es weiter mit: cobridge report erasure --case {case} --person … --yes",
    "erasure.which": "Nennen Sie mit --person, um wen es geht, oder mit --case den Vorgang, der weitergehen soll.",
    "restriction.done": "Vorgang {case}: Ab dem nächsten Abgleich wird nichts mehr von der Person übernommen, "
    "angezeigt oder gezählt. Was andere Partner davon sahen, wird zurückgenommen. Zahlen folgen mit der nächsten "
    "Freigabe.",
    "restriction.already": "Das gilt für diese Person schon. Aufheben: --lift",
    "restriction.lifted": "Aufgehoben. Mit dem nächsten Abgleich kommt alles zurück. Die Person wurde davon zu "
    "unterrichten, bevor Sie das taten (Art. 18 Abs. 3 DSGVO).",
    "restriction.nothing": "Für diese Person gilt das nicht.",
    "restriction.notice_first": "Unterrichten Sie die Person zuerst (Art. 18 Abs. 3 DSGVO) und nennen Sie dann den "
    "Tag: --informed 2026-11-23",
    "objection.decide": "Bis zur Entscheidung ist das einzuhalten. Entscheiden Sie mit --uphold, oder mit --dismiss "
    "und den Gründen.",
    "objection.upheld": "Dem Widerspruch wurde stattgegeben: Es bleibt dabei, dass nichts mehr genutzt wird.",
    "objection.dismissed": "Der Widerspruch wurde zurückgewiesen, die Gründe stehen im Vorgang. Sagen Sie der "
    "Person, wo sie sich beschweren kann.",
    "status.rights": "Betroffenenrechte: {open} Vorgänge offen, {undelivered} Mitteilungen nicht zugestellt.",
    "status.compliance": "Zuletzt von Trello erfahren, welche Konten gelöscht sind: {connection} {when}",
    "status.compliance.never": "noch nie",
}
