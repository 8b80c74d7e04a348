"""People who use Tonearm, and keep book of what they were promised."""

import http.client
import time
import uuid
from dataclasses import dataclass, field
from enum import Enum
from itertools import count, cycle
from typing import Any, Self

from api_client import Answer
from fleet import LEASE_SECONDS, Fleet
from follower import Follower
from program import NeverHappened

ENDED = ("completed", "failed", "cancelled", "expired")
NOT_NOW = ("broker_unavailable", "queue_full", "library_read_only", "unauthorized")
"""Refusals that end by themselves; the last one while Redis has lost the accounts."""
PATIENCE_SECONDS = 120 + 10 * LEASE_SECONDS
"""How long one step of a job may take, whatever happens."""


class Wish(Enum):
    """What a person does with a download."""

    SAVE = "save"
    SAVE_EARLY = "save early"
    DISCARD = "discard"
    CANCEL_EARLY = "cancel early"

    @property
    def is_early(self) -> bool:
        return self in (Wish.SAVE_EARLY, Wish.CANCEL_EARLY)

    @property
    def is_save(self) -> bool:
        return self in (Wish.SAVE, Wish.SAVE_EARLY)


@dataclass
class Job:
    """A download that a person was promised, and what else of it; a 2xx is a promise."""

    id: str
    title: str
    artist: str
    is_approved: bool = False
    is_cancelled: bool = False
    is_void: bool = False
    """Whether no promise counts any more: Redis was made to lose its data."""
    asked_at: float = field(default_factory=time.monotonic)
    answered_at: float = 0


class Person:
    """Uses all APIs of a fleet, the next one where one does not answer; follows events all the while."""

    def __init__(self, fleet: Fleet, name: str, patience_seconds: float):
        self.name, self.jobs, self._patience_seconds = name, list[Job](), patience_seconds
        self.surprises: list[str] = []
        """Answers that no fault excuses."""
        self._fleet, self._numbers = fleet, count(1)
        clients = [fleet.member(name, api) for api in fleet.apis]
        self._clients = cycle(clients)
        self._client = next(self._clients)
        self.follower = Follower(clients[1:] + clients[:1])

    def __enter__(self) -> Self:
        self.follower.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.follower.__exit__()

    def send(self, method: str, path: str, **request: Any) -> Answer | None:
        """One attempt; None where there was no answer."""
        try:
            return self._client.send(method, path, **request)
        except (OSError, http.client.HTTPException):
            self._client = next(self._clients)
            return None

    def insist(self, method: str, path: str, **request: Any) -> Answer:
        """Asks again until there is an answer that says more than "not now"."""
        end = time.monotonic() + self._patience_seconds
        while time.monotonic() < end:
            answer = self.send(method, path, **request)
            if answer and answer.code not in NOT_NOW:
                if answer.status < 500:
                    return answer
                self.surprises.append(f"{method} {path}: {answer.status} {answer.body[:200]!r}")
            time.sleep(0.2)
        raise NeverHappened(f"{self.name}: no answer to {method} {path}")

    def submit(self, url: str) -> Job:
        """Starts a download; a lost answer is asked for again with the same key."""
        key, title = str(uuid.uuid4()), f"Song {next(self._numbers)} of {self.name}"
        asked_at = time.monotonic()
        answer = self.insist(
            "POST", "/api/v1/downloads/url", json={"url": url}, headers={"Idempotency-Key": key})
        if answer.status != 202:
            raise NeverHappened(f"{self.name} may not start: {answer.status} {answer.body!r}")
        job = Job(answer.json["id"], title, self.name, asked_at=asked_at, answered_at=time.monotonic())
        self.jobs.append(job)
        return job

    def show(self, job: Job) -> Any:
        """The download as the API has it; None where it has none."""
        answer = self.insist("GET", f"/api/v1/downloads/{job.id}")
        return answer.json if answer.status == 200 else None

    def confirm(self, job: Job, **fields: Any) -> Answer:
        values = {"tempId": job.id, "title": job.title, "artist": job.artist, **fields}
        answer = self.insist("POST", "/api/v1/downloads/confirm", json=values)
        job.is_approved |= answer.status in (200, 202)
        return answer

    def cancel(self, job: Job) -> Answer:
        answer = self.insist("DELETE", f"/api/v1/downloads/{job.id}")
        job.is_cancelled |= answer.status == 204
        return answer

    def await_state(self, job: Job, *states: str) -> str:
        """Waits until the events say one of the states, or that the download has ended."""
        def state() -> str | None:
            known = self.follower.downloads.get(job.id)
            return known["state"] if known and known["state"] in (*states, *ENDED) else None

        claim = f"{self.name}: {' or '.join(states) or 'the end'} of {job.id}"
        return self.follower.wait(claim, lambda: job.is_void and "void" or state(), self._patience_seconds)

    def await_metadata(self, job: Job) -> None:
        """Waits until title and artist are suggested, or it is too late for an early word."""
        def is_known() -> bool:
            known = self.follower.downloads.get(job.id)
            return job.is_void or bool(known) and (
                known["suggested"]["title"] is not None or known["state"] in ENDED)

        self.follower.wait(f"{self.name}: metadata of {job.id}", is_known, self._patience_seconds)

    def see_through(self, job: Job, wish: Wish) -> str:
        """Does what a person does from the submit to the end; answers the state it ended in.

        Whoever wishes to save saves again when a filing came back to review.
        """
        if wish.is_early:
            self.await_metadata(job)
            self.confirm(job) if wish.is_save else self.cancel(job)
        while (state := self.await_state(job, "awaiting_confirmation")) == "awaiting_confirmation":
            self.confirm(job) if wish.is_save else self.cancel(job)
            self.await_news(job)
        return state

    def await_news(self, job: Job) -> None:
        """Waits until the events know what the API knows."""
        shown = self.show(job)
        if shown:
            self.follower.wait(
                f"{self.name}: version {shown['version']} of {job.id}",
                lambda: job.is_void or self.follower.downloads.get(job.id, {}).get("version", 0)
                >= shown["version"] or job.id not in self.follower.downloads, self._patience_seconds)
