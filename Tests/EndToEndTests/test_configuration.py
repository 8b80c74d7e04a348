"""A start with a wrong configuration ends with one sentence that names what is wrong."""

import os
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from program import run
from tonearm_stack import PROGRAMS

COMMON = [
    ("TONEARM_REDIS_URL", "http://127.0.0.1:6379"), ("TONEARM_REDIS_TLS_CA", "/nonexistent.pem"),
    ("TONEARM_LOCK_SECONDS", "0"), ("TONEARM_LOCK_SECONDS", "ten"), ("TONEARM_LEASE_SECONDS", "1.5"),
    ("TONEARM_QUEUE_LIMIT", "-1"), ("TONEARM_STAGING_HOURS", "99999999999999999999"),
    ("TONEARM_EGRESS_ALLOW", "10.0.0.0/33"), ("TONEARM_EGRESS_PORTS", "http"),
    ("TONEARM_LOG_LEVEL", "loud"), ("TONEARM_LOG_FORMAT", "xml"),
]
API = [
    ("TONEARM_API_LISTEN", "8080"), ("TONEARM_API_LISTEN", "127.0.0.1:99999"),
    ("TONEARM_API_PUBLIC_URL", "tonearm.example"), ("TONEARM_WEB_ROOT", "/nonexistent"),
    ("TONEARM_API_METRICS_LISTEN", "8082"), ("TONEARM_API_TRUSTED_PROXIES", "10.0.0.0/33"),
]
WORKER = [
    ("TONEARM_LIBRARY_DIR", ""), ("TONEARM_LIBRARY_DIR", "/nonexistent"),
    ("TONEARM_LIBRARY_MODE", "999"), ("TONEARM_LIBRARY_TEMPLATE", "{nonsense}"),
    ("TONEARM_STAGING_DIR", "/proc/nonexistent"), ("TONEARM_STAGING_DOMAIN", "a b"),
    ("TONEARM_YTDLP_PATH", "/nonexistent/yt-dlp"), ("TONEARM_FFMPEG_PATH", "no-such-ffmpeg"),
    ("TONEARM_DENO_PATH", "/nonexistent/deno"), ("TONEARM_WORKER_ROLES", "downloads,dishes"),
    ("TONEARM_WORKER_SLOTS", "0"), ("TONEARM_WORKER_LISTEN", "here"),
    ("TONEARM_DOWNLOAD_TIMEOUT_SECONDS", "0"), ("TONEARM_DOWNLOAD_STALL_SECONDS", "soon"),
    ("TONEARM_LIBRARY_DOMAIN", "a b"), ("TONEARM_LIBRARY_WATCH", "maybe"),
    ("TONEARM_LIBRARY_POLL_SECONDS", "-1"), ("TONEARM_LIBRARY_STANDARDISE", "mine"),
    ("TONEARM_DOWNLOAD_MAX_BYTES", "2G"), ("TONEARM_DOWNLOAD_MAX_SECONDS", "0"),
]


def start(folder: Path, program: str, *words: str, **changes: str) -> "CompletedProcess[str]":
    """Starts a program with a right configuration, but for `changes`."""
    environment = {
        "PATH": os.environ["PATH"], "TONEARM_REDIS_URL": "unix:///nonexistent.sock",
        "TONEARM_LIBRARY_DIR": str(folder), "TONEARM_STATE_DIR": str(folder),
    }
    for name in ("YTDLP", "DENO"):
        if path := os.environ.get(f"TONEARM_TEST_{name}"):
            environment[f"TONEARM_{name}_PATH"] = path
    return run([PROGRAMS / program, *words], {**environment, **changes})


def assert_names(outcome: "CompletedProcess[str]", variable: str, value: str) -> None:
    assert outcome.returncode > 0 and outcome.stdout == ""
    sentence = outcome.stderr.removesuffix("\n")
    assert "\n" not in sentence
    assert sentence.startswith(f"Error: {variable} ") and " must be " in sentence
    assert sentence.endswith(".") and not sentence.endswith("..")
    # The URL of Redis may hold a password.
    assert ("…" if variable == "TONEARM_REDIS_URL" else value or "missing") in sentence


@pytest.mark.parametrize("variable, value", COMMON + API)
def test_the_api_names_a_wrong_value(tmp_path: Path, variable: str, value: str) -> None:
    assert_names(start(tmp_path, "tonearm-api", "serve", **{variable: value}), variable, value)


@pytest.mark.parametrize("variable, value", COMMON + WORKER)
def test_the_worker_names_a_wrong_value(tmp_path: Path, variable: str, value: str) -> None:
    assert_names(start(tmp_path, "tonearm-worker", "run", **{variable: value}), variable, value)


@pytest.mark.parametrize("program", ["tonearm-api", "tonearm-worker"])
@pytest.mark.parametrize("word", ["--help", "help"])
def test_help_shows_every_variable(program: str, word: str) -> None:
    help = run([PROGRAMS / program, word])
    assert help.returncode == 0
    assert [name for name, _ in COMMON + API + WORKER if name not in help.stdout] == []


def test_a_role_is_checked_on_the_command_line_too(tmp_path: Path) -> None:
    outcome = start(tmp_path, "tonearm-worker", "run", "--roles", "dishes")
    assert outcome.returncode != 0 and "dishes" in outcome.stderr


def test_a_configuration_file_is_read_and_named_where_it_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "tonearm.json"

    def start_with(text: str | None) -> "CompletedProcess[str]":
        if text is not None:
            file.write_text(text)
        return start(tmp_path, "tonearm-api", "serve", TONEARM_CONFIG=str(file))

    for text in (None, "{", "[]"):
        outcome = start_with(text)
        assert outcome.returncode != 0 and "TONEARM_CONFIG" in outcome.stderr
    assert_names(start_with('{"lock": {"seconds": 0}}'), "TONEARM_LOCK_SECONDS", "0")


@pytest.mark.parametrize("program", ["tonearm-api", "tonearm-worker"])
@pytest.mark.parametrize("word", ["dance", "--fast"])
def test_words_that_mean_nothing_are_refused(program: str, word: str) -> None:
    outcome = run([PROGRAMS / program, word])
    assert outcome.returncode != 0 and "Error: " in outcome.stderr
