"""Faults of the acts that read: access, portability, rectification, and of the request file."""

from __future__ import annotations

from tests.machine.planting import Fault

ACCESS, OTHERS, ALONG, CORRECTION = (
    f"tests/unit/service/rights/test_{name}.py"
    for name in ("access", "access_of_others", "portability", "rectification")
)
DEADLINES = "tests/unit/core/test_deadlines.py"
FAULTS = (
    (
        Fault(
            "anybody's data",
            "A person who names another one is shown their data.",
            "bridge.service.rights.subject:asked_about",
            "raise NobodyError from None",
            "pass",
        ),
        f"{OTHERS}::test_dt_08_of_others_a_person_learns_not_even_that_they_exist",
    ),
    (
        Fault(
            "only what was sealed",
            "What a person did today is missing from what they are told.",
            "bridge.service.rights.collecting:_log",
            "(*sealed, *waiting)",
            "(*sealed,)",
        ),
        f"{OTHERS}::test_pl_06_the_log_is_complete_against_the_database",
    ),
    (
        Fault(
            "the roster's id alone",
            "What somebody did before their account was confirmed is not found.",
            "bridge.service.rights.sources:Sources.pseudonyms",
            "for person in subject.ids",
            "for person in (subject.person,)",
        ),
        f"{OTHERS}::test_pl_06_each_person_sees_their_own",
    ),
    (
        Fault(
            "who looked",
            "The answer names whoever looked at the person's data.",
            "bridge.service.rights.registers:_looked",
            '"case": each.case}',
            '"case": each.case, "caller": each.caller}',
        ),
        f"{OTHERS}::test_pl_06_a_person_sees_when_and_why_somebody_looked_and_never_who",
    ),
    (
        Fault(
            "a place nobody looks at",
            "Comments are left out of the copy.",
            "bridge.core.reports.gdpr.concerning:records",
            "Kind.COMMENTS: tuple(_comments(of)),",
            "Kind.COMMENTS: (),",
        ),
        f"{ACCESS}::test_dt_01_the_copy_holds_all_of_the_persons_data_and_nothing_else",
    ),
    (
        Fault(
            "other people's names",
            "Names of others stand in the copy.",
            "bridge.core.reports.gdpr.redact:Redaction.text",
            'found.group() if found.group("kept") else self.instead',
            "found.group()",
        ),
        f"{OTHERS}::test_dt_07_nobody_else_is_in_the_answer",
    ),
    (
        Fault(
            "somebody's case for anybody",
            "A case opens another person's data.",
            "bridge.service.rights.requests:Filing.taken_up",
            "found is None or not same or",
            "found is None or",
        ),
        f"{OTHERS}::test_dt_08_another_persons_case_opens_nothing",
    ),
    (
        Fault(
            "an answer with gaps",
            "A point that the law asks for is empty, and nobody notices.",
            "bridge.core.reports.gdpr.disclosure:Disclosure.__post_init__",
            "if empty:",
            "if False:",
        ),
        f"{ACCESS}::test_ds_03_an_answer_without_a_point_is_none",
    ),
    (
        Fault(
            "corrected on paper",
            "The roster keeps the wrong name.",
            "bridge.service.rights.rectification:_correct",
            "return replace(roster, persons=",
            "return roster or replace(roster, persons=",
        ),
        f"{CORRECTION}::test_ds_04_the_next_cycle_writes_the_right_name_into_every_copy",
    ),
    (
        Fault(
            "nobody is told",
            "Whoever was shown the wrong name does not learn of the right one.",
            "bridge.service.rights.rectification:_closed",
            "notifying.notify(notifying.owe(case, {each.partner for each in shown} - {own}))",
            "case",
        ),
        f"{CORRECTION}::test_ds_04_whoever_was_shown_the_old_name_is_told_once",
    ),
    (
        Fault(
            "others come along",
            "A title that names somebody else goes out as it is.",
            "bridge.core.reports.gdpr.portability:Supplied.without",
            "title = redaction.text(self.title)",
            "title = self.title",
        ),
        f"{ALONG}::test_ds_08_only_what_the_person_supplied",
    ),
    (
        Fault(
            "refused without a word",
            "A request is refused for no reason.",
            "bridge.core.rules.requests:refused",
            "if not reason.strip():",
            "if False:",
        ),
        f"{DEADLINES}::test_dt_09_a_request_is_refused_only_with_a_reason",
    ),
    (
        Fault(
            "deadlines on Sundays",
            "A deadline on a weekend stays there.",
            "bridge.core.rules.deadlines:working_day",
            "day.weekday() >= _SATURDAY or ",
            "",
        ),
        f"{DEADLINES}::test_dt_10_a_month_ends_on_the_same_date_or_the_next_working_day",
    ),
    (
        Fault(
            "extended at any time",
            "Two months more are taken after the first month is over.",
            "bridge.core.rules.requests:extended",
            "if today > due(case.received_on, land=land):",
            "if False:",
        ),
        f"{DEADLINES}::test_dt_10_two_months_more_need_a_reason_in_the_first_month",
    ),
)
