"""Diagnostics: what the program tells its operator, to standard error, without a secret in it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection, Mapping, MutableMapping
from typing import Any, Literal, TextIO
from urllib.parse import quote, quote_plus

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

Form = Literal["text", "json"]

HIDDEN = "***"
SHORTEST = 6
"""Shorter values are no secrets worth the name, and hiding each of their occurrences would garble every line."""


class Secrets:
    """The known secrets. As a processor it replaces each by `***`, wherever in a message or a value it stands."""

    def __init__(self, values: Collection[str] = ()) -> None:
        self._values: tuple[str, ...] = ()
        self.add(*values)

    def add(self, *values: str) -> None:
        """Hide these too, such as a token that was renewed; also as they stand in a url."""
        forms = (form for value in values for form in (value, quote(value, safe=""), quote_plus(value)))
        known = {*self._values, *(form for form in forms if len(form) >= SHORTEST)}
        # The longest first: a secret within a secret must not leave the rest of it standing.
        self._values = tuple(sorted(known, key=len, reverse=True))

    def hidden(self, text: str) -> str:
        """The text without a secret."""
        for value in self._values:
            text = text.replace(value, HIDDEN)
        return text

    def __call__(self, _: WrappedLogger, __: str, line: EventDict) -> MutableMapping[str, Any]:
        """As structlog calls a processor."""
        return {self.hidden(key): self._clean(value) for key, value in line.items()}

    def _clean(self, value: object) -> object:
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self.hidden(value)
            case Mapping():
                return {self.hidden(str(key)): self._clean(each) for key, each in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._clean(each) for each in value]
            case _:
                return self.hidden(str(value))


def set_up(form: Form, secrets: Secrets, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send diagnostics, ours and those of the libraries, to standard error: readable lines, or one JSON each."""
    handler = logging.StreamHandler(stream or sys.stderr)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                secrets,
                _renderer(form, handler.stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("urllib3", "httpx", "httpcore"):  # their lines name every request
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # a logger made before this call follows it too
    )


def _renderer(form: Form, stream: TextIO) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty())
