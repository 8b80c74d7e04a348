"""How to cause what looking at, editing, saving and discarding a download is answered with."""

from api_client import Answer
from causes.registry import JSON, causes
from contract import Operation
from program import eventually
from world import World


@causes("getDownload", 200, JSON)
def shows(world: World, operation: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.client.send("GET", operation.path.replace("{id}", id))


@causes("keepDraft", 200, JSON)
def types(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.draft(id, title="Paper Boats", year=2021, album=None)


@causes("keepDraft", 409, "not_editable")
def types_too_late(world: World, _: Operation) -> Answer:
    return world.nina.draft(world.nina.cancelled(), title="Paper Boats")


@causes("keepDraft", 422, "invalid_metadata")
def types_what_no_tag_takes(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.draft(id, year=10_000)


@causes("replaceDownloadCover", 204)
def replaces_the_cover(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.replace_cover(id)


@causes("replaceDownloadCover", 409, "not_editable")
def replaces_the_cover_too_late(world: World, _: Operation) -> Answer:
    return world.nina.replace_cover(world.nina.cancelled())


@causes("getDownloadCover", 200, "image/jpeg")
def looks_at_the_suggested_cover(world: World, _: Operation) -> Answer:
    etta, id = world.review
    return etta.client.send("GET", etta.show(id)["coverUrl"])


@causes("getDownloadCover", 200, "image/png")
def looks_at_a_png(world: World, operation: Operation) -> Answer:
    return replaced_cover(world, operation, "image/png")


@causes("getDownloadCover", 200, "image/webp")
def looks_at_a_webp(world: World, operation: Operation) -> Answer:
    return replaced_cover(world, operation, "image/webp")


def replaced_cover(world: World, operation: Operation, type: str) -> Answer:
    with world.nina.download() as id:
        world.nina.replace_cover(id, type)
        return world.nina.client.send("GET", operation.path.replace("{id}", id))


@causes("getDownloadCover", 304)
@causes("previewDownload", 304)
@causes("previewDownloadHead", 304)
def has_it_already(world: World, operation: Operation) -> Answer:
    etta, id = world.review
    address = operation.path.replace("{id}", id)
    tag = etta.client.send("GET", address).headers["ETag"]
    return etta.client.send(operation.method, address, headers={"If-None-Match": tag})


@causes("previewDownload", 200, "audio/mpeg")
@causes("previewDownloadHead", 200, "audio/mpeg")
def listens(world: World, operation: Operation) -> Answer:
    return listen(world, operation)


@causes("previewDownload", 206, "audio/mpeg")
@causes("previewDownloadHead", 206, "audio/mpeg")
def listens_to_a_part(world: World, operation: Operation) -> Answer:
    return listen(world, operation, Range="bytes=10-19")


@causes("previewDownload", 416, "range_not_satisfiable")
@causes("previewDownloadHead", 416, "range_not_satisfiable")
def listens_beyond_the_end(world: World, operation: Operation) -> Answer:
    return listen(world, operation, Range="bytes=1000000000-")


def listen(world: World, operation: Operation, **headers: str) -> Answer:
    etta, id = world.review
    address = operation.path.replace("{id}", id)
    return etta.client.send(operation.method, address, headers=headers)


@causes("previewDownload", 404, "preview_unavailable")
@causes("previewDownloadHead", 404, "preview_unavailable")
def listens_too_early(world: World, operation: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.client.send(operation.method, operation.path.replace("{id}", id))


@causes("confirmDownload", 200, JSON)
def saves(world: World, _: Operation) -> Answer:
    return world.saved


@causes("confirmDownload", 202, JSON)
def saves_early(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.confirm(id)


@causes("confirmDownload", 409, "not_confirmable")
def saves_what_was_cancelled(world: World, _: Operation) -> Answer:
    return world.nina.confirm(world.nina.cancelled())


@causes("confirmDownload", 409, "already_confirmed_differently")
def saves_anew(world: World, _: Operation) -> Answer:
    id = world.saved.json["id"]
    assert world.miles.confirm(id).status == 200
    return world.miles.confirm(id, title="Paper Planes")


@causes("confirmDownload", 409, "filing_failed")
def saves_with_a_broken_cover(world: World, _: Operation) -> Answer:
    with world.miles.download(state="awaiting_confirmation") as id:
        world.miles.replace_cover(id)
        answer = world.miles.confirm(id)
        assert world.miles.show(id)["lastError"] == answer.json["detail"]
        return answer


@causes("confirmDownload", 410, "expired")
def saves_too_late(world: World, _: Operation) -> Answer:
    with world.miles.download(state="awaiting_confirmation") as id:
        world.busy.redis.ask("ZADD", "{tonearm}:deadlines", 0, id)
        eventually("its end", lambda: world.miles.show(id)["state"] == "expired", 30)
        return world.miles.confirm(id)


@causes("confirmDownload", 422, "invalid_metadata")
def saves_without_an_artist(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.confirm(id, artist=" ")


@causes("cancelDownload", 204)
def discards(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        assert world.nina.discard(id).status == 204
        return world.nina.discard(id)


@causes("cancelDownload", 409, "not_cancellable")
def discards_what_is_saved(world: World, _: Operation) -> Answer:
    return world.miles.discard(world.saved.json["id"])
