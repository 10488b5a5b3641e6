"""Faults of the acts that erase and restrict."""

from __future__ import annotations

from tests.machine.planting import Fault

BARRED = "tests/unit/core/test_barred.py"
ERASING, NOTIFY = (f"tests/unit/service/rights/test_{name}.py" for name in ("erasing", "notify"))
FAULTS = (
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
