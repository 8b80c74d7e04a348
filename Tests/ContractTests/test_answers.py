"""Every answer that the contract documents is really given, and no other."""

import pytest

from causes import CAUSES, GENERAL_CAUSES, ask
from contract import METHODS, Documented, Operation, written_contract
from world import UNKNOWN_ID, World

OPERATIONS = written_contract().operations
DOCUMENTED = [it for operation in OPERATIONS.values() for it in operation.documented]


@pytest.mark.parametrize("documented", DOCUMENTED, ids=str)
def test_documented_answer_is_given(documented: Documented, world: World) -> None:
    cause = CAUSES.get(documented) or GENERAL_CAUSES[documented.kind]
    operation = OPERATIONS[documented.operation]
    answer = cause(world, operation)
    assert answer.status == documented.status, answer.body
    if operation.method != "HEAD" and documented.kind:
        assert (answer.code or answer.type) == documented.kind


def test_causes_are_of_documented_answers() -> None:
    assert set(CAUSES) <= set(DOCUMENTED)


@pytest.mark.parametrize("path", written_contract().paths)
def test_other_methods_are_not_allowed(path: str, world: World) -> None:
    """With or without being signed in."""
    taken = set(written_contract().paths[path])
    taken |= {"HEAD"} if "GET" in taken else set()
    for method in {*map(str.upper, METHODS), "QUERY", "PROPFIND"} - taken:
        for client in (world.stranger, world.nina.client):
            answer = client.send(method, path.replace("{id}", UNKNOWN_ID))
            assert answer.status == 405, f"{method} {path}"
            assert set(answer.headers["Allow"].split(", ")) == taken


@pytest.mark.parametrize(
    "operation", [it for it in OPERATIONS.values() if it.method == "GET"], ids=lambda it: it.id)
def test_head_answers_as_get_does(operation: Operation, world: World) -> None:
    """But for the body; that there is none, the client sees to."""
    head = world.nina.client.send("HEAD", operation.path.replace("{id}", UNKNOWN_ID))
    assert head.status == ask(world.nina.client, operation).status


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/api", "/api/v1", "/api/v1/nothing", "/api/v2/downloads", "/api/v1/downloads/1/2",
     f"/api/v1/downloads/{UNKNOWN_ID.upper()}", "/api/v1/downloads/1", "/api/v1/downloads/%2e%2e"])
def test_other_addresses_are_not_found(address: str, world: World) -> None:
    answer = world.nina.client.send("GET", address)
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize(
    "operation", [it for it in OPERATIONS.values() if 422 in it.responses], ids=lambda it: it.id)
def test_unknown_parameters_are_refused(operation: Operation, world: World) -> None:
    answer = ask(world.nina.client, operation, query="?unknown=1")
    for started in answer.headers.get_all("Location", []):
        world.nina.client.send("DELETE", started)
    assert answer.status == 422 and answer.code in ("invalid_request", None)
