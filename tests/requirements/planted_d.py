"""Faults of the rules that figures are released by: Q0 and W1 to W8, each switched off."""

from __future__ import annotations

from tests.machine.planting import Fault

CORE, SERVICE = "tests/unit/core/disclosure", "tests/unit/service/figures"
GROUP, DOMINANCE, GAPS = f"{CORE}/test_group.py", f"{CORE}/test_dominance.py", f"{CORE}/test_gaps.py"
AUDIT, SCAN = f"{CORE}/test_audit.py", f"{CORE}/test_scan.py"
RELEASED, WITHHELD = f"{SERVICE}/test_released.py", f"{SERVICE}/test_withheld.py"
FAULTS = (
    (
        Fault(
            "figures of any group",
            "Q0: what three, two or one person did is told.",
            "bridge.core.reports.disclosure.group:lacking",
            "    if size(group) < threshold.persons:\n        return SMALL_GROUP\n",
            "",
        ),
        f"{GROUP}::test_dg_03_every_organisation_may_subtract_its_own_part",
    ),
    (
        Fault(
            "nobody subtracts",
            "Q0: who knows the own part computes a small firm's.",
            "bridge.core.reports.disclosure.group:lacking",
            "if size(others) < threshold.without_one or len(others) < REMAINING:",
            "if False:",
        ),
        f"{GROUP}::test_dg_03_every_organisation_may_subtract_its_own_part",
    ),
    (
        Fault(
            "figures of two",
            "Q0: each of two firms computes the other.",
            "bridge.core.reports.disclosure.group:lacking",
            "if len(organisations) < threshold.organisations:",
            "if False:",
        ),
        f"{WITHHELD}::test_dg_09_two_companies_read_why_there_are_no_figures",
    ),
    (
        Fault(
            "accounts count",
            "Q0: who has four accounts is four persons.",
            "bridge.core.reports.disclosure.rosters:_group",
            "named(person.id)",
            "named(person.id) + link.id",
        ),
        f"{GROUP}::test_dg_02_a_person_counts_once_and_nobody_else_counts",
    ),
    (
        Fault(
            "newcomers count at once",
            "Q0: the step of a week is what the new colleague did.",
            "bridge.service.basis:Freezing.newcomers",
            "known.keys() - basis.everybody(space)",
            "()",
        ),
        f"{WITHHELD}::test_dg_03_whoever_joins_counts_from_the_next_quarter_on",
    ),
    (
        Fault(
            "leavers stay",
            "Q0: a group that is too small by now is told of.",
            "bridge.service.basis:Freezing._without_leavers",
            "if not gone:",
            "if True:",
        ),
        f"{WITHHELD}::test_dg_03_who_leaves_is_missing_at_once_and_a_space_that_fails_stays_out",
    ),
    (
        Fault(
            "rosters by name",
            "Q0: the frozen rosters say who works where.",
            "bridge.service.basis:Freezing._named",
            'self.vault.hashed(KEYED, f"{self.network.id}\\t{quarter}\\t{person}")',
            "str(person)",
        ),
        f"{WITHHELD}::test_dg_03_rosters_stand_under_names_that_tell_nobody",
    ),
    (
        Fault(
            "figures made again",
            "W1: a week that was released is computed anew, and the difference tells who was late.",
            "bridge.service.release:release",
            "if kept:",
            "if False:",
            Fault(
                "released figures replaced",
                "",
                "bridge.adapters.store.releases:SqlReleases.keep",
                ".first():\n            return\n",
                ".first():\n            connection.execute(RELEASES.delete().filter_by(**key))\n",
            ),
        ),
        f"{RELEASED}::test_dg_07_a_released_week_is_printed_as_it_was_whatever_the_rules_and_people_are_now",
    ),
    (
        Fault(
            "figures before the end",
            "W1: what comes after the release is in no week.",
            "bridge.service.release:release",
            "if access.today() <= period.last:",
            "if False:",
        ),
        f"{RELEASED}::test_dg_07_a_week_that_is_not_over_is_not_released",
    ),
    (
        Fault(
            "small spaces in the network's figures",
            "W2: the weeks less the published spaces tell the one that is too small.",
            "bridge.service.counting:Counting._counted",
            "        counted,\n        self.caller",
            "        [*basis.spaces],\n        self.caller",
        ),
        f"{RELEASED}::test_dg_01_what_happens_in_a_space_that_is_too_small_is_not_in_the_networks_figures",
    ),
    (
        Fault(
            "one firm's week",
            "W3: on a holiday the figure is the only firm that worked.",
            "bridge.core.reports.disclosure.dominance:is_dominated",
            "return any(_is_estimated(each, share) for each in (organisations, single))",
            "return False",
        ),
        f"{DOMINANCE}::test_dg_04_a_number_that_one_organisation_made_nearly_alone_is_withheld",
    ),
    (
        Fault(
            "one person's work",
            "W3: who worked at several firms' places made the figure nearly alone.",
            "bridge.core.reports.disclosure.dominance:is_dominated",
            "for each in (organisations, single)",
            "for each in (organisations,)",
        ),
        f"{DOMINANCE}::test_dg_04_a_number_that_one_person_made_nearly_alone_is_withheld",
    ),
    (
        Fault(
            "little that is left",
            "W3: who did nearly everything computes the few others.",
            "bridge.core.reports.disclosure.dominance:_leaves_few",
            "most - largest < WIDTH - 1",
            "False",
        ),
        f"{DOMINANCE}::test_dg_04_who_did_nearly_everything_does_not_learn_what_little_is_left",
    ),
    (
        Fault(
            "a space alone",
            "W3: what is withheld is the total less the others.",
            "bridge.core.reports.disclosure.cells:_hidden",
            "return dominated | further",
            "return dominated",
        ),
        f"{DOMINANCE}::test_dg_05_a_space_that_one_dominates_is_withheld_together_with_the_next",
    ),
    (
        Fault(
            "the first act",
            "W4: a week with one act is told otherwise than one with none.",
            "bridge.core.reports.disclosure.dominance:is_dominated",
            "if rounded(organisations.total) < LEAST:",
            "if not organisations.total:",
        ),
        f"{DOMINANCE}::test_dg_05_below_ten_nothing_tells_whether_one_person_did_anything",
    ),
    (
        Fault(
            "small numbers",
            "W4: five, and none, are told.",
            "bridge.core.reports.disclosure.rounding:told",
            "if value >= LEAST else",
            "if value >= 0 else",
        ),
        f"{DOMINANCE}::test_dg_07_numbers_are_told_to_the_nearest_five_and_below_ten_not_at_all",
    ),
    (
        Fault(
            "gaps go unseen",
            "W4: a place that was not read looks like less work.",
            "bridge.service.counting:Counting._reason",
            "if read.gaps:",
            "if False:",
        ),
        f"{WITHHELD}::test_dg_10_a_place_that_was_not_read_leaves_no_figures_for_two_weeks",
    ),
    (
        Fault(
            "two weeks in one",
            "W4: the week in which a place is caught up tells what it did in the one before.",
            "bridge.service.counting:Counting._reason",
            'CATCHING_UP if read.catches_up else ""',
            '""',
        ),
        f"{WITHHELD}::test_dg_10_a_place_that_was_not_read_leaves_no_figures_for_two_weeks",
    ),
    (
        Fault(
            "nothing linked",
            "W5: each figure is looked at alone.",
            "bridge.core.reports.disclosure.audit:_linked",
            "{period, *_weeks(period)}",
            "{period}",
        ),
        f"{AUDIT}::test_dg_06_weeks_and_the_spaces_of_their_quarter_are_held_together",
    ),
    (
        Fault(
            "a reader who knows nothing",
            "W5: what somebody knows of their own firm is not taken off.",
            "bridge.core.reports.disclosure.audit:_Knowing._rests",
            "self.own.get(part, 0)",
            "0",
        ),
        f"{AUDIT}::test_dg_06_the_audit_finds_what_the_rules_would_have_withheld",
    ),
    (
        Fault(
            "exact numbers",
            "W6: the step of a week is one person's act.",
            "bridge.core.reports.disclosure.rounding:rounded",
            "(number + REACH) // STEP * STEP",
            "number",
        ),
        f"{DOMINANCE}::test_dg_07_numbers_are_told_to_the_nearest_five_and_below_ten_not_at_all",
    ),
    (
        Fault(
            "names that go out",
            "W7: a document is released whatever stands in it.",
            "bridge.service.release:_signed",
            "if scan(",
            "if False and scan(",
        ),
        f"{RELEASED}::test_dg_08_nothing_of_a_roster_or_a_task_gets_into_a_document",
    ),
    (
        Fault(
            "names in other words",
            "W7: a name is not found in JSON, HTML or a PDF.",
            "bridge.core.reports.disclosure.scan:_readings",
            "for each in (made, *_inflated(made)):",
            "for each in ():",
        ),
        f"{SCAN}::test_dg_08_a_name_is_found_however_it_is_written",
    ),
    (
        Fault(
            "another document signed",
            "W8: the signature is over something else than what is read.",
            "bridge.service.release:_signed",
            "signer.sign(network.id, written)",
            "signer.sign(network.id, written[1:])",
        ),
        f"{RELEASED}::test_dg_08_one_document_is_signed_for_everybody_and_kept_byte_for_byte",
    ),
    (
        Fault(
            "zero for what is not shown",
            "What is withheld reads as nothing done.",
            "bridge.core.reports.disclosure.document:_cell",
            "if cell.outcome is Outcome.SHOWN else None",
            "if True else None",
        ),
        f"{RELEASED}::test_dg_09_what_is_not_shown_has_no_value",
    ),
    (
        Fault(
            "a number without its grounds",
            "Nobody reads whom a figure rests upon.",
            "bridge.core.reports.disclosure.document:document",
            '        "basis": {"organisations": release.organisations, "persons": release.persons},\n',
            '        "basis": {"organisations": 0, "persons": 0},\n',
        ),
        f"{RELEASED}::test_dg_10_the_document_says_what_its_figures_are",
    ),
)
"""Each with the test that notices it."""
