"""What the contract's tests find in place: two Tonearms, and people who use them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api_client import Answer
from checked_client import CheckedClient
from program import eventually
from tonearm_stack import TonearmStack

UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"
PICTURES = {
    "image/jpeg": b"\xff\xd8\xff and no more",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF\0\0\0\0WEBP",
}


@dataclass(frozen=True)
class Person:
    """A user whose requests are checked."""

    stack: TonearmStack
    password: str
    token: str
    client: CheckedClient

    @classmethod
    def named(cls, name: str, stack: TonearmStack) -> "Person":
        user = stack.add_user(name)
        client = CheckedClient(stack.address, user.client.headers)
        return cls(stack, user.password, user.token, client)

    def submit(self, page: str = "/direct.mp3", **headers: str) -> Answer:
        """Asks for a download from the media site."""
        url = self.stack.site.url(page)
        return self.client.send(
            "POST", "/api/v1/downloads/url", json={"url": url}, headers=headers)

    def show(self, id: str) -> Any:
        return self.client.send("GET", f"/api/v1/downloads/{id}").json

    def draft(self, id: str, **fields: Any) -> Answer:
        return self.client.send("PUT", f"/api/v1/downloads/{id}/draft", json=fields)

    def replace_cover(self, id: str, type: str = "image/jpeg") -> Answer:
        return self.client.send(
            "PUT", f"/api/v1/downloads/{id}/cover", body=PICTURES[type],
            headers={"Content-Type": type})

    def confirm(self, id: str, **fields: Any) -> Answer:
        values = {"tempId": id, "title": "Paper Boats", "artist": "The Lanterns", **fields}
        return self.client.send("POST", "/api/v1/downloads/confirm", json=values)

    def discard(self, id: str) -> Answer:
        return self.client.send("DELETE", f"/api/v1/downloads/{id}")

    def retry(self, id: str) -> Answer:
        return self.client.send("POST", f"/api/v1/downloads/{id}/retry")

    @contextmanager
    def download(self, page: str = "/direct.mp3", state: str = "queued") -> Iterator[str]:
        """The id of a new download in that state; discarded afterwards, if it still can be."""
        id = self.submit(page).json["id"]
        try:
            eventually(f"{state} of {id}", lambda: self.show(id)["state"] == state, 60)
            yield id
        finally:
            self.discard(id)

    def cancelled(self) -> str:
        """The id of a download that was cancelled."""
        id = str(self.submit().json["id"])
        self.discard(id)
        return id


class World:
    """`idle` has no worker, and room for one job in its queue; `busy` has a worker."""

    def __init__(self, idle: TonearmStack, busy: TonearmStack):
        self.idle, self.busy = idle, busy
        self.stranger = CheckedClient(idle.address)
        self.nina, self.ella = Person.named("nina", idle), Person.named("ella", idle)
        self.miles = Person.named("miles", busy)

    def sign_in(self) -> Answer:
        return self.stranger.send(
            "POST", "/api/v1/auth/session",
            json={"username": "nina", "password": self.nina.password})

    @cached_property
    def browser(self) -> CheckedClient:
        """Sends the cookie of a session of nina's along."""
        cookie = self.sign_in().headers["Set-Cookie"].partition(";")[0]
        return self.stranger.adding({"Cookie": cookie})

    @cached_property
    def review(self) -> tuple[Person, str]:
        """A download that waits for its review, and whose it is."""
        etta = Person.named("etta", self.busy)
        id = etta.submit("/page").json["id"]
        eventually("a review", lambda: etta.show(id)["state"] == "awaiting_confirmation", 60)
        return etta, id

    @cached_property
    def saved(self) -> Answer:
        """What the saving of a download of miles' was answered with."""
        with self.miles.download(state="awaiting_confirmation") as id:
            return self.miles.confirm(id)

    @contextmanager
    def nonsense(self, hash: str, field: str) -> Iterator[None]:
        """Something in Redis is not what it should be."""
        key = f"{{tonearm}}:{hash}"
        self.idle.redis.ask("HSET", key, field, "nonsense")
        try:
            yield
        finally:
            self.idle.redis.ask("HDEL", key, field)
