from collections.abc import Iterator

import pytest

from catalogue import Catalogue
from event_stream import EventStream
from tonearm_stack import TonearmStack, User
from tonearm_stack import pytest_runtest_makereport as pytest_runtest_makereport


@pytest.fixture(scope="session")
def stack() -> Iterator[TonearmStack]:
    """Its worker is up all the time."""
    with TonearmStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def user(stack: TonearmStack) -> User:
    return stack.add_user("nina")


@pytest.fixture(scope="session")
def catalogue(user: User) -> Catalogue:
    return Catalogue(user.client)


@pytest.fixture
def stream(user: User) -> Iterator[EventStream]:
    """Opened before the test does anything."""
    with user.events() as stream:
        stream.event("snapshot")
        yield stream
