"""Every check of the verifier has an attack, and a verifier without the check does not withstand it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from inventory import checks, code_lines, modules, without
from mutants import mutant
from register import REGISTER, table

CHECKS = {check.key: check for check in checks()}
PAGE = Path(__file__).parents[3] / "docs" / "security-of-proofs.md"
RAISED_WHILE_READING = {"ValueError", "TypeError"}


def test_every_check_has_an_attack_and_every_attack_a_check():
    assert sorted(REGISTER) == sorted(CHECKS)


@pytest.mark.parametrize("key", REGISTER)
def test_without_the_check_the_forgery_is_not_rejected(forger, key):
    check, attack = CHECKS[key], REGISTER[key]
    strict, lenient = mutant(*attack.weak), without(check, *attack.weak)
    case = attack.forge(forger, lenient) if attack.lenient else attack.forge(forger)
    # what is raised while a text is read is turned into a rejection of the text
    assert case.verdict(strict) == ("format" if check.fails in RAISED_WHILE_READING else check.fails)
    assert case.verdict(lenient) == attack.outcome


def test_the_documentation_has_the_register():
    begin, end = "<!-- register -->\n", "<!-- end of register -->"
    text = PAGE.read_text()
    assert text.split(begin)[1].split(end)[0] == table(), "write what register.table() returns into the page"


def test_the_verifier_is_no_larger_than_the_documentation_says():
    text = (PAGE.parent / "proof-system.md").read_text()
    said = re.search(r"(\d+) files with about ([\d,]+) lines of code, ([\d,]+) of them", text).groups()
    files, most_lines, naming = (int(number.replace(",", "")) for number in said)
    parts = ["__init__", *modules()]
    assert len(parts) == files
    lines, of_names = (sum(counts) for counts in zip(*map(code_lines, parts), strict=True))
    assert lines <= most_lines + 10
    assert abs(of_names - naming) <= 10


def test_verifying_imports_these_modules_and_none_besides():
    code = "import sys; before = {*sys.modules}; import zkml.verifier, zkml.bundle; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=PAGE.parents[1])
    loaded = done.stdout.split()
    own = {name.removeprefix("zkml.") for name in loaded if name.startswith("zkml.")}
    assert own == set(modules())
    assert {name.split(".")[0] for name in loaded} - sys.stdlib_module_names == {"zkml"}
