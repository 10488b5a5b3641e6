"""Holds an exchange against an OpenAPI description, with openapi-core."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.exceptions import (
    MissingRequiredParameter,
    ParameterValidationError,
    RequestBodyValidationError,
    SecurityValidationError,
)
from openapi_core.validation.schemas import oas30_read_schema_validators_factory
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.judge.described import JSON, Description, Located, Operation
from tests.judge.exchange import Exchange, Finding, Side
from tests.judge.faults import named, schema_faults, told
from tests.judge.unnamed import typed, unnamed

ID = re.compile(r"/[^/]*\d[^/]*")
FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
"""Bodies whose values are texts whatever they mean; openapi-core reads uploads but from a whole message."""


class _Call:
    """An exchange's request as openapi-core reads it."""

    def __init__(self, host: str, prefix: str, exchange: Exchange) -> None:
        self.host_url = host
        self.path = prefix + exchange.path
        self.method = exchange.method.lower()
        self.body = exchange.sent.encode() or None
        self.content_type = exchange.kind
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(exchange.query),
            header=Headers(list(exchange.headers.items())),
            cookie=ImmutableMultiDict(),
            path={},
        )


class _Answer:
    """An exchange's answer as openapi-core reads it."""

    def __init__(self, exchange: Exchange) -> None:
        self.status_code = exchange.status
        self.content_type = JSON
        self.headers = Headers()
        self.data = b"" if exchange.answer is None else json.dumps(exchange.answer).encode()


@dataclass(frozen=True)
class Held:
    """One vendor's description, and what its calls begin with (`https://host`, `/v1.0`)."""

    description: Description
    host: str
    prefix: str

    @cached_property
    def _api(self) -> OpenAPI:
        # The published files are not valid OpenAPI themselves; that is not ours to judge.
        unheld = Config(spec_validator_cls=None)  # type: ignore[arg-type]  # None is how openapi-core takes it
        return OpenAPI.from_dict(dict(self.description.all), config=unheld)

    def operation(self, exchange: Exchange) -> str:
        """What the vendor calls it; empty where it publishes none like it."""
        return str(self.description.operation(exchange) or "")

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is wrong with either side; a call of no published operation is one finding."""
        operation = self.description.operation(exchange)
        if operation is None:
            call = f"{exchange.method} {ID.sub('/{}', exchange.path)}"
            yield Finding(call, "request", "paths", f"no operation: {call}", exchange.path)
            return
        yield from self.request(exchange, operation)
        yield from self.answer(exchange, operation)

    def request(self, exchange: Exchange, operation: Operation) -> Iterator[Finding]:
        """What is wrong with what was sent."""
        call = _Call(self.host, self.prefix, exchange)
        if exchange.kind in FORMS:
            call.body = None
        faults = (
            each for each in self._api.iter_request_errors(call)
            if exchange.kind not in FORMS or not isinstance(each, RequestBodyValidationError)
        )  # fmt: skip
        yield from self._told(str(operation), "request", operation, faults, self.description.taken(operation))
        yield from self._strange_parameters(exchange, operation)
        taken = self.description.taken(operation)
        sent = exchange.json() if exchange.kind == JSON else None
        if taken and sent:
            yield from self._strange_keys(str(operation), "request", sent, taken)
        elif sent:
            yield Finding(str(operation), "request", operation.place, "no body is taken", sent)

    def answer(self, exchange: Exchange, operation: Operation) -> Iterator[Finding]:
        """What is wrong with what was answered; nothing where the vendor publishes no schema for it."""
        answered = self.description.answered(operation, exchange.status)
        if answered is None or exchange.answer is None:
            return
        name = f"{operation} {exchange.status}"
        faults = self._api.iter_response_errors(_Call(self.host, self.prefix, exchange), _Answer(exchange))
        yield from self._told(name, "answer", operation, faults, answered)
        yield from self._strange_keys(name, "answer", exchange.answer, answered)
        for value, schema in typed(exchange.answer, self.description):
            yield from self._told(name, "answer", operation, self._unlike(value, schema), schema)

    def _unlike(self, value: Any, schema: Located) -> Iterator[Exception]:
        """What is wrong with an object that names its own type, which no published answer leads to."""
        found = self._api.spec
        for key in schema.place.split("/"):
            found /= key
        try:
            oas30_read_schema_validators_factory.create(self._api.spec, found).validate(value)
        except InvalidSchemaValue as fault:
            yield fault

    def _told(
        self, name: str, side: Side, operation: Operation, faults: Iterable[Exception], schema: Located | None
    ) -> Iterator[Finding]:
        for fault in faults:
            if isinstance(fault, SecurityValidationError):
                yield Finding(name, side, operation.place, "security")
            elif isinstance(fault, ParameterValidationError | MissingRequiredParameter):
                yield from self._parameter(name, operation, fault)
            elif schema and schema_faults(fault):
                for error in schema_faults(fault):
                    yield from (Finding(name, side, *each) for each in told(error, schema, self.description))
            else:
                yield Finding(name, side, operation.place, named(fault), str(fault.__cause__ or fault))

    def _parameter(
        self, name: str, operation: Operation, fault: ParameterValidationError | MissingRequiredParameter
    ) -> Iterator[Finding]:
        found = self.description.parameters(operation)[fault.location, fault.name]
        errors = schema_faults(fault)
        for error in errors:
            schema = self.description.at(("schema",), found)
            yield from (
                Finding(name, "request", found.place, rule, value)
                for _, rule, value in told(error, schema, self.description)
            )
        if not errors:
            yield Finding(name, "request", found.place, named(fault))

    def _strange_parameters(self, exchange: Exchange, operation: Operation) -> Iterator[Finding]:
        known = {name for where, name in self.description.parameters(operation) if where == "query"}
        for key in exchange.query:
            if key not in known:
                yield Finding(str(operation), "request", operation.place, f"unnamed parameter: {key}")

    def _strange_keys(self, name: str, side: Side, value: Any, schema: Located) -> Iterator[Finding]:
        for place, key, each in unnamed(value, schema, self.description):
            yield Finding(name, side, place, f"unnamed: {key}", each)
