"""A Redis that is silent, or that speaks nothing but TLS.

FaultTests/test_redis.py has what else it may suffer.
"""

import os
import time
from pathlib import Path

import pytest

from api_client import Answer
from certificates import Authority
from expectations import assert_problem
from listener import Listener
from program import eventually, run
from redis_server import RedisServer
from tonearm_stack import PROGRAMS, TonearmStack, free_port


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


def test_people_are_told_of_a_silent_redis_in_time(stack: TonearmStack, user: Listener) -> None:
    def submit() -> Answer:
        return user.client.send(
            "POST", "/api/v1/downloads/url", headers={"Idempotency-Key": "outage"},
            json={"url": stack.site.url("/direct.mp3")})

    with stack.redis.paused():
        for _ in range(2):
            began = time.monotonic()
            refused = submit()
            assert time.monotonic() - began < 3
            assert_problem(refused, 503, "broker_unavailable")
            assert refused.headers["Retry-After"] == "2"
        ready = stack.client.send("GET", "/readyz")
        assert ready.status == 503 and len(ready.json["reasons"]) == 1
        assert stack.client.send("GET", "/healthz").status == 200

    eventually("a ready API", lambda: stack.client.send("GET", "/readyz").status == 200, 20)
    accepted = submit()
    assert accepted.status == 202
    id = accepted.json["id"]
    assert stack.lock_holder(user.name) == id
    assert user.discard(id).status == 204
    user.event("download_cancelled", id)


def test_a_worker_without_redis_ends_its_programs(stack: TonearmStack, user: Listener) -> None:
    """Because another one may have its download by then."""
    with stack.running_workers(settings={"TONEARM_LEASE_SECONDS": "2"}):
        id = user.submit(stack.site.url("/slow.mp3", seconds=5))
        user.event("download_metadata", id)
        assert stack.at_work(id)
        with stack.redis.paused():
            eventually("no programs", lambda: not stack.at_work(id), 20)
        user.event("download_ready_for_review", id)
        assert user.discard(id).status == 204


def test_programs_show_and_verify_certificates(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    server, own = authority.sign("redis", "DNS:localhost,IP:127.0.0.1"), authority.sign("own", "DNS:tonearm.example")
    port = free_port()
    redis = RedisServer(tmp_path, tmp_path / "redis.log", options=[
        "--tls-port", str(port), "--bind", "127.0.0.1", "--tls-cert-file", server.file,
        "--tls-key-file", server.key, "--tls-auth-clients", "yes", "--tls-ca-cert-file", authority.own.file])
    environment = {
        "PATH": os.environ["PATH"], "TONEARM_STATE_DIR": str(tmp_path),
        "TONEARM_REDIS_URL": f"rediss://localhost:{port}",
        "TONEARM_REDIS_TLS_CA": str(authority.own.file),
        "TONEARM_REDIS_TLS_CERTIFICATE": str(own.file), "TONEARM_REDIS_TLS_KEY": str(own.key),
    }
    api = PROGRAMS / "tonearm-api"
    try:
        added = run([api, "user", "add", "ada", "--password-stdin"], environment, "a long password")
        assert added.returncode == 0, added.stderr
        listed = run([api, "user", "list"], environment)
        assert listed.returncode == 0 and "ada" in listed.stdout

        stranger = str(Authority(tmp_path / "stranger").own.file)
        refused = run([api, "user", "list"], {**environment, "TONEARM_REDIS_TLS_CA": stranger})
        assert refused.returncode != 0
    finally:
        redis.program.end()
