"""The bounds on the time and the size of downloads, and what an operator's cookies are used for."""

from pathlib import Path

import pytest

from expectations import assert_fails
from failure_cases import LIMITS
from listener import Listener
from tonearm_stack import TonearmStack

SECRET = "secret-of-the-operator"
COOKIES = f"""# Netscape HTTP Cookie File
127.0.0.1\tFALSE\t/\tFALSE\t4102444800\tvisitor\t{SECRET}
"""


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


@pytest.mark.parametrize("setting, value, paths, code", LIMITS, ids=[code for *_, code in LIMITS])
def test_a_limit_is_kept(
    stack: TonearmStack, user: Listener, setting: str, value: str, paths: list[str], code: str
) -> None:
    is_about_time = code in ("stalled", "timed_out")
    with stack.running_workers(settings={f"TONEARM_DOWNLOAD_{setting}": value}):
        for path in paths:
            failed = assert_fails(user, stack, stack.site.url(path), code)
            assert failed["failure"]["retryable"] is is_about_time
        if not is_about_time:  # on a busy machine, anything may take its time
            assert user.discard(user.review(stack.site.url("/direct.mp3"))).status == 204


def test_cookies_are_sent_and_never_changed(stack: TonearmStack, user: Listener, tmp_path: Path) -> None:
    file = tmp_path / "cookies.txt"
    file.write_text(COOKIES)
    with stack.running_workers(settings={"TONEARM_YTDLP_CONFIG_DIR": str(tmp_path)}):
        id = user.review(stack.site.url("/direct.mp3", **{"with": "cookies"}))
        assert stack.staged(id) == ["track.mp3"]
        assert user.discard(id).status == 204
    cookies = {request["cookie"] for request in stack.site.requests()
               if request["path"] == "/direct.mp3?with=cookies"}
    assert cookies == {f"visitor={SECRET}"}
    assert file.read_text() == COOKIES
    assert not [name for name, part in stack.parts.items() if SECRET in part.last_words(1_000_000)]
