"""Events reach everybody who listens, whoever else does not read, and whatever is restarted meanwhile."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import faults_redis as faults_redis  # registers its faults
from api_client import APIClient
from audience import Audience, request
from crowd import Deeds, people
from event_stream import EventStream
from faults import FAULTS
from figures import Figures
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from processes import Holdings
from program import eventually

CLOSURES = 5
TABS = 1000
TABS_SECONDS = 30
"""Until all are back after a restart of their API."""
TAB_KIB = 256
"""What a tab may cost; the allocator keeps it."""
COVER_BYTES = 256 * 1024
MEMORY_KIB = 128 * 1024
ANNOUNCE = """
for _ = 1, ARGV[2] do
  local log = KEYS[1] .. ':events:' .. ARGV[1]
  local meta = log .. ':meta'
  local entry = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  local offset = redis.call('HINCRBY', meta, 'offset', 1)
  local payload = cjson.decode(entry[2][2])
  payload.offset = string.format('%.0f', offset)
  redis.call('XADD', log, string.format('%.0f', offset) .. '-1', 'payload', cjson.encode(payload))
  redis.call('PUBLISH', log, cjson.encode(payload))
end
"""
"""Says the last thing that was said to a user again, as many times as asked."""


def save(person: Person, fleet: Fleet) -> str:
    return person.see_through(person.submit(fleet.site.url("/act/fast", seconds="0.5")), Wish.SAVE)


def test_subscriptions_that_end_every_second_cost_nobody_an_event(
    fleet: Fleet, baseline: Baseline, figures: Figures
) -> None:
    figures.count(CLOSURES)
    with people(fleet, [f"torn-{number}" for number in range(4)]) as crowd, Deeds(len(crowd)) as deeds:
        for person in crowd:
            deeds.begin(lambda person=person: [save(person, fleet) for _ in range(2)])
        for _ in range(CLOSURES):
            FAULTS["subscriptions closed"].strike(fleet, Random(0))
            time.sleep(1)
        assert deeds.results() == [["completed"] * 2] * len(crowd)
        assert all(person.follower.connections == 1 for person in crowd)
        assert_all_hold(Scene(fleet, crowd, baseline))


def test_a_job_that_begins_while_nobody_can_subscribe_is_done(fleet: Fleet, baseline: Baseline) -> None:
    with people(fleet, ["unheard"]) as [person]:
        with FAULTS["subscriptions refused"].on(fleet, Random(0)):
            lease = fleet.lease_seconds
            job = person.submit(fleet.site.url("/act/fast", seconds=f"{1.5 * lease:g}"))
            eventually("a review", lambda: person.show(job)["state"] == "awaiting_confirmation", 3 * lease)
        assert person.see_through(job, Wish.SAVE) == "completed"
        assert_all_hold(Scene(fleet, [person], baseline))


def test_a_thousand_tabs_are_back_soon_after_a_restart(
    fleet: Fleet, baseline: Baseline, figures: Figures
) -> None:
    with people(fleet, [f"tabs-{number}" for number in range(4)]) as crowd:
        clients = [fleet.member(person.name) for person in crowd] * (TABS // len(crowd))
        with Audience(clients) as audience:
            audience.await_all(1, TABS_SECONDS)
            for restarts, way in enumerate((signal.SIGTERM, signal.SIGKILL), start=1):
                with Deeds(len(crowd)) as deeds:
                    for person in crowd:
                        deeds.begin(save, person, fleet)
                    fleet.parts["api"].end(way)
                    fleet.restart("api")
                    seconds = audience.await_all(1 + restarts, TABS_SECONDS)
                    assert deeds.results() == ["completed"] * len(crowd)
                figures.add(f"{TABS:,} tabs are back after their API, ended by {way.name}, is", seconds)
            eventually("the last event in every tab", lambda: positions(audience) == {
                ".".join(map(str, person.follower.position)) for person in crowd})
        peak = baseline.programs["api"].memory_kib + TABS * TAB_KIB
        held = replace(baseline.programs["api"], memory_kib=peak)
        assert_all_hold(Scene(fleet, crowd, replace(baseline, programs=baseline.programs | {"api": held})))
    fleet.kill("api")
    fleet.restart("api")  # the next test begins without that peak


def positions(audience: Audience) -> set[str | None]:
    """Where the tabs are: one place for each person once all have heard everything."""
    return {tab.position for tab in audience.tabs}


@contextmanager
def deaf(person: Person, fleet: Fleet) -> Iterator[None]:
    """A tab that opens its events, and reads nothing."""
    client = fleet.member(person.name)
    host, _, port = client.address.partition(":")
    with socket.socket() as tab:
        tab.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        tab.connect((host, int(port)))
        tab.sendall(request(client))
        yield


def is_cut_off(fleet: Fleet) -> bool:
    """Whether an API has cut off somebody who did not read."""
    texts = [APIClient(f"unix:{fleet.folder}/{name}.sock").send("GET", "/metrics").body.decode()
             for name in ("metrics", "metrics-2")]
    return any('tonearm_event_streams_closed_total{reason="slow"}' in text for text in texts)


def test_a_tab_that_stops_reading_is_cut_off_and_costs_nobody_else(fleet: Fleet, baseline: Baseline) -> None:
    """It is told forty times of a review with a large cover: more than the sockets between hold."""
    with people(fleet, ["deaf", "hearing"]) as [person, other]:
        job = person.submit(fleet.site.url("/act/fast"))
        assert person.await_state(job, "awaiting_confirmation") == "awaiting_confirmation"
        paint = "redis.call('SET', KEYS[1], string.rep('x', ARGV[1]))"
        fleet.redis.ask("EVAL", paint, 1, "{tonearm}:cover:" + job.id, COVER_BYTES)
        position = person.follower.position
        before = Holdings.of(fleet.parts["api"].pid)
        with deaf(person, fleet):
            for _ in range(40):
                fleet.redis.ask("EVAL", ANNOUNCE, 1, "{tonearm}", person.name, 1)
            begin = time.monotonic()
            assert save(other, fleet) == "completed"
            assert time.monotonic() - begin < 10
            last = (position[0], position[1] + 40)
            eventually("a reader of the same events", lambda: person.follower.position == last, 20)
            assert Holdings.of(fleet.parts["api"].pid).memory_kib < before.memory_kib + MEMORY_KIB
            eventually("that it is cut off", lambda: is_cut_off(fleet), 40)
        with EventStream(fleet.member(person.name), last_event_id=f"{position[0]}.{position[1]}") as stream:
            stream.wait("all that was missed", lambda: len(stream.events) == 40, 20)
        assert person.see_through(job, Wish.SAVE) == "completed"
        assert_all_hold(Scene(fleet, [person, other], baseline))
