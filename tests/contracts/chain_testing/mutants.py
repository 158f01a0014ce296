"""Contracts with one check taken out, compiled: a test of that check must fail against them.

A mutant is a TOML file in ``tests/contracts/mutants/``::

    contract = "JobManager"              # the class that is compiled
    abuse = "a payout is taken twice"    # what becomes possible

    [[patches]]
    file = "job_manager.cairo"           # under contracts/src
    search = '''assert(job.state == JobState::Completed, Errors::NOT_COMPLETED);'''
    replace = ""

Each text to search for must occur exactly once, so that a mutant cannot outlive the check it takes out.
"""

import dataclasses
import hashlib
import json
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chain_testing.build import ADVERSARIES, BUILD, ROOT, SOURCES, Artifact, Tools, artifact_of, lock

MUTANTS = ROOT / "tests" / "contracts" / "mutants"


@dataclass(frozen=True)
class Mutant:
    """What is changed in the sources, and whose class shows it."""

    name: str
    contract: str
    abuse: str
    patches: tuple[tuple[str, str, str], ...]

    @classmethod
    def read(cls, name: str) -> "Mutant":
        text = (MUTANTS / f"{name}.toml").read_text(encoding="utf-8")
        table = tomllib.loads(text)
        patches = tuple((one["file"], one["search"], one["replace"]) for one in table["patches"])
        return cls(name, table["contract"], table["abuse"], patches)

    def applied(self, sources: Path) -> dict[str, str]:
        """The patched texts by their paths under ``sources``. Raises ValueError when a patch does not fit."""
        texts: dict[str, str] = {}
        for file, search, replace in self.patches:
            text = texts.get(file) or (sources / file).read_text(encoding="utf-8")
            if (found := text.count(search)) != 1:
                raise ValueError(f"mutant {self.name}: {file} has {found} times what it searches for:\n{search}")
            texts[file] = text.replace(search, replace)
        return texts


class MutantCompiler:
    """Compiles mutants of one state of the sources; the compiler is started with the first and then stays.

    What has been compiled is kept beside the classes of that state.
    """

    def __init__(self, tools: Tools, digest: str) -> None:
        self._tools = tools
        self._place = BUILD / "tests" / digest[:16]
        self._process: subprocess.Popen[str] | None = None

    def compile(self, mutant: Mutant) -> Artifact:
        """The mutant's class. Raises ValueError when it does not compile or is no other class than the original."""
        project = self._place / "sources"
        sources = project / SOURCES.relative_to(ROOT) / "src"
        texts = mutant.applied(sources)
        request = {"contract": mutant.contract, "files": {str(sources / file): text for file, text in texts.items()}}
        digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()[:16]
        out = self._place / "mutants" / f"{mutant.name}-{digest}"
        with lock(self._place / "mutants.lock"):
            if not (out / "class.json").exists():
                shutil.rmtree(out, ignore_errors=True)
                answer = self._ask({**request, "out": str(out)})
                if "error" in answer:
                    raise ValueError(f"mutant {mutant.name} does not compile:\n{answer['error'][-4000:]}")
                (out / "class.json").write_text(json.dumps(answer["class"]), encoding="utf-8")
        artifact = artifact_of(out, json.loads((out / "class.json").read_text(encoding="utf-8")))
        original = json.loads((self._place / f"{mutant.contract}.sierra.json").read_text(encoding="utf-8"))
        if json.loads(artifact.sierra.read_text(encoding="utf-8")) == original:
            raise ValueError(f"mutant {mutant.name} is the same class as the original")
        return dataclasses.replace(
            artifact, name=f"{mutant.contract} where {mutant.abuse}"
        )  # its gas is not the contract's

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._process is None:
            project = self._place / "sources" / ADVERSARIES.relative_to(ROOT)
            command = [self._tools.cairoc, "mutants", self._tools.corelib, project]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer
