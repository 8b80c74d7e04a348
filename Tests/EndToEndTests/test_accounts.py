"""The commands that manage accounts."""

import re

import pytest

from conftest import new_account
from expectations import assert_problem
from tonearm_stack import TonearmStack
from user import User

SESSION = "/api/v1/auth/session"


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


def test_a_running_api_knows_of_commands_at_once(stack: TonearmStack) -> None:
    user = new_account(stack, "commanded")
    credentials = {"username": user.name, "password": user.password}
    cookie = stack.client.send("POST", SESSION, json=credentials).headers["Set-Cookie"].partition(";")[0]
    browser = stack.client.adding({"Cookie": cookie})

    second = stack.command("token", "add", user.name)
    assert re.fullmatch("[0-9a-f]{64}\n", second)
    script = stack.client.adding({"Authorization": f"bearer {second.strip()}"})
    assert script.send("GET", SESSION).json == {"username": user.name}
    tokens = stack.command("token", "list", user.name)
    assert len(tokens.splitlines()) == 2
    assert user.token not in tokens and second.strip() not in tokens

    stack.command("token", "revoke", user.name)
    assert_problem(script.send("GET", SESSION), 401, "unauthorized")
    assert_problem(user.client.send("GET", SESSION), 401, "unauthorized")
    assert browser.send("GET", SESSION).status == 200

    stack.command("user", "password", user.name, "--password-stdin", input="another password\n")
    assert_problem(browser.send("GET", SESSION), 401, "unauthorized")

    assert user.name in stack.command("user", "list").splitlines()
    stack.command("user", "remove", user.name)
    assert user.name not in stack.command("user", "list")
    late = stack.client.send("POST", SESSION, json={**credentials, "password": "another password"})
    assert_problem(late, 401, "invalid_credentials")


@pytest.mark.parametrize("words", [
    ["user", "add", "accounts", "--password-stdin"], ["user", "add", "No Such Name"],
    ["user", "add", ""], ["user", "add"], ["user", "remove", "nobody"],
    ["user", "password", "nobody", "--password-stdin"], ["token", "add", "nobody"],
    ["token", "revoke", "nobody"], ["token", "revoke", "accounts", "--id", "ffff-none"],
    ["user", "promote", "accounts"],
], ids=" ".join)
def test_wrong_commands_fail_with_a_sentence(stack: TonearmStack, account: User, words: list[str]) -> None:
    assert account.name == "accounts"  # which some of the commands name
    outcome = stack.run("tonearm-api", *words, input="long enough\n")
    assert outcome.returncode != 0 and outcome.stdout == ""
    assert outcome.stderr.startswith("Error: ")


def test_a_short_password_is_refused(stack: TonearmStack) -> None:
    outcome = stack.run("tonearm-api", "user", "add", "shorty", "--password-stdin", input="7 bytes\n")
    assert outcome.returncode != 0 and "at least 8 characters" in outcome.stderr
    assert "shorty" not in stack.command("user", "list")
