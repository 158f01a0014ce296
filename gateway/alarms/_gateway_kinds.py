"""The alarms about the broker and the gateway itself."""

from __future__ import annotations

from gateway.alarms.kind import About, AlarmKind, Severity

__all__ = ["GATEWAY_KINDS"]

_BROKER = (
    AlarmKind(
        "broker_lost",
        "Broker not reachable",
        Severity.PROBLEM,
        About.BROKER,
        "The gateway has no connection to the MQTT broker: it does not run, the network is interrupted, or it refuses "
        "the gateway. The gateway keeps trying; a broker with persistence keeps devices' QoS 1 messages meanwhile.",
        "Start the broker (`systemctl status mosquitto`), check the network, then `[broker]` in the "
        "configuration; the "
        "detail says what was tried and what went wrong.",
        "`broker`",
        settle_s=2.0,
    ),
    AlarmKind(
        "client_id_taken",
        "Another client with our id",
        Severity.PROBLEM,
        About.BROKER,
        "The broker ended the gateway's connection because another client logged in with the same client id: it said "
        "so (MQTT 5 reason 0x8E), or it ended three connections in a row within 3 s each without a word, as Debian's "
        "mosquitto 2.0.11 does. The two take the connection from each other in turn.",
        "Two gateways share one name: give each its own `[gateway] name`, or stop one of them.",
        "`broker`",
        settle_s=60.0,
    ),
    AlarmKind(
        "gateway_name_taken",
        "Two gateways with one name",
        Severity.PROBLEM,
        About.BROKER,
        "Another running gateway publishes on this gateway's status topic: its instance id differs from ours.",
        "Give each gateway its own `[gateway] name`, or stop one of them. A copy of this machine's image is a "
        "usual cause.",
        "the gateway's name",
        settle_s=45.0,
    ),
    AlarmKind(
        "broker_dropping",
        "Broker drops messages",
        Severity.PROBLEM,
        About.BROKER,
        "The broker's own counter of dropped messages (`$SYS/broker/publish/messages/dropped`) grows: a queue is "
        "full, "
        "and what was dropped is lost.",
        "Raise `max_queued_messages` in mosquitto.conf (the shipped configuration has 500000), and find the slow or "
        "absent subscriber: if it is this gateway, see the alarms about its disk.",
        "`broker`",
        quiet_s=60.0,
    ),
    AlarmKind(
        "certificate_expiring",
        "Certificate about to expire",
        Severity.WARNING,
        About.GATEWAY,
        "A certificate that the gateway uses ends within 21 days, or has ended.",
        "Issue a new one and put it in the file's place; then `ciro gateway check` and restart the gateway.",
        "the certificate's file",
        settle_s=1.0,
    ),
)

_GATEWAY = (
    AlarmKind(
        "disk_nearly_full",
        "Disk nearly full",
        Severity.WARNING,
        About.GATEWAY,
        "Less than 10 % or less than 1 GiB is free where the state directory lies (whichever is less).",
        "Delete what does not belong there, lower `[journal.retention] max_bytes`, or give it a larger disk. Ordinary "
        "pictures are given up first, evidence last, and nothing that is owed a result.",
        "`disk`",
        settle_s=10.0,
    ),
    AlarmKind(
        "disk_full",
        "Disk full",
        Severity.PROBLEM,
        About.GATEWAY,
        "The journal cannot be written because the disk is full. Nothing is acknowledged meanwhile, so messages "
        "wait at "
        "the broker.",
        "Free space on the file system of the state directory at once, before the broker's queue is full too.",
        "`journal`",
        settle_s=5.0,
    ),
    AlarmKind(
        "disk_read_only",
        "Disk read-only",
        Severity.PROBLEM,
        About.GATEWAY,
        "The journal cannot be written because the file system is, or became, read-only. Nothing is acknowledged.",
        "Look at the kernel's log (`dmesg`): a file system turns read-only after disk errors. Check the disk, "
        "mount it "
        "for writing again.",
        "`journal`",
        settle_s=5.0,
    ),
    AlarmKind(
        "disk_failing",
        "Disk reports errors",
        Severity.PROBLEM,
        About.GATEWAY,
        "Reading or writing the journal ended with an input/output error.",
        "Look at the kernel's log (`dmesg`) and at `smartctl -a`. Back up (`ciro journal backup`) and replace the "
        "disk.",
        "`journal`",
        settle_s=10.0,
    ),
    AlarmKind(
        "journal_corrupt",
        "Journal damaged",
        Severity.PROBLEM,
        About.GATEWAY,
        "The journal's file was damaged. It was set aside beside the journal and a new one begun.",
        "Keep the damaged file; recover from it or from the latest backup. Check the disk and the power supply.",
        "`journal`",
        quiet_s=3600.0,
    ),
    AlarmKind(
        "journal_locked",
        "Journal held by another program",
        Severity.PROBLEM,
        About.GATEWAY,
        "Another program holds the journal's lock, so nothing can be written.",
        "Is a second gateway using the same state directory? End it, or the program that keeps the file open.",
        "`journal`",
        settle_s=5.0,
    ),
    AlarmKind(
        "picture_key_wrong",
        "Pictures' key does not fit",
        Severity.PROBLEM,
        About.GATEWAY,
        "The key in `[privacy] frame_key_file` is not the one that the kept pictures were encrypted with, or there is "
        "none although they are encrypted. Nothing is written or acknowledged, so messages wait at the broker.",
        "Put the right key back. To change to a new one, stop the gateway and run `ciro privacy key change`.",
        "`journal`",
        settle_s=1.0,
    ),
    AlarmKind(
        "journal_newer",
        "Journal of a newer version",
        Severity.PROBLEM,
        About.GATEWAY,
        "The journal was written by a newer version of the gateway. Nothing is written or acknowledged.",
        "Run the newer version again, or move the journal away to start a new one.",
        "`journal`",
        settle_s=1.0,
    ),
    AlarmKind(
        "backlog_growing",
        "Backlog grows",
        Severity.WARNING,
        About.GATEWAY,
        "More work comes in than is done: the oldest message that is owed a result waits longer than 10 s, and the "
        "backlog has grown for 10 s. Nothing is lost.",
        'Lower the cameras\' rate, set `mode = "latest"` for live cameras, raise `[inference] threads`, or use a '
        "faster "
        "machine or a GPU.",
        "`inference`",
        settle_s=5.0,
    ),
    AlarmKind(
        "deadline_missed",
        "Results late",
        Severity.WARNING,
        About.GATEWAY,
        "More than 5 % of the results of the last 10 s came after their deadline.",
        "As for a growing backlog; or raise `deadline_ms` if later results still serve their purpose.",
        "`inference`",
        settle_s=10.0,
    ),
    AlarmKind(
        "model_refused",
        "Model refused",
        Severity.PROBLEM,
        About.GATEWAY,
        "A model was not taken into use: its files do not match their digests, its golden test failed, or it is "
        "missing. "
        "The previous model, if any, goes on.",
        "Run `ciro model test NAME` for the reason; add the right package with `ciro model add`.",
        "the model's name",
        settle_s=1.0,
    ),
    AlarmKind(
        "worker_wrong",
        "Worker gave a wrong result",
        Severity.WARNING,
        About.GATEWAY,
        "A worker's answer to a job differs from what this gateway computed itself, or from what independent workers "
        "agree on. The job's result is the right one; the worker gets no jobs for ten minutes, longer each time.",
        "Look at both answers with `ciro route evidence`; update the worker's model and software, or remove it from "
        "`[[routing.workers]]`.",
        "the worker's name",
        quiet_s=600.0,
    ),
    AlarmKind(
        "inference_failing",
        "Inference fails",
        Severity.PROBLEM,
        About.GATEWAY,
        "Jobs failed in the engine within the last 10 s; after the configured tries their input is quarantined.",
        "Read the log; run `ciro model test NAME`. If it began with a new model, go back to the previous one.",
        "`inference`",
        settle_s=10.0,
    ),
    AlarmKind(
        "worker_unhealthy",
        "Worker unhealthy",
        Severity.WARNING,
        About.GATEWAY,
        "The worker's health score fell below 0.5: CPU, memory, disk, temperature, latency or failures are too high.",
        "The detail names the causes. Cool it, give it less work, or look at what else runs there.",
        "the worker's name",
        settle_s=30.0,
    ),
    AlarmKind(
        "component_failed",
        "Part of the gateway failed",
        Severity.PROBLEM,
        About.GATEWAY,
        "A part of the gateway failed; it is started again with growing pauses. The others go on.",
        "The detail says why. If it persists, collect `ciro diagnostics` and read the log.",
        "the part's name",
        settle_s=5.0,
    ),
    AlarmKind(
        "clock_jumped",
        "Gateway clock jumped",
        Severity.WARNING,
        About.GATEWAY,
        "The gateway's wall clock was set by more than 2 s while it ran. Order and durability do not depend on it; "
        "times in records on both sides of the jump do not compare.",
        "Look whether the time service runs (`timedatectl`), and replace the clock's battery if it happens at "
        "power-on.",
        "`clock`",
        quiet_s=300.0,
    ),
    AlarmKind(
        "gateway_clock_wrong",
        "Gateway clock wrong",
        Severity.PROBLEM,
        About.GATEWAY,
        "Three devices or more agree with each other and not with this gateway about the time: the gateway's clock is "
        "wrong, not theirs.",
        "Set the gateway's clock from a time server (`timedatectl set-ntp true`).",
        "`clock`",
    ),
    AlarmKind(
        "too_many_devices",
        "Too many devices to watch",
        Severity.WARNING,
        About.GATEWAY,
        "More device addresses publish than are watched (10,000). Everything is still recorded; later addresses "
        "have no "
        "alarms of their own.",
        "Usually a device that invents addresses: look at the devices' list on the page and tighten the broker's ACL.",
        "`devices`",
        settle_s=60.0,
    ),
    AlarmKind(
        "output_disputed",
        "Model output not reproducible",
        Severity.PROBLEM,
        About.GATEWAY,
        "A prover computed, in integers, another output of a model than the one that results were made from. Both are "
        "exact where the machine works, so one of the two computations went wrong. The results stand as published, "
        "without a proof.",
        "Look at the machine's memory and processor (`dmesg`, a memory test), then at the version of ONNX Runtime; "
        "hold the model against its golden pair: `ciro model test NAME`.",
        "the model's digest",
        quiet_s=3600.0,
    ),
    AlarmKind(
        "settlement_late",
        "Records not on the chain yet",
        Severity.WARNING,
        About.GATEWAY,
        "The oldest record that is to be settled waits longer than `[chain] lag_alarm_s`.",
        "See the reason in `ciro chain settlement`. Nothing is lost: records are kept and settled later, in order, as "
        "long as retention keeps them.",
        "the gateway's name",
        settle_s=5.0,
    ),
    AlarmKind(
        "settlement_refused",
        "Settlement refused",
        Severity.WARNING,
        About.GATEWAY,
        "The sponsor, the account or the contract does not take the gateway's transactions, or undid one that cost a "
        "fee: an allowance used up, a session's key expired, another gateway with the same account, another network. "
        "Inspection goes on, and records wait.",
        "Read the detail; `docs/settlement.md` says what each means. It is tried again by itself.",
        "the gateway's name",
        settle_s=5.0,
    ),
    AlarmKind(
        "settlement_stopped",
        "Journal altered; settlement stopped",
        Severity.PROBLEM,
        About.GATEWAY,
        "Records that were to be settled are missing, or not as they were accepted: the journal's hash chain does not "
        "hold. What was altered is never put on the chain.",
        "Run `ciro journal verify`, keep the state directory as it is for whoever investigates, and restore a backup.",
        "the gateway's name",
        settle_s=5.0,
    ),
    AlarmKind(
        "page_exposed",
        "Status page reachable by many",
        Severity.INFO,
        About.GATEWAY,
        "The status page listens on an address of the network (with TLS and login).",
        'Nothing, if that is meant. Otherwise set `[page] host = "127.0.0.1"` and use an SSH tunnel.',
        "`page`",
        settle_s=1.0,
    ),
)

GATEWAY_KINDS = (*_BROKER, *_GATEWAY)
