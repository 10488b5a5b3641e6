"""What the worklist says where it stands by itself, in English."""

ENGLISH_WORKLIST = {
    "worklist.title": "Worklist {network}, as of {day}",
    "worklist.what": "No evaluation. This is how the tasks stand now; it is not kept.",
    "worklist.confirmed": "Confirmed for {partner}.",
    "worklist.whose": "Name with --partner for whom you confirm the worklist.",
}
