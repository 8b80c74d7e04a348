"""What more than one file expects of answers and of failed downloads."""

from typing import Any

from api_client import Answer
from failures import flaws
from listener import Listener
from program import eventually
from tonearm_stack import TonearmStack


def assert_problem(answer: Answer, status: int, code: str) -> None:
    """Requires a problem (RFC 9457) with this status and code, and a sentence for people."""
    assert (answer.status, answer.code) == (status, code), answer.body[:500]
    problem = answer.json
    assert problem.keys() >= {"type", "title", "status", "detail", "code"}
    assert problem["status"] == status
    assert problem["detail"].endswith(".") and len(problem["detail"]) <= 300, problem["detail"]
    if status in (429, 503):
        assert answer.headers["Retry-After"].isdecimal()


def assert_fails(user: Listener, stack: TonearmStack, url: str, code: str) -> Any:
    """Submits `url` and requires that it fails with `code`; returns the data of `download_failed`."""
    return assert_failure(user, stack, user.submit(url), code)


def assert_failure(user: Listener, stack: TonearmStack, id: str, code: str) -> Any:
    """Requires that the download fails with `code`, says so in a sentence and leaves nothing behind."""
    failed = user.event("download_failed", id)
    assert failed["failure"]["code"] == code, failed["failure"]
    assert failed["state"] == "failed" and failed["error"] == failed["failure"]["message"]
    assert stack.lock_holder(user.name) is None
    eventually("nothing staged", lambda: not stack.staged(id))
    eventually("no programs", lambda: not stack.at_work(id))
    download = user.show(id)
    assert download["failure"] == failed["failure"]
    assert list(flaws(download)) == []
    return failed
