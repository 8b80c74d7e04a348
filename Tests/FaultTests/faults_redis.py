"""What can go wrong with Redis: it refuses, falls silent, forgets, or somebody lays hands on what it holds."""

from collections.abc import Iterator
from random import Random

from faults import fault
from fleet import Fleet
from program import eventually

GROUP = "workers"


@fault("Redis is full", leases=1.2)
def redis_full(fleet: Fleet, chance: Random) -> Iterator[None]:
    """With no eviction, what might take memory is refused."""
    yield from _configured(fleet, "maxmemory", "1mb", "0", "OOM")


@fault("Redis has no replica", leases=1.2)
def redis_without_replica(fleet: Fleet, chance: Random) -> Iterator[None]:
    yield from _configured(fleet, "min-replicas-to-write", "1", "0", "NOREPLICAS")


@fault("Redis is a replica", leases=1.2)
def redis_is_replica(fleet: Fleet, chance: Random) -> Iterator[None]:
    """As after a failover; the master that it is given does not exist, so its data stays."""
    fleet.redis.ask("REPLICAOF", "127.0.0.1", 1)
    _await_refusal(fleet, "READONLY")
    yield
    fleet.redis.ask("REPLICAOF", "NO", "ONE")


@fault("Redis cannot save", leases=1.2)
def redis_cannot_save(fleet: Fleet, chance: Random) -> Iterator[None]:
    """Where the dump belongs lies a folder, and a Redis that is to save refuses writes until it can."""
    obstacle = fleet.folder / "dump.rdb"
    (obstacle / "full").mkdir(parents=True)
    fleet.redis.ask("CONFIG", "SET", "save", "3600 1")
    fleet.redis.ask("BGSAVE")
    _await_refusal(fleet, "MISCONF")
    yield
    fleet.redis.ask("CONFIG", "SET", "save", "")
    (obstacle / "full").rmdir()
    obstacle.rmdir()


@fault("Redis loads its data", leases=1.2)
def redis_loads(fleet: Fleet, chance: Random) -> Iterator[None]:
    """For about three seconds: it has 20,000 commands to repeat, and sleeps after each."""
    fleet.redis.ask("EVAL", "for n = 1, 20000 do redis.call('SET', KEYS[1], n) end", 1, "{tonearm}:ballast")
    fleet.redis.ask("DEL", "{tonearm}:ballast")
    with fleet.redis.running_with("--key-load-delay", "100", is_awaited=False):
        _await_refusal(fleet, "LOADING")
        yield


@fault("Redis forgets the scripts")
def scripts_flushed(fleet: Fleet, chance: Random) -> Iterator[None]:
    fleet.redis.ask("SCRIPT", "FLUSH")
    yield


@fault("Redis pauses writes", leases=1.2)
def writes_paused(fleet: Fleet, chance: Random) -> Iterator[None]:
    fleet.redis.ask("CLIENT", "PAUSE", 600_000, "WRITE")
    yield
    fleet.redis.ask("CLIENT", "UNPAUSE")


@fault("Redis pauses everything", leases=1.2)
def all_paused(fleet: Fleet, chance: Random) -> Iterator[None]:
    """Ends by itself: it takes no word from anybody before."""
    fleet.redis.ask("CLIENT", "PAUSE", int(1200 * fleet.lease_seconds), "ALL")
    yield
    fleet.redis.answers()


@fault("connections closed")
def connections_closed(fleet: Fleet, chance: Random) -> Iterator[None]:
    for kind in ("normal", "pubsub"):
        fleet.redis.ask("CLIENT", "KILL", "TYPE", kind)
    yield


@fault("subscriptions closed")
def subscriptions_closed(fleet: Fleet, chance: Random) -> Iterator[None]:
    fleet.redis.ask("CLIENT", "KILL", "TYPE", "pubsub")
    yield


@fault("subscriptions refused", leases=1.5)
def subscriptions_refused(fleet: Fleet, chance: Random) -> Iterator[None]:
    fleet.redis.ask("ACL", "SETUSER", "default", "-subscribe")
    fleet.redis.ask("CLIENT", "KILL", "TYPE", "pubsub")
    try:
        yield
    finally:
        fleet.redis.ask("ACL", "SETUSER", "default", "+subscribe")


@fault("groups destroyed")
def groups_destroyed(fleet: Fleet, chance: Random) -> Iterator[None]:
    for stream in fleet.job_streams:
        fleet.redis.ask("XGROUP", "DESTROY", "{tonearm}:" + stream, GROUP)
    yield


@fault("consumers deleted")
def consumers_deleted(fleet: Fleet, chance: Random) -> Iterator[None]:
    for stream in fleet.job_streams:
        for consumer in fleet.consumers(stream):
            fleet.redis.ask("XGROUP", "DELCONSUMER", "{tonearm}:" + stream, GROUP, consumer)
    yield


@fault("jobs trimmed")
def jobs_trimmed(fleet: Fleet, chance: Random) -> Iterator[None]:
    """What is to be discarded is forgotten, too: it stays until the sweep of the staging folder."""
    for stream in fleet.job_streams:
        fleet.redis.ask("XTRIM", "{tonearm}:" + stream, "MAXLEN", 0)
    yield


def _configured(fleet: Fleet, name: str, value: str, usual: str, refusal: str) -> Iterator[None]:
    fleet.redis.ask("CONFIG", "SET", name, value)
    _await_refusal(fleet, refusal)
    yield
    fleet.redis.ask("CONFIG", "SET", name, usual)


def _await_refusal(fleet: Fleet, code: str) -> None:
    """Waits until Redis takes no writes, for this reason."""
    eventually(code, lambda: code in _answer_to_a_write(fleet))


def _answer_to_a_write(fleet: Fleet) -> str:
    try:
        return fleet.redis.ask("SET", "{tonearm}:probe", "", "PX", 1)
    except RuntimeError as error:
        return str(error)
