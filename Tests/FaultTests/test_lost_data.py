"""When Redis has lost what it knew, nobody is told stale things, nothing hangs, and the disks are clean.

Lost are downloads that were not filed yet, with what was typed for them; accounts, tokens and sessions; and
the history of downloads. Filed tracks stay.
"""

import os
import shutil
from collections.abc import Callable

import pytest

from crowd import each, people
from event_stream import EventStream
from filed import tracks
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from program import eventually

NAMES = ("downloading", "reviewing", "ended", "idle")


def lose_files(fleet: Fleet) -> None:
    """As without appendonly, or when the disk is lost."""
    fleet.kill("redis")
    shutil.rmtree(fleet.folder / "appendonlydir")
    fleet.redis.restart()


def flush(fleet: Fleet) -> None:
    """Connections stay: only an event, or the comparison every 30 seconds, tells who listens."""
    fleet.redis.ask("FLUSHALL")


@pytest.mark.parametrize("lose", [lose_files, flush])
def test_people_begin_anew_when_everything_is_lost(
    fleet: Fleet, baseline: Baseline, lose: Callable[[Fleet], None]
) -> None:
    with people(fleet, [f"{name}-{lose.__name__}" for name in NAMES]) as crowd:
        downloading, reviewing, ended, idle = crowd
        filed = ended.submit(fleet.site.url("/act/fast"))
        reviewed = reviewing.submit(fleet.site.url("/act/fast"))
        assert ended.see_through(filed, Wish.SAVE) == "completed"
        assert reviewing.await_state(reviewed, "awaiting_confirmation") == "awaiting_confirmation"
        running = downloading.submit(fleet.site.url("/act/fast", seconds="20"))
        assert downloading.await_state(running, "downloading") == "downloading"
        lost = {job.id for job in (filed, reviewed, running)}
        epochs = [person.follower.position[0] for person in crowd]

        lose(fleet)
        for job in (filed, reviewed, running):
            job.is_void = True
        fleet.enrol()

        def begin_anew(person: Person) -> str:
            return person.see_through(person.submit(fleet.site.url("/act/fast")), Wish.SAVE)

        active = crowd if lose is flush else crowd[:-1]
        assert each(begin_anew, active) == ["completed"] * len(active)
        for person, epoch in zip(crowd, epochs):
            eventually("another epoch", lambda: person.follower.position[0] != epoch)
            assert not lost & person.follower.downloads.keys()
        assert filed.id in {track.download for track in tracks(fleet.library)}
        fleet.let_an_hour_pass()
        assert_all_hold(Scene(fleet, crowd, baseline))


def test_who_knows_more_than_redis_is_told_everything_anew(fleet: Fleet, baseline: Baseline) -> None:
    """A power cut takes the last moments of appendfsync everysec, a failover what the replica had not heard.

    Here the lost moments are two drafts and a download. Then other things happen, as many as were lost.
    """
    def keep(person: Person, album: str) -> None:
        path = f"/api/v1/downloads/{person.jobs[0].id}/draft"
        assert person.insist("PUT", path, json={"album": album}).status == 200

    with people(fleet, ["typing", "unlucky"]) as [typing, unlucky]:
        reviewed = typing.submit(fleet.site.url("/act/fast"))
        assert typing.await_state(reviewed, "awaiting_confirmation") == "awaiting_confirmation"
        [log] = (fleet.folder / "appendonlydir").glob("*.incr.aof")
        kept = log.stat().st_size
        keep(typing, "Lost")
        keep(typing, "Lost, too")
        typing.await_news(reviewed)
        lost = unlucky.submit(fleet.site.url("/act/fast", seconds="20"))
        assert unlucky.await_state(lost, "downloading") == "downloading"
        epoch, offset = typing.follower.position

        fleet.kill("redis")
        lost.is_void = True
        os.truncate(log, kept)
        fleet.redis.restart()
        assert typing.show(reviewed)["draft"] == {}
        for album in ("Other", "Than", "Before"):
            keep(typing, album)

        with EventStream(fleet.member("typing"), last_event_id=f"{epoch}.{offset}") as stream:
            [download] = stream.event("snapshot", within=10).data["downloads"]
            assert download["draft"]["album"] == "Before"
        assert unlucky.see_through(unlucky.submit(fleet.site.url("/act/fast")), Wish.SAVE) == "completed"
        assert typing.see_through(reviewed, Wish.SAVE) == "completed"
        fleet.let_an_hour_pass()
        assert_all_hold(Scene(fleet, [typing, unlucky], baseline))
