"""How commands end.

0 done; 1 failed or disagrees; 2 bad usage or input; 3 refused by the guard, for want of consent or of a permission;
4 done except for places that could not be reached.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import TracebackType

from bridge.core.errors import Failure, NotPermittedError, Unusable


class Exit(IntEnum):
    """Exit codes."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    REFUSED = 3
    UNREACHABLE = 4


class BadInputError(Exception):
    """What a person gave cannot be used; the message says what, where and what to do."""


@contextmanager
def told() -> Iterator[None]:
    """Whatever ends a command early becomes its sentence on standard error and its exit code."""
    try:
        yield
    except BadInputError as fault:
        _end(str(fault), Exit.BAD_INPUT)
    except NotPermittedError as fault:
        _end(_worded(fault), Exit.REFUSED)
    except Unusable as fault:
        _end(str(fault), Exit.FAILED)
    except Failure as failure:
        _end(_of_tool(failure), Exit.FAILED)


def _end(sentence: str, code: Exit) -> None:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(code)


def _of_tool(failure: Failure) -> str:
    from bridge.bootstrap import speech

    return speech().told(failure.message)


def _worded(fault: NotPermittedError) -> str:
    from bridge.bootstrap import speech

    say = speech()
    values = {
        name: say(f"access.{name}.{value}") if name in ("role", "verb", "resource") else value
        for name, value in fault.values.items()
    }
    return say(fault.key, **values)


def crash_without(hidden: Callable[[str], str]) -> None:
    """From now on whatever nobody expected is told with its traceback, and with what `hidden` leaves of it.

    The text of an exception is its author's: a package may put into it what it was about to send.
    """

    def told(kind: type[BaseException], error: BaseException | None, at: TracebackType | None) -> None:
        sys.stderr.write(hidden("".join(traceback.format_exception(kind, error, at))))

    sys.excepthook = told
    threading.excepthook = lambda found: told(found.exc_type, found.exc_value, found.exc_traceback)
