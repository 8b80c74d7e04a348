"""How the list of tracks is cut into pages, and that what changes a track is seen in it."""

from typing import Any

import pytest

from tracks import listed, replace_cover, send, track
from world import World

SORTS = ("addedAt", "title", "artist", "album", "durationSeconds")


@pytest.fixture(scope="module", autouse=True)
def three_tracks(world: World) -> None:
    for title in ("Águas", "Brook", "Canal"):
        named = track(world, f"{title}.flac")
        assert send(world, "PATCH", named, json={"title": title}).status == 200


def page(world: World, query: str) -> Any:
    answer = world.miles.client.send("GET", f"/api/v1/tracks?{query}")
    assert answer.status == 200
    return answer.json


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pages_have_every_track_once(sort: str, order: str, world: World) -> None:
    whole = page(world, f"sort={sort}&order={order}&limit=500")
    assert whole["nextCursor"] is None and whole["total"] == len(whole["tracks"]) > 2
    tracks, cursor = [], ""
    while cursor is not None:
        part = page(world, f"sort={sort}&order={order}&limit=2&cursor={cursor}")
        assert part["total"] == whole["total"]
        tracks += part["tracks"]
        cursor = part["nextCursor"]
    assert tracks == whole["tracks"]


@pytest.mark.parametrize("query", ["brook", "BRO", "agua", "%C3%A1gu"])
def test_words_find_what_begins_with_them(query: str, world: World) -> None:
    found = page(world, f"query={query}")
    assert found["total"] == len(found["tracks"]) == 1


def test_the_newest_come_first(world: World) -> None:
    times = [it["addedAt"] for it in page(world, "limit=500")["tracks"]]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    "query",
    ["sort=size", "order=up", "limit=0", "limit=501", "limit=x", "limit=-1", "cursor=nonsense",
     "query=" + "x" * 501])
def test_wrong_parameters_of_the_list_are_refused(query: str, world: World) -> None:
    answer = world.miles.client.send("GET", f"/api/v1/tracks?{query}")
    assert (answer.status, answer.code) == (422, "invalid_request")


@pytest.mark.parametrize("other", ["sort=artist&order=asc", "sort=title&order=desc"])
def test_a_cursor_belongs_to_its_list(other: str, world: World) -> None:
    cursor = page(world, "sort=title&order=asc&limit=1")["nextCursor"]
    answer = world.miles.client.send("GET", f"/api/v1/tracks?{other}&cursor={cursor}")
    assert (answer.status, answer.code) == (422, "invalid_request")


def test_an_absent_field_stays_and_null_clears(world: World) -> None:
    edited = track(world, "Edited.flac")
    send(world, "PATCH", edited, json={"title": "Weir", "artist": "The Lanterns", "year": 1987})
    answer = send(world, "PATCH", edited, json={"year": None, "album": "Rivers"}).json
    assert [answer[it] for it in ("title", "artist", "album", "year")] == [
        "Weir", "The Lanterns", "Rivers", None]
    assert send(world, "GET", edited).json == answer


def test_a_file_is_renamed_only_when_asked_to(world: World) -> None:
    named = track(world, "Unnamed.flac")
    fields = {"title": "Lock", "artist": "The Lanterns"}
    assert send(world, "PATCH", named, json=fields).json["path"] == named["path"]
    path = send(world, "PATCH", named, json={"rename": True}).json["path"]
    assert "Lock" in path and (world.busy.library / path).is_file()


@pytest.mark.parametrize("size", ["", "&size=small", "&size=large"])
def test_a_covers_own_address_never_changes(size: str, world: World) -> None:
    shown = track(world, "Shown.flac")
    assert replace_cover(world, shown).status == 204
    address = send(world, "GET", shown).json["coverUrl"]
    own = world.miles.client.send("GET", address + size)
    assert "immutable" in own.headers["Cache-Control"]
    other = world.miles.client.send("GET", address.partition("?")[0])
    assert "immutable" not in other.headers["Cache-Control"]


def test_a_download_says_which_track_it_repeats(world: World) -> None:
    saved = world.saved.json
    filed = listed(world, saved["libraryPath"])
    assert (filed["downloadId"], filed["sourceUrl"]) == (saved["id"], saved["url"])
    with world.miles.download(state="awaiting_confirmation") as id:
        assert world.miles.show(id)["duplicateOf"] == filed["id"]
