"""Faults of the documents before the start."""

from __future__ import annotations

from tests.machine.planting import Fault

DOCUMENTS, JOURNEYS = "tests/unit/core/test_documents.py", "tests/unit/core/test_journeys.py"
FAULTS = (
    (
        Fault(
            "columns nobody tells",
            "Columns of the database are left out of the field catalogue.",
            "bridge.core.reports.documents.catalogue:_columns",
            "or facts.stores.get(store.name, ())",
            "or ()",
        ),
        f"{DOCUMENTS}::test_wc_02_every_field_stands_in_the_catalogue",
    ),
    (
        Fault(
            "an evaluation unlisted",
            "Of the permitted evaluations one is not in the documents.",
            "bridge.core.reports.documents.evaluations:_rows",
            "for each in EVALUATIONS:",
            "for each in EVALUATIONS[:1]:",
        ),
        f"{DOCUMENTS}::test_wc_03_every_permitted_evaluation_is_listed_with_all_that_councils_ask_for",
    ),
    (
        Fault(
            "everything permitted",
            "The matrix says yes to whatever a role touches.",
            "bridge.core.reports.documents.permissions:_of",
            "if verb in grant.verbs",
            "if verb",
        ),
        f"{DOCUMENTS}::test_wc_04_every_role_stands_in_the_matrix_with_what_it_may",
    ),
    (
        Fault(
            "a rule untold",
            "A data type is missing from the deletion concept.",
            "bridge.core.reports.documents.deletion:_rows",
            "under(facts.points).values()",
            "list(under(facts.points).values())[1:]",
        ),
        f"{DOCUMENTS}::test_wc_06_every_deletion_rule_stands_in_the_concept",
    ),
    (
        Fault(
            "contents on paper",
            "The transfer matrix says that contents pass where the sync sends references.",
            "bridge.core.reports.documents.journeys:_journey",
            "ended.id not in terms.reserved.get(begun.id, frozenset())",
            "True",
        ),
        f"{JOURNEYS}::test_tr_04_who_stays_inside_the_eea_gives_and_gets_references_alone_outside",
    ),
)
