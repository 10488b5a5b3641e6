"""Faults that the harness has to notice: each a few words of one function, as it stands, made wrong."""

from __future__ import annotations

from collections.abc import Mapping

from tests.machine.planted import FAULTS as OF_THE_MACHINE
from tests.machine.planting import Fault

SHARED = ("intent not stored", "seen moved before the write")
"""The machine notices them too, in its one process."""
OWN = (
    Fault(
        "inbox acknowledged before stored",
        "Whoever sends a form in Slack is told that it arrived, and it is stored a moment later.",
        "bridge.service.ingest:ingest",
        "    keep(received, inbox, space_of)\n",
        "    from threading import Timer\n    Timer(0.5, keep, (received, inbox, space_of)).start()\n",
    ),
    Fault(
        "entry written outside the transaction",
        "What was agreed is on the disk a moment before the log's entries about it.",
        "bridge.adapters.store.spaces:SqlSpaces.agree",
        "        stage(connection, entries)\n",
        "        pass\n"
        "    from time import sleep\n"
        "    sleep(60)\n"
        "    with self._database.writing(durable=True) as connection:\n"
        "        stage(connection, entries)\n",
    ),
)
FAULTS: Mapping[str, Fault] = {
    each.name: each for each in (*OWN, *(fault for fault in OF_THE_MACHINE if fault.name in SHARED))
}
