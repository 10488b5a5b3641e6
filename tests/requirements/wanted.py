"""What has to be shown: the requirements on the log, persons' rights, transfers, figures, documents, and their tests.

P0: without it the service is not rolled out, so a test holds it, and a planted fault shows that the test would notice.
"""

from __future__ import annotations

FIRST = (
    *(f"PL-{number:02}" for number in (1, 2, 3, 4, 5, 6, 8, 10, 11, 15, 16, 17, 18, 21, 22, 25, 30, 40, 41, 42)),
    *("DS-04", "DS-05", "DS-05b", "DS-06", "DS-07", "DS-09"),
    *("TR-02", "TR-03", "TR-04"),
    *(f"DT-{number:02}" for number in (1, 2, 3, 4, 5, 6, 14, 15)),
    *(f"DG-{number:02}" for number in (1, 2, 3, 4, 5, 7, 8, 11)),
    *(f"WC-{number:02}" for number in (2, 3, 4, 6)),
)
SECOND = (
    *(f"PL-{number:02}" for number in (7, 12, 13, 19, 20, 23, 24, 31, 32, 43)),
    "DS-00",
    "DS-03",
    "DS-08",
    "DG-06",
    "DG-09",
    "DG-10",
)
SECOND_TESTS = ("DT-07", "DT-08", "DT-09", "DT-10")

PRIORITY = dict.fromkeys(FIRST, "P0") | dict.fromkeys((*SECOND, *SECOND_TESTS), "P1")
"""By identifier."""


def in_order(identifiers: set[str]) -> list[str]:
    """As the page lists them: the log, the rights, transfers, the tests that were asked for, figures, documents."""
    kinds = ("PL", "DS", "TR", "DT", "DG", "WC")
    return sorted(identifiers, key=lambda each: (kinds.index(each[:2]), each))
