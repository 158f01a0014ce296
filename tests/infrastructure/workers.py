"""Real workers in threads of this process, behind a door that can be slow, dead, or a liar's."""

import asyncio
import contextlib
import json
import threading

import fast_stark_crypto
import numpy as np
import uvicorn

from edge_worker.conventions import input_digest, output_digest, output_digests, result_of
from edge_worker.open_inference import encode_request, encode_response, parse_request, parse_response
from edge_worker.server import ServerSettings, WorkerServer
from edge_worker.signed_result import sign

OFFLINE_CHAIN = int.from_bytes(b"CIRO_OFFLINE", "big")


class TestWorker:
    """The shipped server on a free port; its faults can be changed while it runs.

    Attributes:
        delay_s: before each answer to a job.
        dead: whether it is silent, as one that hangs.
        loses: so many jobs more are never answered.
        lies: whether outputs are altered, and then signed; a number: so many answers more.
        forges: whether outputs are altered after they were signed.
        jobs: (job id, attempt) of every job that came.

    """

    __test__ = False

    def __init__(self, engine, *, key=None, account=None, chain_id=OFFLINE_CHAIN, models=("surface-inspection",)):
        self.delay_s, self.dead, self.lies, self.forges, self.redirect = 0.0, False, False, False, None
        self.loses = 0
        self.jobs, self.key, self._account, self._chain_id = [], key, account, chain_id
        self.server = WorkerServer(engine, ServerSettings(models, slots=2))
        config = uvicorn.Config(self._door, port=0, log_config=None, lifespan="on", interface="asgi3")
        self._uvicorn = uvicorn.Server(config)
        self._uvicorn.install_signal_handlers = lambda: None
        self._thread = threading.Thread(target=self._uvicorn.run, daemon=True)

    def start(self):
        self._thread.start()
        while not self._uvicorn.started:
            self._thread.join(0.01)
            assert self._thread.is_alive(), "the worker did not start"
        port = self._uvicorn.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def stop(self):
        self.dead, self.delay_s = False, 0.0
        self._uvicorn.force_exit = self._uvicorn.should_exit = True
        self._thread.join(10)

    @property
    def result_key(self):
        return hex(fast_stark_crypto.get_public_key(self.key))

    async def _door(self, scope, receive, send):
        if scope["type"] != "http":
            await self.server.app(scope, receive, send)
            return
        if self.dead:
            while self.dead:  # noqa: ASYNC110 - a test sets it from another thread
                await asyncio.sleep(0.02)
            return
        if not scope["path"].endswith("/infer"):
            await self.server.app(scope, receive, send)
            return
        if self.redirect is not None:
            await send({"type": "http.response.start", "status": 307, "headers": [(b"location", self.redirect)]})
            await send({"type": "http.response.body", "body": b""})
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = dict(scope["headers"])
        request = parse_request(body, int(headers[b"inference-header-content-length"]))
        self.jobs.append((request.parameters["job_id"], request.parameters["attempt"]))
        if self.loses:
            self.loses -= 1
            while not self._uvicorn.should_exit:  # noqa: ASYNC110 - another thread says so
                await asyncio.sleep(0.02)
            return
        await asyncio.sleep(self.delay_s)
        kept = []
        # We sign ourselves, so that a lie can be signed and a signed answer altered.
        plain = {key: value for key, value in request.parameters.items() if key != "sign"}
        body, header = encode_request(request.id, request.inputs, plain)
        others = [
            one for one in scope["headers"] if one[0] not in {b"content-length", b"inference-header-content-length"}
        ]
        scope = scope | {"headers": [*others, (b"inference-header-content-length", str(header).encode())]}

        bodies = [body]

        async def again():
            return {"type": "http.request", "body": bodies.pop(), "more_body": False} if bodies else await receive()

        async def keep(message):
            kept.append(message)

        await self.server.app(scope, again, keep)
        status, answer = kept[0]["status"], b"".join(m.get("body", b"") for m in kept[1:])
        length = dict(kept[0]["headers"]).get(b"inference-header-content-length")
        if status == 200:
            answer, length = self._touch(request, answer, length and int(length))
        out = [(b"content-length", str(len(answer)).encode())]
        if length is not None:
            out.append((b"inference-header-content-length", str(length).encode()))
        with contextlib.suppress(Exception):
            await send({"type": "http.response.start", "status": status, "headers": out})
            await send({"type": "http.response.body", "body": answer})

    def _touch(self, request, answer, length):
        response = parse_response(answer, length)
        outputs, parameters = dict(response.outputs), dict(response.parameters)
        if self.lies:
            outputs = {name: altered(array) for name, array in outputs.items()}
            self.lies = self.lies if self.lies is True else self.lies - 1
        if self.key is not None:
            parameters |= self._signature(request, parameters["model_sha256"], outputs)
        if self.forges:
            outputs = {name: altered(array) for name, array in outputs.items()}
        return encode_response({"model_name": "m", "model_version": "1", "parameters": parameters}, outputs, None)

    def _signature(self, request, model, outputs):
        digests = output_digests(outputs)
        asked = input_digest(request.inputs, request.parameters)
        result = result_of(request.parameters["job_id"], model, asked, output_digest(digests))
        account = int(self.result_key, 16) if self._account is None else self._account
        r, s = sign(result, account, self._chain_id, self.key)
        signature = {"result_key": self.result_key, "signature_r": hex(r), "signature_s": hex(s)}
        return {"output_digests": json.dumps(digests)} | signature


def altered(array):
    """Every output turned over: another class wins."""
    return np.ascontiguousarray(np.flip(array))
