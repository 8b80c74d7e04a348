"""Full, read-only and foreign disks cost nobody what was typed, and nothing is left behind."""

from collections.abc import Iterator

import pytest

from crowd import Deeds, each, people
from disk import SmallDisk, can_mount
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from program import eventually

pytestmark = pytest.mark.skipif(not can_mount(), reason="mounting takes an administrator")

NAMES = ("first", "second", "third", "fourth")


@pytest.fixture
def crowd(request: pytest.FixtureRequest, fleet: Fleet) -> Iterator[list[Person]]:
    with people(fleet, [f"{name}-{abs(hash(request.node.name))}" for name in NAMES]) as crowd:
        yield crowd


def review(person: Person, fleet: Fleet) -> str:
    return person.await_state(person.submit(fleet.site.url("/act/fast")), "awaiting_confirmation")


def save(person: Person) -> str:
    return person.see_through(person.jobs[-1], Wish.SAVE)


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_library_that_takes_no_track_gives_it_back_to_review(
    fleet: Fleet, baseline: Baseline, crowd: list[Person], trouble: str
) -> None:
    with SmallDisk(fleet.library, 16 << 20) as disk:
        each(lambda person: review(person, fleet), crowd)
        disk.fill(100_000) if trouble == "full" else disk.remount("ro")
        answers = each(lambda person: person.confirm(person.jobs[-1]), crowd)
        assert {answer.code for answer in answers} == {"filing_failed"}
        for person in crowd:
            person.await_news(person.jobs[-1])
            assert person.show(person.jobs[-1])["lastError"]
        disk.empty() if trouble == "full" else disk.remount("rw")
        assert each(save, crowd) == ["completed"] * len(crowd)
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_staging_that_takes_no_track_fails_the_download_until_it_does(
    fleet: Fleet, baseline: Baseline, crowd: list[Person], trouble: str
) -> None:
    def begin(person: Person) -> str:
        return person.await_state(person.submit(fleet.site.url("/act/fast", seconds="1")), "downloading")

    with SmallDisk(fleet.staging, 16 << 20) as disk:
        assert each(begin, crowd[:2]) == ["downloading"] * 2  # as many as the worker does at a time
        disk.fill(20_000) if trouble == "full" else disk.remount("ro")
        assert each(save, crowd[:2]) == ["failed"] * 2
        disk.empty() if trouble == "full" else disk.remount("rw")
        each(begin, crowd)
        assert each(save, crowd) == ["completed"] * len(crowd)
        fleet.let_an_hour_pass()  # for what could not be removed then
        assert_all_hold(Scene(fleet, crowd, baseline))


def test_a_worker_without_staging_leaves_jobs_to_others(
    fleet: Fleet, baseline: Baseline, crowd: list[Person]
) -> None:
    def times(words: str) -> int:
        return fleet.parts["worker-1"].last_words(10_000).count(words)

    with SmallDisk(fleet.staging, 16 << 20) as disk:
        before = times("taking no jobs")
        disk.remount("ro")
        eventually("that no job is taken", lambda: times("taking no jobs") > before)
        fleet.start_worker(2, {
            "TONEARM_STAGING_DIR": f"{fleet.folder}/elsewhere", "TONEARM_STAGING_DOMAIN": "elsewhere"})
        for _ in range(3):
            assert each(lambda person: review(person, fleet), crowd) == ["awaiting_confirmation"] * len(crowd)
            assert each(save, crowd) == ["completed"] * len(crowd)
        assert fleet.parts["worker-2"].end() == 0
        disk.remount("rw")
        eventually("that jobs are taken", lambda: times("taking jobs again") > before)
        assert_all_hold(Scene(fleet, crowd, baseline))


def test_a_track_that_comes_from_another_disk_survives_the_death_of_its_worker(
    fleet: Fleet, baseline: Baseline, crowd: list[Person]
) -> None:
    with SmallDisk(fleet.staging, 16 << 20), Deeds(len(crowd)) as deeds:
        each(lambda person: review(person, fleet), crowd)
        fleet.kill("worker-1")
        for person, point in zip(crowd, ("recorded", "placed", "finishing", "finished")):
            fleet.start_worker(2, {"TONEARM_FAULT": f"{point}:kill", "TONEARM_WORKER_ROLES": "finalize"})
            deeds.begin(person.confirm, person.jobs[-1])
            eventually("its death", lambda: not fleet.parts["worker-2"].is_running)
        fleet.restart("worker-1")
        assert each(save, crowd) == ["completed"] * len(crowd)
        fleet.let_an_hour_pass()
        assert_all_hold(Scene(fleet, crowd, baseline))
