"""A stack that must be tidy at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from program import NeverHappened, eventually
from tonearm_stack import TonearmStack


@contextmanager
def tidy(stack: TonearmStack) -> Iterator[TonearmStack]:
    """Runs `stack`; at the end nothing may be left of any download, and all parts must end well."""
    with stack:
        yield stack
        try:
            eventually("nothing left", lambda: not stack.leftovers)
        except NeverHappened:
            assert stack.leftovers == []
        running = [name for name, part in stack.parts.items()
                   if name.startswith(("api", "worker")) and part.is_running]
        assert stack.end(*running) == {}, "exit statuses"
