"""How to cause every answer that the contract documents, one request at a time."""

from causes import changing, library, reviewing, sessions, starting
from causes.general import GENERAL_CAUSES, ask
from causes.registry import CAUSES

__all__ = [
    "CAUSES", "GENERAL_CAUSES", "ask", "changing", "library", "reviewing", "sessions", "starting"]
