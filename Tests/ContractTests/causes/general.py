"""How to cause the answers that look alike for every operation that can give them."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from api_client import Answer, APIClient
from causes.registry import Cause
from contract import Operation, written_contract
from program import eventually
from tracks import track
from world import PICTURES, UNKNOWN_ID, World

JSON_BODIES = {
    "signIn": {"username": "nobody", "password": "not a password"},
    "submitDownload": {"url": "https://example.org/"},
    "keepDraft": {"title": "Paper Boats"},
    "confirmDownload": {"tempId": UNKNOWN_ID, "title": "Paper Boats", "artist": "The Lanterns"},
    "editTrack": {"title": "Paper Boats"},
}
LIMIT_BYTES = {"application/json": 64 << 10, "image/jpeg": 5 << 20}


def ask(
    client: APIClient, operation: Operation, *, id: str = UNKNOWN_ID, query: str = "",
    body: bytes | None = None, headers: dict[str, str] = {},
) -> Answer:
    """Asks for an operation, with nothing wrong but what is given and that its id is unknown."""
    type, right = body_of(operation)
    body = right if body is None else body
    types = {} if body is None else {"Content-Type": type}
    address = operation.path.replace("{id}", id) + query
    return client.send(operation.method, address, body=body, headers={**types, **headers})


def ask_rightly(
    world: World, operation: Operation, *, query: str = "", body: bytes | None = None,
    headers: dict[str, str] = {},
) -> Answer:
    """The same as a user, and of a track that is there: whether it is, its routes look at first."""
    client, id = world.nina.client, UNKNOWN_ID
    if operation.is_of_library:
        client, id = world.miles.client, track(world)["id"]
    return ask(client, operation, id=id, query=query, body=body, headers=headers)


def body_of(operation: Operation) -> tuple[str, bytes | None]:
    """A body that the operation takes, and its type."""
    if operation.id in ("replaceDownloadCover", "replaceTrackCover"):
        return "image/jpeg", PICTURES["image/jpeg"]
    right = JSON_BODIES.get(operation.id)
    return "application/json", None if right is None else json.dumps(right).encode()


def malformed_json(world: World, operation: Operation) -> Answer:
    return ask_rightly(world, operation, body=b"{")


def unauthorized(world: World, operation: Operation) -> Answer:
    return ask(world.stranger, operation)


def cross_site(world: World, operation: Operation) -> Answer:
    return ask(world.browser, operation, headers={"Sec-Fetch-Site": "cross-site"})


def not_found(world: World, operation: Operation) -> Answer:
    person = world.miles if operation.is_of_library else world.nina
    return ask(person.client, operation)


def payload_too_large(world: World, operation: Operation) -> Answer:
    too_much = b" " * (LIMIT_BYTES[body_of(operation)[0]] + 1)
    return ask_rightly(world, operation, body=too_much)


def unsupported_media_type(world: World, operation: Operation) -> Answer:
    return ask(world.browser, operation, headers={"Content-Type": "text/plain"})


def misdirected(world: World, operation: Operation) -> Answer:
    return ask(world.nina.client, operation, headers={"Host": "evil.example"})


def invalid_request(world: World, operation: Operation) -> Answer:
    """An unknown field, or where there are none, an unknown parameter."""
    if operation.id not in JSON_BODIES:
        return ask_rightly(world, operation, query="?unknown=1")
    body = json.dumps({**JSON_BODIES[operation.id], "unknown": 1}).encode()
    return ask_rightly(world, operation, body=body)


def internal(world: World, operation: Operation) -> Answer:
    """A record in Redis that is not what it should be: that of the account, or of the token."""
    if operation.id == "signIn":
        body = b'{"username": "broken", "password": "not a password"}'
        with world.nonsense("accounts", "broken"):
            return ask(world.stranger, operation, body=body)
    with world.nonsense("tokens", hashlib.sha256(b"broken").hexdigest()):
        return ask(world.stranger.adding({"Authorization": "Bearer broken"}), operation)


def catalogue_unavailable(world: World, operation: Operation) -> Answer:
    return ask(world.nina.client, operation)


def broker_unavailable(world: World, operation: Operation) -> Answer:
    return answers_without_redis(world)[operation.id]


@cache
def answers_without_redis(world: World) -> dict[str, Answer]:
    """What all operations that need Redis answer while it does not, asked at once, by their ids."""
    asked = [it for it in written_contract().operations.values() if 503 in it.responses]
    with world.idle.redis.paused(), ThreadPoolExecutor(len(asked)) as pool:
        answers = list(pool.map(lambda operation: ask(world.nina.client, operation), asked))
    eventually("Redis to be back", lambda: world.stranger.send("GET", "/readyz").status == 200)
    return {operation.id: answer for operation, answer in zip(asked, answers, strict=True)}


GENERAL_CAUSES: dict[str, Cause] = {
    cause.__name__: cause
    for cause in (
        malformed_json, unauthorized, cross_site, not_found, payload_too_large,
        unsupported_media_type, misdirected, invalid_request, internal, catalogue_unavailable,
        broker_unavailable)
}
"""By the code of the problem."""
