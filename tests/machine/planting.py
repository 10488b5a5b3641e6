"""Plants faults: the words of one function are replaced for a while.

A fault is made from the code as it stands, so it stays a fault while the code moves on; where its words are no longer
there, planting fails and says so.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pkgutil import resolve_name
from textwrap import dedent
from types import CodeType, FunctionType


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: what goes wrong in the world, and the words of one function that make it so.

    `function` reads `module:name`. `beside` is a second fault without which the product copes with the first. `real`
    faults need the cast in which a person works at several places; `late` ones more than a hundred examples.
    """

    name: str
    world: str
    function: str
    sound: str
    broken: str
    beside: Fault | None = None
    real: bool = False
    late: bool = False


class NotPlanted(Exception):
    """The function no longer holds the words that the fault replaces: word the fault anew."""


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """The product with this fault in it, for as long as the context lasts."""
    function: FunctionType = resolve_name(fault.function)
    sound = function.__code__
    function.__code__ = _broken(fault, function)
    try:
        with planted(fault.beside) if fault.beside else nullcontext():
            yield
    finally:
        function.__code__ = sound


def _broken(fault: Fault, function: FunctionType) -> CodeType:
    source = dedent(inspect.getsource(function))
    if source.count(fault.sound) != 1:
        raise NotPlanted(f"{fault.name}: {fault.function} does not hold these words once: {fault.sound}")
    module = compile(source.replace(fault.sound, fault.broken), f"<{fault.name}>", "exec", dont_inherit=True)
    return next(part for part in module.co_consts if isinstance(part, CodeType) and part.co_name == function.__name__)
