"""Requests that are refused, with nothing started."""

from collections.abc import Iterator

import pytest

from expectations import assert_problem
from tonearm_stack import TonearmStack
from user import User

SUBMIT = "/api/v1/downloads/url"
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


@pytest.fixture(autouse=True)
def nothing_is_started(stack: TonearmStack, account: User) -> Iterator[None]:
    yield
    started = stack.lock_holder(account.name)
    if started:
        account.discard(started)
    assert started is None


@pytest.mark.parametrize("url", [
    "", "   ", "hello", "-x", "--exec=reboot", "ytsearch:boats", "file:///etc/passwd",
    "ftp://example.org/a.mp3", "data:audio/mpeg;base64,AAAA", "javascript:alert(1)", "//example.org",
    "http://", "http:///path", "http://user:secret@example.org/", "http://example.org:0/",
    "http://example.org:65536/", "http://example.org:22/", "http://example.org/a b",
    "http://example.org/\na", "http://exam\u200bple.org/", "http://example.org/\0",
    "http://localhost/", "http://127.0.0.1/", "http://127.0.0.1:1/", "http://127.1/",
    "http://0x7f000001/", "http://2130706433/", "http://0177.0.0.1/", "http://[::1]/",
    "http://[::ffff:7f00:1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/",
    "http://0.0.0.0/", "http://[fe80::1]/", "http://127.0.0.1%2f.example.org/",
    "http://example.org/#__youtubedl_smuggle=%7B%7D", "http://example.org/" + 4096 * "a",
], ids=lambda url: repr(url[:40]))
def test_a_wrong_url_is_refused(account: User, url: str) -> None:
    assert_problem(account.client.send("POST", SUBMIT, json={"url": url}), 422, "invalid_url")


@pytest.mark.parametrize("body, status, code", [
    ("", 400, "malformed_json"), ("{", 400, "malformed_json"), ("url=http", 400, "malformed_json"),
    ('{"url":"http://a.example"}}', 400, "malformed_json"),
    ("\ufeffnonsense", 400, "malformed_json"), ("[]", 422, "invalid_request"),
    ('"http://a.example"', 422, "invalid_request"), ("{}", 422, "invalid_request"),
    ('{"url":7}', 422, "invalid_request"), ('{"url":null}', 422, "invalid_request"),
    ('{"url":["http://a.example"]}', 422, "invalid_request"),
    ('{"url":"http://a.example","format":"mp3"}', 422, "invalid_request"),
])
def test_a_wrong_body_is_refused(account: User, body: str, status: int, code: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert_problem(account.client.send("POST", SUBMIT, body=body.encode(), headers=headers), status, code)


@pytest.mark.parametrize("size, status, code", [
    (65_536, 422, "invalid_url"), (65_537, 413, "payload_too_large")])
def test_a_body_may_have_64_kib(account: User, size: int, status: int, code: str) -> None:
    body = b'{"url":"%s"}' % ((size - len('{"url":""}')) * b"a")
    headers = {"Content-Type": "application/json"}
    assert_problem(account.client.send("POST", SUBMIT, body=body, headers=headers), status, code)


@pytest.mark.parametrize("credentials", [
    {}, {"Cookie": "tonearm_session=x"},
    *({"Authorization": value} for value in (
        "", "Bearer", "Bearer ", "Bearer TOKEN0", "Basic TOKEN", "TOKEN")),
], ids=lambda credentials: " ".join(credentials.values()) or "nothing")
def test_strangers_get_nothing(stack: TonearmStack, account: User, credentials: dict[str, str]) -> None:
    client = stack.client.adding({
        name: value.replace("TOKEN", account.token) for name, value in credentials.items()})
    answer = client.send("POST", SUBMIT, json={"url": stack.site.url("/direct.mp3")})
    assert_problem(answer, 401, "unauthorized")
    downloads = "/api/v1/downloads"
    for path in (downloads, f"{downloads}/{UNKNOWN_ID}", f"{downloads}/{UNKNOWN_ID}/cover", "/api/v1/events"):
        assert_problem(client.send("GET", path), 401, "unauthorized")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil:8080"])
def test_foreign_host_names_are_misdirected(stack: TonearmStack, account: User, host: str) -> None:
    headers = {"Host": host}
    submitted = account.client.send(
        "POST", SUBMIT, headers=headers, json={"url": stack.site.url("/direct.mp3")})
    assert_problem(submitted, 421, "misdirected")
    assert_problem(account.client.send("GET", "/", headers=headers), 421, "misdirected")
    assert account.client.send("GET", "/healthz", headers=headers).status == 200
