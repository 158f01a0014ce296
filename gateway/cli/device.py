"""``ciro device``: devices' credentials and configurations, the plant's authority, the broker's accounts."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import orjson
import typer

from gateway.cli import _device_deploy
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.devices.firmware import Kind

app = typer.Typer(no_args_is_help=True, help="Devices' credentials and configurations, the broker's side of them.")
app.command("deploy")(_device_deploy.deploy)


CaOption = Annotated[Path, typer.Option("--ca", help="directory of the plant's authority: ca.pem, ca.key")]
PasswordsOption = Annotated[Path, typer.Option(help="mosquitto's password file")]
BrokerDirectory = Annotated[Path, typer.Option(help="mosquitto's configuration directory")]

_CA = Path("/etc/ciro/ca")
_OWN_CA = Path("devices/ca")
_MOSQUITTO = Path("/etc/mosquitto")
_PASSWORDS = _MOSQUITTO / "ciro" / "passwords"
_GATEWAY_PASSWORD = Path("/etc/credstore/ciro.broker-password")


@app.callback()
def _group() -> None:
    """Devices' credentials and configurations, the broker's side of them."""


@app.command("new")
def new(
    address: Annotated[str, typer.Argument(metavar="SITE/AREA/LINE/DEVICE", help="the device's address")],
    kind: Annotated[Kind, typer.Option(help="the device's firmware")],
    broker: Annotated[
        str | None,
        typer.Option(envvar="CIRO_BROKER_HOST", help="name or address of the broker; default: this machine's name"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="directory for the files; default: devices/SITE/AREA/…")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="the broker's port; default: 8883, with --certificate 8884")
    ] = None,
    ca: Annotated[
        Path | None,
        typer.Option(help="directory of the plant's authority; default: /etc/ciro/ca, else devices/ca, made if absent"),
    ] = None,
    broker_certificate: Annotated[
        Path | None, typer.Option(help="the broker's certificate, whose key Tasmota trusts")
    ] = None,
    certificate: Annotated[
        bool, typer.Option("--certificate", help="log in by a client certificate, not by a password")
    ] = False,
    password_file: Annotated[
        Path | None, typer.Option(help="add the account to this password file of mosquitto's")
    ] = None,
    wifi_ssid: Annotated[str | None, typer.Option(envvar="CIRO_WIFI_SSID", help="the network the device joins")] = None,
    wifi_password: Annotated[
        str | None, typer.Option(envvar="CIRO_WIFI_PASSWORD", help="its password; better given in the environment")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="new credentials for a device that has some")] = False,
    show_password: Annotated[bool, typer.Option("--show-password", help="print the device's password")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print what was made as one JSON object")] = False,
) -> None:
    """Make a device's credentials and its filled-in configuration.

    Exit codes: 0 made; 2 a name or an option breaks a rule; 3 the authority or a file is absent.
    """
    from gateway.devices import Authority, BrokerAddress, Wifi, new_device
    from gateway.topics import check_address

    with _refusals("new"):
        check_address(address)
        place = ca or _authority_directory()
        trusted_key = broker_certificate.read_text(encoding="utf-8") if broker_certificate else None
        made = new_device(
            address,
            kind,
            out or Path("devices") / address,
            BrokerAddress(broker or socket.getfqdn(), port, _authority_pem(place), trusted_key),
            wifi=Wifi(wifi_ssid, wifi_password or "") if wifi_ssid else None,
            password_file=password_file,
            authority=Authority.load(place) if certificate else None,
            replace=replace,
        )
    password = made.directory / "password"
    shown = password.read_text(encoding="utf-8").strip() if show_password and password in made.files else None
    if as_json:
        answer = {
            "device": made.address,
            "username": made.address,
            "directory": str(made.directory),
            "files": [str(path) for path in made.files],
            "account_added": made.account_added,
            "to_fill_in": list(made.to_fill_in),
        } | ({"password": shown} if shown else {})
        typer.echo(orjson.dumps(answer))
        return
    for path in made.files:
        typer.echo(f"{path}{'  (secret)' if path.stat().st_mode & 0o077 == 0 else ''}")
    if shown:
        typer.echo(f"password: {shown}")
    if not made.account_added:
        typer.echo("The broker does not know the device yet: append mosquitto-password-line to its password file.")
    elif password_file is not None:
        typer.echo("The broker lets the device in after: systemctl reload mosquitto")
    if certificate and replace:
        typer.echo(f"An earlier certificate still holds; to shut it out, revoke before making anew: {address}")
    for what in made.to_fill_in:
        typer.echo(f"Still to fill in: {what}")


@app.command("ca")
def create_authority(
    ca: CaOption = _CA,
    name: Annotated[str, typer.Option(help="the plant's name, as certificates show it")] = "Plant",
    days: Annotated[int, typer.Option(min=1, max=7300, help="how long it is valid")] = 3650,
) -> None:
    """Make the plant's certificate authority. One that exists is never replaced."""
    from gateway.devices import Authority

    with _refusals("ca"):
        authority = Authority.create(ca, name=name, days=days)
    typer.echo(f"{ca}/ca.pem, {ca}/ca.key: valid until {authority.certificate.not_valid_after_utc:%Y-%m-%d}")
    typer.echo("Keep ca.key where few can read it, and a copy of it in a safe: it signs every certificate.")


@app.command("broker")
def broker(
    host: Annotated[
        list[str], typer.Option(help="name or address under which devices reach the broker; as often as there are any")
    ],
    ca: CaOption = _CA,
    directory: BrokerDirectory = _MOSQUITTO,
    gateway_password: Annotated[Path, typer.Option(help="where the gateway's password is put")] = _GATEWAY_PASSWORD,
    renew: Annotated[bool, typer.Option("--renew", help="make the broker's certificate anew")] = False,
) -> None:
    """Configure mosquitto for the plant: TLS, rules, the gateway's account. What is there already is kept."""
    from gateway.devices import Authority, set_up_broker

    with _refusals("broker"):
        done = set_up_broker(directory, Authority.load(ca), host, gateway_password=gateway_password, renew=renew)
    for path in done.written:
        typer.echo(f"written {path}")
    for path in done.kept:
        typer.echo(f"kept    {path}")
    typer.echo("It counts after: systemctl restart mosquitto")


@app.command("account")
def account(
    name: Annotated[str, typer.Argument(help="an account that is no device's, for instance engineer")],
    secret: Annotated[Path | None, typer.Option(help="where its password is put; default: NAME.password")] = None,
    password_file: PasswordsOption = _PASSWORDS,
    replace: Annotated[bool, typer.Option("--replace", help="a new password for an account that exists")] = False,
) -> None:
    """Make an account at the broker; what it may do, the rules (acl) say."""
    from gateway.devices import GATEWAY_ACCOUNT, set_up_account

    target = secret or (_GATEWAY_PASSWORD if name == GATEWAY_ACCOUNT else Path(f"{name}.password"))
    with _refusals("account"):
        set_up_account(password_file, name, target, replace=replace)
    typer.echo(f"{target}  (secret)\nThe broker knows the account after: systemctl reload mosquitto")


@app.command("list")
def list_(
    ca: CaOption = _CA,
    password_file: PasswordsOption = _PASSWORDS,
    as_json: Annotated[bool, typer.Option("--json", help="print a JSON array")] = False,
) -> None:
    """Show who may log in at the broker, and by what.

    Exit codes: 0 shown; 1 not allowed; 3 there is no password file.
    """
    from gateway.devices import Authority, PasswordFile, devices

    with _refusals("list"):
        if not password_file.exists() and not (ca / "ca.pem").exists():
            raise FileNotFoundError(2, "absent", str(password_file))
        found = devices(PasswordFile(password_file), Authority.load(ca) if (ca / "ca.key").exists() else None)
    if as_json:
        typer.echo(orjson.dumps([access.document() for access in found], option=orjson.OPT_INDENT_2))
        return
    width = max((len(access.name) for access in found), default=0)
    for access in found:
        ways = ["password"] if access.password else []
        for certificate in access.certificates:
            state = "revoked" if certificate.revoked else f"until {certificate.expires}"
            ways.append(f"certificate {certificate.serial:x} {state}")
        typer.echo(f"{access.name:{width}}  {', '.join(ways)}")
    if not found:
        typer.echo("nobody")


@app.command("revoke")
def revoke(
    name: Annotated[str, typer.Argument(metavar="NAME", help="SITE/AREA/LINE/DEVICE, or another account's name")],
    ca: CaOption = _CA,
    password_file: PasswordsOption = _PASSWORDS,
    directory: BrokerDirectory = _MOSQUITTO,
) -> None:
    """Take a device's access away: its account, and every certificate that was made for it.

    Exit codes: 0 taken; 1 not allowed; 2 it had no access; 3 a file is absent.
    """
    from gateway.devices import Authority, PasswordFile
    from gateway.devices import revoke as revoke_access

    with _refusals("revoke"):
        authority = Authority.load(ca) if (ca / "ca.key").exists() else None
        taken = revoke_access(name, PasswordFile(password_file), authority, directory)
    if taken.password:
        typer.echo("account removed: the broker refuses it, and ends its connection, after: systemctl reload mosquitto")
    for certificate in taken.certificates:
        typer.echo(f"certificate {certificate.serial:x} revoked")
    if taken.certificates:
        typer.echo(
            "The broker refuses it after: systemctl reload mosquitto; a connection that is open ends with a restart"
        )


def _authority_directory() -> Path:
    """Return where the plant's authority lies; where there is none yet, make one beside the devices' files."""
    from gateway.devices import Authority

    for place in (_CA, _OWN_CA):
        if (place / "ca.pem").exists():
            return place
    Authority.create(_OWN_CA)
    typer.echo(f"There was no authority yet; devices will trust the one that is now in {_OWN_CA}.", err=True)
    return _OWN_CA


def _authority_pem(place: Path) -> str:
    from gateway.devices import AuthorityError

    try:
        return (place / "ca.pem").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise AuthorityError(f"no authority in {place}: make one with: ciro device ca --ca {place}") from error


@contextmanager
def _refusals(command: str) -> Iterator[None]:
    """Turn what can be refused into one line on standard error and an exit code."""
    from gateway.devices import AccountError, AuthorityError, FirmwareError
    from gateway.shipped_files import ShippedFilesMissing
    from gateway.topics import TopicError

    try:
        yield
    except (AccountError, AuthorityError, FirmwareError, TopicError) as error:
        fail(f"ciro device {command}", USAGE, str(error))
    except FileNotFoundError as error:
        missing = error if isinstance(error, ShippedFilesMissing) else f"{error.filename} does not exist"
        fail(f"ciro device {command}", ABSENT, str(missing))
    except PermissionError as error:
        hint = "" if os.geteuid() == 0 else "; run it with sudo"
        fail(f"ciro device {command}", FAILED, f"{error.filename}: permission denied{hint}")
