"""The points of the work at which the tools themselves are running, with the real yt-dlp."""

import os
from collections.abc import Iterator

import pytest

from crowd import Deeds, people
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Wish
from program import eventually

POINTS = ("downloading", "downloaded", "converting", "staged")
YT_DLP = os.environ.get("TONEARM_TEST_YTDLP", "yt-dlp")


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet(apis=2, settings={"TONEARM_YTDLP_PATH": YT_DLP}) as fleet:
        yield fleet


def test_a_fetch_with_yt_dlp_survives_the_death_of_its_worker(fleet: Fleet, baseline: Baseline) -> None:
    fleet.kill("worker-1")
    with people(fleet, [f"visitor-{point}" for point in POINTS]) as crowd, Deeds(len(crowd)) as deeds:
        for person, point in zip(crowd, POINTS):
            fleet.start_worker(2, {"TONEARM_FAULT": f"{point}:kill", "TONEARM_WORKER_SLOTS": "1"})
            page = fleet.site.url("/page", title=f"At {point}", media="slow.mp3?seconds=1")
            deeds.begin(person.see_through, person.submit(page), Wish.SAVE)
            eventually(f"the fault at {point}", lambda: not fleet.parts["worker-2"].is_running, 30)
        fleet.restart("worker-1")
        assert deeds.results() == ["completed"] * len(crowd)
        assert_all_hold(Scene(fleet, crowd, baseline))
