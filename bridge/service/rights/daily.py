"""What the rights of persons need once a day, beside what people ask for."""

from __future__ import annotations

from bridge.core.model.case import Act, State
from bridge.service.rights.compliance import Asking
from bridge.service.rights.erasure import Erasing
from bridge.service.rights.forget import forget_again
from bridge.service.rights.notify import Notifying, notify_once


def look_after(erasing: Erasing, asking: Asking, notifying: Notifying) -> None:
    """Nothing of erased persons is there, vendors are asked, open erasures go on, partners are told. Safe to repeat.

    A cycle that began before an erasure may have written what it had read before: it goes here at the latest.
    """
    forget_again(erasing.kept, erasing.barring)
    asking.ask()
    for case in erasing.cases.all(erasing.kept.network):
        if case.act is Act.ERASURE and case.state is State.OPEN and case.steps:
            notifying.remind(erasing.undo(case))
    notify_once(notifying)
