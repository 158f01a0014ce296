"""A real `ciro worker run --provers 1` process, behind a door that can lie about its answers and proofs."""

import asyncio
import json
import os
import subprocess
import sys
import threading

import fast_stark_crypto
from aiohttp import ClientSession, web
from workers import OFFLINE_CHAIN, altered

from edge_worker.conventions import input_digest, output_digest, output_digests, result_of
from edge_worker.open_inference import encode_response, parse_request, parse_response
from edge_worker.signed_result import sign

SCRIPT = "from gateway.cli import main; main()"
LENGTH = "Inference-Header-Content-Length"


class ProvingWorker:
    """The process and its door.

    Attributes:
        lies: whether outputs are altered, and then signed with the worker's own key.
        promises: whether answers name their proof.
        state: what the door says of a proof in place of the worker; None: the truth.
        bundle: makes a bundle in place of the worker's, from the request and the true bundle; None: the truth.

    """

    def __init__(self, directory, key, model, kernels):
        self._directory, self.key, self._model = directory, key, model
        self._environment = {**os.environ, "NUMBA_CACHE_DIR": kernels}
        self.honest()

    def honest(self):
        self.lies, self.promises, self.state, self.bundle = False, True, None, None

    @property
    def result_key(self):
        return hex(fast_stark_crypto.get_public_key(self.key))

    def start(self):
        key = self._directory / "result-key"
        key.write_text(hex(self.key))
        key.chmod(0o600)
        place = ("--store", self._directory / "models", "--model", self._model, "--port", 0, "--slots", 1)
        command = ["worker", "run", *place, "--provers", 1, "--result-key", key]
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *map(str, command)],
            text=True,
            stdout=subprocess.PIPE,
            env=self._environment,
        )
        line = self.process.stdout.readline()
        assert "listens on" in line, line
        self.behind = next(word for word in line.split() if word.startswith("http://"))
        opened = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._open(opened),), daemon=True)
        self._thread.start()
        assert opened.wait(30)
        return self

    def stop(self):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)
        self.process.terminate()
        self.process.wait(60)
        self.process.stdout.close()

    async def _open(self, opened):
        self._stop, self._requests = asyncio.Event(), {}
        application = web.Application(client_max_size=1 << 26)
        application.router.add_route("*", "/{path:.*}", self._door)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with ClientSession() as self._client:
            opened.set()
            await self._stop.wait()
        await runner.cleanup()

    async def _door(self, request):
        body = await request.read()
        headers = {name: request.headers[name] for name in (LENGTH, "Content-Type") if name in request.headers}
        async with self._client.request(request.method, self.behind + request.path, data=body, headers=headers) as got:
            status, answer, length = got.status, await got.read(), got.headers.get(LENGTH)
        if request.path.endswith("/infer") and status == 200:
            answer, header = self._touch(parse_request(body, int(request.headers[LENGTH])), answer, int(length))
            return web.Response(body=answer, headers={LENGTH: str(header)} if header is not None else {})
        proof = request.path.split("/")[3] if request.path.startswith("/v2/proofs/") else None
        if proof is not None and request.path.endswith("/bundle"):
            if self.bundle is not None:
                answer = await asyncio.to_thread(self.bundle, self._requests[proof], answer)
        elif proof is not None and self.state is not None:
            answer = json.dumps({"proof_id": proof, "state": self.state}).encode()
        return web.Response(status=status, body=answer, headers={} if length is None else {LENGTH: length})

    def _touch(self, request, answer, length):
        response = parse_response(answer, length)
        outputs, parameters = dict(response.outputs), dict(response.parameters)
        if "proof_id" in parameters:
            self._requests[parameters["proof_id"]] = request
        if not self.promises:
            parameters.pop("proof_id", None)
        if self.lies:
            outputs = {name: altered(array) for name, array in outputs.items()}
            digests = output_digests(outputs)
            asked = input_digest(request.inputs, request.parameters)
            result = result_of(request.parameters["job_id"], parameters["model_sha256"], asked, output_digest(digests))
            r, s = sign(result, int(self.result_key, 16), OFFLINE_CHAIN, self.key)
            parameters |= {"output_digests": json.dumps(digests), "signature_r": hex(r), "signature_s": hex(s)}
        return encode_response({"model_name": "m", "model_version": "1", "parameters": parameters}, outputs, None)
