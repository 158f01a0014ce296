"""A real network camera on loopback (MJPEG over HTTP), and someone who listens at the broker."""

import base64
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np
import orjson
import paho.mqtt.client as mqtt
import pytest


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


class Listener:
    """Subscribes to everything and waits for what a test expects."""

    def __init__(self, broker):
        self.messages = []
        self._changed = threading.Condition()
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "listener", protocol=mqtt.MQTTv5)
        self._client.reconnect_delay_set(0.05, 0.2)
        subscribed = threading.Event()
        self._client.on_connect = lambda client, *_: client.subscribe("ciro/v1/#", 1)
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.on_message = self._take
        self._client.connect(broker.host, broker.port)
        self._client.loop_start()
        assert subscribed.wait(10)

    def _take(self, client, userdata, message):
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

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

    def wait(self, condition, seconds=15):
        with self._changed:
            end = time.monotonic() + seconds
            while not condition(self):
                left = end - time.monotonic()
                if left <= 0:
                    pytest.fail(
                        f"not seen: {len(self.frames())} frames, {self.statuses()}, {self.states()}, "
                        f"{self.infos()[-1:]}"
                    )
                self._changed.wait(left)

    def command(self, device, name, payload=b"{}"):
        self._client.publish(f"ciro/v1/{device}/cmd/{name}", payload, qos=1)

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def listen():
    listeners = []

    def start(broker):
        listeners.append(Listener(broker))
        return listeners[-1]

    yield start
    for listener in listeners:
        listener.close()
