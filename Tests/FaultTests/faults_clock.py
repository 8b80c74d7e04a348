"""Wall clocks that are wrong, by libfaketime (Debian: faketime); steady clocks stay right."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

from faults import fault
from fleet import Fleet

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@contextmanager
def wrong_clock(fleet: Fleet, part: str, hours: int) -> Iterator[None]:
    """Starts a part again, which sees another time until the context is left.

    libc comes second for the sake of redis-server: jemalloc, which that uses otherwise, asks for the time
    before libfaketime is ready.
    """
    environment = {
        "LD_PRELOAD": f"{LIBRARY} libc.so.6", "FAKETIME": f"{hours:+d}h", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
    if part == "redis":
        with fleet.redis.running_with(settings=environment):
            assert _hours_before_ours(int(fleet.redis.ask("TIME").split()[0])) == hours
            yield
    else:
        fleet.kill(part)
        fleet.restart(part, environment)
        stamp = fleet.parts[part].last_words(1).split()[0]
        assert _hours_before_ours(datetime.fromisoformat(stamp).timestamp()) == hours
        yield
        fleet.kill(part)
        fleet.restart(part)


def _hours_before_ours(clock: float) -> int:
    return round((clock - time.time()) / 3600)


def clock_is_wrong(fleet: Fleet, chance: Random) -> Iterator[None]:
    part = chance.choice(["redis", *fleet.workers, *fleet.running_apis])
    with wrong_clock(fleet, part, chance.choice([1, -1])):
        yield


if LIBRARY:
    fault("a clock is an hour off", leases=1)(clock_is_wrong)
