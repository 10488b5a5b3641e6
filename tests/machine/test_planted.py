"""The state machine notices every fault that is planted into the product; README.md beside this file is the record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from pkgutil import resolve_name

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine, RealMachine
from tests.machine.planted import FAULTS
from tests.machine.planting import Fault, NotPlanted, planted

MOST, LATEST, SOON = 1000, 300, 100
"""So many examples are tried at most; so soon all faults are noticed, and so soon those that are not late."""
# The same examples each time, no shrinking: that a fault is noticed is what counts, not its smallest form.
TRIED = settings(
    max_examples=MOST, stateful_step_count=40, phases=[Phase.generate], derandomize=True, database=None, deadline=None,
    report_multiple_bugs=False, print_blob=False, suppress_health_check=list(HealthCheck),
)  # fmt: skip


def noticed_after(machine: type[Machine]) -> int:
    """Run the machine until it fails; after so many examples."""

    class Counted(machine):  # type: ignore[misc,valid-type]
        """The machine, which counts its examples."""

        number = 0

        def __init__(self) -> None:
            super().__init__()
            Counted.number += 1

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Counted, settings=TRIED)
    return int(Counted.number)


LONG = settings.get_current_profile_name() == "thorough"
"""Faults that are noticed late are tried by `make machine` only; that their words still fit is held for all."""


@pytest.mark.slow
@pytest.mark.parametrize("machine", [Machine, RealMachine])
def test_the_sound_product_passes_the_same_examples(machine: type[Machine]) -> None:
    """Else a failure would say nothing of the fault: as many of them as the faults that are tried take."""

    class Enough(KeyboardInterrupt):
        """So many have passed; any other exception would be taken for a failure, and tried again."""

    class Counted(machine):  # type: ignore[misc,valid-type]
        """The machine, which stops after some examples; with fewer to come, hypothesis would draw others."""

        number = 0

        def __init__(self) -> None:
            Counted.number += 1
            if Counted.number > (LATEST if LONG else SOON):
                raise Enough
            super().__init__()

    with pytest.raises(Enough):
        run_state_machine_as_test(Counted, settings=TRIED)


@pytest.mark.slow
@pytest.mark.parametrize("fault", [each for each in FAULTS if LONG or not each.late], ids=lambda fault: fault.name)
def test_the_machine_notices(fault: Fault, record_property: Callable[[str, object], None]) -> None:
    """Whatever goes wrong in the product in one of these ways, an oracle says so."""
    with planted(fault):
        record_property("examples", noticed_after(RealMachine if fault.real else Machine))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_fits_the_code_as_it_stands(fault: Fault) -> None:
    """The words that it replaces are there, once."""
    with planted(fault):
        pass


def test_a_fault_whose_words_are_gone_is_not_planted() -> None:
    """A fault that is none any more must not look like one that was noticed."""
    fault = replace(FAULTS[0], sound="no such words")
    with pytest.raises(NotPlanted, match="no such words"), planted(fault):
        pass


def test_the_product_is_sound_again_afterwards() -> None:
    """No fault stays behind, whatever happened while it was planted."""
    function = resolve_name(FAULTS[0].function)
    before = function.__code__
    with suppress(KeyError), planted(FAULTS[0]):
        assert function.__code__ is not before
        raise KeyError
    assert function.__code__ is before


def test_every_fault_is_in_the_record() -> None:
    """README.md has a row for each fault, with its sentence."""
    record = Path(__file__).with_name("README.md").read_text("utf-8")
    assert [fault.name for fault in FAULTS if f"| {fault.name} | {fault.world} |" not in record] == []
