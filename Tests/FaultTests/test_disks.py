"""Full, read-only and foreign disks cost nobody what was typed, and nothing is left behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

import pytest
from mutagen.id3 import ID3

from crowd import Deeds, each, people
from disk import SmallDisk, can_mount
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Job, Person, Wish
from program import eventually

pytestmark = pytest.mark.skipif(not can_mount(), reason="mounting takes an administrator")

NAMES = ("first", "second", "third", "fourth")
TYPED: dict[str, Any] = {"album": None, "year": 1984, "trackNumber": 7}


@pytest.fixture
def crowd(request: pytest.FixtureRequest, fleet: Fleet) -> Iterator[list[Person]]:
    test = crc32(request.node.name.encode())
    with people(fleet, [f"{name}-{test:08x}" for name in NAMES]) as crowd:
        yield crowd


def review(person: Person, fleet: Fleet) -> str:
    return person.await_state(person.submit(fleet.site.url("/act/fast")), "awaiting_confirmation")


def save(person: Person) -> str:
    return person.see_through(person.jobs[-1], Wish.SAVE)


@contextmanager
def troubled(disk: SmallDisk, trouble: str, free: int) -> Iterator[None]:
    """Has the disk full, but for `free` bytes, or read-only."""
    disk.fill(free) if trouble == "full" else disk.remount("ro")
    try:
        yield
    finally:
        disk.empty() if trouble == "full" else disk.remount("rw")


def assert_given_back(fleet: Fleet, person: Person) -> None:
    """The review has everything that was typed, and says what happened; nothing is filed."""
    [job] = person.jobs
    assert person.await_state(job, "awaiting_confirmation") == "awaiting_confirmation"
    download = person.show(job)
    assert download["lastError"] and download["confirmed"] is False
    typed = {"title": job.title, "artist": job.artist, **TYPED}
    assert {field: download["draft"][field] for field in typed} == typed
    assert person.insist("GET", download["coverUrl"]).status == 200
    assert list(fleet.library.glob("*.mp3")) == []


def assert_filed_as_typed(fleet: Fleet, person: Person) -> None:
    download = person.show(person.jobs[0])
    assert download["lastError"] is None
    tag = ID3(fleet.library / download["libraryPath"])
    assert (str(tag["TDRC"]), str(tag["TRCK"]), "TALB" in tag) == ("1984", "7", False)
    assert len(tag.getall("APIC")) == 1


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_library_that_takes_no_track_gives_it_back_to_review(
    fleet: Fleet, baseline: Baseline, crowd: list[Person], trouble: str
) -> None:
    with SmallDisk(fleet.library, 16 << 20) as disk:
        each(lambda person: review(person, fleet), crowd)
        with troubled(disk, trouble, 100_000):
            answers = each(lambda person: person.confirm(person.jobs[-1], **TYPED), crowd)
            assert {answer.code for answer in answers} == {"filing_failed"}
            for person in crowd:
                person.await_news(person.jobs[-1])
                assert_given_back(fleet, person)
        assert each(save, crowd) == ["completed"] * len(crowd)
        for person in crowd:
            assert_filed_as_typed(fleet, person)
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_an_early_save_that_the_library_does_not_take_comes_to_review(
    fleet: Fleet, baseline: Baseline, crowd: list[Person], trouble: str
) -> None:
    def begin(person: Person) -> None:
        person.await_metadata(person.submit(fleet.site.url("/act/fast", seconds="1")))

    early = crowd[:2]  # as many as the worker does at a time
    with SmallDisk(fleet.library, 16 << 20) as disk:
        each(begin, early)
        with troubled(disk, trouble, 100_000):
            answers = each(lambda person: person.confirm(person.jobs[-1], **TYPED), early)
            assert [answer.status for answer in answers] == [202] * len(early)
            for person in early:
                assert_given_back(fleet, person)
        assert each(save, early) == ["completed"] * len(early)
        for person in early:
            assert_filed_as_typed(fleet, person)
        assert_all_hold(Scene(fleet, early, baseline))


@pytest.mark.parametrize("free", [20_000, 300_000])
def test_a_download_without_room_fails_and_can_be_tried_again_once_there_is_some(
    fleet: Fleet, baseline: Baseline, crowd: list[Person], free: int
) -> None:
    """Too little room for the media, and enough for that but not for an MP3 with its tag."""
    [person, *_] = crowd
    with SmallDisk(fleet.staging, 16 << 20) as disk:
        with troubled(disk, "full", free):
            job = person.submit(fleet.site.url("/act/fast"))
            assert person.see_through(job, Wish.SAVE) == "failed"
            failure = person.show(job)["failure"]
            assert (failure["code"], failure["retryable"]) == ("disk_full", True)
            assert "No space left on device" in failure["detail"]
        again = person.insist("POST", f"/api/v1/downloads/{job.id}/retry")
        assert again.status == 202
        person.jobs.append(Job(again.json["id"], "Second try", person.name))
        assert save(person) == "completed"
        assert_all_hold(Scene(fleet, [person], baseline))


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
