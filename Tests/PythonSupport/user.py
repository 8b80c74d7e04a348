"""A user of a Tonearm, and what a user does with downloads."""

from dataclasses import dataclass
from typing import Any

from api_client import Answer, APIClient
from event_stream import EventStream


@dataclass(frozen=True)
class User:
    """An account with a token."""

    name: str
    password: str
    token: str
    client: APIClient
    """Sends the token along."""

    def events(self, last_event_id: str | None = None) -> EventStream:
        return EventStream(self.client, last_event_id=last_event_id)

    def submit(self, url: str) -> str:
        """Starts a download that must be accepted; returns its id."""
        answer = self.client.send("POST", "/api/v1/downloads/url", json={"url": url})
        assert answer.status == 202, f"{url}: {answer.status} {answer.body!r}"
        return str(answer.json["id"])

    def show(self, id: str) -> Any:
        """The download as the API has it."""
        return self.client.send("GET", f"/api/v1/downloads/{id}").json

    def keep_draft(self, id: str, **fields: Any) -> Answer:
        return self.client.send("PUT", f"/api/v1/downloads/{id}/draft", json=fields)

    def confirm(self, id: str, **fields: Any) -> Answer:
        return self.client.send(
            "POST", "/api/v1/downloads/confirm", json={"tempId": id, **fields})

    def discard(self, id: str) -> Answer:
        """Cancels the download, or discards what waits for review."""
        return self.client.send("DELETE", f"/api/v1/downloads/{id}")

    def retry(self, id: str) -> Answer:
        return self.client.send("POST", f"/api/v1/downloads/{id}/retry")
