"""A library folder of a test, with somebody who listens to what happens in it."""

import time
from pathlib import Path

from catalogue import Catalogue, Track
from event_stream import Event, EventStream
from program import eventually
from sounds import titled
from tonearm_stack import TonearmStack

LIMIT = 2.0
"""Seconds from a change in the folder to its event."""


class Watched:
    """A library with somebody who listens."""

    def __init__(self, stack: TonearmStack, stream: EventStream, catalogue: Catalogue, name: str):
        self.stream, self.catalogue = stream, catalogue
        self.library = stack.library
        self.folder = stack.library / name
        self.elsewhere = stack.folder / f"elsewhere of {name}"
        self.folder.mkdir()
        self.elsewhere.mkdir()
        self._await_calm()

    def _await_calm(self) -> None:
        """Waits until nothing was told for a second: amid much, single tracks are not told of."""
        heard, since = -1, 0.0

        def is_calm() -> bool:
            nonlocal heard, since
            if heard != len(self.stream.events):
                heard, since = len(self.stream.events), time.monotonic()
            return time.monotonic() - since > 1

        eventually("calm", is_calm, 30)

    def hears(self, name: str, within: float = LIMIT, **values: object) -> Track:
        """The data of the first event that has these values."""
        def found() -> Event | None:
            meant = (event for event in self.stream.events if event.name == name)
            return next((event for event in meant if values.items() <= event.data.items()), None)

        return self.stream.wait(f"{name} of {values}", found, within).data

    def path(self, file: Path) -> str:
        return str(file.relative_to(self.library))

    def has(self, *names: str) -> list[Track]:
        """Tracks that are in the catalogue, complete, when this returns."""
        for name in names:
            file = self.folder / name
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_bytes(titled(name))
        return [self.settles(self.folder / name) for name in names]

    def settles(self, file: Path) -> Track:
        """The track of a file that will not change any more."""
        return self.catalogue.await_track(self.path(file))

    def forget(self) -> None:
        """What was heard so far does not count."""
        self.stream.events.clear()
