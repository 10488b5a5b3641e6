"""Faults of the acts that erase and restrict."""

from __future__ import annotations

from tests.machine.planting import Fault

BARRED = "tests/unit/core/test_barred.py"
FIELDS = "tests/system/rights/test_every_field.py"
LEFT = f"{FIELDS}::test_dt_02_ds_05b_afterwards_nothing_is_left_that_the_receipt_does_not_tell"
ERASING, NOTIFY = (f"tests/unit/service/rights/test_{name}.py" for name in ("erasing", "notify"))
FAULTS = (
    (
        Fault(
            "labels that name somebody",
            "The erasure leaves labels as they are.",
            "bridge.core.rules.barred:Without.fields",
            "labels=frozenset(each for each in fields.labels if self.text(each) == each),",
            "",
        ),
        LEFT,
    ),
    (
        Fault(
            "names of checklists",
            "What a checklist is called is not looked at.",
            "bridge.core.rules.barred:Without.fields",
            "group=self.text(each.group)",
            "group=each.group",
        ),
        f"{BARRED}::test_dt_03_a_name_is_taken_out_of_each_part_of_a_task",
    ),
    (
        Fault(
            "urls that name somebody",
            "An attachment that lies in somebody's folder stays.",
            "bridge.core.rules.barred:Without.leads_to",
            'return any(self.text(each) != each for each in (plain, _APART.sub(" ", plain)))',
            "return False",
        ),
        f"{BARRED}::test_dt_03_a_name_is_taken_out_of_each_part_of_a_task",
    ),
    (
        Fault(
            "names of two styles",
            "A name half of which is bold is not found.",
            "bridge.core.rules.barred:Without._inside",
            "return inside if self.text(said) == said else (Text(self.text(said)),)",
            "return inside",
        ),
        f"{BARRED}::test_dt_03_a_name_is_found_in_parts_and_behind_words",
    ),
    (
        Fault(
            "forms that bring a name back",
            "What people fill in is taken over as it came.",
            "bridge.core.sync.submitted:_permitted",
            "if not len(terms.barred.erased):",
            "if True:",
        ),
        f"{BARRED}::test_dt_03_a_form_that_names_somebody_erased_does_not_bring_the_name_back",
    ),
    (
        Fault(
            "labels and messages besides",
            "What our account wrote beside items, comments and lanes is not gone through.",
            "bridge.service.rights.undo:_Undoing._swept",
            "if self._to.sweeper",
            "if False",
        ),
        LEFT,
    ),
    (
        Fault(
            "lanes that people named",
            "Nobody is told of a lane that is called like somebody erased.",
            "bridge.core.sync.remedies:_Comparing.originals",
            "yield from self._called(place)",
            "yield from ()",
        ),
        f"{ERASING}::test_ds_05b_a_lane_that_the_person_is_named_in_is_told_where_it_was_named",
    ),
    (
        Fault(
            "items made anew that a backup doubles",
            "A restored memory takes the item that an erasure made for a copy that somebody made.",
            "bridge.service.rights.forget:_restored",
            "if due.remedy is Remedy.RECREATE and due.copy.task:",
            "if False:",
        ),
        f"{FIELDS}::test_dt_02_work_stays_without_the_person",
    ),
    (
        Fault(
            "a form that is delivered twice",
            "A lane gets back the name that somebody erased gave it.",
            "connectors.slack.desk.forms:lanes_of",
            "for ref, name in made.items() if ref not in now",
            "for ref, name in made.items()",
        ),
        f"{FIELDS}::test_dt_03_what_was_delivered_before_brings_nothing_back_when_it_is_delivered_again",
    ),
    (
        Fault(
            "a partner who learns of somebody",
            "What a new place is given names whoever was erased.",
            "bridge.core.sync.permitted:_Looking.item",
            "fields=self._fields(item) if item.fields else None,",
            "",
        ),
        f"{FIELDS}::test_dt_03_a_partner_who_joins_afterwards_gets_the_tasks_without_the_person",
    ),
    (
        Fault(
            "an author who is heard again",
            "What an erased person commented is taken over by the next reading.",
            "bridge.core.sync.permitted:_Looking._said",
            "gone = each.author is not None and self.without.gone(each.author)",
            "gone = False",
        ),
        f"{BARRED}::test_dt_03_what_an_erased_person_says_and_leads_is_not_taken_over_again",
    ),
    (
        Fault(
            "a name that is learnt again",
            "What a tool calls an erased person is remembered again.",
            "bridge.core.sync.permitted:permitted",
            "if not looking.is_barred(who, name)",
            "if True",
        ),
        f"{BARRED}::test_dt_03_what_an_erased_person_says_and_leads_is_not_taken_over_again",
    ),
    (
        Fault(
            "a restored backup that is believed",
            "Stores that came back are not cleaned of whom the tombstones know.",
            "bridge.service.rights.forget:forget_again",
            "if not len(barred.erased):",
            "if barred:",
        ),
        f"{ERASING}::test_dt_03_stores_that_come_back_are_cleaned_by_the_tombstones_alone",
    ),
    (
        Fault(
            "comments that stay remembered",
            "What an erased person commented is still in the database.",
            "bridge.core.sync.forgetting:_Forgetting._comment_links",
            "if comment in self._said:",
            "if comment in ():",
        ),
        f"{ERASING}::test_dt_02_ds_05_everything_goes_and_each_copy_is_told",
    ),
    (
        Fault(
            "copies that nobody lists",
            "Comments of our account are not among the copies, so an erasure leaves them.",
            "bridge.core.rules.copies:_comments",
            "if link.ours and link.standing is not Standing.GONE:",
            "if False:",
        ),
        f"{ERASING}::test_ds_05b_the_list_of_copies_names_what_our_account_wrote_and_nothing_else",
    ),
    (
        Fault(
            "a receipt that leaves out",
            "The receipt does not tell of what is left to a partner.",
            "bridge.service.rights.erasure:open_copies",
            "step.result == Became.OPEN",
            "False",
        ),
        f"{ERASING}::test_dt_02_ds_05_everything_goes_and_each_copy_is_told",
    ),
    (
        Fault(
            "called complete",
            "A receipt says that all is erased while a partner has yet to act.",
            "bridge.core.reports.gdpr.receipt:receipt",
            "complete=whole and not left,",
            "complete=whole,",
        ),
        f"{ERASING}::test_dt_04_an_erasure_with_residuals_is_never_called_complete",
    ),
    (
        Fault(
            "entries that stay",
            "The log keeps what an erased person did.",
            "bridge.service.rights.forget:Kept.forget_entries",
            "return self.log.erase(self.network, found)",
            "return len(found)",
        ),
        f"{ERASING}::test_pl_21_pl_22_entries_salts_and_key_are_destroyed_and_nobody_elses",
    ),
    (
        Fault(
            "a key that stays",
            "The person's key is not destroyed, so pseudonyms in a backup can still be told.",
            "bridge.service.rights.forget:Kept.forget_people",
            "self.vault.destroy(self.network, each)",
            "pass",
            beside=Fault(
                "nor by the act itself",
                "The act relies on it.",
                "bridge.service.rights.erasure:Erasing.forget",
                "self.kept.vault.destroy(self.kept.network, each)",
                "pass",
            ),
        ),
        f"{ERASING}::test_pl_21_pl_22_entries_salts_and_key_are_destroyed_and_nobody_elses",
    ),
    (
        Fault(
            "everything once more",
            "An erasure that goes on repeats what was done.",
            "bridge.service.rights.erasure:open_copies",
            "and step.result == Became.OPEN",
            "and step.result != Became.INSTRUCTED",
        ),
        f"{ERASING}::test_dt_14_what_failed_is_left_open_and_goes_on_without_the_persons_name",
    ),
    (
        Fault(
            "a tombstone too late",
            "An erasure that breaks off leaves somebody who is mirrored again.",
            "bridge.service.rights.erasure:Erasing.begin",
            "self.barring.erase(subject.ids, _names(subject))",
            "pass",
        ),
        f"{ERASING}::test_dt_14_the_tombstone_comes_before_anything_goes",
    ),
    (
        Fault(
            "copies that stand",
            "What others read of a restricted person stays where it is.",
            "bridge.core.sync.comments:comment_operations",
            "if not (each.author and terms.is_restricted(each.author))",
            "if True",
        ),
        f"{BARRED}::test_ds_06_a_restricted_persons_copies_are_taken_back_and_nobody_reads_their_name",
    ),
    (
        Fault(
            "edits that go on",
            "What a restricted person edits is mirrored all the same.",
            "bridge.core.sync.permitted:_Looking._fields",
            "if self.is_restricted(item.actors.get(name))",
            "if False",
        ),
        f"{BARRED}::test_dt_06_what_a_restricted_person_does_waits",
    ),
    (
        Fault(
            "one decision for two reasons",
            "Lifting a restriction lets an objection lapse that nobody has decided.",
            "bridge.service.rights.restriction:Restricting.restrict",
            "self.barring.restrict(mark, subject.ids)",
            "self.barring.restrict(REASONS[0], subject.ids)",
        ),
        f"{ERASING}::test_ds_09_an_objection_holds_like_a_restriction_until_somebody_has_decided",
    ),
    (
        Fault(
            "told twice",
            "A partner who was told is told again by the next attempt.",
            "bridge.service.rights.notify:Notifying._told",
            "Notice.SENT, self.today))",
            "Notice.OWED, self.today))",
        ),
        f"{NOTIFY}::test_ds_07_dt_05_each_recipient_is_told_exactly_once",
    ),
    (
        Fault(
            "one trouble for all",
            "A mail that is not taken for one partner ends the telling of the others.",
            "bridge.service.rights.notify:Notifying._told",
            "except Retry:",
            "except ArithmeticError:",
            beside=Fault(
                "and no other catches it",
                "The failure goes on.",
                "bridge.service.rights.notify:Notifying.notify",
                "for step in notices(case):",
                "for step in notices(case)[:1]:",
            ),
        ),
        f"{NOTIFY}::test_dt_05_one_partners_trouble_keeps_no_other_from_being_told_and_is_tried_again",
    ),
    (
        Fault(
            "a vendor's word unheard",
            "Whose account Trello calls deleted stays with us.",
            "bridge.service.rights.compliance:Asking._heed",
            "if told.deleted:",
            "if False:",
        ),
        f"{ERASING}::test_dt_15_an_account_that_its_vendor_calls_deleted_is_erased_once",
    ),
)
