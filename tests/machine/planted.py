"""The faults that are planted into the product: each a few words of one function, as it stands, made wrong.

What caught each of them, and how soon, is in the README beside this file.
"""

from __future__ import annotations

from tests.machine.planting import Fault

LATE_ECHO = Fault(
    "late echo taken for an edit",
    "What we wrote, found there when the task has moved on already, counts as a person's edit.",
    "bridge.core.sync.echo:before_edits",
    "if tried is None:",
    "if True:",
)
FAULTS = (
    Fault(
        "seen moved before the write",
        "What is going to be written counts as seen before the tool has answered; if the write fails, nobody notices.",
        "bridge.service.do:do",
        "        try:\n            outcome: Outcome = ",
        "        if not isinstance(operation, CreateItem | CreateComment | CreateLane):\n"
        "            store.record(space, Done(operation, operation.ref))\n"
        "        try:\n            outcome: Outcome = ",
    ),
    Fault(
        "a reply swallowing a person's edit",
        "All of a write's reply counts as seen, also what a person changed a moment before.",
        "bridge.core.sync.learn:updated",
        "seen = taken(link.seen, said, operation.changed)",
        "seen = said",
    ),
    Fault(
        "failed pull taken as empty",
        "A place that could not be read counts as one that holds nothing any more.",
        "bridge.service.look:look",
        "return failure",
        "from datetime import UTC, datetime\n"
        "        gone = frozenset(link.ref for link in memory.links.get(place.id, {}).values())\n"
        "        return Snapshot(place.id, {}, complete=True, cursor=since, read_at=datetime.now(UTC), gone=gone)",
    ),
    Fault(
        "marker dropped",
        "Items are created without our marker, so that a create whose answer was lost cannot be found.",
        "connectors.memory.write:Write._create",
        "self.terms.own, operation.task, **values",
        "self.terms.own, None, **values",
    ),
    Fault(
        "comparing with the canonical value",
        "What a place shows is compared with what was agreed, not with what was last seen there.",
        "bridge.core.sync.decide:_edited",
        "        found, rows = edits(draft.memory, snapshot, terms.reaches[snapshot.place])\n",
        "        found, rows = edits(draft.memory, snapshot, terms.reaches[snapshot.place])\n"
        "        from dataclasses import replace\n"
        "        from bridge.core.sync.project import project\n"
        "        place, now = snapshot.place, draft.memory\n"
        "        reach, links = terms.reaches[place], {}\n"
        "        for task, link in now.links.get(place, {}).items():\n"
        "            links[task] = replace(link, seen=project(now.tasks[task], reach, terms, link, place))\n"
        "        agreed = replace(now, links={**now.links, place: links})\n"
        "        found = edits(agreed, snapshot, reach)[0]\n",
    ),
    Fault(
        "ambiguous create sent again",
        "A create that went unanswered is sent a second time at once.",
        "bridge.service.do:do",
        "            outcome: Outcome = connector.apply(place, operation)\n",
        "            try:\n"
        "                outcome: Outcome = connector.apply(place, operation)\n"
        "            except Failure as unanswered:\n"
        "                if type(unanswered).__name__ != 'Ambiguous':\n"
        "                    raise\n"
        "                outcome = connector.apply(place, operation)\n",
    ),
    Fault(
        "echo taken for an edit",
        "What we wrote ourselves, found there after its answer was lost, counts as a person's edit.",
        "bridge.core.sync.merge:_is_echo",
        "return same(",
        "return False and same(",
        LATE_ECHO,
    ),
    LATE_ECHO,
    Fault(
        "echo of a write taken for an edit",
        "The reply to a write is not noted as seen, so the next reading takes our own value for an edit.",
        "bridge.core.sync.learn:updated",
        "seen = taken(link.seen, said, operation.changed)",
        "seen = link.seen",
    ),
    Fault(
        "a field lost on a lossy place",
        "An edit at a place of plain text takes the other places' bold words away.",
        "bridge.core.sync.merge:_merged_text",
        "merge_documents(base, mine, theirs, reach.manifest.text, settle)",
        "theirs",
    ),
    Fault(
        "a time of day lost on a lossy place",
        "Moving the day at a place that holds days only takes the agreed time of day away.",
        "bridge.core.sync.lift:_due",
        "reach.manifest.due is DueForm.DAY",
        "False",
    ),
    Fault(
        "the end of a title lost on a lossy place",
        "A place that had to cut a title is taken to have shortened it.",
        "bridge.core.sync.diff:_changes",
        "differing(seen, item.fields,",
        "differing(replace(seen, title='') if item.fields.title.endswith('…') else seen, item.fields,",
    ),
    Fault(
        "set union that brings a removed label back",
        "Labels only ever come: one that somebody removed stays, and returns.",
        "bridge.core.sync.lift:lift",
        "(fields.labels - (before.labels - after.labels)) | (after.labels - before.labels)",
        "fields.labels | after.labels",
    ),
    Fault(
        "absence on a lossy place removes labels",
        "A label that another place added meanwhile is removed, because the edited item did not show it yet.",
        "bridge.core.sync.lift:lift",
        "(fields.labels - (before.labels - after.labels)) | (after.labels - before.labels)",
        "after.labels",
    ),
    Fault(
        "intent not stored",
        "A create is sent without having been remembered first.",
        "bridge.service.do:do",
        "store.intend(space, operation)",
        "pass",
    ),
    Fault(
        "intent without its payload",
        "A create found again by its marker counts as unchanged, whatever somebody did to it meanwhile.",
        "bridge.core.sync.match:_found",
        "seen = taken(intent.fields, Fields(), item.unsent)",
        "seen = item.fields or intent.fields",
    ),
    Fault(
        "gone concluded without asking",
        "An item that a reading lacks counts as deleted, also where somebody only moved it elsewhere.",
        "bridge.service.look:_confirmed",
        "connector.confirm_gone(place, ref))",
        "True)",
    ),
    Fault(
        "overwritten value not recovered",
        "A value that our write replaced a moment after somebody set it is never looked for in the history.",
        "bridge.core.sync.diff:_replaced",
        "for each in snapshot.overwritten}",
        "for each in ()}",
    ),
    Fault(
        "replaced value taken for the next one",
        "A value that our write replaced counts as made after it, so what we wrote is given up without a word.",
        "bridge.core.sync.merge:_up_to_date",
        "link.sent if _agree(change.name, link.seen, change.before) else None",
        "link.sent",
    ),
    Fault(
        "a form forgotten",
        "What somebody sent by a form counts as taken over although nobody looked at it.",
        "bridge.core.sync.submitted:_changes",
        "submission.changed)",
        "())",
    ),
    Fault(
        "comment copies mirrored back",
        "A copy that we wrote ourselves counts as a new comment of its place.",
        "bridge.core.sync.comments:_hear_item",
        "elif shown.own:",
        "elif False:",
    ),
    Fault(
        "unanswered comment sent again",
        "A comment whose answer was lost is not looked for before it is written again.",
        "bridge.core.sync.comments:_find",
        "if _is_it(intent, shown.text):",
        "if False:",
    ),
    Fault(
        "deleted comment returns",
        "A comment that its author deleted stays with the task, and its copies stay where they are.",
        "bridge.core.sync.comments:_forget",
        "heard.comments.pop(comment, None)",
        "pass",
    ),
    Fault(
        "edited comment stays as it was",
        "A comment that its author reworded keeps its old words elsewhere.",
        "bridge.core.sync.comments:_hear_again",
        "if not link.ours and known in heard.comments:",
        "if False:",
    ),
    Fault(
        "edit loses against delete",
        "Deleting an item archives the task everywhere, although somebody edited it elsewhere.",
        "bridge.core.sync.merge:merge",
        "if not (change.gone and edited - {change.place})",
        "if change.gone or not any(each.gone for each in changes)",
    ),
    Fault(
        "a person's copy taken for the item",
        "An item that a person copied, our marker with it, counts as the one it was copied from.",
        "bridge.core.sync.match:_own_task",
        "    for identity in named:\n",
        "    return item.marker or own\n    for identity in named:\n",
    ),
    Fault(
        "an edit based on an old value taken as the last word",
        "What somebody else decided meanwhile is thrown away unseen.",
        "bridge.core.sync.merge:merge",
        "not _agree(change.name, task.fields, merged.fields)",
        "False",
    ),
    Fault(
        "a skipped projection that was due",
        "What a place has shown of a task once counts as shown for good, whatever becomes of the task.",
        "bridge.core.sync.calm:Calm.knows",
        "known[0] is not task or ",
        "",
    ),
    Fault(
        "the feed's end read after the pages",
        "What people do while a place is read whole is neither in the reading nor in the next one.",
        "connectors.memory.pull:Pull.complete",
        "    number, lanes = self._overview()\n"
        "    items = {native.ref: item_of(native, self.terms) for native in self._pages()}\n",
        "    items = {native.ref: item_of(native, self.terms) for native in self._pages()}\n"
        "    number, lanes = self._overview()\n",
    ),
    Fault(
        "an element known by its title only",
        "An element that somebody gave another title counts as a new one.",
        "bridge.core.sync.elements:known_checks",
        "remembered = living(link) if link else {}",
        "remembered = {}",
    ),
    Fault(
        "an element written twice",
        "An element that came without its answer, or that two people wrote, is not known for the same.",
        "bridge.core.sync.elements:known_checks",
        "found[CheckId(twin.id) if twin else",
        "found[CheckId(twin.id) if False else",
        real=True,
    ),
    Fault(
        "a removed element returns",
        "An element that somebody took off the list stays with the task, and comes back.",
        "bridge.core.sync.elements:merged_checks",
        "elif check.id not in was or shown_check(check, reach) != was[check.id]:",
        "else:",
    ),
    Fault(
        "a group taken into the title",
        "The name of the list that a place shows before an element's title becomes part of the title.",
        "bridge.core.sync.elements:_named",
        "if prefix and before.startswith(prefix) and after.startswith(prefix):",
        "if False:",
    ),
    Fault(
        "a tick taken back by a new title",
        "Of an element's title and tick, changed at two places, one is lost.",
        "bridge.core.sync.elements:_edited",
        "done = now.done if now.done != was.done else check.done",
        "done = now.done",
    ),
    Fault(
        "what a place had no room for counts as removed",
        "Elements beyond the first few of a short list are taken off everywhere.",
        "bridge.core.sync.elements:merged_checks",
        "if check.id in now:",
        "if check.id not in now and reach.manifest.checks_limit:\n            pass\n        elif check.id in now:",
    ),
    Fault(
        "an attachment that somebody removed returns",
        "Attachments only ever come.",
        "bridge.core.sync.elements:merged_attachments",
        "if each.url not in gone",
        "if each.url not in ()",
    ),
    Fault(
        "a field that is written later counts as written",
        "What takes a call of its own after an item was made is never written.",
        "bridge.core.sync.plan:_for_task",
        "yield CreateItem(place, task.id, first,",
        "first = replace(first, checklist=project(task, reach, terms, None, place).checklist)\n"
        "        yield CreateItem(place, task.id, first,",
    ),
    Fault(
        "a place that came back taken for a new one",
        "The items of a place that had left are not known again when it comes back.",
        "bridge.core.sync.joining:returned",
        "and link.ref not in snapshot.items",
        "and link.ref",
    ),
    Fault(
        "a lost value that does not come back",
        "What the network office asked for is noted and never brought back.",
        "bridge.core.sync.conflicts:settled",
        "        elif each.asked:\n",
        "        elif each.asked is ...:\n",
    ),
    Fault(
        "what a restored value replaced is thrown away",
        "Bringing a value back cannot be undone.",
        "bridge.core.sync.conflicts:_turned",
        "lost=before.fields",
        "lost=after.fields",
    ),
    Fault(
        "a conflict that ends by itself",
        "A lost value is forgotten although nobody decided and its time is not over.",
        "bridge.core.sync.conflicts:settled",
        "elif (each.task, each.name) not in fresh and not _stands(each, was.fields, now.fields):",
        "elif (each.task, each.name) not in fresh:",
    ),
    Fault(
        "one of several comments lost",
        "Of comments that are written together the last is left out.",
        "bridge.core.sync.gather:shared",
        "for text in texts)",
        "for text in texts[: max(1, len(texts) - 1)])",
    ),
    Fault(
        "a deletion that takes the others away",
        "One comment is deleted by its author, and all that stand in one with it go.",
        "bridge.core.sync.comments:comment_operations",
        "if not living:",
        "if len(living) < len(together):",
    ),
    Fault(
        "comments written together and again",
        "Comments written together whose answer was lost are not known again.",
        "bridge.core.sync.comments:_find",
        "if _is_it(intent, shown.text):",
        "if not intent.also and _is_it(intent, shown.text):",
        real=True,
    ),
    Fault(
        "a confirmed account that is not used",
        "Who works at several places is named in words where an account is confirmed.",
        "bridge.core.sync.terms:account_at",
        "return reach.accounts.get(known_as(reach, person))",
        "return None",
        real=True,
    ),
    Fault(
        "undoing takes a name away",
        "What a tool calls a person is not remembered while their account is confirmed.",
        "bridge.core.sync.decide:_names",
        "memory.names.get(who) != name",
        "memory.names.get(who) != name and who not in terms.confirmed",
        real=True,
    ),
    Fault(
        "who is taken off stays by another account",
        "Somebody is taken off where they are known by another account than the one they were set by.",
        "bridge.core.sync.lift:_helped",
        "if known_as(reach, person) not in gone]",
        "if person not in gone]",
        real=True,
    ),
    Fault(
        "new terms that change nothing",
        "Nothing was to be written of a task, and that is taken to hold when a person is known otherwise.",
        "bridge.core.sync.calm:Calm.__init__",
        "found if under == terms else {}",
        "found",
        real=True,
    ),
    Fault(
        "an item passed over although it differs",
        "What an item shows is not compared with what was seen there, if its revision is the same or there is none.",
        "bridge.core.sync.diff:_stands",
        "and item.fields == link.seen",
        "",
    ),
    Fault(
        "a conflict that nobody is told of",
        "Whose value lost is not told.",
        "bridge.core.sync.plan:_for_task",
        "yield from notices(task, item, comments, place, terms)",
        "pass",
    ),
    Fault(
        "a conflict that everybody is told of",
        "The notice is written at all places, not at the one where the value was lost.",
        "bridge.core.sync.notices:_owed",
        "conflict.lost_from == place and ",
        "",
    ),
    Fault(
        "a conflict that is told again and again",
        "That a notice was written is forgotten.",
        "bridge.core.sync.notices:notices",
        "if comment not in links:",
        "if True:",
    ),
    Fault(
        "a notice taken for a copy",
        "A notice counts as a copy of a comment that is gone, and is taken back.",
        "bridge.core.sync.comments:_is_copy",
        " and not is_notice(comment)",
        "",
    ),
    Fault(
        "what was refused is sent again",
        "A place that refused something for good gets it at every cycle.",
        "bridge.core.sync.refused:not_refused",
        " if each not in refused]",
        "]",
    ),
    Fault(
        "an accepted refusal that is sent again",
        "That a place may differ is forgotten.",
        "bridge.core.sync.refused:_without",
        "given_up = {name for name in accepted.changed if same(name, needed.fields, accepted.fields)}",
        "given_up = set()",
    ),
    Fault(
        "an accepted refusal that holds back what comes later",
        "A field that a place once refused is never written there again, whatever it becomes.",
        "bridge.core.sync.refused:_without",
        " if same(name, needed.fields, accepted.fields)}",
        "}",
    ),
)
