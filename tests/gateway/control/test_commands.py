"""Commands in both directions: each gets an answer, and nothing that comes in stops the next."""

import asyncio

import orjson
import pytest

from gateway.config import ControlSettings
from gateway.control import CommandError, CommandRefusedError, CommandUnansweredError, NotConnectedError

CMD = "ciro/v1/$gw/gw1/cmd/"
CAMERA = "plant/hall/line/camera-1"


async def _ping(arguments):
    return {"got": dict(arguments)}


async def _refuse(arguments):
    raise CommandRefusedError("not today; ask again tomorrow")


async def _break(arguments):
    raise RuntimeError("a bug")


async def _odd(arguments):
    return {"when": object(), 5: {1, 2}}


COMMANDS = {"ping": _ping, "refuse": _refuse, "break": _break, "odd": _odd}


async def _ask(seen, until, name, payload):
    ack = f"{CMD}{name}/ack"
    before = len(seen.objects(ack))
    seen.publish(CMD + name, payload)
    await until(lambda: len(seen.objects(ack)) > before)
    return seen.objects(ack)[-1]


async def test_a_command_is_carried_out_and_acknowledged_with_its_id(start, look_on, until):
    seen = look_on(CMD + "+/ack")
    await start(commands=COMMANDS)
    assert await _ask(seen, until, "ping", {"id": "q1", "a": 1}) == {
        "id": "q1",
        "ok": True,
        "error": None,
        "result": {"got": {"a": 1}},
    }
    assert (await _ask(seen, until, "ping", b""))["ok"]


@pytest.mark.parametrize(
    ("name", "payload", "says"),
    [
        ("reboot", b"{}", "there is no command 'reboot'; there are: break, odd, ping, refuse"),
        ("ping", b"{", "a JSON object"),
        ("ping", b"[1]", "a JSON object"),
        ("ping", b"\xff\xfe", "a JSON object"),
        ("ping", b"[" * 5000, "a JSON object"),
        ("ping", b'{"id":' + b"9" * 400 + b"}", "a JSON object"),
        ("ping", b'{"id":{"a":1}}', "'id' must be"),
        ("ping", b'{"x":"' + b"y" * 70_000 + b'"}', "at most 64000"),
        ("refuse", b"{}", "not today"),
        ("break", b"{}", "RuntimeError: a bug"),
    ],
)
async def test_what_cannot_be_carried_out_is_refused_with_the_reason_and_the_next_one_is_carried_out(
    start, look_on, until, name, payload, says
):
    seen = look_on(CMD + "+/ack")
    await start(commands=COMMANDS)
    answer = await _ask(seen, until, name, payload)
    assert answer["ok"] is False
    assert says in answer["error"]
    assert (await _ask(seen, until, "ping", {"id": 7}))["id"] == 7


async def test_a_result_that_is_no_json_is_still_answered(start, look_on, until):
    seen = look_on(CMD + "+/ack")
    await start(commands=COMMANDS)
    assert (await _ask(seen, until, "odd", {"id": 1}))["ok"] is True


async def test_a_retained_command_is_not_carried_out_at_every_connect(start, look_on, until):
    seen = look_on(CMD + "+/ack")
    seen.publish(CMD + "ping", {"id": "kept"}, retain=True)
    await start(commands=COMMANDS)
    assert (await _ask(seen, until, "ping", {"id": "now"}))["id"] == "now"
    assert [answer["id"] for answer in seen.objects(CMD + "ping/ack")] == ["now"]


async def test_a_command_that_hangs_does_not_hold_up_others_and_too_many_are_refused(start, look_on, until):
    let_go = asyncio.Event()

    async def hang(arguments):
        await let_go.wait()
        return {}

    seen = look_on(CMD + "+/ack")
    await start(commands={**COMMANDS, "hang": hang})
    for number in range(7):
        seen.publish(CMD + "hang", {"id": number})
    assert (await _ask(seen, until, "ping", {"id": 1}))["ok"]
    seen.publish(CMD + "hang", {"id": 7})
    refused = await _ask(seen, until, "ping", {"id": 2})
    assert "send it again later" in refused["error"]
    let_go.set()
    await until(lambda: len(seen.objects(CMD + "hang/ack")) == 8)


# -- to devices ------------------------------------------------------------------------------------------------------


def _device(seen, answer):
    """Let the onlooker play a device that answers each command with what *answer* makes of it."""

    def on_message(client, userdata, message):
        for reply in answer(orjson.loads(message.payload)):
            body = reply if isinstance(reply, bytes) else orjson.dumps(reply)
            client.publish(f"{message.topic}/ack", body, qos=1)

    seen._client.on_message = on_message


@pytest.mark.parametrize("version", ["3.1.1", "5"])
async def test_a_device_is_commanded_and_its_answer_comes_back(start, look_on, version):
    camera = look_on(f"ciro/v1/{CAMERA}/cmd/+")
    _device(
        camera, lambda given: [{"id": "another's", "ok": True}, {"id": given["id"], "ok": True, "size": given["w"]}]
    )
    gateway = await start(version=version)
    answer = await gateway.control.command(CAMERA, "resize", {"w": 640}, "anna")
    assert answer["size"] == 640


async def test_a_device_that_repeats_no_id_is_understood(start, look_on):
    camera = look_on(f"ciro/v1/{CAMERA}/cmd/+")
    _device(camera, lambda given: [b""])
    gateway = await start()
    assert await gateway.control.command(CAMERA, "capture", {}, "anna") == {}


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ({"ok": False, "error": "lens cap on"}, "lens cap on"),
        ({"ok": False}, "no reason"),
        (b"not json", "not a JSON object"),
        (b"[]", "not a JSON object"),
    ],
)
async def test_a_device_that_refuses_or_answers_nonsense_is_quoted(start, look_on, reply, says):
    camera = look_on(f"ciro/v1/{CAMERA}/cmd/+")
    _device(camera, lambda given: [reply])
    gateway = await start()
    with pytest.raises(CommandRefusedError, match=says):
        await gateway.control.command(CAMERA, "capture", {}, "anna")


async def test_a_silent_device_raises_an_alarm_that_a_later_answer_clears(start, look_on, until):
    gateway = await start(settings=ControlSettings(command_timeout_s=0.3))
    with pytest.raises(CommandUnansweredError, match=r"within 0\.3 s; look whether it is online"):
        await gateway.control.command(CAMERA, "capture", {}, "anna")
    assert "capture" in gateway.alarms.get("command_unanswered", CAMERA).detail
    camera = look_on(f"ciro/v1/{CAMERA}/cmd/+")
    _device(camera, lambda given: [{"ok": True}])
    await gateway.control.command(CAMERA, "capture", {}, "anna")
    await until(lambda: gateway.alarms.get("command_unanswered", CAMERA) is None)


async def test_commands_to_many_devices_at_once_each_get_their_own_answer(start, look_on):
    camera = look_on("ciro/v1/+/+/+/+/cmd/+")
    _device(camera, lambda given: [{"id": given["id"], "ok": True, "n": given["n"]}])
    gateway = await start()
    calls = [gateway.control.command(f"a/b/c/d{n % 7}", "count", {"n": n}, "anna") for n in range(60)]
    assert [answer["n"] for answer in await asyncio.gather(*calls)] == list(range(60))


@pytest.mark.parametrize(
    ("device", "name", "arguments", "says"),
    [
        ("Camera", "capture", {}, "not a device address"),
        ("a/b/c/+", "capture", {}, "not a device address"),
        (CAMERA, "cap/ture", {}, "is no command"),
        (CAMERA, "#", {}, "is no command"),
        (CAMERA, "capture", {"id": 1}, "'id' is the gateway's own"),
        (CAMERA, "capture", {"x": object()}, "not JSON"),
    ],
)
async def test_a_command_that_cannot_be_one_is_refused_before_it_is_sent(start, device, name, arguments, says):
    gateway = await start()
    with pytest.raises(CommandError, match=says):
        await gateway.control.command(device, name, arguments, "anna")


async def test_without_a_connection_a_command_is_not_sent_and_says_so(start, unused_port):
    from gateway.endpoint import Endpoint

    gateway = await start(endpoint=Endpoint(port=unused_port), wait=False)
    with pytest.raises(NotConnectedError, match="no connection to mqtt://"):
        await gateway.control.command(CAMERA, "capture", {}, "anna")
