"""Requests of persons and corrections, in English."""

ENGLISH_REQUESTS = {
    "case.none": "No request is open.",
    "case.line": "{id}: {act}, {partner}, received on {received}, due on {due}, {state}",
    "case.late": " – The deadline is over.",
    "case.received": "Filed as {id}. The deadline is {due:%d %b %Y}.",
    "case.future": "{day:%d %b %Y} is in the future: name with --received the day on which the request came in.",
    "case.unknown": "There is no request {id} for you. Which there are is shown by: cobridge report cases --all",
    "case.reason_missing": "For {id} the reason is missing: name it with --reason; the person is told.",
    "case.extended_before": "{id} was extended before, it is due on {due:%d %b %Y}. That is not possible twice.",
    "case.too_late_to_extend": "{id} was to be answered by {due:%d %b %Y}. It can be extended in the first month "
    "alone.",
    "case.closed": "{id} is closed since {day:%d %b %Y}.",
    "case.extended": "{id} is extended, it is due on {due:%d %b %Y}. Tell the person the reason within the "
    "first month.",
    "case.refused": "{id} is closed without an answer. Tell the person the reason, and that they can complain to an "
    "authority or go to court.",
    "case.done": "{id} is closed.",
    "rectify.one": "Name exactly one: --name, --email or --role. What is wrong more than once is corrected one "
    "after the other.",
    "rectify.empty": "A name cannot be empty. Nothing was changed.",
    "rectify.too_long": "At most {most} characters. Nothing was changed.",
    "rectify.no_address": "That is no mail address. Nothing was changed.",
    "rectify.same": "The roster says so already. Nothing was changed.",
    "rectify.left": "{person} is on no roster any more. Nothing was changed.",
    "rectify.in_tool": "The name comes from the account in the tool of the connection {connection}: change it "
    "there; the next cycle takes it over.",
    "rectify.declared": "{person} is in the network file {file}: change {what} there on line {line}; the next cycle "
    "corrects the copies.",
    "rectify.filed": "Your request is filed as {case}. Your partner has to carry it out by {due:%d %b %Y}, since it "
    "answers for the roster. Tell them how it is right.",
    "rectify.done": "Corrected: {what} in the roster (request {case}). The old value is overwritten there.",
    "rectify.what.name": "the name",
    "rectify.what.email": "the address",
    "rectify.what.role": "the role",
    "rectify.shown": "{place} ({tool}): still with the old value: tasks {items}, comments {comments}.",
    "rectify.next": "The next cycle writes them anew. In backups and in a tool's history the old value may stand "
    "until it is deleted there.",
    "rectify.nowhere": "No copy shows the old value.",
    "rectify.told.sent": "{partner} got a message.",
    "rectify.told.owed": "{partner} will get a message.",
    "rectify.told.sending": "Whether {partner} got the message is not sure.",
    "rectify.told.undelivered": "{partner} cannot be reached by mail. Please tell them that what is known of a "
    "person was corrected.",
}
