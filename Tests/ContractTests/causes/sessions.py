"""How to cause what signing in, listing and looking at the installation is answered with."""

from concurrent.futures import ThreadPoolExecutor

from api_client import Answer
from causes.general import answers_without_redis, ask
from causes.registry import JSON, causes
from contract import Operation
from world import World


@causes("signIn", 200, JSON)
def signs_in(world: World, _: Operation) -> Answer:
    return world.sign_in()


@causes("signIn", 401, "invalid_credentials")
def unknown_name(world: World, operation: Operation) -> Answer:
    return ask(world.stranger, operation)


@causes("signIn", 429, "too_many_attempts")
def guesses(world: World, operation: Operation) -> Answer:
    def guess(_: int) -> Answer:
        return ask(world.stranger, operation, body=b'{"username": "guessed", "password": "x"}')

    with ThreadPoolExecutor(12) as pool:
        statuses = sorted(answer.status for answer in pool.map(guess, range(12)))
    assert statuses == [401] * 10 + [429] * 2
    refused = guess(13)
    assert refused.headers["Retry-After"] == "300"
    return refused


@causes("signOut", 204)
def signs_out(world: World, operation: Operation) -> Answer:
    cookie = world.sign_in().headers["Set-Cookie"].partition(";")[0]
    browser = world.stranger.adding({"Cookie": cookie})
    answer = ask(browser, operation)
    assert browser.send("GET", operation.path).status == 401
    return answer


@causes("whoAmI", 200, JSON)
@causes("listDownloads", 200, JSON)
@causes("followEvents", 200, "text/event-stream")
@causes("getDescription", 200, "application/yaml")
@causes("isAlive", 200, JSON)
@causes("isReady", 200, JSON)
def asks(world: World, operation: Operation) -> Answer:
    return ask(world.nina.client, operation)


@causes("getSystem", 200, JSON)
def looks_at_the_system(world: World, operation: Operation) -> Answer:
    alone = ask(world.nina.client, operation).json
    assert alone["workers"] == [] and alone["libraryWritable"] is None
    return ask(world.miles.client, operation)


@causes("isReady", 503, JSON)
def is_not_ready(world: World, operation: Operation) -> Answer:
    return answers_without_redis(world)[operation.id]
