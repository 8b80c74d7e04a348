"""What yt-dlp says when it fails is kept; a stand-in says it.

FaultTests/test_tools.py has what else a tool may do.
"""

from collections.abc import Iterator

import pytest

import stand_in
from expectations import assert_fails
from failure_cases import SAID
from listener import Listener
from program import eventually
from stand_in import Recording
from tidy import tidy
from tonearm_stack import TonearmStack


@pytest.fixture(scope="module")
def stack() -> Iterator[TonearmStack]:
    with tidy(TonearmStack(settings=stand_in.SETTINGS)) as stack:
        yield stack


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.code)
def test_what_was_said_is_kept_for_the_curious(stack: TonearmStack, user: Listener, said: Recording) -> None:
    failed = assert_fails(user, stack, stack.site.url("/act/say", text=said.text), said.code)
    assert failed["failure"]["detail"] == said.text + "\n"


def test_the_end_of_what_is_said_at_length_is_kept(stack: TonearmStack, user: Listener) -> None:
    failed = assert_fails(user, stack, stack.site.url("/act/flood"), "not_found")
    detail = failed["failure"]["detail"]
    assert detail.endswith("la \nERROR: HTTP Error 404: Not Found\n")
    assert len(detail.encode()) == 4096


@pytest.mark.parametrize("act", ["hang", "defy"])
def test_cancelling_ends_a_program_even_if_it_ignores_requests_to_end(
    stack: TonearmStack, user: Listener, act: str
) -> None:
    id = user.submit(stack.site.url(f"/act/{act}"))
    eventually("a program at work", lambda: stack.at_work(id))
    assert user.discard(id).status == 204
    assert stack.lock_holder(user.name) is None
    eventually("no programs", lambda: not stack.at_work(id), 15)
    eventually("nothing staged", lambda: not stack.staged(id))
