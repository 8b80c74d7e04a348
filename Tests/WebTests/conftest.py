"""A browser before the real thing: the API with its page, a worker, Redis, yt-dlp and a media site."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack, User

WEB = Path(__file__).resolve().parents[2] / "Sources/APIServer/Web"
LAN_NAME = "tonearm.lan"
OUTAGE = re.compile(r"Failed to load resource: (net::ERR_|the server responded with a status of (401|422|502|503))")
LIVE = ("queued", "downloading", "awaiting_confirmation")


@pytest.fixture(scope="session")
def stack() -> Iterator[TonearmStack]:
    settings = {"TONEARM_WEB_ROOT": str(WEB), "TONEARM_API_HOSTS": LAN_NAME}
    with TonearmStack(settings=settings) as stack:
        yield stack


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    options = [f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def nina(stack: TonearmStack) -> User:
    nina = stack.add_user("nina")
    eventually("the catalogue to be there", lambda: nina.client.send("GET", "/api/v1/tracks").status == 200)
    return nina


@pytest.fixture(scope="session")
def sessions() -> dict[str, object]:
    """What browsers remember of those who have signed in, by base address and name."""
    return {}


@pytest.fixture
def user(nina: User) -> Iterator[User]:
    """Somebody whose downloads have all ended when a test begins. Earlier ones are still listed."""
    yield nina
    for download in nina.client.send("GET", "/api/v1/downloads").json["downloads"]:
        if download["state"] in LIVE:
            nina.client.send("DELETE", f"/api/v1/downloads/{download['id']}")


@pytest.fixture
def complaints(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Everything that a page said on its console as an error, or reported of its security policy.

    There must be nothing, but for requests that fail because the test makes them fail.
    """
    found: list[str] = []
    yield found
    if request.node.get_closest_marker("outage"):
        found = [text for text in found if not OUTAGE.match(text)]
    assert found == []


@pytest.fixture
def new_page(
    stack: TonearmStack, browser: Browser, user: User, complaints: list[str], sessions: dict[str, object]
) -> Iterator[Callable[..., TonearmPage]]:
    """Opens the page in a browser of its own, as `who` signed in, or as nobody if `who` is None."""
    contexts: list[BrowserContext] = []

    def open_page(
        who: User | None = user, path: str = "/", host: str = "127.0.0.1", **options: object
    ) -> TonearmPage:
        base = f"http://{host}:{stack.address.partition(':')[2]}"
        known = sessions.get(f"{base} {who.name}") if who else None
        context = browser.new_context(base_url=base, storage_state=known, **options)
        contexts.append(context)
        watch(context, complaints)
        page = TonearmPage(context.new_page(), stack)
        page.goto(path)
        if who and not known:
            page.sign_in(who)
            sessions[f"{base} {who.name}"] = context.storage_state()
        if who:
            page.await_library()
        return page

    yield open_page
    for context in contexts:
        context.close()


def watch(context: BrowserContext, complaints: list[str]) -> None:
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda message: message.type == "error" and complaints.append(
        f"{message.text} {message.location['url']}"))
    context.expose_binding("reportViolation", lambda _, text: complaints.append(text))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => "
        "reportViolation(`${event.violatedDirective}: ${event.blockedURI}`))")


@pytest.fixture
def page(new_page: Callable[..., TonearmPage]) -> TonearmPage:
    """The page, with the test's user signed in."""
    return new_page()
