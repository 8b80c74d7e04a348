"""Requests that nobody thought of, made from the contract by Schemathesis, always the same ones.

There is no worker, so that none of the links among them is ever followed.
"""

from contextlib import nullcontext
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies

from contract import FILE
from tonearm_stack import TonearmStack
from world import PICTURES, UNKNOWN_ID, Person

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
def test_answers_to_generated_requests(case: Case, anybody: Person) -> None:
    """Every valid id is made that of a download in the queue; what is started ends at once."""
    places = [
        (values, name)
        for values, name in ((case.path_parameters, "id"), (case.body, "tempId"))
        if isinstance(values, dict) and len(str(values.get(name))) == len(UNKNOWN_ID)]
    with anybody.download() if places else nullcontext() as id:
        for values, name in places:
            values[name] = id
        response = case.call_and_validate(
            base_url=f"http://{anybody.client.address}", headers=dict(anybody.client.headers))
    for started in response.headers.get("location", []):
        anybody.client.send("DELETE", started)
