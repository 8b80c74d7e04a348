"""A client that takes no answer which breaks the contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api_client import Answer, APIClient
from contract import written_contract


@dataclass(frozen=True)
class CheckedClient(APIClient):
    def send(
        self, method: str, path: str, *, json: Any = None, body: bytes | None = None,
        headers: Mapping[str, str] = {},
    ) -> Answer:
        answer = super().send(method, path, json=json, body=body, headers=headers)
        written_contract().check(method, path, answer)
        return answer
