"""Faults of the worklist: who is named, in which order, and who reads of what."""

from __future__ import annotations

from tests.machine.planting import Fault

WORKLIST, READ = "tests/unit/core/test_worklist.py", "tests/unit/entry/test_worklist_command.py"
DUTIES = "tests/unit/core/test_duties.py"
FAULTS = (
    (
        Fault(
            "small organisations named",
            "An organisation of a few persons is named without having agreed.",
            "bridge.core.reports.state.naming:Naming._agreed",
            ">= FEW",
            ">= 1",
        ),
        f"{WORKLIST}::test_pl_42_an_organisation_of_few_is_named_only_where_it_agreed",
    ),
    (
        Fault(
            "lines by organisation",
            "Lines of one day stand by whose they are.",
            "bridge.core.reports.worklist:_place_in_order",
            "due, line.title, since",
            "due, line.organisation, line.title, since",
        ),
        f"{WORKLIST}::test_pl_41_who_does_the_work_changes_nothing_in_the_order",
    ),
    (
        Fault(
            "worklists without references",
            "A partner on references is read what it may not read.",
            "bridge.service.worklist:worklist",
            "Reader(caller.partner)",
            "Reader()",
        ),
        f"{READ}::test_pl_08_a_partner_on_references_does_not_read_what_the_others_read",
    ),
    (
        Fault(
            "duties of small partners",
            "Everybody is told how the duties of few persons stand.",
            "bridge.core.reports.duties:duties_for",
            " and len(each.roster) >= fewest",
            "",
        ),
        f"{DUTIES}::test_pl_42_each_sees_its_own_unless_the_charter_names_the_large",
    ),
    (
        Fault(
            "restricted persons told",
            "The organisation of a person stands there whose data may not be used.",
            "bridge.core.reports.state.naming:Naming._is_barred",
            "self.terms.is_erased(person) or self.terms.is_restricted(person)",
            "self.terms.is_erased(person)",
        ),
        f"{WORKLIST}::test_dt_06_nobody_is_named_for_a_person_whose_data_may_not_be_used",
    ),
)
