"""``ciro page password``: what it prints, what it asks, and what it never says."""

import os
import pty
import select
import subprocess
import sys
import termios
import time

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


def test_at_a_terminal_it_asks_twice_without_echo_and_prints_the_hash_alone():
    terminal, end = pty.openpty()
    command = [sys.executable, "-c", "from gateway.cli.page import app; app()", "password"]
    with subprocess.Popen(command, stdin=end, stderr=end, stdout=subprocess.PIPE, start_new_session=True) as child:
        os.close(end)
        shown, deadline = b"", time.monotonic() + 60
        for question in (b"Password:", b"again:"):
            while not shown.rstrip().endswith(question) or _echoes(terminal):
                assert child.poll() is None, shown
                assert time.monotonic() < deadline, shown
                shown += _read(terminal)
            os.write(terminal, PASSWORD.encode() + b"\n")
        said = child.stdout.read()
        shown += _read(terminal)
        assert child.wait(60) == 0
    os.close(terminal)
    assert said.startswith(b"$argon2id$")
    assert len(said.splitlines()) == 1
    assert PASSWORD.encode() not in shown


def _echoes(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def _read(terminal):
    """Return what is there to read, waiting a moment for it."""
    try:
        return os.read(terminal, 1024) if select.select([terminal], [], [], 0.05)[0] else b""
    except OSError:  # how Linux says that the other side has closed
        return b""
