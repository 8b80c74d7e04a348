"""Problems name the field or parameter at fault as the request does, and people's name for it in the sentence."""

from typing import Any

import pytest

from api_client import Answer
from checked_client import CheckedClient
from tracks import send, track
from world import UNKNOWN_ID, World

LONG = "x" * 501
WRONG_FIELDS = [
    ({"title": 5}, "invalid_request", "title", "Title has a value of the wrong type."),
    ({"year": "1999"}, "invalid_request", "year", "Year has a value of the wrong type."),
    ({"genre": ["Folk"]}, "invalid_request", "genre", "Genre has a value of the wrong type."),
    ({"colour": "red"}, "invalid_request", "colour", "This request has a field that is not known."),
    ({"c" * 200: 1}, "invalid_request", "c" * 100, "This request has a field that is not known."),
    ({"albumArtist": "a\0"}, "invalid_metadata", "albumArtist", "Album artist contains control characters."),
    ({"album": LONG}, "invalid_metadata", "album", "Album is longer than 500 characters."),
    ({"trackNumber": 0}, "invalid_metadata", "trackNumber",
     "Track number must be a whole number from 1 to 9999."),
    ({"discNumber": 1000}, "invalid_metadata", "discNumber",
     "Disc number must be a whole number from 1 to 999."),
]


def check(answer: Answer, code: str, field: str | None, sentence: str) -> None:
    assert answer.status == 422
    problem = answer.json
    assert (problem["code"], problem.get("field"), problem["detail"]) == (code, field, sentence)


@pytest.mark.parametrize("body, code, field, sentence", WRONG_FIELDS)
def test_a_draft_names_its_field(
    body: Any, code: str, field: str, sentence: str, world: World
) -> None:
    check(world.nina.draft(UNKNOWN_ID, **body), code, field, sentence)


@pytest.mark.parametrize("body, code, field, sentence", WRONG_FIELDS)
def test_a_save_names_its_field(
    body: Any, code: str, field: str, sentence: str, world: World
) -> None:
    with world.nina.download() as id:
        check(world.nina.confirm(id, **body), code, field, sentence)


@pytest.mark.parametrize("body, code, field, sentence", WRONG_FIELDS)
def test_an_edit_names_its_field(
    body: Any, code: str, field: str, sentence: str, world: World
) -> None:
    check(send(world, "PATCH", track(world), json=body), code, field, sentence)


def test_an_edit_knows_rename_too(world: World) -> None:
    answer = send(world, "PATCH", track(world), json={"rename": "yes"})
    check(answer, "invalid_request", "rename", "Rename has a value of the wrong type.")


@pytest.mark.parametrize(
    "body, code, field, sentence",
    [({"artist": "A"}, "invalid_metadata", "title", "Title is missing."),
     ({"title": "T"}, "invalid_metadata", "artist", "Artist is missing."),
     ({"title": " ", "artist": "A"}, "invalid_metadata", "title", "Title is missing."),
     ({"title": "T", "artist": None}, "invalid_metadata", "artist", "Artist is missing.")])
def test_a_save_names_what_it_lacks(
    body: Any, code: str, field: str, sentence: str, world: World
) -> None:
    with world.nina.download() as id:
        answer = post(world.nina.client, "/api/v1/downloads/confirm", {"tempId": id, **body})
        check(answer, code, field, sentence)


@pytest.mark.parametrize(
    "path, body, code, field, sentence",
    [("/api/v1/downloads/confirm", {"title": "T", "artist": "A"}, "invalid_request", "tempId",
      "Download is missing."),
     ("/api/v1/downloads/url", {}, "invalid_request", "url", "Link is missing."),
     ("/api/v1/downloads/url", {"url": 7}, "invalid_request", "url",
      "Link has a value of the wrong type."),
     ("/api/v1/downloads/url", {"url": None}, "invalid_request", "url",
      "Link has a value of the wrong type."),
     ("/api/v1/downloads/url", [], "invalid_request", None, "The body must be a JSON object."),
     ("/api/v1/auth/session", {"password": "x"}, "invalid_request", "username",
      "Username is missing."),
     ("/api/v1/auth/session", {"username": "x", "password": 1}, "invalid_request", "password",
      "Password has a value of the wrong type.")])
def test_other_bodies_name_their_field(
    path: str, body: Any, code: str, field: str | None, sentence: str, world: World
) -> None:
    check(post(world.nina.client, path, body), code, field, sentence)


def test_a_link_that_is_not_fetched_is_that_of_url(world: World) -> None:
    answer = post(world.nina.client, "/api/v1/downloads/url", {"url": "ytsearch:paper boats"})
    assert (answer.json["code"], answer.json["field"]) == ("invalid_url", "url")


@pytest.mark.parametrize(
    "query, field",
    [("limit=0", "limit"), ("limit=many", "limit"), ("sort=size", "sort"), ("order=up", "order"),
     ("cursor=nonsense", "cursor"), (f"query={LONG}", "query"), ("colour=red", "colour")])
def test_a_list_names_its_parameter(query: str, field: str, world: World) -> None:
    answer = world.miles.client.send("GET", f"/api/v1/tracks?{query}")
    assert (answer.status, answer.json["code"], answer.json["field"]) == (
        422, "invalid_request", field)
    assert f'"{field}"' not in answer.json["detail"]


def test_a_cover_names_its_parameter(world: World) -> None:
    answer = send(world, "GET", track(world), "/cover?size=huge")
    check(answer, "invalid_request", "size", "Size must be small or large.")


def post(client: CheckedClient, path: str, body: Any) -> Answer:
    return client.send("POST", path, json=body)
