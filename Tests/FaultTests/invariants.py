"""The invariants of the broker's protocol, as questions to a fleet at rest: each yields what is wrong."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import filed
import processes
from failures import flaws
from fleet import Fleet
from holdings import Baseline, relics
from person import ENDED, Job, Person


@dataclass(frozen=True)
class Scene:
    """A fleet, the people who used it, and what it held before they did."""

    fleet: Fleet
    people: Sequence[Person]
    baseline: Baseline | None = None

    @property
    def jobs(self) -> Iterator[tuple[Person, Job]]:
        """The promises that count."""
        return ((person, job) for person in self.people for job in person.jobs if not job.is_void)

    def records(self) -> Iterator[tuple[Job, Any]]:
        """Each job and its download; None where the API knows none."""
        return ((job, person.show(job)) for person, job in self.jobs)


def one_end(scene: Scene) -> Iterator[str]:
    """I1: one terminal state per download, for good."""
    for job, download in scene.records():
        if download and download["state"] not in ENDED:
            yield f"{job.id} is still {download['state']}"
    for person in scene.people:
        ends: dict[str, str] = {}
        for seen in person.follower.observations:
            end = ends.get(seen.download)
            if end and seen.state != end:
                yield f"{seen.download} was {end}, then {seen.state}"
            if seen.state in ENDED:
                ends[seen.download] = seen.state
        completions = Counter(
            seen.download for seen in person.follower.observations if seen.event == "download_completed")
        yield from (f"{id} was completed {times} times" for id, times in completions.items() if times > 1)


def one_file(scene: Scene) -> Iterator[str]:
    """I2: a completed download has one whole file with the approved tags, any other has none."""
    files = defaultdict(list)
    for track in filed.tracks(scene.fleet.library):
        files[track.download].append(track)
    for job, download in scene.records():
        tracks = files.get(job.id, [])
        is_completed = bool(download) and download["state"] == "completed"
        if len(tracks) != is_completed:
            yield f"{job.id} ({download and download['state']}) has {len(tracks)} files"
        for track in tracks:
            if not track.is_whole:
                yield f"{track.path.name} is not whole"
            if (track.title, track.artist) != (job.title, job.artist):
                yield f"{track.path.name} says {track.title!r} by {track.artist!r}, not {job.title!r}"
            if is_completed and str(track.path.relative_to(scene.fleet.library)) != download["libraryPath"]:
                yield f"{track.path.name} is not where {job.id} says: {download['libraryPath']}"


def one_at_a_time(scene: Scene) -> Iterator[str]:
    """I3: at most one queued or downloading download per user; the lock is free when there is none."""
    for person in scene.people:
        active: set[str] = set()
        void = {job.id for job in person.jobs if job.is_void}
        for seen in person.follower.observations:
            is_active = seen.state in ("queued", "downloading") and seen.download not in void
            (active.add if is_active else active.discard)(seen.download)
            if len(active) > 1:
                yield f"{person.name} had {len(active)} active downloads at {seen.position}"
    yield from scene.fleet.keys("user:*:lock")


def nothing_queued(scene: Scene) -> Iterator[str]:
    """I4: streams, pending lists and indexes return to zero."""
    redis = scene.fleet.redis
    for stream in scene.fleet.job_streams:
        name = "{tonearm}:" + stream
        if (length := redis.ask("XLEN", name)) != "0":
            yield f"{stream} has {length} entries"
        for group in redis.ask("XINFO", "GROUPS", name).splitlines()[1:2]:
            if (pending := redis.ask("XPENDING", name, group).splitlines()[0]) != "0":
                yield f"{stream} has {pending} pending entries"
    for index in ("open", "deadlines"):
        if (size := redis.ask("ZCARD", "{tonearm}:" + index)) != "0":
            yield f"{index} has {size} members"


def every_event_once(scene: Scene) -> Iterator[str]:
    """I5: an SSE client sees every offset once, in order, or a snapshot; and ends where the log does."""
    for person in scene.people:
        yield from (f"{person.name}: {what}" for what in person.follower.irregularities)
        meta = scene.fleet.redis.ask("HMGET", f"{{tonearm}}:events:{person.name}:meta", "epoch", "offset")
        epoch, offset = meta.splitlines() or ("", "")
        if epoch and person.follower.position != (epoch, int(offset)):
            yield f"{person.name} is at {person.follower.position}, the log at {epoch}.{offset}"


def nothing_staged(scene: Scene) -> Iterator[str]:
    """I6: staging is empty, and so is the way from it into the library."""
    for folder in (scene.fleet.staging, scene.fleet.library / ".tonearm/filing"):
        if folder.is_dir():
            names = (str(path.relative_to(scene.fleet.folder)) for path in folder.iterdir())
            yield from (name for name in names if "probe-" not in name)  # relics have them


def no_orphans(scene: Scene) -> Iterator[str]:
    """I7: no yt-dlp or ffmpeg is left."""
    for pid, words in processes.tools(scene.fleet.staging, scene.fleet.library).items():
        yield f"{pid}: {words}"


def back_to_baseline(scene: Scene) -> Iterator[str]:
    """I8: descriptors, memory, subscriptions and consumers are what they were."""
    if scene.baseline:
        yield from scene.baseline.excesses(scene.fleet)


def nothing_lost(scene: Scene) -> Iterator[str]:
    """What was promised came true, or ended with a failure that says why."""
    for person in scene.people:
        yield from person.surprises
    for job, download in scene.records():
        if not download:
            yield f"{job.id} was promised and is unknown"
            continue
        state = download["state"]
        if state == "failed":
            yield from flaws(download)
        if job.is_cancelled and state != "cancelled":
            yield f"{job.id} was cancelled and is {state}"
        if job.is_approved and not job.is_cancelled and state not in ("completed", "failed"):
            yield f"{job.id} was approved and is {state}"


Check = Callable[[Scene], Iterator[str]]
INVARIANTS: dict[str, Check] = {
    "I1 one end": one_end, "I2 one file": one_file, "I3 one at a time": one_at_a_time,
    "I4 nothing queued": nothing_queued, "I5 every event once": every_event_once,
    "I6 nothing staged": nothing_staged, "I7 no orphans": no_orphans,
    "nothing lost": nothing_lost,
}
AFTERWARDS: dict[str, Check] = {"I8 back to baseline": back_to_baseline}
IN_THE_LONG_RUN: dict[str, Check] = {"I8 no relics": lambda scene: relics(scene.fleet)}
"""Asked of a fleet that was given the time that it takes to be sure that a worker is dead."""


def violations(scene: Scene, in_the_long_run: bool = False) -> dict[str, list[str]]:
    """What is wrong by each invariant once the fleet has had a few leases to come to rest.

    People stop following their events on the way: the last question is what is held when nobody is there.
    """
    within = 16 + 2 * scene.fleet.lease_seconds
    found = _ask(scene, INVARIANTS, within)
    for person in scene.people:
        person.follower.stop()
    return found | _ask(scene, AFTERWARDS | (IN_THE_LONG_RUN if in_the_long_run else {}), within)


def _ask(scene: Scene, checks: Mapping[str, Check], within: float) -> dict[str, list[str]]:
    """Asks again, until nothing is wrong, or the time is over."""
    end = time.monotonic() + within
    while True:
        answers = {name: list(check(scene)) for name, check in checks.items()}
        wrong = {name: answer for name, answer in answers.items() if answer}
        if not wrong or time.monotonic() > end:
            return wrong
        checks = {name: checks[name] for name in wrong}
        time.sleep(0.2)


def assert_all_hold(scene: Scene) -> None:
    wrong = violations(scene)
    assert not wrong, "\n".join(f"{name}: {what}" for name, list in wrong.items() for what in list)
