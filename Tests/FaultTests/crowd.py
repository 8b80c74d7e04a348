"""Many people at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from fleet import Fleet
from person import PATIENCE_SECONDS, Person
from program import eventually

Value = TypeVar("Value")


@contextmanager
def people(
    fleet: Fleet, names: Sequence[str], patience_seconds: float = PATIENCE_SECONDS
) -> Iterator[list[Person]]:
    """Enrols people, who follow their events from now on."""
    fleet.enrol(names)
    with ExitStack() as exits:
        crowd = [exits.enter_context(Person(fleet, name, patience_seconds)) for name in names]
        for person in crowd:
            eventually("a snapshot", lambda: person.follower.position, 30)
        yield crowd


class Deeds:
    """What people do at the same time, each in a thread; whoever leaves the context waits for all."""

    def __init__(self, most: int):
        self._threads = ThreadPoolExecutor(most)
        self._deeds: list[Future[object]] = []

    def __enter__(self) -> "Deeds":
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=error is not None)
        if error is None:
            self.results()

    def begin(self, deed: Callable[..., object], *arguments: object) -> Future[object]:
        self._deeds.append(self._threads.submit(deed, *arguments))
        return self._deeds[-1]

    def results(self) -> list[object]:
        """What came of each deed; raises what the first that failed did."""
        return [deed.result() for deed in self._deeds]


def each(work: Callable[[Person], Value], people: Iterable[Person]) -> list[Value]:
    """Has all of them do the same at the same time; answers what came of it, in their order."""
    people = list(people)
    with ThreadPoolExecutor(max(1, len(people))) as threads:
        return list(threads.map(work, people))
