"""Requests that nobody thought of, made from the contract by Schemathesis, always the same ones.

Links go to where no worker is, so that none of them is ever followed.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies

from contract import FILE
from tonearm_stack import TonearmStack
from tracks import send, track
from world import PICTURES, UNKNOWN_ID, Person, World

CONFIGURATION = schemathesis.Config.from_dict({
    "seed": 1,
    "generation": {
        "max-examples": 20, "deterministic": True, "no-shrink": True,
        "with-security-parameters": False,
    },
    # No schema can say which links are fetched, and what a picture is.
    "checks": {"positive_data_acceptance": {"enabled": False}},
})
Case = schemathesis.Case[Any]
SCHEMA = schemathesis.openapi.from_path(FILE, config=CONFIGURATION)

for type, head in PICTURES.items():
    schemathesis.openapi.media_type(type, strategies.binary().map(head.__add__))


@pytest.fixture(scope="module")
def anybody(idle: TonearmStack) -> Person:
    return Person.named("anybody", idle)


@SCHEMA.exclude(operation_id="followEvents").parametrize()
def test_answers_to_generated_requests(case: Case, anybody: Person, world: World) -> None:
    """Every valid id is made that of what is there; what is started ends at once."""
    is_of_library = case.path.startswith("/api/v1/tracks")
    person = world.miles if is_of_library else anybody
    there = kept_track(world) if is_of_library else anybody.download()
    places = [
        (values, name)
        for values, name in ((case.path_parameters, "id"), (case.body, "tempId"))
        if isinstance(values, dict) and len(str(values.get(name))) == len(UNKNOWN_ID)]
    with there if places else nullcontext() as id:
        for values, name in places:
            values[name] = id
        # Whoever sends a cookie declares even an absent body, which Schemathesis does not.
        types = {} if case.media_type else {"Content-Type": "application/json"}
        response = case.call_and_validate(
            base_url=f"http://{person.client.address}", headers={**person.client.headers, **types})
    for started in response.headers.get("location", []):
        anybody.client.send("DELETE", started)


@contextmanager
def kept_track(world: World) -> Iterator[str]:
    """The id of a track; it is brought back afterwards."""
    kept = track(world, "Kept.mp3")
    try:
        yield kept["id"]
    finally:
        send(world, "POST", kept, "/restore")
