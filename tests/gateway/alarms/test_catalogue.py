"""The catalogue is the only source: of the documentation, and of every kind that the code raises."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.alarms import CATALOGUE, Severity, UnknownAlarmError, kind_of, reference

ROOT = Path(__file__).parents[3]


def _kinds_in_code() -> dict[str, Path]:
    """Every literal kind that a call of raise_alarm or clear_alarm names."""
    found = {}
    for path in (ROOT / "gateway").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"raise_alarm", "clear_alarm"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found[node.args[0].value] = path
    return found


def test_documentation_says_what_the_catalogue_says():
    written = (ROOT / "docs" / "alarms.md").read_text(encoding="utf-8")
    assert written == reference(), "docs/alarms.md has drifted: .venv/bin/python -m gateway.alarms > docs/alarms.md"


def test_module_prints_the_documentation():
    printed = subprocess.run(
        [sys.executable, "-m", "gateway.alarms"], cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    assert printed.stdout.decode() == reference()


def test_every_kind_that_the_code_raises_is_in_the_catalogue():
    kinds = _kinds_in_code()
    assert "poison_payload" in kinds, "the scan finds the calls"
    assert {kind: str(path) for kind, path in kinds.items() if kind not in CATALOGUE} == {}


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.id)
def test_every_alarm_has_a_remedy_that_says_what_to_do(kind):
    assert kind.title
    assert len(kind.meaning) > 40
    assert len(kind.remedy) > 30
    assert kind.remedy.endswith((".", "`."))
    assert kind.severity in Severity
    assert kind.id in reference()
    assert kind.settle_s == 0 or kind.quiet_s is None, "a condition settles, an event stays away"


def test_unknown_kind_is_refused():
    with pytest.raises(UnknownAlarmError, match="no alarm 'fire'"):
        kind_of("fire")
