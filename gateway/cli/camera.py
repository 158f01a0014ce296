"""``ciro camera``: cameras that do not speak MQTT."""

from __future__ import annotations

import logging
import signal
import sys
from typing import Annotated

import orjson
import typer

from gateway.cli._broker import DEFAULT_BROKER, Broker, CaFile, CertFile, KeyFile, Password, checked_version
from gateway.cli._ending import USAGE, fail

app = typer.Typer(no_args_is_help=True, help="Cameras that do not speak MQTT.")


@app.callback()
def _group() -> None:
    """Cameras that do not speak MQTT."""


@app.command("bridge")
def bridge(
    source: Annotated[
        str,
        typer.Option(
            envvar="CIRO_CAMERA_SOURCE",
            show_envvar=True,
            help="rtsp://…, http://…, /dev/videoN, a video file, or a folder of pictures. A URL with a password "
            "is better given in the environment: command lines can be read by everybody on the machine.",
        ),
    ],
    device: Annotated[str, typer.Option(help="the camera's address: SITE/AREA/LINE/DEVICE")],
    rate: Annotated[float, typer.Option(min=0.01, max=240, help="pictures a second")] = 5.0,
    broker: Broker = DEFAULT_BROKER,
    username: Annotated[
        str | None, typer.Option(help="user name at the broker; default with a password: the device's address")
    ] = None,
    password: Password = None,
    ca_file: CaFile = None,
    cert_file: CertFile = None,
    key_file: KeyFile = None,
    mqtt_version: Annotated[str, typer.Option(help="3.1.1 or 5; 5 carries the capture time")] = "5",
    quality: Annotated[int, typer.Option(min=1, max=100, help="JPEG quality")] = 85,
    frozen_after: Annotated[
        float, typer.Option(min=0, help="seconds after which an unchanging picture is called frozen; 0: never")
    ] = 8.0,
    loop: Annotated[bool, typer.Option("--loop", help="start a video or folder again at its end")] = False,
    once: Annotated[bool, typer.Option("--once", help="send one picture and end")] = False,
    seconds: Annotated[float | None, typer.Option(min=0.1, help="end after this long")] = None,
    timeout: Annotated[
        float, typer.Option(min=0.5, help="seconds: how long a stream may be silent; with --once, three times that")
    ] = 5.0,
    as_json: Annotated[bool, typer.Option("--json", help="print the report as one JSON object")] = False,
) -> None:
    """Publish a camera's pictures over MQTT, until stopped, until the source's end, or for --seconds.

    Source and broker may be absent at first, get lost and come back. Exit codes: 0 all well; 1 the source was lost
    or frozen at the end, or pictures were left unacknowledged; 2 a wrong option; 3 source or broker never came.
    """
    from gateway.camera_bridge import BridgeOptions, CameraBridge, SourceError, open_source
    from gateway.endpoint import Endpoint, EndpointError
    from gateway.topics import TopicError

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)
    version = checked_version(mqtt_version)
    try:
        endpoint = Endpoint.from_url(
            broker,
            version=version,
            username=username or (device if password and "@" not in broker else None),
            password=password,
            ca_file=ca_file,
            cert_file=cert_file,
            key_file=key_file,
        )
        options = BridgeOptions(
            rate=rate,
            quality=quality,
            frozen_after_s=frozen_after,
            loop=loop,
            once=once,
            seconds=seconds,
            patience_s=3 * timeout,
        )
        running = CameraBridge(open_source(source, timeout_s=timeout), endpoint, device, options)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: running.stop())
        report = running.run()
    except (SourceError, EndpointError, TopicError) as error:
        fail("ciro camera bridge", USAGE, str(error))
    if as_json:
        typer.echo(orjson.dumps(report.as_dict()))
    else:
        typer.echo(
            f"{report.acknowledged} of {report.captured} pictures delivered, {report.overtaken} overtaken, "
            f"{report.waiting} not acknowledged; source opened {report.opened} times, "
            f"broker connected {report.connected} times; the source is {report.state}"
            + (f": {report.reason}" if report.reason else "")
        )
    raise typer.Exit(report.exit_code)
