"""Many accounts with tokens at once."""

import json
import time
from collections.abc import Sequence
from hashlib import sha256
from secrets import token_hex

from tonearm_stack import TonearmStack
from user import User


class Accounts:
    """Accounts of a stack, written straight into its Redis, because a command for each takes a second.

    They share one password.
    """

    def __init__(self, stack: TonearmStack):
        self._stack = stack
        self._model: User | None = None
        self._account = ""
        self._tokens: dict[str, str] = {}

    def add(self, names: Sequence[str] = ()) -> None:
        """Makes accounts of these names, and makes the earlier ones again, which Redis may have lost."""
        if not self._model:
            self._model = self._stack.add_user("model")
            self._account = self._stack.redis.ask("HGET", "{tonearm}:accounts", "model")
        self._tokens |= {name: token_hex(32) for name in names}
        accounts, tokens = [], []
        for name, token in self._tokens.items():
            accounts += [name, self._account]
            kept = {"user": name, "createdAt": int(time.time())}
            tokens += [sha256(token.encode()).hexdigest(), json.dumps(kept)]
        self._stack.redis.ask("HSET", "{tonearm}:accounts", *accounts)
        self._stack.redis.ask("HSET", "{tonearm}:tokens", *tokens)

    def user(self, name: str, api: str = "api") -> User:
        """One of them, who uses that API."""
        assert self._model, "nobody was added"
        token = self._tokens[name]
        client = self._stack.apis[api].adding({"Authorization": f"Bearer {token}"})
        return User(name, self._model.password, token, client)
