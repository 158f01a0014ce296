"""``ciro simulate``: the line simulator against any broker."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from gateway.cli._account import needs_chain
from gateway.cli._broker import DEFAULT_BROKER, Broker, CaFile, CertFile, KeyFile, Password, checked_version
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail

if TYPE_CHECKING:
    from gateway.simulator import Sign


def command(
    broker: Broker = DEFAULT_BROKER,
    username: Annotated[
        str | None, typer.Option(help="user name at the broker; {device} stands for each device's own address")
    ] = None,
    password: Password = None,
    ca_file: CaFile = None,
    cert_file: CertFile = None,
    key_file: KeyFile = None,
    mqtt_version: Annotated[str, typer.Option(help="3.1.1 or 5")] = "3.1.1",
    line: Annotated[str, typer.Option(help="SITE/AREA/LINE of the devices")] = "demo/hall-1/line-1",
    cameras: Annotated[int, typer.Option(min=0, max=1000, help="how many cameras")] = 2,
    fps: Annotated[float, typer.Option(min=0.01, max=1000, help="frames a second of each camera")] = 5.0,
    sensors: Annotated[int, typer.Option(min=0, max=1000, help="how many sensors")] = 3,
    sensor_hz: Annotated[float, typer.Option(min=0.01, max=1000, help="messages a second of each sensor")] = 1.0,
    size: Annotated[str, typer.Option(help="WIDTHxHEIGHT of the pictures, at least 160x120")] = "640x480",
    seed: Annotated[int, typer.Option(min=0, help="fixes pictures, values and phases")] = 1,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            help="KIND:DEVICE[@START[+SECONDS]], as often as you like; kinds: frozen, black, overexposed, wrong-size, "
            "stall, slow, stuck, out-of-range, gap, reboot, disconnect, poison; for instance frozen:camera-1@10+20"
        ),
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option(help="sensors sign their readings by the key in this file, drawn if absent; see [signatures]"),
    ] = None,
    sign_account: Annotated[str, typer.Option(help='the account that signatures are for, "0x…"')] = "0x1",
    sign_network: Annotated[str, typer.Option(help="its network: devnet, sepolia or mainnet")] = "sepolia",
    seconds: Annotated[float | None, typer.Option(min=0.1, help="end after this long; default: until stopped")] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="write what the broker acknowledged to this JSON file at the end")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the totals as one JSON object")] = False,
) -> None:
    """Play a production line: cameras and sensors that publish over MQTT and know what the broker acknowledged.

    The broker may be absent at first, get lost and come back. Exit codes: 0 everything was acknowledged;
    1 something was not; 2 a wrong option; 3 no device ever reached the broker.
    """
    from gateway.endpoint import Endpoint, EndpointError
    from gateway.simulator import Fault, FaultError, LineOptions, LineSimulator
    from gateway.topics import TopicError

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)
    version = checked_version(mqtt_version)
    try:
        endpoint = Endpoint.from_url(
            broker,
            version=version,
            username=username,
            password=password,
            ca_file=ca_file,
            cert_file=cert_file,
            key_file=key_file,
        )
        options = LineOptions(
            line=line,
            cameras=cameras,
            fps=fps,
            sensors=sensors,
            sensor_hz=sensor_hz,
            size=_size(size),
            seed=seed,
            faults=[Fault.parse(text) for text in fault or ()],
            sign=_signing(sign, sign_account, sign_network) if sign is not None else None,
        )
        simulator = LineSimulator(endpoint, options)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        simulator.start()
    except (EndpointError, FaultError, TopicError) as error:
        fail("ciro simulate", USAGE, str(error))
    typer.echo(f"{len(simulator.devices)} devices of {line} publish to {endpoint}; stop with Ctrl-C", err=True)
    stop.wait(seconds)
    reached = any(link.connects for link in simulator.links.values())
    complete = simulator.stop(15.0 if reached else 1.0)
    book = simulator.ledger
    if ledger is not None:
        ledger.write_bytes(orjson.dumps(book.as_dict()))
    if as_json:
        typer.echo(orjson.dumps({**book.totals(), "complete": complete}))
    else:
        typer.echo(
            f"{book.frames_acknowledged} of {book.frames_published} frames and "
            f"{book.readings_acknowledged} of {book.readings_published} readings acknowledged"
            + (f", {book.poison_acknowledged} poison messages" if book.poison_published else "")
            + (f", {book.withheld} withheld" if book.withheld else "")
        )
    raise typer.Exit(0 if complete and reached else FAILED if reached else ABSENT)


def _signing(path: Path, account: str, network: str) -> Sign:
    """Return what signs the sensors' readings; say on standard error by which key."""
    needs_chain("ciro simulate --sign")
    from gateway.chain.keys import StarkKeyError, new_key, read_credential
    from gateway.chain.networks import NetworkError, network_named
    from gateway.chain.signed_reading import sign_reading

    try:
        chain_id, target = network_named(network).chain_id, int(account, 16)
        if not path.exists():
            with open(path, "x", encoding="ascii", opener=_privately) as file:
                file.write(f"{new_key().private:#x}\n")
        key = read_credential(path)
    except (StarkKeyError, NetworkError, OSError) as error:
        fail("ciro simulate", USAGE, str(error))
    except ValueError:
        fail("ciro simulate", USAGE, f'--sign-account {account}: write an address as "0x…"')
    typer.echo(f'sensors sign: public_key = "{key.public:#x}", account = "{target:#x}"', err=True)
    return lambda reading, address: sign_reading(reading, address, target, chain_id, key)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and width.isdecimal() and height.isdecimal()) or int(width) < 160 or int(height) < 120:
        raise typer.BadParameter("write WIDTHxHEIGHT, at least 160x120", param_hint="--size")
    return int(width), int(height)
