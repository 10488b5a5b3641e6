"""Why something went wrong at a tool, and what to do, in German.

Names in braces stand for what differs each time; what has a row of its own in these tables is put into German too.
"""

GERMAN_TROUBLE = {
    "the tool asks us to wait.": "Das Werkzeug bittet zu warten.",
    "the tool does not accept the credential; sign in again.": (
        "Das Werkzeug nimmt die Zugangsdaten nicht an; bitte neu anmelden."
    ),
    "it is not there any more.": "Das gibt es dort nicht mehr.",
    "somebody was faster.": "Jemand war schneller.",
    "somebody changed it meanwhile.": "Jemand hat es inzwischen geändert.",
    "the tool answered with an error of its own ({status}); {then}.": (
        "Das Werkzeug hat einen eigenen Fehler gemeldet ({status}); {then}."
    ),
    "the tool refuses this ({status}).": "Das Werkzeug lehnt das ab ({status}).",
    "the tool could not be reached.": "Das Werkzeug war nicht zu erreichen.",
    "the connection broke off or no answer came in time; {then}.": (
        "Die Verbindung brach ab, oder es kam rechtzeitig keine Antwort; {then}."
    ),
    "the connection broke off at once; {then}.": "Die Verbindung brach sofort ab; {then}.",
    "{tool}'s answer makes no sense; {then}.": "Die Antwort von {tool} ergibt keinen Sinn; {then}.",
    "{tool} answered with an error of its own; {then}.": "{tool} hat einen eigenen Fehler gemeldet; {then}.",
    "what answered is not {tool}; check the address and what stands between.": (
        "Was geantwortet hat, ist nicht {tool}; bitte die Adresse prüfen, und was dazwischensteht."
    ),
    "what answered is not the tool's sign-in; check the address.": (
        "Was geantwortet hat, ist nicht die Anmeldung des Werkzeugs; bitte die Adresse prüfen."
    ),
    "it was refused.": "Das wurde abgelehnt.",
    "the vendor refuses the code ({code}); begin again, and check the app's id, its secret and its redirect address.": (
        "Der Anbieter lehnt den Code ab ({code}); bitte neu beginnen und Kennung, Geheimnis und Rücksprungadresse der "
        "App prüfen."
    ),
    "the sign-in ran out or was revoked; sign in again with {command}.": (
        "Die Anmeldung ist abgelaufen oder wurde widerrufen; bitte neu anmelden mit {command}."
    ),
    "{tool} does not accept {url}, most often because nothing answers there. Let the internet reach this address by "
    "https, and have your web server pass /hooks/ on to cobridge run.": (
        "{tool} nimmt {url} nicht an, meist, weil dort nichts antwortet. Die Adresse muss aus dem Internet über https "
        "zu erreichen sein, und der Webserver muss /hooks/ an cobridge run weitergeben."
    ),
    "{tool} does not take the value of the custom field “{name}”: {why}.": (
        "{tool} nimmt den Wert des eigenen Feldes „{name}“ nicht an: {why}."
    ),
    "{tool} takes only attachments whose address begins with http or https.": (
        "{tool} nimmt nur Anhänge an, deren Adresse mit http oder https beginnt."
    ),
    "{tool} does not allow this account to do it.": "{tool} erlaubt das diesem Konto nicht.",
    "{tool} does not allow this account to do it; {advice}.": "{tool} erlaubt das diesem Konto nicht; {advice}.",
    "{tool} does not take {value}.": "{tool} nimmt {value} nicht an.",
    "{tool} shows no such project to this account; {advice}.": (
        "{tool} zeigt diesem Konto kein solches Projekt; {advice}."
    ),
    "{tool} shows no such board to this account; {advice}.": "{tool} zeigt diesem Konto kein solches Board; {advice}.",
    "{tool} does not let us; {advice}.": "{tool} lässt uns nicht; {advice}.",
    "{tool} refuses this ({word}).": "{tool} lehnt das ab ({word}).",
    "{tool} refuses this.": "{tool} lehnt das ab.",
    "what it refers to ({what}) is not there any more.": "Worauf es sich bezieht ({what}), gibt es dort nicht mehr.",
    "The tool's limit is used up for now.": "Die Grenze des Werkzeugs ist fürs Erste ausgeschöpft.",
    "{place} is read only, so nothing is written there until that is changed.": (
        "{place} wird nur gelesen; geschrieben wird dort erst, wenn das geändert ist."
    ),
}
GERMAN_OF_TOOLS = {
    "Asana's plan of this workspace does not include it.": "Im Tarif dieses Workspace ist das nicht enthalten.",
    "the project has no section but the archive; add one, then retry.": (
        "Das Projekt hat außer dem Archiv keinen Abschnitt; bitte einen anlegen und dann neu versuchen."
    ),
    "the token is missing or has signs that none has; copy it again.": (
        "Das Token fehlt oder hat Zeichen, die keines hat; bitte neu kopieren."
    ),
    "somebody took it out of the project.": "Jemand hat sie aus dem Projekt genommen.",
    "its list is not there any more.": "Ihre Liste gibt es nicht mehr.",
    "somebody moved it to another board.": "Jemand hat sie auf ein anderes Board verschoben.",
    "key or token is missing or has signs that none has; copy both again.": (
        "Schlüssel oder Token fehlt oder hat Zeichen, die keines hat; bitte beide neu kopieren."
    ),
    "one of the labels is not there any more.": "Eines der Etiketten gibt es nicht mehr.",
    "the name is too long.": "Der Name ist zu lang.",
    "the board has no open list; add one, then retry.": (
        "Das Board hat keine offene Liste; bitte eine anlegen und dann neu versuchen."
    ),
    "another package than trello {version} is installed under its name; uninstall py-trello and trello, then install "
    "trello=={version_again}.": (
        "Unter dem Namen trello ist ein anderes Paket als trello {version} installiert; bitte py-trello und trello "
        "deinstallieren und dann trello=={version_again} installieren."
    ),
    "Trello is not asked about deleted accounts: the connection {connection} has no secret.": (
        "Trello wird nicht nach gelöschten Konten gefragt: Die Verbindung {connection} hat kein Secret."
    ),
    "it is not there, or the app may not use it; check the network file and the permissions.": (
        "Das gibt es nicht, oder die App darf es nicht nutzen; bitte Netzwerkdatei und Berechtigungen prüfen."
    ),
    "the plan has no room for this (Planner's limit {limit}); delete something there, then retry.": (
        "Im Plan ist dafür kein Platz (Planners Grenze {limit}); bitte dort etwas löschen und dann neu versuchen."
    ),
    "it was begun and not finished; it is looked up.": "Das wurde begonnen und nicht beendet; es wird nachgesehen.",
    "people are changing it; it is tried again.": "Sie wird gerade geändert; es wird erneut versucht.",
    "Graph left a part of the batch unanswered.": "Graph hat einen Teil des Stapels nicht beantwortet.",
    "Microsoft refuses the sign-in; check tenant_id, client_id and client_secret, and whether it expired.": (
        "Microsoft lehnt die Anmeldung ab; bitte tenant_id, client_id und client_secret prüfen, auch ob das Secret "
        "abgelaufen ist."
    ),
    "the bucket is not there any more.": "Den Bucket gibt es nicht mehr.",
    "the comment was deleted.": "Der Kommentar wurde gelöscht.",
    "the connection names no channel for comments; set channel, then retry.": (
        "Die Verbindung nennt keinen Kanal für Kommentare; bitte channel setzen und dann neu versuchen."
    ),
    "conversation is not in the form <team id>/<channel id>; copy both from its link.": (
        "conversation hat nicht die Form <Team-ID>/<Kanal-ID>; bitte beide aus dem Link kopieren."
    ),
    "the setting channel is not in the form <team id>/<channel id>; copy both from its link.": (
        "Die Einstellung channel hat nicht die Form <Team-ID>/<Kanal-ID>; bitte beide aus dem Link kopieren."
    ),
    "the plan belongs to no group, so nobody can be told who works there.": (
        "Der Plan gehört zu keiner Gruppe; darum lässt sich nicht sagen, wer dort arbeitet."
    ),
    "the secret refresh_token is missing, which posting comments in a channel needs; sign in with {command}.": (
        "Das Geheimnis refresh_token fehlt, das Kommentare in einem Kanal brauchen; bitte anmelden mit {command}."
    ),
    "the secret {secret} is missing; sign in with {command}.": (
        "Das Geheimnis {secret} fehlt; bitte anmelden mit {command}."
    ),
    "Slack does not accept the credential; install the app again.": (
        "Slack nimmt die Zugangsdaten nicht an; bitte die App neu installieren."
    ),
    "the app lacks a scope for this; add it and install the app again.": (
        "Der App fehlt dafür eine Berechtigung; bitte ergänzen und die App neu installieren."
    ),
    "the bot's token is missing or no token; copy it again.": (
        "Das Token des Bots fehlt oder ist keines; bitte neu kopieren."
    ),
    "it lacks {column}; add this in Slack.": "Es fehlt {column}; bitte in Slack ergänzen.",
    "the List has no option {option}; add it in Slack.": (
        "Die Liste hat keine Option {option}; bitte in Slack ergänzen."
    ),
    "people archived it in Slack, and only they can.": (
        "Er wurde in Slack von Hand archiviert; nur dort lässt er sich zurückholen."
    ),
    "one of its people is not in this workspace.": "Eine ihrer Personen ist nicht in diesem Workspace.",
    "the connection has no channel for comments.": "Die Verbindung hat keinen Kanal für Kommentare.",
    "only people can change a List's options.": "Die Optionen einer Liste lassen sich nur von Hand ändern.",
    "a place holds {number} lanes at most.": "Ein Ort fasst höchstens {number} Spalten.",
}
GERMAN_PARTS = {
    "it is tried again later": "es wird später erneut versucht",
    "whether it was carried out is looked up": "ob es ausgeführt wurde, wird nachgesehen",
    "check the project's id and the account's membership": (
        "bitte die ID des Projekts prüfen, und ob das Konto Mitglied ist"
    ),
    "check the board's id and the account's membership": (
        "bitte die ID des Boards prüfen, und ob das Konto Mitglied ist"
    ),
    "make the account a member of the board that may write": (
        "bitte das Konto zu einem Mitglied des Boards machen, das schreiben darf"
    ),
    "check the channel's id, and invite Cobridge into the channel": (
        "bitte die ID des Kanals prüfen und Cobridge in den Kanal einladen"
    ),
    "invite Cobridge into the channel": "bitte Cobridge in den Kanal einladen",
    "bring the channel back from the archive in Slack": "bitte den Kanal in Slack aus dem Archiv holen",
    "use an ordinary channel": "bitte einen gewöhnlichen Kanal nehmen",
    "share the List with Cobridge so that it may edit it": "bitte die Liste für Cobridge zum Bearbeiten freigeben",
    "check the List's id, and share the List with Cobridge": (
        "bitte die ID der Liste prüfen und die Liste für Cobridge freigeben"
    ),
    "Lists need a paid plan, so use a channel of cards as the place": (
        "Listen brauchen einen bezahlten Tarif; bitte einen Kanal mit Karten als Ort nehmen"
    ),
    "let Cobridge post in the channel": "bitte Cobridge im Kanal schreiben lassen",
    "none of its options stands for the priority {priority}": (
        "keine seiner Optionen steht für die Priorität {priority}"
    ),
    "it is of a kind that is not mirrored": "es ist von einer Art, die nicht gespiegelt wird",
    "it has no option of that name": "es hat keine Option dieses Namens",
    "it takes numbers only": "es nimmt nur Zahlen",
    "it takes days only": "es nimmt nur Tage",
    "it can only be ticked or not": "es ist nur angekreuzt oder nicht",
    "the project has no such custom field; see `cobridge doctor`": (
        "das Projekt hat kein solches Feld; siehe `cobridge doctor`"
    ),
    "the board has no such custom field; see `cobridge doctor`": (
        "das Board hat kein solches Feld; siehe `cobridge doctor`"
    ),
    "the board has no such custom field of the type list; see `cobridge doctor`": (
        "das Board hat kein solches Feld mit Auswahl; siehe `cobridge doctor`"
    ),
    "its title": "den Titel",
    "its description": "die Beschreibung",
    "its due date": "das Fälligkeitsdatum",
    "its start (is it before the due date?)": "den Beginn (liegt er vor der Fälligkeit?)",
    "its lead (is the person a member of the workspace?)": ("die zuständige Person (ist sie Mitglied des Workspace?)"),
    "its helpers (is each of them a member of the workspace?)": (
        "die Mitwirkenden (sind alle Mitglied des Workspace?)"
    ),
    "its people (is each of them a member of the board?)": "die Personen (sind alle Mitglied des Boards?)",
    "its labels": "die Etiketten",
    "its completion": "den Status",
    "its position": "die Position",
    "the address of an attachment": "die Adresse eines Anhangs",
    "the value of a custom field": "den Wert eines eigenen Feldes",
    "the comment's text": "den Text des Kommentars",
    'our marker (a connection that is no OAuth app must not have sign_in = "oauth")': (
        'unsere Markierung (eine Verbindung ohne OAuth-App darf kein sign_in = "oauth" haben)'
    ),
    "one of its values": "einen der Werte",
    "task tracking": "die Aufgabenverfolgung",
    "a text column {name}": "eine Textspalte {name}",
    "a selection column {name}": "eine Auswahlspalte {name}",
    "the option {name} in its lanes": "die Option {name} bei den Spalten",
}
