"""Two APIs and three workers on one Redis, and many users at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from mutagen.id3 import ID3

import stand_in
from accounts import Accounts
from event_stream import EventStream
from listener import Listener
from tidy import tidy
from tonearm_stack import TonearmStack


@pytest.fixture
def fleet(request: pytest.FixtureRequest) -> Iterator[TonearmStack]:
    with tidy(TonearmStack(workers=3, settings=request.param)) as fleet:
        fleet.start_api(number=2)
        yield fleet


@dataclass(frozen=True)
class Member:
    """One of many users, who acts through one API and follows the events of the other."""

    number: int
    user: Listener
    latecomer: Callable[[str], EventStream]
    """Opens the events of the API that the user acts through, from an id on."""

    @property
    def title(self) -> str:
        return f"Song {self.number}"

    @property
    def artist(self) -> str:
        return f"Singer {self.number}"

    @property
    def path(self) -> str:
        return f"{self.artist} - {self.title}.mp3"

    @property
    def is_hasty(self) -> bool:
        """Saves without waiting for the audio."""
        return self.number % 4 < 2

    def bring_home(self, url: str) -> None:
        """Does a whole job, from the link to the file in the library."""
        user, id = self.user, self.user.submit(url)
        if self.is_hasty:
            user.event("download_metadata", id)
        else:
            ready = user.event("download_ready_for_review", id)
            assert (ready["title"], ready["artist"]) == (self.title, self.artist)
            assert ready["coverDataUrl"].startswith("data:image/jpeg;base64,")
        saved = user.confirm(id, title=self.title, artist=self.artist, album="Fleet")
        assert saved.status in (200, 202), saved.body
        assert user.event("download_completed", id)["libraryPath"] == self.path
        names = user.event_names(id)
        assert ("download_ready_for_review" in names) != ("download_updated" in names)
        self.assert_each_event_once(id)

    def assert_each_event_once(self, id: str) -> None:
        """The stream had this download's events and no others, in order; the other API has the same."""
        stream = self.user.stream
        assert stream.garbage == []
        first, *later = stream.events
        assert first.name == "snapshot"
        of_downloads = [event for event in later if event.name.startswith("download_")]
        assert {event.data["id"] for event in of_downloads} == {id}
        assert [event.name for event in of_downloads].count("download_completed") == 1

        logged = [event.id for event in stream.events if event.id]
        epoch, _, offset = logged[0].partition(".")
        assert logged == [f"{epoch}.{int(offset) + index}" for index in range(len(logged))]
        with self.latecomer(logged[0]) as late:
            late.wait("the same again", lambda: len([event for event in late.events if event.id]) >= len(logged) - 1)
            assert [event.id for event in late.events if event.id] == logged[1:]


def members(fleet: TonearmStack, count: int, exits: ExitStack) -> Iterator[Member]:
    accounts, apis = Accounts(fleet), list(fleet.apis)
    names = [f"member-{number}" for number in range(count)]
    accounts.add(names)
    for number, name in enumerate(names):
        acting, following = (accounts.user(name, apis[(number + step) % 2]) for step in (0, 1))
        user = exits.enter_context(Listener.to(acting, following.events()))
        yield Member(number, user, acting.events)


def bring_home(fleet: TonearmStack, count: int, link: Callable[[Member], str]) -> None:
    """Has that many users bring home what `link` gives each of them, all at once."""
    with ExitStack() as exits:
        crowd = list(members(fleet, count, exits))
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(lambda member: member.bring_home(link(member)), crowd))
        assert fleet.library_files == sorted(member.path for member in crowd)
        for member in crowd:
            tag = ID3(fleet.library / member.path)
            assert [str(tag[frame]) for frame in ("TIT2", "TPE1", "TALB")] == [
                member.title, member.artist, "Fleet"]
            assert len(tag.getall("APIC")) == 1
            assert fleet.lock_holder(member.user.name) is None
        # Early approvals, of which some may have come too late to be that.
        assert any(event.name == "download_updated" for member in crowd for event in member.user.stream.events)


@pytest.mark.parametrize("fleet", [stand_in.SETTINGS], ids=["stand-in"], indirect=True)
def test_fifty_users_do_whole_jobs_at_once(fleet: TonearmStack) -> None:
    bring_home(fleet, 50, lambda member: fleet.site.url(
        "/act/fast", title=member.title, artist=member.artist, seconds="1" if member.is_hasty else "0"))


@pytest.mark.parametrize("fleet", [{}], ids=["yt-dlp"], indirect=True)
def test_ten_users_do_whole_jobs_at_once(fleet: TonearmStack) -> None:
    bring_home(fleet, 10, lambda member: fleet.site.url(
        "/page", title=member.title, artist=member.artist,
        media="slow.mp3?seconds=2" if member.is_hasty else "direct.mp3"))
