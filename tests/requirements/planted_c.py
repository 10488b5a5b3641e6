"""Faults of the charter, its gates, and what passes before they are passed."""

from __future__ import annotations

from tests.machine.planting import Fault

RESERVED, AGREEMENT = "tests/unit/core/test_reserved.py", "tests/unit/core/test_agreement.py"
COMMANDS, FILES = "tests/unit/entry/test_charter_command.py", "tests/unit/config/test_transfers.py"
FAULTS = (
    (
        Fault(
            "contents without consent",
            "A place whose partner has not agreed is mirrored like any other.",
            "bridge.core.rules.reserved:_referred",
            "if not begun.ready:",
            "if begun.ready is None:",
        ),
        f"{RESERVED}::test_pl_08_a_partner_who_has_not_agreed_gives_references_alone",
    ),
    (
        Fault(
            "contents remembered",
            "What a place without consent says is taken into the decision like everything else.",
            "bridge.core.sync.decide:_reserved",
            "bordered(without_left_out(each, terms), draft.memory, terms)",
            "(each, Memory())",
        ),
        f"{RESERVED}::test_pl_08_a_partner_who_has_not_agreed_gives_references_alone",
    ),
    (
        Fault(
            "two gates will do",
            "Nobody asks whether the staff were informed.",
            "bridge.core.rules.consent:missing",
            "for gate in NEEDED",
            "for gate in NEEDED[:2]",
        ),
        f"{AGREEMENT}::test_pl_08_each_of_the_three_gates_is_needed",
    ),
    (
        Fault(
            "the file decides",
            "What the network file adds holds without anybody's consent.",
            "bridge.core.rules.agreement:_narrowest",
            "known[0] if len(known) == len(said) else None",
            "known[0]",
        ),
        f"{AGREEMENT}::test_pl_08_nothing_holds_that_somebody_has_not_agreed_to",
    ),
    (
        Fault(
            "anybody's word",
            "Whoever is an officer of the partner passes any of its gates.",
            "bridge.core.rules.consent:may_record",
            "caller.role in recorders(partner, gate) and",
            "",
        ),
        f"{COMMANDS}::test_pl_08_nobody_else_agrees_for_a_council",
    ),
    (
        Fault(
            "an invalid ground",
            "A transfer may stand on the Privacy Shield.",
            "config.charter:_mechanism",
            "if SHIELD.search(text):",
            "if not text:",
        ),
        f"{FILES}::test_tr_02_neither_is_a_fallback",
    ),
    (
        Fault(
            "the decision never falls",
            "With the switch thrown everything goes on as before.",
            "bridge.core.rules.agreement:fallen",
            "told == DPF",
            "not told",
        ),
        f"{AGREEMENT}::test_tr_03_a_fallen_decision_stops_what_stands_on_it_alone",
    ),
    (
        Fault(
            "a detour out of the EEA",
            "An EEA partner reads and edits tasks that others read outside.",
            "bridge.core.rules.reserved:_referred",
            "each.guarded and leaves",
            "False",
        ),
        f"{RESERVED}::test_tr_04_no_detour_leads_out_of_the_eea",
    ),
    (
        Fault(
            "no border",
            "What is for the EEA alone is written to a tool outside.",
            "bridge.core.rules.reserved:_meet",
            "not (one.guarded and other.outside) and",
            "",
        ),
        f"{RESERVED}::test_tr_04_what_is_for_the_eea_alone_never_leaves_it",
    ),
)
"""Each with the test that notices it."""
