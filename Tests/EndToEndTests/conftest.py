"""Stacks and users. A file chooses its stack with a fixture `stack` of its own; else it has `shared`."""

from collections.abc import Iterator
from functools import cache

import pytest

pytest.register_assert_rewrite("expectations", "listener", "tidy")  # so that they say what was compared

from accounts import Accounts
from listener import Listener
from tidy import tidy
from tonearm_stack import TonearmStack
from tonearm_stack import pytest_runtest_makereport as pytest_runtest_makereport
from user import User

LIVE = ("queued", "downloading", "awaiting_confirmation")


@pytest.fixture(scope="session")
def shared() -> Iterator[TonearmStack]:
    """Has one worker, with the real yt-dlp."""
    with tidy(TonearmStack(settings={"TONEARM_LIBRARY_MODE": "0640"})) as stack:
        yield stack


@pytest.fixture(scope="session")
def workerless() -> Iterator[TonearmStack]:
    """Has only the workers that a test starts, so nothing is fetched meanwhile; its Redis forgets nothing."""
    with tidy(TonearmStack(workers=0, append_only=True)) as stack:
        yield stack


@pytest.fixture(scope="module")
def stack(shared: TonearmStack) -> TonearmStack:
    return shared


@pytest.fixture(scope="module")
def account(request: pytest.FixtureRequest, stack: TonearmStack) -> User:
    """Somebody whom only this file knows."""
    return new_account(stack, name_of(request))


@pytest.fixture(scope="module")
def other_account(request: pytest.FixtureRequest, stack: TonearmStack) -> User:
    return new_account(stack, f"{name_of(request)}-stranger")


def new_account(stack: TonearmStack, name: str) -> User:
    accounts = accounts_of(stack)
    accounts.add([name])
    return accounts.user(name)


@cache
def accounts_of(stack: TonearmStack) -> Accounts:
    return Accounts(stack)


def name_of(request: pytest.FixtureRequest) -> str:
    """Such as `events` for the file test_events.py."""
    return str(request.module.__name__).removeprefix("test_").replace("_", "-")


@pytest.fixture
def user(account: User) -> Iterator[Listener]:
    """Follows the events from before the test; has no live download before and after it."""
    yield from listening(account)


@pytest.fixture
def stranger(other_account: User) -> Iterator[Listener]:
    """The same of somebody else."""
    yield from listening(other_account)


def listening(account: User) -> Iterator[Listener]:
    with Listener.to(account) as listener:
        yield listener
        for download in account.client.send("GET", "/api/v1/downloads").json["downloads"]:
            if download["state"] in LIVE:  # the test has failed
                account.discard(download["id"])
