"""A clock that is an hour off, and jumps there and back while people work, costs nobody anything."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import pytest

from crowd import each, people
from faked_time import LIBRARY, clock_off_by
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from redis_runs import redis_run

pytestmark = pytest.mark.skipif(not LIBRARY, reason="libfaketime is not installed")

NAMES = ("before", "during", "after")


@contextmanager
def wrong_clock(fleet: Fleet, part: str, hours: int) -> Iterator[None]:
    """Starts a part again, which sees another time until the context is left."""
    environment = clock_off_by(hours)
    if part == "redis":
        with redis_run(fleet, environment={**os.environ, **environment}):
            assert off_by(int(fleet.redis.ask("TIME").split()[0])) == hours
            yield
    else:
        restart(fleet, part, environment)
        stamp = fleet.parts[part].last_words(1).split()[0]
        assert off_by(datetime.fromisoformat(stamp).timestamp()) == hours
        yield
        restart(fleet, part, {})


def restart(fleet: Fleet, part: str, environment: Mapping[str, str]) -> None:
    fleet.kill(part)
    fleet.start_api(environment) if part == "api" else fleet.start_worker(1, environment)


def off_by(clock: float) -> int:
    """How many hours it is before ours."""
    return round((clock - time.time()) / 3600)


@pytest.mark.parametrize("hours", [1, -1])
@pytest.mark.parametrize("part", ["worker-1", "api", "redis"])
def test_a_clock_that_is_an_hour_off(fleet: Fleet, baseline: Baseline, part: str, hours: int) -> None:
    def begin(person: Person) -> None:
        person.submit(fleet.site.url("/act/fast", seconds="0.5"))

    def save(person: Person) -> str:
        return person.see_through(person.jobs[-1], Wish.SAVE)

    with people(fleet, [f"{name}-{part}-{hours + 1}" for name in NAMES]) as [before, during, after]:
        begin(before)
        assert before.await_state(before.jobs[0], "downloading") == "downloading"
        with wrong_clock(fleet, part, hours):
            begin(during)
            assert save(before) == "completed"
            assert save(during) == "completed"
            begin(during)
            begin(after)
            assert after.await_state(after.jobs[0], "downloading") == "downloading"
        assert each(save, [during, after]) == ["completed", "completed"]
        assert_all_hold(Scene(fleet, [before, during, after], baseline))
