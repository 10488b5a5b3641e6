"""Faults of what is kept and counted: fields, acts, evaluations."""

from __future__ import annotations

from tests.machine.planting import Fault

PARTICIPATE, ACTIVITIES = "tests/unit/service/test_participate.py", "tests/unit/core/test_activities.py"
EVALUATIONS, EVALUATED = "tests/unit/core/test_evaluations.py", "tests/unit/adapters/test_log_evaluated.py"
EVALUATE = "tests/unit/service/test_evaluate.py"
FAULTS = (
    (
        Fault(
            "accounts in entries",
            "An entry says which account acted.",
            "bridge.service.participate:_entry",
            "vault.pseudonym(network.id, Purpose.TRANSPARENCY, day, ",
            "str(",
        ),
        f"{PARTICIPATE}::test_pl_03_no_name_title_or_text_gets_into_an_entry",
    ),
    (
        Fault(
            "edits count",
            "Each edit of a text becomes an entry.",
            "bridge.core.sync.activities:activities",
            "was, now = before.fields, after.fields",
            "was, now = before.fields, after.fields\n"
            "    if was.title != now.title:\n"
            "        yield _activity(EntryType.REOPENED, changes[0], terms)",
        ),
        f"{ACTIVITIES}::test_pl_02_edits_of_texts_dates_and_labels_are_no_participation",
    ),
    (
        Fault(
            "an evaluation for any purpose",
            "Figures are made for what nobody agreed to.",
            "bridge.core.log.evaluations:listed",
            "if purpose is not found.purpose:",
            "if False:",
        ),
        f"{EVALUATIONS}::test_pl_01_an_evaluation_serves_the_purpose_that_it_declares",
    ),
    (
        Fault(
            "evaluations by any name",
            "Whoever asks for another evaluation gets one.",
            "bridge.core.log.evaluations:listed",
            "next((each for each in EVALUATIONS if each.name == name), None)",
            "next((each for each in EVALUATIONS if each.name == name), EVALUATIONS[0])",
        ),
        f"{EVALUATIONS}::test_pl_40_what_is_not_on_the_list_does_not_exist",
    ),
    (
        Fault(
            "evaluations made up",
            "Whatever is declared somewhere is executed.",
            "bridge.core.log.evaluations:fitting",
            "if evaluation not in EVALUATIONS:",
            "if False:",
        ),
        f"{EVALUATIONS}::test_pl_40_an_evaluation_that_was_changed_on_its_way_is_refused",
    ),
    (
        Fault(
            "evaluations for everybody",
            "A manager makes figures before anything is withheld.",
            "bridge.service.evaluate:evaluate",
            "Verb.CHANGE, Resource.FIGURES",
            "Verb.READ, Resource.FIGURES",
        ),
        f"{EVALUATE}::test_pl_40_nobody_but_the_service_evaluates_the_log",
    ),
    (
        Fault(
            "evaluations that nobody agreed to",
            "Figures are made that the charter in force does not have.",
            "bridge.core.log.evaluations:agreed",
            "if not is_agreed(evaluation, force):",
            "if False:",
        ),
        f"{EVALUATE}::test_pl_40_an_evaluation_that_the_partners_did_not_agree_to_is_refused_and_recorded",
    ),
    (
        Fault(
            "figures before anybody agreed",
            "The network file alone lets the log be evaluated.",
            "bridge.core.log.evaluations:is_agreed",
            "bool(force.ready) and ",
            "",
        ),
        f"{EVALUATE}::test_pl_40_as_long_as_no_partner_has_agreed_nothing_is_evaluated",
    ),
    (
        Fault(
            "spaces that are too small",
            "Figures count what may not be counted.",
            "bridge.adapters.store.evaluations:_within",
            "        ENTRIES.c.space_ref.in_(sorted(spaces)),\n",
            "",
        ),
        f"{EVALUATED}::test_pl_40_only_what_may_be_counted_is",
    ),
    (
        Fault(
            "a database that gives everything",
            "A query for figures can read who did something.",
            "bridge.adapters.store.evaluations:_judged",
            "if table == ENTRIES.name and column in columns",
            "if True",
        ),
        f"{EVALUATED}::test_pl_05_the_database_itself_refuses_to_read_who_did_something",
    ),
    (
        Fault(
            "rankings that can be declared",
            "An evaluation that measures people stands on the list.",
            "bridge.core.log.evaluations:Evaluation.__post_init__",
            "if MEASURES_PEOPLE.search(said):",
            "if False:",
        ),
        f"{EVALUATIONS}::test_pl_41_an_evaluation_that_ranks_scores_or_times_anybody_cannot_be_declared",
    ),
    (
        Fault(
            "thresholds of one person",
            "A firm of one has figures of its own.",
            "bridge.core.log.evaluations:Threshold.__post_init__",
            "min(self.persons, self.without_one) < FEWEST_PERSONS or ",
            "",
        ),
        f"{EVALUATIONS}::test_pl_42_no_threshold_goes_below_five_persons",
    ),
)
