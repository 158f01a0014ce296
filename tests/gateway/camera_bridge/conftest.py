"""A real network camera on loopback (MJPEG over HTTP), and someone who listens at the broker."""

import base64
import socketserver
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np
import orjson
import paho.mqtt.client as mqtt
import pytest
from subscribers import Subscriber


def noisy_picture(rng, size=(160, 120)):
    """A picture such as a camera's: a scene, and noise that never repeats."""
    image = np.full((size[1], size[0], 3), 90, np.int16)
    image[30:80, 40:120] += 70
    return np.clip(image + rng.normal(0, 3, image.shape), 0, 255).astype(np.uint8)


class MjpegCamera:
    """Serves ``multipart/x-mixed-replace`` on a fixed port; can be switched off and on, and frozen."""

    def __init__(self, port, fps=20.0, credentials=None):
        self.port = port
        self.frozen = threading.Event()
        self.silent = threading.Event()
        self.opened = 0
        self._fps = fps
        self._credentials = credentials
        self._rng = np.random.default_rng(3)
        self._last = noisy_picture(self._rng)
        self._server = None
        self._off = threading.Event()

    @property
    def url(self):
        return f"http://{self._credentials + '@' if self._credentials else ''}127.0.0.1:{self.port}/video"

    def _next(self):
        if not self.frozen.is_set():
            self._last = noisy_picture(self._rng)
        return cv2.imencode(".jpg", self._last)[1].tobytes()

    def on(self):
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if camera._credentials:
                    wanted = "Basic " + base64.b64encode(camera._credentials.encode()).decode()
                    if self.headers.get("Authorization") != wanted:
                        self.send_response(401)
                        self.send_header("WWW-Authenticate", 'Basic realm="camera"')
                        self.end_headers()
                        return
                camera.opened += 1
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                try:
                    while not camera._off.wait(1 / camera._fps):
                        if camera.silent.is_set():
                            continue
                        jpeg = camera._next()
                        self.wfile.write(
                            b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                        )
                        self.wfile.write(jpeg + b"\r\n")
                except OSError:
                    pass

            def log_message(self, *args):
                pass

        self._off.clear()
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def off(self):
        if self._server is not None:
            self._off.set()
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@pytest.fixture
def mjpeg(unused_port):
    cameras = []

    def make(**options):
        cameras.append(MjpegCamera(unused_port, **options))
        return cameras[-1]

    yield make
    for camera in cameras:
        camera.off()


class RtspCamera:
    """Serves motion JPEG over RTSP (RFC 2326, RFC 2435) in interleaved TCP, with Basic authentication."""

    def __init__(self, port, fps=20.0, credentials="viewer:sEcrEt"):
        self.port = port
        self._fps = fps
        self._credentials = credentials
        self._rng = np.random.default_rng(4)
        self._server = None
        self._off = threading.Event()

    @property
    def url(self):
        return f"rtsp://{self._credentials}@127.0.0.1:{self.port}/stream1"

    def on(self):
        camera = self
        wanted = "Basic " + base64.b64encode(self._credentials.encode()).decode()
        sdp = (
            "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
            "m=video 0 RTP/AVP 26\r\na=control:track0\r\n"
        )

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                while request := self._request():
                    method, headers = request
                    answer = {"CSeq": headers.get("cseq", "0"), "Session": "1"}
                    if method == "OPTIONS":
                        answer["Public"] = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER"
                        self._answer("200 OK", answer)
                    elif headers.get("authorization") != wanted:
                        self._answer("401 Unauthorized", {**answer, "WWW-Authenticate": 'Basic realm="camera"'})
                    elif method == "DESCRIBE":
                        self._answer("200 OK", {**answer, "Content-Type": "application/sdp"}, sdp)
                    elif method == "SETUP":
                        transport = "RTP/AVP/TCP;unicast;interleaved=0-1"
                        self._answer("200 OK", {**answer, "Transport": transport})
                    elif method == "PLAY":
                        self._answer("200 OK", answer)
                        self._play()
                        return
                    else:
                        self._answer("200 OK", answer)

            def _request(self):
                first = self.rfile.readline().decode().split()
                headers = {}
                while (line := self.rfile.readline().decode().strip()) and ":" in line:
                    name, _, value = line.partition(":")
                    headers[name.strip().lower()] = value.strip()
                return (first[0], headers) if first else None

            def _answer(self, status, headers, body=""):
                lines = [f"RTSP/1.0 {status}", *(f"{name}: {value}" for name, value in headers.items())]
                lines.append(f"Content-Length: {len(body)}")
                self.wfile.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

            def _play(self):
                sequence, started = 0, time.monotonic()
                while not camera._off.wait(1 / camera._fps):
                    jpeg = cv2.imencode(".jpg", noisy_picture(camera._rng))[1].tobytes()
                    stamp = int((time.monotonic() - started) * 90_000)
                    for packet in rtp_jpeg(jpeg, (160, 120), sequence, stamp):
                        sequence += 1
                        try:
                            self.wfile.write(struct.pack(">cBH", b"$", 0, len(packet)) + packet)
                        except OSError:
                            return

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._off.clear()
        self._server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def off(self):
        if self._server is not None:
            self._off.set()
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def rtp_jpeg(jpeg, size, sequence, stamp):
    """Yield the RTP packets of a baseline 4:2:0 JPEG with its own quantisation tables (RFC 2435)."""
    tables, at = b"", 2
    while jpeg[at + 1] != 0xDA:
        length = int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] == 0xDB:
            body = jpeg[at + 4 : at + 2 + length]
            tables += b"".join(body[n + 1 : n + 65] for n in range(0, len(body), 65))
        at += 2 + length
    scan = jpeg[at + 2 + int.from_bytes(jpeg[at + 2 : at + 4]) : -2]
    for offset in range(0, len(scan), 1200):
        part = scan[offset : offset + 1200]
        last = offset + len(part) == len(scan)
        head = struct.pack(">BBHII", 0x80, 26 | (0x80 if last else 0), sequence & 0xFFFF, stamp, 7)
        head += struct.pack(">I", offset) + bytes((1, 255, size[0] // 8, size[1] // 8))
        if offset == 0:
            head += struct.pack(">BBH", 0, 0, len(tables)) + tables
        yield head + part
        sequence += 1


@pytest.fixture
def rtsp(unused_port):
    camera = RtspCamera(unused_port)
    yield camera
    camera.off()


class Listener(Subscriber):
    """What a bridge's camera says."""

    def __init__(self, broker):
        super().__init__(broker, "listener", protocol=mqtt.MQTTv5)

    def frames(self):
        return [m for m in self.messages if m.topic.endswith("/frame")]

    def statuses(self):
        return [m.payload.decode() for m in self.messages if m.topic.endswith("/status")]

    def infos(self):
        return [orjson.loads(m.payload) for m in self.messages if m.topic.endswith("/info")]

    def states(self):
        seen = []
        for info in self.infos():
            if not seen or seen[-1] != info["state"]:
                seen.append(info["state"])
        return seen

    def summary(self):
        return f"{len(self.frames())} frames, {self.statuses()}, {self.states()}, {self.infos()[-1:]}"

    def command(self, device, name, payload=b"{}"):
        self.publish(f"ciro/v1/{device}/cmd/{name}", payload)


@pytest.fixture
def listen():
    listeners = []

    def start(broker):
        listeners.append(Listener(broker))
        return listeners[-1]

    yield start
    for listener in listeners:
        listener.close()
