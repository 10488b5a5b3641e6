"""Faults of roles, codes and the access log."""

from __future__ import annotations

from tests.machine.planting import Fault

ROLES, LOGS = "tests/unit/core/test_access.py", "tests/contracts/test_access_logs.py"
LOOKING, COMMANDS = "tests/unit/service/looking", "tests/unit/entry/test_asking.py"
FAULTS = (
    (
        Fault(
            "allowed unless denied",
            "Whoever has any row for a resource may do everything with it.",
            "bridge.core.rules.access:may",
            "verb in grant.verbs",
            "bool(grant.verbs)",
        ),
        f"{ROLES}::test_pl_15_nobody_may_what_no_row_allows",
    ),
    (
        Fault(
            "one human in two roles",
            "Who runs the service is the data-protection officer too.",
            "bridge.core.model.officer:apart_in_person",
            "frozenset((one, other)) in APART_IN_PERSON",
            "one is other",
        ),
        f"{ROLES}::test_pl_15_roles_that_must_not_meet",
    ),
    (
        Fault(
            "any code will do",
            "Whoever names an officer is taken for them.",
            "bridge.service.codes:_fits",
            "hmac.compare_digest(code.hashed, _hashed(entered, bytes.fromhex(code.salt)))",
            "bool(entered)",
        ),
        f"{COMMANDS}::test_pl_15_a_wrong_code_opens_nothing",
    ),
    (
        Fault(
            "codes made quietly",
            "A code is made and nobody learns of it.",
            "bridge.service.access:Access.recorded.__wrapped__",
            "self.note(caller, verb, resource, looked.persons, purpose, result, case=case)",
            "None",
        ),
        f"{LOOKING}/test_codes.py::test_pl_15_each_code_that_is_made_is_recorded",
    ),
    (
        Fault(
            "the other partner's spaces",
            "A coordinator is told of spaces in which the partner has no place.",
            "bridge.service.access:within",
            "if any(place.connection in own for place in each.places)",
            "if each.places",
        ),
        "tests/unit/entry/test_partners_apart.py::test_pl_16_what_is_another_partners_does_not_exist",
    ),
    (
        Fault(
            "the other partner's persons",
            "A role of one partner reaches the persons of all.",
            "bridge.service.access:Access.partners",
            "if caller.partner in (None, each.id)",
            "if each.id",
        ),
        f"{LOOKING}/test_access.py::test_pl_16_a_role_of_one_partner_reaches_no_other",
    ),
    (
        Fault(
            "one entry for a whole page",
            "Of many persons shown, the first alone is recorded.",
            "bridge.service.access:Looked.at_all",
            "self.at(person, partner)",
            "self.persons or self.at(person, partner)",
        ),
        f"{LOOKING}/test_access.py::test_pl_17_one_entry_for_each_person_shown",
    ),
    (
        Fault(
            "failures unrecorded",
            "A look that fails counts as done.",
            "bridge.service.access:Access.recorded.__wrapped__",
            "looked, result = Looked(), Result.FAILED",
            "looked, result = Looked(), Result.DONE",
        ),
        f"{LOOKING}/test_access.py::test_pl_17_a_look_that_fails_is_recorded",
    ),
    (
        Fault(
            "refusals unrecorded",
            "Who was refused has left no trace.",
            "bridge.service.access:Access.permit",
            "self.note(caller, verb, resource, about, purpose, Result.REFUSED, case=case)",
            "None",
        ),
        f"{LOOKING}/test_access.py::test_pl_17_a_refused_look_is_recorded_and_shows_nothing",
    ),
    (
        Fault(
            "the access log read unseen",
            "Reading the access log is no entry.",
            "bridge.service.looks:looks",
            "with access.recorded(caller, Verb.READ, Resource.ACCESS_LOG, Purpose.SECURITY):",
            "if True:",
        ),
        f"{LOOKING}/test_looks.py::test_pl_18_reading_the_access_log_is_an_entry",
    ),
    (
        Fault(
            "the access log kept for ever",
            "Nothing of it is deleted.",
            "bridge.adapters.store.memory_access_log:MemoryAccessLog.forget_before",
            "each.at.astimezone(UTC).date() >= day",
            "day",
        ),
        f"{LOGS}::TestMemoryAccessLog::test_pl_18_what_is_old_is_forgotten",
    ),
    (
        Fault(
            "gaps where the council read",
            "Both series are counted together.",
            "bridge.adapters.store.memory_access_log:MemoryAccessLog.record",
            "self._kept[network, each.role in APART]",
            "self._kept[network, False]",
        ),
        f"{LOGS}::TestMemoryAccessLog::test_pl_19_council_and_dsb_leave_no_gap",
    ),
    (
        Fault(
            "the council's reading shown",
            "Every role is shown what council and DSB have read.",
            "bridge.core.rules.looks:shown_to",
            "if looked in APART and caller.role not in (Role.DSB, looked):",
            "if False:",
        ),
        f"{ROLES}::test_pl_19_looks_of_council_and_dsb_are_shown_to_no_other_role",
    ),
    (
        Fault(
            "looks of others",
            "A person is told of looks at others.",
            "bridge.service.access:Access._may",
            "if over is Scope.SELF and person is not None and person != caller.id:",
            "if False:",
        ),
        f"{LOOKING}/test_looks.py::test_pl_06_a_person_sees_nobody_elses",
    ),
    (
        Fault(
            "one human in two offices",
            "A network file in which one human watches themself is taken.",
            "config.officers:_one_human",
            "if apart_in_person(Role(roles[0]), Role(roles[1])):",
            "if False:",
        ),
        "tests/unit/config/test_officers.py::test_pl_15_a_file_with_roles_that_must_not_meet_is_refused",
    ),
)
