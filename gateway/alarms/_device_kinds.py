"""The alarms about cameras and sensors."""

from __future__ import annotations

from gateway.alarms.kind import About, AlarmKind, Severity

__all__ = ["DEVICE_KINDS"]

_ADDRESS = "the device's address"

_CAMERAS = (
    AlarmKind(
        "camera_stalled",
        "No pictures",
        Severity.PROBLEM,
        About.CAMERA,
        "The camera sends no pictures any more: none for 2.5 of its usual intervals and 4.5 s (5 s at 5 pictures a "
        "second); for a camera that sends at irregular moments, none for three times its longest usual pause. Three "
        "pauses within an hour that ended by themselves, of at most 2 min each, are taken as normal for that hour. Not "
        "raised while the gateway itself is cut off from the broker.",
        "Look whether the camera has power and network (its link light, its own page). Start it again; if it speaks "
        "through `ciro camera bridge`, look at that program's log. If the line just stands still and the camera is "
        "triggered by parts, nothing has to be done.",
        _ADDRESS,
    ),
    AlarmKind(
        "picture_frozen",
        "Frozen picture",
        Severity.PROBLEM,
        About.CAMERA,
        "Pictures keep coming and show exactly the same: the same bytes, or pixels without the noise that every "
        "sensor has, for at least 5 s and 5 pictures. A scene in which nothing moves does not raise it, since its "
        "noise differs from picture to picture; a running clock drawn into a frozen picture does not hide it.",
        "Start the camera again; if it does not help, its encoder or the program that reads it hangs: start that one "
        "again too. Until then results about this camera are about an old picture.",
        _ADDRESS,
    ),
    AlarmKind(
        "picture_black",
        "Black picture",
        Severity.PROBLEM,
        About.CAMERA,
        "At least 99.5 % of the pixels are black (32 or less of 255) in three pictures in a row.",
        "Look whether the lens is covered, the light is on and the shutter or exposure setting is right. For a "
        "dark-field view that is meant to be black, set `watch = false` in its `[[devices]]` entry.",
        _ADDRESS,
    ),
    AlarmKind(
        "picture_overexposed",
        "Over-exposed picture",
        Severity.PROBLEM,
        About.CAMERA,
        "So many pixels are at the upper end (250 or more of 255) that little can be seen, in three pictures in a "
        "row: at least 60 %, and for a view that is usually bright half of the rest above its usual share.",
        "Look for sunlight or a lamp shining into the lens; lower the exposure time, the gain or the light.",
        _ADDRESS,
    ),
    AlarmKind(
        "picture_wrong_size",
        "Wrong picture size",
        Severity.WARNING,
        About.CAMERA,
        "Pictures have another width or height than configured, or, where none is configured, than usual. A new size "
        "that stays for 5 min becomes the usual one.",
        "Set the camera's resolution back: after a reset many fall back to their own. If the new size is meant, set "
        "`width` and `height` in the device's `[[devices]]` entry.",
        _ADDRESS,
    ),
)

_SENSORS = (
    AlarmKind(
        "sensor_silent",
        "No readings",
        Severity.PROBLEM,
        About.SENSOR,
        "The sensor sends no readings any more: none for 2.5 of its usual intervals and 4.5 s (7 s at one a second); "
        "for one that sends at irregular moments, none for three times its longest usual pause; for one that sends "
        "several at a time, none for 2.5 of the times between. Three pauses within an hour that ended by themselves, "
        "of at most 2 min each, are taken as normal for that hour. Not raised while the gateway itself is cut off from "
        "the broker.",
        "Look whether the sensor has power (battery) and network. Start it again. Look into the broker's log "
        "whether it is refused.",
        _ADDRESS,
    ),
    AlarmKind(
        "value_stuck",
        "Stuck value",
        Severity.WARNING,
        About.SENSOR,
        "A number that used to vary is repeated exactly, so often that chance is ruled out (less than one in a "
        "million by its own history), at least 6 readings and 5 s long; or three sampled windows are identical. A "
        "number with coarse steps, which often repeats by itself (more than 3 in 10 readings), is called stuck after "
        "an hour at the earliest. Counters, texts and switches are not watched.",
        "Look whether the probe is connected and the converter runs; many drivers repeat the last value when the "
        "probe no longer answers. If the process really stands still, nothing has to be done.",
        _ADDRESS,
    ),
    AlarmKind(
        "value_out_of_range",
        "Value out of range",
        Severity.WARNING,
        About.SENSOR,
        "A value is outside the configured range; or, where none is configured, two values in a row are far outside "
        "everything seen so far (by twice the span seen, a quarter of the typical value or ten times the noise, "
        "whichever is most). A level outside the learnt range that stays for 2 min becomes usual.",
        "Compare with a second instrument. A broken or unplugged probe often reads the end of its scale. If the value "
        "is plausible here, set `[devices.range.NAME]` with `low` and `high` in the device's `[[devices]]` entry.",
        _ADDRESS,
    ),
)

_DEVICES = (
    AlarmKind(
        "device_offline",
        "Device offline",
        Severity.PROBLEM,
        About.DEVICE,
        "The device, or the broker on its behalf (last will), said `offline` on its status topic, and it sends "
        "nothing.",
        "Look at its power and network. It clears by itself as soon as the device is back.",
        _ADDRESS,
    ),
    AlarmKind(
        "rate_unusual",
        "Rate far from usual",
        Severity.WARNING,
        About.DEVICE,
        "Messages come at less than half or more than twice the configured (`rate_hz`) or usual rate for several "
        "seconds. A new rate that stays for 5 min becomes the usual one.",
        "Too slow: look at the device's load, its network (signal strength) and, for a camera, the exposure time. Too "
        "fast: look whether two programs send under the same address, or the device's setting was changed.",
        _ADDRESS,
    ),
    AlarmKind(
        "sequence_gap",
        "Missing messages",
        Severity.WARNING,
        About.DEVICE,
        "The device's sequence numbers skip: messages that it has numbered did not arrive within 2 s of their "
        "successors.",
        "Let the device publish with QoS 1 and keep messages while it is not connected. Look whether the broker drops "
        "messages (alarm `broker_dropping`), and at the radio link.",
        _ADDRESS,
        quiet_s=30.0,
    ),
    AlarmKind(
        "device_restarted",
        "Device restarted",
        Severity.INFO,
        About.DEVICE,
        "The device came with a new boot id, or began its sequence anew.",
        "Nothing, if somebody switched it. Otherwise look at its supply and its own log for why it restarted.",
        _ADDRESS,
        quiet_s=30.0,
    ),
    AlarmKind(
        "device_restart_loop",
        "Device keeps restarting",
        Severity.PROBLEM,
        About.DEVICE,
        "The device restarted three times or more within 10 min.",
        "Weak power supplies and failing cables are the usual cause; then firmware that crashes or a watchdog that "
        "fires. Put the last good firmware back.",
        _ADDRESS,
        quiet_s=300.0,
    ),
    AlarmKind(
        "address_shared",
        "Two devices, one address",
        Severity.PROBLEM,
        About.DEVICE,
        "Messages with two boot ids take turns: two devices publish under the same address.",
        "Find the second device (the broker's log shows which clients publish) and give it a name of its own, for "
        "instance with `ciro device new`.",
        _ADDRESS,
        quiet_s=60.0,
    ),
    AlarmKind(
        "clock_skew",
        "Device clock wrong",
        Severity.WARNING,
        About.DEVICE,
        "The device's time stamps are more than 10 s away from the moment of arrival, steadily. The detail says when "
        "they look like another unit (seconds instead of milliseconds), a time zone or a time since power-on.",
        "Set the device's clock from a time server (NTP). `ts` is Unix time in milliseconds, UTC. Without a clock, "
        "leave `ts` out.",
        _ADDRESS,
    ),
    AlarmKind(
        "model_unfit",
        "Model does not fit the device",
        Severity.WARNING,
        About.DEVICE,
        "The model cannot judge what the device sends: a signal of another sampling rate or shorter than the model's "
        "window, pictures for a model of signals, or a threshold or cost for a label that it does not have. What the "
        "device sends is kept; signals that do not fit get no result, other jobs wait until the entry is mended.",
        "Set `model` in the device's `[[devices]]` entry to one that fits (`ciro model list`), or to `none` to keep "
        "its messages without looking at them, or correct `thresholds` and `costs`; then reload the configuration.",
        _ADDRESS,
        quiet_s=60.0,
    ),
    AlarmKind(
        "command_unanswered",
        "Command not answered",
        Severity.WARNING,
        About.DEVICE,
        "A command was sent to the device and no acknowledgement came in time.",
        "Look whether the device is online, subscribes to `…/cmd/+` and may publish on `…/cmd/{name}/ack`. Send the "
        "command again.",
        _ADDRESS,
        quiet_s=120.0,
    ),
    AlarmKind(
        "poison_payload",
        "Unacceptable message",
        Severity.WARNING,
        About.DEVICE,
        "A message could not be accepted (not a picture, truncated, too large, wrong JSON, wrong topic …). Its "
        "bytes and "
        "the reason were set aside; everything else goes on.",
        "See the bytes and the reason with `ciro journal quarantine`. Correct the sender, or raise the bound in "
        "`[ingest]` "
        "if the message was right.",
        "the device's address, or the topic when it names none",
        quiet_s=60.0,
    ),
)

DEVICE_KINDS = (*_CAMERAS, *_SENSORS, *_DEVICES)
