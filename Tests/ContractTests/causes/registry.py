"""The list of causes: what to do so that a documented answer is given."""

from collections.abc import Callable

from api_client import Answer
from contract import Documented, Operation
from world import World

Cause = Callable[[World, Operation], Answer]

JSON = "application/json"

CAUSES: dict[Documented, Cause] = {}
"""Those of a single operation."""


def causes(operation: str, status: int, kind: str = "") -> Callable[[Cause], Cause]:
    """Lists a function as the cause of an answer; what it does leaves the world as it was."""
    def listed(cause: Cause) -> Cause:
        CAUSES[Documented(operation, status, kind)] = cause
        return cause

    return listed
