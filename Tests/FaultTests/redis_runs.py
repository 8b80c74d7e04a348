"""Redis started in other ways than the stack starts it."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fleet import Fleet
from program import Program


@contextmanager
def redis_run(
    fleet: Fleet, *options: str, environment: Mapping[str, str] | None = None, is_awaited: bool = True
) -> Iterator[None]:
    """Has Redis crash and come back with `options`, and once more without when the context is left.

    Its data is the same, as far as its files have it.
    """
    redis = fleet.redis
    usual = redis.program
    usual.end(signal.SIGKILL)
    redis.program = fleet.parts["redis"] = Program(
        ["redis-server", "--port", "0", "--unixsocket", redis.socket, "--dir", fleet.folder, "--save", "",
         "--appendonly", "yes", *options], fleet.folder / "redis.log", environment)
    if is_awaited:
        redis.program.await_ready(redis.answers)
    try:
        yield
    finally:
        redis.program.end(signal.SIGKILL)
        redis.program = fleet.parts["redis"] = usual
        usual.start()
        usual.await_ready(redis.answers)
