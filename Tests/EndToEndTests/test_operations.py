"""What an operator sees: metrics, the state of the installation, and the doctor."""

from collections.abc import Iterator

import pytest

from expectations import assert_fails, assert_problem
from listener import Listener
from tonearm_stack import TonearmStack


@pytest.fixture(scope="module")
def stack(shared: TonearmStack) -> Iterator[TonearmStack]:
    """Has a second worker."""
    shared.start_worker(2)
    yield shared
    assert shared.end("worker-2") == {}


def value(metrics: str, name: str, label: str = "") -> float:
    """The sum of a metric's values over all series whose labels contain `label`; there must be one."""
    values = [float(line.rpartition(" ")[2]) for line in metrics.splitlines()
              if line.startswith((f"{name}{{", f"{name} ")) and label in line]
    assert values, f"there is no {name} {label}"
    return sum(values)


def test_workers_count_jobs_and_failures(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/page", media="direct.mp3"))
    assert user.confirm(id, title="Counted", artist="Ada").status == 200
    assert_fails(user, stack, stack.site.url("/missing"), "not_found")
    workers = stack.metrics("worker-1") + stack.metrics("worker-2")
    assert value(workers, "tonearm_jobs_total", 'result="fetched"') >= 1
    assert value(workers, "tonearm_jobs_total", 'result="filed"') >= 1
    assert value(workers, "tonearm_failures_total", 'code="not_found"') >= 1
    for phase in ("downloading", "converting", "filing"):
        assert value(workers, "tonearm_phase_duration_seconds_count", f'phase="{phase}"') >= 1
    assert value(workers, "tonearm_egress_connections_total", "allowed") >= 1
    assert value(workers, "tonearm_egress_bytes_total") > 1000


def test_the_api_shows_requests_queue_and_streams(stack: TonearmStack, user: Listener) -> None:
    assert user.client.send("GET", "/api/v1/downloads").status == 200
    metrics = stack.metrics("api")
    assert value(metrics, "tonearm_workers_alive") == 2
    assert value(metrics, "tonearm_event_streams") >= 1
    assert value(metrics, "tonearm_queue_length", "{tonearm}:jobs") >= 0
    assert value(metrics, "tonearm_queue_oldest_wait_seconds", "{tonearm}:jobs") >= 0
    assert value(metrics, "tonearm_http_requests_total", 'status="200"') >= 1


def test_metrics_are_not_for_people(stack: TonearmStack) -> None:
    assert stack.client.send("GET", "/metrics").status == 404


def test_the_system_lists_its_tools_and_its_workers(stack: TonearmStack, user: Listener) -> None:
    assert_problem(stack.client.send("GET", "/api/v1/system"), 401, "unauthorized")
    system = user.client.send("GET", "/api/v1/system").json
    assert (system["workersAlive"], system["libraryWritable"]) == (2, True)
    assert system["jsRuntime"]["name"] == "deno"
    assert system["ytDlpVersion"] >= "2026.07.04"
    assert system["libraryFreeBytes"] > 0
    assert system["queueLength"] >= 0
    assert len({worker["name"] for worker in system["workers"]}) == 2
    for worker in system["workers"]:
        assert worker["roles"] == ["downloads", "finalize", "library"]
        assert worker["ytDlpVersion"] == system["ytDlpVersion"]


def test_the_doctor_finds_a_working_machine_well(stack: TonearmStack) -> None:
    outcome = stack.run("tonearm-worker", "doctor")
    assert outcome.returncode == 0, outcome.stdout
    for subject in ("redis", "library", "disk", "yt-dlp", "sandbox", "ffmpeg", "deno"):
        [line, *_] = [line for line in outcome.stdout.splitlines() if f" {subject} " in line]
        assert not line.startswith("FAIL")


def test_the_doctor_says_what_is_wrong_and_goes_on(stack: TonearmStack) -> None:
    outcome = stack.run("tonearm-worker", "doctor", settings={
        "TONEARM_REDIS_URL": "unix:///nowhere.sock", "TONEARM_LIBRARY_DIR": "/nowhere",
        "TONEARM_STAGING_DIR": "/nowhere/staging"})
    assert outcome.returncode == 1
    failed = [line for line in outcome.stdout.splitlines() if line.startswith("FAIL")]
    assert len(failed) == 3
    assert any("TONEARM_REDIS_URL" in line for line in failed)
    assert "ok    ffmpeg" in outcome.stdout
