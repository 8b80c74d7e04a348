"""How to cause what listing, showing and playing tracks is answered with."""

from api_client import Answer
from causes.general import ask_rightly
from causes.registry import JSON, Cause, causes
from contract import Operation
from tracks import replace_cover, send, track, unreadable
from world import World

STREAMS = ("streamTrack", "streamTrackHead")
NAMES = {
    "audio/mpeg": "Still Water.mp3", "audio/flac": "Still Water.flac",
    "audio/mp4": "Still Water.m4a", "audio/ogg": "Still Water.ogg",
    "audio/wav": "Still Water.wav", "audio/aiff": "Still Water.aiff",
}
UNREADABLE = "application/octet-stream"
PART = {"Range": "bytes=1-3"}
BEYOND = {"Range": "bytes=1000000000-"}


@causes("listTracks", 200, JSON)
@causes("getTrack", 200, JSON)
def looks(world: World, operation: Operation) -> Answer:
    return ask_rightly(world, operation)


def plays(type: str, **headers: str) -> Cause:
    def cause(world: World, operation: Operation) -> Answer:
        played = unreadable(world) if type == UNREADABLE else track(world, NAMES[type])
        return send(world, operation.method, played, "/stream", headers=headers)

    return cause


for stream in STREAMS:
    for type in (*NAMES, UNREADABLE):
        causes(stream, 200, type)(plays(type))
        causes(stream, 206, type)(plays(type, **PART))


@causes("streamTrack", 416, "range_not_satisfiable")
@causes("streamTrackHead", 416, "range_not_satisfiable")
def plays_beyond_the_end(world: World, operation: Operation) -> Answer:
    return ask_rightly(world, operation, headers=BEYOND)


@causes("streamTrack", 304)
@causes("streamTrackHead", 304)
def has_it_already(world: World, operation: Operation) -> Answer:
    tag = ask_rightly(world, operation).headers["ETag"]
    return ask_rightly(world, operation, headers={"If-None-Match": tag})


@causes("getTrackCover", 200, "image/jpeg")
def looks_at_the_cover(world: World, _: Operation) -> Answer:
    return look_at_cover(world)


@causes("getTrackCover", 206, "image/jpeg")
def looks_at_a_part(world: World, _: Operation) -> Answer:
    return look_at_cover(world, **PART)


@causes("getTrackCover", 416, "range_not_satisfiable")
def looks_beyond_the_end(world: World, _: Operation) -> Answer:
    return look_at_cover(world, **BEYOND)


@causes("getTrackCover", 304)
def has_the_cover_already(world: World, _: Operation) -> Answer:
    return look_at_cover(world, **{"If-None-Match": look_at_cover(world).headers["ETag"]})


def look_at_cover(world: World, **headers: str) -> Answer:
    assert replace_cover(world, track(world)).status == 204
    address = send(world, "GET", track(world)).json["coverUrl"]
    return world.miles.client.send("GET", address, headers=headers)
