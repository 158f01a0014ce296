"""A prover: a niced process that takes requests from the spools, proves them, and lays verified answers beside them.

It compiles machine code at its first start (`NUMBA_CACHE_DIR`, else ``kernels`` under the state directory, keeps it),
which is why it is no part of the gateway's process: that one may not write memory that it then executes.

A request is held by a lock that the kernel drops when the process ends, so that another prover, or the next start,
takes it up again. What has ended a prover five times is answered as failed.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import mmap
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import IO, TYPE_CHECKING

import numpy as np

from edge_worker import ModelNotFound, ModelStore, PackageRefused
from gateway.proofs.binding import bound_bundle
from gateway.proofs.spool import CHAIN, Failure, Request, Spool, SpoolError, read_bounded, write_whole
from zkml import Cancelled, Registration, Rejected, Unprovable, decode_registration, encode_registration
from zkml.bundle import Bundle, encode_bundle

if TYPE_CHECKING:
    from zkml.proving import Proof, Prover

__all__ = ["MOST_TRIES", "ProverAbsent", "ProverProcess"]

_log = logging.getLogger(__name__)

MOST_TRIES = 5
MOST_MODELS = 4
LOOK_S = 0.1
LOOK_IDLE_S = 0.4


class ProverAbsent(RuntimeError):  # noqa: N818 - reads as what happened
    """Proofs can't be made here; the message says why and what to do."""


class _Unusable(Exception):  # noqa: N818 - carries an answer
    """A request that can't be proven, with its answer."""

    def __init__(self, answer: Failure) -> None:
        super().__init__(answer.reason)
        self.answer = answer


class ProverProcess:
    """Works on the spools until it is told to stop.

    Args:
        state: the gateway's state directory.
        slot: name among the provers of these spools.

    """

    def __init__(self, state: Path, slot: str = "0") -> None:
        self._state, self._slot = state, slot
        self._spool = Spool(state)
        self._spools = (self._spool, Spool(state, CHAIN))
        self._provers: OrderedDict[tuple[str, str], Prover] = OrderedDict()
        self._proven = 0
        self._compiling = False
        self._stop = Event()

    def stop(self) -> None:
        """Have `run` end: between two steps of a proof, or at once while kernels are compiled. For signal handlers."""
        self._stop.set()
        if self._compiling:
            os._exit(0)  # a step of the compiler takes many seconds, and what it has finished is kept

    def run(self) -> None:
        """Prove what is asked for until `stop` is called; what is in hand is then left to the next start.

        Raises:
            ProverAbsent: no proof can be made here.
            OSError: the state directory can't be used.

        """
        stop = self._stop
        for spool in self._spools:
            spool.make()
        with ExitStack() as stack:
            lock = stack.enter_context((self._spool.provers / f"{self._slot}.lock").open("a"))
            if not _locked(lock, stop, lambda: _log.warning("prover %s runs already; this one waits", self._slot)):
                return
            try:
                self._warm_up(stop)
                while not stop.is_set():
                    self._say("waiting")
                    if not self._work(stop):
                        stop.wait(LOOK_IDLE_S if self._proven else LOOK_S)
            except Cancelled:
                _log.info("ended before the proof in hand was made; it is made again at the next start")
            except ProverAbsent as error:
                self._spool.say(self._slot, pid=os.getpid(), doing="failed", reason=str(error))
                raise

    # -- machine code -------------------------------------------------------------------------------------------------

    def _warm_up(self, stop: Event) -> None:
        """Compile the kernels or load them; one prover at a time, since the others then find them compiled."""
        _check_executable_memory()
        os.environ.setdefault("NUMBA_CACHE_DIR", str(self._state / "kernels"))
        try:
            from zkml.proving.memory import keep_freed_memory
            from zkml.proving.select import cache_directory, warm_up

            keep_freed_memory()
            directory = cache_directory()
            import onnx  # noqa: F401 - to say now that it is missing
        except ImportError as error:
            raise ProverAbsent(
                f"{error.name or error} is not installed, so nothing can be proven here: pip install 'ciro-gateway[zk]'"
            ) from error
        try:
            directory.mkdir(parents=True, exist_ok=True)
            gate = (directory / "lock").open("a")
        except OSError as error:
            raise ProverAbsent(
                f"{directory}: {error.strerror}: compiled kernels can't be kept; set NUMBA_CACHE_DIR to a directory "
                "that the prover may write"
            ) from error
        with gate:
            if not _locked(gate, stop, lambda: self._say("preparing", detail="another prover compiles the kernels")):
                raise Cancelled
            started = time.monotonic()

            def progress(step: str) -> None:
                if stop.is_set():
                    raise Cancelled
                self._say("preparing", detail=f"kernels: {step}")
                _log.info("loading or compiling kernels: %s", step)

            self._compiling = True
            warm_up(progress)
            self._compiling = False
        took = time.monotonic() - started
        if took > 3:
            _log.info("kernels compiled in %.0f s; kept in %s", took, directory)

    # -- requests -----------------------------------------------------------------------------------------------------

    def _work(self, stop: Event) -> bool:
        """Do one thing that is asked for; False: there is nothing to do."""
        for spool in self._spools:
            for sha256_hex in spool.wishes():
                self._register(spool, sha256_hex)
                return True
        for spool in self._spools:
            for batch in spool.asked():
                with spool.claim(batch) as ours:
                    if ours:
                        self._answer(spool, batch, stop)
                        return True
        return False

    def _register(self, spool: Spool, model_sha256: str) -> None:
        try:
            self._prover(spool, model_sha256)
        except _Unusable as error:
            _log.warning("model %s… has no registration: %s", model_sha256[:12], error)
        spool.granted(model_sha256)

    def _answer(self, spool: Spool, batch: str, stop: Event) -> None:
        tries = spool.begin(batch)
        if tries > MOST_TRIES:
            reason = f"{MOST_TRIES} provers have ended while they worked on it (out of memory?)"
            _log.error("proof %s is given up: %s", batch, reason)
            spool.reply(batch, Failure("failed", reason))
            return
        try:
            answer: bytes | Failure = self._prove(spool, spool.read_request(batch), stop)
        except Cancelled:
            spool.begin(batch, by=-1)  # an end in order is nobody's fault
            raise
        except _Unusable as error:
            answer = error.answer
        except SpoolError as error:
            answer = Failure("failed", str(error))
        except MemoryError:
            answer = Failure("failed", "not enough memory for a proof of this size: lower [proofs] batch_most")
        except (Unprovable, Rejected) as error:
            answer = Failure("failed", f"{type(error).__name__}: {error}")
        except FileNotFoundError:
            return  # withdrawn meanwhile
        except Exception as error:  # noqa: BLE001 - the next request may well be provable
            _log.exception("proof %s failed", batch)
            answer = Failure("failed", f"{type(error).__name__}: {error}")
        if isinstance(answer, Failure):
            _log.warning("no proof for %s: %s: %s", batch, answer.state, answer.reason)
        spool.reply(batch, answer)
        self._proven += 1

    def _prove(self, spool: Spool, request: Request, stop: Event) -> bytes | Failure:
        prover = self._prover(spool, request.model_sha256)
        started, cpu = time.monotonic(), time.process_time()

        def progress(step: str) -> None:
            if stop.is_set():
                raise Cancelled
            self._say("proving", batch=request.batch, items=len(request.inputs), detail=step)

        shape = prover.circuit.architecture.input
        try:
            inputs = np.stack([np.frombuffer(data, np.uint8).reshape(shape) for data in request.inputs])
        except ValueError:
            return Failure("failed", f"an input does not have the model's shape {list(shape)}")
        wrong = _differing(prover, inputs, request.outputs)
        if wrong is not None:
            return Failure(
                "disputed",
                "the model gives another output than the one that the result was made from: look at this machine's "
                "memory and processor, and at the version of ONNX Runtime",
                wrong,
            )
        proof: Proof = prover.prove(inputs, request.context, progress, binding=request.binding)  # and verified plainly
        _log.debug(
            "proof %s: %d items, %.0f ms, %.0f CPU-ms",
            request.batch, len(inputs), 1e3 * (time.monotonic() - started), 1e3 * (time.process_time() - cpu),
        )  # fmt: skip
        about = {
            "batch": request.batch,
            "model_sha256": request.model_sha256,
            "records": [record.hex() for record in request.records],
            "proof_sha256": sha256(proof.data).hexdigest(),
            "cpu_ms": round(1e3 * (time.process_time() - cpu), 1),
        }
        data = encode_bundle(Bundle(proof.statement, proof.data, about))
        bound_bundle(data, request, prover.registration)  # the gateway takes only this, and does not verify again
        return data

    # -- models -------------------------------------------------------------------------------------------------------

    def _prover(self, spool: Spool, model_sha256: str) -> Prover:
        """Return a package's prover for a spool's proofs; its registration is made at first use and kept.

        Raises:
            _Unusable: it can't be proven.

        """
        key = (spool.parameter_set, model_sha256)
        found = self._provers.get(key)
        if found is None:
            found = self._load(spool, model_sha256)
            self._provers[key] = found
            while len(self._provers) > MOST_MODELS:
                self._provers.popitem(last=False)
        self._provers.move_to_end(key)
        return found

    def _load(self, spool: Spool, model_sha256: str) -> Prover:
        from zkml.proving import Prover, load_circuit

        self._say("preparing", detail=f"model {model_sha256[:12]}")
        started = time.monotonic()
        try:
            package = ModelStore(self._state / "models").get(model_sha256)
            assert package.manifest.model is not None, "the gateway asks for none that runs no ONNX model"
            package.check_files()
            circuit = load_circuit(package.path(package.manifest.model.path))
        except (ModelNotFound, PackageRefused) as error:
            raise _Unusable(Failure("failed", str(error))) from error
        except (Unprovable, Rejected) as error:
            spool.note_unprovable(model_sha256, str(error))
            raise _Unusable(Failure("unprovable", str(error))) from error
        path = spool.registration(model_sha256)
        kept = _read_registration(path)
        try:
            prover = Prover(circuit, spool.parameter_set, registration=kept)
        except Rejected:
            if kept is None:
                raise
            prover = Prover(circuit, spool.parameter_set)  # of another version of this software
        if prover.registration != kept:
            write_whole(path, encode_registration(prover.registration))
            took = time.monotonic() - started
            _log.info("model %s registered in %.1f s: %064x", package.name, took, prover.registration.model_id)
        return prover

    def _say(self, doing: str, **more: object) -> None:
        self._spool.say(self._slot, pid=os.getpid(), doing=doing, answered=self._proven, **more)


def _locked(file: IO[str], stop: Event, on_wait: Callable[[], None]) -> bool:
    """Wait for a lock; False: *stop* was set first."""
    told = False
    while not stop.is_set():
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not told:
                on_wait()
            told = True
            stop.wait(LOOK_S)
        else:
            return True
    return False


def _read_registration(path: Path) -> Registration | None:
    try:
        return decode_registration(read_bounded(path))
    except (OSError, SpoolError, Rejected):
        return None


def _differing(prover: Prover, inputs: np.ndarray, outputs: tuple[bytes, ...]) -> int | None:
    """Return the first item whose output is not what the circuit gives, or None."""
    sums = prover.circuit.run(inputs)[-1].sums
    for number, (found, said) in enumerate(zip(sums, outputs, strict=True)):
        if found.astype("<i4").tobytes() != said:
            return number
    return None


def _check_executable_memory() -> None:
    """See whether machine code may be made here; a unit with MemoryDenyWriteExecute= forbids it.

    Raises:
        ProverAbsent: it may not.

    """
    try:
        mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EACCES}:
            raise
        raise ProverAbsent(
            'this process may not make machine code (MemoryDenyWriteExecute=): set [proofs] prover = "service" and '
            "systemctl enable --now ciro-prover"
        ) from error
