"""The document itself."""

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from contract import FILE, Operation, written_contract
from world import World

DOCUMENT = yaml.safe_load(FILE.read_text())
OPERATIONS = list(written_contract().operations.values())


def test_is_valid() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_is_served_as_it_is_written_to_everybody(world: World) -> None:
    answer = world.stranger.send("GET", "/api/v1/openapi.yaml")
    assert (answer.status, answer.type) == (200, "application/yaml")
    assert answer.body == FILE.read_bytes(), "the programs were built from another version of it"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda it: it.id)
def test_says_when_to_come_back_and_how_to_sign_in(operation: Operation) -> None:
    for status, name in ((429, "Retry-After"), (503, "Retry-After"), (401, "WWW-Authenticate")):
        if status in operation.responses:
            assert name in operation.responses[status].headers


def test_promises_every_header_that_it_names() -> None:
    """Tests require each of them; so may clients."""
    headers = list(DOCUMENT["components"]["headers"].values())
    followed = DOCUMENT["paths"]["/api/v1/events"]["get"]["responses"]["200"]["headers"]
    assert all(header["required"] for header in headers + list(followed.values()))
