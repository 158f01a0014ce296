"""What goes on devices: ESPHome's own checker accepts it, and Tasmota's rules keep to Tasmota's bounds."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway.config import IngestSettings
from gateway.devices import Authority, BrokerAddress, FirmwareError, Kind, Wifi, new_device, public_key_fingerprint
from gateway.ingest import Parser
from gateway.ingest.parsing import Delivery
from gateway.records import Reading
from gateway.shipped_files import shipped
from gateway.topics import parse_device_topic

CHECKOUT = Path(__file__).parents[3]
ADDRESS = "plant/hall-1/line-1/camera-1"


@pytest.fixture(scope="session")
def esphome():
    """Return a function that runs ``esphome config`` on a file; its environment is set up where it is not there yet."""
    made = subprocess.run([CHECKOUT / "scripts" / "esphome-env"], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        pytest.fail(f"scripts/esphome-env ended with {made.returncode}:\n{made.stderr}")
    program = made.stdout.strip()

    def config(path):
        return subprocess.run([program, "config", path], capture_output=True, text=True, check=False, cwd=path.parent)

    return config


@pytest.fixture
def broker(tmp_path):
    authority = Authority.create(tmp_path / "ca")
    certificate = authority.issue_broker(["broker.plant.example"]).certificate
    return BrokerAddress("broker.plant.example", None, authority.pem, certificate)


def accepted(done):
    return done.returncode == 0 and "Configuration is valid" in done.stdout + done.stderr


# The environment's first set-up fetches a hundred packages.
pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("name", ["esp32-cam.yaml", "vibration-node.yaml"])
def test_esphome_accepts_what_ships(esphome, tmp_path, name):
    folder = shutil.copytree(shipped("firmware_configs/esphome"), tmp_path / "esphome")
    (folder / "secrets.example.yaml").rename(folder / "secrets.yaml")
    done = esphome(folder / name)
    assert accepted(done), done.stdout + done.stderr


@pytest.mark.parametrize("kind", [Kind.ESP32_CAM, Kind.VIBRATION])
@pytest.mark.parametrize("by_certificate", [False, True])
def test_esphome_accepts_what_is_made_for_a_device(esphome, tmp_path, broker, kind, by_certificate):
    address = "plant-2/0hall/line_1/cam_01-b"
    made = new_device(
        address,
        kind,
        tmp_path / "made",
        broker,
        wifi=Wifi("Plant: \"WLAN\" #1 'ü'", 'p\\a"s: #s!{}'),
        authority=Authority.load(tmp_path / "ca") if by_certificate else None,
    )
    [path] = [file for file in made.files if file.suffix == ".yaml" and file.name != "secrets.yaml"]
    done = esphome(path)
    assert accepted(done), done.stdout + done.stderr
    told = done.stdout
    assert f"ciro/v1/{address}/status" in told
    assert "broker.plant.example" in told
    assert ("8884" if by_certificate else "8883") in told
    assert ("client_certificate" in told) == by_certificate
    assert ("username: " + address in told) != by_certificate
    assert made.to_fill_in == ()


def test_esphome_would_see_a_mistake(esphome, tmp_path, broker):
    made = new_device(ADDRESS, Kind.ESP32_CAM, tmp_path / "made", broker)
    [path] = [file for file in made.files if file.name == "camera-1.yaml"]
    path.write_text(path.read_text().replace("jpeg_quality:", "jpg_quality:"))
    assert not accepted(esphome(path))


def test_topics_in_the_firmware_are_topics_of_the_gateway(tmp_path, broker):
    for kind in (Kind.ESP32_CAM, Kind.VIBRATION):
        made = new_device(ADDRESS, kind, tmp_path / kind, broker)
        text = next(f for f in made.files if f.name == "camera-1.yaml").read_text()
        tails = set(re.findall(r"\$\{topic\}/([a-z/]+)", text))
        assert {"status", "info"} <= tails
        for tail in tails:
            if not tail.startswith("cmd/"):
                parse_device_topic(f"ciro/v1/{ADDRESS}/{tail}")
    assert "telemetry" in tails


@pytest.mark.parametrize(
    "address", ["plant/hall/line/" + "x" * 32, "plant/hall/line/-", "plant/hall/line/_", "plant/hall/line/---"]
)
def test_name_that_esphome_cannot_take_is_refused_with_the_rule(tmp_path, broker, address):
    with pytest.raises(FirmwareError, match="1 to 31 characters"):
        new_device(address, Kind.ESP32_CAM, tmp_path / "made", broker)
    assert not (tmp_path / "made").exists()


# --- Tasmota ---------------------------------------------------------------------------------------------------------

LONGEST_RULE = 511
LONGEST_BACKLOG = 30


@pytest.fixture
def tasmota(tmp_path, broker):
    made = new_device(ADDRESS, Kind.TASMOTA, tmp_path / "made", broker)
    text = (tmp_path / "made" / "tasmota.txt").read_text()
    return made, text, [line for line in text.splitlines() if line and not line.startswith("#")]


def test_tasmota_is_filled_in_whole(tasmota, broker, tmp_path):
    made, text, commands = tasmota
    assert made.to_fill_in == ()
    assert not re.findall(r"<[A-Z]+>", "\n".join(commands))
    assert f"MqttFingerprint1 {public_key_fingerprint(broker.certificate_pem)}" in text
    password = (tmp_path / "made" / "password").read_text().strip()
    assert f"MqttUser {ADDRESS}; MqttPassword {password}" in text
    assert "MqttPort 8883" in text
    assert (tmp_path / "made" / "tasmota.txt").stat().st_mode & 0o777 == 0o600


def test_tasmota_rules_keep_to_its_bounds(tasmota):
    _, _, commands = tasmota
    rules = [command for command in commands if re.match(r"Rule\d ON", command)]
    assert len(rules) == 2
    for rule in rules:
        body = rule.split(" ", 1)[1]
        assert len(body) <= LONGEST_RULE
        assert len(re.findall(r"\bON \S+ DO\b", body)) == len(re.findall(r"\bENDON\b", body)) > 0
    for command in commands:
        if command.startswith("Backlog "):
            assert len(command.split(";")) <= LONGEST_BACKLOG


def test_longest_address_that_tasmota_is_given_still_fits_its_rules(tmp_path, broker):
    longest = "p" * 20 + "/" + "a" * 20 + "/" + "l" * 20 + "/" + "d" * 11
    made = new_device(longest, Kind.TASMOTA, tmp_path / "made", broker)
    text = (made.directory / "tasmota.txt").read_text()
    for rule in re.findall(r"(?m)^Rule\d (ON .*)$", text):
        assert len(rule) <= LONGEST_RULE
    with pytest.raises(FirmwareError, match="Tasmota holds addresses of up to"):
        new_device(longest + "dd", Kind.TASMOTA, tmp_path / "longer", broker)


def test_reading_that_a_tasmota_rule_makes_is_one_that_the_gateway_takes(tasmota):
    _, _, commands = tasmota
    [rule] = [command for command in commands if "/telemetry " in command]
    topic, payload = re.search(r"Publish (\S+) (\{.*?\}\})", rule).groups()
    for name, value in {
        "utctime": "1795646742",
        "var1": "7",
        "var2": "1795640000",
        "var3": "21.5",
        "value": "40",
    }.items():
        payload = payload.replace(f"%{name}%", value)
    taken = Parser(IngestSettings()).parse(Delivery(topic, payload.encode(), 0, False, 0, 1_795_646_742_000_000))
    assert isinstance(taken, Reading)
    assert (taken.device, taken.seq, taken.boot) == (ADDRESS, 7, "1795640000")
    assert json.loads(payload)["v"] == {"temperature": 21.5, "humidity": 40}
    assert json.loads(payload)["ts"] == 1_795_646_742_000


def test_what_cannot_be_filled_in_is_told(tmp_path, broker):
    unknown = BrokerAddress(broker.host, None, broker.ca_pem)
    made = new_device(ADDRESS, Kind.TASMOTA, tmp_path / "made", unknown)
    assert "--broker-certificate" in made.to_fill_in[0]


def test_generic_device_is_told_how_to_connect(tmp_path, broker):
    made = new_device(ADDRESS, Kind.GENERIC, tmp_path / "made", broker)
    told = json.loads((made.directory / "connection.json").read_text())
    assert told["client_id"] == told["login"]["username"] == ADDRESS
    assert told["publish"]["frame"] == {"topic": f"ciro/v1/{ADDRESS}/frame", "qos": 1, "retain": False}
    assert (made.directory / told["login"]["password_file"]).exists()


def test_reading_that_the_vibration_node_writes_is_one_that_the_gateway_takes():
    """The node's program is not run here; its format strings are, in the order in which it uses them."""
    program = (shipped("firmware_configs/esphome") / "vibration-node.yaml").read_text()
    program = program[program.index("std::string text;") :]
    literal = r'"((?:[^"\\]|\\.)*)"'
    parts = re.findall(rf"text \+= {literal}|snprintf\(part, sizeof part, (?:i \? {literal} : )?{literal}", program)
    values = iter([(3, 4_000_000_000), (1_795_646_742_123,), (21.456,)])
    text = ""
    for appended, following, formatted in parts:
        if following:  # the samples: the first, and the others
            first, other = (part.replace('\\"', '"') for part in (formatted, following))
            text += first % -0.5 + "".join(other % (n / 7) for n in range(999))
        elif formatted:
            text += formatted.replace('\\"', '"').replace("%lld", "%d").replace("%u", "%d") % next(values)
        else:
            text += appended.replace('\\"', '"')
    delivery = Delivery(f"ciro/v1/{ADDRESS}/telemetry", text.encode(), 1, False, 1, 1_795_646_742_500_000)
    taken = Parser(IngestSettings()).parse(delivery)
    assert isinstance(taken, Reading), taken
    assert (taken.seq, taken.boot) == (3, "4000000000")
    values = json.loads(text)["v"]
    assert values["temperature"] == 21.46
    assert values["accel"]["hz"] == 1000
    assert len(values["accel"]["x"]) == 1000
