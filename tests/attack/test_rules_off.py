"""Each rule of a release is switched off once, and an attack notices: no rule is there for nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bridge.core.reports.attack.cases import CASES
from tests.attack import scenes
from tests.machine.planting import Fault, planted

DISCLOSURE = "bridge.core.reports.disclosure"
Q0_OFF = f"{DISCLOSURE}.group:lacking", "organisations = present(group)", 'return ""'
COUNTING, RELEASE = "bridge.service.counting:Counting", "bridge.service.release"


@dataclass(frozen=True, slots=True)
class Off:
    """A rule, a network in which it matters, what of the code is broken, and the cases that notice."""

    rule: str
    scene: Callable[[], frozenset[str]]
    fault: Fault
    cases: frozenset[str]


def off(
    rule: str,
    scene: Callable[[], frozenset[str]],
    cases: str,
    function: str,
    sound: str,
    broken: str,
    beside: Fault | None = None,
) -> Off:
    fault = Fault(f"{rule} {scene.__name__}", scene.__doc__ or "", function, sound, broken, beside)
    return Off(rule, scene, fault, frozenset(cases.split()))


RULES = (
    off("Q0", scenes.few_remain, "A04 A16", *Q0_OFF),
    off("Q0", scenes.two_firms, "A03 A16 A20", *Q0_OFF),
    off("Q0", scenes.joined, "A07 A24", "bridge.service.basis:Freezing.basis", "if kept:", "if False:",
        Fault("", "", "tests.attack.office:Kept.freeze", "self.bases.setdefault(basis.quarter, basis)",
              "self.bases[basis.quarter] = basis")),
    off("W1", scenes.late, "A11 A19", f"{RELEASE}:release",
        "kept = releasing.releases.of(releasing.network.id, name, period.name)", "kept = None",
        Fault("", "", "tests.attack.office:Kept.keep", "self.signed.setdefault(key, signed)",
              "self.signed[key] = signed")),
    off("W2", scenes.small_space, "A26", f"{COUNTING}.audited",
        "counted = group.passing(basis.standing(), self.evaluation.threshold) if basis else ()",
        'counted = sorted(basis.spaces) if self.evaluation.name == "F1" else '
        "group.passing(basis.standing(), self.evaluation.threshold)"),
    off("W2", scenes.usual, "A02", f"{DISCLOSURE}.document:document", '"unit": "tasks",',
        '"unit": "tasks", "tools": {"slack": 3},'),
    off("W3", scenes.one_did_most, "A06", f"{DISCLOSURE}.dominance:is_dominated",
        "if rounded(organisations.total) < LEAST:", "return False\n    if False:"),
    off("W3", scenes.holiday, "A06 A23", f"{DISCLOSURE}.dominance:is_dominated",
        "if rounded(organisations.total) < LEAST:", "return False\n    if False:"),
    off("W3", scenes.quiet, "A09", f"{DISCLOSURE}.rounding:told", "Cell(metric, space, Outcome.UNDER)",
        "Cell(metric, space, Outcome.SMALL)"),
    off("W4", scenes.quiet, "A05", f"{DISCLOSURE}.rounding:told", "if value >= LEAST", "if value >= 0",
        Fault("", "", f"{COUNTING}.audited", "narrow = {each.metric for each in found.narrow}", "narrow = set()")),
    off("W4", scenes.unread, "A02", f"{COUNTING}._reason", "if read.gaps:", "if False:"),
    off("W5", scenes.linked, "A08", f"{COUNTING}.audited", "narrow = {each.metric for each in found.narrow}",
        "narrow = set()"),
    off("W6", scenes.usual, "A10", f"{DISCLOSURE}.rounding:rounded", "(number + REACH) // STEP * STEP", "number"),
    off("W7", scenes.named, "A22", f"{RELEASE}:_signed", "if scan(", "if False and scan("),
    off("W8", scenes.usual, "A15", f"{RELEASE}:_signed", "network.id, written)", "network.id, bytes())"),
    off("W8", scenes.usual, "A15", f"{DISCLOSURE}.document:fingerprint", "sha256(document)", "sha256(document[1:])"),
)  # fmt: skip
SCENES = tuple(dict.fromkeys((*(each.scene for each in RULES), scenes.objected)))


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_dg_06_no_attack_succeeds_as_long_as_every_rule_holds(scene: Callable[[], frozenset[str]]) -> None:
    """In none of the networks that were made to be attacked does anybody learn of anybody."""
    assert scene() == frozenset()


@pytest.mark.parametrize("each", RULES, ids=lambda each: f"{each.fault.name} {each.fault.function.rpartition(':')[2]}")
def test_dg_06_a_rule_that_is_switched_off_is_noticed(each: Off) -> None:
    """The attack that the rule protects against succeeds without it."""
    with planted(each.fault):
        assert each.cases <= each.scene()


def test_each_rule_is_switched_off_and_each_case_says_truly_what_protects_against_it() -> None:
    """None of the nine is missing, and the table of cases names a rule that the case was seen to notice."""
    assert {each.rule for each in RULES} == {"Q0", *(f"W{number}" for number in range(1, 9))}
    named = {case.id: case.rules for case in CASES}
    assert [(each.rule, case) for each in RULES for case in each.cases if each.rule not in named[case]] == []
