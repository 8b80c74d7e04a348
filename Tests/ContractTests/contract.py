"""The contract as Sources/APIServer/openapi.yaml states it, and whether a real answer keeps it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from api_client import Answer
from event_stream import Event
from tonearm_stack import CHECKOUT

FILE = CHECKOUT / "Sources/APIServer/openapi.yaml"
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
PROBLEM = "application/problem+json"

Node = dict[str, Any]


@dataclass(frozen=True, order=True)
class Documented:
    """One kind of answer that an operation can give."""

    operation: str
    """Its operationId."""
    status: int
    kind: str
    """The `code` of a problem, else the media type; empty where there is no body."""

    def __str__(self) -> str:
        return f"{self.operation} {self.status} {self.kind}".rstrip()


@dataclass(frozen=True)
class Response:
    """What an answer of one status has."""

    headers: dict[str, Node]
    """The schemas of the headers, which are all required, by name."""
    content: dict[str, Node]
    """The schemas of the body by media type; empty where there is no body."""

    @property
    def kinds(self) -> list[str]:
        if PROBLEM in self.content:
            return list(self.content[PROBLEM]["properties"]["code"]["enum"])
        return list(self.content) or [""]


@dataclass(frozen=True)
class Operation:
    """A method of a path."""

    id: str
    method: str
    """In upper case."""
    path: str
    """With its parameters in braces."""
    responses: dict[int, Response]
    """By status."""

    @property
    def is_of_library(self) -> bool:
        return self.path.startswith("/api/v1/tracks")

    @property
    def documented(self) -> Iterator[Documented]:
        for status, response in self.responses.items():
            for kind in response.kinds:
                yield Documented(self.id, status, kind)


class Contract:
    """The document, taken at its word: what it does not mention is wrong.

    Clients are to ignore fields that they do not know. Tests are not: every object is closed here.
    """

    def __init__(self, document: Node):
        self._document = document
        schemas = document["components"]["schemas"]
        self._registry: Registry[Any] = Registry().with_resource(
            "urn:openapi", DRAFT202012.create_resource(
                {"components": {"schemas": {name: _inside(schemas[name]) for name in schemas}}}))
        self.paths = {
            path: {
                method.upper(): Operation(
                    item["operationId"], method.upper(), path, self._responses(item["responses"]))
                for method, item in items.items() if method in METHODS}
            for path, items in document["paths"].items()}
        general = document["components"]["responses"]
        self._no_path = self._responses({404: general["NotFound"]})
        self._no_method = self._responses({405: general["MethodNotAllowed"]})
        stream = self._follow(document["paths"]["/api/v1/events"]["get"]["responses"]["200"])
        self.events: Node = stream["content"]["text/event-stream"]["x-events"]

    @property
    def operations(self) -> dict[str, Operation]:
        """By operationId."""
        return {it.id: it for methods in self.paths.values() for it in methods.values()}

    def _responses(self, nodes: dict[Any, Node]) -> dict[int, Response]:
        return {int(status): self._response(self._follow(node)) for status, node in nodes.items()}

    def _response(self, node: Node) -> Response:
        return Response(
            {name: _closed(self._follow(header)["schema"])
             for name, header in node.get("headers", {}).items()},
            {type: _closed(media.get("schema", {}))
             for type, media in node.get("content", {}).items()})

    def _follow(self, node: Node) -> Node:
        """What the node refers to, or itself."""
        if "$ref" in node:
            steps = node["$ref"].removeprefix("#/").split("/")
            node = self._document
            for step in steps:
                node = node[step]
        return node

    def check(self, method: str, address: str, answer: Answer) -> None:
        """Raises AssertionError where the answer to a request breaks the contract."""
        said = f"{method} {address}: {answer.status} {answer.body[:500]!r}"
        response = self._expected(method, address).get(answer.status)
        assert response, f"{said}: this status is not documented"
        for name, schema in response.headers.items():
            assert name in answer.headers, f"{said}: {name} is missing"
            self._validate(_value(answer.headers[name]), schema, f"{said}: {name}")
        strangers = [name for name in answer.headers if name.lower().startswith("access-control-")]
        assert not strangers, f"{said}: {strangers}"
        if not response.content:
            assert not answer.body, f"{said}: there is to be no body"
            return
        assert answer.type in response.content, f"{said}: {answer.type} is not documented"
        if method == "HEAD":
            assert not answer.body, f"{said}: a body in answer to HEAD"
        elif answer.type.endswith("json"):
            self._validate(answer.json, response.content[answer.type], said)
        if answer.code:
            assert re.fullmatch(r"[^\n]+\.", answer.json["detail"]), f"{said}: no sentence"

    def check_event(self, event: Event) -> None:
        """Raises AssertionError where an event breaks the contract."""
        documented = self.events.get(event.name)
        assert documented, f"{event.name} is not documented"
        assert documented["hasId"] == (event.id is not None), f"{event.name}: its id is {event.id}"
        self._validate(event.data, _closed(documented["data"]), f"{event.name} {event.data}")

    def _expected(self, method: str, address: str) -> dict[int, Response]:
        path = self.path(address)
        if path is None:
            return self._no_path
        methods = self.paths[path]
        operation = methods.get(method) or (methods.get("GET") if method == "HEAD" else None)
        return operation.responses if operation else self._no_method

    def path(self, address: str) -> str | None:
        """The documented path that an address belongs to; one without parameters comes first."""
        def pattern(path: str) -> str:
            return re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))

        requested = address.partition("?")[0]
        matching = [path for path in self.paths if re.fullmatch(pattern(path), requested)]
        return min(matching, key=lambda path: path.count("{"), default=None)

    def _validate(self, value: Any, schema: Node, said: str) -> None:
        validator = OAS31Validator(
            schema, registry=self._registry, format_checker=oas31_format_checker)
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
        assert not errors, "\n".join([said, *errors])


@cache
def written_contract() -> Contract:
    """The contract of this checkout."""
    return Contract(yaml.safe_load(FILE.read_text()))


def _value(header: str) -> str | int:
    """The value of a header, as a number where it is one."""
    return int(header) if header.isdecimal() else header


def _closed(schema: Node) -> Node:
    """The schema, refusing what it does not mention."""
    return {**_inside(schema), "unevaluatedProperties": False}


def _inside(schema: Node) -> Node:
    """The schema with everything in it closed and every reference absolute."""
    changed = dict(schema)
    if "$ref" in schema:
        changed["$ref"] = f"urn:openapi{schema['$ref']}"
    if "properties" in schema:
        changed["properties"] = {name: _closed(it) for name, it in schema["properties"].items()}
    if "items" in schema:
        changed["items"] = _closed(schema["items"])
    for word in ("allOf", "anyOf", "oneOf"):
        if word in schema:
            changed[word] = [_inside(it) for it in schema[word]]
    return changed
