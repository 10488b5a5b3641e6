"""What every test shares: how hard hypothesis tries, the folder of real input, and CI's rule about skips."""

import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from connectors.sandbox import gate
from tests.judge.exchange import Finding, Side
from tests.judge.heard import Heard
from tests.judge.sitting import BOTH, Sitting
from tests.leaks import leaked

ROOT = Path(__file__).resolve().parent.parent

# Registered here, before any test folder imports the contracts; their asserts then explain themselves.
pytest.register_assert_rewrite("tests.contracts")

# Taken out of the environment: the commands that tests start refuse COBRIDGE_ keys that are no settings.
SHARED = (ROOT / os.environ.pop("COBRIDGE_SHARED", "../shared")).resolve()

# A shell lets what it starts in the background ignore Ctrl-C, and so all that is started from here; tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# No deadlines: a machine that is busy with something else says nothing about the code.
settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, print_blob=True)
settings.register_profile(
    "thorough", deadline=None, max_examples=2_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if IN_CI else "dev")  # `pytest --hypothesis-profile=thorough` chooses another


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real boards and the vendors' descriptions: COBRIDGE_SHARED, by default beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"the folder of real input is missing: {SHARED} (name another in COBRIDGE_SHARED)")
    return SHARED


# Every exchange with a sandbox is judged, as long as the vendors' descriptions are there.
SITTING = Sitting(SHARED) if SHARED.is_dir() else None
if SITTING:
    gate.WITNESSES.append(SITTING.witness)


HEARD: list[Heard] = []
"""The exchanges with sandboxes in processes that tests start, once there is a folder to write them to."""


@pytest.fixture(scope="session", autouse=True)
def _heard_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    if SITTING:
        HEARD.append(Heard(tmp_path_factory.mktemp("judge") / "exchanges.jsonl"))
        HEARD[0].to_be_told()


@pytest.fixture(scope="session")
def judged_sides() -> tuple[Side, ...]:
    """What of an exchange has to be as the vendor publishes it; a folder whose clients are tests overrides this."""
    return BOTH


@pytest.fixture(autouse=True)
def _judged(judged_sides: tuple[Side, ...]) -> None:
    if SITTING:
        SITTING.sides = judged_sides


def _found() -> list[Finding]:
    if SITTING is None:
        return []
    for heard in HEARD:
        for exchange in heard.news():
            SITTING.witness(*exchange)
    return SITTING.taken()


# A finding fails the test in which that kind of exchange is met for the first time.
@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    try:
        yield
    finally:
        found = _found()
    if found:
        pytest.fail("Not as the vendor publishes it:\n" + "\n".join(map(str, found)), pytrace=False)


# Whatever a test and the processes it started said, on standard output, standard error and in logs, shows no token.
@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _skips_nothing(report)
    found = next((token for _, said in report.sections if (token := leaked(said))), "")
    if found and report.outcome == "passed":
        report.outcome = "failed"
        report.longrepr = f"A token stands in what this test said: {found}"
    return report


# CI installs everything that a test can need, so there a skipped test is a test that was lost: it fails.
def _skips_nothing(report: pytest.TestReport) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI skips nothing: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"CI skips nothing: {report.longrepr}"
    return report


# On several cores whatever starts last is what everybody waits for: the files with slow tests go first.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
