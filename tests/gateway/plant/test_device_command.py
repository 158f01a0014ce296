"""`ciro device` as a plant engineer uses it: authority, broker, devices, and one that has to go."""

import json
import stat
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from gateway.cli.device import app
from gateway.devices import PasswordFile

CAMERA, SENSOR = "plant/hall-1/line-1/camera-1", "plant/hall-1/line-1/sensor-1"
REFUSED = {"Not authorized", "Bad user name or password"}


@pytest.fixture
def ciro(tmp_path, monkeypatch):
    """Return a function that runs ``ciro device …`` in a directory of its own and returns what it printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == code, done.output
        return done.output

    return run


@pytest.fixture
def running(ciro, new_plant, tmp_path):
    """Return a plant whose broker was set up by the commands, running, and the options that name its places."""
    plant = new_plant(tmp_path / "built")  # its files are replaced by those that the commands make
    options = SimpleNamespace(
        ca=("--ca", str(tmp_path / "built" / "authority")),
        passwords=("--password-file", str(plant.passwords.path)),
        mosquitto=("--directory", str(plant.directory)),
    )
    plant.broker.start()
    return plant, options


def test_whole_way_of_a_broker_from_nothing(ciro, tmp_path):
    assert "valid until" in ciro("ca", "--ca", "ca", "--name", "Press shop")
    made = ciro(
        *("broker", "--ca", "ca", "--host", "broker.plant.example", "--host", "192.0.2.7"),
        *("--directory", "mosquitto", "--gateway-password", "store/ciro.broker-password"),
    )
    assert "written mosquitto/conf.d/ciro.conf" in made
    assert "systemctl restart mosquitto" in made
    for secret in ("ca/ca.key", "store/ciro.broker-password", "mosquitto/ciro/passwords", "mosquitto/ciro/broker.key"):
        assert stat.S_IMODE((tmp_path / secret).stat().st_mode) & 0o007 == 0, secret
    assert PasswordFile(tmp_path / "mosquitto/ciro/passwords").users() == ["gateway"]
    assert "crlfile" in (tmp_path / "mosquitto/conf.d/ciro.conf").read_text()
    assert (tmp_path / "mosquitto/ciro/ca.crl").read_text().startswith("-----BEGIN X509 CRL-----")

    again = ciro(
        *("broker", "--ca", "ca", "--host", "broker.plant.example"),
        *("--directory", "mosquitto", "--gateway-password", "store/ciro.broker-password"),
    )
    assert "written" not in again
    assert "gateway" in ciro("list", "--ca", "ca", "--password-file", "mosquitto/ciro/passwords")


def test_edited_broker_configuration_is_kept(ciro, tmp_path):
    ciro("ca", "--ca", "ca")
    command = ("broker", "--ca", "ca", "--host", "h", "--directory", "m", "--gateway-password", "p")
    ciro(*command)
    edited = tmp_path / "m/conf.d/ciro.conf"
    edited.write_text(edited.read_text() + "# mine\n")
    assert "ciro.conf.new" in ciro(*command)
    assert edited.read_text().endswith("# mine\n")


def test_device_with_a_password_gets_in_is_listed_and_is_shut_out(ciro, running, tmp_path, wait_until):
    plant, options = running
    made = json.loads(
        ciro("new", CAMERA, "--kind", "generic", "--broker", "127.0.0.1", *options.ca, *options.passwords, "--json")
    )
    assert made["account_added"]
    assert "password" not in made
    plant.broker.reload()
    folder = tmp_path / "devices" / CAMERA
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    told = json.loads((folder / "connection.json").read_text())
    password = (folder / told["login"]["password_file"]).read_text().strip()
    camera = plant.device(told["login"]["username"], password, ca=folder / told["broker"]["ca_file"])
    assert camera.publish(told["publish"]["telemetry"]["topic"]) == "Success"

    assert f"{CAMERA}  password" in ciro("list", *options.ca, *options.passwords)
    assert "systemctl reload mosquitto" in ciro("revoke", CAMERA, *options.ca, *options.passwords, *options.mosquitto)
    plant.broker.reload()
    assert wait_until(lambda: camera.lost)  # also the connection that was open
    assert plant.device(CAMERA, password).refused in REFUSED
    assert CAMERA not in ciro("list", *options.ca, *options.passwords)


def test_device_with_a_certificate_gets_in_is_listed_and_is_shut_out(ciro, running, tmp_path):
    plant, options = running
    new = ("new", SENSOR, "--kind", "generic", "--broker", "127.0.0.1", *options.ca, "--certificate")
    ciro(*new)
    folder = tmp_path / "devices" / SENSOR
    pair = folder / "client.pem", folder / "client.key"
    assert stat.S_IMODE(pair[1].stat().st_mode) == 0o600
    assert plant.certified(pair).publish(f"ciro/v1/{SENSOR}/telemetry") == "Success"
    [listed] = [
        one for one in json.loads(ciro("list", *options.ca, *options.passwords, "--json")) if one["name"] == SENSOR
    ]
    assert not listed["password"]
    assert not listed["certificates"][0]["revoked"]

    assert "revoked" in ciro("revoke", SENSOR, *options.ca, *options.passwords, *options.mosquitto)
    plant.broker.reload()
    assert not plant.certified(pair).connected
    assert "revoked" in ciro("list", *options.ca, *options.passwords)

    ciro(*new, "--replace")
    assert plant.certified(pair).publish(f"ciro/v1/{SENSOR}/telemetry") == "Success"


def test_device_that_has_credentials_keeps_them_unless_asked(ciro, running, tmp_path):
    _, options = running
    new = ("new", CAMERA, "--kind", "esp32-cam", *options.ca, *options.passwords)
    ciro(*new)
    before = (tmp_path / "devices" / CAMERA / "password").read_text()
    assert "--replace" in ciro(*new, code=2)
    assert (tmp_path / "devices" / CAMERA / "password").read_text() == before
    ciro(*new, "--replace")
    assert (tmp_path / "devices" / CAMERA / "password").read_text() != before


def test_device_can_be_made_before_there_is_anything_else(ciro, tmp_path):
    told = ciro("new", CAMERA, "--kind", "vibration")
    assert "devices/ca" in told
    assert "mosquitto-password-line" in told
    assert "Still to fill in: wifi_ssid" in told
    line = (tmp_path / "devices" / CAMERA / "mosquitto-password-line").read_text()
    assert line.startswith(f"{CAMERA}:$7$")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("new", "plant/camera", "--kind", "generic"), 2, "site/area/line/device"),
        (("new", "Plant/hall/line/cam", "--kind", "generic"), 2, "a-z"),
        (("new", CAMERA, "--kind", "toaster"), 2, "toaster"),
        (("new", CAMERA, "--kind", "generic", "--ca", "nowhere"), 2, "ciro device ca --ca nowhere"),
        (("new", CAMERA, "--kind", "tasmota", "--broker-certificate", "nowhere.pem"), 3, "nowhere.pem"),
        (("new", CAMERA, "--kind", "tasmota", "--certificate"), 2, "leave --certificate out"),
        (("broker", "--host", "h", "--ca", "nowhere", "--directory", "m"), 2, "ciro device ca --ca nowhere"),
        (("list", "--ca", "nowhere", "--password-file", "nowhere"), 3, "nowhere"),
        (("revoke", CAMERA, "--ca", "nowhere", "--password-file", "nowhere"), 2, "ciro device list"),
        (("account", "Not A Name", "--password-file", "passwords", "--secret", "x"), 2, "account name"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(ciro, tmp_path, arguments, code, words):
    told = ciro(*arguments, code=code)
    assert words in told
    assert "Traceback" not in told
    assert not (tmp_path / "passwords").exists()


def test_engineer_is_an_account_too(ciro, running, tmp_path, wait_until):
    plant, options = running
    ciro("account", "engineer", *options.passwords)
    secret = tmp_path / "engineer.password"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    plant.broker.reload()
    plant.add(CAMERA)
    engineer = plant.device("engineer", secret.read_text().strip())
    engineer.subscribe("ciro/v1/#")
    camera = plant.device(CAMERA)
    camera.subscribe(f"ciro/v1/{CAMERA}/cmd/+")
    camera.publish(f"ciro/v1/{CAMERA}/telemetry")
    assert engineer.publish(f"ciro/v1/{CAMERA}/cmd/capture") == "Success"
    assert engineer.publish(f"ciro/v1/{CAMERA}/result") == "Not authorized"
    assert wait_until(lambda: f"ciro/v1/{CAMERA}/telemetry" in engineer.topics())
    assert wait_until(lambda: f"ciro/v1/{CAMERA}/cmd/capture" in camera.topics())


def test_password_is_shown_only_on_request(ciro):
    told = ciro("new", CAMERA, "--kind", "generic", "--show-password", "--json")
    assert len(json.loads(told[told.index("{") :])["password"]) == 32
    assert "password" not in json.loads(ciro("new", SENSOR, "--kind", "generic", "--json"))
