"""What two tabs, or a person and a clock, do at the same moment ends in one way, and all are told so."""

import threading
from collections.abc import Callable, Iterator
from random import Random

import pytest

from api_client import Answer
from crowd import each, people
from figures import Figures
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Job, Person

COUNT = 10


@pytest.fixture
def reviewers(request: pytest.FixtureRequest, fleet: Fleet) -> Iterator[list[Person]]:
    """People with a review each."""
    name = request.function.__name__.removeprefix("test_")
    with people(fleet, [f"{name[:40]}-{number}" for number in range(COUNT)]) as crowd:
        for person, job in zip(crowd, each(lambda person: person.submit(fleet.site.url("/act/fast")), crowd)):
            assert person.await_state(job, "awaiting_confirmation") == "awaiting_confirmation"
        yield crowd


def at_once(*deeds: Callable[[], Answer]) -> list[Answer]:
    """Has all begin at the same moment, each in a thread."""
    gate, answers = threading.Barrier(len(deeds)), dict[int, Answer]()

    def do(place: int) -> None:
        gate.wait()
        answers[place] = deeds[place]()

    threads = [threading.Thread(target=do, args=[place]) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(deeds))]


def test_a_review_is_saved_or_discarded_or_runs_out(
    fleet: Fleet, baseline: Baseline, figures: Figures, reviewers: list[Person]
) -> None:
    figures.count(COUNT)

    def decide(person: Person) -> tuple[int, int]:
        [job] = person.jobs
        chance = Random(person.name)

        def later(deed: Callable[[Job], Answer]) -> Callable[[], Answer]:
            pause = chance.uniform(0, fleet.lease_seconds / 4)
            return lambda: (threading.Event().wait(pause), deed(job))[1]

        saved, discarded = at_once(later(person.confirm), later(person.cancel))
        return saved.status, discarded.status

    ids = [person.jobs[0].id for person in reviewers]
    # The time is over for half of them; a sweep comes every quarter lease.
    fleet.redis.ask("ZADD", "{tonearm}:deadlines", "XX", *(word for id in ids[::2] for word in (1, id)))
    answers = each(decide, reviewers)
    assert set(answers) <= {(200, 409), (202, 409), (409, 204), (410, 409)}
    ends = {person.await_state(person.jobs[0]) for person in reviewers}
    assert ends <= {"completed", "cancelled", "expired"} and len(ends) > 1
    assert_all_hold(Scene(fleet, reviewers, baseline))


def test_of_two_different_approvals_one_counts(
    fleet: Fleet, baseline: Baseline, figures: Figures, reviewers: list[Person]
) -> None:
    figures.count(COUNT)

    def decide(person: Person) -> None:
        [job] = person.jobs
        first, second = f"{job.title}, first tab", f"{job.title}, second tab"
        answers = at_once(
            lambda: person.confirm(job, title=first), lambda: person.confirm(job, title=second))
        wins = [answer.status in (200, 202) for answer in answers]
        assert sorted(wins) == [False, True]
        assert {answer.code for answer in answers} == {None, "already_confirmed_differently"}
        job.title = first if wins[0] else second  # which the file must have

    each(decide, reviewers)
    for person in reviewers:
        assert person.await_state(person.jobs[0]) == "completed"
    assert_all_hold(Scene(fleet, reviewers, baseline))


def test_what_two_tabs_keep_is_all_kept(
    fleet: Fleet, baseline: Baseline, figures: Figures, reviewers: list[Person]
) -> None:
    figures.count(COUNT)
    typed = {"album": "First Tab", "genre": "Second Tab"}

    def keep(person: Person) -> dict[str, str]:
        path = f"/api/v1/downloads/{person.jobs[0].id}/draft"
        answers = at_once(*(
            lambda field=field: person.insist("PUT", path, json={field: typed[field]}) for field in typed))
        assert [answer.status for answer in answers] == [200, 200]
        draft = person.show(person.jobs[0])["draft"]
        return {field: draft.get(field) for field in typed}

    assert each(keep, reviewers) == [typed] * COUNT
    each(lambda person: person.confirm(person.jobs[0]), reviewers)
    for person in reviewers:
        assert person.await_state(person.jobs[0]) == "completed"
    assert_all_hold(Scene(fleet, reviewers, baseline))
