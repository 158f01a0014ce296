"""starknet.js, a client that shares no code with the contracts or with starknet.py, as an independent signer."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chain_testing.build import BUILD, lock
from chain_testing.chain import CHAIN_ID

_SOURCES = Path(__file__).resolve().parents[1] / "starknet_js"
_NAMES = ("package.json", "package-lock.json", "sign.mjs", "paymaster.mjs")


class StarknetJs:
    """Asked with a request as the script (``sign.mjs`` unless named) describes it, answers with its JSON."""

    def __init__(self) -> None:
        """Install it once, as its lock file says, beside the classes. Skips the test where there is no Node.js."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if not node or not npm:
            pytest.skip("needs Node.js 20 or newer with npm: install nodejs")
        self._node, self._place = node, BUILD / "starknet_js"
        with lock(BUILD / "starknet_js.lock"):
            texts = [(_SOURCES / name).read_bytes() for name in _NAMES]
            made = self._place / "made-from"
            if not made.exists() or made.read_bytes() != b"".join(texts):
                shutil.rmtree(self._place, ignore_errors=True)
                self._place.mkdir(parents=True)
                for name, text in zip(_NAMES, texts, strict=True):
                    (self._place / name).write_bytes(text)
                subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=self._place, check=True)
                made.write_bytes(b"".join(texts))

    def __call__(self, script: str = "sign.mjs", **request: Any) -> dict[str, Any]:
        command = [self._node, script]
        text = json.dumps({"chain_id": hex(CHAIN_ID), "typed_data": [], **request})
        answer = subprocess.run(command, cwd=self._place, input=text, stdout=subprocess.PIPE, text=True, check=True)
        found: dict[str, Any] = json.loads(answer.stdout)
        return found
