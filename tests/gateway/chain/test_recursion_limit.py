"""What the chain's packages import must not take the process's guard against deep nesting away."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["gateway.chain.account", "gateway.chain.keys", "gateway.chain.deployment", "edge_worker.signed_result"]
)
def test_deeply_nested_json_is_still_an_error_and_not_the_end(module):
    script = (
        f"import sys, json, {module}\n"
        "from gateway.chain.keys import new_key\n"
        "new_key().public\n"
        "assert sys.getrecursionlimit() == 1000, sys.getrecursionlimit()\n"
        "try: json.loads('[' * 100_000)\n"
        "except RecursionError: print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "refused\n"), done.stderr
