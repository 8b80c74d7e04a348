"""What is in the library already is said before it is downloaded again; saving it again is allowed."""

from typing import Any

import pytest

from catalogue import Catalogue
from program import eventually
from sounds import read_tags
from tonearm_stack import TonearmStack, User

Download = dict[str, Any]
TITLE, ARTIST = "Twice", "The Copies"


class Person:
    """Somebody who pastes links."""

    def __init__(self, user: User):
        self.client = user.client

    def submit(self, url: str) -> Download:
        answer = self.client.send("POST", "/api/v1/downloads/url", json={"url": url})
        assert answer.status == 202, answer.body
        download: Download = answer.json
        return download

    def show(self, id: str) -> Download:
        download: Download = self.client.send("GET", f"/api/v1/downloads/{id}").json
        return download

    def review(self, id: str) -> Download:
        """The download, once its audio is in place."""
        eventually("a review", lambda: self.show(id)["state"] == "awaiting_confirmation", 60)
        return self.show(id)

    def save(self, id: str, **values: Any) -> Download:
        fields = {"tempId": id, "title": TITLE, "artist": ARTIST, **values}
        answer = self.client.send("POST", "/api/v1/downloads/confirm", json=fields)
        assert answer.status == 200, answer.body
        download: Download = answer.json
        return download

    def discard(self, id: str) -> None:
        assert self.client.send("DELETE", f"/api/v1/downloads/{id}").status == 204


@pytest.fixture(scope="module")
def person(stack: TonearmStack) -> Person:
    return Person(stack.add_user("ella"))


@pytest.fixture(scope="module")
def link(stack: TonearmStack) -> str:
    return stack.site.url("/page", title=TITLE, artist=ARTIST)


@pytest.fixture(scope="module")
def saved(person: Person, link: str, catalogue: Catalogue) -> Download:
    """What is in the library, and listed."""
    download = person.submit(link)
    assert download["duplicateOf"] is None
    assert person.review(download["id"])["duplicateOf"] is None
    saved = person.save(download["id"])
    track = catalogue.await_track(saved["libraryPath"])
    assert (track["downloadId"], track["sourceUrl"]) == (download["id"], link)
    return {**saved, "track": track["id"]}


def test_the_same_link_is_a_duplicate_at_once(person: Person, link: str, saved: Download) -> None:
    download = person.submit(f"{link}#again")
    assert download["duplicateOf"] == saved["track"]
    assert person.review(download["id"])["duplicateOf"] == saved["track"]
    person.discard(download["id"])
    assert person.show(download["id"])["duplicateOf"] is None


@pytest.mark.parametrize(
    "title, artist, is_duplicate",
    [
        (TITLE, ARTIST, True), ("TWÎCE", "the copies", True), (TITLE, "Somebody", False),
        ("Thrice", ARTIST, False),
    ])
def test_the_same_recording_from_elsewhere_is_a_duplicate(
    person: Person, stack: TonearmStack, saved: Download, title: str, artist: str, is_duplicate: bool
) -> None:
    other = stack.site.url("/page", title=title, artist=artist, other="yes")
    download = person.submit(other)
    assert download["duplicateOf"] is None  # nothing is known of the page yet
    reviewed = person.review(download["id"])
    assert reviewed["duplicateOf"] == (saved["track"] if is_duplicate else None)
    person.discard(download["id"])


def test_what_is_typed_in_the_review_can_make_it_a_duplicate(
    person: Person, stack: TonearmStack, saved: Download
) -> None:
    download = person.submit(stack.site.url("/page", title="Other", artist="Other"))
    person.review(download["id"])
    answer = person.client.send(
        "PUT", f"/api/v1/downloads/{download['id']}/draft", json={"title": TITLE, "artist": ARTIST})
    assert answer.json["duplicateOf"] == saved["track"]
    person.discard(download["id"])


def test_the_same_title_of_another_length_is_another_recording(
    person: Person, stack: TonearmStack, saved: Download
) -> None:
    long = stack.site.url("/page", title=TITLE, artist=ARTIST, media="long.mp3", seconds=30)
    download = person.submit(long)
    assert person.review(download["id"])["duplicateOf"] is None
    person.discard(download["id"])


def test_a_duplicate_can_be_saved_beside_the_first(
    person: Person, stack: TonearmStack, link: str, saved: Download, catalogue: Catalogue
) -> None:
    first = stack.library / saved["libraryPath"]
    before = first.read_bytes()
    download = person.submit(link)
    person.review(download["id"])
    again = person.save(download["id"])
    assert again["libraryPath"] == saved["libraryPath"].replace(".mp3", " (2).mp3")
    assert read_tags(stack.library / again["libraryPath"])["title"] == TITLE
    assert first.read_bytes() == before
    catalogue.await_track(again["libraryPath"])
    assert len(catalogue.tracks(query=f"{TITLE} {ARTIST}")) == 2
