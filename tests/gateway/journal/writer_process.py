"""Writes into a journal as fast as it can, and says on standard output what was acknowledged, until it is killed."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from journal_testing import frame, owe_frames, picture, reading

from gateway.config import JournalSettings
from gateway.journal import Journal, Ticket


def main():
    state, boot = Path(sys.argv[1]), sys.argv[2]
    journal = Journal(state, JournalSettings(reserve_bytes=0, frame_log_bytes=2**20), owe_frames)

    def tell(tickets):
        lines = "".join(f"{t.ack} {t.outcome.name}\n" for t in tickets)
        os.write(1, lines.encode())  # a pipe takes it whole or not at all before the kill

    journal.on_durable = tell
    journal.start()
    assert journal.wait_until_open(60), journal.condition
    number = 0
    while True:
        while not journal.has_room():
            time.sleep(0.0005)
        if number % 20 == 0:
            journal.append(
                Ticket(frame(number, seq=number, boot=boot, image=picture(f"{boot}-{number}", 5000)), f"f {number}")
            )
        journal.append(Ticket(reading(number, boot=boot), f"r {number}"))
        number += 1


main()
