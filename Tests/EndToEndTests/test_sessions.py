"""Signing in, and what a cookie is good for. ContractTests have that guessing is stopped."""

import re

import pytest

from api_client import Answer, APIClient
from expectations import assert_problem
from tonearm_stack import TonearmStack
from user import User

SESSION, SUBMIT = "/api/v1/auth/session", "/api/v1/downloads/url"


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


@pytest.fixture(scope="module")
def cookie(stack: TonearmStack, account: User) -> str:
    """The name and the value of a session's cookie."""
    return new_cookie(stack, account)


def new_cookie(stack: TonearmStack, account: User) -> str:
    answer = sign_in(stack, account.name, account.password)
    assert (answer.status, answer.json) == (200, {"username": account.name})
    cookie, *attributes = answer.headers["Set-Cookie"].split("; ")
    named = {attribute.lower() for attribute in attributes}
    assert named >= {"httponly", "samesite=strict", "path=/"} and "secure" not in named
    assert re.fullmatch("tonearm_session=[0-9a-f]{64}", cookie)
    return cookie


@pytest.fixture
def browser(stack: TonearmStack, cookie: str) -> APIClient:
    return stack.client.adding({"Cookie": cookie})


def sign_in(stack: TonearmStack, name: str, password: str) -> Answer:
    return stack.client.send("POST", SESSION, json={"username": name, "password": password})


def test_a_cookie_is_a_session(stack: TonearmStack, account: User) -> None:
    browser = stack.client.adding({"Cookie": f"theme=dark; {new_cookie(stack, account)}"})
    known = browser.send("GET", SESSION)
    assert (known.status, known.json) == (200, {"username": account.name})
    assert browser.send("GET", "/api/v1/downloads").status == 200
    ended = browser.send("DELETE", SESSION)
    assert ended.status == 204 and "tonearm_session=;" in ended.headers["Set-Cookie"]
    assert_problem(browser.send("GET", SESSION), 401, "unauthorized")


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://evil.example"}, {"Origin": "http://localhost:1"},
    {"Origin": "http://127.0.0.1:1"}, {"Origin": "null"},
], ids=lambda headers: str(*headers.values()))
def test_another_site_cannot_use_the_cookie(
    stack: TonearmStack, account: User, browser: APIClient, headers: dict[str, str]
) -> None:
    body = {"url": stack.site.url("/direct.mp3")}
    assert_problem(browser.send("POST", SUBMIT, headers=headers, json=body), 403, "cross_site")
    assert_problem(browser.send("DELETE", SESSION, headers=headers), 403, "cross_site")
    assert stack.lock_holder(account.name) is None


@pytest.mark.parametrize("type", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_a_form_of_another_site_cannot_use_the_cookie(
    stack: TonearmStack, account: User, browser: APIClient, type: str
) -> None:
    body = b'{"url":"%s"}' % stack.site.url("/direct.mp3").encode()
    answer = browser.send("POST", SUBMIT, body=body, headers={"Content-Type": type})
    assert_problem(answer, 415, "unsupported_media_type")
    assert stack.lock_holder(account.name) is None


def test_the_own_page_can_use_the_cookie(stack: TonearmStack, account: User, browser: APIClient) -> None:
    own = {"Origin": f"http://{stack.address}", "Sec-Fetch-Site": "same-origin"}
    accepted = browser.send("POST", SUBMIT, headers=own, json={"url": stack.site.url("/direct.mp3")})
    assert accepted.status == 202
    assert account.discard(accepted.json["id"]).status == 204


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(stack: TonearmStack, account: User) -> None:
    for name, password in ((account.name, "wrong password"), ("nobody", account.password)):
        answer = sign_in(stack, name, password)
        assert_problem(answer, 401, "invalid_credentials")
        assert "Set-Cookie" not in answer.headers
