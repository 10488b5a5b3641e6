"""Which looks at personal data a role is shown (PL-18, PL-19)."""

from __future__ import annotations

from bridge.core.model.caller import APART, Caller, Role


def shown_to(caller: Caller, looked: Role, partner: str) -> bool:
    """Whether the caller is shown a look by somebody of that role at somebody of that partner (empty: nobody's).

    Nobody but the two is shown a look by council or DSB, and the council none by the DSB. A caller of one partner is
    shown what concerns that partner.
    """
    if looked in APART and caller.role not in (Role.DSB, looked):
        return False
    return caller.partner is None or partner == caller.partner
