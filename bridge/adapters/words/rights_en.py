"""What persons and partners read about erasure, restriction and objection, in English."""

ENGLISH_RIGHTS = {
    "rights.act.erasure": "Erasure",
    "rights.act.restriction": "Restriction of processing",
    "rights.act.objection": "Objection",
    "rights.act.rectification": "Rectification",
    "rights.tool.trello": "Trello",
    "rights.tool.asana": "Asana",
    "rights.tool.slack": "Slack",
    "rights.tool.teams": "Teams",
    "rights.tool.memory": "Memory",
    "rights.tool.": "Tool",
    # Notice to partners (Art. 19)
    "rights.notice.subject": "[Cobridge] {act}, case {case}",
    "rights.notice.erasure": "In the network {network} data of a person were erased (Art. 17 GDPR, case {case}). You "
    "received such data through shared spaces. Cobridge has removed its own copies from your tools. Please erase "
    "what you copied of them yourselves too (Art. 19 GDPR).",
    "rights.notice.restriction": "In the network {network} data of a person may only be stored until further notice "
    "(Art. 18 GDPR, case {case}). You received such data through shared spaces. Cobridge no longer shows them in "
    "your tools. Please do not use copies of your own either (Art. 19 GDPR).",
    "rights.notice.objection": "In the network {network} a person has objected to the processing of their data (Art. "
    "21 GDPR, case {case}). Until that is decided Cobridge no longer shows them in your tools. Please do not use "
    "copies of your own either.",
    "rights.notice.rectification": "In the network {network} what was kept about a person was corrected (Art. 16 "
    "GDPR, case {case}). Please correct copies of your own too (Art. 19 GDPR).",
    "rights.notice.asked": "Cobridge cannot remove the following, because it is yours or because the tool has no way "
    "for it. Please remove it:",
    "rights.notice.confirm": "Tell the operator when that is done. Until then the case counts as open.",
    "rights.notice.ask_us": "The partner for whom the person works tells you on request whom it is about.",
    "rights.asked.item": "{tool} ({place}): the history of the item {ref}, which shows former values",
    "rights.asked.fields": "{tool} ({place}): the item {ref}, in fields or history",
    "rights.asked.comment": "{tool} ({place}): the comment {ref}",
    "rights.asked.lane": "{tool} ({place}): the name of the lane {ref}",
    "rights.asked.history": "{tool} ({place}): what the tool itself records of the person's acts",
    "rights.undelivered.no_address": "{partner} has no coordinator with an address.",
    "rights.undelivered.no_server": "{partner} gets no mail, since no mail server is set.",
    "rights.undelivered.refused": "The mail server did not take the mail for {partner}.",
    "rights.undelivered.doubtful": "Whether the mail for {partner} went out is uncertain: ask them.",
    "rights.undelivered": "Case {case}: {why} Send the notice yourself; cobridge report notices --case {case} shows "
    "its text.",
    "rights.all_told": "Every partner who has to be told something has their notice.",
    # Receipt
    "receipt.title": "Receipt of an erasure (Art. 17 GDPR)",
    "receipt.about": "Case {case} in the network {network}. The request came on {received_on}; {by} checked who made "
    "it. This receipt is as of {made_on}.",
    "receipt.complete": "Everything that was kept of you or written into a tool has been erased.",
    "receipt.incomplete": "The erasure is not finished: {number} things are left. We send reminders until they are "
    "done.",
    "receipt.own": "In Cobridge itself",
    "receipt.own.mark": "Mark, so that nothing comes back",
    "receipt.own.log": "Entries of the participation log ({number}), with their salt",
    "receipt.own.memory": "Tasks, comments, conflicts and all that was remembered of a space",
    "receipt.own.people": "Roster, accounts and keys",
    "receipt.own.file": "Row in the network file",
    "receipt.copies": "In the tools",
    "receipt.no_copies": "Nothing is done there yet, or nothing was there.",
    "receipt.left": "What is left",
    "receipt.left.why": "It cannot be deleted through the API, belongs to the partner, or the tool could not be "
    "reached.",
    "receipt.head.place": "Tool and place",
    "receipt.head.what": "What",
    "receipt.head.action": "What was done",
    "receipt.head.responsible": "Responsible",
    "receipt.kind.item": "item {ref}",
    "receipt.kind.fields": "fields of the item {ref}",
    "receipt.kind.comment": "comment {ref}",
    "receipt.kind.lane": "name of the lane {ref}",
    "receipt.kind.besides": "names of labels and messages of ours at this place",
    "receipt.kind.history": "history of the tool",
    "receipt.shown": "our lines above the description",
    "receipt.action.open": "still to be done",
    "receipt.action.deleted": "deleted",
    "receipt.action.blanked": "written anew without your data",
    "receipt.action.recreated": "deleted with its history, will be made anew without your data",
    "receipt.action.absent": "was not there any more",
    "receipt.action.instructed": "whoever is responsible was instructed",
    "receipt.action.confirmed": "confirmed as done by whoever is responsible",
    "receipt.cause.original": "the original is the partner's",
    "receipt.cause.history": "cannot be deleted through the API",
    "receipt.cause.lost": "not visible to our account any more",
    "receipt.recipients": "Who was told (Art. 19 GDPR)",
    "receipt.no_recipients": "Nobody else had your data.",
    "receipt.notice.owed": "will be told",
    "receipt.notice.sending": "will be told",
    "receipt.notice.sent": "told",
    "receipt.notice.undelivered": "could not be reached yet, the operator sees to it",
    "receipt.besides": "Besides",
    "receipt.work": "Tasks that you made or changed stay as work of your company, without your name and without a "
    "sign that they are yours.",
    "receipt.tombstone": "So that no sync brings your data back, a keyed hash stays. Nobody can read from it who you "
    "are.",
    "receipt.backups": "Backups made before the erasure are overwritten by {backups_until}. Should one be restored, "
    "the erasure is done again before anything starts.",
    "receipt.access_log": "That your data were looked at stays in the access log for twelve months, under a sign "
    "that nobody can resolve any more.",
    "receipt.complaint": "If you do not agree you can lodge a complaint with a data protection authority (Art. 77 "
    "GDPR).",
    # Commands
    "erasure.preview": "An erasure would destroy {entries} entries of the participation log, and in the tools:",
    "erasure.preview.line": "  {tool} ({place}): {action} {number}",
    "erasure.remedy.delete": "delete:",
    "erasure.remedy.blank": "write anew without the data:",
    "erasure.remedy.recreate": "delete with its history and make anew:",
    "erasure.remedy.instruct": "instruct the partner:",
    "erasure.preview.nothing": "  nothing",
    "erasure.preview.file": "The person stands in the network file. Take their row out there.",
    "erasure.preview.yes": "Nothing was erased. With --yes it is done; nobody can undo that.",
    "erasure.begun": "Case {case}. Should it break off, it goes on with: cobridge report erasure --case {case} --yes",
    "erasure.confirmed": "{number} things at {place} count as done.",
    "erasure.nothing_to_confirm": "Nothing that a partner could confirm is left at {place} in this case.",
    "people.import.erased": "These persons were erased and do not come back this way: {persons}. Take them out of "
    "the list; whoever begins anew gets a new id and a new account. Nothing was taken.",
    "erasure.held": "Not erased: the data of this person are held for the case {hold} until {until} (Art. 17(3)(e) "
    "GDPR). Tell the person that, and where to lodge a complaint. The request {case} stays open; after that it goes "
    "on with: cobridge report erasure --case {case} --person … --yes",
    "erasure.which": "Name with --person whom it is about, or with --case the case that is to go on.",
    "restriction.done": "Case {case}: from the next cycle on nothing of the person is taken over, shown or counted. "
    "What other partners saw of it is taken back. Figures follow with the next release.",
    "restriction.already": "That holds for this person already. To lift it: --lift",
    "restriction.lifted": "Lifted. With the next cycle everything comes back. The person had to be told before (Art. "
    "18(3) GDPR).",
    "restriction.nothing": "That does not hold for this person.",
    "restriction.notice_first": "Tell the person first (Art. 18(3) GDPR), and then name the day: --informed 2026-11-23",
    "objection.decide": "Until the decision that is to be kept. Decide with --uphold, or with --dismiss and the "
    "grounds.",
    "objection.upheld": "The objection was upheld: nothing of theirs is used any more.",
    "objection.dismissed": "The objection was dismissed, the grounds stand in the case. Tell the person where to "
    "lodge a complaint.",
    "status.rights": "Rights of persons: {open} cases open, {undelivered} notices not delivered.",
    "status.compliance": "Last told by Trello which accounts were deleted: {connection} {when}",
    "status.compliance.never": "never yet",
}
