"""``ciro page password``: what it prints, what it asks, and what it never says."""

import os
import pty
import sys

import pytest
from page_testing import PASSWORD
from typer.testing import CliRunner

from gateway.cli.page import app
from gateway.page.accounts import Accounts, parse_users


def run(*arguments, given):
    return CliRunner().invoke(app, ["password", *arguments], input=given)


def test_the_hash_of_a_password_from_standard_input_signs_in():
    done = run("--stdin", given=f"{PASSWORD}\n")
    assert done.exit_code == 0
    assert Accounts({"anna": done.stdout.strip()}).check("anna", PASSWORD)


def test_with_a_name_it_prints_a_line_of_the_users_file():
    done = run("anna", "--stdin", given=f"{PASSWORD}\r\nwhatever comes after\n")
    users = parse_users(done.stdout)
    assert list(users) == ["anna"]
    assert Accounts(users).check("anna", PASSWORD)


def test_it_asks_twice_and_standard_output_holds_the_hash_alone():
    done = run(given=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert done.stdout.startswith("$argon2id$")
    assert len(done.stdout.splitlines()) == 1
    assert PASSWORD not in done.output


def test_entries_that_differ_are_told_and_no_hash_is_printed():
    done = run(given=f"{PASSWORD}\nsomething else\n")
    assert done.exit_code == 1
    assert "differ" in done.stderr
    assert "$argon2id$" not in done.output


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["--stdin"], "short\n", "10 to 1024 characters"),
        (["--stdin"], "", "empty"),
        (["--stdin"], b"\xff\xfe password\n", "UTF-8"),
        (["an na", "--stdin"], f"{PASSWORD}\n", "'an na' is no user name"),
    ],
)
def test_what_can_not_be_used_is_named_with_exit_code_2(arguments, given, said):
    done = run(*arguments, given=given)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_at_a_terminal_the_password_is_not_echoed():
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", "from gateway.cli.page import app; app()", "password"])
    shown = b""
    answers = [f"{PASSWORD}\n".encode()] * 2
    while True:
        try:
            piece = os.read(terminal, 1024)
        except OSError:  # how Linux says that the other side has closed
            break
        if not piece:
            break
        shown += piece
        if answers and shown.rstrip().endswith(b":"):
            os.write(terminal, answers.pop())
            shown += b"\n"
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"$argon2id$" in shown
    assert PASSWORD.encode() not in shown
