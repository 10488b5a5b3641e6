"""Anfragen von Personen und Berichtigungen, auf Deutsch."""

GERMAN_REQUESTS = {
    "case.none": "Es ist keine Anfrage offen.",
    "case.line": "{id}: {act}, {partner}, eingegangen am {received}, Frist bis {due}, {state}",
    "case.late": " – Die Frist ist vorbei.",
    "case.received": "Aufgenommen als {id}. Die Frist endet am {due:%d.%m.%Y}.",
    "case.future": "{day:%d.%m.%Y} liegt in der Zukunft. Nennen Sie mit --received den Tag, an dem die Anfrage "
    "einging.",
    "case.unknown": "Es gibt für Sie keine Anfrage {id}. Welche es gibt, zeigt: cobridge report cases --all",
    "case.reason_missing": "Für {id} fehlt der Grund. Nennen Sie ihn mit --reason; die Person erfährt ihn.",
    "case.extended_before": "{id} ist schon einmal verlängert, die Frist endet am {due:%d.%m.%Y}. Ein zweites Mal "
    "geht es nicht.",
    "case.too_late_to_extend": "{id} war bis {due:%d.%m.%Y} zu beantworten. Verlängern lässt sich nur im ersten Monat.",
    "case.closed": "{id} ist seit {day:%d.%m.%Y} abgeschlossen.",
    "case.extended": "{id} ist verlängert, die Frist endet am {due:%d.%m.%Y}. Sagen Sie der Person den Grund noch "
    "im ersten Monat.",
    "case.refused": "{id} ist ohne Antwort abgeschlossen. Nennen Sie der Person den Grund, und dass sie sich bei "
    "einer Aufsichtsbehörde beschweren oder klagen kann.",
    "case.done": "{id} ist abgeschlossen.",
    "rectify.one": "Nennen Sie genau eines: --name, --email oder --role. Was mehrfach falsch ist, wird nacheinander "
    "berichtigt.",
    "rectify.empty": "Ein Name kann nicht leer sein. Nichts wurde geändert.",
    "rectify.too_long": "Höchstens {most} Zeichen. Nichts wurde geändert.",
    "rectify.no_address": "Das ist keine E-Mail-Adresse. Nichts wurde geändert.",
    "rectify.same": "So steht es schon in der Personenliste. Nichts wurde geändert.",
    "rectify.left": "{person} steht auf keiner Personenliste mehr. Nichts wurde geändert.",
    "rectify.in_tool": "Der Name kommt aus dem Konto im Werkzeug der Verbindung {connection}. Ändern Sie ihn dort; "
    "der nächste Durchlauf übernimmt ihn.",
    "rectify.declared": "{person} steht in der Netzwerkdatei {file}. Ändern Sie {what} dort in Zeile {line}; der "
    "nächste Durchlauf berichtigt die Kopien.",
    "rectify.filed": "Ihre Anfrage ist aufgenommen als {case}. Ihr Partner muss sie bis {due:%d.%m.%Y} ausführen, "
    "weil er für die Personenliste einsteht. Sagen Sie ihm, wie es richtig heißt.",
    "rectify.done": "Berichtigt: {what} in der Personenliste (Anfrage {case}). Der alte Wert ist dort überschrieben.",
    "rectify.what.name": "der Name",
    "rectify.what.email": "die Adresse",
    "rectify.what.role": "die Funktion",
    "rectify.shown": "{place} ({tool}): Noch mit dem alten Wert: Aufgaben {items}, Kommentare {comments}.",
    "rectify.next": "Der nächste Durchlauf schreibt sie neu. In Sicherungen und im Verlauf eines Werkzeugs kann der "
    "alte Wert noch stehen, bis er dort gelöscht ist.",
    "rectify.nowhere": "In keiner Kopie steht der alte Wert.",
    "rectify.told.sent": "{partner} hat eine Nachricht bekommen.",
    "rectify.told.owed": "{partner} bekommt noch eine Nachricht.",
    "rectify.told.sending": "Ob {partner} die Nachricht bekommen hat, ist nicht sicher.",
    "rectify.told.undelivered": "{partner} lässt sich nicht per Mail erreichen. Bitte sagen Sie dort, dass sich "
    "Angaben zu einer Person geändert haben.",
}
