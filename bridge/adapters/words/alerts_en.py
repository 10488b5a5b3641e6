"""What mails to the two named persons say, in English."""

ENGLISH_ALERTS = {
    "alert.subject": "[Cobridge {network}] {what}",
    "alert.over": "[Cobridge {network}] Over: {what}",
    "alert.is_over": "This trouble is over. Nothing has to be done any more.",
    "alert.what": "What: {what}",
    "alert.since": "Since: {since}",
    "alert.advice": "What to do: {advice}",
    "alert.again": "Cobridge writes again when this changes, after a day, and when it is over.",
    "alert.sender": "Cobridge writes this by itself. Who gets it stands in the network file under [network] alerts.",
    "alert.refused": "The mail server did not take these addresses: {addresses}.",
    "alert.stale": "{subject} is no longer read",
    "alert.stale.advice": "Does the tool run, and can it be reached from here? cobridge status says what it is. What "
    "gathers is made up for.",
    "alert.credential": "{subject} refuses access, or will soon",
    "alert.credential.advice": "Sign in again with cobridge connect, or give the permission back in the tool; "
    "cobridge doctor looks at it. The other places go on being mirrored.",
    "alert.paused": "The space {subject} is paused",
    "alert.paused.advice": "Look into the tool. If that is intended: cobridge space resume {subject}. If everything is "
    "to come back: cobridge space resume {subject} --restore.",
    "alert.delivery": "{subject} no longer delivers",
    "alert.delivery.advice": "Can the public address be reached? cobridge doctor looks at it. Until then everything "
    "comes by schedule, and what people press in Slack is lost.",
    "alert.parked": "At {subject} {number} operations wait for a person",
    "alert.parked.advice": "cobridge sync says what the tool does not take, and why.",
    "alert.disk": "The disk takes nothing more, or is nearly full",
    "alert.disk.advice": "Make room, or make the data directory writable again. Until then nothing is mirrored, and "
    "nothing half-written.",
    "alert.service": "An error of Cobridge's own: {subject}",
    "alert.service.advice": "Start Cobridge again. Its diagnostics say what happened.",
    "alert.little": "{megabytes} MB are free.",
    "alert.ends": "The sign-in ends on {day}.",
    "alert.ended": "The sign-in ended on {day}.",
    "alert.nobody": "Nobody is told of troubles: COBRIDGE_SMTP_URL is not set.",
    "alert.no_addresses": "Nobody is told of troubles: the network file names no two addresses under [network] alerts.",
    "alert.standing": "Trouble since {since}: {what}",
    "alert.mail_trouble": "Troubles cannot be told at the moment. {trouble}",
    "doctor.alerts": "telling of troubles",
}
