"""Faults of the delivery of the weekly report: who gets it, when, and how often."""

from __future__ import annotations

from tests.machine.planting import Fault

DELIVER = "tests/unit/service/test_week_deliver.py"
FAULTS = (
    (
        Fault(
            "the office reads first",
            "Managers know on Monday what their staff never see.",
            "bridge.service.week.mails:_members",
            "if outgoing.report.members else ()",
            "if False else ()",
        ),
        f"{DELIVER}::test_dg_11_everybody_has_it_at_the_same_time",
    ),
    (
        Fault(
            "a broken turn begins anew",
            "The service ended in the middle, and people have the mail twice.",
            "bridge.service.week.mails:mail_all",
            "(sent.state in FINAL or sent.state is Arrival.BEGUN)",
            "sent.state in FINAL",
        ),
        f"{DELIVER}::test_dg_11_wherever_the_process_ends_nobody_gets_it_twice",
    ),
    (
        Fault(
            "a card without an answer is made again",
            "Two reports stand on the board.",
            "bridge.service.week.places:_posted",
            "if begun is before and begun.state is Arrival.BEGUN else None",
            "if False else None",
        ),
        f"{DELIVER}::test_dg_11_wherever_the_process_ends_nobody_gets_it_twice",
    ),
    (
        Fault(
            "an objection waits",
            "Who had their data restricted is written to.",
            "bridge.service.week.mails:_members",
            "person.id in each.restricted or ",
            "",
        ),
        f"{DELIVER}::test_dg_11_who_objected_or_whose_partner_has_not_agreed_gets_nothing",
    ),
    (
        Fault(
            "mail to everybody",
            "Staff of a partner without a signature are written to.",
            "bridge.service.week.mails:_members",
            "if partner.id in outgoing.force.ready else ()",
            "if True else ()",
        ),
        f"{DELIVER}::test_dg_11_who_objected_or_whose_partner_has_not_agreed_gets_nothing",
    ),
    (
        Fault(
            "titles in every mailbox",
            "Mails hold the worklist though the partners agreed to a link alone.",
            "bridge.service.week.mails:mailed",
            "if with_worklist or weekly.worklist is None:",
            "if True:",
        ),
        f"{DELIVER}::test_dg_11_mails_hold_the_worklist_only_where_the_charter_says_so",
    ),
)
