"""The documentation says enough: its own script, which knows nothing of this software, checks a bundle."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.auditing import encode

PAGE = Path(__file__).resolve().parents[3] / "docs" / "audit.md"


@pytest.fixture
def by_hand(settled, tmp_path):
    (script,) = re.findall(r"```python by-hand\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "check.py").write_text(script, encoding="utf-8")

    def check(bundle, gateway=None):
        (tmp_path / "bundle.zip").write_bytes(bundle)
        known = [settled.network.rpc, hex(settled.network.anchor), hex(gateway or settled.gateway)]
        return subprocess.run(
            [sys.executable, "-I", "check.py", "bundle.zip", *known],
            capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60,
        )  # fmt: skip

    return check


def test_the_script_of_the_documentation_accepts_bundles(settled, by_hand):
    for result_id in (settled.pictured, settled.proven):
        done = by_hand(encode(settled.collect(result_id)))
        assert done.returncode == 0, done.stderr
        assert " in block " in done.stdout


def test_it_refuses_another_gateway_and_another_result(settled, network, by_hand):
    bundle = settled.collect(settled.pictured)
    assert by_hand(encode(bundle), gateway=network.sponsor.address).returncode != 0
    from dataclasses import replace

    done = by_hand(encode(replace(bundle, result=bundle.result.replace(b'"scratch"', b'"ok"'))))
    assert "another result" in done.stderr
