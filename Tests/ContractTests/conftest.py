from collections.abc import Iterator

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from tonearm_stack import PROGRAMS, TonearmStack
from tonearm_stack import pytest_runtest_makereport as pytest_runtest_makereport
from world import World

set_hypothesis_home_dir(PROGRAMS / "hypothesis")


@pytest.fixture(scope="session")
def idle() -> Iterator[TonearmStack]:
    """Has no worker, and room for one job in its queue."""
    with TonearmStack(workers=0, settings={"TONEARM_QUEUE_LIMIT": "1"}) as stack:
        yield stack


@pytest.fixture(scope="session")
def busy() -> Iterator[TonearmStack]:
    """Has a worker. Sweeps and reports come every second, at a quarter of the lease."""
    with TonearmStack(workers=1, settings={"TONEARM_LEASE_SECONDS": "4"}) as stack:
        yield stack


@pytest.fixture(scope="session")
def world(idle: TonearmStack, busy: TonearmStack) -> World:
    return World(idle, busy)
