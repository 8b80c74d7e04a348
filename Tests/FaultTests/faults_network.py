"""What can go wrong between Redis and those programs of a fleet that reach it by way of its proxy."""

from collections.abc import Iterator
from random import Random

from faults import fault
from fleet import Fleet
from proxy import Direction


@fault("network swallows requests", leases=1.5)
def requests_swallowed(fleet: Fleet, chance: Random) -> Iterator[None]:
    with fleet.proxy.stalled(Direction.REQUESTS):
        yield


@fault("network swallows replies", leases=1.5)
def replies_swallowed(fleet: Fleet, chance: Random) -> Iterator[None]:
    with fleet.proxy.stalled(Direction.REPLIES):
        yield


@fault("network swallows everything", leases=1.5)
def all_swallowed(fleet: Fleet, chance: Random) -> Iterator[None]:
    with fleet.proxy.stalled(*Direction):
        yield


@fault("network cuts all connections")
def connections_cut(fleet: Fleet, chance: Random) -> Iterator[None]:
    fleet.proxy.cut()
    yield


@fault("network resets a connection in the middle of a reply")
def connection_reset(fleet: Fleet, chance: Random) -> Iterator[None]:
    fleet.proxy.reset_after(chance.randrange(1, 600))
    yield
